"""You divided by the variance, so a feature with a large spread comes out too flat. Distances are measured in
standard deviations; look for the root in the formula of x_hat.
"""


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    if x.shape[0] < 2:
        raise ValueError("x must hold at least 2 samples")
    mean, var = x.mean(axis=0), x.var(axis=0)
    y = gamma * (x - mean) / (var + eps) + beta
    unbiased = x.var(axis=0, ddof=1)
    new_mean = (1 - momentum) * running[0] + momentum * mean
    new_var = (1 - momentum) * running[1] + momentum * unbiased
    return y, (new_mean, new_var)
