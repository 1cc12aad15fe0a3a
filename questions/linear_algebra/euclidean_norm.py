r"""A vector is $x = ({{ x }})$. What is its Euclidean norm $\lVert x \rVert_2$?"""

import numpy as np

from grader.exam import mistake, part, reference

algebra = reference("linear_algebra")


def draw(rng):
    signs = rng.permutation([-1, -1, 1, 1])
    return {"x": signs * rng.choice(range(1, 30), size=4, replace=False)}


@part(
    r"$\lVert x \rVert_2 =$",
    decimals=3,
    solution=(
        r"Square the entries, add the squares, and take the root: "
        r"$\sqrt{ ({{ x[0] }})^2 + ({{ x[1] }})^2 + ({{ x[2] }})^2 + ({{ x[3] }})^2 } = {{ norm }}$."
    ),
)
def norm(x):
    return algebra.lp_norm(x, 2)


@mistake(of=norm, worth=0.25)
def sum_of_sizes(x):
    """That is the norm with p = 1, the sum of the absolute values."""
    return np.abs(x).sum()


@mistake(of=norm, worth=0.5)
def root_left_out(x):
    """That is the sum of the squares. The norm is its square root."""
    return (x**2).sum()


@mistake(of=norm)
def signed_sum(x):
    """That is the sum of the entries. In a norm negative entries do not cancel positive ones."""
    return x.sum()


@mistake(of=norm)
def largest_entry(x):
    """That is the maximum norm, the largest absolute value."""
    return np.abs(x).max()


@mistake(of=norm, worth=0.25)
def divided_by_size(x):
    """That is the root of the mean of the squares. The norm does not divide by the number of entries."""
    return (x**2).mean() ** 0.5
