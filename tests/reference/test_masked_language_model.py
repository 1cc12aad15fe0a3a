"""The reference of masked language models against torch and counts."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
import torch


@pytest.fixture
def mlm(load):
    return load("masked_language_model")


@pytest.fixture
def rng():
    return np.random.default_rng(53)


def test_doctests(mlm):
    outcome = doctest.testmod(mlm)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_shares_of_two_million_places(mlm, rng):
    ids = rng.integers(0, 50, size=(1000, 2000))
    inputs, labels = mlm.mask_tokens(ids, 50, 4, [0, 49], rng)
    special = np.isin(ids, [0, 4, 49])
    chosen = labels != -100
    assert not chosen[special].any()
    assert chosen[~special].mean() == pytest.approx(0.15, abs=0.002)
    np.testing.assert_array_equal(labels[chosen], ids[chosen])
    np.testing.assert_array_equal(inputs[~chosen], ids[~chosen])
    assert (inputs[chosen] == 4).mean() == pytest.approx(0.8, abs=0.005)
    others = inputs[chosen & (inputs != 4) & (inputs != ids)]
    assert len(others) / chosen.sum() == pytest.approx(0.1 * 46 / 47, abs=0.004)
    counts = np.bincount(others, minlength=50)
    assert (counts[[0, 4, 49]] == 0).all()
    words = np.delete(counts, [0, 4, 49])
    assert words.max() < 1.25 * words.min()
    assert inputs.dtype == labels.dtype == np.int64


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int32, np.uint64])
def test_kinds_of_integers(mlm, rng, dtype):
    ids = rng.integers(3, 100, size=(20, 30)).astype(dtype)
    before = ids.copy()
    inputs, labels = mlm.mask_tokens(ids, 100, 1, [0, 2], rng)
    assert inputs.dtype == labels.dtype == np.int64
    assert labels.min() == -100
    np.testing.assert_array_equal(ids, before)


@pytest.mark.parametrize("size", [1.0, 300.0])
def test_loss_against_torch(mlm, rng, size):
    z = size * rng.normal(size=(3, 7, 9))
    labels = np.where(rng.random((3, 7)) < 0.4, rng.integers(0, 9, size=(3, 7)), -100)
    wanted = torch.nn.functional.cross_entropy(torch.tensor(z).transpose(1, 2), torch.tensor(labels))
    assert mlm.mlm_loss(z, labels) == pytest.approx(wanted.item(), rel=1e-12)


def test_places_that_do_not_count(mlm, rng):
    z = rng.normal(size=(2, 3, 4))
    labels = np.array([[1, -100, 0], [-100, -100, 3]])
    wanted = mlm.mlm_loss(z, labels), mlm.masked_accuracy(z, labels)
    z[labels == -100] = np.nan
    assert (mlm.mlm_loss(z, labels), mlm.masked_accuracy(z, labels)) == wanted
    nothing = np.full((2, 3), -100)
    assert (mlm.mlm_loss(z, nothing), mlm.masked_accuracy(z, nothing)) == (0.0, 0.0)


def test_accuracy_by_counting(mlm, rng):
    z = rng.normal(size=(4, 5, 3))
    labels = rng.integers(-1, 3, size=(4, 5))
    labels[labels < 0] = -100
    places = [(b, t) for b in range(4) for t in range(5) if labels[b, t] >= 0]
    right = sum(int(z[b, t].argmax()) == labels[b, t] for b, t in places)
    assert mlm.masked_accuracy(z, labels) == pytest.approx(right / len(places))


def test_blanks_against_torch(mlm, rng):
    ids, z = rng.integers(0, 8, size=(5, 6)), rng.normal(size=(5, 6, 8))
    special = torch.zeros(8, dtype=torch.bool)
    special[[2, 5, 7]] = True
    best = torch.tensor(z).masked_fill(special, -torch.inf).argmax(-1).numpy()
    np.testing.assert_array_equal(mlm.fill_blank(ids, z, 5, [7, 2]), np.where(ids == 5, best, ids))


def test_the_scores_are_not_modified(mlm, rng):
    z = rng.normal(size=(1, 2, 4))
    before = z.copy()
    mlm.fill_blank(np.array([[1, 1]]), z, 1, [0])
    np.testing.assert_array_equal(z, before)
