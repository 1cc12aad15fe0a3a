"""An image is {{ w }} pixels wide. A kernel with {{ f }} weights per row slides over it with stride 1 and without
padding. Its dilation is {{ d }}: neighbouring weights lie {{ d }} pixels apart. How wide is the output?
"""

from grader.exam import mistake, part, reference

conv = reference("convolution")


def draw(rng):
    return {
        "w": int(rng.integers(60, 300)),
        "f": int(rng.integers(3, 10)),
        "d": int(rng.integers(2, 6)),
    }


@part(
    "width",
    integer=True,
    points=2,
    unit="pixels",
    solution=(
        r"With dilation the kernel spans ${{ d }} \cdot ({{ f }} - 1) + 1$ pixels. The output has a pixel "
        r"for each place of the kernel: ${{ w }} - ({{ d }} \cdot ({{ f }} - 1) + 1) + 1 = {{ width }}$."
    ),
)
def width(w, f, d):
    return conv.conv_output_size(w, f, 0, 1, d)


@mistake(of=width, worth=0.5)
def one_gap_too_many(w, f, d):
    """That is what comes out if the kernel spans d f pixels. It spans d (f − 1) + 1, with no gap at its end."""
    return w - d * f + 1


@mistake(of=width, worth=0.25)
def one_gap_only(w, f, d):
    """That is what comes out if the kernel spans f + d − 1 pixels. There is a gap between any two neighbours."""
    return w - (f + d - 1) + 1


@mistake(of=width)
def without_dilation(w, f):
    """That is the width without dilation."""
    return w - f + 1


@mistake(of=width)
def taken_for_stride(w, f, d):
    """That is the width for stride d. Dilation widens the kernel, and the kernel still goes on by one pixel."""
    return (w - f) // d + 1


def proof(w, f, d):
    return {"width": sum(1 for start in range(w) if start + d * (f - 1) < w)}
