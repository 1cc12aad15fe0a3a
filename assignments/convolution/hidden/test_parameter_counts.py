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


@task("parameter_counts", hint="Each kernel reaches through all channels of its input.")
def test_many_channels_and_large_images(compare):
    """Large layers, up to a dense one of more weights than a float can count."""
    for in_shape, out_channels, kernel in ((3, 224, 320), 64, (7, 5)), ((256, 27, 13), 384, (3, 9)):
        compare.parameter_counts(in_shape, out_channels, kernel)
    compare.parameter_counts((512, 1024, 721), 63, (3, 3))


@task("parameter_counts", hint="Nothing may be taken for granted that is 1.")
def test_sizes_of_one(compare):
    """One channel, one row of pixels, one tap."""
    for in_shape, out_channels, kernel in (
        ((1, 1, 9), 3, (1, 5)),
        ((4, 6, 1), 1, (3, 1)),
        ((5, 2, 3), 7, (1, 1)),
    ):
        compare.parameter_counts(in_shape, out_channels, kernel)
