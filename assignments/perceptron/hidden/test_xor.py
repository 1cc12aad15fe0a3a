"""Exclusive or in two layers."""

from __future__ import annotations

import numpy as np
from support import NARROW, bits, every_input

from grader.testing import task


@task("xor", points=3, hint="Column 0 of h is OR, column 1 is NAND. The output is AND of both.")
def test_all_four_inputs(compare):
    """The four inputs give the right hidden units and outputs."""
    compare.xor_network(every_input(2))
    compare.xor_network(np.vstack([every_input(2)] * 5)[::-1])


@task("xor", points=3, hint="Column 0 of h is OR, column 1 is NAND. The output is AND of both.")
def test_random_rows(compare, rng):
    """Rows in random order, some of them often, are right."""
    for n in 30, 17, 41:
        compare.xor_network(bits(rng, n, 2))


@task("xor", points=2, hint="h is (n, 2), y_hat is (n,).")
def test_two_rows_and_one(compare, rng):
    """Two rows or one are enough."""
    for row in every_input(2):
        compare.xor_network(row[None])
    for other in every_input(2):
        compare.xor_network(np.array([[0, 1], other]))
        compare.xor_network(np.array([[1, 1], other, [0, 0]]))


@task("xor", hint="Inputs may be booleans, integers or floats. The results are integers.")
def test_dtypes_and_memory_layouts(compare, rng):
    """Inputs may be booleans, narrow integers or floats."""
    x = bits(rng, 20, 2)
    for dtype in (*NARROW, np.bool_, np.float32, np.float64):
        compare.xor_network(x.astype(dtype))
    compare.xor_network(np.asfortranarray(x)[::-1])
    compare.xor_network(bits(rng, 2, 20).T)


@task("xor", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the argument does not change."""
    first, other = bits(rng, 25, 2), bits(rng, 12, 2)
    for x in first, other, first:
        compare.xor_network(x)


@task("xor", weak=True, hint="Check the input first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for inputs that are not 0 and 1, and for other shapes than (n, 2)."""
    x = bits(rng, 5, 2)
    for place in (0, 0), (4, 1), (2, 0):
        for value in 2.0, -1.0, 0.5:
            bad = x.astype(float)
            bad[place] = value
            compare.raises("ValueError", "xor_network", bad)
    for bad in x[0], x[:0], x[:, :1], bits(rng, 5, 3), x[None]:
        compare.raises("ValueError", "xor_network", bad)
