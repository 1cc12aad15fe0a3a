r"""An image has {{ H }} × {{ W }} patches with {{ C }} channels each. Queries and keys have $D = {{ D }}$ channels, so
$Q$ and $K$ have one column of {{ D }} numbers for each patch. Self-attention over all patches computes $P = Q^T K /
\sqrt{D}$. How many elements does $P$ have?
"""

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    height, width = rng.choice(range(5, 24), size=2, replace=False)
    return {"H": height, "W": width, "C": 64 * int(rng.integers(1, 9)), "D": 8 * int(rng.integers(1, 9))}


@part(
    "elements",
    integer=True,
    points=2,
    solution=(
        r"There are ${{ H }} \cdot {{ W }}$ patches. $P$ has one element for each pair of patches: "
        r"$({{ H }} \cdot {{ W }})^2 = {{ elements }}$. The channels are summed up, so their number does "
        r"not matter."
    ),
)
def elements(H, W):
    return (H * W) ** 2


@mistake(of=elements, worth=0.25)
def number_of_patches(H, W):
    """That is the number of patches. P has a score for each pair of patches."""
    return H * W


@mistake(of=elements)
def channels_squared(D):
    """That is the number of elements of Q Kᵀ. In P = Qᵀ K the sum is over the channels, so they vanish."""
    return D**2


@mistake(of=elements)
def size_of_the_queries(H, W, D):
    """That is the number of elements of Q. P has a score for each pair of patches."""
    return D * H * W


@mistake(of=elements)
def sides_squared(H, W):
    """That is H² + W². P has one row and one column for each patch, and there are H · W patches."""
    return H**2 + W**2


def proof(H, W, D):
    queries = keys = np.zeros((D, H * W), dtype=np.float32)
    return {"elements": np.einsum("ca,cb->ab", queries[:1], keys[:1]).size}
