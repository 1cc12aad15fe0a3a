import numpy as np


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    # use the version for tables: every pixel is a row, every channel a column
    x = np.asarray(x)
    B, C, H, W = x.shape
    flat = x.reshape(B * H * W, C)
    y, new_running = batchnorm_forward(flat, gamma, beta, running, momentum, eps)
    return y.reshape(B, C, H, W), new_running
