import numpy as np

from grader.testing import assert_distribution, evenly, permutations, task

TIMES = 2000


def orders_of(compare, rng, n):
    orders = compare.repeat("shuffled", np.arange(n), rng, times=TIMES)
    wrong = {
        "rotation": evenly(np.roll(range(n), k) for k in range(n)),
        "reversal": evenly([tuple(range(n)), tuple(reversed(range(n)))]),
        "one swap": evenly(one_swap(n)),
    }
    assert_distribution(orders, permutations(n), "orders", wrong=wrong)


def one_swap(n):
    for one in range(n):
        for other in range(n):
            order = list(range(n))
            order[one], order[other] = order[other], order[one]
            yield order


@task("shuffle")
def test_orders_of_four(compare, rng):
    """All 24 orders of four values come up equally often."""
    orders_of(compare, rng, 4)


@task("shuffle")
def test_orders_of_five(compare, rng):
    """All 120 orders of five values come up equally often."""
    orders_of(compare, rng, 5)
