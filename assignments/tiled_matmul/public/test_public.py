"""Public tests. All numbers are worked by hand; README.md has the same example in a table."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task

A = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
B = np.array([[1.0, 0.0], [0.0, 1.0], [10.0, 100.0]])


@task("product")
def test_the_product_of_the_worked_example(student):
    """The first row is 1 + 30 and 2 + 300, the second 4 + 60 and 5 + 600. The tile changes nothing."""
    for tile in 1, 2, 3:
        assert_close(student.tiled_matmul(A, B, tile), np.array([[31.0, 302.0], [64.0, 605.0]]))


@task("product")
def test_ones_of_sixteen_bits_are_summed_in_more(student):
    """3000 products of 1 and 1. The result is float32."""
    ones = np.ones((1, 3000), np.float16)
    made = student.tiled_matmul(ones, ones.T, 8)
    assert made.dtype == np.float32, "float16 inputs must give float32."
    assert_close(made, np.array([[3000.0]], np.float32))


@task("traffic")
def test_the_count_of_the_worked_example(student):
    """4 × 3 times 3 × 4. Each number is read 4 times, twice, or once."""
    assert student.tile_traffic(4, 3, 4, 1) == 96
    assert student.tile_traffic(4, 3, 4, 2) == 48
    assert student.tile_traffic(4, 3, 4, 4) == 24


@task("traffic")
def test_tiles_at_the_edge_read_less(student):
    """5 × 2 times 2 × 3 in tiles of 2: A (10 numbers) is read for 2 columns of tiles, B (6 numbers) for 3 rows."""
    assert student.tile_traffic(5, 2, 3, 2) == 10 * 2 + 6 * 3
