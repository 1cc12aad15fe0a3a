r"""A small network has the weights $w = ({{ w }})$. Compute $\|w\|_0 + \|w\|_1$. The first is the number of weights
that are not zero.
"""

import numpy as np

from grader.exam import mistake, part, reference

linear_algebra = reference("linear_algebra")


def draw(rng):
    w = rng.choice([-1, 1], size=7) * np.round(rng.uniform(0.2, 9.9, size=7), 1)
    w[rng.choice(7, size=int(rng.integers(1, 4)), replace=False)] = 0
    return {"w": np.where(w == 0, 0.0, w)}


@part(
    "sum of both",
    decimals=2,
    points=2,
    solution=(
        r"$\|w\|_0$ is the number of weights in $({{ w }})$ that are not 0. $\|w\|_1$ is the sum of the "
        "absolute values, so minus signs are left out. Together they are {{ both }}."
    ),
)
def both(w):
    return np.count_nonzero(w) + linear_algebra.lp_norm(w, 1)


@mistake(of=both, worth=0.25)
def zeros_counted(w):
    """That is what comes out if the zeros are counted. The number of weights that are not zero counts."""
    return np.sum(w == 0) + np.abs(w).sum()


@mistake(of=both, worth=0.25)
def all_counted(w):
    """That is what comes out if all weights are counted. Only those that are not zero count."""
    return w.size + np.abs(w).sum()


@mistake(of=both, worth=0.25)
def signs_kept(w):
    """That is what comes out if the weights are added with their signs. The L1 norm adds absolute values."""
    return np.count_nonzero(w) + w.sum()


@mistake(of=both, worth=0.25)
def root_of_the_squares(w):
    """That is what comes out with the L2 norm, the root of the sum of squares. The L1 norm adds absolute values."""
    return np.count_nonzero(w) + np.sqrt((w**2).sum())


@mistake(of=both, worth=0.25)
def absolute_values_alone(w):
    """That is the L1 norm alone. The number of weights that are not zero is added."""
    return np.abs(w).sum()


@mistake(of=both, worth=0.5)
def first_weight_left_out(w):
    """That is the sum without the first weight. Each weight that is not zero counts in both norms."""
    return np.count_nonzero(w[1:]) + np.abs(w[1:]).sum() if w[0] else None


@mistake(of=both, worth=0.5)
def last_weight_left_out(w):
    """That is the sum without the last weight. Each weight that is not zero counts in both norms."""
    return np.count_nonzero(w[:-1]) + np.abs(w[:-1]).sum() if w[-1] else None


def proof(w):
    return {"both": sum(1 + abs(weight) for weight in w.tolist() if weight)}
