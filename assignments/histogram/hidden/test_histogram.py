"""Shares of 256 values: every value, one value alone, odd sizes, shapes, dtypes and layouts."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def drawn(rng, *shape, low=0, high=256):
    """Bytes; values below the middle are more frequent than others."""
    return (low + (high - low) * rng.random(size=shape) ** 1.5).astype(np.uint8)


@task("histogram", points=2, hint="Count one small array by hand, and compare.")
def test_images(compare, rng):
    """Entry v is the share of numbers that are v."""
    for shape in (9, 14), (31, 22), (8, 8), (57, 40):
        compare.histogram(drawn(rng, *shape))


@task("histogram", points=2, hint="If you count several numbers at a time, look at what is left at the end.")
def test_odd_sizes(compare, rng):
    """The number of entries may be odd."""
    for shape in (7, 13), (201,), (33, 5), (1031,), (3,):
        compare.histogram(drawn(rng, *shape))


@task("histogram", points=2, hint="If you use blocks, the last one may be shorter.")
def test_large_sizes(compare, rng):
    """Many numbers are all counted."""
    for size in 262_144, 300_007, 400_001:
        x = drawn(rng, size)
        x[-3:] = 255, 254, 255
        compare.histogram(x, rtol=1e-12, atol=0.0)


@task("histogram", points=2, hint="Counters of 8 or 16 bits are too narrow.")
def test_one_value_alone(compare, rng):
    """All numbers may be equal. They may also have two values in turn."""
    for size, value in (1000, 0), (70_001, 255), (513, 128):
        compare.histogram(np.full(size, value, np.uint8))
        x = np.full(size, value, np.uint8)
        x[::2] = 77
        compare.histogram(x)


@task(
    "histogram",
    points=2,
    hint="There are 256 values, from 0 to 255. Each has an entry, also if it does not occur.",
)
def test_first_and_last_value(compare, rng):
    """The values 0 and 255 are counted as all others."""
    for size in 101, 640:
        x = drawn(rng, size)
        x[rng.permutation(size)[: size // 3]] = 255
        x[rng.permutation(size)[: size // 4]] = 0
        compare.histogram(x)
        compare.histogram(np.where(rng.random(size) < 0.3, 255, 0).astype(np.uint8))


@task("histogram", points=2, hint="The result always has 256 entries. The range of the data does not matter.")
def test_few_values(compare, rng):
    """Most of the values may not occur at all."""
    for size, low, high in (300, 100, 110), (255, 0, 5), (411, 250, 256):
        compare.histogram(drawn(rng, size, low=low, high=high))


@task("histogram", hint="Each of the 256 values has a counter of its own.")
def test_every_value_once(compare, rng):
    """Each value may occur equally often."""
    for times in 1, 3, 10:
        compare.histogram(rng.permutation(np.tile(np.arange(256, dtype=np.uint8), times)))


@task("histogram", hint="Divide by the number of all entries, whatever the shape is.")
def test_shapes(compare, rng):
    """The array may have any number of axes."""
    for shape in (5, 4, 3), (2, 3, 4, 5), (1, 17), (17, 1), (1,), (1, 1), ():
        compare.histogram(np.asarray(drawn(rng, *shape)))


@task("histogram", points=2, hint="Convert other types to integers before you count.")
def test_other_types(compare, rng):
    """Whole numbers may be integers of any type. They may also be floating-point numbers."""
    for kind in np.int64, np.int32, np.uint16, np.float32, np.float64:
        compare.histogram(drawn(rng, 13, 21).astype(kind))
        compare.histogram(drawn(rng, 1001).astype(kind))
    compare.histogram(drawn(rng, 90, high=128).astype(np.int8))
    compare.histogram(drawn(rng, 35, 3, high=128).astype(np.int8))


@task("histogram", hint="A transposed array or a slice has its numbers in another order in memory.")
def test_layouts_and_repeated_calls(compare, rng):
    """Transposed arrays and slices are accepted. The same call gives the same answer."""
    first, other = drawn(rng, 40, 31).T, drawn(rng, 37, 64)[::-2, 1::3]
    for x in first, other, first, other[:, :5]:
        compare.histogram(x)


@task("histogram", hint="The shares of all values sum to 1.")
def test_sums_and_order(student, rng):
    """The shares sum to 1. The order of the numbers does not matter."""
    x = drawn(rng, 60, 35)
    h = student.histogram(x)
    assert_close(h.sum(), 1.0, what="The shares must sum to 1; yours do not.")
    assert_close(
        student.histogram(rng.permutation(x.reshape(-1))),
        h,
        what="The order of the numbers must not matter; in your result it does.",
    )
    assert_close(
        student.histogram(255 - x),
        h[::-1],
        what="The negative of an image must have the mirrored shares; yours does not.",
    )
    assert_close(
        student.histogram(np.concatenate([x, x, x])),
        h,
        what="An image that stands there three times must have the same shares; yours does not.",
    )
    assert_close(
        h @ np.arange(256),
        x.mean(),
        what="The mean of the numbers must follow from the shares; yours does not.",
    )


@task(
    "histogram",
    weak=True,
    hint="Numbers of other types than uint8 may lie outside of the 256 values. Check them first.",
)
def test_numbers_outside(compare, rng):
    """ValueError is raised for a number below 0 or above 255, and for an array without entries."""
    for kind in np.int64, np.float64, np.int16:
        for wrong in -1, 256, 300, -256:
            for place in 0, 6, 16:
                x = drawn(rng, 17).astype(kind)
                x[place] = wrong
                compare.raises("ValueError", "histogram", x)
    compare.raises("ValueError", "histogram", np.zeros(0, np.uint8))
    compare.raises("ValueError", "histogram", np.zeros((3, 0), np.uint8))
