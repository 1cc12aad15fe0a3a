"""How much a product in tiles reads: tiles that divide, that do not, of one number, and larger than the matrices."""

from __future__ import annotations

from grader.testing import task


@task("traffic", points=2, hint="How many tiles of the product need a given number of A?")
def test_tiles_that_divide_the_product(compare):
    """The sizes are multiples of the tile."""
    for n, k, m, tile in (8, 5, 12, 4), (6, 3, 4, 2), (30, 7, 20, 10):
        compare.tile_traffic(n, k, m, tile)


@task("traffic", points=2, hint="How many tiles are there if the last one is smaller?")
def test_tiles_that_do_not_divide(compare):
    """The sizes are no multiples of the tile."""
    for n, k, m, tile in (7, 5, 10, 4), (100, 3, 65, 32), (9, 11, 8, 5):
        compare.tile_traffic(n, k, m, tile)


@task("traffic", hint="A tile at the edge reads only the rows and columns that there are.")
def test_high_and_wide_products(compare):
    """One of the two matrices is read far more often than the other one."""
    for n, k, m, tile in (1000, 6, 3, 7), (2, 9, 500, 16), (301, 4, 50, 20):
        compare.tile_traffic(n, k, m, tile)


@task("traffic", hint="With a tile of 1, two numbers are read for each product.")
def test_tiles_of_one_number(compare):
    """Each number of the product reads its own row and its own column."""
    for n, k, m in (4, 7, 5), (12, 3, 8), (9, 9, 9):
        compare.tile_traffic(n, k, m, 1)


@task("traffic", hint="One tile reads everything once.")
def test_tiles_larger_than_the_product(compare):
    """The product is one tile, and the tile may be larger."""
    for n, k, m, tile in (6, 11, 4, 9), (5, 3, 7, 100), (8, 2, 8, 8):
        compare.tile_traffic(n, k, m, tile)


@task("traffic", hint="Each size counts something else. Do not swap them.")
def test_equal_sizes(compare):
    """Some or all sizes are equal."""
    for n, k, m, tile in (10, 10, 10, 3), (12, 5, 12, 5), (6, 6, 20, 4), (20, 6, 6, 4):
        compare.tile_traffic(n, k, m, tile)


@task("traffic", hint="The count is a whole number of any size. Python's integers do not overflow.")
def test_matrices_as_large_as_those_on_a_gpu(compare):
    """Matrices with thousands of rows and tiles of hundreds, and more reads than 32 bits can count."""
    for n, k, m, tile in (4096, 4096, 4096, 128), (4095, 1023, 4097, 64), (16384, 16384, 16384, 1):
        compare.tile_traffic(n, k, m, tile)
