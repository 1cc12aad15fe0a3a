"""A training set has {{ n }} samples. Each update of the weights uses the gradient of the loss of {{ used }} of them.
What is this method called, in the strict sense of the three names?
"""

from grader.exam import mistake, part


def draw(rng):
    n = 100 * int(rng.integers(10, 600))
    return {"n": n, "used": (n, 1, 2 ** int(rng.integers(4, 9)))[int(rng.integers(3))]}


_WHOLE, _ONE, _FEW = "batch gradient descent", "stochastic gradient descent", "mini-batch gradient descent"


@part(
    choice=True,
    source="lecture notes 004, lines 243-245; line 36 of 003 gives the wrong name for a part of the samples",
    fixed="There are three names, each is right in a third of the draws, and the order of the choices differs.",
    solution=(
        "Count the samples of one update. Batch gradient descent uses all of them, stochastic gradient "
        "descent one, and mini-batch gradient descent more than one but not all."
    ),
)
def method(n, used):
    return _WHOLE if used == n else _ONE if used == 1 else _FEW


@mistake(of=method)
def all_samples(n, used):
    """Batch gradient descent uses all samples for each update."""
    return None if used == n else _WHOLE


@mistake(of=method)
def one_sample(used):
    """Stochastic gradient descent, in the strict sense, uses one sample for each update."""
    return None if used == 1 else _ONE


@mistake(of=method)
def part_of_the_samples(n, used):
    """Mini-batch gradient descent uses more than one sample for each update, and not all."""
    return _FEW if used in (1, n) else None
