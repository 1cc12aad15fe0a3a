from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task


def _case(rng, n, d):
    """Samples away from the origin, and a start away from zero."""
    X, y = rng.normal(1.0, 1.0, size=(n, d)), rng.normal(-2.0, 2.0, size=n)
    return X, y, rng.normal(1.0, 1.0, size=d), float(rng.normal(2.0, 1.0))


def _epoch(rng, n, size):
    """All rows once, shuffled and cut; the last batch is what is left."""
    rows = rng.permutation(n)
    return [rows[start : start + size] for start in range(0, n, size)]


@task("sgd", points=2, hint="One update per batch, each from where the one before ended.")
def test_equal_batches(compare, rng):
    """Two batches of the same size, without decay."""
    compare.sgd_minibatch(*_case(rng, 8, 3), 0.1, _epoch(rng, 8, 4))


@task("sgd", points=2, hint="Divide by the number of rows in this batch.")
def test_short_last_batch(compare, rng):
    """The last batch is shorter and counts fully."""
    compare.sgd_minibatch(*_case(rng, 7, 2), 0.08, _epoch(rng, 7, 3), 0.0)


@task("sgd", points=2, hint="A batch that is short, wherever it stands, is divided by its own size.")
def test_batches_of_many_sizes(compare, rng):
    """Batches of different sizes, some rows twice and some never."""
    batches = [np.array([4, 9]), np.array([0, 2, 2, 7, 5]), np.array([1]), np.array([3, 10, 9])]
    compare.sgd_minibatch(*_case(rng, 12, 4), 0.05, batches)


@task("sgd", points=2, hint="The decay shrinks the old weights, by the learning rate times λ.")
def test_weight_decay(compare, rng):
    """Weight decay on two equal batches; the bias is left alone."""
    compare.sgd_minibatch(*_case(rng, 10, 3), 0.1, _epoch(rng, 10, 5), 0.8)


@task("sgd", points=2, hint="Decay and gradient step both start from the weights before the update.")
def test_weight_decay_over_two_epochs(compare, rng):
    """Two epochs with decay and a short last batch in each."""
    batches = _epoch(rng, 11, 4) + _epoch(rng, 11, 4)
    compare.sgd_minibatch(*_case(rng, 11, 2), 0.06, batches, weight_decay=1.5)


@task("sgd", points=2)
def test_two_calls_are_one_long_call(student, compare, rng):
    """Two epochs in two calls give what they give in one: nothing is kept between calls."""
    (X, y, w, b), first, second = _case(rng, 9, 2), _epoch(rng, 9, 4), _epoch(rng, 9, 2)
    once = compare.sgd_minibatch(X, y, w, b, 0.05, first + second, 0.3)
    middle = student.sgd_minibatch(X, y, w, b, 0.05, first, 0.3)
    twice = student.sgd_minibatch(X, y, *middle, 0.05, second, 0.3)
    assert_close(twice, once, rtol=1e-7, atol=1e-9, what="two calls against one")


@task("sgd", points=2, hint="The penalty of a mean loss is n times smaller than that of a sum.")
def test_full_batches_arrive_at_ridge(student, reference, rng):
    """On full batches the weights arrive at the ridge fit whose λ is n times the weight decay."""
    angles = np.pi * np.outer(np.arange(9) + 0.5, [1, 2]) / 9
    X = np.sqrt(2.0) * np.cos(angles) + 0.4  # columns of equal size, independent, with a mean
    y, decay = rng.normal(3.0, 1.0, size=9), 0.25
    w, b = student.sgd_minibatch(X, y, np.zeros(2), 0.0, 0.5, [np.arange(9)] * 300, decay)
    ridge = reference.fit_ridge(X, y, 9 * decay)
    assert_close(np.append(w, b), np.roll(ridge, -1), rtol=1e-6, atol=1e-7)


@task("sgd", points=3, hint="Take the batches in the order in which they stand in the list.")
def test_order_of_the_batches(compare, rng):
    """Four batches and more, in an order that is neither rising nor falling; the learning rate shows the order."""
    rows = rng.permutation(10)
    for places in (2, 0, 4, 1, 3), (3, 4, 1, 0, 2):
        compare.sgd_minibatch(*_case(rng, 10, 2), 0.15, [rows[2 * k : 2 * k + 2] for k in places])
    compare.sgd_minibatch(*_case(rng, 12, 3), 0.12, [np.arange(k, 12, 4) for k in (2, 0, 3, 1)], 0.4)


@task("sgd", points=2, hint="A short batch has the rows it has: none is added, left out or taken again.")
def test_a_short_batch_anywhere(compare, rng):
    """The short batch comes first, in the middle or last, with one row, two or three."""
    rows = np.array([8, 3, 15, 10, 1, 9, 5, 16, 2, 13, 4, 11, 6, 0, 14])
    full = [rows[:5], rows[5:10], rows[10:]]
    for place in 0, 1, 2, 3:
        for short in [12], [12, 7], [7, 17, 12]:
            batches = [*full[:place], np.array(short), *full[place:]]
            compare.sgd_minibatch(*_case(rng, 18, 3), 0.1, batches, 0.2)


@task("sgd", points=1, hint="Do not stop before the last batch.")
def test_many_batches(compare, rng):
    """Ninety batches, the last of them short."""
    batches = [batch for _ in range(10) for batch in _epoch(rng, 26, 3)]
    compare.sgd_minibatch(*_case(rng, 26, 2), 0.01, batches, 0.1)


@task("sgd", points=1, hint="The factor 1 − ηλ is what it is, also where it is negative.")
def test_strong_decay(compare, rng):
    """With ηλ above 1 the old weights change their sign."""
    compare.sgd_minibatch(*_case(rng, 9, 3), 0.5, _epoch(rng, 9, 4), 3.0)


@task("sgd", points=1, hint="Rows of X[batch] are samples, also where there are as many of them as features.")
def test_as_many_rows_as_features(compare, rng):
    """Batches with as many rows as there are features, and a square table."""
    compare.sgd_minibatch(*_case(rng, 9, 3), 0.1, _epoch(rng, 9, 3), 0.3)
    compare.sgd_minibatch(*_case(rng, 4, 4), 0.1, _epoch(rng, 4, 4) + _epoch(rng, 4, 2), 0.3)


@task("sgd", points=1, hint="Add no small constant and clip nothing.")
def test_tiny_and_huge_targets(student, reference, rng):
    """Targets of any size, tiny or huge, are approached as quickly as others."""
    for size in 1e-12, 1e-40, 1e4, 1e30:
        X, y, w, b = _case(rng, 10, 3)
        given = X, size * y, size * w, size * b, 0.05, _epoch(rng, 10, 4), 0.2
        assert_close(student.sgd_minibatch(*given), reference.sgd_minibatch(*given), rtol=1e-6, atol=0.0)


@task("sgd", points=1, hint="Convert whole numbers to float64 before you multiply.")
def test_every_narrow_type(student, reference, rng):
    """Whole numbers of 8 and 16 bits give float64: the data, the row numbers, the learning rate and the decay."""
    for dtype in NARROW:
        X, y, w = narrow(rng, dtype, 9, 2), narrow(rng, dtype, 9), narrow(rng, dtype, 2)
        batches = [batch.astype(dtype) for batch in _epoch(rng, 9, 4)]
        given = X, y, w, dtype(100), 1e-6, batches, dtype(100)
        assert_close(student.sgd_minibatch(*given), reference.sgd_minibatch(*given))
        given = X, y, w, dtype(3), dtype(1), batches, dtype(2)
        assert_close(student.sgd_minibatch(*given), reference.sgd_minibatch(*given))


@task("sgd", points=1)
def test_whole_numbers(compare, rng):
    """Whole numbers, in a transposed table, give float64."""
    X, y = rng.integers(-3, 4, size=(2, 6)).T, rng.integers(0, 200, size=6, dtype=np.uint8)
    compare.sgd_minibatch(X, y, np.array([2, -1]), 1, 0.05, _epoch(rng, 6, 4), 1)


@task("sgd", points=1)
def test_float32(student, reference, rng):
    """float32 stays float32."""
    *arrays, b = _case(rng, 5, 3)
    X, y, w = (array.astype(np.float32) for array in arrays)
    batches = _epoch(rng, 5, 2)
    found = student.sgd_minibatch(X, y, w, b, 0.1, batches, 0.2)
    assert_close(found, reference.sgd_minibatch(X, y, w, b, 0.1, batches, 0.2), rtol=1e-4, atol=1e-4)
    assert found[0].dtype == np.float32, f"float32 inputs gave {found[0].dtype}"


@task("sgd", points=1, weak=True)
def test_no_batch(compare, rng):
    """Without a batch the parameters stay where they were."""
    compare.sgd_minibatch(*_case(rng, 5, 3), 0.1, [], 0.5)


@task("sgd", points=1, weak=True, hint="A negative index is a legal one for numpy, not here.")
def test_bad_batches_are_refused(compare):
    """A row number below 0 or beyond the last row, and an empty batch, are refused with ValueError."""
    X, y, w = np.ones((4, 3)), np.arange(4.0), np.ones(3)
    good = np.array([0, 1])
    for bad in ([2, 4], [4, 2], [1, 4, 3], [-1, 3], [2, -1, 0], [0, -4], []):
        batch = np.array(bad, dtype=np.int64)
        for place in 0, 1, 3:
            compare.raises(
                "ValueError",
                "sgd_minibatch",
                X,
                y,
                w,
                0.0,
                0.1,
                [good] * place + [batch] + [good] * (3 - place),
            )


@task("sgd", points=1, weak=True)
def test_bad_input_is_refused(compare):
    """Misfits, a learning rate that is not positive and a negative decay are refused with ValueError."""
    X, y, w, batches = np.ones((4, 3)), np.arange(4.0), np.ones(3), [np.array([0, 1])]
    compare.raises("ValueError", "sgd_minibatch", X, y[:3], w, 0.0, 0.1, batches)
    compare.raises("ValueError", "sgd_minibatch", X, y, w[:2], 0.0, 0.1, batches)
    compare.raises("ValueError", "sgd_minibatch", X, y, w[:, np.newaxis], 0.0, 0.1, batches)
    compare.raises("ValueError", "sgd_minibatch", X[:, 0], y, w[:1], 0.0, 0.1, batches)
    compare.raises("ValueError", "sgd_minibatch", X, y, w, 0.0, 0.0, batches)
    compare.raises("ValueError", "sgd_minibatch", X, y, w, 0.0, 0.1, batches, -0.5)
    compare.raises("ValueError", "sgd_minibatch", X, y[:, np.newaxis], w, 0.0, 0.1, batches)
    compare.raises("ValueError", "sgd_minibatch", X, y, w, 0.0, -0.1, [])
