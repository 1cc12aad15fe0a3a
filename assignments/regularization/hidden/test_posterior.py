"""The logarithm of the posterior of a linear model."""

from __future__ import annotations

import numpy as np
import pytest
from support import NARROW, PRIORS, narrow, weights

from grader.testing import task


def problem(rng, n, d):
    """Weights, samples and targets near the line."""
    w, X = weights(rng, d), rng.normal(size=(n, d))
    return w, X, X @ w + rng.normal(size=n)


@task("posterior", points=2, hint="Add the log-likelihood of each sample and the log-density of each weight.")
@pytest.mark.parametrize("prior", PRIORS)
def test_likelihood_and_prior_are_added(compare, rng, prior):
    """Log-likelihood and log-density of the prior are added up."""
    for n, d in (6, 3), (4, 4), (3, 7):
        w, X, y = problem(rng, n, d)
        compare.log_posterior(w, X, y, 0.7, prior, 1.3)


@task("posterior", points=2, hint="noise_var is a variance, scale is none.")
@pytest.mark.parametrize("prior", PRIORS)
def test_variance_of_the_noise_and_scale_of_the_prior(compare, rng, prior):
    """The noise is given by its variance, the prior by its scale."""
    for noise_var, scale in (0.25, 2.0), (9.0, 0.5), (1.0, 1.0), (2, 3), (1e-3, 1e-2), (1e4, 1e3):
        w, X, y = problem(rng, 5, 2)
        compare.log_posterior(w, X, y, noise_var, prior, scale)


@task("posterior", points=1, hint="Each sample and each weight has a constant of its own.")
@pytest.mark.parametrize("prior", PRIORS)
def test_constants_count(compare, rng, prior):
    """The constants of the densities are not left out, whatever n and d are."""
    for n, d in (1, 1), (9, 1), (1, 9), (40, 2), (2, 40):
        w, X, y = problem(rng, n, d)
        compare.log_posterior(0 * w, X, 0 * y, 1.9, prior, 0.6)
        compare.log_posterior(w, X, X @ w, 0.3, prior, 2.1)


@task("posterior", points=1, hint="Convert integers to float64 before any arithmetic.")
@pytest.mark.parametrize("prior", PRIORS)
def test_kinds_of_numbers(compare, rng, prior):
    """Samples, targets and weights may be integers of any width; the result is a number."""
    for dtype in NARROW:
        w, X, y = narrow(rng, dtype, 3), narrow(rng, dtype, 5, 3), narrow(rng, dtype, 5)
        compare.log_posterior(w, X, y, 2.5, prior, 1.5)
    w, X, y = (values.astype(np.float32) for values in problem(rng, 7, 2))
    compare.log_posterior(w, X, y, 1.5, prior, 0.75, rtol=1e-4)
    w, X, y = problem(rng, 6, 2)
    compare.log_posterior(np.round(w), np.round(3 * X).astype(np.int64), np.round(y), 1.5, prior, 2)


@task("posterior", weak=True, hint="Check variance and scale first.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for a variance or a scale that is not positive."""
    w, X, y = problem(rng, 4, 2)
    for prior in PRIORS:
        for bad in 0, -0.5, float("nan"):
            compare.raises("ValueError", "log_posterior", w, X, y, bad, prior, 1.0)
            compare.raises("ValueError", "log_posterior", w, X, y, 1.0, prior, bad)
