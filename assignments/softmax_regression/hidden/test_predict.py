"""The most probable class."""

from __future__ import annotations

import numpy as np
from support import NARROW

from grader.testing import assert_close, task

UNFIT = (
    ((3, 2), (3, 4), (4,)), ((3, 2), (2, 4), (3,)), ((3, 2), (2, 4), (1,)), ((3, 2), (2, 4), (1, 4)),
    ((3, 2), (2,), (2,)), ((2,), (2, 4), (4,)), ((0, 2), (2, 4), (4,)), ((3, 2), (2, 0), (0,)),
    ((4, 2), (2, 4), (4, 1)), ((3, 2), (2, 4), ()), ((1, 3, 2), (2, 4), (4,)),
)  # fmt: skip
"""Shapes of X, W and b that do not fit."""


def model(rng, n, d, K):
    return rng.normal(size=(n, d)), rng.normal(size=(d, K)), rng.normal(size=K)


@task("predict", points=3, hint="The class with the largest logit.")
def test_samples_of_all_shapes(compare, rng):
    """Each sample has one class, a whole number from 0 on."""
    for n, d, K in (9, 3, 5), (12, 5, 4), (20, 1, 3):
        compare.predict(*model(rng, n, d, K))


@task("predict", points=2, hint="Rows are samples, and each row has its own maximum.")
def test_equal_sizes(compare, rng):
    """There are as many samples, features and classes."""
    for n in 4, 5, 6, 8:
        compare.predict(*model(rng, n, n, n))


@task("predict", points=2, hint="The logits are X W plus b.")
def test_the_bias_decides(compare, rng):
    """Weights are small, and the bias decides for most samples."""
    for n, d, K in (8, 3, 6), (5, 4, 3):
        X, W, _ = model(rng, n, d, K)
        compare.predict(X, 0.1 * W, np.roll(3.0 * np.arange(K), 2))
        compare.predict(X, 0 * W, rng.permutation(K) * 1.0)


@task("predict", points=2, hint="numpy.argmax takes the first of equal entries.")
def test_ties_go_to_the_smallest_class(compare):
    """Among equal logits the smallest class counts. All numbers are whole, so that ties are exact."""
    X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0], [2.0, -2.0]])
    W = np.array([[3.0, 5.0, 5.0, 2.0], [4.0, 1.0, 2.0, 4.0]])
    compare.predict(X, W, np.zeros(4))
    compare.predict(X, W, np.array([0.0, 1.0, 0.0, 1.0]))
    compare.predict(X, np.zeros((2, 3)), np.zeros(3))
    compare.predict(X, np.zeros((2, 6)), np.array([-1.0, 0.0, 7.0, 7.0, 3.0, 7.0]))


@task("predict", hint="Compare logits. Two probabilities may round to the same number.")
def test_logits_that_are_near_each_other(compare, rng):
    """Logits differ by 1e-17 or less. Their probabilities round to the same number."""
    for d, K in (3, 5), (2, 4):
        W = np.zeros((d, K))
        W[0] = rng.permutation(np.arange(K)) * 2.0**-58
        compare.predict(np.array([[1.0] * d, [-1.0] * d, [4.0] * d]), W, np.zeros(K))


@task("predict", hint="Compare logits. They may be of any size.")
def test_logits_of_any_size(compare, rng):
    """Logits are thousands or 1e300, or all of them are negative."""
    for scale in 1e3, 1e300, 1e-300:
        X, W, b = model(rng, 7, 3, 4)
        compare.predict(X, scale * W, scale * b)
        compare.predict(X, 0 * W, -scale * (1 + rng.permutation(4)))


@task("predict", hint="One sample gives one class. One class leaves no choice.")
def test_one_sample_and_one_class(compare, rng):
    """There is one sample, or there is one class only."""
    for d, K in (3, 4), (1, 6), (5, 2):
        compare.predict(*model(rng, 1, d, K))
        compare.predict(rng.normal(size=(1, d)), np.zeros((d, K)), np.arange(K) * 1.0)
    compare.predict(*model(rng, 4, 2, 1))


@task("predict", hint="Convert integers to float64 before you multiply.")
def test_dtypes_of_samples_and_weights(student, compare, rng):
    """Integers of 8 and 16 bits, and float32."""
    for dtype in NARROW:
        top = np.iinfo(dtype).max
        X = np.array([[top, 1], [1, top], [top, top], [2, 3]], dtype=dtype)
        W = np.array([[2, 3, 1], [3, 1, 2]], dtype=dtype)
        compare.predict(X, W, np.array([0, 1, top], dtype=dtype))
        compare.predict(X, W[::-1], np.array([top, top, 100], dtype=dtype))
        compare.predict(X[:2], np.array([[top, 3], [top, 4]], dtype=dtype), np.array([9, 0], dtype=dtype))
    X, W, b = model(rng, 8, 3, 5)
    eighths = [(rng.integers(-20, 21, size=np.shape(a)) / 8).astype(np.float32) for a in (X, W, b)]
    compare.predict(*eighths)  # exact in float32, so that no order of summation changes a class
    compare.predict(X[:3].T[:, ::-1], W, b)
    order = rng.permutation(8)
    assert_close(
        student.predict(X[order], W, b),
        student.predict(X, W, b)[order],
        what="Each sample must have its class, wherever it stands; yours change.",
    )


@task("predict", weak=True, hint="W has as many rows as X has columns, and b one entry per column of W.")
def test_shapes_that_do_not_fit_are_refused(compare):
    """ValueError is raised when the shapes do not fit."""
    for x, w, b in UNFIT:
        compare.raises("ValueError", "predict", np.ones(x), np.ones(w), np.ones(b))
