"""A fully connected layer, forward."""

from __future__ import annotations

import numpy as np
from support import NARROW, near_the_ends

from grader.testing import assert_close, task


@task(
    "affine_forward",
    points=3,
    hint="There is one row per sample: (B, D_in) times (D_in, D_out). There is one bias per column.",
)
def test_batches_of_all_shapes(compare, rng):
    """Each sample is multiplied by the weights, and the biases are added."""
    for B, d_in, d_out in (5, 3, 4), (2, 7, 3), (4, 4, 6):
        compare.affine_forward(
            rng.normal(size=(B, d_in)), rng.normal(size=(d_in, d_out)), rng.normal(size=d_out)
        )


@task("affine_forward", points=2, hint="Equal shapes hide a wrong order. The order is x, then W.")
def test_equal_sizes(compare, rng):
    """The numbers of samples, inputs and outputs are equal, or two of them are."""
    for B, d_in, d_out in (3, 3, 3), (5, 5, 5), (6, 4, 4), (4, 3, 4), (3, 3, 5):
        compare.affine_forward(
            rng.normal(size=(B, d_in)), rng.normal(size=(d_in, d_out)), rng.normal(size=d_out)
        )


@task("affine_forward", hint="Add nothing but b, and clip nothing.")
def test_large_and_small_numbers(compare, rng):
    """Numbers of 1e6 and of 1e-6 are computed as they are, also for a single sample, input or output."""
    for scale, (B, d_in, d_out) in (1e3, (4, 2, 3)), (1e-3, (2, 5, 3)), (1.0, (1, 4, 1)), (1.0, (3, 1, 2)):
        x, W = scale * rng.normal(size=(B, d_in)), scale * rng.normal(size=(d_in, d_out))
        compare.affine_forward(x, W, scale**2 * rng.normal(size=d_out), rtol=1e-8, atol=1e-10 * scale**2)


@task("affine_forward", hint="The result is x times W plus b, nothing else.")
def test_is_affine(student, rng):
    """Without b, the layer is linear. Each sample is computed by itself."""
    x, W, b = rng.normal(size=(6, 3)), rng.normal(size=(3, 5)), rng.normal(size=5)
    z = student.affine_forward(x, W, b)
    assert_close(
        student.affine_forward(2 * x, W, b) - b,
        2 * (z - b),
        what="Without b, a doubled x must give a doubled result; yours does not.",
    )
    assert_close(
        student.affine_forward(np.zeros((2, 3)), W, b),
        np.stack([b, b]),
        what="For x = 0, the result must be b; yours is not.",
    )
    assert_close(
        student.affine_forward(x[2:3], W, b),
        z[2:3],
        what="A sample alone must give the same result as in a batch; yours does not.",
    )


@task("affine_forward", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32, integers become float64, and slices of arrays are accepted. The same call gives
    the same answer.
    """
    x, W, b = rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)
    single = compare.affine_forward(*[a.astype(np.float32) for a in (x, W, b)], rtol=1e-5, atol=1e-5)
    assert single.dtype == np.float32, "float32 arguments must give a float32 result."
    for dtype in NARROW:
        whole = [near_the_ends(rng, dtype, shape) for shape in ((5, 3), (3, 4), (4,))]
        assert compare.affine_forward(*whole).dtype == np.float64, "Integers must become float64."
    for case in (x, W, b), (x[::-1], np.asfortranarray(W), np.repeat(b, 2)[::2]), (x, W, b):
        compare.affine_forward(*case)
