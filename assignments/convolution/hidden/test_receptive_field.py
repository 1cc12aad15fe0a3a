"""The receptive field of a stack of layers."""

from __future__ import annotations

from grader.testing import task


def stack(rng, strides):
    """Layers with these strides and random kernels, no two neighbours equal."""
    kernels = [int(rng.integers(2, 5)) + 4 * (n % 2) for n in range(len(strides))]
    return list(zip(kernels, strides, strict=True))


@task("receptive_field", points=2, hint="How many pixels does one more layer add at stride 1?")
def test_layers_of_stride_one(compare, rng):
    """The result is the number of input pixels that one output depends on, an int. All strides are 1."""
    for depth in 1, 2, 4, 7:
        compare.receptive_field(stack(rng, [1] * depth))


@task(
    "receptive_field",
    points=2,
    hint="After a layer of stride 2, how far apart are two neighbours in the input?",
)
def test_strides_spread_the_layers_above_them(compare, rng):
    """A stride increases the step of all later layers in the input."""
    for strides in (2, 1), (2, 3, 1), (1, 2, 2, 3), (3, 1, 2, 1, 2):
        compare.receptive_field(stack(rng, strides))


@task("receptive_field", points=2, hint="The first entry of the list is the layer next to the input.")
def test_order_of_the_layers_counts(compare):
    """The list starts at the input. The reversed list is another network."""
    for layers in [(7, 2), (3, 1), (2, 4)], [(3, 3), (5, 1)], [(2, 1), (4, 2), (3, 1), (6, 2)]:
        compare.receptive_field(layers)
        compare.receptive_field(layers[::-1])


@task("receptive_field", hint="The stride of a layer counts for later layers, also if its kernel is 1.")
def test_kernels_of_one_and_no_layer(compare):
    """A kernel of 1 adds no pixels. Without layers, the result is 1."""
    for layers in [], [(1, 2)], [(1, 3), (3, 1)], [(1, 2), (5, 2), (1, 1), (2, 1)]:
        compare.receptive_field(layers)


@task("receptive_field", hint="Pooling has a kernel and a stride, too.")
def test_a_known_network(compare):
    """Thirteen convolutions and five poolings give the known result, and so do the first layers alone."""
    network = [(3, 1)] * 2 + [(2, 2)] + [(3, 1)] * 2 + [(2, 2)] + ([(3, 1)] * 3 + [(2, 2)]) * 3
    for depth in len(network), 12, 9, 6, 3:
        compare.receptive_field(network[:depth])


@task("receptive_field", hint="Use the formula for all of these; there is no special case.")
def test_equal_layers_and_gaps(compare):
    """Layers may be equal, kernels may equal strides, and strides may be larger than kernels."""
    for layers in (
        [(3, 1), (2, 2), (3, 1)],
        [(2, 2)] * 4,
        [(3, 3), (3, 3)],
        [(2, 5), (3, 4), (2, 7)],
        [(1, 1)] * 3,
    ):
        compare.receptive_field(layers)


@task("receptive_field", hint="Use ints. No number has an upper limit.")
def test_deep_stacks(compare, rng):
    """There may be more than thirty layers and millions of pixels."""
    compare.receptive_field(stack(rng, [1] * 45))
    compare.receptive_field(stack(rng, [1, 1, 1, 2] * 10))
    compare.receptive_field(stack(rng, [2] * 33))


@task("receptive_field", weak=True, hint="Check each layer, also the last.")
def test_layers_out_of_range_are_refused(compare):
    """ValueError is raised for a kernel or a stride below 1 in any layer."""
    for layers in (
        [(0, 1)],
        [(3, 0)],
        [(3, 1), (2, 2), (0, 1)],
        [(3, 1), (2, 0), (3, 1)],
        [(2, 2), (3, 1), (3, -1)],
    ):
        compare.raises("ValueError", "receptive_field", layers)
    compare.raises("ValueError", "receptive_field", [(5, 1), (-2, 1), (4, 2)])
