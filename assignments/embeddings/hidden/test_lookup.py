"""Embeddings of words by number."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import task


@task("lookup", points=2, hint="A word is a row of the table.")
def test_each_number_picks_a_row(compare, rng):
    """A number picks a row of the table. Words may come again."""
    for n, V, D in (4, 6, 3), (9, 3, 5), (1, 4, 2):
        compare.embed_lookup(rng.integers(0, V, size=n), rng.normal(size=(V, D)))


@task("lookup", points=1, hint="Do not look at columns.")
def test_equal_sizes(compare, rng):
    """There may be as many words as numbers in an embedding."""
    for n in 3, 4, 6:
        compare.embed_lookup(rng.integers(0, n, size=n), rng.normal(size=(n, n)))
        compare.embed_lookup(rng.integers(0, n, size=(n, n)), 3000 * rng.normal(size=(n, n)))


@task("lookup", points=1, hint="The shape of the result is that of ids, and then D.")
def test_texts(compare, rng):
    """Numbers may have any shape: the result has one axis more."""
    for shape in (2, 3), (2, 1, 4), (), (0,), (3, 0):
        compare.embed_lookup(rng.integers(0, 5, size=shape), rng.normal(size=(5, 4)))
    compare.embed_lookup(np.array([[0, 4], [4, 0]]), rng.normal(size=(5, 1)))


@task("lookup", points=1, hint="The first word has the number 0.")
def test_first_and_last_word(compare, rng):
    """The first word has the number 0, the last one V - 1."""
    for V in 1, 2, 40:
        compare.embed_lookup(np.array([0, V - 1, 0]), rng.normal(size=(V, 3)))
        compare.embed_lookup(np.array([0, V - 1]), 1e-20 * rng.normal(size=(V, 3)))
        compare.embed_lookup(np.array([V - 1]), np.zeros((V, 2)))


@task("lookup", points=1, hint="Tables of integers become float64; float32 stays float32.")
def test_kinds_of_numbers(compare, rng):
    """Numbers of words may be of any integer type. The table may be integers or float32."""
    for dtype in NARROW:
        compare.embed_lookup(rng.integers(0, 6, size=7).astype(dtype), rng.normal(size=(6, 2)))
        compare.embed_lookup(rng.integers(0, 6, size=7).astype(dtype), narrow(rng, dtype, 6, 2))
    compare.embed_lookup(rng.integers(0, 6, size=7), rng.normal(size=(6, 2)).astype(np.float32))


@task("lookup", weak=True, hint="NumPy counts negative numbers from the end. Here they are no words.")
def test_numbers_that_are_no_words_are_refused(compare, rng):
    """ValueError is raised for a negative number and for V or more, wherever it stands."""
    E = rng.normal(size=(5, 3))
    for bad in -1, -5, 5, 99:
        for place in 0, 1, 3:
            ids = rng.integers(0, 5, size=(2, 2))
            ids.reshape(-1)[place] = bad
            compare.raises("ValueError", "embed_lookup", ids, E)
