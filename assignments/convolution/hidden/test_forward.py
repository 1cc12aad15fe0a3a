"""The convolution: no two sizes equal, every parameter away from its usual value."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def layer(rng, images, kernels):
    """Images (B, C, H, W), kernels (F, C, KH, KW) and offsets."""
    return rng.normal(size=images), rng.normal(size=kernels), rng.normal(size=kernels[0])


@task("forward", points=3, hint="Write the sum of the formula as loops first; then speed it up.")
def test_weighted_sum_over_taps_and_channels(compare, rng):
    """Every output is the sum of all channels of one window, weighted by one kernel, plus an offset."""
    compare.conv2d_forward(*layer(rng, (2, 3, 6, 8), (4, 3, 3, 2)), padding=0, stride=1)
    compare.conv2d_forward(*layer(rng, (3, 2, 5, 7), (5, 2, 2, 4)), padding=0, stride=1)


@task(
    "forward", points=2, hint="A frame of zeros: as many rows above as below, as many columns left as right."
)
def test_padding_frames_the_image_with_zeros(compare, rng):
    """Zeros stand around the image on all four sides."""
    compare.conv2d_forward(*layer(rng, (2, 3, 5, 7), (4, 3, 3, 2)), padding=1, stride=1)
    compare.conv2d_forward(*layer(rng, (3, 2, 4, 6), (5, 2, 3, 5)), padding=3, stride=1, dilation=1)


@task("forward", points=2, hint="At which pixel of the padded image does window (u, v) begin?")
def test_stride_moves_the_window_in_both_directions(compare, rng):
    """The window moves by the stride, down and to the right; a rest at the edge is left out."""
    compare.conv2d_forward(*layer(rng, (2, 3, 8, 9), (4, 3, 3, 2)), padding=0, stride=2)
    compare.conv2d_forward(*layer(rng, (3, 2, 9, 13), (5, 2, 2, 4)), padding=0, stride=3)


@task("forward", points=2, hint="Which pixel of the window does tap (i, j) meet?")
def test_dilation_spreads_the_taps(compare, rng):
    """The taps of the kernel lie apart by the dilation, in both directions."""
    compare.conv2d_forward(*layer(rng, (2, 3, 8, 9), (4, 3, 3, 2)), padding=0, stride=1, dilation=2)
    compare.conv2d_forward(*layer(rng, (3, 2, 10, 11), (5, 2, 2, 3)), padding=0, stride=1, dilation=3)


@task("forward", points=2, hint="Padding first, then the window, then the taps in the window.")
def test_padding_stride_and_dilation_together(compare, rng):
    """All three parameters at once, positional, with rests at the edges."""
    compare.conv2d_forward(*layer(rng, (2, 3, 7, 10), (4, 3, 3, 2)), 2, 3, 2)
    compare.conv2d_forward(*layer(rng, (3, 4, 9, 6), (2, 4, 2, 3)), 4, 2, 3)
    compare.conv2d_forward(*layer(rng, (4, 2, 6, 11), (3, 2, 5, 3)), 1, 4, 1)


@task("forward", hint="Sizes of 1 must survive: beware of squeezing and of broadcasting.")
def test_one_channel_one_kernel_one_tap(compare, rng):
    """One channel, one kernel, kernels of one tap or one row, and kernels that fit only once."""
    compare.conv2d_forward(*layer(rng, (2, 3, 4, 5), (6, 3, 1, 1)), padding=0, stride=2)
    compare.conv2d_forward(*layer(rng, (3, 1, 5, 4), (2, 1, 1, 3)), padding=0, stride=1)
    compare.conv2d_forward(*layer(rng, (1, 2, 6, 4), (1, 2, 3, 2)), padding=1, stride=2)
    compare.conv2d_forward(*layer(rng, (2, 4, 3, 6), (5, 4, 3, 6)), padding=0, stride=3)


@task(
    "forward", hint="Where does the single tap of the kernel look? The formula adds its index to the place."
)
def test_kernel_with_a_single_tap_shifts_the_image(student, rng):
    """A kernel that is 1 at one tap and 0 elsewhere cuts the image out, shifted by that tap."""
    x, b = rng.normal(size=(2, 3, 7, 9)), rng.normal(size=3)
    for i, j in (0, 0), (0, 3), (2, 1):
        W = np.zeros((3, 3, 3, 4))
        W[[0, 1, 2], [2, 0, 1], i, j] = 1.0  # output channels take input channels 2, 0 and 1
        expected = x[:, [2, 0, 1], i : i + 5, j : j + 6] + b[:, None, None]
        assert_close(student.conv2d_forward(x, W, b, 0, 1), expected, what=f"tap ({i}, {j})")


@task("forward", hint="A window that does not hold a pixel must not feel it: sum the window itself.")
def test_a_huge_pixel_is_felt_in_its_windows_only(compare, rng):
    """A pixel of 100 million leaves the outputs of all other windows exact."""
    for images, kernels in ((2, 3, 9, 11), (4, 3, 3, 2)), ((3, 2, 12, 10), (5, 2, 2, 4)):
        x, W, b = layer(rng, images, kernels)
        x[1, 1, 4, 5] = 1e8
        compare.conv2d_forward(x, W, b, padding=1, stride=1)


@task("forward", hint="Bring the inputs to one floating dtype first: 8-bit sums wrap around.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, 8-bit images become float64, and a transposed array is as good as any."""
    single = [a.astype(np.float32) for a in layer(rng, (2, 3, 5, 7), (4, 3, 3, 2))]
    y = compare.conv2d_forward(*single, padding=1, stride=2)
    assert y.dtype == np.float32, "float32 inputs must give a float32 result"
    pixels = rng.integers(0, 256, size=(2, 3, 6, 5)).astype(np.uint8)
    whole = rng.integers(1, 100, size=(4, 3, 2, 3)).astype(np.uint8)
    compare.conv2d_forward(pixels, whole, np.arange(4, dtype=np.uint8), padding=2, stride=1)
    channels_last = rng.normal(size=(2, 5, 7, 3)).transpose(0, 3, 1, 2)
    W = rng.normal(size=(3, 2, 3, 4)).transpose(3, 2, 1, 0)
    compare.conv2d_forward(channels_last, W[:, :, ::-1], rng.normal(size=8)[::2], padding=1, stride=2)


@task("forward", hint="Keep no state outside the arguments, and write into none of them.")
def test_same_call_gives_the_same_answer(compare, rng):
    """Nothing is remembered between calls."""
    first, other = layer(rng, (2, 3, 6, 5), (4, 3, 2, 3)), layer(rng, (2, 3, 6, 5), (4, 3, 2, 3))
    for case in first, other, first:
        compare.conv2d_forward(*case, padding=1, stride=2, dilation=2)


@task("forward", weak=True, hint="Check the channels, then both directions: each can be too small.")
def test_kernels_that_do_not_fit_are_refused(compare, rng):
    """A kernel of other channels, too high, or too wide: ValueError."""
    for kernels, dilation in ((4, 2, 3, 2), 1), ((4, 1, 3, 2), 1), ((4, 3, 8, 2), 1), ((4, 3, 2, 4), 3):
        x, W, b = layer(rng, (2, 3, 5, 7), kernels)
        compare.raises("ValueError", "conv2d_forward", x, W, b, 1, 1, dilation)
