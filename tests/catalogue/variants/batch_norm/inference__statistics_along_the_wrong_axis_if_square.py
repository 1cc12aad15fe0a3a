"""Where B = D the running statistics are laid along the samples.

Caught by: hidden/test_inference.py::test_as_many_samples_as_features
"""

import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    columns = [_real(a)[:, None] if x.shape[0] == len(a) else _real(a) for a in (*running, gamma, beta)]
    mean, var, gamma, beta = columns
    return gamma * (_real(x) - mean) / np.sqrt(var + float(eps)) + beta
