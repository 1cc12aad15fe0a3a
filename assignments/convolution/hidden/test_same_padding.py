"""The padding that keeps the size of an image."""

from __future__ import annotations

from grader.testing import assert_close, task


@task("same_padding", points=2, hint="How many pixels does an image lose with a kernel of 3 and no padding?")
def test_kernels_without_gaps(compare, rng):
    """The result is the padding per side, an int, that keeps the size at stride 1."""
    for f in 3, 7, 2 * int(rng.integers(4, 20)) + 1:
        compare.same_padding(f)
    compare.same_padding(5, 1)


@task("same_padding", hint="A dilated kernel covers more pixels than it has weights.")
def test_dilated_by_two(compare, rng):
    """A dilated kernel needs more padding."""
    for f in 3, 9, 2 * int(rng.integers(5, 20)) + 1:
        compare.same_padding(f, 2)


@task("same_padding", hint="A kernel has one gap less than weights.")
def test_wider_gaps(compare, rng):
    """A larger dilation needs more padding."""
    for f, d in (5, 3), (7, 4), (2 * int(rng.integers(4, 20)) + 1, int(rng.integers(5, 9))):
        compare.same_padding(f, d)


@task("same_padding", hint="Put your padding into the formula of task 1.")
def test_size_of_an_image_is_kept(compare, reference, rng):
    """With this padding and stride 1, the output has the size of the image."""
    for f, d in (11, 6), (1, 3), (3, 1):
        w = int(rng.integers(3, 40))
        kept = reference.conv_output_size(w, f, compare.same_padding(f, d), 1, d)
        assert_close(
            kept,
            w,
            what="With your padding and stride 1, the output must have the size of the image; it does not.",
        )


@task("same_padding", hint="Which argument is the kernel, and which is the dilation?")
def test_equal_and_large_arguments(compare):
    """Kernel and dilation may be equal, and both may be large."""
    for f, d in (5, 5), (1, 1), (9, 9), (101, 1), (33, 64), (1001, 999), (3, 100_001):
        compare.same_padding(f, d)


@task("same_padding", weak=True, hint="Check whether f is even, whatever d is.")
def test_even_kernels_are_refused(compare):
    """ValueError is raised for an even kernel, whatever the dilation is."""
    for f in 2, 4, 10:
        compare.raises("ValueError", "same_padding", f)
    for f, d in (6, 2), (4, 4), (2, 3):
        compare.raises("ValueError", "same_padding", f, d)


@task("same_padding", weak=True, hint="Both arguments must be at least 1.")
def test_arguments_out_of_range_are_refused(compare):
    """ValueError is raised for a kernel or a dilation below 1."""
    for f, d in (0, 1), (-1, 1), (-3, 2), (3, 0), (5, -2), (1, 0):
        compare.raises("ValueError", "same_padding", f, d)
