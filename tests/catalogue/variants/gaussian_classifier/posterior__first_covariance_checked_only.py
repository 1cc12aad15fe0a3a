"""Only the first covariance is checked; of the others the absolute eigenvalues are used.

Caught by: hidden/test_posterior.py::test_bad_arguments_are_refused
"""

import numpy as np


def posterior(X, means, covariances, priors):
    covariances = _real(covariances)
    if covariances.ndim == 3 and len(covariances):
        _cholesky(covariances[0])
        if covariances.shape[1] == covariances.shape[2]:
            values, vectors = np.linalg.eigh(covariances)
            values = np.maximum(np.abs(values), 1e-9)
            changed = (vectors * values[:, None]) @ vectors.transpose(0, 2, 1)
            covariances = np.where(
                (np.linalg.eigvalsh(covariances) > 0).all(axis=1)[:, None, None], covariances, changed
            )
    joint = _log_joint(X, means, covariances, priors)
    weights = np.exp(joint - joint.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)
