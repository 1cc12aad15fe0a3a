"""Training a perceptron. All sums of whole numbers are exact, so every decision is fixed."""

from __future__ import annotations

import numpy as np
from support import NARROW, mixed, narrow, separable

from grader.testing import assert_close, task


@task("fit", points=3, hint="Visit the rows in their order, and correct after each mistake.")
def test_separable_samples(compare, rng):
    """Training on separable samples ends with the right weights and counts."""
    for n, d in (9, 2), (12, 3), (7, 4), (15, 5):
        compare.perceptron_fit(*separable(rng, n, d), 1000)


@task("fit", points=3, hint="Each step uses the weights that the step before has left.")
def test_samples_that_no_border_separates(compare, rng):
    """Training with random labels goes on until the epochs are used up."""
    for n, d, epochs in (11, 2, 4), (14, 3, 6), (9, 1, 3), (20, 2, 5):
        compare.perceptron_fit(*mixed(rng, n, d), epochs)


@task("fit", points=2, hint="Start each epoch with row 0. Do not shuffle, and do not go backwards.")
def test_other_orders_of_the_rows(compare, rng):
    """The order of the rows decides about the result."""
    X, y = separable(rng, 10, 3)
    for order in rng.permutation(10), np.arange(10)[::-1], np.argsort(y, kind="stable"):
        compare.perceptron_fit(X[order], y[order], 1000)
    X, y = mixed(rng, 8, 2)
    for order in rng.permutation(8), rng.permutation(8):
        compare.perceptron_fit(X[order], y[order], 3)


@task("fit", points=3, hint="Do not stop before an epoch without a correction.")
def test_training_that_takes_long(compare, rng):
    """Classes that lie close together need many epochs, up to some hundreds."""
    for k in rng.integers(3, 13, size=3):
        X, y = np.array([[k], [k + 1.0]]), np.array([-1, 1])
        compare.perceptron_fit(X, y, 2000)
        compare.perceptron_fit(-X[::-1], y, 2000)
    X = np.array([[5, 0, 2], [6, 0, 2], [5, 1, 2], [9, 1, 2]]) + rng.integers(0, 2)
    compare.perceptron_fit(X.astype(float), np.array([-1, 1, -1, 1]), 2000)


@task("fit", points=2, hint="errors has one entry per epoch. The epoch without a correction counts.")
def test_the_epochs_are_used_up(compare, rng):
    """Training stops after the given number of epochs, also just before and just after it would end."""
    for n, d in (8, 2), (10, 3):
        X, y = separable(rng, n, d)
        for epochs in (0, 1, 2, 3, 5, 40):
            compare.perceptron_fit(X, y, epochs)
    for epochs in 17, 18, 19:
        compare.perceptron_fit(np.array([[2.0], [3.0]]), np.array([-1, 1]), epochs)


@task("fit", points=2, hint="A score of 0 is a mistake. The sign in the condition is <=.")
def test_samples_that_meet_the_border(compare, rng):
    """Small whole numbers often lie on the border. Such samples are corrected."""
    for n, d in (8, 2), (6, 1), (10, 3):
        X, y = rng.integers(-1, 2, size=(n, d)).astype(float), np.where(np.arange(n) % 2 == 0, 1, -1)
        compare.perceptron_fit(X, y, 7)
    compare.perceptron_fit(np.zeros((3, 2)), np.array([1, -1, -1]), 4)


@task("fit", points=2, hint="The score is y (w x + b), with the bias.")
def test_the_result_separates_the_samples(student, rng):
    """When the last entry of errors is 0, all samples are strictly on their side."""
    for n, d in (12, 2), (10, 4):
        X, y = separable(rng, n, d)
        w, b, errors = student.perceptron_fit(X, y, 5000)
        assert_close(
            errors[-1], 0, what="Training on separable samples must end with an epoch of 0 corrections."
        )
        assert_close(
            y * (X @ w + b) > 0, np.ones(n, bool), what="After training, every sample must be on its side."
        )


@task("fit", hint="Rows are samples, also in a square table.")
def test_equal_sizes_and_one_sample(compare, rng):
    """There are as many samples as features or epochs. One sample, and one label alone, are enough."""
    for n, d, epochs in (4, 4, 4), (3, 3, 3), (5, 2, 5), (2, 2, 9), (1, 3, 5), (1, 1, 2):
        compare.perceptron_fit(*mixed(rng, n, d), epochs)
    X, _ = mixed(rng, 6, 3)
    for label in 1, -1:
        compare.perceptron_fit(X, np.full(6, label), 50)


@task("fit", hint="There is no learning rate, and nothing is scaled.")
def test_samples_of_any_size(compare, rng):
    """Real, tiny and huge samples are learned from as they are."""
    for unit in 1.0, 1e-25, 1e-3, 1000.0, 1e25:
        X = unit * rng.normal(size=(9, 3))
        compare.perceptron_fit(X, np.where(np.arange(9) % 3 == 0, 1, -1), 6, atol=unit * 1e-12)
    compare.perceptron_fit(np.array([[1000.0, -1000.0], [-1000.0, 999.0]]), np.array([1, -1]), 50)


@task("fit", hint="Convert integers to float64 before you multiply or add.")
def test_every_narrow_type(compare, rng):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        X = narrow(rng, dtype, (9, 2))
        for label_type in np.int8, np.int64, np.float64:
            y = rng.permutation(np.where(np.arange(9) % 2 == 0, 1, -1)).astype(label_type)
            compare.perceptron_fit(X, y, 6)


@task("fit", hint="Integers become float64, float32 stays float32. The counts are integers.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    X, y = mixed(rng, 9, 3)
    w, _, errors = compare.perceptron_fit(X.astype(np.float32), y, 5)
    assert w.dtype == np.float32, "float32 samples must give float32 weights."
    assert errors.dtype.kind in "iu", "The counts of corrections must be integers."
    compare.perceptron_fit(np.asfortranarray(X), np.repeat(y, 2)[::2], 5)
    compare.perceptron_fit(X.astype(np.int64), y.astype(float), 5)


@task("fit", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = separable(rng, 8, 3), mixed(rng, 5, 2)
    for case in first, other, first:
        compare.perceptron_fit(*case, 30)


@task("fit", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for labels other than -1 and 1, for shapes that do not fit, and for negative epochs."""
    X, y = mixed(rng, 4, 3)
    for bad in [0, 1, 1, 1], [1, -1, 1, 0], [1, 2, -1, 1], [-1, 1, 1, -2], [0.5, 1, 1, -1]:
        compare.raises("ValueError", "perceptron_fit", X, np.array(bad), 5)
    for bad in (X[0], y), (X[:0], y[:0]), (X, y[:3]), (X, y[:, None]), (X[:3], y), (X[None], y):
        compare.raises("ValueError", "perceptron_fit", *bad, 5)
    for epochs in -1, -7:
        compare.raises("ValueError", "perceptron_fit", X, y, epochs)
