"""Images in another size."""

from __future__ import annotations

from support import DTYPES, images, numbered

from grader.testing import task

SIZES = ((3, 2), (5, 4), (4, 4), (7, 11), (2, 9))


@task("scale", points=2, hint="Pixel i of the new image is pixel floor(i H / height) of the old one.")
def test_larger_images(compare, rng):
    """Images may become larger, by a whole factor or not."""
    for height, width in (4, 6), (5, 7), (3, 8), (11, 4):
        compare.scale_nearest(images(rng, 2, 3), height, width)
        compare.scale_nearest(images(rng, 3, 3), height, width)


@task("scale", points=2, hint="Do not round to the nearest: take the floor.")
def test_smaller_images(compare, rng):
    """Images may become smaller."""
    for height, width in (3, 2), (1, 1), (4, 5), (2, 7):
        compare.scale_nearest(images(rng, 5, 8), height, width)
        compare.scale_nearest(images(rng, 9, 9), height, width)


@task("scale", points=2, hint="Rows have a factor of their own, and so have columns.")
def test_higher_and_narrower(compare, rng):
    """Height and width have factors of their own."""
    for height, width in SIZES:
        compare.scale_nearest(images(rng, 4, 6), height, width)
        compare.scale_nearest(images(rng, 6, 4), height, width)


@task("scale", points=2, hint="Rows and columns are the last two axes, whatever comes before.")
def test_batches(compare, rng):
    """Batches and channels stay in their place."""
    for shape in (2, 3, 4, 5), (3, 3, 3), (2, 2, 2, 2), (1, 2, 1, 4):
        for height, width in SIZES:
            compare.scale_nearest(images(rng, *shape), height, width)


@task("scale", points=1, hint="Multiply before you divide: i * (H / height) is not exact.")
def test_many_sizes(compare, rng):
    """The rule is exact for all sizes: i H / height is not rounded before the floor."""
    for size in range(1, 60):
        compare.scale_nearest(images(rng, 2, 29), 2, size)
        compare.scale_nearest(images(rng, 49, 1), size, 1)


@task("scale", points=1, hint="Compute i * H // height with whole numbers.")
def test_factors_that_are_rounded(compare, rng):
    """The floor is right where the factor H / height, or its inverse, is rounded."""
    for old, new in (45, 33), (58, 50), (28, 18), (50, 14):
        compare.scale_nearest(images(rng, old, 2), new, 3)
        compare.scale_nearest(images(rng, 3, old), 2, new)


@task("scale", points=1, hint="No number with a point is needed to find the old pixel.")
def test_factors_that_are_rounded_in_both_axes(compare, rng):
    """The same holds for batches in which both axes change."""
    for old, new in (30, 22), (36, 66), (58, 20), (45, 55):
        compare.scale_nearest(images(rng, 2, old, old), new, new)
        compare.scale_nearest(images(rng, 1, 2, old, 58), new, 50)


@task("scale", weak=True, hint="The same size gives the same image.")
def test_the_same_size(compare, rng):
    """With the same size nothing changes."""
    for shape in (3, 4), (2, 5, 5), (1, 1):
        compare.scale_nearest(images(rng, *shape), *shape[-2:])


@task("scale", points=1, hint="Values are copied, not computed: the dtype stays.")
def test_kinds_of_numbers(compare):
    """Images may be of any dtype, which stays."""
    for dtype in DTYPES:
        compare.scale_nearest(numbered(3, 2, 4, dtype=dtype), 5, 3)
        compare.scale_nearest(numbered(3, 2, dtype=dtype) > 2, 4, 4)


@task("scale", weak=True, hint="Check height and width first.")
def test_sizes_below_one_are_refused(compare, rng):
    """ValueError is raised for a height or a width below 1."""
    for height, width in (0, 3), (3, 0), (-1, 4), (4, -2), (0, 0):
        compare.raises("ValueError", "scale_nearest", images(rng, 3, 4), height, width)
