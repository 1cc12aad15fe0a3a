"""Weights and bias of the log-odds of label 1."""

from __future__ import annotations

import numpy as np
from support import NARROW, covariance, narrow, no_covariances, whole_covariance

from grader.testing import assert_close, task


def two(rng, d):
    """Means of label 1 and label 0, and their common covariance."""
    return rng.normal(1.0, 1.5, size=d), rng.normal(-0.5, 1.5, size=d), covariance(rng, d)


@task(
    "discriminant", points=3, hint="Label 1 comes first in the arguments. The log-odds are those of label 1."
)
def test_classes_of_different_size(compare, rng):
    """Weights and bias are right for correlated features and classes of different size."""
    for d, n1, n0 in (3, 5, 12), (2, 40, 7), (5, 3, 4), (4, 4, 9), (3, 8, 3):
        compare.linear_discriminant(*two(rng, d), n1, n0)


@task("discriminant", points=2, hint="Which terms of the bias have a factor 1/2, and which sign has each?")
def test_means_far_from_the_origin(compare, rng):
    """Both means are far from the origin, so the bias is large."""
    for d, n1, n0 in (4, 6, 6), (2, 9, 30):
        mu1, mu0, Sigma = two(rng, d)
        compare.linear_discriminant(mu1 + 20.0, mu0 + 17.0, Sigma, n1, n0)


@task("discriminant", points=2, hint="The bias contains the logarithm of the ratio of the class sizes.")
def test_classes_of_very_different_size(compare, rng):
    """One class has a thousand times more samples. This changes the bias, not the weights."""
    for d, n1, n0 in (3, 1, 2000), (4, 100_000, 3), (2, 17, 1), (2, 1, 10**9), (3, 10**15, 2):
        compare.linear_discriminant(*two(rng, d), n1, n0)


@task("discriminant", points=3, hint="Compute the logarithm of the ratio on paper: some terms cancel.")
def test_gives_the_log_odds_of_the_posterior(student, reference, rng):
    """w x + b is the logarithm of the ratio of the two posteriors."""
    mu1, mu0, Sigma = two(rng, 3)
    X = rng.normal(size=(8, 3))
    w, b = student.linear_discriminant(mu1, mu0, Sigma, 4, 10)
    log_odds = reference.log_density(X, mu1, Sigma) - reference.log_density(X, mu0, Sigma) + np.log(0.4)
    assert_close(
        X @ w + b,
        log_odds,
        rtol=1e-6,
        atol=1e-7,
        what="w x + b must be the logarithm of the ratio of the posteriors; yours is not.",
    )


@task("discriminant", points=2, hint="Every term must change its sign when the classes are swapped.")
def test_swapping_the_classes_turns_the_sign(student, rng):
    """Swapped classes give -w and -b. A shift of both means keeps w."""
    mu1, mu0, Sigma = two(rng, 4)
    w, b = student.linear_discriminant(mu1, mu0, Sigma, 7, 3)
    assert_close(
        student.linear_discriminant(mu0, mu1, Sigma, 3, 7),
        (-w, -b),
        what="Swapped classes must give -w and -b; yours do not.",
    )
    shift = rng.normal(0.0, 3.0, size=4)
    moved = student.linear_discriminant(mu1 + shift, mu0 + shift, Sigma, 7, 3)
    assert_close(moved, (w, b - w @ shift), what="A shift of both means must keep w; yours changes.")
    equal, even = student.linear_discriminant(mu1, mu1, Sigma, 2, 6)
    assert_close(equal, np.zeros(4), what="With equal means, the weights must be 0; yours are not.")
    assert_close(
        even,
        -np.log(3.0),
        what="With equal means, the bias must be the log of the ratio of class sizes; yours is not.",
    )


@task("discriminant", points=2, hint="With one feature, the inverse of Sigma is 1 / variance.")
def test_one_feature_and_scales(compare, rng):
    """One feature, and features of very different scale, give the right line."""
    compare.linear_discriminant(rng.normal(size=1), rng.normal(size=1), np.array([[9.0]]), 2, 5)
    for d in 4, 6:
        mu1, mu0, Sigma = two(rng, d)
        scale = rng.permutation(np.logspace(-1.5, 1.5, d))
        compare.linear_discriminant(mu1 * scale, mu0 * scale, Sigma * np.outer(scale, scale), 8, 3)


@task("discriminant", hint="Add no small constant to the diagonal.")
def test_tiny_and_huge_features(student, reference, rng):
    """In tiny and in huge units, the line is the same."""
    for unit in 1e-7, 1e-25, 1e25:
        mu1, mu0, Sigma = two(rng, 3)
        w, b = student.linear_discriminant(unit * mu1, unit * mu0, unit**2 * Sigma, 4, 9)
        assert_close(
            (unit * w, b),
            reference.linear_discriminant(mu1, mu0, Sigma, 4, 9),
            what="In other units, the line must be the same line; yours changes.",
        )


@task("discriminant", hint="Convert integers to float64 before you compute with them.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits give float64, also for the class sizes."""
    for dtype in NARROW:
        given = (
            narrow(rng, dtype, 3),
            narrow(rng, dtype, 3)[::-1],
            whole_covariance(dtype, 3),
            dtype(113),
            dtype(7),
        )
        assert_close(student.linear_discriminant(*given), reference.linear_discriminant(*given))


@task("discriminant", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and slices of arrays are accepted."""
    mu1, mu0, Sigma = two(rng, 3)
    single = [a.astype(np.float32) for a in (mu1, mu0, Sigma)]
    w, _ = compare.linear_discriminant(*single, 4, 9, rtol=1e-4, atol=1e-4)
    assert w.dtype == np.float32, "float32 arguments must give float32 weights."
    compare.linear_discriminant(np.array([3, 1]), np.array([-1, 2]), np.array([[5, 2], [2, 3]]), 6, 7)
    small = np.array([3, 200], dtype=np.uint8), np.array([7, 90], dtype=np.uint8)
    compare.linear_discriminant(*small, np.array([[50, 20], [20, 90]]), 6, 7)
    compare.linear_discriminant(np.repeat(mu1, 2)[::2], mu0[::-1], np.asfortranarray(Sigma), 5, 2)


@task("discriminant", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = (*two(rng, 4), 3, 8), (*two(rng, 2), 9, 5)
    for case in first, other, first:
        compare.linear_discriminant(*case)


@task("discriminant", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare):
    """ValueError is raised for a class without samples, for a Sigma that is no covariance, and for wrong shapes."""
    mu1, mu0, Sigma = np.array([1.0, 2.0]), np.array([0.5, -1.0]), np.array([[2.0, 0.3], [0.3, 1.0]])
    for n1, n0 in (0, 4), (4, 0), (-3, -4), (3, -4):
        compare.raises("ValueError", "linear_discriminant", mu1, mu0, Sigma, n1, n0)
    for bad in no_covariances():
        compare.raises("ValueError", "linear_discriminant", mu1, mu0, bad, 2, 3)
    stack = np.stack([Sigma, Sigma])
    for bad in ((np.ones(3), mu0, Sigma), (mu1, np.ones(3), Sigma), (mu1, mu0, np.eye(3)), (mu1, mu0, stack)):
        compare.raises("ValueError", "linear_discriminant", *bad, 2, 3)
    for bad in ((mu1[:1], mu0, Sigma), (mu1, mu0[:1], Sigma)):
        compare.raises("ValueError", "linear_discriminant", *bad, 2, 3)
