"""An image is {{ w }} pixels wide. A kernel of {{ f }} pixels slides over it with stride {{ s }}, and there are
{{ p }} pixels of zero padding on each side. How wide is the output?
"""

from grader.exam import mistake, part, reference

conv = reference("convolution")


def draw(rng):
    while True:
        w, f, s, p = (int(rng.integers(*ends)) for ends in ((60, 300), (5, 12), (2, 4), (5, 12)))
        if (w + 2 * p - f) % s:  # so that rounding down matters
            return {"w": w, "f": f, "s": s, "p": p}


@part(
    "width",
    integer=True,
    points=2,
    unit="pixels",
    solution=(
        r"The padded image is ${{ w }} + 2 \cdot {{ p }}$ pixels wide. Subtract the width of the kernel, "
        r"divide by the stride, round down, and add 1 for the first place: $\lfloor ({{ w }} + 2 \cdot "
        r"{{ p }} - {{ f }}) / {{ s }} \rfloor + 1 = {{ width }}$."
    ),
)
def width(w, f, p, s):
    return conv.conv_output_size(w, f, p, s)


@mistake(of=width, worth=0.5)
def rounded_up(w, f, p, s):
    """That is rounded up. The last step does not fit, so the quotient is rounded down."""
    return -(-(w + 2 * p - f) // s) + 1


@mistake(of=width, worth=0.5)
def one_missing(w, f, p, s):
    """That is the number of steps. The kernel stands at one place more than it makes steps."""
    return (w + 2 * p - f) // s


@mistake(of=width, worth=0.25)
def padded_once(w, f, p, s):
    """That is what comes out with the padding of one side only."""
    return (w + p - f) // s + 1


@mistake(of=width)
def without_padding(w, f, s):
    """That is the width without padding."""
    return (w - f) // s + 1


@mistake(of=width)
def without_stride(w, f, p):
    """That is the width for stride 1."""
    return w + 2 * p - f + 1
