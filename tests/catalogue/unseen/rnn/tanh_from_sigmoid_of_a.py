import numpy as np


def rnn_step(x, h, Wx, Wh, b):
    x, h, Wx, Wh, b = (_real(v) for v in (x, h, Wx, Wh, b))
    a = x @ Wx + h @ Wh + b
    # stable sigmoid, then tanh from the identity with the sigmoid
    e = np.exp(-np.abs(a))
    sigma = np.where(a >= 0, 1 / (1 + e), e / (1 + e))
    return 2 * sigma - 1
