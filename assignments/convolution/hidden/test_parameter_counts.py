"""Parameters of a convolution and of the dense layer that could replace it."""

from __future__ import annotations

from grader.testing import task


@task(
    "parameter_counts",
    points=2,
    hint="Which weights does one output of the convolution have, which one of the dense?",
)
def test_small_layers(compare, rng):
    """Weights and offsets of both layers, as a pair of ints: first the convolution, then the dense layer."""
    for in_shape, out_channels, kernel in (
        ((3, 5, 7), 4, (3, 1)),
        ((2, 6, 4), 5, (1, 3)),
        ((7, 3, 8), 2, (5, 3)),
    ):
        compare.parameter_counts(in_shape, out_channels, kernel)
    compare.parameter_counts(tuple(int(n) for n in rng.integers(9, 20, size=3)), 6, (3, 5))


@task("parameter_counts", hint="Each kernel has weights for all channels of its input.")
def test_many_channels_and_large_images(compare):
    """Large layers. Counts are ints and exact."""
    for in_shape, out_channels, kernel in ((3, 224, 320), 64, (7, 5)), ((256, 27, 13), 384, (3, 9)):
        compare.parameter_counts(in_shape, out_channels, kernel)
    compare.parameter_counts((512, 1023, 721), 63, (3, 3))


@task("parameter_counts", hint="A size of 1 changes nothing in the formulas.")
def test_sizes_of_one(compare):
    """One channel, one row of pixels, one tap."""
    for in_shape, out_channels, kernel in (
        ((1, 1, 9), 3, (1, 5)),
        ((4, 6, 1), 1, (3, 1)),
        ((5, 2, 3), 7, (1, 1)),
    ):
        compare.parameter_counts(in_shape, out_channels, kernel)


@task("parameter_counts", hint="Channels, height and width are told apart by their position.")
def test_equal_sizes(compare):
    """Square images and kernels, and as many output channels as input channels."""
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
    """A kernel of height or width less than 1: ValueError."""
    for kernel in (0, 3), (3, 0), (-1, 3), (5, -3), (-1, -1):
        compare.raises("ValueError", "parameter_counts", (3, 6, 5), 4, kernel)
