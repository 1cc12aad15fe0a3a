"""A square table of probabilities is normalised over the samples.

Caught by: hidden/test_posterior.py::test_classes_samples_and_features_of_one_number
"""

import numpy as np


def posterior(X, means, covariances, priors):
    joint = _log_joint(X, means, covariances, priors)
    weights = np.exp(joint - joint.max(axis=1, keepdims=True))
    return weights / weights.sum(
        axis=0 if joint.shape[0] == joint.shape[1] else 1, keepdims=joint.shape[0] != joint.shape[1]
    )
