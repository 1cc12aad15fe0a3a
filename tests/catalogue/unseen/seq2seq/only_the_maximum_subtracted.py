import numpy as np


def decode_step(token, h, decoder):
    E, Wx, Wh, b, Wo, bo = (_real(part) for part in decoder)
    h_new = np.tanh(E[token] @ Wx + _real(h) @ Wh + b)
    z = h_new @ Wo + bo
    return z - z.max(axis=1, keepdims=True), h_new
