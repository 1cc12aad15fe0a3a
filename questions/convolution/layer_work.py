r"""An image has {{ w }} × {{ w }} pixels and {{ c }} channels. A convolution has {{ k }} kernels of {{ f }} × {{ f }}
pixels, $\lfloor {{ f }} / 2 \rfloor$ pixels of zero padding on each side, and stride {{ s }}. Each kernel covers all
channels. Multiplications with padding count, too.
"""

import numpy as np

from grader.exam import mistake, part, reference

conv = reference("convolution")


def draw(rng):
    s, f = int(rng.integers(2, 4)), int(rng.choice([7, 9, 11]))
    steps = int(rng.integers(25, 130))
    return {
        "w": s * steps + 1 + int(rng.integers(1, s)),  # so that rounding down matters
        "s": s,
        "f": f,
        "c": int(rng.choice([c for c in range(3, 17) if c != f])),
        "k": int(rng.integers(6, 49)),
    }


@part(
    "width of the output",
    integer=True,
    unit="pixels",
    solution=(
        r"With padding $p = \lfloor {{ f }} / 2 \rfloor$ on both sides, the width is $\lfloor ({{ w }} + 2 "
        r"p - {{ f }}) / {{ s }} \rfloor + 1 = {{ side }}$."
    ),
)
def side(w, f, s):
    return conv.conv_output_size(w, f, f // 2, s)


@mistake(of=side, worth=0.5)
def rounded_up(w, f, s):
    """That is rounded up. The last step does not fit, so the quotient is rounded down."""
    return -(-(w + 2 * (f // 2) - f) // s) + 1


@mistake(of=side, worth=0.25)
def padded_once(w, f, s):
    """That is what comes out with the padding of one side only."""
    return (w + f // 2 - f) // s + 1


@mistake(of=side)
def without_padding(w, f, s):
    """That is the width without padding."""
    return (w - f) // s + 1


@mistake(of=side)
def without_stride(w, f):
    """That is the width for stride 1. This padding keeps the size only if the stride is 1."""
    return w + 2 * (f // 2) - f + 1


@part(
    "numbers in the whole output",
    integer=True,
    solution=(
        r"Each kernel makes one channel, and a channel has one number for each place: ${{ side }}^2 \cdot "
        r"{{ k }} = {{ outputs }}$."
    ),
)
def outputs(side, k):
    return side**2 * k


@mistake(of=outputs, worth=0.5)
def one_channel(side):
    """That is one channel of the output. Each kernel makes a channel."""
    return side**2


@mistake(of=outputs, worth=0.25)
def input_channels_too(side, k, c):
    """That is c times too much. A kernel adds up all channels of the input to one number."""
    return side**2 * k * c


@mistake(of=outputs, worth=0.25)
def one_row(side, k):
    """That is one row of each channel. The output is a square."""
    return side * k


@part(
    "multiplications",
    integer=True,
    solution=(
        r"Each number of the output is a sum of products, one for each weight of a kernel. A kernel has "
        r"${{ c }} \cdot {{ f }}^2$ weights: ${{ outputs }} \cdot {{ c }} \cdot {{ f }}^2 = "
        r"{{ multiplications }}$."
    ),
)
def multiplications(outputs, c, f):
    return outputs * c * f**2


@mistake(of=multiplications, worth=0.5)
def channels_forgotten(outputs, f):
    """That is the number for one channel of the input. A kernel covers all channels."""
    return outputs * f**2


@mistake(of=multiplications, worth=0.25)
def kernel_side_not_squared(outputs, c, f):
    """That counts one row of the kernel. A kernel has f × f weights for each channel."""
    return outputs * c * f


def proof(w, f, s, c, k):
    starts = range(0, w + 2 * (f // 2) - f + 1, s)
    kernels = np.ones((k, c, f, f), dtype=int)
    places = len(starts) ** 2
    return {
        "side": len(starts),
        "outputs": places * len(kernels),
        "multiplications": places * int(kernels.sum()),
    }
