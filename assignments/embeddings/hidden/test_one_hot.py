"""Embeddings of one-hot rows."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task


def rows(rng, *shape, V):
    """One-hot rows of random words."""
    return np.eye(V)[rng.integers(0, V, size=shape)]


@task("one_hot", points=2, hint="The product of the one-hot rows with the table.")
def test_each_row_picks_a_word(compare, rng):
    """A one-hot row picks a row of the table."""
    for n, V, D in (4, 6, 3), (7, 3, 5), (1, 4, 2):
        compare.embed_one_hot(rows(rng, n, V=V), rng.normal(size=(V, D)))


@task("one_hot", points=1, hint="Words are rows of the table.")
def test_equal_sizes(compare, rng):
    """There may be as many rows as words and numbers."""
    for n in 3, 4, 6:
        compare.embed_one_hot(rows(rng, n, V=n), rng.normal(size=(n, n)))


@task("one_hot", points=1, hint="The last axis holds the words, whatever comes before.")
def test_more_axes(compare, rng):
    """There may be several axes before the last one, or none."""
    for shape in (2, 3), (4, 4), (2, 1, 3), ():
        compare.embed_one_hot(rows(rng, *shape, V=5), rng.normal(size=(5, 4)))
        compare.embed_one_hot(rows(rng, *shape, V=4), 3000 * rng.normal(size=(4, 4)))


@task("one_hot", points=1, hint="It is a product, so it is linear in the rows.")
def test_rows_that_are_not_one_hot(compare, student, rng):
    """The product also holds for mixtures of words. It agrees with the lookup on one-hot rows."""
    E = rng.normal(size=(6, 3))
    for n in 2, 5:
        compare.embed_one_hot(rng.random(size=(n, 6)), E)
    ids = rng.integers(0, 6, size=8)
    assert_close(
        student.embed_one_hot(np.eye(6)[ids], E),
        E[ids],
        what="One-hot rows must pick rows of the table; yours do not.",
    )


@task("one_hot", points=1, hint="Convert integers to float64 before any arithmetic.")
def test_kinds_of_numbers(compare, rng):
    """Rows may be integers or booleans, tables integers of any width. float32 stays float32."""
    for dtype in NARROW:
        compare.embed_one_hot(rows(rng, 5, V=4).astype(dtype), rng.normal(size=(4, 3)))
        compare.embed_one_hot(3 * rows(rng, 5, V=4).astype(dtype), narrow(rng, dtype, 4, 2))
    compare.embed_one_hot(rows(rng, 5, V=4) > 0, rng.normal(size=(4, 3)))
    compare.embed_one_hot(rows(rng, 3, V=4).astype(np.float32), rng.normal(size=(4, 3)).astype(np.float32))
