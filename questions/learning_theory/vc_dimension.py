r"""Data have {{ d }} real features. The classifiers are $f(x) = \mathrm{sign}(w \cdot x + b)$ with any $w$ and $b$.
What is the VC dimension of this set of classifiers?
"""

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    return {"d": int(rng.integers(8, 51))}


@part(
    "VC dimension",
    integer=True,
    points=1,
    solution=(
        "The VC dimension is the largest number of points for which the classifiers can produce every "
        "labelling. For a hyperplane with bias in $d$ dimensions it is $d + 1 = {{ d }} + 1 = {{ dimension }}$."
    ),
)
def dimension(d):
    return d + 1


@mistake(of=dimension, worth=0.5)
def without_bias(d):
    """That is the VC dimension without the bias b. The bias adds one."""
    return d


@mistake(of=dimension, worth=0.25)
def points_never_shattered(d):
    """That is the smallest number of points that can never be shattered. The VC dimension is one less."""
    return d + 2


@mistake(of=dimension)
def twice_the_features(d):
    """That is 2d. Each feature has one weight, and there is one bias."""
    return 2 * d


@mistake(of=dimension)
def power_of_two(d):
    """That is 2 to the power d: the number of ways to label d points. The VC dimension is a number of points."""
    return 2**d


def proof(d):  # the dimension of the vector space of all w · x + b, from values at many points
    points = np.concatenate([np.zeros((1, d)), np.eye(d), np.ones((1, d))])
    return {"dimension": int(np.linalg.matrix_rank(np.c_[points, np.ones(len(points))]))}
