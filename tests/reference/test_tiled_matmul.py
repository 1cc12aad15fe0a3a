"""The reference of tiled_matmul against NumPy's product, exact integers and a count by brute force."""

from __future__ import annotations

import doctest

import numpy as np
import pytest

SIZES = [(1, 1, 1), (4, 4, 4), (5, 7, 3), (1, 9, 2), (6, 1, 8), (33, 20, 17)]
TILES = [1, 2, 3, 4, 16, 100]


@pytest.fixture
def module(load):
    return load("tiled_matmul")


@pytest.fixture
def rng():
    return np.random.default_rng(59)


def test_doctests(module):
    """The examples in the docstring run and print what they say."""
    outcome = doctest.testmod(module)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("tile", TILES)
def test_the_product_is_that_of_numpy(module, rng, size, tile):
    n, k, m = size
    A, B = rng.normal(size=(n, k)), rng.normal(size=(k, m))
    np.testing.assert_allclose(module.tiled_matmul(A, B, tile), A @ B, rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize(
    ("kind", "result"),
    [(np.float16, np.float32), (np.float32, np.float32), (np.int8, np.float64), (np.int64, np.float64)],
)
def test_whole_numbers_are_exact_in_every_type(module, rng, kind, result):
    A, B = (
        rng.integers(-100, 101, size=(9, 70)).astype(kind),
        rng.integers(-100, 101, size=(70, 5)).astype(kind),
    )
    C = module.tiled_matmul(A, B, 16)
    assert C.dtype == result
    assert (A.astype(np.int64) @ B.astype(np.int64) == C).all()


def test_a_sum_of_ones_goes_on_beyond_2048(module):
    ones = np.ones((1, 5000), np.float16)
    assert module.tiled_matmul(ones, ones.T, 7) == 5000


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("tile", TILES)
def test_the_traffic_is_what_a_loop_over_tiles_reads(module, size, tile):
    n, k, m = size
    A, B = np.zeros((n, k)), np.zeros((k, m))
    tiles = [(i, j) for i in range(0, n, tile) for j in range(0, m, tile)]
    read = sum(A[i : i + tile].size + B[:, j : j + tile].size for i, j in tiles)
    assert module.tile_traffic(n, k, m, tile) == read


@pytest.mark.parametrize("shapes", [((3,), (3, 2)), ((2, 3), (3,)), ((2, 3), (2, 3)), ((1, 2, 3), (3, 2))])
def test_matrices_that_do_not_fit_are_refused(module, shapes):
    with pytest.raises(ValueError, match="A and B must be"):
        module.tiled_matmul(*map(np.ones, shapes), 2)


@pytest.mark.parametrize("tile", [0, -1])
def test_a_tile_without_rows_is_refused(module, tile):
    with pytest.raises(ValueError, match=f"tile must be at least 1, got {tile}"):
        module.tiled_matmul(np.ones((2, 2)), np.ones((2, 2)), tile)
