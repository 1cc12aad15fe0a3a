import numpy as np

from grader.testing import assert_close, assert_independent, assert_rate, coin, task

TIMES = 400


def check_masks(compare, rng, shape, p):
    x = rng.uniform(1.0, 2.0, size=shape)
    out = compare.repeat("dropout_forward", x, p, rng, times=TIMES)
    kept = out != 0
    assert_close(out, np.where(kept, x / (1 - p), 0.0))
    assert_rate(kept.sum(), kept.size, 1 - p, "values that are kept", wrong={"kept and dropped swapped": p})
    assert_independent(kept[:, 0::2], kept[:, 1::2], coin(1 - p), "masks of two rows")
    assert_independent(kept[0::2], kept[1::2], coin(1 - p), "masks of two calls")


@task("dropout", points=2)
def test_a_third_is_dropped(compare, rng):
    """Of many values, a share of 1 - p is kept; each row and each call has a mask of its own."""
    check_masks(compare, rng, (6, 5), 0.3)


@task("dropout")
def test_four_of_ten_are_dropped(compare, rng):
    """The same holds for another p and another shape."""
    check_masks(compare, rng, (4, 7), 0.4)
