"""Arguments of a repeated call: equal copies, and seeds that tell nothing of the generator they come from."""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np
import pytest

from grader.wire.fresh import fresh, memory_bytes, seeds_of


class Pair(NamedTuple):
    x: np.ndarray
    rng: np.random.Generator


def test_containers_keep_their_type_and_arrays_their_layout_and_share_no_memory():
    x = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    value = {"a": [x, 1, "text"], "b": Pair(x, np.random.default_rng(1)), "c": (None, x)}
    copy = fresh(value, iter([7]))
    assert isinstance(copy["b"], Pair)
    assert copy["a"][1:] == [1, "text"]
    for array in copy["a"][0], copy["b"].x, copy["c"][1]:
        assert np.array_equal(array, x)
        assert array.flags.f_contiguous
        assert not np.shares_memory(array, x)


def test_each_generator_takes_the_next_seed_in_order():
    value = [np.random.default_rng(1), {"k": np.random.default_rng(2)}]
    seeds = seeds_of(value, 3)
    assert seeds.shape == (3, 2)
    assert seeds.dtype == np.uint64
    one, other = fresh(value, iter(seeds[2].tolist()))
    again, _ = fresh(value, iter(seeds[2].tolist()))
    assert one.random() == again.random() != other["k"].random()


def test_a_generator_moves_on_so_that_a_second_call_draws_other_seeds():
    rng = np.random.default_rng(1)
    first, second = seeds_of(rng, 4), seeds_of(rng, 4)
    assert len({*first.ravel().tolist(), *second.ravel().tolist()}) == 8
    assert np.array_equal(first, seeds_of(np.random.default_rng(1), 4))


def test_more_seeds_begin_with_the_fewer_ones():
    assert np.array_equal(seeds_of(np.random.default_rng(1), 9)[:4], seeds_of(np.random.default_rng(1), 4))


def test_seeds_are_none_of_the_numbers_that_the_generator_draws():
    """Raw numbers of the generator would let code under test work out its state, and so hidden inputs."""
    seeds = set(seeds_of(np.random.default_rng(1), 50).ravel().tolist())
    drawn = np.random.default_rng(1)
    assert not seeds & {int(drawn.integers(2**64, dtype=np.uint64)) for _ in range(200)}


def test_without_a_generator_there_is_a_row_for_each_call_all_the_same():
    assert seeds_of([1, np.zeros(3)], 5).shape == (5, 0)


def test_torch_generators_are_seeded_and_tensors_copied():
    torch = pytest.importorskip("torch")
    x = torch.ones(3)
    value = (torch.Generator().manual_seed(3), x)
    (seed,) = seeds_of(value, 1)[0].tolist()
    generators = [fresh(value, iter([seed]))[0] for _ in range(2)]
    assert torch.equal(*(torch.rand(4, generator=g) for g in generators))
    copy = fresh(value, iter([seed]))[1]
    assert torch.equal(copy, x)
    assert copy.data_ptr() != x.data_ptr()


def test_what_a_result_takes_grows_with_all_it_holds():
    values = [None, "a", "text", [1, 2], {"a": [1, 2]}, np.zeros(500), [np.zeros(500)] * 3]
    sizes = [memory_bytes(value) for value in values]
    assert sizes == sorted(sizes)
    assert all(a < b for a, b in itertools.pairwise(sizes))
    assert memory_bytes([[]] * 1000) > 60_000
    assert memory_bytes(np.zeros(1000)) >= 8000
