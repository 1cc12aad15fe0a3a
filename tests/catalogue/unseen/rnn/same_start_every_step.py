import numpy as np


def rnn_forward(x, h0, Wx, Wh, b, Wo):
    x, h0, Wx, Wh, b, Wo = (
        a if np.asarray(a).dtype.kind == "f" else np.asarray(a, dtype=np.float64) for a in (x, h0, Wx, Wh, b, Wo)
    )
    states = np.tanh(x @ Wx + (h0 @ Wh)[:, None, :] + b)
    outputs = states @ Wo
    return states, outputs
