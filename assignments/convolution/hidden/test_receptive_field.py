"""The receptive field of a stack of layers."""

from __future__ import annotations

from grader.testing import task


def stack(rng, strides):
    """Layers with these strides and random kernels, no two neighbours equal."""
    kernels = [int(rng.integers(2, 5)) + 4 * (n % 2) for n in range(len(strides))]
    return list(zip(kernels, strides, strict=True))


@task("receptive_field", points=2, hint="By how many pixels does one more layer widen the field at stride 1?")
def test_layers_of_stride_one(compare, rng):
    """The length of the stretch of input, an int, that one output of several convolutions depends on."""
    for depth in 1, 2, 4, 7:
        compare.receptive_field(stack(rng, [1] * depth))


@task(
    "receptive_field",
    points=2,
    hint="How far apart in the input are two neighbours after a layer of stride 2?",
)
def test_strides_spread_the_layers_above_them(compare, rng):
    """A stride increases the distance between the windows of all later layers."""
    for strides in (2, 1), (2, 3, 1), (1, 2, 2, 3), (3, 1, 2, 1, 2):
        compare.receptive_field(stack(rng, strides))


@task("receptive_field", points=2, hint="The first entry of the list is the layer next to the input.")
def test_order_of_the_layers_counts(compare):
    """The list begins at the input. The reversed list is another network."""
    for layers in [(7, 2), (3, 1), (2, 4)], [(3, 3), (5, 1)], [(2, 1), (4, 2), (3, 1), (6, 2)]:
        compare.receptive_field(layers)
        compare.receptive_field(layers[::-1])


@task("receptive_field", hint="A kernel of 1 sees one pixel; its stride still counts for the layers above.")
def test_kernels_of_one_and_no_layer(compare):
    """A kernel of one pixel does not widen the field. Without any layer the field is one pixel."""
    for layers in [], [(1, 2)], [(1, 3), (3, 1)], [(1, 2), (5, 2), (1, 1), (2, 1)]:
        compare.receptive_field(layers)


@task("receptive_field", hint="Pooling is a window with a stride like any other.")
def test_a_known_network(compare):
    """Thirteen convolutions of 3 pixels with five poolings between them, and the first layers of this stack."""
    network = [(3, 1)] * 2 + [(2, 2)] + [(3, 1)] * 2 + [(2, 2)] + ([(3, 1)] * 3 + [(2, 2)]) * 3
    for depth in len(network), 12, 9, 6, 3:
        compare.receptive_field(network[:depth])


@task("receptive_field", hint="Kernels may equal strides, and strides may be larger than kernels.")
def test_equal_layers_and_gaps(compare):
    """Layers with equal numbers, equal layers, and strides that leave gaps."""
    for layers in (
        [(3, 1), (2, 2), (3, 1)],
        [(2, 2)] * 4,
        [(3, 3), (3, 3)],
        [(2, 5), (3, 4), (2, 7)],
        [(1, 1)] * 3,
    ):
        compare.receptive_field(layers)


@task("receptive_field", hint="The number of layers and the size of the field have no upper limit.")
def test_deep_stacks(compare, rng):
    """Stacks of more than thirty layers, and fields of millions of pixels."""
    compare.receptive_field(stack(rng, [1] * 45))
    compare.receptive_field(stack(rng, [1, 1, 1, 2] * 10))
    compare.receptive_field(stack(rng, [2] * 33))


@task("receptive_field", weak=True, hint="Check every layer, the last one as well.")
def test_layers_out_of_range_are_refused(compare):
    """A kernel or a stride less than 1 in any layer: ValueError."""
    for layers in (
        [(0, 1)],
        [(3, 0)],
        [(3, 1), (2, 2), (0, 1)],
        [(3, 1), (2, 0), (3, 1)],
        [(2, 2), (3, 1), (3, -1)],
    ):
        compare.raises("ValueError", "receptive_field", layers)
    compare.raises("ValueError", "receptive_field", [(5, 1), (-2, 1), (4, 2)])
