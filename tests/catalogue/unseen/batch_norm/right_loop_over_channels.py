import numpy as np


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    B, C, H, W = x.shape
    if B * H * W < 2:
        raise ValueError("each channel needs two values or more")
    m = float(momentum)
    y = np.empty_like(x)
    new_mean, new_var = _real(running[0]) * (1 - m), _real(running[1]) * (1 - m)
    for c in range(C):
        channel = x[:, c]
        mu = channel.mean()
        y[:, c] = (channel - mu) * (gamma[c] / np.sqrt(channel.var() + float(eps))) + beta[c]
        new_mean[c] += m * mu
        new_var[c] += m * np.var(channel, ddof=1)
    return y, (new_mean, new_var)
