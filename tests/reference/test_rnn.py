"""The reference of rnn against PyTorch, autograd, central differences, invariants and extremes."""

from __future__ import annotations

import doctest
import importlib.util
from pathlib import Path

import numpy as np
import pytest
import torch

SIZES = [(1, 1, 1, 1), (2, 5, 3, 4), (4, 3, 5, 2), (3, 3, 3, 3), (2, 40, 2, 6)]  # B, T, D, H
INDEPENDENT = sorted((Path(__file__).parents[2] / "assignments" / "rnn" / "independent").glob("*.py"))


@pytest.fixture
def rnn(load):
    return load("rnn")


@pytest.fixture
def rng():
    return np.random.default_rng(19)


def layer(rng, d, h):
    return rng.normal(0, 0.6, size=(d, h)), rng.normal(size=(h, h)) / np.sqrt(h), rng.normal(size=h)


def case(rng, b, t, d, h):
    """x, h0, Wx, Wh, b, with all entries distinct."""
    return rng.normal(size=(b, t, d)), np.tanh(rng.normal(size=(b, h))), *layer(rng, d, h)


def tensor(array):
    return torch.tensor(array, requires_grad=True)


def torch_states(x, h0, Wx, Wh, b):
    """States by PyTorch operations in the reference's layout, for autograd."""
    states, h = [], h0
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ Wx + h @ Wh + b)
        states.append(h)
    return torch.stack(states, dim=1)


def torch_rnn(layers, bidirectional=False):
    """``torch.nn.RNN`` with these parameters; its matrices are the transposes of ours, its biases are two."""
    Wx, Wh, _ = layers[0]
    module = torch.nn.RNN(
        Wx.shape[0], Wh.shape[0], batch_first=True, bidirectional=bidirectional, dtype=torch.float64
    )
    for suffix, (Wx, Wh, b) in zip(("l0", "l0_reverse"), layers, strict=False):
        for name, value in ("weight_ih", Wx.T), ("weight_hh", Wh.T), ("bias_ih", b), ("bias_hh", 0 * b):
            getattr(module, f"{name}_{suffix}").data = torch.tensor(value)
    return module


def central_differences(f, point, h=1e-5):
    slopes = np.empty_like(point)
    for index in np.ndindex(point.shape):
        step = np.zeros_like(point)
        step[index] = h
        slopes[index] = (f(point + step) - f(point - step)) / (2 * h)
    return slopes


def test_doctests(rnn):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(rnn)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("size", SIZES)
def test_forward_agrees_with_torch(rnn, rng, size):
    """States are those of torch.nn.RNN with transposed matrices, outputs are states times Wo."""
    x, h0, *weights = case(rng, *size)
    Wo = rng.normal(size=(size[3], 5))
    states, outputs = rnn.rnn_forward(x, h0, *weights, Wo)
    expected, last = torch_rnn([weights])(torch.tensor(x), torch.tensor(h0)[None])
    np.testing.assert_allclose(states, expected.detach().numpy(), rtol=1e-10, atol=1e-13)
    np.testing.assert_allclose(states[:, -1], last[0].detach().numpy(), rtol=1e-10, atol=1e-13)
    np.testing.assert_allclose(outputs, np.einsum("bth,hk->btk", states, Wo), rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(rnn.rnn_step(x[:, 0], h0, *weights), states[:, 0], rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize("size", SIZES)
def test_backward_agrees_with_autograd(rnn, rng, size):
    """All five gradients are those of autograd in float64, for a random upstream gradient of every state."""
    arguments = case(rng, *size)
    dh = rng.normal(size=(size[0], size[1], size[3]))
    tensors = [tensor(a) for a in arguments]
    torch_states(*tensors).backward(torch.tensor(dh))
    for actual, expected in zip(rnn.rnn_backward(dh, *arguments), tensors, strict=True):
        np.testing.assert_allclose(actual, expected.grad.numpy(), rtol=1e-9, atol=1e-12)


def test_backward_agrees_with_torch_rnn(rnn, rng):
    """The gradients of torch.nn.RNN's parameters are the transposes of ours."""
    x, h0, *weights = case(rng, 3, 6, 2, 4)
    dh = rng.normal(size=(3, 6, 4))
    module = torch_rnn([weights])
    module(torch.tensor(x), torch.tensor(h0)[None])[0].backward(torch.tensor(dh))
    _, _, dWx, dWh, db = rnn.rnn_backward(dh, x, h0, *weights)
    np.testing.assert_allclose(dWx, module.weight_ih_l0.grad.numpy().T, rtol=1e-9)
    np.testing.assert_allclose(dWh, module.weight_hh_l0.grad.numpy().T, rtol=1e-9)
    np.testing.assert_allclose(db, module.bias_hh_l0.grad.numpy(), rtol=1e-9)


def test_backward_agrees_with_central_differences(rnn, rng):
    """The gradients are the slopes of sum(dh * states) in each argument."""
    arguments, dh = list(case(rng, 2, 4, 3, 5)), rng.normal(size=(2, 4, 5))
    for place, gradient in enumerate(rnn.rnn_backward(dh, *arguments)):

        def loss(point, place=place):
            moved = [*arguments[:place], point, *arguments[place + 1 :]]
            return np.sum(dh * rnn.rnn_forward(*moved, np.eye(5))[0])

        slopes = central_differences(loss, arguments[place])
        np.testing.assert_allclose(gradient, slopes, rtol=1e-6, atol=1e-8)


def test_backward_is_the_double_sum_of_the_notes(rnn, rng):
    """004:341 with its slips corrected: for each state read, each earlier step's product of Jacobians."""
    x, h0, Wx, Wh, b = case(rng, 1, 5, 2, 3)
    dh = rng.normal(size=(1, 5, 3))
    h = rnn.rnn_forward(x, h0, Wx, Wh, b, np.eye(3))[0][0]
    expected = np.zeros_like(Wx)
    for t in range(5):
        for i in range(t + 1):
            product = np.eye(3)
            for j in range(i + 1, t + 1):
                product = np.diag(1 - h[j] ** 2) @ Wh.T @ product
            expected += np.outer(x[0, i], dh[0, t] @ product * (1 - h[i] ** 2))
    np.testing.assert_allclose(rnn.rnn_backward(dh, x, h0, Wx, Wh, b)[2], expected, rtol=1e-10)


def test_sequence_loss_trains(rnn, rng):
    """Cross-entropy summed over steps falls under descent with these gradients: the network learns a tag."""
    x = rng.normal(size=(24, 7, 1))
    labels = (np.cumsum(x[:, :, 0], axis=1) > 0).astype(int)  # a sum needs memory
    h0, (Wx, Wh, b) = np.zeros((24, 8)), layer(rng, 1, 8)
    Wo, losses = 0.1 * rng.normal(size=(8, 2)), []
    for _ in range(300):
        states, logits = rnn.rnn_forward(x, h0, Wx, Wh, b, Wo)
        p = np.exp(logits - logits.max(axis=2, keepdims=True))
        p /= p.sum(axis=2, keepdims=True)
        losses.append(-np.log(np.take_along_axis(p, labels[:, :, None], axis=2)).mean())
        dout = (p - np.eye(2)[labels]) / labels.size
        _, _, dWx, dWh, db = rnn.rnn_backward(dout @ Wo.T, x, h0, Wx, Wh, b)
        Wx, Wh, b = Wx - 0.5 * dWx, Wh - 0.5 * dWh, b - 0.5 * db
        Wo = Wo - 0.5 * np.einsum("bth,btk->hk", states, dout)
    assert losses[-1] < 0.5 * losses[0]


@pytest.mark.parametrize("size", SIZES)
def test_norms_agree_with_autograd(rnn, rng, size):
    """Each norm is that of the Jacobian autograd finds."""
    x, h0, *weights = case(rng, *size)
    states, _ = rnn.rnn_forward(x, h0, *weights, np.eye(size[3]))
    norms = rnn.gradient_norms_through_time(x, h0, *weights)
    parts = [torch.tensor(w) for w in weights]
    for n in range(size[0]):
        for t in range(max(0, size[1] - 6), size[1] - 1):
            rest = torch.tensor(x[n : n + 1, t + 1 :])
            jacobian = torch.autograd.functional.jacobian(
                lambda h, rest=rest: torch_states(rest, h[None], *parts)[0, -1], torch.tensor(states[n, t])
            )
            np.testing.assert_allclose(norms[n, t], torch.linalg.matrix_norm(jacobian, 2), rtol=1e-8)
    np.testing.assert_array_equal(norms[:, -1], 1.0)


def test_norms_are_bounded_by_the_product_of_norms(rnn, rng):
    """The norm of the product never exceeds ‖Wh‖ to the number of steps, and falls where ‖Wh‖ < 1."""
    x, h0, Wx, Wh, b = case(rng, 3, 20, 2, 5)
    Wh *= 0.9 / np.linalg.norm(Wh, 2)
    norms = rnn.gradient_norms_through_time(x, h0, Wx, Wh, b)
    assert np.all(norms <= 0.9 ** np.arange(19, -1, -1) * (1 + 1e-12))
    assert np.all(np.diff(norms, axis=1) > 0)
    explosive = rnn.gradient_norms_through_time(0 * x, 0 * h0, Wx, 4 * Wh, 0 * b)
    assert np.all(explosive[:, 0] > 1.0)


def test_birnn_agrees_with_torch(rnn, rng):
    """Both directions are torch's, order of the halves included."""
    x, ahead, back = rng.normal(size=(3, 5, 2)), layer(rng, 2, 4), layer(rng, 2, 4)
    h0 = np.tanh(rng.normal(size=(2, 3, 4)))
    expected, _ = torch_rnn([ahead, back], bidirectional=True)(torch.tensor(x), torch.tensor(h0))
    states = rnn.birnn_forward(x, (h0[0], *ahead), (h0[1], *back))
    np.testing.assert_allclose(states, expected.detach().numpy(), rtol=1e-10, atol=1e-13)


def test_birnn_layers_may_differ_in_size(rnn, rng):
    """Each half is a network of its own, the second on the reversed sequence."""
    x, h0, h1 = rng.normal(size=(2, 6, 3)), np.zeros((2, 4)), np.zeros((2, 1))
    ahead, back = layer(rng, 3, 4), layer(rng, 3, 1)
    states = rnn.birnn_forward(x, (h0, *ahead), (h1, *back))
    forward = rnn.rnn_forward(x, h0, *ahead, np.eye(4))[0]
    reverse = rnn.rnn_forward(x[:, ::-1], h1, *back, np.eye(1))[0]
    np.testing.assert_allclose(states[:, :, :4], forward, rtol=1e-13, atol=1e-14)
    np.testing.assert_allclose(states[:, ::-1, 4:], reverse, rtol=1e-13, atol=1e-14)


def test_sentence_vector_agrees_with_average(rnn, rng):
    """numpy.average over the words alone, sentence by sentence, and the last of them."""
    h, mask = rng.normal(size=(6, 7, 3)), rng.random((6, 7)) < 0.5
    mask[:, 2] = True
    weights = rng.uniform(0.1, 2.0, size=(6, 7))
    for n in range(6):
        words = np.flatnonzero(mask[n])
        average = np.average(h[n, words], axis=0, weights=weights[n, words])
        np.testing.assert_allclose(rnn.sentence_vector(h, mask, "weighted", weights)[n], average, rtol=1e-12)
        np.testing.assert_allclose(
            rnn.sentence_vector(h, mask, "weighted")[n], h[n, words].mean(axis=0), rtol=1e-12
        )
        np.testing.assert_array_equal(rnn.sentence_vector(h, mask)[n], h[n, words[-1]])


@pytest.mark.parametrize("how", ["last", "weighted"])
@pytest.mark.parametrize("junk", [np.nan, np.inf, -1e300])
def test_padding_does_not_reach_the_vector(rnn, rng, how, junk):
    """What stands at padded places makes no difference, and a sentence of padding is zero."""
    h, mask, weights = rng.normal(size=(3, 5, 2)), np.ones((3, 5), dtype=bool), rng.uniform(1, 2, size=(3, 5))
    mask[0, 3:], mask[1, :2], mask[2] = False, False, False
    clean = rnn.sentence_vector(h, mask, how, weights)
    h[~mask], weights[~mask] = junk, junk
    np.testing.assert_array_equal(rnn.sentence_vector(h, mask, how, weights), clean)
    np.testing.assert_array_equal(clean[2], 0.0)


def test_words_without_weight_give_the_zero_vector(rnn):
    """0/0 is 0, as in every metric of the course."""
    vector = rnn.sentence_vector(np.ones((1, 2, 3)), np.array([[True, True]]), "weighted", np.zeros((1, 2)))
    np.testing.assert_array_equal(vector, np.zeros((1, 3)))


def test_unknown_way_is_refused(rnn):
    """The message names the argument, what was expected and what came."""
    with pytest.raises(ValueError, match='how must be "last" or "weighted", got \'mean\''):
        rnn.sentence_vector(np.ones((1, 2, 3)), np.array([[True, True]]), "mean")


def test_modes_agree_with_the_forward_pass(rnn, rng):
    """Modes choose inputs and outputs; the network is that of rnn_forward."""
    x, *rest = *case(rng, 3, 5, 2, 4), rng.normal(size=(4, 6))
    outputs = rnn.rnn_forward(x, *rest)[1]
    np.testing.assert_allclose(rnn.run_mode(x, *rest, "many_to_many"), outputs, rtol=1e-13, atol=1e-14)
    np.testing.assert_allclose(rnn.run_mode(x, *rest, "many_to_one"), outputs[:, -1], rtol=1e-13, atol=1e-14)
    x[:, 1:] = 0.0
    silent = rnn.rnn_forward(x, *rest)[1]
    for steps in 1, 5:
        generated = rnn.run_mode(x[:, :1], *rest, "one_to_many", steps)
        np.testing.assert_allclose(generated, silent[:, :steps], rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize(
    ("mode", "t", "steps", "message"),
    [
        (
            "one_to_one",
            1,
            1,
            'mode must be "many_to_many", "many_to_one" or "one_to_many", got \'one_to_one\'',
        ),
        ("one_to_many", 3, 4, "x must have 1 time step in one_to_many, got 3"),
        ("one_to_many", 1, None, "steps must be an integer >= 1 in one_to_many, got None"),
        ("one_to_many", 1, 0, "steps must be an integer >= 1 in one_to_many, got 0"),
    ],
)
def test_modes_refuse_what_makes_no_sense(rnn, rng, mode, t, steps, message):
    """Each message names the argument, what was expected and what came."""
    with pytest.raises(ValueError, match=message):
        rnn.run_mode(*case(rng, 2, t, 3, 4), np.eye(4), mode, steps)


def test_saturated_units_stay_finite(rnn, rng):
    """Pre-activations of thousands give -1 or 1 and no gradient."""
    x, h0, Wx, Wh, b = case(rng, 2, 4, 3, 5)
    b = 1e4 * np.sign(b)
    states, _ = rnn.rnn_forward(x, h0, Wx, Wh, b, np.eye(5))
    np.testing.assert_array_equal(np.abs(states), 1.0)
    for gradient in rnn.rnn_backward(rng.normal(size=(2, 4, 5)), x, h0, Wx, Wh, b):
        np.testing.assert_array_equal(gradient, 0.0)
    np.testing.assert_array_equal(rnn.gradient_norms_through_time(x, h0, Wx, Wh, b)[:, :-1], 0.0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64, np.int8, np.uint8, np.int16, np.uint16])
def test_floats_keep_their_dtype_and_integers_become_float64(rnn, dtype):
    """Every result of every function has the dtype of the convention."""
    x, h, Wx, Wh, b, Wo = (
        (np.arange(np.prod(size)).reshape(size) % 3).astype(dtype)
        for size in [(2, 4, 3), (2, 5), (3, 5), (5, 5), (5,), (5, 2)]
    )
    mask = np.ones((2, 4), dtype=bool)
    results = [rnn.rnn_step(x[:, 0], h, Wx, Wh, b), *rnn.rnn_forward(x, h, Wx, Wh, b, Wo)]
    results += rnn.rnn_backward(np.ones((2, 4, 5), dtype), x, h, Wx, Wh, b)
    results += [rnn.gradient_norms_through_time(x, h, Wx, Wh, b)]
    results += [rnn.birnn_forward(x, (h, Wx, Wh, b), (h, Wx, Wh, b))]
    results += [rnn.sentence_vector(x, mask), rnn.sentence_vector(x, mask, "weighted")]
    results += [rnn.sentence_vector(x, mask, "weighted", np.ones((2, 4), dtype))]
    results += [rnn.run_mode(x, h, Wx, Wh, b, Wo, mode) for mode in ("many_to_many", "many_to_one")]
    results += [rnn.run_mode(x[:, :1], h, Wx, Wh, b, Wo, "one_to_many", 3)]
    expected = np.float64 if np.issubdtype(dtype, np.integer) else dtype
    assert {r.dtype for r in results} == {np.dtype(expected)}


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.uint16, np.int32])
def test_no_product_of_integers_overflows(rnn, rng, dtype):
    """Integers over the whole range of their type give exactly what the same numbers give as float64."""
    ends = np.iinfo(dtype)
    arrays = [
        rng.integers(ends.min, ends.max, size=size, dtype=dtype, endpoint=True)
        for size in [(2, 4, 5), (2, 4, 3), (2, 5), (3, 5), (5, 5), (5,), (5, 2)]
    ]
    mask, weights = rng.random((2, 4)) < 0.7, rng.integers(1, ends.max, size=(2, 4), dtype=dtype)

    def everything(dh, x, h, Wx, Wh, b, Wo, weights):
        layer = h, Wx, Wh, b
        return [
            rnn.rnn_step(x[:, 0], *layer), *rnn.rnn_forward(x, *layer, Wo), *rnn.rnn_backward(dh, x, *layer),
            rnn.gradient_norms_through_time(x, *layer), rnn.birnn_forward(x, layer, layer),
            rnn.sentence_vector(dh, mask), rnn.sentence_vector(dh, mask, "weighted"),
            rnn.sentence_vector(dh, mask, "weighted", weights), rnn.run_mode(x, *layer, Wo, "many_to_one"),
            rnn.run_mode(x[:, :1], *layer, Wo, "one_to_many", 3),
        ]  # fmt: skip

    wide = everything(*(a.astype(np.float64) for a in (*arrays, weights)))
    for result, expected in zip(everything(*arrays, weights), wide, strict=True):
        np.testing.assert_array_equal(result, expected)


def test_arguments_are_not_modified(rnn, rng):
    """Read-only arrays are enough for every function."""
    arguments = *case(rng, 2, 4, 3, 5), rng.normal(size=(5, 2))
    dh, mask = rng.normal(size=(2, 4, 5)), np.ones((2, 4), dtype=bool)
    for array in (*arguments, dh, mask):
        array.flags.writeable = False
    x, h0, *weights = arguments[:-1]
    rnn.rnn_step(x[:, 0], h0, *weights)
    rnn.rnn_forward(*arguments)
    rnn.rnn_backward(dh, x, h0, *weights)
    rnn.gradient_norms_through_time(x, h0, *weights)
    rnn.birnn_forward(x, (h0, *weights), (h0, *weights))
    for how in "last", "weighted":
        assert not np.shares_memory(rnn.sentence_vector(dh, mask, how), dh)
    rnn.run_mode(*arguments, "many_to_one")


@pytest.mark.parametrize("path", INDEPENDENT, ids=lambda path: path.stem)
def test_independent_answers_agree_far_below_the_tolerance(rnn, rng, path):
    """Honest other ways to compute the same stay a factor 100 inside the tolerances of the hidden tests."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    other = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    x, h0, *weights = case(rng, 3, 6, 2, 4)
    dh, Wo = rng.normal(size=(3, 6, 4)), rng.normal(size=(4, 5))
    calls = {
        "rnn_step": (x[:, 0], h0, *weights),
        "rnn_forward": (x, h0, *weights, Wo),
        "rnn_backward": (dh, x, h0, *weights),
        "gradient_norms_through_time": (x, h0, *weights),
        "birnn_forward": (
            x,
            (h0, *weights),
            (h0[:, :3], weights[0][:, :3], weights[1][:3, :3], weights[2][:3]),
        ),
        "sentence_vector": (dh, rng.random((3, 6)) < 0.6, "weighted", rng.uniform(size=(3, 6))),
        "run_mode": (x, h0, *weights, Wo, "many_to_one"),
    }
    for name, arguments in calls.items():
        ours, theirs = getattr(rnn, name)(*arguments), getattr(other, name)(*arguments)
        if not isinstance(ours, tuple):
            ours, theirs = (ours,), (theirs,)
        for one, two in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(two, one, rtol=1e-9, atol=1e-11, err_msg=name)
