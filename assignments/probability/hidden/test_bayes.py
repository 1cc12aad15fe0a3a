"""Bayes' theorem, for one observation and for thousands."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, no_distributions, table

from grader.testing import assert_close, task


def close_race(rng, m, k, low):
    """Likelihoods of m observations whose products are tiny and differ by no more than a few powers of ten."""
    factors = 10.0 ** rng.uniform(low - 1.0, low, size=(m, k))
    logs = np.log(factors).sum(axis=0)
    aim = logs.mean() + rng.uniform(-1.5, 1.5, size=k)
    return factors * np.exp((aim - logs) / m)


def vanishing(rng, m, k):
    """Likelihoods whose products are so small that a float has lost most of their digits."""
    factors = rng.uniform(0.2, 0.9, size=(m, k))
    aim = np.log(10.0) * rng.uniform(-321.8, -320.8, size=k)
    return factors * np.exp((aim - np.log(factors).sum(axis=0)) / m)


@task("bayes", points=3, hint="Prior times likelihood, divided by the sum over all hypotheses.")
def test_one_observation(compare, rng):
    """After one observation, the posterior is the prior times the likelihood, divided by their sum."""
    for k in 2, 3, 5:
        compare.bayes_posterior(table(rng, k), rng.uniform(0.05, 0.9, size=k))


@task("bayes", points=3, hint="Multiply the likelihoods of all observations. The prior counts once.")
def test_several_observations(compare, rng):
    """Each row of the likelihood is one observation. The prior counts once."""
    for m, k in (3, 2), (2, 4), (6, 3):
        compare.bayes_posterior(table(rng, k), rng.uniform(0.2, 0.9, size=(m, k)))


@task("bayes", points=2, hint="Rows are observations, columns are hypotheses.")
def test_as_many_observations_as_hypotheses(compare, rng):
    """With a square likelihood, rows are observations and columns are hypotheses."""
    for k in 2, 3, 4:
        compare.bayes_posterior(table(rng, k), rng.uniform(0.2, 0.9, size=(k, k)))


@task("bayes", points=2, hint="A rare hypothesis stays improbable after one positive test.")
def test_rare_hypotheses(compare, rng):
    """A small prior keeps a hypothesis improbable, also if it explains the observation best."""
    for k in 2, 4:
        prior = np.append(0.01 * table(rng, k - 1), 0.99)
        likelihood = np.append(rng.uniform(0.85, 0.99, size=k - 1), rng.uniform(0.02, 0.1))
        compare.bayes_posterior(prior, likelihood)


@task(
    "bayes",
    points=3,
    hint="The product of many factors is 0 as a float. Add logarithms, and subtract the largest.",
)
def test_a_thousand_observations(compare, rng):
    """The product of a thousand likelihoods is 0 as a float. The posterior is an ordinary number."""
    for m, k in (1000, 3), (1400, 2), (800, 4):
        compare.bayes_posterior(table(rng, k), close_race(rng, m, k, -0.5))


@task(
    "bayes",
    points=2,
    hint="The product of many factors is 0 as a float. Add logarithms, and subtract the largest.",
)
def test_tiny_likelihoods(compare, rng):
    """A few observations with tiny likelihoods are enough to make the product 0 as a float."""
    for m, k in (3, 2), (4, 5):
        compare.bayes_posterior(table(rng, k), close_race(rng, m, k, -150.0))


@task("bayes", hint="The product of many factors is 0 as a float. Add logarithms, and subtract the largest.")
def test_products_that_begin_to_vanish(compare, rng):
    """Products near 1e-321 are not 0 as floats, and they have lost their digits."""
    for m, k in (3, 4), (5, 6):
        compare.bayes_posterior(table(rng, k), vanishing(rng, m, k))


@task("bayes", hint="The product of many factors is 0 as a float. Add logarithms, and subtract the largest.")
def test_products_of_many_observations_that_begin_to_vanish(compare, rng):
    """After hundreds of observations, products near 1e-321 have lost their digits."""
    for m, k in (300, 3), (500, 5):
        compare.bayes_posterior(table(rng, k), vanishing(rng, m, k))


@task("bayes", points=2, hint="Densities may be large. Add logarithms, and subtract the largest before exp.")
def test_large_densities(compare, rng):
    """Likelihoods may be densities above 1. Their product may be too large for a float."""
    for m, k in (2, 3), (5, 2), (700, 4):
        compare.bayes_posterior(table(rng, k), close_race(rng, m, k, 1.0 if m > 9 else 200.0))


@task("bayes", points=2, hint="Multiply all factors (add all logarithms) before you divide by the sum.")
def test_the_evidence_turns(compare, rng):
    """A hypothesis may be behind by a factor of 1e-400 and win in the end."""
    for m, k in (600, 2), (900, 3):
        likelihood = rng.uniform(0.3, 0.6, size=(m, k))
        likelihood[: m // 3, 0] *= 0.01
        likelihood[m // 3 : 2 * (m // 3), 1:] *= 0.01
        logs = np.log(likelihood[: 2 * (m // 3)]).sum(axis=0)
        likelihood[2 * (m // 3) :] *= np.exp((logs.mean() - logs) / (m - 2 * (m // 3)))
        last = np.log(likelihood).sum(axis=0)
        likelihood[-5:] *= np.exp((last.mean() - last + rng.uniform(-1.0, 1.0, size=k)) / 5)
        compare.bayes_posterior(table(rng, k), likelihood)


@task("bayes", points=2, hint="Do not clip, and add no small constant.")
def test_small_probabilities_keep_their_digits(compare, rng):
    """Posteriors down to 1e-290 are right to six digits."""
    for k in 2, 3, 5:
        likelihood = 10.0 ** -np.linspace(0.0, 28.9, k) * rng.uniform(0.5, 1.0, size=(10, k))
        compare.bayes_posterior(table(rng, k), likelihood, rtol=1e-6, atol=0.0)


@task(
    "bayes",
    points=2,
    hint="The product of many factors is 0 as a float. Add logarithms, and subtract the largest.",
)
def test_small_probabilities_of_unlikely_observations(compare, rng):
    """Small posteriors keep their digits, also where the observations are unlikely under every hypothesis."""
    for m, k in (12, 3), (9, 2):
        likelihood = 10.0 ** -np.linspace(15.0, 35.0, k) * rng.uniform(0.5, 1.0, size=(m, k))
        compare.bayes_posterior(table(rng, k), likelihood, rtol=1e-6, atol=0.0)


@task("bayes", hint="The product of many factors is 0 as a float. Add logarithms, and subtract the largest.")
def test_small_probabilities_after_hundreds_of_observations(compare, rng):
    """Small posteriors keep their digits, also after hundreds of observations."""
    for m, k in (400, 2), (300, 4):
        likelihood = 10.0 ** -np.linspace(0.7, 1.1, k) * rng.uniform(0.9, 1.0, size=(m, k))
        compare.bayes_posterior(table(rng, k), likelihood, rtol=1e-6, atol=0.0)


@task("bayes", hint="Add all logarithms. A product of large and small numbers may overflow on the way.")
def test_large_and_small_likelihoods(compare, rng):
    """Large and small likelihoods may follow each other. Their product is an ordinary number."""
    for k in 2, 4:
        likelihood = rng.uniform(0.2, 0.9, size=(4, k))
        likelihood *= np.array([1e180, 1e180, 1e-180, 1e-180])[:, None]
        compare.bayes_posterior(table(rng, k), likelihood)
        compare.bayes_posterior(table(rng, k), likelihood[[2, 3, 0, 1]])


@task("bayes", points=2, hint="Add no small constant to a prior before you take its logarithm.")
def test_tiny_priors(compare, rng):
    """A prior of 1e-200 counts like any other prior."""
    for k in 3, 4:
        prior = np.append(table(rng, k - 1), 10.0 ** rng.uniform(-200.0, -150.0))
        factors = rng.uniform(0.2, 0.8, size=(20, k))
        factors[:, :-1] *= 1e-9
        compare.bayes_posterior(prior, factors, rtol=1e-6, atol=0.0)


@task("bayes", points=2, hint="The logarithm of 0 is minus infinity, and its exp is 0 again.")
def test_hypotheses_that_are_ruled_out(compare, rng):
    """A prior of 0, or one likelihood of 0, makes the posterior exactly 0."""
    for m, k in (4, 3), (5, 4):
        prior, likelihood = table(rng, k), rng.uniform(0.2, 0.9, size=(m, k))
        likelihood[m // 2, 1] = 0.0
        compare.bayes_posterior(prior, likelihood, atol=0.0)
        prior[0] = 0.0
        prior /= prior.sum()
        compare.bayes_posterior(prior, likelihood, atol=0.0)
        compare.bayes_posterior(prior, likelihood[m // 2], atol=0.0)


@task("bayes", hint="What is a product without factors?")
def test_borders(compare, rng):
    """Without observations, the posterior is the prior. A single hypothesis has probability 1."""
    for k in 3, 4:
        compare.bayes_posterior(table(rng, k), np.zeros((0, k)))
        compare.bayes_posterior(table(rng, k), rng.uniform(0.1, 0.9, size=(1, k)))
    compare.bayes_posterior(np.array([1.0]), np.array([1e-300]))
    compare.bayes_posterior(np.eye(4)[2], rng.uniform(0.1, 0.9, size=(2, 4)))


@task("bayes", hint="The posterior after one observation is the prior for the next one.")
def test_one_after_the_other(compare, student, rng):
    """Observations may be used one after the other, and in any order."""
    prior, likelihood = table(rng, 4), rng.uniform(0.1, 0.9, size=(5, 4))
    together = compare.bayes_posterior(prior, likelihood)
    assert_close(together.sum(), 1.0, what="The posterior must sum to 1; yours does not.")
    first = student.bayes_posterior(prior, likelihood[:2])
    assert_close(
        student.bayes_posterior(first, likelihood[2:]),
        together,
        what="The posterior of the first observations must serve as prior for the rest; yours does not.",
    )
    assert_close(
        student.bayes_posterior(prior, likelihood[::-1]),
        together,
        what="The order of the observations must not matter; in your result it does.",
    )
    assert_close(
        student.bayes_posterior(prior, 1e-3 * likelihood),
        together,
        what="A common factor of all likelihoods must not matter; in your result it does.",
    )


@task("bayes", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_narrow_integers(compare, rng):
    """float32 stays float32, and integers become float64 before any arithmetic."""
    prior, likelihood = table(rng, 3), rng.uniform(0.1, 0.9, size=(4, 3))
    single = prior.astype(np.float32), likelihood.astype(np.float32)
    result = compare.bayes_posterior(*single, rtol=1e-4, atol=1e-5)
    assert result.dtype == np.float32, "float32 arguments must give float32 probabilities."
    for dtype in NARROW:
        counts = np.maximum(narrow(rng, dtype, 6, 3).astype(np.int64), 1).astype(dtype)
        compare.bayes_posterior(prior, counts)
        compare.bayes_posterior(prior, counts[0])
    compare.bayes_posterior(np.array([0, 1, 0], dtype=np.uint8), likelihood)
    compare.bayes_posterior(prior[::-1], np.asfortranarray(likelihood))


@task("bayes", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer."""
    first = table(rng, 3), rng.uniform(0.1, 0.9, size=(4, 3))
    other = table(rng, 2), rng.uniform(0.1, 0.9, size=2)
    for case in first, other, first:
        compare.bayes_posterior(*case)


@task("bayes", weak=True, hint="Check the prior, the shapes and the numbers first.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for a prior that is no distribution, for wrong shapes, and for bad numbers."""
    prior, likelihood = table(rng, 3), rng.uniform(0.1, 0.9, size=(4, 3))
    for bad in no_distributions(3):
        compare.raises("ValueError", "bayes_posterior", bad, likelihood)
    compare.raises("ValueError", "bayes_posterior", prior[:, None], likelihood)
    compare.raises("ValueError", "bayes_posterior", prior[None], likelihood)
    for bad in (likelihood[:, :2], likelihood.T, likelihood[0, :2], likelihood[None], np.float64(0.5)):
        compare.raises("ValueError", "bayes_posterior", prior, bad)
    for bad in -0.1, np.nan, np.inf, -1e-200:
        for place in (0, 0), (2, 1), (3, 2):
            wrong = likelihood.copy()
            wrong[place] = bad
            compare.raises("ValueError", "bayes_posterior", prior, wrong)
        compare.raises("ValueError", "bayes_posterior", prior, np.array([0.5, 0.2, bad]))


@task("bayes", weak=True, hint="There the sum of all products is 0, and nothing can be divided by it.")
def test_impossible_observations_are_refused(compare, rng):
    """ValueError is raised if the observations have probability 0 under every possible hypothesis."""
    compare.raises("ValueError", "bayes_posterior", table(rng, 3), np.zeros(3))
    compare.raises("ValueError", "bayes_posterior", table(rng, 2), np.eye(2))
    compare.raises("ValueError", "bayes_posterior", np.array([0.0, 0.4, 0.6]), np.array([0.7, 0.0, 0.0]))
