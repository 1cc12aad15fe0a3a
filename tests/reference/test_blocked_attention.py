"""The reference of blocked_attention against PyTorch and the whole matrix of scores, invariants and extremes."""

from __future__ import annotations

import doctest
import tracemalloc

import numpy as np
import pytest
import scipy.special
import torch

SIZES = [(1, 1, 1, 1, 1), (2, 5, 7, 3, 4), (3, 64, 33, 8, 5), (1, 301, 531, 6, 7)]


@pytest.fixture
def attention(load):
    return load("blocked_attention").blocked_attention


@pytest.fixture
def rng():
    return np.random.default_rng(47)


def sequences(rng, size, dtype=np.float64):
    batch, queries, keys, d, dv = size
    shapes = (batch, queries, d), (batch, keys, d), (batch, keys, dv)
    return [rng.normal(size=shape).astype(dtype) for shape in shapes]


def whole(q, k, v):
    """With all scores at once."""
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[2])
    return scipy.special.softmax(scores, axis=2) @ v


def test_doctests(load):
    """The example in the docstring runs and prints what it says."""
    outcome = doctest.testmod(load("blocked_attention"))
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("size", SIZES)
def test_attention_is_that_of_torch(attention, rng, size):
    q, k, v = sequences(rng, size)
    right = torch.nn.functional.scaled_dot_product_attention(*map(torch.from_numpy, (q, k, v)))
    np.testing.assert_allclose(attention(q, k, v), right.numpy(), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("size", SIZES)
def test_single_precision_keeps_its_digits(attention, rng, size):
    q, k, v = sequences(rng, size, np.float32)
    out = attention(q, k, v)
    assert out.dtype == np.float32
    np.testing.assert_allclose(out, whole(*(a.astype(float) for a in (q, k, v))), rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("block", [1, 2, 3, 5, 7, 8, 100])
def test_no_block_changes_the_answer(attention, rng, block):
    """Blocks that divide the lengths 6 and 8, those that do not, and one larger than both."""
    q, k, v = sequences(rng, (2, 6, 8, 3, 4))
    np.testing.assert_allclose(attention(q, k, v, block=block), whole(q, k, v), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("place", [0, 3, 4, -1])
def test_one_score_above_all_others_takes_everything(attention, rng, place):
    q, k, v = sequences(rng, (2, 5, 9, 3, 4))
    k[:, place] = 4000.0
    out = attention(0.5 + abs(q), k, v, block=4)
    np.testing.assert_array_equal(out, np.broadcast_to(v[:, [place]], out.shape))


@pytest.mark.parametrize("offset", [-1e4, -744.0, 709.0, 1e4])
def test_scores_far_from_zero_count_by_their_differences(attention, rng, offset):
    q, k, v = sequences(rng, (2, 6, 11, 4, 3))
    q[..., 0], k[..., 0] = 1.0, 0.0
    expected = attention(q, k, v, block=4)
    k[..., 0] = 2 * offset
    with np.errstate(all="raise", under="ignore"):
        moved = attention(q, k, v, block=4)
    np.testing.assert_allclose(moved, expected, rtol=1e-10, atol=1e-11)


def test_integers_become_float64_and_mixed_dtypes_widen(attention, rng):
    q, k, v = (rng.integers(-3, 4, size=size) for size in ((2, 3, 4), (2, 6, 4), (2, 6, 5)))
    out = attention(q, k, v, block=4)
    assert out.dtype == np.float64
    np.testing.assert_allclose(out, whole(q.astype(float), k, v), rtol=1e-11)
    narrow = q.astype(np.float32), k.astype(np.float32), v.astype(np.float32)
    for wide in range(3):
        mixed = [a.astype(float) if i == wide else a for i, a in enumerate(narrow)]
        np.testing.assert_allclose(attention(*mixed, block=4), out, rtol=1e-10, atol=1e-12)


def test_arguments_of_any_layout_stay_as_they_are(attention, rng):
    q, k, v = sequences(rng, (2, 6, 8, 5, 4))
    arguments = q[:, ::-1], np.asfortranarray(k), np.repeat(v, 2, axis=2)[..., ::2]
    before = [a.copy() for a in arguments]
    np.testing.assert_allclose(attention(*arguments, block=3), whole(*before), rtol=1e-11, atol=1e-13)
    assert all((a == b).all() for a, b in zip(arguments, before, strict=True))


@pytest.mark.parametrize("block", [0, -1])
def test_a_block_below_one_is_refused(attention, rng, block):
    with pytest.raises(ValueError, match=f"block must be at least 1, got {block}"):
        attention(*sequences(rng, (1, 2, 3, 2, 2)), block=block)


@pytest.mark.parametrize(("batch", "length"), [(1, 512), (4, 512), (1, 1024)])
def test_memory_beyond_the_result_grows_with_neither_batch_nor_length(attention, rng, batch, length):
    """All scores of the largest would be 4.2 MB; three blocks of 256 by 64 numbers and one of 256² are 0.46."""
    q, k, v = sequences(rng, (batch, length, length, 64, 64), np.float32)
    tracemalloc.start()
    try:
        out = attention(q, k, v)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak - out.nbytes < 700_000
