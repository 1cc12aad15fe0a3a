"""The reference of augmentation against torch, counts of all outcomes and properties."""

from __future__ import annotations

import doctest
import itertools
import math
from collections import Counter

import numpy as np
import pytest
import torch


@pytest.fixture
def aug(load):
    return load("augmentation")


@pytest.fixture
def rng():
    return np.random.default_rng(47)


def test_doctests(aug):
    outcome = doctest.testmod(aug)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("shape", [(3, 4), (2, 3, 5, 4), (4, 4)])
@pytest.mark.parametrize("times", [-5, -1, 0, 1, 2, 3, 4, 9])
def test_turns_against_torch(aug, rng, shape, times):
    x = rng.normal(size=shape)
    np.testing.assert_array_equal(
        aug.rotate90(x, times), torch.rot90(torch.tensor(x), times, dims=(-2, -1)).numpy()
    )


def test_the_formula_of_a_turn(aug, rng):
    x = rng.normal(size=(3, 5))
    turned = aug.rotate90(x)
    for i, j in itertools.product(range(5), range(3)):
        assert turned[i, j] == x[j, 5 - 1 - i]


def test_flips_against_torch(aug, rng):
    x = rng.normal(size=(2, 3, 4, 5))
    np.testing.assert_array_equal(aug.horizontal_flip(x), torch.flip(torch.tensor(x), dims=(-1,)).numpy())


def test_every_window_comes_as_often(aug, rng):
    """3 x 4 places, 12,000 draws: each within five standard deviations of 1,000."""
    x = np.arange(4 * 6.0).reshape(1, 1, 4, 6).repeat(12_000, axis=0)
    windows = aug.random_crop(x, 2, 3, rng)
    counts = Counter(windows[:, 0, 0, 0].astype(int).tolist())
    assert set(counts) == {6 * top + left for top in range(3) for left in range(4)}
    assert max(abs(n - 1000) for n in counts.values()) < 5 * math.sqrt(1000)
    first = windows[:, :, :1, :1]
    np.testing.assert_array_equal(windows - first, np.broadcast_to([[0, 1, 2], [6, 7, 8]], windows.shape))


@pytest.mark.parametrize("size", [(1, 1), (4, 5), (8, 10), (3, 7), (9, 2)])
def test_sizes_against_torch(aug, rng, size):
    """These quotients are exact enough for torch."""
    x = rng.normal(size=(2, 3, 4, 5))
    wanted = torch.nn.functional.interpolate(torch.tensor(x), size=size, mode="nearest").numpy()
    np.testing.assert_array_equal(aug.scale_nearest(x, *size), wanted)


def test_synonyms_have_their_law(aug, rng):
    counts = Counter(
        tuple(aug.synonym_replace(["a", "x", "a"], {"a": ["b", "c"]}, 0.5, rng)) for _ in range(9_000)
    )
    law = {"a": 0.5, "b": 0.25, "c": 0.25}
    assert set(counts) == {(first, "x", last) for first in law for last in law}
    for (first, _, last), n in counts.items():
        assert n / 9_000 == pytest.approx(law[first] * law[last], abs=0.03)


def test_deleted_words_have_their_law(aug, rng):
    counts = Counter(tuple(aug.random_delete(["a", "b"], 0.6, rng)) for _ in range(9_000))
    assert set(counts) == {("a",), ("b",), ("a", "b")}
    assert counts["a", "b"] / 9_000 == pytest.approx(0.16, abs=0.03)
    assert counts["a",] / 9_000 == pytest.approx(0.24 + 0.36 / 2, abs=0.03)


def test_orders_are_equally_likely(aug, rng):
    counts = Counter(aug.shuffle_sentences("A.\nB? C", rng) for _ in range(6_000))
    assert set(counts) == {" ".join(order) for order in itertools.permutations(["A.", "B?", "C"])}
    assert max(abs(n - 1000) for n in counts.values()) < 5 * math.sqrt(1000)


def test_identities(aug, rng):
    assert aug.random_delete([], 1.0, rng) == []
    assert aug.random_delete(["a"], 1.0, rng) == ["a"]
    assert aug.synonym_replace([], {"a": ["b"]}, 1.0, rng) == []
    assert aug.synonym_replace(["a"], {"a": []}, 1.0, rng) == ["a"]
    assert aug.shuffle_sentences("", rng) == ""
    assert aug.shuffle_sentences(" 3.14 ", rng) == "3.14"


@pytest.mark.parametrize(("height", "width"), [(0, 2), (5, 2), (2, 6), (2, -1)])
def test_windows_that_do_not_fit(aug, rng, height, width):
    with pytest.raises(ValueError, match="does not fit into images of 4 x 5"):
        aug.random_crop(np.zeros((1, 1, 4, 5)), height, width, rng)


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_no_probability(aug, rng, p):
    for call in (
        lambda: aug.random_delete([], p, rng),
        lambda: aug.synonym_replace(["a"], {}, p, rng),
    ):
        with pytest.raises(ValueError, match="p must be between 0 and 1"):
            call()


def test_size_below_one(aug):
    with pytest.raises(ValueError, match="must be at least 1, got 0 and 3"):
        aug.scale_nearest(np.zeros((2, 2)), 0, 3)
