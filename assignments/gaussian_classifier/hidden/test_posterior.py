"""Bayes' theorem for K classes, near and far."""

from __future__ import annotations

import numpy as np
from support import NARROW, classes, narrow, no_covariances, whole_covariance

from grader.testing import assert_close, task


def side_by_side(rng, k, d):
    """Means and priors of k classes side by side, and a direction in which all of them are equally far."""
    out = rng.normal(size=d)
    out /= np.linalg.norm(out)
    means = rng.normal(0.0, 0.7, size=(k, d))
    return means - np.outer(means @ out, out), np.arange(1.0, k + 1) / (k * (k + 1) / 2), out


def vanishing(rng, n, d):
    """Distances, as a column, at which the density of a Gaussian of width 1 is about exp(-741)."""
    return np.sqrt(2 * rng.uniform(738.0, 741.0, size=(n, 1)) - d * np.log(2 * np.pi))


@task("posterior", points=3, hint="Prior times density, divided by the sum over the classes.")
def test_a_covariance_for_each_class(compare, rng):
    """The probabilities are right for K classes with covariances of their own."""
    for n, k, d in (6, 3, 2), (9, 2, 4), (5, 4, 3):
        compare.posterior(rng.normal(0.0, 2.0, size=(n, d)), *classes(rng, k, d))


@task("posterior", points=3, hint="A covariance of shape (d, d) belongs to every class.")
def test_one_covariance_for_all_classes(compare, rng):
    """One covariance of shape (d, d) is used for all classes, also when there are d classes."""
    for n, k, d in (7, 4, 2), (4, 3, 3), (8, 2, 5):
        compare.posterior(rng.normal(0.0, 2.0, size=(n, d)), *classes(rng, k, d, each=False))


@task("posterior", points=2, hint="Use logarithms, and subtract the largest one of each row before exp.")
def test_far_from_all_means(compare, rng):
    """Far from all means, where all densities are 0 as floats, the probabilities are right."""
    for n, k, d in (4, 3, 3), (6, 4, 2):
        means, priors, out = side_by_side(rng, k, d)
        X = rng.normal(size=(n, d)) + out * rng.uniform(50.0, 500.0, size=(n, 1))
        compare.posterior(X, means, np.eye(d), priors, rtol=1e-6)


@task("posterior", hint="There a density has lost its digits. Use logarithms.")
def test_where_the_densities_begin_to_vanish(compare, rng):
    """About 38 standard deviations from the means, the probabilities are right."""
    for n, k, d in (6, 3, 2), (4, 2, 3):
        means, priors, out = side_by_side(rng, k, d)
        compare.posterior(out * vanishing(rng, n, d), means, np.eye(d), priors, rtol=1e-6)


@task("posterior", hint="Subtract the largest logarithm of each row, not of the whole table.")
def test_samples_near_and_far_together(compare, rng):
    """Samples near the means and far from them are right in one call."""
    means, priors, out = side_by_side(rng, 3, 4)
    X = out * np.vstack([[[0.5]], vanishing(rng, 4, 4), [[2.0], [300.0]]])
    compare.posterior(X, means, np.eye(4), priors, rtol=1e-6)


@task("posterior", hint="Subtract the largest logarithm of each row, not of the whole table.")
def test_one_sample_at_a_mean_and_others_far_out(compare, rng):
    """One sample at a mean and others far away are right in one call."""
    means, priors, out = side_by_side(rng, 4, 2)
    X = np.vstack([means[2], out * vanishing(rng, 6, 2)])
    compare.posterior(X, means, np.eye(2), priors, rtol=1e-6)


@task("posterior", points=2, hint="NaN comes from 0/0. Subtract the largest logarithm of a row before exp.")
def test_very_far_away(compare, rng):
    """At a distance of 100,000 standard deviations, each row is finite and sums to 1."""
    for n, k, d in (5, 3, 2), (3, 4, 3):
        result = compare.posterior(1e5 * rng.normal(size=(n, d)), *classes(rng, k, d))
        assert_close(result.sum(axis=1), np.ones(n), what="Each row must sum to 1; yours do not.")


@task("posterior", hint="Subtract the largest logarithm of a row before exp.")
def test_at_the_end_of_the_stated_range(compare, rng):
    """At a distance of 1e100 standard deviations, each row is finite and sums to 1."""
    for n, k, d in (4, 3, 2), (3, 3, 3):
        means, covariances, priors = classes(rng, k, d)
        wide = covariances * np.linspace(0.3, 3.0, k)[:, None, None]
        distances = np.logspace(20, 100, n)[:, None]
        result = compare.posterior(distances * rng.uniform(0.1, 1.0, size=(n, d)), means, wide, priors)
        assert_close(result.sum(axis=1), np.ones(n), what="Each row must sum to 1; yours do not.")


@task("posterior", points=3, hint="Do not clip, and add no small constant.")
def test_small_probabilities_keep_their_digits(compare, rng):
    """Probabilities down to 1e-290 are right to six digits."""
    for k, d in (2, 1), (3, 2), (4, 4):
        means = np.zeros((k, d))
        means[1:, 0] = rng.uniform(7.0, 30.0, size=k - 1)
        means[-1, 0] = rng.uniform(32.5, 34.0)
        X = np.vstack([means[0], 0.5 * rng.normal(size=(4, d)) / np.sqrt(d)])
        result = compare.posterior(X, means, np.eye(d), np.arange(1.0, k + 1), rtol=1e-6, atol=0.0)
        assert_close(
            result.sum(axis=1), np.ones(5), rtol=1e-12, atol=0.0, what="Each row must sum to 1; yours do not."
        )


@task("posterior", points=2, hint="Add no small constant to a prior before you take its logarithm.")
def test_tiny_priors(compare, rng):
    """A prior of 1e-200 counts like any other prior."""
    means = np.array([[0.0, 0.0], [2.0, 1.0], [30.0, 0.0]])
    X = np.vstack([means, rng.normal(1.0, 1.0, size=(4, 2))])
    for priors in (1e-200, 0.4, 1.0), (0.3, 1e-14, 0.7), (0.5, 0.5, 1e-250):
        compare.posterior(X, means, np.eye(2), np.array(priors), rtol=1e-6, atol=0.0)


@task("posterior", points=2, hint="The logarithm of the prior 0 is minus infinity.")
def test_a_class_with_prior_0_beside_its_mean(student, reference, rng):
    """A class with prior 0 has probability 0, however large its density is."""
    for k, d in (2, 2), (3, 1), (3, 3):
        means, priors = rng.normal(size=(k, d)), np.arange(k, dtype=float)
        means[0, 0] += 60.0
        X = means[0] + rng.normal(size=(5, d))
        result = student.posterior(X, means, np.eye(d), priors)
        assert_close(result, reference.posterior(X, means, np.eye(d), priors), rtol=1e-6, atol=0.0)


@task(
    "posterior", points=2, hint="Samples are rows of X, classes are rows of the means, features are columns."
)
def test_classes_samples_and_features_of_one_number(compare, rng):
    """The numbers of classes, samples and features are equal, or two of them are."""
    for n, k, d in (3, 3, 3), (2, 2, 2), (4, 4, 2), (5, 3, 3), (3, 2, 3), (1, 1, 1):
        for each in True, False:
            compare.posterior(rng.normal(0.0, 2.0, size=(n, d)), *classes(rng, k, d, each))


@task("posterior", hint="Convert integers to float64 before you subtract or multiply.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits give float64, also for counts as priors."""
    for dtype in NARROW:
        Sigma, counts = whole_covariance(dtype, 2), np.array([113, 7, 120], dtype=dtype)
        given = narrow(rng, dtype, 9, 2), narrow(rng, dtype, 3, 2), Sigma, counts
        assert_close(student.posterior(*given), reference.posterior(*given))
        each = (*given[:2], np.stack([Sigma] * 3), counts)
        assert_close(student.posterior(*each), reference.posterior(*each))


@task("posterior", points=2, hint="Add no small constant to the diagonal.")
def test_tiny_and_huge_features(compare, rng):
    """In tiny and in huge units, the probabilities are the same."""
    for unit in 1e-7, 1e-25, 1e25:
        means, covariances, priors = classes(rng, 3, 2)
        compare.posterior(
            unit * rng.normal(0.0, 2.0, size=(5, 2)), unit * means, unit**2 * covariances, priors
        )


@task("posterior", points=2, hint="The result must be 0 there, without NaN and without a warning.")
def test_a_class_that_never_occurs(compare, rng):
    """A class with prior 0 has probability 0, also where its density is the largest."""
    for n, k, d in (6, 3, 2), (4, 4, 3):
        means, covariances, priors = classes(rng, k, d)
        priors[1] = 0.0
        X = rng.normal(size=(n, d))
        X[0] = means[1]
        X[1] = means[1] + 500.0
        compare.posterior(X, means, covariances, priors / priors.sum())


@task("posterior", points=2, hint="Rows are samples and columns are classes. Divide each row by its sum.")
def test_rows_are_distributions(student, reference, rng):
    """Rows sum to 1. Renamed classes permute the columns. Two classes give the sigmoid of w x + b."""
    X, (means, covariances, priors) = rng.normal(size=(7, 2)), classes(rng, 4, 2)
    result = student.posterior(X, means, covariances, priors)
    assert_close(result.sum(axis=1), np.ones(7), what="Each row must sum to 1; yours do not.")
    order = np.array([2, 0, 3, 1])
    renamed = student.posterior(X, means[order], covariances[order], priors[order])
    assert_close(
        renamed,
        result[:, order],
        what="Other names of the classes must only permute the columns; yours change more.",
    )
    w, b = reference.linear_discriminant(means[1], means[0], covariances[0], 3, 5)
    two = student.posterior(X, means[:2], covariances[0], np.array([5, 3]) / 8)
    assert_close(
        two[:, 1],
        1 / (1 + np.exp(-(X @ w + b))),
        rtol=1e-6,
        what="With two classes, the probability of label 1 must be the sigmoid of w x + b; yours is not.",
    )


@task("posterior", hint="Divide by the sum over the classes at the end.")
def test_counts_as_priors(compare, rng):
    """Counts of the classes as priors give the same probabilities as shares."""
    for n, k, d in (5, 3, 2), (4, 2, 3):
        means, covariances, _ = classes(rng, k, d)
        compare.posterior(rng.normal(size=(n, d)), means, covariances, rng.integers(1, 50, size=k))
        compare.posterior(rng.normal(size=(n, d)), means, covariances, np.arange(k).astype(np.uint8) + 7)


@task("posterior", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and a single class has probability 1."""
    means, covariances, priors = classes(rng, 3, 2)
    X = rng.normal(size=(5, 2))
    single = [a.astype(np.float32) for a in (X, means, covariances, priors)]
    result = compare.posterior(*single, rtol=1e-4, atol=1e-4)
    assert result.dtype == np.float32, "float32 arguments must give float32 probabilities."
    whole = rng.integers(-3, 4, size=(6, 2)), np.array([[0, 1], [2, -1]]), np.array([[3, 1], [1, 2]])
    compare.posterior(*whole, np.array([0.25, 0.75]))
    compare.posterior(X[::-1], np.asfortranarray(means), covariances, np.repeat(priors, 2)[::2])
    compare.posterior(X, means[:1], covariances[0], np.array([1.0]))


@task("posterior", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer. One sample and one feature are accepted."""
    first = rng.normal(size=(1, 3)), *classes(rng, 2, 3)
    other = rng.normal(size=(6, 1)), *classes(rng, 3, 1)
    for case in first, other, first:
        compare.posterior(*case)


@task("posterior", weak=True, hint="X (n, d), means (K, d), covariances (d, d) or (K, d, d), priors (K,).")
def test_bad_arguments_are_refused(compare):
    """ValueError is raised for wrong shapes, for a matrix that is no covariance, and for bad priors."""
    X, means, Sigma, priors = np.ones((3, 2)), np.eye(3, 2), np.eye(2), np.array([0.2, 0.3, 0.5])
    for bad in no_covariances():
        compare.raises("ValueError", "posterior", X, means, bad, priors)
        compare.raises("ValueError", "posterior", X, means, np.stack([Sigma, bad, Sigma]), priors)
    for bad in (priors[:2], priors[:1], np.array([0.7, -0.2, 0.5]), np.zeros(3), priors[:, None]):
        compare.raises("ValueError", "posterior", X, means, Sigma, bad)
    for bad in (np.stack([Sigma, Sigma]), np.stack([Sigma]), np.eye(3), np.ones(2)):
        compare.raises("ValueError", "posterior", X, means, bad, priors)
    for bad in ((X[0], means), (X[:0], means), (X, means[0]), (X, np.eye(3)), (X, means[:, :1])):
        compare.raises("ValueError", "posterior", *bad, Sigma, priors)
    compare.raises("ValueError", "posterior", X, means[:0], Sigma, priors[:0])
    for bad in no_covariances():
        compare.raises("ValueError", "posterior", X, means, np.stack([Sigma, Sigma, bad]), priors)
    for bad in (np.array([0.5, 0.6, -0.1]), np.array([-1.0, -1.0, -1.0]), np.array([0.0, 0.0, -1.0])):
        compare.raises("ValueError", "posterior", X, means, Sigma, bad)
