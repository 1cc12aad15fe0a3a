import numpy as np


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    x = np.asarray(x)
    if mode == "one_to_many":
        if x.shape[1] != 1:
            raise ValueError("one_to_many takes one input")
        if steps is None or steps < 1:
            raise ValueError("one_to_many needs steps")
        seq = np.repeat(x, steps, axis=1)
        return rnn_forward(seq, h0, Wx, Wh, b, Wo)[1]
    if mode not in ("many_to_one", "many_to_many"):
        raise ValueError("unknown mode " + str(mode))
    outs = rnn_forward(x, h0, Wx, Wh, b, Wo)[1]
    return outs if mode == "many_to_many" else outs[:, -1]
