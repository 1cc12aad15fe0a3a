"""Parameters of a convolution and of the dense layer that could replace it."""

from __future__ import annotations

from grader.testing import task


@task(
    "parameter_counts",
    points=2,
    hint="How many weights does one output have, in each of the two layers? Add the biases.",
)
def test_small_layers(compare, rng):
    """The result is a pair of ints: the parameters of the convolution, then those of the dense layer."""
    for in_shape, out_channels, kernel in (
        ((3, 5, 7), 4, (3, 1)),
        ((2, 6, 4), 5, (1, 3)),
        ((7, 3, 8), 2, (5, 3)),
    ):
        compare.parameter_counts(in_shape, out_channels, kernel)
    compare.parameter_counts(tuple(int(n) for n in rng.integers(9, 20, size=3)), 6, (3, 5))


@task("parameter_counts", hint="Each kernel has weights for all input channels.")
def test_many_channels_and_large_images(compare):
    """Large layers have exact counts."""
    for in_shape, out_channels, kernel in ((3, 224, 320), 64, (7, 5)), ((256, 27, 13), 384, (3, 9)):
        compare.parameter_counts(in_shape, out_channels, kernel)
    compare.parameter_counts((512, 1023, 721), 63, (3, 3))


@task("parameter_counts", hint="A size of 1 is not a special case of the formulas.")
def test_sizes_of_one(compare):
    """There may be one channel, one row of pixels, or one weight per kernel."""
    for in_shape, out_channels, kernel in (
        ((1, 1, 9), 3, (1, 5)),
        ((4, 6, 1), 1, (3, 1)),
        ((5, 2, 3), 7, (1, 1)),
    ):
        compare.parameter_counts(in_shape, out_channels, kernel)


@task("parameter_counts", hint="Look at the order of channels, height and width.")
def test_equal_sizes(compare):
    """Images and kernels are square, and there are as many output channels as input channels."""
    for in_shape, out_channels, kernel in (
        ((3, 4, 5), 2, (3, 3)),
        ((3, 6, 6), 4, (5, 3)),
        ((4, 5, 7), 4, (1, 3)),
        ((5, 5, 5), 5, (5, 5)),
        ((2, 3, 7), 3, (3, 7)),
    ):
        compare.parameter_counts(in_shape, out_channels, kernel)


@task("parameter_counts", weak=True, hint="Check height and width of the kernel.")
def test_kernels_without_taps_are_refused(compare):
    """ValueError is raised for a kernel with height or width below 1."""
    for kernel in (0, 3), (3, 0), (-1, 3), (5, -3), (-1, -1):
        compare.raises("ValueError", "parameter_counts", (3, 6, 5), 4, kernel)
