"""Gradient descent with one sample per step."""

from __future__ import annotations

import numpy as np
from support import NARROW, counting_grad, data, grad, large_whole_numbers, last_digits, narrow, weights

from grader.testing import assert_close, task


@task("stochastic", points=3, hint="Take the samples in the given order, and step after each of them.")
def test_one_epoch(compare, rng):
    """One pass over the samples, in a given order, is right."""
    for n, d, lr in (7, 3, 0.5), (5, 2, 0.3), (9, 4, 1.2):
        compare.stochastic_gd(grad(), *data(rng, n, d), lr, rng.permutation(n))


@task("stochastic", points=3, hint="Each gradient belongs to the weights after the step before.")
def test_several_epochs(compare, rng):
    """Several passes with an order each are right."""
    for n, d, epochs in (6, 3, 3), (4, 5, 12), (8, 2, 2):
        order = np.concatenate([rng.permutation(n) for _ in range(epochs)])
        compare.stochastic_gd(grad(), *data(rng, n, d), 0.4, order)


@task("stochastic", points=2, hint="Do not sort the order, and do not remove rows that come twice.")
def test_rows_that_come_often_or_never(compare, rng):
    """A row may come several times or not at all."""
    for n, d, order in (5, 3, [4, 4, 0, 4]), (6, 2, [3, 1, 1, 5, 3, 3, 0]), (4, 4, [2]):
        compare.stochastic_gd(grad(), *data(rng, n, d), 0.6, np.array(order))


@task("stochastic", hint="Call grad once for each entry, with X of shape (1, d) and y of shape (1,).")
def test_each_step_asks_for_one_sample(student, reference, rng):
    """The gradient is asked for once per step, with one sample."""
    for n, d, k in (6, 3, 5), (4, 2, 9):
        sizes = []
        given = (*data(rng, n, d), 0.2, rng.integers(0, n, size=k))
        found = student.stochastic_gd(counting_grad(sizes), *given)
        assert_close(found, reference.stochastic_gd(grad(), *given))
        assert sizes == [1] * k, "The gradient must be asked for once per step, with one sample."


@task("stochastic", hint="Rows are samples, whatever the sizes are.")
def test_equal_sizes_and_one_sample(compare, rng):
    """There are as many samples as features. One sample is enough."""
    for n, d in (4, 4), (3, 3), (1, 3), (1, 1), (2, 2):
        compare.stochastic_gd(grad(), *data(rng, n, d), 0.3, rng.permutation(n))


@task("stochastic", hint="The weights may be a table. The update is the same.")
def test_weights_that_are_a_table(compare, rng):
    """The weights may have two axes."""
    for n, d, k in (6, 3, 2), (4, 2, 5):
        _, X, y = data(rng, n, d)
        compare.stochastic_gd(grad(table=True), weights(rng, d, k), X, y, 0.4, rng.permutation(n))


@task("stochastic", hint="With an empty order, return the weights as floats.")
def test_an_empty_order(compare, rng):
    """With an empty order, the weights come back as floats."""
    w, X, y = data(rng, 4, 3)
    empty = np.array([], dtype=np.int64)
    compare.stochastic_gd(grad(), w, X, y, 0.4, empty)
    for dtype in NARROW:
        found = compare.stochastic_gd(grad(), narrow(rng, dtype, 3), X, y, 1, empty)
        assert found.dtype == np.float64, "Integers must become float64."


@task("stochastic", hint="Do not clip the gradient or the weights.")
def test_large_steps(compare, rng):
    """Samples of hundreds make large steps. Tiny samples make tiny steps."""
    for n, d, unit in (5, 3, 300.0), (4, 2, 1e-6):
        w, X, y = data(rng, n, d)
        compare.stochastic_gd(grad(), w, unit * X, y, 1, rng.permutation(n))
        compare.stochastic_gd(grad(), 0 * w, unit * X, y, 1, rng.permutation(n), atol=1e-20)


@task("stochastic", hint="Integers become float64, float32 stays float32. Row numbers have any integer type.")
def test_dtypes(compare, rng):
    """float32 stays float32, integers become float64, and row numbers may have any integer type."""
    w, X, y = data(rng, 5, 3)
    single = [a.astype(np.float32) for a in (w, X, y)]
    found = compare.stochastic_gd(grad(), *single, 0.3, rng.permutation(5), rtol=1e-4, atol=1e-5)
    assert found.dtype == np.float32, "float32 arrays must give a float32 array."
    for dtype in NARROW:
        compare.stochastic_gd(grad(), narrow(rng, dtype, 3), X, y, 1, rng.permutation(5).astype(dtype))


@task("stochastic", hint="Pass X and y on as they are, in their own type.")
def test_large_whole_numbers_are_passed_on(compare, rng):
    """Samples and targets keep their type. Neighbours above 2**53 are different numbers."""
    for d in 3, 2:
        compare.stochastic_gd(last_digits(), *large_whole_numbers(rng, 5, d), 0.3, np.array([2, 0, 4, 2]))


@task("stochastic", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = (*data(rng, 5, 3), 0.2, rng.permutation(5)), (*data(rng, 3, 4), 0.3, rng.permutation(3))
    for case in first, other, first:
        compare.stochastic_gd(grad(), *case)


@task("stochastic", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for arrays that do not fit, a bad rate, and row numbers that do not exist."""
    w, X, y = data(rng, 4, 3)
    good = np.array([1, 0, 3])
    for lr in 0.0, -0.1:
        compare.raises("ValueError", "stochastic_gd", grad(), w, X, y, lr, good)
    for bad in [0, 4], [4, 0], [-1, 2], [2, 1, -1], [0.0, 1.0], [[0, 1]], [True, False]:
        compare.raises("ValueError", "stochastic_gd", grad(), w, X, y, 0.1, np.array(bad))
    for bad in (X[:, 0], y), (X[:0], y[:0]), (X, y[:3]), (X, y[:, None]), (X[:3], y), (X[None], y):
        compare.raises("ValueError", "stochastic_gd", grad(), w, *bad, 0.1, np.array([0]))
