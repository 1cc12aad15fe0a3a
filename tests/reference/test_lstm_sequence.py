"""The reference of lstm_sequence against PyTorch, the reference of lstm_gru, extremes and wrong shapes."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
import torch

SIZES = [(1, 1, 1, 1), (2, 5, 3, 4), (4, 4, 4, 4), (17, 33, 9, 11), (3, 2, 257, 6)]


@pytest.fixture
def sequence(load):
    return load("lstm_sequence").lstm_sequence


@pytest.fixture
def rng():
    return np.random.default_rng(46)


def cell(rng, sizes, dtype=np.float64):
    batch, steps, features, units = sizes
    shapes = (
        (batch, steps, features), (batch, units), (batch, units), (features, 4 * units), (units, 4 * units),
        (4 * units,),
    )  # fmt: skip
    return [
        (rng.normal(size=shape) / np.sqrt(shape[0] if len(shape) == 2 else 1)).astype(dtype)
        for shape in shapes
    ]


def by_torch(x, h0, c0, Wx, Wh, b):
    module = torch.nn.LSTM(x.shape[2], h0.shape[1], batch_first=True, dtype=torch.float64)
    values = Wx.T, Wh.T, b, 0 * b
    with torch.no_grad():
        for parameter, value in zip(module.parameters(), values, strict=True):
            parameter.copy_(torch.tensor(np.ascontiguousarray(value)))
        start = [torch.tensor(np.ascontiguousarray(a), dtype=torch.float64)[None] for a in (h0, c0)]
        return module(torch.tensor(np.ascontiguousarray(x), dtype=torch.float64), start)[0].numpy()


def test_doctests(load):
    """The examples in the docstring run and print what they say."""
    outcome = doctest.testmod(load("lstm_sequence"))
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("sizes", SIZES)
def test_the_states_are_those_of_torch(sequence, rng, sizes):
    args = cell(rng, sizes)
    np.testing.assert_allclose(sequence(*args), by_torch(*args), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("spread", [1.0, 1000.0])
def test_the_states_are_those_of_the_exercise_on_cells(load, sequence, rng, spread):
    x, *others = cell(rng, (3, 40, 5, 4))
    states, _ = load("lstm_gru").lstm_forward(spread * x, *others)
    with np.errstate(all="raise", under="ignore"):
        np.testing.assert_allclose(sequence(spread * x, *others), states, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("sizes", SIZES)
def test_single_precision_is_kept(sequence, rng, sizes):
    args = cell(rng, sizes, np.float32)
    h = sequence(*args)
    assert h.dtype == np.float32
    np.testing.assert_allclose(h, by_torch(*args), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("wide", range(6))
def test_the_widest_dtype_is_returned(sequence, rng, wide):
    args = cell(rng, SIZES[1], np.float32)
    args[wide] = args[wide].astype(np.float64)
    h = sequence(*args)
    assert h.dtype == np.float64
    np.testing.assert_allclose(h, by_torch(*args), rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64])
def test_integers_become_float64(sequence, rng, dtype):
    args = [rng.integers(0, 4, size=a.shape).astype(dtype) for a in cell(rng, SIZES[1])]
    args[0] += dtype(100)
    h = sequence(*args)
    assert h.dtype == np.float64
    np.testing.assert_allclose(h, by_torch(*args), rtol=1e-10, atol=1e-12)


def test_arguments_of_any_layout_stay_as_they_are(sequence, rng):
    x, h0, c0, Wx, Wh, b = cell(rng, (3, 6, 4, 5))
    args = (
        x[::-1, ::-1],
        np.asfortranarray(h0),
        c0[:, ::-1],
        Wx[::-1],
        np.asfortranarray(Wh),
        np.repeat(b, 2)[::2],
    )
    before = [a.copy() for a in args]
    np.testing.assert_allclose(sequence(*args), by_torch(*before), rtol=1e-10, atol=1e-12)
    assert all(np.array_equal(a, old) for a, old in zip(args, before, strict=True))


@pytest.mark.parametrize(
    ("place", "shape"),
    [
        (0, (3, 5, 3)), (0, (3, 2)), (0, (2, 5, 2)), (1, (1, 4)), (1, (4,)), (1, (1, 3, 4)), (2, (3, 1)),
        (3, (2, 4)), (3, (1, 16)), (4, (4, 4)), (4, (1, 16)), (5, (1,)), (5, (4,)),
    ],
)  # fmt: skip
def test_shapes_that_do_not_fit_are_refused(sequence, rng, place, shape):
    args = cell(rng, (3, 5, 2, 4))
    args[place] = np.ones(shape)
    with pytest.raises(ValueError, match="x must be"):
        sequence(*args)
