"""The padding that keeps the size of an image."""

from __future__ import annotations

from grader.testing import assert_close, task


@task(
    "same_padding", points=2, hint="How many places does a kernel of 3 lose, without padding, on each side?"
)
def test_kernels_without_gaps(compare, rng):
    """Return the padding per side, an int, that keeps the size at stride 1."""
    for f in 3, 7, 2 * int(rng.integers(4, 20)) + 1:
        compare.same_padding(f)
    compare.same_padding(5, 1)


@task("same_padding", hint="A dilated kernel spans more pixels than it has taps.")
def test_dilated_by_two(compare, rng):
    """With gaps between the taps more pixels are lost, so more have to be added."""
    for f in 3, 9, 2 * int(rng.integers(5, 20)) + 1:
        compare.same_padding(f, 2)


@task("same_padding", hint="Count the gaps: there is one less than there are taps.")
def test_wider_gaps(compare, rng):
    """The wider the gaps, the more pixels are lost."""
    for f, d in (5, 3), (7, 4), (2 * int(rng.integers(4, 20)) + 1, int(rng.integers(5, 9))):
        compare.same_padding(f, d)


@task("same_padding", hint="Put your padding into the formula of task 1.")
def test_size_of_an_image_is_kept(compare, reference, rng):
    """A convolution with this padding and stride 1 has as many places as the image has pixels."""
    for f, d in (11, 6), (1, 3), (3, 1):
        w = int(rng.integers(3, 40))
        kept = reference.conv_output_size(w, f, compare.same_padding(f, d), 1, d)
        assert_close(kept, w, what=f"size of an image of {w} pixels, kernel {f}, dilation {d}")


@task("same_padding", weak=True, hint="Has the kernel a middle?")
def test_even_kernels_are_refused(compare):
    """An even kernel cannot keep the size with equal padding on both sides: ValueError."""
    for f in 2, 4, 10:
        compare.raises("ValueError", "same_padding", f)
    compare.raises("ValueError", "same_padding", 6, 2)
