"""How alike two representations are."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, rotation, samples

from grader.testing import assert_close, task


def related(rng, n, d, e):
    """Two representations that share a part."""
    X = rng.normal(size=(n, d)) + 2
    return X, np.tanh(X @ rng.normal(size=(d, e))) + 0.5 * rng.normal(size=(n, e)) - 1


@task("cka", points=3, hint="Subtract the mean of each column first, in both representations.")
def test_value(compare, rng):
    """The value is that of the formula, with columns that are centred."""
    for n, d, e in (9, 3, 4), (20, 5, 2), (6, 7, 3):
        compare.linear_cka(*related(rng, n, d, e))


@task("cka", points=2, hint="Samples are rows: the mean goes over the rows.")
def test_equal_sizes(compare, rng):
    """There may be as many samples as features."""
    for n in 4, 5, 7:
        compare.linear_cka(*related(rng, n, n, n))


@task("cka", points=2, hint="An offset of all samples must not matter.")
def test_offsets_do_not_matter(compare, rng):
    """An offset of all samples changes nothing."""
    for n, d, e in (8, 2, 3), (15, 4, 4), (10, 3, 1):
        X, Y = related(rng, n, d, e)
        compare.linear_cka(X + 100, Y - 50)
        compare.linear_cka(X - X[0], Y + 30 * rng.normal(size=e))


@task(
    "cka",
    points=2,
    hint="Compare norms of d x d tables; their entries change with a rotation, their norm does not.",
)
def test_rotations_and_scales_do_not_matter(compare, student, rng):
    """A rotation of either representation, and a scale, change nothing."""
    for n, d, e in (12, 3, 5), (7, 4, 4), (9, 2, 6):
        X, Y = related(rng, n, d, e)
        compare.linear_cka(X, Y)
        assert_close(
            student.linear_cka(7 * X @ rotation(rng, d), -0.01 * Y @ rotation(rng, e)),
            student.linear_cka(X, Y),
            what="A rotation and a scale must not change the value; yours do.",
        )


@task(
    "cka", points=1, hint="Of a representation with itself the value is 1. It is less if axes are stretched."
)
def test_the_same_representation(compare, rng):
    """The value is 1 for the same samples, and less for stretched axes."""
    for n, d in (9, 3), (6, 5):
        X = samples(rng, n, d)
        compare.linear_cka(X, X)
        compare.linear_cka(X, X * np.arange(1.0, d + 1))
        compare.linear_cka(X, X[:, :1])


@task("cka", points=1, weak=True, hint="0 / 0 is 0 here.")
def test_constant_representations(compare, rng):
    """A constant representation has nothing in common with another one: the value is 0."""
    for n, d in (5, 2), (8, 3):
        constant = np.full((n, d), 3.0)
        compare.linear_cka(constant, rng.normal(size=(n, 4)))
        compare.linear_cka(rng.normal(size=(n, 4)), constant)
        compare.linear_cka(constant, constant)


@task("cka", points=1, hint="Convert integers to float64 before any arithmetic.")
def test_kinds_of_numbers(compare, rng):
    """Representations may be integers of any width, float32, tiny or huge."""
    for dtype in NARROW:
        compare.linear_cka(narrow(rng, dtype, 9, 3), narrow(rng, dtype, 9, 2))
    X, Y = related(rng, 11, 3, 2)
    compare.linear_cka(X.astype(np.float32), Y.astype(np.float32), rtol=1e-4)
    for size in 1e-5, 1e5:
        compare.linear_cka(size * X, Y / size)
        compare.linear_cka(size * X, size * Y)
