"""The largest of clipped probabilities: far away the first class wins.

Caught by: hidden/test_predict.py::test_far_from_all_means
"""

import numpy as np


def predict(X, means, covariances, priors):
    return np.clip(np.exp(_log_joint(X, means, covariances, priors)), 1e-300, None).argmax(axis=1)
