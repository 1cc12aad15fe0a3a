"""The receptive field of a stack of layers."""

from __future__ import annotations

from grader.testing import task


def stack(rng, strides):
    """Layers with these strides and random kernels, no two neighbours equal."""
    kernels = [int(rng.integers(2, 5)) + 4 * (n % 2) for n in range(len(strides))]
    return list(zip(kernels, strides, strict=True))


@task("receptive_field", points=2, hint="By how much does one more layer widen the field, at stride 1?")
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
    """A stride moves the windows of all later layers apart."""
    for strides in (2, 1), (2, 3, 1), (1, 2, 2, 3), (3, 1, 2, 1, 2):
        compare.receptive_field(stack(rng, strides))


@task("receptive_field", points=2, hint="The first entry of the list is the layer next to the input.")
def test_order_of_the_layers_counts(compare):
    """The list begins at the input; the other way round it is another network."""
    for layers in [(7, 2), (3, 1), (2, 4)], [(3, 3), (5, 1)], [(2, 1), (4, 2), (3, 1), (6, 2)]:
        compare.receptive_field(layers)
        compare.receptive_field(layers[::-1])


@task("receptive_field", hint="A kernel of 1 sees one pixel; its stride still counts for the layers above.")
def test_kernels_of_one_and_no_layer(compare):
    """Kernels of one pixel widen nothing themselves; without any layer an output is its own input."""
    for layers in [], [(1, 2)], [(1, 3), (3, 1)], [(1, 2), (5, 2), (1, 1), (2, 1)]:
        compare.receptive_field(layers)


@task("receptive_field", hint="Pooling is a window with a stride like any other.")
def test_a_known_network(compare):
    """Thirteen convolutions of 3 pixels with five poolings between them, and every part of this stack."""
    network = [(3, 1)] * 2 + [(2, 2)] + [(3, 1)] * 2 + [(2, 2)] + ([(3, 1)] * 3 + [(2, 2)]) * 3
    for depth in len(network), 12, 9, 6, 3:
        compare.receptive_field(network[:depth])
