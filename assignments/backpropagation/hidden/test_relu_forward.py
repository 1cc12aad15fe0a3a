"""The rectifier, forward."""

from __future__ import annotations

import numpy as np
from support import NARROW, near_the_ends

from grader.testing import task


@task("relu_forward", points=3, hint="The result is max(0, x), element by element.")
def test_arrays_of_all_shapes(compare, rng):
    """Positive numbers stay, and negative ones become 0."""
    for shape in (4, 3), (7,), (2, 3, 5), (3, 3), (2, 4, 4):
        compare.relu_forward(rng.normal(0.0, 2.0, size=shape))


@task("relu_forward", points=2, hint="There is no upper limit.")
def test_small_and_large_numbers(compare, rng):
    """Numbers of both signs from 1e-300 to 1e300 are right."""
    for n, powers in (6, (-12, 12)), (9, (-300, 300)):
        x = rng.choice([-1.0, 1.0], size=(3, n)) * 10.0 ** rng.uniform(*powers, size=(3, n))
        compare.relu_forward(x, rtol=1e-9, atol=0)
    compare.relu_forward(np.zeros((2, 3)))


@task("relu_forward", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32, integers become float64, and slices of arrays are accepted. The argument does not
    change.
    """
    x = rng.normal(size=(5, 4))
    assert compare.relu_forward(x.astype(np.float32)).dtype == np.float32, "float32 must stay float32."
    for dtype in NARROW:
        found = compare.relu_forward(near_the_ends(rng, dtype, (3, 4)))
        assert found.dtype == np.float64, "Integers must become float64."
    for case in x, x.T, x[::2], x:
        compare.relu_forward(case)
