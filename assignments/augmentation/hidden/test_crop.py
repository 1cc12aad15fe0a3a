"""Windows at random places."""

from __future__ import annotations

import numpy as np
from support import DTYPES, images, numbered

from grader.testing import (
    assert_close,
    assert_distribution,
    assert_independent,
    evenly,
    generator,
    task,
)


def places(compare, rng, shape, height, width, times):
    """Rows and columns at which windows begin, after a look at their law."""
    B, C, H, W = shape
    x = numbered(*shape)
    crops = compare.repeat("random_crop", x, height, width, rng, times=times)
    corners = np.asarray(crops)[:, :, 0, 0, 0] - np.arange(B) * C * H * W
    tops, lefts = np.divmod(corners, W)
    for first, size, window, name in (tops, H, height, "rows"), (lefts, W, width, "columns"):
        last = size - window
        wrong = {"over the edge": evenly(range(size + 1))}
        if last > 0:
            wrong |= {"always the middle": evenly([last // 2]), "the last is left out": evenly(range(last))}
        assert_distribution(first, evenly(range(last + 1)), f"first {name} of windows", wrong=wrong)
    return tops, lefts


def apart(tops, lefts):
    """Places of neighbours in a batch agree as often as by chance."""
    assert_independent(tops[:, 0::2], tops[:, 1::2], evenly(range(3)))
    assert_independent(lefts[:, 0::2], lefts[:, 1::2], evenly(range(3)))


def cut(x, crops):
    """The windows of the images that begin where the crops do, by their first values."""
    B, C, H, W = x.shape
    wanted = np.empty_like(crops)
    for b in range(B):
        top, left = np.divmod(int(crops[b, 0, 0, 0]) - b * C * H * W, W)
        rows = np.clip(top + np.arange(crops.shape[2]), 0, H - 1)
        columns = np.clip(left + np.arange(crops.shape[3]), 0, W - 1)
        wanted[b] = x[b][:, rows[:, None], columns]
    return wanted


@task("crop", points=3, hint="The first row may be any from 0 to H - height, both included.")
def test_every_place_is_equally_likely(compare, rng):
    """All places inside the image are equally likely, up to the last row and column."""
    places(compare, rng, (3, 1, 6, 5), 4, 2, 250)


@task("crop", points=2, hint="The first column may be any from 0 to W - width, both included.")
def test_wide_images(compare, rng):
    """Images may be wider than high, and windows higher than wide."""
    places(compare, rng, (4, 2, 5, 9), 3, 6, 250)


@task("crop", points=2, hint="Draw the row and the column by themselves.")
def test_square_images(compare, rng):
    """Rows and columns are drawn independently of each other."""
    tops, lefts = places(compare, rng, (2, 1, 5, 5), 3, 3, 400)
    assert_independent(tops, lefts, evenly(range(3)))


@task("crop", points=2, hint="Draw a place for each image of the batch.")
def test_each_image_has_a_place_of_its_own(compare, rng):
    """Each image of a batch has a window at a place of its own."""
    apart(*places(compare, rng, (4, 1, 4, 6), 2, 4, 400))


@task("crop", points=2, hint="One draw for the whole batch gives all images the same place.")
def test_images_of_a_small_batch(compare, rng):
    """Two images of a batch have independent places, also where all sizes are equal."""
    apart(*places(compare, rng, (2, 2, 5, 5), 3, 3, 600))


@task("crop", points=3, hint="Cut rows and columns out; all channels of an image have the same window.")
def test_the_window_is_a_part_of_the_image(compare, student, rng):
    """A window holds neighbouring rows and columns. All channels are cut at the same place."""
    for shape, height, width in ((3, 2, 6, 5), 4, 2), ((2, 3, 4, 4), 3, 3), ((1, 1, 7, 3), 2, 2):
        x = numbered(*shape)
        places(compare, rng, shape, height, width, 200)
        crops = np.asarray(student.random_crop(x, height, width, generator(int(rng.integers(2**32)))))
        assert_close(crops, cut(x, crops), what="A window must be a part of its image; yours is not.")


@task("crop", points=2, hint="A window may be as large as the image.")
def test_windows_as_large_as_the_image(compare, rng):
    """A window as large as the image is the image. It may also be as high only, or as wide only."""
    for shape in (3, 2, 4, 5), (2, 1, 3, 3), (1, 1, 1, 1), (5, 4, 3, 2):
        compare.random_crop(images(rng, *shape), *shape[2:], generator(int(rng.integers(2**32))))
    places(compare, rng, (2, 1, 3, 6), 3, 4, 150)
    places(compare, rng, (2, 1, 6, 3), 4, 3, 150)


@task("crop", points=1, hint="Values are moved, not computed: the dtype stays.")
def test_kinds_of_numbers(compare, rng):
    """Images may be of any dtype, which stays."""
    for dtype in DTYPES:
        compare.repeat("random_crop", numbered(2, 2, 4, 5, dtype=dtype), 3, 2, rng, times=2)
        compare.random_crop(numbered(2, 2, 4, 5, dtype=dtype), 4, 5, generator(1))


@task("crop", weak=True, hint="Draw from rng, and from nothing else.")
def test_the_same_generator_gives_the_same_windows(compare, student, rng):
    """Two generators in the same state give the same windows."""
    for shape in (5, 1, 9, 8), (3, 2, 20, 7):
        x = numbered(*shape)
        compare.repeat("random_crop", x, 4, 3, rng, times=2)
        seed = int(rng.integers(2**32))
        assert_close(
            student.random_crop(x, 4, 3, generator(seed)),
            student.random_crop(x, 4, 3, generator(seed)),
            what="Two generators in the same state must give the same windows; yours do not.",
        )


@task("crop", weak=True, hint="Compare the window with the image first.")
def test_windows_that_do_not_fit_are_refused(compare):
    """ValueError is raised for a window that is larger than the image or smaller than one pixel."""
    for height, width in (5, 3), (3, 6), (0, 3), (3, 0), (-1, 2), (2, -1), (9, 9):
        compare.raises("ValueError", "random_crop", numbered(2, 1, 4, 5), height, width, generator(1))
