"""The padding that keeps the size of an image."""

from __future__ import annotations

from grader.testing import assert_close, task


@task("same_padding", points=2, hint="By how much does a kernel of 3 shrink an image without padding?")
def test_kernels_without_gaps(compare, rng):
    """Return the padding per side, an int, that keeps the size at stride 1."""
    for f in 3, 7, 2 * int(rng.integers(4, 20)) + 1:
        compare.same_padding(f)
    compare.same_padding(5, 1)


@task("same_padding", hint="A dilated kernel spans more pixels than it has taps.")
def test_dilated_by_two(compare, rng):
    """A dilated kernel shrinks an image more, so it needs more padding."""
    for f in 3, 9, 2 * int(rng.integers(5, 20)) + 1:
        compare.same_padding(f, 2)


@task("same_padding", hint="Count the gaps: a kernel has one gap less than taps.")
def test_wider_gaps(compare, rng):
    """Larger dilations need more padding."""
    for f, d in (5, 3), (7, 4), (2 * int(rng.integers(4, 20)) + 1, int(rng.integers(5, 9))):
        compare.same_padding(f, d)


@task("same_padding", hint="Put your padding into the formula of task 1.")
def test_size_of_an_image_is_kept(compare, reference, rng):
    """A convolution with this padding and stride 1 has as many places as the image has pixels."""
    for f, d in (11, 6), (1, 3), (3, 1):
        w = int(rng.integers(3, 40))
        kept = reference.conv_output_size(w, f, compare.same_padding(f, d), 1, d)
        assert_close(kept, w, what=f"size of an image of {w} pixels, kernel {f}, dilation {d}")


@task("same_padding", hint="Which argument is the kernel, which the dilation? Neither has an upper limit.")
def test_equal_and_large_arguments(compare):
    """Kernel and dilation may be equal, and both may be large."""
    for f, d in (5, 5), (1, 1), (9, 9), (101, 1), (33, 64), (1001, 999), (3, 100_001):
        compare.same_padding(f, d)


@task("same_padding", weak=True, hint="Refuse an even f first, whatever d is.")
def test_even_kernels_are_refused(compare):
    """An even kernel: ValueError, whatever the dilation."""
    for f in 2, 4, 10:
        compare.raises("ValueError", "same_padding", f)
    for f, d in (6, 2), (4, 4), (2, 3):
        compare.raises("ValueError", "same_padding", f, d)


@task("same_padding", weak=True, hint="Both arguments are at least 1.")
def test_arguments_out_of_range_are_refused(compare):
    """A kernel or a dilation less than 1: ValueError."""
    for f, d in (0, 1), (-1, 1), (-3, 2), (3, 0), (5, -2), (1, 0):
        compare.raises("ValueError", "same_padding", f, d)
