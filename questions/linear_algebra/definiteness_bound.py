r"""The symmetric matrix $\begin{pmatrix} {{ a }} & {{ b }} \\ {{ b }} & t \end{pmatrix}$ is positive definite for all
$t$ above a bound, and for no other $t$. What is the bound?
"""

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    return {"a": int(rng.integers(2, 25)), "b": int(rng.choice([-1, 1])) * int(rng.integers(3, 20))}


@part(
    "bound",
    decimals=3,
    points=2,
    solution=(
        r"A symmetric 2 × 2 matrix is positive definite exactly if its first entry and its determinant are "
        r"positive. The first entry is {{ a }}. The determinant is ${{ a }} t - ({{ b }})^2$, and it is "
        r"positive for $t > \frac{ ({{ b }})^2 }{ {{ a }} } = {{ bound }}$."
    ),
)
def bound(a, b):
    return b**2 / a


@mistake(of=bound)
def diagonal_only():
    """That is the condition that the diagonal is positive. It is needed, but it is not enough."""
    return 0


@mistake(of=bound)
def size_of_entry(b):
    """That is |b|. The determinant a t − b² must be positive, and this depends on a as well."""
    return abs(b)


@mistake(of=bound, worth=0.25)
def fraction_inverted(a, b):
    """That is a / b², the fraction upside down. From a t > b² follows t > b² / a."""
    return a / b**2


@mistake(of=bound, worth=0.5)
def square_left_out(a, b):
    """That is |b| / a. In the determinant b stands twice, so it is squared."""
    return abs(b) / a


@mistake(of=bound, worth=0.5)
def sign_exchanged(a, b):
    """That is −b² / a. The determinant is a t − b², so b² / a is the bound."""
    return -(b**2) / a


@mistake(of=bound, worth=0.25)
def not_divided(b):
    """That is b². From a t > b² it still has to be divided by a."""
    return b**2


def proof(a, b):
    # The determinant is linear in t. It is 0 at the bound.
    at_zero, at_one = (np.linalg.det(np.array([[a, b], [b, t]], dtype=float)) for t in (0.0, 1.0))
    return {"bound": at_zero / (at_zero - at_one)}
