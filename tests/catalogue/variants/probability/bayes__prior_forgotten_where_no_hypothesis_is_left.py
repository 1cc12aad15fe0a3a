"""Whether a hypothesis is left is decided by the likelihoods alone, without the prior.

Caught by: hidden/test_bayes.py::test_impossible_observations_are_refused
"""

import numpy as np


def bayes_posterior(prior, likelihood):
    prior, likelihood = _distribution("prior", prior), _real(likelihood)
    if prior.ndim != 1 or likelihood.ndim not in (1, 2) or likelihood.shape[-1:] != prior.shape:
        raise ValueError("prior and likelihood do not fit")
    if not (np.isfinite(likelihood) & (likelihood >= 0)).all():
        raise ValueError("likelihood must hold finite numbers >= 0")
    observations = likelihood.reshape(-1, prior.size)
    if not (observations > 0).all(axis=0).any():
        raise ValueError("no hypothesis is left")
    with np.errstate(divide="ignore", invalid="ignore"):
        log_joint = np.log(prior) + np.log(observations).sum(axis=0)
        weights = np.exp(log_joint - log_joint.max())
    return weights / weights.sum()
