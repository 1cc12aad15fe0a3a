import numpy as np


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    x = _real(x)
    B, C, H, W = x.shape
    if B * H * W < 2:
        raise ValueError("fewer than two values per channel")
    flat = x.reshape(-1, C)            # (B*H*W, C)
    y, running = batchnorm_forward(flat, gamma, beta, running, momentum, eps)
    return y.reshape(B, C, H, W), running
