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


@task("sgd", points=2, hint="Make one update per batch. Each starts where the one before ended.")
def test_equal_batches(compare, rng):
    """Two batches of the same size, without decay."""
    compare.sgd_minibatch(*_case(rng, 8, 3), 0.1, _epoch(rng, 8, 4))


@task("sgd", points=2, hint="Divide by the number of rows in this batch.")
def test_short_last_batch(compare, rng):
    """The last batch is shorter. It is an update like the others."""
    compare.sgd_minibatch(*_case(rng, 7, 2), 0.08, _epoch(rng, 7, 3), 0.0)


@task("sgd", points=2, hint="Divide by the number of rows in this batch.")
def test_batches_of_many_sizes(compare, rng):
    """The batches have different sizes. Some rows occur twice and some never."""
    batches = [np.array([4, 9]), np.array([0, 2, 2, 7, 5]), np.array([1]), np.array([3, 10, 9])]
    compare.sgd_minibatch(*_case(rng, 12, 4), 0.05, batches)


@task("sgd", points=2, hint="The decay subtracts learning rate times λ times the old weights.")
def test_weight_decay(compare, rng):
    """Weight decay is right on two equal batches. The bias has no decay."""
    compare.sgd_minibatch(*_case(rng, 10, 3), 0.1, _epoch(rng, 10, 5), 0.8)


@task("sgd", points=2, hint="Decay and gradient both use the weights before the update.")
def test_weight_decay_over_two_epochs(compare, rng):
    """Two epochs with decay. The last batch of each is shorter."""
    batches = _epoch(rng, 11, 4) + _epoch(rng, 11, 4)
    compare.sgd_minibatch(*_case(rng, 11, 2), 0.06, batches, weight_decay=1.5)


@task("sgd", points=2, hint="Keep nothing from one call to the next.")
def test_two_calls_are_one_long_call(student, compare, rng):
    """Two calls with one epoch each give the same as one call with two epochs."""
    (X, y, w, b), first, second = _case(rng, 9, 2), _epoch(rng, 9, 4), _epoch(rng, 9, 2)
    once = compare.sgd_minibatch(X, y, w, b, 0.05, first + second, 0.3)
    middle = student.sgd_minibatch(X, y, w, b, 0.05, first, 0.3)
    twice = student.sgd_minibatch(X, y, *middle, 0.05, second, 0.3)
    assert_close(
        twice,
        once,
        rtol=1e-7,
        atol=1e-9,
        what="Two calls with one epoch each must give the same as one call with both; yours do not.",
    )


@task("sgd", points=2, hint="The loss is a mean over n samples; the objective of ridge is a sum.")
def test_full_batches_arrive_at_ridge(student, reference, rng):
    """With full batches, the weights arrive at the ridge fit with λ = n times the weight decay."""
    angles = np.pi * np.outer(np.arange(9) + 0.5, [1, 2]) / 9
    X = np.sqrt(2.0) * np.cos(angles) + 0.4  # columns of equal size, independent, with a mean
    y, decay = rng.normal(3.0, 1.0, size=9), 0.25
    w, b = student.sgd_minibatch(X, y, np.zeros(2), 0.0, 0.5, [np.arange(9)] * 300, decay)
    ridge = reference.fit_ridge(X, y, 9 * decay)
    assert_close(np.append(w, b), np.roll(ridge, -1), rtol=1e-6, atol=1e-7)


@task("sgd", points=3, hint="Take the batches in the order of the list. Do not sort or shuffle them.")
def test_order_of_the_batches(compare, rng):
    """The batches are used in the order of the list."""
    rows = rng.permutation(10)
    for places in (2, 0, 4, 1, 3), (3, 4, 1, 0, 2):
        compare.sgd_minibatch(*_case(rng, 10, 2), 0.15, [rows[2 * k : 2 * k + 2] for k in places])
    compare.sgd_minibatch(*_case(rng, 12, 3), 0.12, [np.arange(k, 12, 4) for k in (2, 0, 3, 1)], 0.4)


@task("sgd", points=2, hint="Use exactly the rows of the batch, and divide by their number.")
def test_a_short_batch_anywhere(compare, rng):
    """A short batch comes first, in the middle or last. It has one row, two or three."""
    rows = np.array([8, 3, 15, 10, 1, 9, 5, 16, 2, 13, 4, 11, 6, 0, 14])
    full = [rows[:5], rows[5:10], rows[10:]]
    for place in 0, 1, 2, 3:
        for short in [12], [12, 7], [7, 17, 12]:
            batches = [*full[:place], np.array(short), *full[place:]]
            compare.sgd_minibatch(*_case(rng, 18, 3), 0.1, batches, 0.2)


@task("sgd", points=1, hint="Do not stop before the last batch.")
def test_many_batches(compare, rng):
    """Ninety batches are used. The last one is short."""
    batches = [batch for _ in range(10) for batch in _epoch(rng, 26, 3)]
    compare.sgd_minibatch(*_case(rng, 26, 2), 0.01, batches, 0.1)


@task("sgd", points=1, hint="Use the factor 1 - ηλ also where it is negative.")
def test_strong_decay(compare, rng):
    """With ηλ above 1, the decay changes the sign of the weights."""
    compare.sgd_minibatch(*_case(rng, 9, 3), 0.5, _epoch(rng, 9, 4), 3.0)


@task("sgd", points=1, hint="The rows of X[batch] are samples.")
def test_as_many_rows_as_features(compare, rng):
    """Batches have as many rows as there are features; one table is square."""
    compare.sgd_minibatch(*_case(rng, 9, 3), 0.1, _epoch(rng, 9, 3), 0.3)
    compare.sgd_minibatch(*_case(rng, 4, 4), 0.1, _epoch(rng, 4, 4) + _epoch(rng, 4, 2), 0.3)


@task("sgd", points=1, hint="Add no small constant, and clip nothing.")
def test_tiny_and_huge_targets(student, reference, rng):
    """Tiny and huge targets are fitted like others."""
    for size in 1e-12, 1e-40, 1e4, 1e30:
        X, y, w, b = _case(rng, 10, 3)
        given = X, size * y, size * w, size * b, 0.05, _epoch(rng, 10, 4), 0.2
        assert_close(student.sgd_minibatch(*given), reference.sgd_minibatch(*given), rtol=1e-6, atol=0.0)


@task("sgd", points=1, hint="Convert integers to float64 before you multiply.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits give float64: data, row numbers, learning rate and decay."""
    for dtype in NARROW:
        X, y, w = narrow(rng, dtype, 9, 2), narrow(rng, dtype, 9), narrow(rng, dtype, 2)
        batches = [batch.astype(dtype) for batch in _epoch(rng, 9, 4)]
        given = X, y, w, dtype(100), 1e-6, batches, dtype(100)
        assert_close(student.sgd_minibatch(*given), reference.sgd_minibatch(*given))
        given = X, y, w, dtype(3), dtype(1), batches, dtype(2)
        assert_close(student.sgd_minibatch(*given), reference.sgd_minibatch(*given))


@task("sgd", points=1, hint="Convert integers to float64 before you multiply.")
def test_whole_numbers(compare, rng):
    """Integers in a transposed table give float64."""
    X, y = rng.integers(-3, 4, size=(2, 6)).T, rng.integers(0, 200, size=6, dtype=np.uint8)
    compare.sgd_minibatch(X, y, np.array([2, -1]), 1, 0.05, _epoch(rng, 6, 4), 1)


@task("sgd", points=1, hint="Create arrays with the dtype of X.")
def test_float32(student, reference, rng):
    """float32 stays float32."""
    *arrays, b = _case(rng, 5, 3)
    X, y, w = (array.astype(np.float32) for array in arrays)
    batches = _epoch(rng, 5, 2)
    found = student.sgd_minibatch(X, y, w, b, 0.1, batches, 0.2)
    assert_close(found, reference.sgd_minibatch(X, y, w, b, 0.1, batches, 0.2), rtol=1e-4, atol=1e-4)
    assert found[0].dtype == np.float32, "The weights must be float32 for float32 input."


@task("sgd", points=1, weak=True, hint="With an empty list, return the starting values.")
def test_no_batch(compare, rng):
    """Without a batch, the parameters do not change."""
    compare.sgd_minibatch(*_case(rng, 5, 3), 0.1, [], 0.5)


@task("sgd", points=1, weak=True, hint="numpy accepts negative indices. Here they are an error.")
def test_bad_batches_are_refused(compare):
    """ValueError is raised for a row number below 0, for one beyond the last row, and for an empty batch."""
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


@task("sgd", points=1, weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_input_is_refused(compare):
    """ValueError is raised for wrong shapes, for a learning rate of 0 or below, and for a negative decay."""
    X, y, w, batches = np.ones((4, 3)), np.arange(4.0), np.ones(3), [np.array([0, 1])]
    compare.raises("ValueError", "sgd_minibatch", X, y[:3], w, 0.0, 0.1, batches)
    compare.raises("ValueError", "sgd_minibatch", X, y, w[:2], 0.0, 0.1, batches)
    compare.raises("ValueError", "sgd_minibatch", X, y, w[:, np.newaxis], 0.0, 0.1, batches)
    compare.raises("ValueError", "sgd_minibatch", X[:, 0], y, w[:1], 0.0, 0.1, batches)
    compare.raises("ValueError", "sgd_minibatch", X, y, w, 0.0, 0.0, batches)
    compare.raises("ValueError", "sgd_minibatch", X, y, w, 0.0, 0.1, batches, -0.5)
    compare.raises("ValueError", "sgd_minibatch", X, y[:, np.newaxis], w, 0.0, 0.1, batches)
    compare.raises("ValueError", "sgd_minibatch", X, y, w, 0.0, -0.1, [])
