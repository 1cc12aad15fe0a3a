"""For data augmentation, a crop of {{ h }} × {{ w }} pixels (height × width) is cut out of an image of {{ H }} ×
{{ W }} pixels. The crop is not rotated and lies wholly in the image. At how many different positions can it lie?
"""

from grader.exam import mistake, part, reference

conv = reference("convolution")


def draw(rng):
    h, w = (int(each) for each in rng.choice(range(18, 33), size=2, replace=False))
    low = max(h, w) + 3
    H, W = (int(each) for each in rng.choice(range(low, low + 30), size=2, replace=False))
    return {"h": h, "w": w, "H": H, "W": W}


@part(
    "positions",
    integer=True,
    points=2,
    solution=(
        "The top edge of the crop can lie in ${{ H }} - {{ h }} + 1$ rows, the left edge in ${{ W }} - "
        r"{{ w }} + 1$ columns. Each row can go with each column: $({{ H }} - {{ h }} + 1) \cdot ({{ W }} "
        "- {{ w }} + 1) = {{ positions }}$."
    ),
)
def positions(h, w, H, W):
    return (H - h + 1) * (W - w + 1)


@mistake(of=positions, worth=0.5)
def one_missing(h, w, H, W):
    """That is (H − h)(W − w). In each direction there is one position more than steps."""
    return (H - h) * (W - w)


@mistake(of=positions, worth=0.25)
def sides_swapped(h, w, H, W):
    """That is the number for a crop of {{ w }} × {{ h }} pixels. Height belongs to height, width to width."""
    return (H - w + 1) * (W - h + 1)


@mistake(of=positions)
def without_overlap(h, w, H, W):
    """That is the number of crops side by side. Different positions may overlap."""
    return (H // h) * (W // w)


@mistake(of=positions)
def all_pixels(H, W):
    """That is the number of pixels of the image. Near the lower and the right edge a crop does not fit."""
    return H * W


@mistake(of=positions, worth=0.25)
def directions_added(h, w, H, W):
    """That is the sum of both directions. Each row can go with each column, so the numbers are multiplied."""
    return (H - h + 1) + (W - w + 1)


def proof(h, w, H, W):
    return {"positions": conv.conv_output_size(H, h, 0, 1) * conv.conv_output_size(W, w, 0, 1)}
