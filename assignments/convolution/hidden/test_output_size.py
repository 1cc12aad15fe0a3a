"""The size of the output: pixels left over, padding, dilation, and arguments that are refused."""

from __future__ import annotations

from grader.testing import task


def sizes(rng, stride, rest, dilation=1):
    """Image, kernel, padding and stride such that the last step leaves ``rest`` pixels over."""
    f, p = int(rng.integers(3, 7)), int(rng.integers(1, 5))
    steps = int(rng.integers(5, 12))
    return dilation * (f - 1) + 1 + stride * steps + rest - 2 * p, f, p, stride


@task("output_size", points=2, hint="Count the positions on paper. The first one counts, too.")
def test_steps_that_use_every_pixel(compare, rng):
    """The result is the number of positions of the kernel, an int. Here the last position ends exactly at the edge."""
    for stride in 1, 2, 3:
        compare.conv_output_size(*sizes(rng, stride, rest=0))
    compare.conv_output_size(*sizes(rng, 4, rest=0), 1)


@task(
    "output_size",
    points=2,
    hint="Which way do you round the quotient?",
)
def test_pixels_left_over_at_the_far_end(compare, rng):
    """The kernel does not move beyond the edge."""
    for stride, rest in (2, 1), (3, 1), (5, 4):
        compare.conv_output_size(*sizes(rng, stride, rest))
    compare.conv_output_size(*sizes(rng, 4, 3), 1)


@task("output_size", points=2, hint="How many pixels lie between the first and the last weight?")
def test_dilation_widens_the_kernel(compare, rng):
    """A dilated kernel covers more pixels than it has weights."""
    for dilation, stride, rest in (2, 1, 0), (3, 2, 1), (4, 3, 2), (2, 4, 0):
        compare.conv_output_size(*sizes(rng, stride, rest, dilation), dilation)


@task("output_size", points=2, hint="The padding is given for one side.")
def test_padding_is_on_both_sides(compare, rng):
    """The padding is added on both sides."""
    for p, f in (0, 4), (2, 3), (7, 6):
        compare.conv_output_size(int(rng.integers(9, 30)), f, p, 1)
    compare.conv_output_size(int(rng.integers(20, 30)), 4, 5, 1, 2)


@task("output_size", hint="Put the numbers of the layer into the formula, one by one.")
def test_layers_of_known_networks(compare):
    """Layers of well-known networks give their known sizes."""
    for layer in (227, 11, 0, 4), (224, 7, 3, 2), (32, 5, 0, 1), (55, 3, 0, 2), (28, 4, 1, 2):
        compare.conv_output_size(*layer)
    for layer in (65, 3, 12, 1, 12), (33, 5, 4, 2, 2), (1, 1, 0, 3, 5):
        compare.conv_output_size(*layer)


@task("output_size", weak=True, hint="It has one position, whatever the stride is.")
def test_a_kernel_as_large_as_the_padded_image(compare):
    """A kernel as large as the padded image has one position."""
    for layer in (5, 5, 0, 2), (3, 7, 2, 3), (9, 5, 0, 4, 2):
        compare.conv_output_size(*layer)


@task("output_size", points=2, hint="Which argument is which? Look at their order.")
def test_equal_arguments(compare):
    """Kernel, padding, stride and dilation may be equal numbers."""
    for layer in (
        (7, 3, 3, 2),
        (8, 3, 0, 2),
        (9, 3, 0, 1, 2),
        (12, 2, 2, 2, 2),
        (20, 6, 5, 1, 2),
        (9, 9, 4, 1),
    ):
        compare.conv_output_size(*layer)
    for layer in (10, 3, 3, 3, 3), (11, 4, 1, 4), (13, 4, 0, 2, 4), (6, 3, 6, 1), (3, 3, 3, 3):
        compare.conv_output_size(*layer)


@task("output_size", hint="Use integer division: floats lose digits here.")
def test_large_numbers(compare, rng):
    """All arguments may be large."""
    for layer in (
        (1000, 65, 32, 16),
        (4097, 33, 48, 1, 3),
        (1_000_003, 501, 250, 7, 20),
    ):
        compare.conv_output_size(*layer)
    compare.conv_output_size(int(rng.integers(300, 900)), 11, 40, 13, 12)


@task("output_size", weak=True, hint="Compare the size of the dilated kernel with that of the padded image.")
def test_a_kernel_that_does_not_fit_is_refused(compare):
    """ValueError is raised if the dilated kernel is larger than the padded image."""
    for layer in (5, 6, 0, 1), (4, 9, 2, 3), (7, 4, 1, 2, 3), (2, 2, 0, 1, 2), (2, 3, 1, 1, 2):
        compare.raises("ValueError", "conv_output_size", *layer)


@task("output_size", weak=True, hint="Check each argument before you use it.")
def test_arguments_out_of_range_are_refused(compare):
    """ValueError is raised for a padding below 0, and for a kernel, a stride or a dilation below 1."""
    for layer in (5, 3, 0, 0), (9, 3, 1, -2), (9, 3, -1, 1), (9, 1, -3, 2), (9, 0, 0, 1), (9, -2, 1, 1, 2):
        compare.raises("ValueError", "conv_output_size", *layer)
    for layer in (9, 3, 0, 1, 0), (9, 3, 1, 2, -1), (9, 1, 0, 1, 0), (5, 5, 0, 0), (9, 1, 0, 1, -4):
        compare.raises("ValueError", "conv_output_size", *layer)
