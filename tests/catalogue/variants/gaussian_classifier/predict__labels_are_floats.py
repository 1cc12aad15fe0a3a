"""The labels are floats.

Caught by: hidden/test_predict.py::test_one_covariance_for_all_classes
"""

import numpy as np


def predict(X, means, covariances, priors):
    return _log_joint(X, means, covariances, priors).argmax(axis=1).astype(np.float64)
