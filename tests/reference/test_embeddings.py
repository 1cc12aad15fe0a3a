"""The reference of embeddings against torch, and by brute force."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
import torch


@pytest.fixture
def emb(load):
    return load("embeddings")


@pytest.fixture
def rng():
    return np.random.default_rng(61)


def test_doctests(emb):
    outcome = doctest.testmod(emb)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_lookup_is_the_product_with_one_hot_rows(emb, rng):
    E, ids = rng.normal(size=(6, 3)), rng.integers(0, 6, size=(4, 5))
    np.testing.assert_allclose(emb.embed_one_hot(np.eye(6)[ids], E), emb.embed_lookup(ids, E))
    np.testing.assert_array_equal(
        emb.embed_lookup(ids, E), torch.nn.functional.embedding(torch.tensor(ids), torch.tensor(E)).numpy()
    )


def test_gradient_against_torch(emb, rng):
    ids, dout = rng.integers(0, 4, size=(5, 6)), rng.normal(size=(5, 6, 3))
    E = torch.zeros((7, 3), dtype=torch.float64, requires_grad=True)
    torch.nn.functional.embedding(torch.tensor(ids), E).backward(torch.tensor(dout))
    np.testing.assert_allclose(emb.embedding_gradient(dout, ids, 7), E.grad.numpy(), atol=1e-12)


@pytest.mark.parametrize("combine", ["mean", "concat"])
@pytest.mark.parametrize("size", [1.0, 40.0])
def test_a_step_against_torch(emb, rng, combine, size):
    n, c, V, D = 9, 3, 5, 4
    context, targets = rng.integers(0, V, size=(n, c)), rng.integers(0, V, size=n)
    parts = (
        size * rng.normal(size=(V, D)),
        rng.normal(size=(D if combine == "mean" else c * D, V)),
        rng.normal(size=V),
    )
    E, W, b = (torch.tensor(part, requires_grad=True) for part in parts)
    words = E[torch.tensor(context)]
    h = words.mean(dim=1) if combine == "mean" else words.flatten(1)
    z = h @ W + b
    np.testing.assert_allclose(
        emb.predict_next(context, *parts, combine),
        torch.softmax(z, dim=1).detach().numpy(),
        rtol=1e-9,
        atol=1e-300,
    )
    loss = torch.nn.functional.cross_entropy(z, torch.tensor(targets))
    loss.backward()
    found, *after = emb.train_step(context, targets, *parts, 0.3, combine)
    assert found == pytest.approx(loss.item())
    for part, leaf, new in zip(parts, (E, W, b), after, strict=True):
        np.testing.assert_allclose(new, part - 0.3 * leaf.grad.numpy(), atol=1e-10)


def test_unused_words_stay_bit_by_bit(emb, rng):
    E, W, b = rng.normal(size=(9, 2)), rng.normal(size=(2, 9)), np.zeros(9)
    before = E.copy()
    _, after, _, _ = emb.train_step(np.array([[1, 4], [4, 4]]), np.array([0, 8]), E, W, b, 5.0)
    unused = [0, 2, 3, 5, 6, 7, 8]
    np.testing.assert_array_equal(after[unused], before[unused])
    assert (after[[1, 4]] != before[[1, 4]]).all()
    np.testing.assert_array_equal(E, before)


def test_nearest_by_brute_force(emb, rng):
    E = rng.normal(size=(12, 5)) * rng.uniform(0.1, 9, size=(12, 1))
    for word in range(12):
        cosine = torch.nn.functional.cosine_similarity(torch.tensor(E[word]), torch.tensor(E)).numpy()
        wanted = [i for i in np.argsort(-cosine) if i != word][:4]
        assert emb.nearest(word, E, 4).tolist() == wanted


def test_nearest_with_zeros_and_ties(emb):
    E = np.array([[0.0, 0.0], [0.0, 2.0], [1.0, 0.0], [0.0, 9.0], [0.0, -1.0]])
    assert emb.nearest(1, E, 4).tolist() == [3, 0, 2, 4]
    assert emb.nearest(0, E, 3).tolist() == [1, 2, 3]


@pytest.mark.parametrize("dtype", [np.float32, np.int8, np.uint16])
def test_kinds_of_numbers(emb, dtype):
    E = np.array([[100, 3], [7, 120]], dtype=dtype)
    wanted = np.float32 if dtype == np.float32 else np.float64
    ids = np.array([1, 1, 0], dtype=np.uint8)
    found = emb.embed_lookup(ids, E), emb.embed_one_hot(E, E), emb.embedding_gradient(E[ids], ids, 2)
    assert {each.dtype for each in found} == {np.dtype(wanted)}
    np.testing.assert_array_equal(found[2], [[100, 3], [14, 240]])


def test_bad_arguments(emb):
    E = np.zeros((3, 2))
    for ids in np.array([3]), np.array([0, -1]):
        with pytest.raises(ValueError, match="ids must be from 0 to 2"):
            emb.embed_lookup(ids, E)
    with pytest.raises(ValueError, match="combine must be 'mean' or 'concat', got 'sum'"):
        emb.predict_next(np.array([[0]]), E, np.zeros((2, 3)), np.zeros(3), "sum")
    for k in 0, 3:
        with pytest.raises(ValueError, match="k must be between 1 and 2"):
            emb.nearest(0, E, k)
