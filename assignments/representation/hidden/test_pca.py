"""The main directions of samples."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, rotation, samples

from grader.testing import assert_close, task


@task(
    "pca", points=3, hint="Subtract the mean first. Then look at the covariance, or at the singular values."
)
def test_directions_and_variances(compare, rng):
    """Mean, directions and variances are right, for more samples than features."""
    for n, d, k in (20, 4, 2), (9, 3, 3), (30, 5, 1):
        compare.pca_fit(samples(rng, n, d), k)


@task("pca", points=2, hint="The direction of the largest variance comes first.")
def test_all_directions(compare, rng):
    """All directions may be asked for, the largest variance first. The table may be square."""
    for n, d in (12, 4), (25, 5), (8, 2):
        compare.pca_fit(samples(rng, n, d), d)
    compare.pca_fit(samples(rng, 4, 4), 3)
    compare.pca_fit(samples(rng, 6, 6), 2)


@task("pca", points=2, hint="There may be fewer samples than features.")
def test_fewer_samples_than_features(compare, rng):
    """There may be fewer samples than features."""
    for n, d, k in (4, 7, 2), (5, 40, 3), (3, 6, 1):
        compare.pca_fit(samples(rng, n, d)[:, :d], k)


@task("pca", points=1, hint="Divide by n: the population variance is asked for.")
def test_variances_of_few_samples(compare, rng):
    """The variances are population variances, which matters for few samples."""
    for n in 3, 4, 5:
        compare.pca_fit(samples(rng, n, 3), 2)
        compare.pca_fit(samples(rng, n, 2), 1)


@task(
    "pca",
    points=2,
    hint="Look for the entry of the largest absolute value in each row, and make it positive.",
)
def test_the_sign_is_fixed(compare, rng):
    """In each direction the entry of the largest absolute value is positive, also for mirrored samples."""
    for n, d, k in (15, 4, 3), (11, 3, 2), (7, 5, 4):
        X = samples(rng, n, d)
        compare.pca_fit(X, k)
        compare.pca_fit(-X, k)


@task("pca", points=1, hint="Directions do not depend on where the samples lie.")
def test_far_from_the_origin(compare, rng):
    """Samples may lie far from the origin."""
    for n, d, k in (18, 3, 2), (10, 4, 2):
        X = samples(rng, n, d)
        compare.pca_fit(X + 1e4, k)
        compare.pca_fit(X - 3e3, k)


@task("pca", points=1, hint="A rotation of the samples rotates the directions.")
def test_rotated_samples(compare, student, rng):
    """A rotation of the samples leaves the variances as they are."""
    for n, d in (14, 3), (9, 5):
        X, Q = samples(rng, n, d), rotation(rng, d)
        compare.pca_fit(X @ Q, 2)
        assert_close(
            student.pca_fit(X @ Q, d)[2],
            student.pca_fit(X, d)[2],
            what="A rotation of the samples must not change the variances; yours does.",
        )


@task("pca", points=1, hint="Convert integers to float64 before any arithmetic.")
def test_kinds_of_numbers(compare, rng):
    """Samples may be integers of any width. float32 stays float32."""
    for dtype in NARROW:
        X = narrow(rng, dtype, 9, 3) // np.array([1, 3, 9], dtype=dtype)
        compare.pca_fit(X, 2)
    compare.pca_fit(samples(rng, 15, 3).astype(np.float32), 2, rtol=1e-3, atol=1e-4)


@task("pca", weak=True, hint="Check k first.")
def test_other_numbers_of_directions_are_refused(compare, rng):
    """ValueError is raised if k is below 1, above the number of features, or not below that of samples."""
    for n, d, k in (5, 3, 0), (5, 3, 4), (3, 6, 4), (3, 6, 3), (5, 3, -1), (1, 4, 1), (4, 4, 4):
        compare.raises("ValueError", "pca_fit", rng.normal(size=(n, d)), k)
