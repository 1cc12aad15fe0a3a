"""The reference of backpropagation against torch's autograd, scikit-learn, invariants and extremes."""

from __future__ import annotations

import doctest
import re

import numpy as np
import pytest
import torch
from scipy.special import expit
from sklearn.metrics import log_loss
from torch.nn import functional


@pytest.fixture
def bp(load):
    return load("backpropagation")


@pytest.fixture
def rng():
    return np.random.default_rng(37)


def leaf(array):
    return torch.tensor(array, dtype=torch.float64, requires_grad=True)


def test_doctests(bp):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(bp)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_worked_examples_of_the_statement(bp):
    """The layer, the sigmoid and the loss that the statement works out by hand."""
    x, W, b = np.array([[1, 2]]), np.array([[1, 1], [1, -1]]), np.array([0, 10])
    np.testing.assert_array_equal(bp.affine_forward(x, W, b), [[3, 9]])
    dx, dW, db = bp.affine_backward(np.array([[5, 7]]), x, W)
    np.testing.assert_array_equal(dx, [[12, -2]])
    np.testing.assert_array_equal(dW, [[5, 7], [10, 14]])
    np.testing.assert_array_equal(db, [5, 7])
    assert bp.sigmoid_backward(np.array([16.0]), np.log([3.0]))[0] == pytest.approx(3.0)
    loss, gradient = bp.softmax_cross_entropy(np.array([0, 1]), np.array([[8.0, 8.0], [0.0, np.log(3.0)]]))
    assert loss == pytest.approx(0.490415, abs=5e-7)
    np.testing.assert_allclose(gradient, [[-0.25, 0.25], [0.125, -0.125]])


@pytest.mark.parametrize(("B", "d_in", "d_out"), [(5, 3, 4), (1, 6, 2), (7, 1, 1), (4, 4, 4)])
def test_affine_layer_agrees_with_torch(bp, rng, B, d_in, d_out):
    """Output and all three gradients, for a random upstream gradient."""
    x, W, b = (
        leaf(rng.normal(size=(B, d_in))),
        leaf(rng.normal(size=(d_in, d_out))),
        leaf(rng.normal(size=d_out)),
    )
    dout = rng.normal(size=(B, d_out))
    z = x @ W + b
    z.backward(torch.as_tensor(dout))
    values = [a.detach().numpy() for a in (x, W, b)]
    np.testing.assert_allclose(bp.affine_forward(*values), z.detach().numpy(), rtol=1e-12)
    for actual, expected in zip(bp.affine_backward(dout, *values[:2]), (x, W, b), strict=True):
        np.testing.assert_allclose(actual, expected.grad.numpy(), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", ["relu", "sigmoid"])
@pytest.mark.parametrize("shape", [(4, 3), (7,), (2, 3, 5)])
def test_activations_agree_with_torch(bp, rng, name, shape):
    """Gradients of rectifier and sigmoid for arrays of any shape; at 0 the rectifier's is 0, as torch has it."""
    x, dout = leaf(rng.normal(0.0, 3.0, size=shape)), rng.normal(size=shape)
    y = getattr(torch, name)(x)
    y.backward(torch.as_tensor(dout))
    value = x.detach().numpy()
    np.testing.assert_allclose(getattr(bp, f"{name}_backward")(dout, value), x.grad.numpy(), rtol=1e-12)
    if name == "relu":
        np.testing.assert_array_equal(bp.relu_forward(value), y.detach().numpy())
        assert bp.relu_backward(np.ones(1), np.zeros(1)).tolist() == [0.0]


def test_sigmoid_slope_is_accurate_on_both_sides(bp):
    """σ(x) σ(−x) to full precision, also where 1 − σ(x) is rounded to 0; no overflow at ±1000."""
    x = np.array([-1000.0, -700.0, -40.0, -1.0, 0.0, 1.0, 40.0, 700.0, 1000.0])
    np.testing.assert_allclose(bp.sigmoid_backward(np.ones(9), x), expit(x) * expit(-x), rtol=1e-13)


@pytest.mark.parametrize(("B", "K"), [(5, 3), (3, 8), (1, 2), (6, 6)])
def test_cross_entropy_agrees_with_torch_and_scikit_learn(bp, rng, B, K):
    """Loss and gradient, and the loss of the probabilities."""
    labels, logits = rng.integers(0, K, size=B), leaf(3 * rng.normal(size=(B, K)))
    expected = functional.cross_entropy(logits, torch.as_tensor(labels))
    expected.backward()
    loss, gradient = bp.softmax_cross_entropy(labels, logits.detach().numpy())
    assert loss == pytest.approx(expected.item(), rel=1e-13)
    np.testing.assert_allclose(gradient, logits.grad.numpy(), rtol=1e-11, atol=1e-15)
    shares = torch.softmax(logits, dim=1).detach().numpy()
    assert loss == pytest.approx(log_loss(labels, shares, labels=np.arange(K)), rel=1e-10)


def test_cross_entropy_of_extreme_logits(bp):
    """The loss of a confident mistake is the gap; certainty costs nothing; nothing overflows."""
    logits = np.array([[1e4, -1e4], [-1e300, 1e300], [1e3, 0.0]])
    loss, gradient = bp.softmax_cross_entropy(np.array([0, 1, 1]), logits)
    assert loss == pytest.approx(1000 / 3, rel=1e-14)
    np.testing.assert_allclose(gradient, [[0, 0], [0, 0], [1 / 3, -1 / 3]])


def test_cross_entropy_ignores_a_constant_in_each_row(bp, rng):
    """Shifting all logits of a sample changes neither loss nor gradient, whose rows sum to 0."""
    labels, logits = rng.integers(0, 4, size=6), rng.normal(size=(6, 4))
    loss, gradient = bp.softmax_cross_entropy(labels, logits)
    shifted, same = bp.softmax_cross_entropy(labels, logits + 100.0 * rng.normal(size=(6, 1)))
    assert shifted == pytest.approx(loss, rel=1e-11)
    np.testing.assert_allclose(same, gradient, atol=1e-12)
    np.testing.assert_allclose(gradient.sum(axis=1), 0.0, atol=1e-15)


def test_small_probabilities_are_accurate(bp):
    """A wrong class of probability 1e-80 has the gradient 1e-80 / B, to many digits."""
    logits = np.log(10.0) * np.array([[0.0, -80.0, -5.0], [-300.0, 0.0, -12.0]])
    _, gradient = bp.softmax_cross_entropy(np.array([2, 2]), logits)
    shares = 10.0 ** np.array([-80.0, -300.0]) / (1 + 10.0 ** np.array([-5.0, -12.0]))
    np.testing.assert_allclose([gradient[0, 1], gradient[1, 0]], shares / 2, rtol=1e-11)


@pytest.mark.parametrize("dtype", [np.uint8, np.int8])
def test_narrow_labels_count_many_classes(bp, rng, dtype):
    """Labels of one byte among 300 classes are the same classes as in 64 bits."""
    labels, logits = np.array([0, 44, 100, 127], dtype=dtype), rng.normal(size=(4, 300))
    loss, gradient = bp.softmax_cross_entropy(labels, logits)
    expected, same = bp.softmax_cross_entropy(labels.astype(np.int64), logits)
    assert loss == expected
    np.testing.assert_array_equal(gradient, same)


def results(bp, X, y, W, b):
    """Every array that the functions return, by function."""
    return {
        "affine_forward": [bp.affine_forward(X, W, b)],
        "affine_backward": bp.affine_backward(bp.affine_forward(X, W, b), X, W),
        "relu_forward": [bp.relu_forward(X)],
        "relu_backward": [bp.relu_backward(X[::-1], X)],
        "sigmoid_backward": [bp.sigmoid_backward(X[::-1], X)],
        "softmax_cross_entropy": [bp.softmax_cross_entropy(y, X)[1]],
    }


def case(dtype):
    """Samples, labels, weights and biases of whole numbers, some of them at the ends of the type."""
    ends = np.iinfo(dtype) if np.issubdtype(dtype, np.integer) else np.iinfo(np.int8)
    X = np.array([[ends.max, 2, ends.min], [3, ends.max, 100], [1, 0, 7], [ends.min, 5, ends.max]])
    W = np.array([[ends.max, 1], [2, ends.min], [100, 3]])
    return X.astype(dtype), np.array([0, 2, 1, 1]), W.astype(dtype), np.array([ends.max, 1]).astype(dtype)


INTEGERS = ["int8", "uint8", "int16", "uint16", "int32", "int64", "bool"]


@pytest.mark.parametrize("dtype", INTEGERS[:5])
def test_integers_give_what_float64_gives(bp, dtype):
    """No product, sum or difference is formed in a narrow type."""
    given = case(np.dtype(dtype))
    wide = [given[1] if i == 1 else array.astype(np.float64) for i, array in enumerate(given)]
    expected = results(bp, *wide)
    for name, arrays in results(bp, *given).items():
        for array, right in zip(arrays, expected[name], strict=True):
            np.testing.assert_array_equal(array, right, err_msg=name)


@pytest.mark.parametrize("given", ["float32", "float64", *INTEGERS])
def test_floating_types_are_kept_and_integers_become_float64(bp, given):
    """Every array has the type of the convention, the loss is a Python float."""
    X, y, W, b = (a if i == 1 else (a % 100).astype(given) for i, a in enumerate(case(np.dtype("int64"))))
    wanted = given if given.startswith("float") else "float64"
    found = {name: {a.dtype.name for a in arrays} for name, arrays in results(bp, X, y, W, b).items()}
    assert found == {name: {wanted} for name in found}
    assert type(bp.softmax_cross_entropy(y, X)[0]) is float


def test_float32_results_are_those_of_float64_to_single_precision(bp, rng):
    """Single precision loses digits and nothing else."""
    given = rng.normal(size=(8, 3)), np.arange(8) % 3, rng.normal(size=(3, 4)), rng.normal(size=4)
    narrow = [a if i == 1 else a.astype(np.float32) for i, a in enumerate(given)]
    wide = [a if i == 1 else a.astype(np.float64) for i, a in enumerate(narrow)]
    single = results(bp, *narrow)
    for name, arrays in results(bp, *wide).items():
        for array, expected in zip(single[name], arrays, strict=True):
            np.testing.assert_allclose(array, expected, rtol=1e-3, atol=1e-4, err_msg=name)


def test_arguments_are_not_modified(bp):
    """Read-only arrays are enough for every function."""
    given = case(np.dtype("float64"))
    for array in given:
        array.flags.writeable = False
    assert len(results(bp, *given)) == 6


Y3 = np.array([0, 1, 2, 0])
LABELS = "labels must be integers from 0 to K - 1 = 2, got "
ROWS = "labels must have one label per row, shape (4,) with B >= 1, got "
BAD_CALLS = [
    (Y3, np.ones(4), "logits must have shape (B, K), got (4,)"),
    (Y3[:0], np.ones((0, 3)), "labels must have one label per row, shape (0,) with B >= 1, got (0,)"),
    (Y3[:2], np.ones((4, 3)), ROWS + "(2,)"),
    (Y3 + 1, np.ones((4, 3)), LABELS + "[1 2 3 1]"),
    (Y3 - 1, np.ones((4, 3)), LABELS + "[-1  0  1 -1]"),
    (Y3 * 0.5, np.ones((4, 3)), LABELS + "[0.  0.5 1.  0. ]"),
]


@pytest.mark.parametrize(("labels", "logits", "message"), BAD_CALLS)
def test_bad_input_is_refused_with_the_name_of_the_argument(bp, labels, logits, message):
    """Every message starts with what is wrong and ends with what came."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        bp.softmax_cross_entropy(labels, logits)
