"""The gradient of the table of embeddings."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import task


@task("gradient", points=3, hint="A word that comes twice gets both gradients: use np.add.at, not +=.")
def test_words_that_come_again(compare, rng):
    """The gradients of a word that comes several times are added up."""
    for n, V, D in (9, 4, 3), (20, 3, 2), (6, 2, 5):
        compare.embedding_gradient(rng.normal(size=(n, D)), rng.integers(0, V, size=n), V)


@task("gradient", points=2, hint="Rows of words that are not there stay 0.")
def test_words_that_are_not_there(compare, rng):
    """Words that were not looked up have the gradient 0, the last word too."""
    for n, V, D in (3, 9, 2), (2, 40, 3), (4, 6, 6):
        ids = rng.integers(0, V // 2, size=n)
        compare.embedding_gradient(rng.normal(size=(n, D)), ids, V)
        compare.embedding_gradient(rng.normal(size=(n, D)), ids + 1, V)


@task("gradient", points=1, hint="Each row of the upstream gradient belongs to one word.")
def test_equal_sizes(compare, rng):
    """There may be as many words as numbers in an embedding."""
    for n in 3, 4, 5:
        compare.embedding_gradient(rng.normal(size=(n, n)), rng.integers(0, n, size=n), n)
        compare.embedding_gradient(rng.normal(size=(n, n, n)), rng.integers(0, n, size=(n, n)), n)


@task("gradient", points=1, hint="All axes but the last one are places of words.")
def test_texts(compare, rng):
    """Numbers may have any shape. The upstream gradient has one axis more."""
    for shape in (2, 5), (3, 2, 2), (), (4, 1):
        compare.embedding_gradient(rng.normal(size=(*shape, 3)), rng.integers(0, 4, size=shape), 4)
    compare.embedding_gradient(np.zeros((0, 3)), np.zeros(0, dtype=int), 4)


@task("gradient", points=1, hint="One word may come in all places.")
def test_one_word_everywhere(compare, rng):
    """One word may come in all places, and there may be many places."""
    for n in 2, 35, 300:
        compare.embedding_gradient(rng.normal(size=(n, 2)), np.full(n, 1), 3)
        compare.embedding_gradient(3000 * rng.normal(size=(n, 2)), rng.integers(0, 7, size=n), 7)


@task("gradient", points=1, hint="Convert integers to float64 before you add up.")
def test_kinds_of_numbers(compare, rng):
    """The upstream gradient may be integers of any width. float32 stays float32."""
    for dtype in NARROW:
        ids = rng.integers(0, 3, size=8).astype(dtype)
        compare.embedding_gradient(narrow(rng, dtype, 8, 2), ids, 3)
    compare.embedding_gradient(rng.normal(size=(9, 2)).astype(np.float32), rng.integers(0, 4, size=9), 4)
