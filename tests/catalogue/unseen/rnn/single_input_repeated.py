import numpy as np


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    x = _real(x)
    if mode == "many_to_many":
        return rnn_forward(x, h0, Wx, Wh, b, Wo)[1]
    elif mode == "many_to_one":
        return rnn_forward(x, h0, Wx, Wh, b, Wo)[1][:, -1]
    elif mode == "one_to_many":
        if x.shape[1] != 1:
            raise ValueError("one input only")
        if steps is None or steps < 1:
            raise ValueError("steps is missing")
        return rnn_forward(np.repeat(x, steps, axis=1), h0, Wx, Wh, b, Wo)[1]
    raise ValueError("unknown mode")
