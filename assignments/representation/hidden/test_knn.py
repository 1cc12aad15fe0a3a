"""Neighbours that two representations have in common."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, rotation

from grader.testing import assert_close, task


def related(rng, n, d, e):
    """Two representations that share a part, so that some neighbours agree."""
    X = rng.normal(size=(n, d))
    return X, X @ rng.normal(size=(d, e)) + 0.4 * rng.normal(size=(n, e))


@task("knn", points=3, hint="Find the k nearest of each sample in both, and count how many they share.")
def test_value(compare, rng):
    """The value is the mean share of neighbours in common."""
    for n, d, e, k in (12, 3, 4, 3), (20, 2, 5, 4), (15, 4, 2, 1), (31, 3, 3, 6):
        compare.mutual_knn_alignment(*related(rng, n, d, e), k)


@task("knn", points=2, hint="A sample is not its own neighbour.")
def test_few_samples(compare, rng):
    """With few samples it matters that a sample is not its own neighbour."""
    for n, k in (4, 1), (4, 2), (5, 2), (6, 3):
        for _ in range(3):
            compare.mutual_knn_alignment(rng.normal(size=(n, 2)), rng.normal(size=(n, 3)), k)


@task("knn", points=2, hint="Divide by k and by the number of samples.")
def test_equal_sizes(compare, rng):
    """There may be as many samples as features."""
    for n, k in (5, 2), (7, 3), (9, 4):
        compare.mutual_knn_alignment(*related(rng, n, n, n), k)


@task("knn", points=1, hint="With k = n - 1 all other samples are neighbours.")
def test_all_neighbours(compare, rng):
    """With all other samples as neighbours the value is 1. For the same representation it is 1 as well."""
    for n in 3, 8:
        X, Y = related(rng, n, 2, 3)
        compare.mutual_knn_alignment(X, Y, n - 1)
        compare.mutual_knn_alignment(X, X, 1)
        compare.mutual_knn_alignment(X, -Y, n - 2)


@task("knn", points=2, hint="Of samples at the same distance those come first that stand first in the table.")
def test_equal_distances(compare, rng):
    """Of neighbours at the same distance the first in the table count. Samples may be equal."""
    for n, k in (8, 2), (12, 3), (9, 5):
        X, Y = rng.integers(0, 3, size=(n, 2)), rng.integers(0, 2, size=(n, 3))
        compare.mutual_knn_alignment(X.astype(float), Y.astype(float), k)
        compare.mutual_knn_alignment(np.zeros((n, 2)), Y.astype(float), k)
        compare.mutual_knn_alignment(np.arange(n, dtype=float)[:, None], X.astype(float), k)


@task("knn", points=1, hint="Neighbours do not change if all samples turn, grow or move together.")
def test_rotations_scales_and_offsets_do_not_matter(compare, student, rng):
    """A rotation, a scale and an offset of either representation change nothing."""
    for n, d, k in (14, 3, 3), (10, 5, 2):
        X, Y = related(rng, n, d, d)
        compare.mutual_knn_alignment(X, Y, k)
        assert_close(
            student.mutual_knn_alignment(5 * X @ rotation(rng, d) + 3, Y @ rotation(rng, d), k),
            student.mutual_knn_alignment(X, Y, k),
            what="A rotation, a scale and an offset must not change the value; yours do.",
        )


@task("knn", points=1, hint="Convert integers to float64 before any arithmetic.")
def test_kinds_of_numbers(compare, rng):
    """Representations may be integers of any width, or float32, in the order that distances say."""
    for dtype in NARROW:
        compare.mutual_knn_alignment(narrow(rng, dtype, 12, 2), narrow(rng, dtype, 12, 3), 3)
    X, Y = related(rng, 16, 3, 3)
    compare.mutual_knn_alignment(X.astype(np.float32), Y.astype(np.float32), 3)
    compare.mutual_knn_alignment(1e-7 * X, 1e7 * Y, 4)


@task("knn", weak=True, hint="Check k first.")
def test_other_numbers_of_neighbours_are_refused(compare, rng):
    """ValueError is raised if k is below 1, or not below the number of samples."""
    for n, k in (5, 0), (5, 5), (3, -1), (4, 9), (1, 1):
        compare.raises(
            "ValueError", "mutual_knn_alignment", rng.normal(size=(n, 2)), rng.normal(size=(n, 2)), k
        )
