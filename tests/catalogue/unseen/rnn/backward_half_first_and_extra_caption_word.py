import numpy as np


def birnn_forward(x, forward, backward):
    x = _real(x)
    f = _states(x, *forward)
    g = _states(np.flip(x, axis=1), *backward)
    return np.dstack([np.flip(g, axis=1), f])


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    x = _real(x)
    if mode == "one_to_many":
        if x.shape[1] != 1 or steps is None or steps < 1:
            raise ValueError("one_to_many needs one input and steps >= 1")
        B, _, D = x.shape
        x = np.concatenate([x, np.zeros((B, steps, D), x.dtype)], axis=1)
    elif mode not in ("many_to_one", "many_to_many"):
        raise ValueError(mode)
    out = rnn_forward(x, h0, Wx, Wh, b, Wo)[1]
    if mode == "many_to_one":
        out = out[:, -1]
    return out
