"""Four convolution layers follow each other, without dilation. From the input on, their kernels are $({{ kernels }})$
pixels wide, and their strides are $({{ strides }})$. How many pixels wide is the receptive field of one output of the
last layer?
"""

from math import prod

from grader.exam import mistake, part, reference

conv = reference("convolution")


def draw(rng):
    kernels = rng.integers(3, 10, size=4)
    strides = [int(rng.integers(2, 4)), *(int(s) for s in rng.integers(1, 4, size=3))]
    return {"kernels": kernels.tolist(), "strides": strides}


@part(
    "width",
    integer=True,
    points=2,
    unit="pixels",
    solution=(
        r"A layer adds $k - 1$ steps. The length of a step is the product of the strides of the layers "
        r"before: $1 + ({{ kernels[0] }} - 1) + ({{ kernels[1] }} - 1) \cdot {{ strides[0] }} + "
        r"({{ kernels[2] }} - 1) \cdot {{ strides[0] }} \cdot {{ strides[1] }} + ({{ kernels[3] }} - 1) "
        r"\cdot {{ strides[0] }} \cdot {{ strides[1] }} \cdot {{ strides[2] }} = {{ width }}$."
    ),
)
def width(kernels, strides):
    return conv.receptive_field(list(zip(kernels, strides, strict=True)))


@mistake(of=width, worth=0.25)
def strides_ignored(kernels):
    """That is the width for stride 1 everywhere. A stride makes the steps of all later layers larger."""
    return 1 + sum(k - 1 for k in kernels)


@mistake(of=width, worth=0.5)
def own_stride_counted(kernels, strides):
    """That is what comes out if a layer's own stride widens its kernel. Only the strides of the layers before it do."""
    return 1 + sum((k - 1) * prod(strides[: at + 1]) for at, k in enumerate(kernels))


@mistake(of=width)
def product_of_kernels(kernels):
    """That is the product of the widths of the kernels. Each layer adds to the field, it does not multiply it."""
    return prod(kernels)


@mistake(of=width)
def sum_of_kernels(kernels):
    """That is the sum of the widths of the kernels. A layer adds k − 1 steps, and a step may be several pixels."""
    return sum(kernels)


def proof(kernels, strides):
    pixels = 1  # of the output, and then of the input of each layer
    for k, s in zip(reversed(kernels), reversed(strides), strict=True):
        pixels = (pixels - 1) * s + k
    return {"width": pixels}
