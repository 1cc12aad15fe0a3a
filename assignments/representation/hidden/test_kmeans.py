"""A step of k-means."""

from __future__ import annotations

import numpy as np
from support import NARROW, clouds, narrow

from grader.testing import task


@task("kmeans", points=3, hint="First assign all samples, then move all centres.")
def test_labels_and_centres(compare, rng):
    """Each sample gets the nearest centre. Each centre moves to the mean of its samples."""
    for n, K, d in (20, 3, 2), (12, 4, 5), (30, 2, 1):
        compare.kmeans_step(*clouds(rng, n, K, d))


@task("kmeans", points=2, hint="Look at the axes: samples, centres, features.")
def test_equal_sizes(compare, rng):
    """There may be as many samples as centres and features."""
    for n in 3, 4, 6:
        compare.kmeans_step(*clouds(rng, n, n, n))
        compare.kmeans_step(*clouds(rng, 3 * n, n, n))


@task("kmeans", points=2, hint="The mean of no samples is NaN. A centre without samples stays where it is.")
def test_a_centre_without_samples_stays(compare, rng):
    """A centre without samples stays, wherever it is in the list."""
    for n, K, d, far in (15, 4, 2, 0), (9, 3, 4, 2), (20, 5, 3, 1):
        X, centers = clouds(rng, n, K, d)
        centers[far] += 1e3
        compare.kmeans_step(X, centers)


@task("kmeans", points=1, hint="Of centres at the same distance the first counts.")
def test_equal_distances(compare):
    """A sample between two centres goes to the first of them. Centres may be equal."""
    X = np.array([[0.0, 0.0], [2.0, 0.0], [1.0, 3.0], [1.0, -4.0]])
    compare.kmeans_step(X, np.array([[2.0, 0.0], [0.0, 0.0], [2.0, 0.0]]))
    compare.kmeans_step(X, np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 0.0]]))
    compare.kmeans_step(X[:, :1], np.array([[2.0], [0.0]]))


@task("kmeans", points=1, hint="Use the Euclidean distance over all features.")
def test_many_features(compare, rng):
    """Distances are Euclidean: many small differences may count less than a large one, or more."""
    for d in 8, 40:
        X = rng.normal(size=(25, d)) * rng.uniform(0.2, 3.0, size=d)
        compare.kmeans_step(X, X[:6] + rng.normal(size=(6, d)))
        compare.kmeans_step(X, X[:2])


@task("kmeans", points=1, hint="One centre gets all samples; one sample moves one centre.")
def test_one_centre_and_one_sample(compare, rng):
    """There may be one centre or one sample."""
    compare.kmeans_step(*clouds(rng, 11, 1, 3))
    compare.kmeans_step(*clouds(rng, 1, 4, 2))
    compare.kmeans_step(*clouds(rng, 1, 1, 1))


@task("kmeans", points=1, hint="Convert integers to float64 before any arithmetic.")
def test_kinds_of_numbers(compare, rng):
    """Samples and centres may be integers of any width, far away, or float32."""
    for dtype in NARROW:
        compare.kmeans_step(narrow(rng, dtype, 12, 2), narrow(rng, dtype, 3, 2))
    X, centers = clouds(rng, 14, 3, 2)
    compare.kmeans_step(X + 1e5, centers + 1e5)
    compare.kmeans_step(X.astype(np.float32), centers.astype(np.float32))
    compare.kmeans_step(1e-6 * X, 1e-6 * centers)
