"""Gradient descent with a few samples per step."""

from __future__ import annotations

import numpy as np
from support import NARROW, counting_grad, cut, data, grad, large_whole_numbers, last_digits, narrow, weights

from grader.testing import assert_close, task


@task("minibatch", points=3, hint="Step once for each batch, with the mean gradient of its rows.")
def test_batches_of_one_epoch(compare, rng):
    """One pass over the samples, in batches of equal size, is right."""
    for n, d, size, lr in (8, 3, 2, 0.5), (6, 2, 3, 0.3), (12, 4, 4, 1.2):
        compare.minibatch_gd(grad(), *data(rng, n, d), lr, cut(rng.permutation(n), size))


@task("minibatch", points=3, hint="Use the last batch as it is. Do not drop it, and do not fill it up.")
def test_the_last_batch_is_short(compare, rng):
    """The last batch has fewer samples than the others."""
    for n, d, size, lr in (7, 3, 3, 0.5), (5, 2, 4, 0.3), (11, 4, 5, 1.2):
        compare.minibatch_gd(grad(), *data(rng, n, d), lr, cut(rng.permutation(n), size))


@task("minibatch", points=3, hint="Each gradient belongs to the weights after the step before.")
def test_several_epochs(compare, rng):
    """Several passes with an order each, and with short last batches, are right."""
    for n, d, size, epochs in (7, 3, 3, 4), (5, 2, 2, 12), (9, 5, 4, 2):
        batches = [batch for _ in range(epochs) for batch in cut(rng.permutation(n), size)]
        compare.minibatch_gd(grad(), *data(rng, n, d), 0.4, batches)


@task("minibatch", points=2, hint="Use the rows of a batch as they are given, also if a row comes twice.")
def test_batches_of_any_rows(compare, rng):
    """Batches have different sizes. A row may come twice in a batch, in several batches, or never."""
    for n, d, batches in (5, 3, [[4, 4, 0], [1]]), (6, 2, [[3], [1, 1, 5, 3], [0, 2]]), (4, 4, [[2, 2]]):
        compare.minibatch_gd(grad(), *data(rng, n, d), 0.6, [np.array(rows) for rows in batches])


@task("minibatch", hint="Call grad once for each batch, with its rows.")
def test_each_step_asks_for_its_batch(student, reference, rng):
    """The gradient is asked for once per batch, with the samples of the batch."""
    for n, d, size in (7, 3, 3), (9, 2, 4):
        sizes, batches = [], cut(rng.permutation(n), size)
        given = (*data(rng, n, d), 0.2, batches)
        found = student.minibatch_gd(counting_grad(sizes), *given)
        assert_close(found, reference.minibatch_gd(grad(), *given))
        assert sizes == [len(rows) for rows in batches], (
            "The gradient must be asked for once per batch, with the samples of the batch."
        )


@task("minibatch", hint="Rows are samples, whatever the sizes are.")
def test_equal_sizes_and_one_sample(compare, rng):
    """There are as many samples as features or batches. A batch may have one sample or all."""
    for n, d, size in (4, 4, 2), (3, 3, 1), (1, 3, 1), (1, 1, 1), (4, 2, 4), (9, 3, 3):
        compare.minibatch_gd(grad(), *data(rng, n, d), 0.3, cut(rng.permutation(n), size))


@task("minibatch", hint="The weights may be a table. The update is the same.")
def test_weights_that_are_a_table(compare, rng):
    """The weights may have two axes."""
    for n, d, k in (6, 3, 2), (4, 2, 5):
        _, X, y = data(rng, n, d)
        compare.minibatch_gd(grad(table=True), weights(rng, d, k), X, y, 0.4, cut(rng.permutation(n), 3))


@task("minibatch", hint="Without batches, return the weights as floats.")
def test_no_batches(compare, rng):
    """Without batches, the weights come back as floats."""
    w, X, y = data(rng, 4, 3)
    compare.minibatch_gd(grad(), w, X, y, 0.4, [])
    for dtype in NARROW:
        found = compare.minibatch_gd(grad(), narrow(rng, dtype, 3), X, y, 1, [])
        assert found.dtype == np.float64, "Integers must become float64."


@task("minibatch", hint="Do not clip the gradient or the weights.")
def test_large_steps(compare, rng):
    """Samples of hundreds make large steps. Tiny samples make tiny steps."""
    for n, d, unit in (5, 3, 300.0), (4, 2, 1e-6):
        w, X, y = data(rng, n, d)
        compare.minibatch_gd(grad(), w, unit * X, y, 1, cut(rng.permutation(n), 2))
        compare.minibatch_gd(grad(), 0 * w, unit * X, y, 1, cut(rng.permutation(n), 2), atol=1e-20)


@task("minibatch", hint="Integers become float64, float32 stays float32. Row numbers have any integer type.")
def test_dtypes(compare, rng):
    """float32 stays float32, integers become float64, and row numbers may have any integer type."""
    w, X, y = data(rng, 5, 3)
    single = [a.astype(np.float32) for a in (w, X, y)]
    found = compare.minibatch_gd(grad(), *single, 0.3, cut(rng.permutation(5), 2), rtol=1e-4, atol=1e-5)
    assert found.dtype == np.float32, "float32 arrays must give a float32 array."
    for dtype in NARROW:
        batches = cut(rng.permutation(5).astype(dtype), 2)
        compare.minibatch_gd(grad(), narrow(rng, dtype, 3), X, y, 1, batches)


@task("minibatch", hint="Pass X and y on as they are, in their own type.")
def test_large_whole_numbers_are_passed_on(compare, rng):
    """Samples and targets keep their type. Neighbours above 2**53 are different numbers."""
    batches = [np.array([2, 0]), np.array([4, 1, 3])]
    for d in 3, 2:
        compare.minibatch_gd(last_digits(), *large_whole_numbers(rng, 5, d), 0.3, batches)


@task("minibatch", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first = (*data(rng, 5, 3), 0.2, cut(rng.permutation(5), 2))
    other = (*data(rng, 3, 4), 0.3, cut(rng.permutation(3), 2))
    for case in first, other, first:
        compare.minibatch_gd(grad(), *case)


@task("minibatch", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for arrays that do not fit, a bad rate, and a batch that is empty or has bad rows."""
    w, X, y = data(rng, 4, 3)
    good = np.array([1, 0, 3])
    for lr in 0.0, -0.1:
        compare.raises("ValueError", "minibatch_gd", grad(), w, X, y, lr, [good])
    for bad in [0, 4], [4, 0], [-1, 2], [2, 1, -1], [0.0, 1.0], [[0, 1]], [True, False]:
        compare.raises("ValueError", "minibatch_gd", grad(), w, X, y, 0.1, [np.array(bad), good])
        compare.raises("ValueError", "minibatch_gd", grad(), w, X, y, 0.1, [good, np.array(bad)])
    compare.raises("ValueError", "minibatch_gd", grad(), w, X, y, 0.1, [good, np.array([], dtype=np.int64)])
    for bad in (X[:, 0], y), (X[:0], y[:0]), (X, y[:3]), (X, y[:, None]), (X[:3], y), (X[None], y):
        compare.raises("ValueError", "minibatch_gd", grad(), w, *bad, 0.1, [np.array([0])])
