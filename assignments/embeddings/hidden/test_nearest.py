"""Words whose embeddings have a similar direction."""

from __future__ import annotations

import numpy as np
from support import NARROW, untied

from grader.testing import task


@task("nearest", points=3, hint="Divide the products by both lengths, and leave the word itself out.")
def test_similar_words(compare, rng):
    """The most similar directions come first, whatever the lengths of the embeddings."""
    for V, D, k in (8, 3, 2), (12, 5, 4), (6, 2, 5):
        E = untied(rng, V, D)
        for word in 0, V // 2, V - 1:
            compare.nearest(word, E, k)


@task("nearest", points=2, hint="Long embeddings have large products, but the same direction.")
def test_long_and_short_embeddings(compare, rng):
    """A long embedding is not more similar than a short one."""
    for V, D in (9, 4), (15, 3):
        E = untied(rng, V, D)
        E[V // 2] *= 1000
        E[1] /= 1000
        for word in 0, 1, V // 2:
            compare.nearest(word, E, 3)
            compare.nearest(word, E)


@task("nearest", points=1, hint="An opposite direction has the cosine -1, the least of all.")
def test_opposite_directions(compare, rng):
    """Opposite directions are the least similar."""
    for V, D in (6, 3), (9, 2):
        E = untied(rng, V, D)
        E[2] = -4 * E[0]
        compare.nearest(0, E, V - 1)
        compare.nearest(2, E, 3)


@task("nearest", points=2, hint="Of equally similar words the lower number comes first.")
def test_equally_similar_words(compare):
    """Of equally similar words the one with the lower number comes first. A row of zeros has the cosine 0."""
    E = np.array([[0.0, 2.0], [3.0, 0.0], [0.0, 5.0], [0.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])
    for word in range(6):
        compare.nearest(word, E, 5)
        compare.nearest(word, E, 2)
    compare.nearest(1, np.zeros((4, 3)), 3)


@task("nearest", points=1, hint="All other words may be asked for.")
def test_equal_sizes(compare, rng):
    """There may be as many words as numbers in an embedding, and many of both."""
    for n in 3, 5, 20:
        E = untied(rng, n, n)
        compare.nearest(1, E, n - 1)
        compare.nearest(n - 1, E, 1)


@task("nearest", points=1, hint="Convert integers to float64 before any arithmetic.")
def test_kinds_of_numbers(compare, rng):
    """Embeddings may be integers of any width, float32, tiny or huge."""
    for dtype in NARROW:
        E = np.array([[100, 3], [2, 90], [50, 60], [120, 1], [7, 7]]).astype(dtype)
        for word in range(5):
            compare.nearest(word, E, 3)
    E = untied(rng, 8, 3)
    compare.nearest(2, E.astype(np.float32), 3)
    for size in 1e-9, 1e9:
        compare.nearest(3, size * E, 4)


@task("nearest", weak=True, hint="Check k first.")
def test_other_numbers_of_words_are_refused(compare, rng):
    """ValueError is raised if k is below 1, or not below the number of words."""
    for V, k in (4, 0), (4, 4), (3, -1), (1, 1):
        compare.raises("ValueError", "nearest", 0, rng.normal(size=(V, 2)), k)
