"""The most probable class."""

from __future__ import annotations

import numpy as np
from support import NARROW, classes, covariance, narrow, no_covariances, whole_covariance

from grader.testing import assert_close, task


def rare_first(rng, k, d, each=True):
    """Classes of which the first is the rarest, so that predicting it everywhere is no good guess."""
    means, covariances, priors = classes(rng, k, d, each)
    return means, covariances, np.sort(priors)


@task(
    "predict",
    points=3,
    hint="Compare log prior + log density: prior, determinant and quadratic form all count.",
)
def test_a_covariance_for_each_class(compare, rng):
    """The most probable class is right for K classes with covariances of their own."""
    for n, k, d in (60, 3, 2), (50, 2, 4), (70, 5, 3):
        means, covariances, priors = classes(rng, k, d)
        wide = covariances * np.linspace(0.3, 3.0, k)[:, None, None]
        compare.predict(rng.normal(0.0, 2.0, size=(n, d)), means, wide, priors)


@task("predict", hint="The determinant of each class counts.")
def test_a_narrow_class_inside_a_wide_one(compare, rng):
    """Two classes have one mean. The narrow class wins near it, the wide class far from it."""
    Sigma = covariance(rng, 2)
    means, X = np.tile(rng.normal(size=2), (2, 1)), rng.normal(size=(60, 2))
    compare.predict(means[0] + X, means, np.stack([0.2 * Sigma, 5.0 * Sigma]), np.array([0.6, 0.4]))


@task("predict", hint="The determinant of each class counts.")
def test_three_classes_around_one_mean(compare, rng):
    """Three classes have one mean and different widths."""
    Sigma = covariance(rng, 3)
    means, X = np.tile(rng.normal(size=3), (3, 1)), rng.normal(size=(80, 3))
    compare.predict(means[0] + X, means, np.stack([4.0 * Sigma, 0.1 * Sigma, Sigma]), np.array([2, 3, 4]))


@task("predict", points=3, hint="With one covariance the determinants cancel. The priors do not.")
def test_one_covariance_for_all_classes(compare, rng):
    """The most probable class is right with one covariance for all classes."""
    for n, k, d in (60, 4, 2), (50, 3, 3), (40, 2, 5):
        compare.predict(rng.normal(0.0, 2.0, size=(n, d)), *classes(rng, k, d, each=False))


@task("predict", points=2, hint="Compare logarithms: the densities are 0 as floats there.")
def test_far_from_all_means(compare, rng):
    """Far from all means, there is still a most probable class."""
    compare.predict(300.0 * rng.normal(size=(40, 2)), *rare_first(rng, 3, 2))
    compare.predict(300.0 * rng.normal(size=(30, 3)), *rare_first(rng, 4, 3))


@task("predict", hint="Compare logarithms: the densities are 0 as floats there.")
def test_far_away_with_one_covariance(compare, rng):
    """Far from all means with one covariance, there is still a most probable class."""
    compare.predict(300.0 * rng.normal(size=(50, 2)), *rare_first(rng, 4, 2, each=False))
    compare.predict(300.0 * rng.normal(size=(35, 3)), *rare_first(rng, 3, 3, each=False))


@task("predict", points=2, hint="Add the logarithm of the prior.")
def test_priors_move_the_border(student, rng):
    """In the middle between two means, the class with the larger prior is predicted."""
    means, Sigma, _ = classes(rng, 2, 3, each=False)
    middle = means.mean(axis=0, keepdims=True)
    assert_close(
        student.predict(middle, means, Sigma, np.array([0.1, 0.9])),
        np.array([1]),
        what="In the middle between two means, the class with the larger prior must win; yours does not.",
    )
    assert_close(
        student.predict(middle, means, Sigma, np.array([0.9, 0.1])),
        np.array([0]),
        what="In the middle between two means, the class with the larger prior must win; yours does not.",
    )
    X, (means, covariances, priors) = rng.normal(0.0, 3.0, size=(40, 2)), classes(rng, 3, 2)
    labels = student.predict(X, means, covariances, priors)
    renamed = student.predict(X, means[::-1], covariances[::-1], priors[::-1])
    assert_close(
        renamed,
        2 - labels,
        what="Other names of the classes must rename the predictions; yours change otherwise.",
    )


@task("predict", hint="The logarithm of the prior 0 is minus infinity.")
def test_a_class_that_never_occurs(compare, rng):
    """A class with prior 0 is never predicted."""
    for k, d in (3, 2), (4, 3), (2, 1):
        means, covariances, priors = classes(rng, k, d)
        priors[0] = 0.0
        X = np.vstack([means, means[0] + rng.normal(size=(10 + k, d))])
        compare.predict(X, means, covariances, priors / priors.sum())


@task("predict", hint="The logarithm of the prior 0 is minus infinity.")
def test_a_class_with_prior_0_beside_its_mean(compare, rng):
    """A class with prior 0 is never predicted, however large its density is. A tiny prior is not 0."""
    means = np.array([[60.0, 0.0], [0.0, -4.0], [0.0, 4.0]])
    X = np.vstack([means[0] + rng.normal(size=(20, 2)), means])
    X[:, 1] = np.where(np.abs(X[:, 1]) < 0.1, 0.5, X[:, 1])  # away from the border
    compare.predict(X, means, np.eye(2), np.array([0.0, 0.5, 0.5]))
    compare.predict(X, means, np.eye(2), np.array([1e-250, 0.5, 0.5]))


@task("predict", hint="Samples are rows of X, classes are rows of the means, features are columns.")
def test_classes_samples_and_features_of_one_number(compare, rng):
    """The numbers of classes, samples and features are equal, or two of them are."""
    for n, k, d in (4, 4, 4), (6, 3, 3), (5, 5, 2), (4, 3, 4), (9, 2, 2):
        for each in True, False:
            compare.predict(rng.normal(0.0, 2.0, size=(n, d)), *classes(rng, k, d, each))


@task("predict", hint="Convert integers to float64 before you subtract or multiply.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits are computed with as float64."""
    for dtype in NARROW:
        counts = np.array([113, 7, 120], dtype=dtype)
        given = narrow(rng, dtype, 40, 2), narrow(rng, dtype, 3, 2), whole_covariance(dtype, 2), counts
        assert_close(student.predict(*given), reference.predict(*given))


@task("predict", hint="Add no small constant to the diagonal.")
def test_tiny_and_huge_features(compare, rng):
    """In tiny and in huge units, the predictions are the same."""
    for unit in 1e-7, 1e-25, 1e25:
        means, covariances, priors = classes(rng, 3, 2)
        compare.predict(
            unit * rng.normal(0.0, 2.0, size=(40, 2)), unit * means, unit**2 * covariances, priors
        )


@task("predict", hint="Keep nothing between calls, and do not write into the arguments.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32, integer and transposed samples are accepted. The same call gives the same answer."""
    means = np.array([[0.0, 0.0], [8.0, 0.0], [0.0, 8.0]])  # far apart, so that rounding decides nothing
    y = rng.integers(0, 3, size=30)
    X = means[y] + rng.uniform(-1.0, 1.0, size=(30, 2))
    Sigma, priors = np.array([[1.0, 0.2], [0.2, 0.8]]), np.array([0.3, 0.3, 0.4])
    first = X, means, Sigma, priors
    for case in first, [a.astype(np.float32) for a in first], first:
        compare.predict(*case)
    compare.predict(
        np.rint(X).astype(np.int64)[:25], means.astype(np.int64), np.array([[2, 1], [1, 3]]), priors
    )
    compare.predict(np.asfortranarray(X[:20]), means, Sigma, np.repeat(priors, 2)[::2])


@task("predict", weak=True, hint="Raise the same errors as the posterior.")
def test_bad_arguments_are_refused(compare):
    """ValueError is raised for wrong shapes, for a matrix that is no covariance, and for bad priors."""
    X, means, Sigma, priors = np.ones((4, 2)), np.eye(3, 2), np.eye(2), np.array([0.2, 0.3, 0.5])
    for bad in no_covariances():
        compare.raises("ValueError", "predict", X, means, bad, priors)
    for bad in (priors[:2], priors[:1], np.array([0.7, -0.2, 0.5]), np.zeros(3)):
        compare.raises("ValueError", "predict", X, means, Sigma, bad)
    for bad in ((X[0], means), (X[:0], means), (X, means[0]), (X, np.eye(3)), (X, means[:, :1])):
        compare.raises("ValueError", "predict", *bad, Sigma, priors)
    compare.raises("ValueError", "predict", X, means, np.stack([Sigma, Sigma]), priors)
    for bad in no_covariances():
        compare.raises("ValueError", "predict", X, means, np.stack([Sigma, Sigma, bad]), priors)
