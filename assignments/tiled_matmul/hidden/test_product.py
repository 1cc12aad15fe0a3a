"""The product in tiles: tiles that divide nothing, sums of 16 bits, dtypes, layouts and matrices that do not fit."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def matrices(rng, n, k, m):
    """Two matrices that fit."""
    return rng.normal(0.3, 1.0, size=(n, k)), rng.normal(-0.2, 1.0, size=(k, m))


@task("product", points=2, hint="Compute one number of the product by hand, and compare.")
def test_tiles_that_divide_all_sizes(compare, rng):
    """Each tile of the product is the sum of products of tiles."""
    for n, k, m, tile in (4, 6, 8, 2), (3, 9, 6, 3), (8, 4, 12, 4):
        compare.tiled_matmul(*matrices(rng, n, k, m), tile)


@task("product", points=2, hint="The last tile of a row, of a column and of a sum may be smaller.")
def test_tiles_that_divide_nothing(compare, rng):
    """The sizes are no multiples of the tile."""
    for n, k, m, tile in (7, 5, 8, 3), (10, 11, 6, 4), (5, 7, 9, 2), (33, 34, 35, 16):
        compare.tiled_matmul(*matrices(rng, n, k, m), tile)


@task("product", points=2, hint="All tiles along the sum are added.")
def test_long_sums(compare, rng):
    """The sums run over dozens of tiles."""
    for n, k, m, tile in (3, 130, 2, 4), (2, 77, 5, 2), (4, 301, 3, 7):
        compare.tiled_matmul(*matrices(rng, n, k, m), tile)


@task("product", points=2, hint="Which index counts rows, which columns, and which the sum?")
def test_square_matrices_and_equal_sizes(compare, rng):
    """Some or all sizes are equal, and equal to the tile."""
    for n, k, m, tile in (5, 5, 5, 2), (4, 4, 4, 4), (6, 6, 3, 3), (3, 6, 6, 2), (6, 3, 6, 6):
        compare.tiled_matmul(*matrices(rng, n, k, m), tile)


@task("product", hint="A tile of 1 is a loop over numbers. A tile that is too large is the whole matrix.")
def test_very_small_and_very_large_tiles(compare, rng):
    """The tile is 1, or larger than the matrices."""
    for n, k, m in (4, 5, 3), (2, 7, 6):
        for tile in 1, 8, 1000:
            compare.tiled_matmul(*matrices(rng, n, k, m), tile)


@task("product", hint="Keep axes of length 1.")
def test_single_rows_and_single_columns(compare, rng):
    """There may be one row, one column, one product per sum, or one number."""
    for n, k, m in (1, 6, 4), (5, 1, 3), (4, 7, 1), (1, 40, 1), (1, 1, 1):
        compare.tiled_matmul(*matrices(rng, n, k, m), 3)


@task("product", points=2, hint="Turn tiles of float16 into float32 before you multiply them.")
def test_sums_of_sixteen_bits(compare, rng):
    """float16 matrices are multiplied and summed in float32. In float16, sums lose digits or become infinite."""
    for n, k, m, tile in (4, 300, 3, 16), (2, 1000, 5, 7), (3, 40, 6, 8):
        A, B = (a.astype(np.float16) for a in matrices(rng, n, k, m))
        compare.tiled_matmul(A, B, tile, rtol=1e-4, atol=1e-4)
        compare.tiled_matmul(
            np.abs(A) * np.float16(50), np.abs(B) * np.float16(50), tile, rtol=1e-4, atol=1e-2
        )


@task("product", hint="A sum of ones in float16 ends at 2048.")
def test_sums_of_ones_beyond_2048(compare):
    """The product of float16 ones is their number, and the result is float32."""
    for n, k, m in (2, 3000, 3), (1, 4500, 2):
        made = compare.tiled_matmul(np.ones((n, k), np.float16), np.ones((k, m), np.float16), 5)
        assert made.dtype == np.float32, "float16 inputs must give float32."


@task("product", hint="Narrow integers overflow if you multiply them as they are.")
def test_dtypes(compare, rng):
    """float32 stays float32, and integers become float64 before they are multiplied."""
    for n, k, m in (5, 8, 4), (3, 60, 7):
        A, B = (a.astype(np.float32) for a in matrices(rng, n, k, m))
        made = compare.tiled_matmul(A, B, 3, rtol=1e-4, atol=1e-5)
        assert made.dtype == np.float32, "float32 must stay float32."
        A, B = rng.integers(-120, 121, size=(n, k)), rng.integers(-120, 121, size=(k, m))
        compare.tiled_matmul(A.astype(np.int8), B.astype(np.int8), 4)
        compare.tiled_matmul(A, B, 4)
    compare.tiled_matmul(np.full((2, 9), 200, np.uint8), np.full((9, 3), 200, np.uint8), 2)


@task("product", hint="Do not write into the arguments. Keep nothing between calls.")
def test_layouts_and_repeated_calls(compare, rng):
    """Transposed matrices and slices are accepted. The same call gives the same answer."""
    first = rng.normal(size=(7, 5)).T, rng.normal(size=(6, 7)).T
    other = rng.normal(size=(10, 14))[::-2, ::2], rng.normal(size=(7, 12))[:, ::2]
    for A, B in first, other, first:
        compare.tiled_matmul(A, B, 3)


@task("product", hint="Large and small numbers are multiplied like all others.")
def test_large_and_small_numbers(compare, rng):
    """Numbers of 1e6 and of 1e-6 are neither clipped nor rounded."""
    for n, k, m in (4, 9, 5), (6, 3, 2):
        A, B = matrices(rng, n, k, m)
        compare.tiled_matmul(1e6 * A, 1e3 * B, 2)
        compare.tiled_matmul(1e6 * A, 1e-6 * B, 4)


@task(
    "product",
    weak=True,
    hint="Check the shapes and the tile first. `ValueError` is the exception for a wrong value.",
)
def test_what_does_not_fit_is_refused(compare):
    """Matrices that do not fit and tiles below 1 give a ValueError."""
    for shapes in ((2, 3), (2, 3)), ((4, 1), (2, 4)), ((3,), (3, 2)), ((2, 3), (3,)), ((1, 2, 3), (3, 2)):
        compare.raises("ValueError", "tiled_matmul", *map(np.ones, shapes), 2)
    for tile in 0, -1, -4:
        compare.raises("ValueError", "tiled_matmul", np.ones((4, 4)), np.ones((4, 4)), tile)


@task("product", weak=True, hint="The tile changes the order of the work, and not the result.")
def test_the_tile_changes_nothing(student, rng):
    """Each tile gives the same product."""
    A, B = matrices(rng, 9, 10, 11)
    whole = student.tiled_matmul(A, B, 11)
    for tile in 1, 2, 4, 10:
        assert_close(
            student.tiled_matmul(A, B, tile), whole, what="The tile must not change the product; yours does."
        )
    assert_close(
        student.tiled_matmul(B.T, A.T, 4).T,
        whole,
        what="The transposed product must be the product of the transposed matrices, in the other order; yours is not.",
    )
