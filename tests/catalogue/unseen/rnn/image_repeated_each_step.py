import numpy as np


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    x = _real(x)
    if mode not in ("many_to_many", "many_to_one", "one_to_many"):
        raise ValueError(f"unknown mode {mode!r}")
    if mode == "one_to_many":
        if x.shape[1] != 1:
            raise ValueError("one_to_many needs exactly one input")
        if steps is None or steps < 1:
            raise ValueError("steps must be at least 1")
        x = np.repeat(x, steps, axis=1)
    _, outputs = rnn_forward(x, h0, Wx, Wh, b, Wo)
    return outputs[:, -1] if mode == "many_to_one" else outputs
