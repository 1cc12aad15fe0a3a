"""The means are subtracted in the type of the samples.

Caught by: hidden/test_predict.py::test_every_narrow_type
"""

import numpy as np


def predict(X, means, covariances, priors):
    joint = _log_joint(X, means, covariances, priors)
    whole, centres = np.asarray(X), np.asarray(means)
    if whole.dtype.kind in "iu" and whole.dtype == centres.dtype:
        d, zero = whole.shape[1], np.zeros((1, whole.shape[1]))
        each = np.broadcast_to(_real(covariances), (len(centres), d, d))
        parts = [
            _log_joint(_real(whole - c), zero, S, np.ones(1)) for c, S in zip(centres, each, strict=True)
        ]
        joint = np.hstack(parts) + np.log(_real(priors))
    return joint.argmax(axis=1)
