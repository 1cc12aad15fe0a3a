"""The reference of perceptron against closed forms, other exact methods, its own properties and extremes."""

from __future__ import annotations

import doctest
import itertools
import math
import re
from fractions import Fraction

import numpy as np
import pytest
import torch
from sklearn.linear_model import Perceptron

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


@pytest.fixture
def pc(load):
    return load("perceptron")


@pytest.fixture
def rng():
    return np.random.default_rng(41)


def cross(a, b, c):
    """Twice the area of a triangle, exactly; 0 on a line."""
    (ax, ay), (bx, by), (cx, cy) = ([Fraction(value) for value in p] for p in (a, b, c))
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)


def separable_by_trying(X, y):
    """Directions that matter in the plane: normal to a line through two points, turned by a little."""
    one, zero = X[y == 1].tolist(), X[y == 0].tolist()
    if not one or not zero:
        return True
    for (ax, ay), (bx, by) in itertools.permutations({tuple(p) for p in X.tolist()}, 2):
        along, normal = (bx - ax, by - ay), (ay - by, bx - ax)
        for sign in (1, -1):  # compare by the normal first, and by the direction where that is equal

            def key(p, sign=sign, along=along, normal=normal):
                return normal[0] * p[0] + normal[1] * p[1], sign * (along[0] * p[0] + along[1] * p[1])

            if min(map(key, one)) > max(map(key, zero)) or max(map(key, one)) < min(map(key, zero)):
                return True
    return False


def test_doctests(pc):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(pc)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_worked_example_of_the_statement(pc):
    """The first epoch on OR, step by step, and the whole training."""
    w, b = np.zeros(2), 0.0
    table = [((0, 0), -1, (0, 0), -1), ((0, 1), 1, (0, 1), 0), ((1, 0), 1, (1, 1), 1), ((1, 1), 1, (1, 1), 1)]
    for x, y, expected_w, expected_b in table:
        w, b = pc.perceptron_step(w, b, np.array(x), y)
        assert (tuple(w), b) == (expected_w, expected_b)
    w, b, errors = pc.perceptron_fit(CORNERS, np.array([-1, 1, 1, 1]), 20)
    assert (w.tolist(), b, errors.tolist()) == ([2, 2], -1, [3, 1, 2, 2, 1, 0])


@pytest.mark.parametrize("d", [1, 2, 3, 5])
@pytest.mark.parametrize("name", ["AND", "OR", "NAND", "NOT"])
def test_gates_fire_where_they_should(pc, name, d):
    """All inputs, by the gate's own unit and by the neuron with the threshold -b."""
    w, b = pc.logic_gate(name, d)
    x = np.array(list(itertools.product((0, 1), repeat=len(w))))
    truth = {"AND": x.all(axis=1), "OR": x.any(axis=1), "NAND": ~x.all(axis=1), "NOT": x[:, 0] == 0}[name]
    np.testing.assert_array_equal(x @ w + b >= 0, truth)
    np.testing.assert_array_equal(pc.mcp_neuron(x, w, -b), truth.astype(int))


@pytest.mark.parametrize("d", [1, 2, 3])
def test_the_bias_of_a_gate_is_the_only_whole_one(pc, d):
    """With weights of one sign and size 1, no other integer near by computes the gate."""
    x = np.array(list(itertools.product((0, 1), repeat=d)))
    for name in "AND", "OR", "NAND":
        w, b = pc.logic_gate(name, d)
        expected = x @ w + b >= 0
        same = [k for k in range(-9, 10) if ((x @ w + k >= 0) == expected).all()]
        assert same == [b]


def test_exclusive_or_is_a_network_of_gates(pc):
    """The hidden units are OR and NAND, the output is their AND; one unit cannot do it."""
    h, y_hat = pc.xor_network(CORNERS)
    for column, name in enumerate(["OR", "NAND"]):
        w, b = pc.logic_gate(name)
        np.testing.assert_array_equal(h[:, column], pc.mcp_neuron(CORNERS, w, -b))
    w, b = pc.logic_gate("AND")
    np.testing.assert_array_equal(y_hat, pc.mcp_neuron(h, w, -b))
    np.testing.assert_array_equal(y_hat, CORNERS[:, 0] ^ CORNERS[:, 1])
    assert not pc.is_linearly_separable(CORNERS, y_hat)
    assert pc.is_linearly_separable(h, y_hat)


def test_hebb_is_the_outer_product(pc, rng):
    """Many updates add up to a product of matrices."""
    x, y, W = rng.normal(size=(50, 4)), rng.normal(size=(50, 3)), rng.normal(size=(4, 3))
    found = W
    for one, two in zip(x, y, strict=True):
        found = pc.hebb_update(found, one, two, 0.1)
    np.testing.assert_allclose(found, W + 0.1 * x.T @ y, rtol=1e-12)


def test_a_step_is_a_gradient_step_on_the_perceptron_loss(pc, rng):
    """Away from the border, relu(-y (w x + b)) has the correction as its negative gradient."""
    for _ in range(40):
        w, x, b, y = rng.normal(size=3), rng.normal(size=3), float(rng.normal()), int(rng.choice([-1, 1]))
        weights = torch.tensor(w, requires_grad=True)
        bias = torch.tensor(b, dtype=torch.float64, requires_grad=True)
        torch.relu(-y * (weights @ torch.tensor(x) + bias)).backward()
        new_w, new_b = pc.perceptron_step(w, b, x, y)
        np.testing.assert_allclose(new_w, w - weights.grad.numpy(), rtol=1e-14)
        assert new_b == pytest.approx(b - bias.grad.item())


def test_fit_agrees_with_scikit_learn(pc, rng):
    """Perceptron with the rows in order, one correction of size 1 per mistake, no penalty."""
    for d in 2, 3:
        X = rng.integers(-9, 10, size=(15, d)).astype(float)
        y = np.where(X @ rng.normal(size=d) + 1 > 0, 1, -1)
        epochs = 7
        w, b, errors = pc.perceptron_fit(X, y, epochs)
        model = Perceptron(shuffle=False, tol=None, max_iter=len(errors), eta0=1.0).fit(X, y)
        np.testing.assert_allclose(w, model.coef_[0], atol=1e-12)
        assert b == pytest.approx(model.intercept_[0])


@pytest.mark.parametrize("gap", [3, 7, 12])
def test_the_number_of_corrections_keeps_to_novikoff(pc, gap):
    """At most (R/γ)² corrections; for x = k and k + 1 the best border is half-way."""
    X, y = np.array([[gap], [gap + 1]]), np.array([-1, 1])
    w, b, errors = pc.perceptron_fit(X, y, 10_000)
    assert errors[-1] == 0
    assert (y * (X @ w + b) > 0).all()
    longest = (gap + 1) ** 2 + 1
    best = np.array([1.0, -(gap + 0.5)]) / np.hypot(1, gap + 0.5)
    margin = min(abs(best @ (x, 1)) for x in (gap, gap + 1))
    assert 30 < errors.sum() <= longest / margin**2


def test_training_ends_if_and_only_if_a_border_exists(pc, rng):
    """On small grids: a clean epoch comes at once, or never in 3000 epochs."""
    answers = []
    for _ in range(60):
        n = int(rng.integers(3, 7))
        X, y = rng.integers(-2, 3, size=(n, 2)), rng.integers(0, 2, size=n)
        answers.append(pc.is_linearly_separable(X, y))
        assert answers[-1] == (pc.perceptron_fit(X, 2 * y - 1, 3000)[2][-1] == 0)
    assert 10 < sum(answers) < 50


@pytest.mark.parametrize("reach", [1, 2, 4])
def test_separability_in_the_plane_agrees_with_trying_all_directions(pc, rng, reach):
    """Many points on few places: touching, equal and collinear ones are the rule."""
    answers = []
    for _ in range(150):
        n = int(rng.integers(2, 9))
        X, y = rng.integers(-reach, reach + 1, size=(n, 2)), rng.integers(0, 2, size=n)
        answers.append(pc.is_linearly_separable(X, y))
        assert answers[-1] == separable_by_trying(X, y)
    assert 15 < sum(answers) < 145


@pytest.mark.parametrize("size", [3, 10**6, 10**12, 10**15])
def test_the_border_is_exact_at_any_size(pc, rng, size):
    """A point on a segment, and a point one unit beside it."""
    for _ in range(20):
        u, v = (int(a) for a in rng.integers(1, size + 1, size=2))
        base = [int(a) for a in rng.integers(-size, size + 1, size=2)]
        segment = [base, [base[0] + 2 * u, base[1] + 2 * v]]
        middle = [base[0] + u, base[1] + v]
        for shift, expected in ((0, 0), False), ((1, 0), True), ((0, 1), True), ((-1, 0), True):
            point = [middle[0] + shift[0], middle[1] + shift[1]]
            X, y = np.array([*segment, point]), np.array([0, 0, 1])
            assert pc.is_linearly_separable(X, y) is expected
            assert pc.shatters_2d(X) is expected


def test_separability_survives_invertible_maps(pc, rng):
    """Whole-number maps with determinant ±1, shifts, other orders and swapped labels change no answer."""
    for _ in range(40):
        X, y = rng.integers(-3, 4, size=(7, 3)), rng.integers(0, 2, size=7)
        answer = pc.is_linearly_separable(X, y)
        shear = np.array([[1, int(rng.integers(-3, 4)), 2], [0, 1, int(rng.integers(-3, 4))], [0, 0, -1]])
        order = rng.permutation(7)
        assert pc.is_linearly_separable((X @ shear + 5)[order], 1 - y[order]) == answer
        assert pc.is_linearly_separable(X / 4, y) == answer
        assert pc.is_linearly_separable(np.hstack([X, X[:, :1]]), y) == answer


def test_number_of_separable_labelings_is_covers(pc, rng):
    """Of n points in general position in d dimensions, 2 Σ C(n - 1, k), k = 0 … d, labelings are separable."""
    for n, d in (5, 2), (6, 2), (5, 3), (6, 1):
        X = rng.normal(size=(n, d))
        count = sum(pc.is_linearly_separable(X, np.array(y)) for y in itertools.product((0, 1), repeat=n))
        assert count == 2 * sum(math.comb(n - 1, k) for k in range(d + 1))


def test_the_vc_dimension_of_lines_is_three(pc, rng):
    """Three points are shattered unless they lie on a line, four never."""
    for _ in range(60):
        triple, four = rng.integers(-2, 3, size=(3, 2)), rng.integers(-3, 4, size=(4, 2))
        assert pc.shatters_2d(triple) == (cross(*triple.tolist()) != 0)
        assert not pc.shatters_2d(four)
    assert pc.shatters_2d(np.array([[3, 4]]))
    assert pc.shatters_2d(np.array([[0.1 + 0.2, 1.0], [0.3, 1.0]]))
    assert not pc.shatters_2d(np.array([[3, 4], [3, 4]]))


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "uint16"])
def test_narrow_integers_give_what_their_floats_give(pc, rng, dtype):
    """Sums and products of these numbers do not fit into their type."""
    ends = np.iinfo(dtype)
    X = rng.integers(ends.min, ends.max + 1, size=(8, 3)).astype(dtype)
    X[0] = ends.max
    wide = X.astype(float)
    bits, y = rng.integers(0, 2, size=(20, 3)), np.where(np.arange(8) % 2 == 0, 1, -1)
    np.testing.assert_array_equal(
        pc.mcp_neuron(bits.astype(dtype), X[1], 60), pc.mcp_neuron(bits, X[1].astype(float), 60)
    )
    np.testing.assert_array_equal(
        pc.hebb_update(X, X[:, 0], X[0], 2), pc.hebb_update(wide, wide[:, 0], wide[0], 2)
    )
    narrow, floats = pc.perceptron_fit(X, y, 5), pc.perceptron_fit(wide, y, 5)
    for a, b in zip(narrow, floats, strict=True):
        np.testing.assert_array_equal(a, b)
    np.testing.assert_array_equal(
        pc.perceptron_step(X[0], 1, X[1], -1)[0], pc.perceptron_step(wide[0], 1, wide[1], -1)[0]
    )
    labels = (y > 0).astype(dtype)
    assert pc.is_linearly_separable(X, labels) == pc.is_linearly_separable(wide, labels)


def test_types_and_unchanged_arguments(pc, rng):
    """float32 stays float32, counts and activities are integers, read-only arrays are enough."""
    X, y = rng.integers(-3, 4, size=(6, 2)).astype(np.float32), np.array([1, -1, 1, 1, -1, -1])
    X.flags.writeable = y.flags.writeable = False
    w, b, errors = pc.perceptron_fit(X, y, 3)
    assert (w.dtype, type(b), errors.dtype) == (np.float32, float, np.int64)
    assert pc.perceptron_fit(X, y, 0)[2].dtype == np.int64
    assert pc.perceptron_step(w, b, X[0], 1)[0].dtype == np.float32
    assert pc.hebb_update(X, X[:, 0], X[0], 0.1).dtype == np.float32
    assert pc.mcp_neuron(CORNERS == 1, np.ones(2), 1).dtype == np.int64
    assert not np.shares_memory(pc.perceptron_step(w, b, -np.sign(b) * w, 1)[0], w)


TABLE, PAIR, Y2 = np.ones((2, 3)), np.ones((2, 2)), np.array([0, 1])
BAD_CALLS = [
    ("mcp_neuron", (np.ones(2), np.ones(2), 1), "x must have shape (n, d) with n >= 1, got (2,)"),
    ("mcp_neuron", (2 * PAIR, np.ones(2), 1), "x must hold 0 and 1 only, got "),
    ("mcp_neuron", (PAIR, np.ones(3), 1), "w must have one weight per column of x, shape (2,), got (3,)"),
    ("hebb_update", (TABLE, np.ones(3), np.ones(3), 1), "W, x and y must have shapes (d, k), (d,) and (k,), got "),
    ("hebb_update", (TABLE, np.ones(2), np.ones(3), 0), "lr must be a number > 0, got 0"),
    ("perceptron_step", (np.ones(2), 0, np.ones(3), 1), "w and x must have one shape (d,), got (2,) and (3,)"),
    ("perceptron_step", (np.ones(2), 0, np.ones(2), 0), "y must be -1 or 1, got 0"),
    ("perceptron_fit", (np.ones(2), Y2, 1), "X must have shape (n, d) with n >= 1, got (2,)"),
    ("perceptron_fit", (PAIR, Y2, 1), "y must hold -1 and 1 only, got [0 1]"),
    ("perceptron_fit", (PAIR, np.ones(3), 1), "y must have one label per sample, shape (2,), got (3,)"),
    ("perceptron_fit", (PAIR, 2 * Y2 - 1, -1), "epochs must be an integer >= 0, got -1"),
    ("logic_gate", ("XOR",), 'name must be "AND", "OR", "NAND" or "NOT", got \'XOR\''),
    ("logic_gate", ("AND", 0), "d must be an integer >= 1, got 0"),
    ("xor_network", (TABLE,), "x must have shape (n, 2), got (2, 3)"),
    ("is_linearly_separable", (np.ones(2), Y2), "samples must have shape (n, d) with n >= 1, got (2,)"),
    ("is_linearly_separable", (PAIR, 2 * Y2 - 1), "y must hold 0 and 1 only, got [-1  1]"),
    ("shatters_2d", (TABLE,), "points must have shape (n, 2), got (2, 3)"),
    ("shatters_2d", (PAIR[:0],), "samples must have shape (n, d) with n >= 1, got (0, 2)"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args", "message"), BAD_CALLS)
def test_bad_input_is_refused_with_the_name_of_the_argument(pc, name, args, message):
    """Every message starts with what is wrong and ends with what came."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        getattr(pc, name)(*args)
