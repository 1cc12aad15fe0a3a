"""A convolution layer slides the kernel $W = ({{ W }})$ over the signal $x = ({{ x }})$, with one zero of padding at
each end and stride 1. As usual in deep learning, the kernel is not flipped. What is the first output?
"""

import numpy as np

from grader.exam import mistake, part, reference

conv = reference("convolution")


def draw(rng):
    return {"x": rng.integers(2, 10, size=5), "W": rng.choice(range(-9, 10), size=3, replace=False)}


@part(
    "first output",
    integer=True,
    points=2,
    solution=(
        r"The first weight meets the zero of padding. The other two weights meet the first two values: "
        r"$({{ W[0] }}) \cdot 0 + ({{ W[1] }}) \cdot {{ x[0] }} + ({{ W[2] }}) \cdot {{ x[1] }} = "
        r"{{ first }}$."
    ),
)
def first(x, W):
    image, kernel = x.reshape(1, 1, 1, -1), W.reshape(1, 1, 1, -1)
    return conv.conv2d_forward(image, kernel, np.zeros(1), 1, 1)[0, 0, 1, 0]


@mistake(of=first, worth=0.5)
def kernel_flipped(x, W):
    """That is the first output of the flipped kernel. Here the kernel is used in the order in which it stands."""
    return x[0] * W[1] + x[1] * W[0]


@mistake(of=first, worth=0.25)
def without_padding(x, W):
    """That is the first output without padding. With padding, a zero meets the first weight."""
    return x[:3] @ W


@mistake(of=first, worth=0.25)
def edge_repeated(x, W):
    """That is what comes out if the first value is repeated in front. The padding is zero."""
    return x[0] * W[0] + x[0] * W[1] + x[1] * W[2]


@mistake(of=first)
def two_zeros_in_front(x, W):
    """That is what comes out with two zeros in front. There is one, so the middle weight meets the first value."""
    return x[0] * W[2]


def proof(x, W):
    return {"first": np.convolve(x, W[::-1], mode="same")[0]}
