"""The cross entropy of two classes."""

from __future__ import annotations

import numpy as np
from support import NARROW, bad_probabilities, labelled, unpaired

from grader.testing import assert_close, task


@task("bce", points=3, hint="Both terms count: y ln p and (1 - y) ln(1 - p). Divide by n.")
def test_a_few_labels(compare, rng):
    """The result is the mean over samples with both labels."""
    compare.binary_cross_entropy(*labelled(rng, 5))


@task("bce", points=2, hint="Both terms count: y ln p and (1 - y) ln(1 - p). Divide by n.")
def test_many_labels(compare, rng):
    """The result is the mean over many samples."""
    compare.binary_cross_entropy(*labelled(rng, 40))


@task("bce", points=2, hint="Both terms count: y ln p and (1 - y) ln(1 - p). Divide by n.")
def test_three_labels_as_floats(compare, rng):
    """Labels may be floats."""
    y, p = labelled(rng, 3)
    compare.binary_cross_entropy(y.astype(float), p)


@task("bce", points=2, hint="The truth may be a probability. Do not round it.")
def test_soft_labels(compare, rng):
    """The truth may be any number from 0 to 1."""
    compare.binary_cross_entropy(rng.uniform(0.1, 0.9, size=6), rng.uniform(0.1, 0.9, size=6))
    compare.binary_cross_entropy(rng.uniform(0.1, 0.4, size=4), rng.uniform(0.1, 0.9, size=4))


@task("bce", hint="The truth may be a probability. Do not round it.")
def test_more_soft_labels(compare, rng):
    """Soft labels may be close to one half."""
    compare.binary_cross_entropy(rng.uniform(0.3, 0.7, size=9), rng.uniform(0.05, 0.95, size=9))


@task("bce", hint="The truth may be a probability. Do not round it.")
def test_soft_and_hard_labels(compare, rng):
    """Soft and hard labels may stand together."""
    y, p = labelled(rng, 7)
    y = y.astype(float)
    y[2] = 0.25
    compare.binary_cross_entropy(y, p)


@task("bce", points=2, hint="0 times the logarithm of 0 is 0, and not NaN. Select the terms that count.")
def test_certain_and_right(compare, rng):
    """A prediction that is certain and right costs 0."""
    y, p = labelled(rng, 8)
    p[:4] = y[:4]
    compare.binary_cross_entropy(y, p)


@task("bce", hint="0 times the logarithm of 0 is 0, and not NaN. Select the terms that count.")
def test_all_certain_and_right(compare):
    """If all predictions are certain and right, the result is 0."""
    for y in (np.array([0, 1, 1]), np.array([1, 1]), np.array([0])):
        compare.binary_cross_entropy(y, y.astype(float))
    compare.binary_cross_entropy(np.array([1, 0, 0]), np.array([1.0, 0.25, 0.0]))


@task("bce", hint="0 times the logarithm of 0 is 0, and not NaN. Select the terms that count.")
def test_one_certain_prediction(compare, rng):
    """One prediction of exactly 0 or 1 is enough to make 0 times infinity."""
    for n, label in (5, 0), (6, 1):
        y, p = labelled(rng, n)
        y[2] = p[2] = label
        compare.binary_cross_entropy(y, p)


@task("bce", points=2, hint="A truth with probability 0 costs infinity. Clip nothing.")
def test_certain_and_wrong(compare, rng):
    """A prediction that is certain and wrong makes the result infinite."""
    for n, label in (4, 0), (6, 1):
        y, p = labelled(rng, n)
        y[1], p[1] = label, 1 - label
        compare.binary_cross_entropy(y, p)
    compare.binary_cross_entropy(np.array([0.5, 0.3]), np.array([0.0, 0.6]))
    compare.binary_cross_entropy(np.array([1e-20, 0.3]), np.array([0.0, 0.6]))


@task("bce", points=2, hint="Clip nothing, and add no small constant.")
def test_nearly_certain_and_wrong(compare, rng):
    """A truth with probability 1e-200 costs 460: nothing is clipped."""
    for n in 3, 5:
        y, p = labelled(rng, n)
        y[0], p[0] = 1, 10.0 ** rng.uniform(-280.0, -30.0)
        compare.binary_cross_entropy(y, p)


@task("bce", hint="Clip nothing, and add no small constant.")
def test_a_tiny_probability_of_the_truth(compare, rng):
    """All truths have tiny probabilities."""
    compare.binary_cross_entropy(np.ones(6), 10.0 ** rng.uniform(-280.0, -20.0, size=6))


@task("bce", hint="Clip nothing, and add no small constant.")
def test_probabilities_from_tiny_to_large(compare, rng):
    """Probabilities of the truth from 1e-100 to nearly 1 count as they are."""
    compare.binary_cross_entropy(np.ones(9), 10.0 ** -np.linspace(0.001, 100.0, 9))


@task("bce", points=2, hint="1 - p is 1 as a float for p = 1e-20. NumPy has log1p.")
def test_tiny_losses(compare, rng):
    """Predictions that are almost certain and right have tiny losses, which keep their digits."""
    compare.binary_cross_entropy(np.zeros(5), rng.uniform(0.1, 1.0, size=5) * 1e-20)


@task("bce", hint="1 - p is 1 as a float for p = 1e-20. NumPy has log1p.")
def test_small_losses(compare, rng):
    """Losses between 1e-12 and 1e-9 keep their digits."""
    compare.binary_cross_entropy(
        np.zeros(8), rng.uniform(0.1, 1.0, size=8) * 10.0 ** -np.linspace(9.0, 12.0, 8)
    )


@task("bce", hint="1 - p is 1 as a float for p = 1e-20. NumPy has log1p.")
def test_a_tiny_loss_of_one_sample(compare, rng):
    """The loss of one almost certain prediction keeps its digits."""
    for exponent in -10, -17, -200:
        compare.binary_cross_entropy(np.array([0]), np.array([rng.uniform(1.0, 9.0) * 10.0**exponent]))


@task("bce", hint="Swapping both labels and both probabilities changes nothing.")
def test_other_names_of_the_labels(compare, student, rng):
    """Other names of the labels change nothing, and the order of the samples does not matter."""
    y, p = labelled(rng, 9)
    value = compare.binary_cross_entropy(y, p)
    assert_close(
        student.binary_cross_entropy(1 - y, 1 - p),
        value,
        rtol=1e-9,
        what="With labels and probabilities swapped the result must be the same; yours changes.",
    )
    assert_close(
        student.binary_cross_entropy(y[::-1], p[::-1]),
        value,
        rtol=1e-9,
        what="The order of the samples must not matter; in your result it does.",
    )


@task(
    "bce",
    hint="Convert integers to float64 first: 1 - y overflows without a sign. Keep nothing between calls.",
)
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """Labels of any integer type and float32 are accepted. The same call gives the same answer."""
    y, p = labelled(rng, 7)
    for dtype in NARROW:
        compare.binary_cross_entropy(y.astype(dtype), p)
        compare.binary_cross_entropy(y.astype(dtype), np.ones(7, dtype=dtype) - y.astype(dtype))
        compare.binary_cross_entropy(y.astype(dtype), y.astype(dtype))
    compare.binary_cross_entropy(y.astype(np.float32), p.astype(np.float32), rtol=1e-5, atol=1e-6)
    for case in (y, p), labelled(rng, 4), (y, p), (y[::-2], p[::-2]):
        compare.binary_cross_entropy(*case)


@task("bce", weak=True, hint="Check shapes and numbers first.")
def test_bad_arguments_are_refused(compare):
    """ValueError is raised for numbers outside [0, 1] in y or p, and for shapes that do not fit."""
    p = np.linspace(0.1, 0.9, 5)
    for bad in bad_probabilities(5):
        compare.raises("ValueError", "binary_cross_entropy", p, bad)
        compare.raises("ValueError", "binary_cross_entropy", bad, p)
    compare.raises("ValueError", "binary_cross_entropy", np.array([0, 1, -1]), p[:3])
    compare.raises("ValueError", "binary_cross_entropy", np.array([0, 1, 2]), p[:3])
    for y, y_hat in unpaired():
        compare.raises("ValueError", "binary_cross_entropy", y, y_hat)
