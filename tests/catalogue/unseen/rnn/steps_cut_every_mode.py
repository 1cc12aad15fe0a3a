import numpy as np


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    if mode not in ("one_to_many", "many_to_one", "many_to_many"):
        raise ValueError("mode must be one_to_many, many_to_one or many_to_many")
    x = _real(x)
    if mode == "one_to_many":
        if x.shape[1] > 1:
            raise ValueError("only one input allowed")
        if steps is None or steps < 1:
            raise ValueError("steps is missing")
        zeros = np.zeros((x.shape[0], steps - 1, x.shape[2]), dtype=x.dtype)
        x = np.concatenate((x, zeros), axis=1)
    if steps is not None and steps >= 1:
        x = x[:, :steps]
    states, outputs = rnn_forward(x, h0, Wx, Wh, b, Wo)
    if mode == "many_to_one":
        return outputs[:, -1]
    return outputs
