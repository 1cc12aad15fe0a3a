"""A convolution layer gets images of {{ side }} × {{ side }} pixels with {{ c }} channels. It has {{ k }} kernels of
{{ f }} × {{ f }} pixels, each over all channels, and each kernel has one bias. Padding keeps the size of the image. How
many parameters does the layer learn?
"""

import numpy as np

from grader.exam import mistake, part, reference

conv = reference("convolution")


def draw(rng):
    return {
        "side": int(rng.integers(16, 65)),
        "c": int(rng.integers(2, 33)),
        "k": int(rng.integers(6, 65)),
        "f": int(rng.choice([3, 5, 7])),
    }


@part(
    "parameters",
    integer=True,
    points=2,
    solution=(
        r"Each kernel has ${{ f }}^2$ weights for each of {{ c }} channels, and one bias: ${{ k }} \cdot "
        r"({{ c }} \cdot {{ f }}^2 + 1) = {{ parameters }}$. The size of the image does not matter."
    ),
)
def parameters(side, c, k, f):
    return conv.parameter_counts((c, side, side), k, (f, f))[0]


@mistake(of=parameters, worth=0.25)
def channels_forgotten(k, f):
    """That is the number for an image with one channel. A kernel has weights for each channel of the input."""
    return k * (f**2 + 1)


@mistake(of=parameters, worth=0.5)
def biases_forgotten(c, k, f):
    """That is the number of weights. Each kernel also has a bias."""
    return k * c * f**2


@mistake(of=parameters, worth=0.5)
def one_bias(c, k, f):
    """That is the number with one bias for the whole layer. Each kernel has its own."""
    return k * c * f**2 + 1


@mistake(of=parameters)
def weights_for_each_pixel(side, c, k, f):
    """That is what comes out with own weights at each pixel. A convolution uses the same weights everywhere."""
    return side**2 * k * (c * f**2 + 1)


def proof(c, k, f):
    return {"parameters": np.zeros((k, c, f, f)).size + np.zeros(k).size}
