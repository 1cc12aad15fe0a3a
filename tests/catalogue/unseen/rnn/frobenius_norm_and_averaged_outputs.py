import numpy as np


def gradient_norms_through_time(x, h0, Wx, Wh, b):
    Wh = _real(Wh)
    states, _ = rnn_forward(x, h0, Wx, Wh, b, Wh)
    B, T, H = states.shape
    norms = np.ones((B, T), dtype=states.dtype)
    for n in range(B):
        product = np.eye(H, dtype=states.dtype)
        for t in range(T - 2, -1, -1):
            slope = 1 - states[n, t + 1] ** 2
            product = product @ (slope[:, None] * Wh.T)
            norms[n, t] = np.linalg.norm(product)
    return norms


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    x = _real(x)
    if mode not in ("many_to_many", "many_to_one", "one_to_many"):
        raise ValueError("mode")
    if mode == "one_to_many":
        if x.shape[1] > 1 or steps is None or steps < 1:
            raise ValueError("one_to_many needs one input and steps >= 1")
        x = np.concatenate([x] + (steps - 1) * [np.zeros_like(x)], axis=1)
    _, O = rnn_forward(x, h0, Wx, Wh, b, Wo)
    return O.mean(axis=1) if mode == "many_to_one" else O
