"""The reference of lstm_gru against PyTorch, autograd, central differences, invariants and extremes."""

from __future__ import annotations

import doctest
import importlib.util
from pathlib import Path

import numpy as np
import pytest
import torch

SIZES = [(1, 1, 1, 1), (2, 5, 3, 4), (4, 3, 5, 2), (3, 3, 3, 3), (2, 30, 2, 6)]  # B, T, D, H
INDEPENDENT = sorted((Path(__file__).parents[2] / "assignments" / "lstm_gru" / "independent").glob("*.py"))


@pytest.fixture
def cells(load):
    return load("lstm_gru")


@pytest.fixture
def rng():
    return np.random.default_rng(97)


def gates(rng, d, h):
    """Four gates with numbers of their own."""
    return [(rng.normal(size=(d, h)), rng.normal(size=(h, h)), rng.normal(size=h)) for _ in range(4)]


def stacked(four):
    return [np.concatenate(parts, axis=-1) for parts in zip(*four, strict=True)]


def lstm_state(rng, b, h):
    c = rng.normal(0, 1.5, size=(b, h))
    return rng.uniform(0.1, 0.9, size=(b, h)) * np.tanh(c), c


def gru_weights(rng, d, h):
    return [rng.normal(size=(h + d, h)) for _ in range(3)]


def leaves(results):
    return [leaf for r in results for leaf in (r if isinstance(r, tuple) else (r,))]


def torch_gru(x, h, Wz, Wr, Wh):
    """One step in the form of the notes, by PyTorch operations, for autograd."""
    both = torch.cat([h, x], dim=1)
    z, r = torch.sigmoid(both @ Wz), torch.sigmoid(both @ Wr)
    return (1 - z) * h + z * torch.tanh(torch.cat([r * h, x], dim=1) @ Wh)


def central_differences(f, point, h=1e-5):
    slopes = np.empty_like(point)
    for index in np.ndindex(point.shape):
        step = np.zeros_like(point)
        step[index] = h
        slopes[index] = (f(point + step) - f(point - step)) / (2 * h)
    return slopes


def test_doctests(cells):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(cells)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("size", SIZES)
def test_lstm_agrees_with_torch(cells, rng, size):
    """torch.nn.LSTM stacks i, f, g, o too: transposed matrices give its states and its last memory."""
    b, t, d, h = size
    four, (h0, c0), x = gates(rng, d, h), lstm_state(rng, b, h), rng.normal(size=(b, t, d))
    Wx, Wh, bias = stacked(four)
    module = torch.nn.LSTM(d, h, batch_first=True, dtype=torch.float64)
    values = {"weight_ih_l0": Wx.T, "weight_hh_l0": Wh.T, "bias_ih_l0": bias, "bias_hh_l0": 0 * bias}
    module.load_state_dict({name: torch.tensor(value) for name, value in values.items()})
    expected, (_, last) = module(torch.tensor(x), (torch.tensor(h0)[None], torch.tensor(c0)[None]))
    states, memories = cells.lstm_forward(x, h0, c0, Wx, Wh, bias)
    np.testing.assert_allclose(states, expected.detach().numpy(), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(memories[:, -1], last[0].detach().numpy(), rtol=1e-9, atol=1e-12)


def test_steps_with_separate_weights_are_the_sequence(cells, rng):
    """lstm_step, step by step, is lstm_forward with the gates side by side."""
    four, (h, c), x = gates(rng, 3, 5), lstm_state(rng, 2, 5), rng.normal(size=(2, 6, 3))
    states, memories = cells.lstm_forward(x, h, c, *stacked(four))
    for t in range(6):
        h, c = cells.lstm_step(x[:, t], h, c, *four)
        np.testing.assert_allclose(h, states[:, t], rtol=1e-12, atol=1e-13)
        np.testing.assert_allclose(c, memories[:, t], rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("size", [(1, 1, 1), (4, 3, 5), (2, 6, 3), (5, 5, 5)])
def test_lstm_step_backward_agrees_with_autograd(cells, rng, size):
    """All gradients are those of torch.nn.LSTMCell and autograd in float64, for random upstream gradients."""
    b, d, h = size
    four, (h0, c0), x = gates(rng, d, h), lstm_state(rng, b, h), rng.normal(size=(b, d))
    dh, dc = rng.normal(size=(b, h)), rng.normal(size=(b, h))
    Wx, Wh, bias = stacked(four)
    cell = torch.nn.LSTMCell(d, h, dtype=torch.float64)
    values = {"weight_ih": Wx.T, "weight_hh": Wh.T, "bias_ih": bias, "bias_hh": 0 * bias}
    cell.load_state_dict({name: torch.tensor(value) for name, value in values.items()})
    inputs = [torch.tensor(a, requires_grad=True) for a in (x, h0, c0)]
    torch.autograd.backward(cell(inputs[0], tuple(inputs[1:])), [torch.tensor(dh), torch.tensor(dc)])
    dx, dh_old, dc_old, *gradients = cells.lstm_step_backward(dh, dc, x, h0, c0, *four)
    for actual, expected in zip((dx, dh_old, dc_old), inputs, strict=True):
        np.testing.assert_allclose(actual, expected.grad.numpy(), rtol=1e-9, atol=1e-12)
    dWx, dWh, db = stacked(gradients)
    np.testing.assert_allclose(dWx, cell.weight_ih.grad.numpy().T, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(dWh, cell.weight_hh.grad.numpy().T, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(db, cell.bias_ih.grad.numpy(), rtol=1e-9, atol=1e-12)


def test_lstm_step_backward_agrees_with_central_differences(cells, rng):
    """The gradients are the slopes of sum(dh * h_new) + sum(dc * c_new) in each argument."""
    point = [rng.normal(size=(2, 3)), *lstm_state(rng, 2, 4), *leaves(gates(rng, 3, 4))]
    dh, dc = rng.normal(size=(2, 4)), rng.normal(size=(2, 4))

    def four(values):
        return [tuple(values[k : k + 3]) for k in (3, 6, 9, 12)]

    gradients = leaves(cells.lstm_step_backward(dh, dc, *point[:3], *four(point)))
    for place, gradient in enumerate(gradients):

        def loss(moved, place=place):
            values = [*point[:place], moved, *point[place + 1 :]]
            state, memory = cells.lstm_step(*values[:3], *four(values))
            return np.sum(dh * state) + np.sum(dc * memory)

        slopes = central_differences(loss, point[place])
        np.testing.assert_allclose(gradient, slopes, rtol=1e-6, atol=1e-8)


def test_backward_through_a_sequence(cells, rng):
    """Handing dh_old and dc_old to the step before gives autograd's gradient of a whole torch.nn.LSTM."""
    four, (h0, c0), x = gates(rng, 2, 3), lstm_state(rng, 2, 3), rng.normal(size=(2, 4, 2))
    dh = rng.normal(size=(2, 4, 3))
    Wx, Wh, bias = stacked(four)
    module = torch.nn.LSTM(2, 3, batch_first=True, dtype=torch.float64)
    values = {"weight_ih_l0": Wx.T, "weight_hh_l0": Wh.T, "bias_ih_l0": bias, "bias_hh_l0": 0 * bias}
    module.load_state_dict({name: torch.tensor(value) for name, value in values.items()})
    module(torch.tensor(x), (torch.tensor(h0)[None], torch.tensor(c0)[None]))[0].backward(torch.tensor(dh))
    states, memories = cells.lstm_forward(x, h0, c0, Wx, Wh, bias)
    before = [(h0, c0), *((states[:, t], memories[:, t]) for t in range(3))]
    later, dc, total = np.zeros((2, 3)), np.zeros((2, 3)), 0.0
    for t in reversed(range(4)):
        _, later, dc, *gradients = cells.lstm_step_backward(dh[:, t] + later, dc, x[:, t], *before[t], *four)
        total = total + stacked(gradients)[1]
    np.testing.assert_allclose(total, module.weight_hh_l0.grad.numpy().T, rtol=1e-9, atol=1e-12)


def test_memory_path_is_the_direct_derivative(cells, rng):
    """Where no gate reads the state, autograd's derivative of the last memory by each earlier one is the path."""
    (Wx, _, b), x, (h0, c0) = stacked(gates(rng, 3, 4)), rng.normal(size=(2, 5, 3)), lstm_state(rng, 2, 4)
    f_gates = 1 / (1 + np.exp(-(x @ Wx + b)[:, :, 4:8]))
    path = cells.memory_path(f_gates)
    memories = [c0, *np.moveaxis(cells.lstm_forward(x, h0, c0, Wx, np.zeros((4, 16)), b)[1], 1, 0)]
    for t in range(5):

        def last(c, t=t):
            return cells.lstm_forward(x[:, t:], h0, c, Wx, np.zeros((4, 16)), b)[1][:, -1]

        slope = (last(memories[t] + 1e-5) - last(memories[t] - 1e-5)) / 2e-5
        np.testing.assert_allclose(path[:, t], slope, rtol=1e-6, atol=1e-10)


def test_whole_derivative_may_be_below_the_forget_gate(cells):
    """The erratum of 004:370: f = 1/2, the whole derivative -0.34."""
    zero, shut = np.zeros((1, 1)), (np.zeros((1, 1)), np.zeros((1, 1)), np.array([-1e3]))
    b = np.array([8 * np.tanh(1.0)])  # so that f = sigmoid(-8 h + b) = 1/2 at c = 1
    forget = np.zeros((1, 1)), np.array([[-8.0]]), b

    def step(c):
        return cells.lstm_step(zero, np.tanh(c), c, shut, forget, shut, shut)[1]

    one = np.ones((1, 1))
    np.testing.assert_allclose(step(one), 0.5, rtol=1e-12)
    np.testing.assert_allclose((step(one + 1e-6) - step(one - 1e-6)) / 2e-6, -0.3399487, rtol=1e-6)


def test_memory_path_with_shut_gates_and_long_sequences(cells, rng):
    """Gates of exactly 0 cut off what came before; small products neither vanish nor divide by 0."""
    f_gates = rng.uniform(0.4, 0.6, size=(2, 200, 3))
    f_gates[0, 100] = 0.0
    path = cells.memory_path(f_gates)
    np.testing.assert_array_equal(path[0, :101], 0.0)
    assert np.all(path[0, 101:] > 0)
    np.testing.assert_allclose(np.log(path[1, 0]), np.log(f_gates[1]).sum(axis=0), rtol=1e-12)


@pytest.mark.parametrize("size", SIZES)
def test_gru_agrees_with_an_implementation_by_autograd_operations(cells, rng, size):
    """The notes' form written with PyTorch, step by step."""
    b, t, d, h = size
    weights, x = gru_weights(rng, d, h), rng.normal(size=(b, t, d))
    state = np.tanh(rng.normal(size=(b, h)))
    states = cells.gru_forward(x, state, *weights)
    tensors = [torch.tensor(W) for W in weights]
    for k in range(t):
        step = cells.gru_step(x[:, k], state, *weights)
        expected = torch_gru(torch.tensor(x[:, k]), torch.tensor(state), *tensors).numpy()
        np.testing.assert_allclose(step, expected, rtol=1e-10, atol=1e-13)
        np.testing.assert_allclose(states[:, k], step, rtol=1e-12, atol=1e-13)
        state = states[:, k]


def test_gru_slopes_agree_with_autograd(cells, rng):
    """Central differences of the reference are autograd's gradients, in every argument."""
    point = [rng.normal(size=(2, 3)), np.tanh(rng.normal(size=(2, 4))), *gru_weights(rng, 3, 4)]
    upstream = rng.normal(size=(2, 4))
    tensors = [torch.tensor(a, requires_grad=True) for a in point]
    torch_gru(*tensors).backward(torch.tensor(upstream))
    for place, leaf in enumerate(tensors):

        def loss(moved, place=place):
            return np.sum(upstream * cells.gru_step(*point[:place], moved, *point[place + 1 :]))

        np.testing.assert_allclose(central_differences(loss, point[place]), leaf.grad, rtol=1e-6, atol=1e-8)


def torch_gru_cell(Wz, Wr, Wh, h):
    """torch.nn.GRUCell with these weights: order r, z, n; its z is the share of the old state, so negated."""
    d = Wz.shape[0] - h
    cell = torch.nn.GRUCell(d, h, bias=False, dtype=torch.float64)
    blocks = [Wr, -Wz, Wh]
    cell.weight_hh.data = torch.tensor(np.concatenate([W[:h].T for W in blocks]))
    cell.weight_ih.data = torch.tensor(np.concatenate([W[h:].T for W in blocks]))
    return cell


def test_gru_with_one_unit_agrees_with_torch(cells, rng):
    """With one unit the place of the reset gate makes no difference, and only z is the other way round."""
    weights, x, h = gru_weights(rng, 3, 1), rng.normal(size=(5, 3)), np.tanh(rng.normal(size=(5, 1)))
    expected = torch_gru_cell(*weights, 1)(torch.tensor(x), torch.tensor(h)).detach().numpy()
    np.testing.assert_allclose(cells.gru_step(x, h, *weights), expected, rtol=1e-10, atol=1e-13)


def test_gru_with_several_units_is_not_torchs(cells, rng):
    """With several units resetting before the product is not resetting after it."""
    weights, x, h = gru_weights(rng, 3, 4), rng.normal(size=(5, 3)), np.tanh(rng.normal(size=(5, 4)))
    theirs = torch_gru_cell(*weights, 4)(torch.tensor(x), torch.tensor(h)).detach().numpy()
    assert np.abs(cells.gru_step(x, h, *weights) - theirs).max() > 0.01


def test_states_stay_bounded(cells, rng):
    """A GRU blends values between -1 and 1; an LSTM's memory grows by less than 1 per step, its state stays."""
    x = rng.normal(0, 5, size=(4, 40, 3))
    assert np.abs(cells.gru_forward(x, np.zeros((4, 5)), *gru_weights(rng, 3, 5))).max() <= 1
    zeros = np.zeros((4, 5))
    states, memories = cells.lstm_forward(x, zeros, zeros, *stacked(gates(rng, 3, 5)))
    assert np.abs(states).max() <= 1
    assert np.all(np.abs(memories) <= np.arange(1, 41)[:, None])


@pytest.mark.filterwarnings("error")
def test_saturated_gates_stay_finite(cells, rng):
    """Pre-activations of thousands give gates of 0 and 1, without a warning."""
    four = [(Wx, Wh, b + 3e3 * np.array([-1, 0, 1, -1, 1])) for Wx, Wh, b in gates(rng, 2, 5)]
    x, (h, c) = rng.normal(size=(3, 2)), lstm_state(rng, 3, 5)
    state, memory = cells.lstm_step(x, h, c, *four)
    np.testing.assert_array_equal(memory[:, 0], 0.0)  # forget shut, input shut
    np.testing.assert_allclose(memory[:, 2], c[:, 2] + 1)  # both open, candidate 1
    assert np.isfinite(state).all()
    gradients = leaves(cells.lstm_step_backward(state, memory, x, h, c, *four))
    assert all(np.isfinite(g).all() for g in gradients)
    np.testing.assert_array_equal(gradients[5][[0, 2, 3, 4]], 0.0)  # db of the input gate where it saturates
    assert np.isfinite(cells.gru_step(1e4 * x, h, *gru_weights(rng, 2, 5))).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64, np.int8, np.uint8, np.int16, np.uint16])
def test_floats_keep_their_dtype_and_integers_become_float64(cells, rng, dtype):
    """Every result of every function has the dtype of the convention."""

    def array(*size):
        return rng.integers(0, 2, size=size).astype(dtype)

    four = [(array(3, 5), array(5, 5), array(5)) for _ in range(4)]
    x, h = array(2, 4, 3), array(2, 5)
    weights = [array(8, 5) for _ in range(3)]
    results = [*cells.lstm_step(x[:, 0], h, h, *four), *cells.lstm_forward(x, h, h, *stacked(four))]
    results += leaves(cells.lstm_step_backward(h, h, x[:, 0], h, h, *four))
    results += [cells.memory_path(np.abs(x)), cells.gru_step(x[:, 0], h, *weights)]
    results += [cells.gru_forward(x, h, *weights)]
    expected = np.float64 if np.issubdtype(dtype, np.integer) else dtype
    assert {r.dtype for r in results} == {np.dtype(expected)}


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.uint16, np.int32])
def test_no_product_of_integers_overflows(cells, rng, dtype):
    """Integers over the whole range of their type give exactly what the same numbers give as float64."""
    ends = np.iinfo(dtype)

    def array(*size):
        return rng.integers(ends.min, ends.max, size=size, dtype=dtype, endpoint=True)

    arrays = [array(2, 4, 3), array(2, 5), array(2, 5), *(array(8, 5) for _ in range(3))]
    four = [(array(3, 5), array(5, 5), array(5)) for _ in range(4)]

    def everything(x, h, c, Wz, Wr, Wh, *gates):
        results = [*cells.lstm_step(x[:, 0], h, c, *gates), *cells.lstm_forward(x, h, c, *stacked(gates))]
        results += leaves(cells.lstm_step_backward(c, h, x[:, 0], h, c, *gates))
        return [*results, cells.gru_step(x[:, 0], h, Wz, Wr, Wh), cells.gru_forward(x, h, Wz, Wr, Wh)]

    wide_gates = [tuple(part.astype(np.float64) for part in gate) for gate in four]
    wide = everything(*(a.astype(np.float64) for a in arrays), *wide_gates)
    for result, expected in zip(everything(*arrays, *four), wide, strict=True):
        np.testing.assert_array_equal(result, expected)


def test_arguments_are_not_modified(cells, rng):
    """Read-only arrays are enough for every function, and no result is a view of an argument."""
    four, weights, (h, c) = gates(rng, 3, 5), gru_weights(rng, 3, 5), lstm_state(rng, 2, 5)
    x, f_gates = rng.normal(size=(2, 4, 3)), rng.uniform(size=(2, 4, 3))
    arguments = [*leaves(four), *weights, h, c, x, f_gates]
    for array in arguments:
        array.flags.writeable = False
    results = [*cells.lstm_step(x[:, 0], h, c, *four), *cells.lstm_forward(x, h, c, *stacked(four))]
    results += leaves(cells.lstm_step_backward(h, c, x[:, 0], h, c, *four))
    results += [cells.memory_path(f_gates), cells.gru_step(x[:, 0], h, *weights)]
    results += [cells.gru_forward(x, h, *weights)]
    assert not any(np.shares_memory(r, a) for r in results for a in arguments)


@pytest.mark.parametrize("path", INDEPENDENT, ids=lambda path: path.stem)
def test_independent_answers_agree_far_below_the_tolerance(cells, rng, path):
    """Honest other ways to compute the same stay a factor 100 inside the tolerances of the hidden tests."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    other = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    four, weights, (h, c) = gates(rng, 2, 4), gru_weights(rng, 2, 4), lstm_state(rng, 3, 4)
    x, f_gates = rng.normal(size=(3, 6, 2)), rng.uniform(size=(3, 6, 4))
    calls = {
        "lstm_step": (x[:, 0], h, c, *four),
        "lstm_forward": (x, h, c, *stacked(four)),
        "lstm_step_backward": (rng.normal(size=(3, 4)), rng.normal(size=(3, 4)), x[:, 0], h, c, *four),
        "memory_path": (f_gates,),
        "gru_step": (x[:, 0], h, *weights),
        "gru_forward": (x, h, *weights),
    }
    for name, arguments in calls.items():
        ours, theirs = getattr(cells, name)(*arguments), getattr(other, name)(*arguments)
        if not isinstance(ours, tuple):
            ours, theirs = (ours,), (theirs,)
        for one, two in zip(leaves(ours), leaves(theirs), strict=True):
            np.testing.assert_allclose(two, one, rtol=1e-9, atol=1e-11, err_msg=name)
