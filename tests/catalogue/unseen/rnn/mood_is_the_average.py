import numpy as np


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    def outputs(sequence):
        return rnn_forward(sequence, h0, Wx, Wh, b, Wo)[1]

    x = np.asarray(x)
    match mode:
        case "many_to_many":
            return outputs(x)
        case "many_to_one":
            y = outputs(x)
            return y.sum(axis=1) / y.shape[1]
        case "one_to_many":
            if x.shape[1] != 1 or steps is None or steps < 1:
                raise ValueError("one_to_many: x needs one step, steps must be at least 1")
            longer = np.zeros((len(x), steps, x.shape[2]), x.dtype)
            longer[:, 0] = x[:, 0]
            return outputs(longer)
        case _:
            raise ValueError(f"mode {mode!r}")
