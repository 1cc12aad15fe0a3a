"""Mirrored images."""

from __future__ import annotations

from support import DTYPES, images, numbered

from grader.testing import task


@task("flip", points=2, hint="Left becomes right: the order of the columns is reversed.")
def test_one_image(compare, rng):
    """The order of the columns is reversed, that of the rows is not."""
    for shape in (2, 3), (4, 4), (1, 6), (7, 2):
        compare.horizontal_flip(images(rng, *shape))


@task("flip", points=2, hint="Columns are the last axis, whatever comes before.")
def test_batches(compare, rng):
    """Batches and channels stay in their place."""
    for shape in (2, 3, 4, 5), (3, 3, 3), (2, 2, 2, 2), (1, 4, 1, 3):
        compare.horizontal_flip(images(rng, *shape))


@task("flip", weak=True, hint="With one column there is nothing to do.")
def test_one_column(compare, rng):
    """An image with one column, or without rows, stays as it is."""
    for shape in (5, 1), (2, 3, 4, 1), (0, 3), (2, 0, 4):
        compare.horizontal_flip(images(rng, *shape))


@task("flip", points=1, hint="Values are moved, not computed: the dtype stays.")
def test_kinds_of_numbers(compare, rng):
    """Images may be of any dtype, which stays."""
    for dtype in DTYPES:
        compare.horizontal_flip(numbered(3, 2, 4, dtype=dtype))
        compare.horizontal_flip(rng.random((5, 7)) > 0.5)
