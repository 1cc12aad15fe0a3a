"""One step of Adam: layouts of tensors, first and late steps, small gradients, dtypes and layouts of arrays."""

from __future__ import annotations

import numpy as np
from support import SHARES, tensors

from grader.testing import assert_close, task


@task("step", points=2, hint="Compute one weight by hand, and compare.")
def test_a_few_tensors(compare, rng):
    """Each weight takes its step, and each tensor has its own decay."""
    for sizes in ([3, 2, 4], [5, 1], [2, 1], [2, 6, 1, 3]):
        compare.fused_adam(*tensors(rng, sizes), 4, 0.1, *SHARES)


@task("step", points=2, hint="The first step has t = 0. The corrections use t + 1.")
def test_the_first_step(compare, rng):
    """Before the first step both means are 0. The corrected means are the gradient and its square."""
    for sizes in ([4, 3], [1, 2, 5], [7]):
        w, g, m, v, *rest = tensors(rng, sizes)
        compare.fused_adam(w, g, 0 * m, 0 * v, *rest, 0, 0.1, *SHARES)


@task(
    "step", points=2, hint="Return the means as they are, not corrected, and use the new ones for the step."
)
def test_forty_steps(compare, rng):
    """The result of a step is the input of the next one, forty times."""
    for sizes in ([3, 4], [2, 1, 3]):
        w, g, m, v, counts, lam = tensors(rng, sizes)
        m, v = 0 * m, 0 * v
        for t in range(40):
            w, m, v = compare.fused_adam(w, rng.normal(size=len(g)), m, v, counts, lam, t, 0.05, *SHARES)


@task("step", points=2, hint="No decay: look at the corrections, at the root and at where eps is added.")
def test_without_decay(compare, rng):
    """No tensor decays. Both shares and eps are other than usual."""
    for sizes, t in ([4, 2], 1), ([3, 3, 3], 6), ([8], 2):
        *arrays, lam = tensors(rng, sizes)
        compare.fused_adam(*arrays, 0 * lam, t, 0.2, 0.7, 0.95, 0.05)


@task(
    "step",
    points=2,
    hint="The decay is multiplied by the learning rate, and it does not pass through the means.",
)
def test_decay_without_gradients(compare, rng):
    """All gradients are 0 and so are the means. Only the decay moves the weights."""
    for sizes in ([2, 5, 3], [4, 4], [1, 6]):
        w, g, m, v, *rest = tensors(rng, sizes)
        compare.fused_adam(w, 0 * g, 0 * m, v, *rest, 7, 0.3, *SHARES)


@task("step", points=2, hint="Where does a tensor begin? Sizes may be 1.")
def test_many_small_tensors(compare, rng):
    """There are hundreds of tensors, and some have one number."""
    for count in 40, 333:
        compare.fused_adam(*tensors(rng, rng.integers(1, 9, size=count).tolist()), 3, 0.1, *SHARES)
    compare.fused_adam(*tensors(rng, [1] * 50), 3, 0.1, *SHARES)


@task(
    "step", points=2, hint="If you use blocks, the last one may be shorter, and a tensor may lie in several."
)
def test_large_tensors(compare, rng):
    """Tensors of tens of thousands of numbers begin and end anywhere."""
    for sizes in ([40_001, 7, 30_011], [3, 65_530, 9], [32_768, 32_768]):
        compare.fused_adam(*tensors(rng, sizes), 2, 0.1, *SHARES)


@task("step", points=2, hint="eps is added to the root of the corrected mean.")
def test_gradients_as_small_as_eps(compare, rng):
    """Gradients and means are about as small as eps, so its place is seen."""
    for sizes, eps in ([4, 3], 1e-4), ([2, 2, 5], 1e-8):
        w, g, m, v, *rest = tensors(rng, sizes, scale=eps)
        for t in 0, 3:
            compare.fused_adam(w / eps, g, m, v, *rest, t, 0.1, *SHARES[:2], eps)


@task("step", hint="After many steps both corrections are 1.")
def test_late_steps(compare, rng):
    """The step has any number, up to a million."""
    for sizes, t in ([3, 5], 999), ([2, 4, 1], 1_000_000), ([6, 2], 37):
        compare.fused_adam(*tensors(rng, sizes), t, 0.1, *SHARES)


@task("step", hint="If v is 0 and the gradient is 0, the step is 0 divided by eps.")
def test_weights_that_have_no_gradient(compare, rng):
    """Some weights have never had a gradient: the means are 0, and they only decay."""
    for sizes in ([6, 3], [4, 4]):
        w, g, m, v, *rest = tensors(rng, sizes)
        for a in g, m, v:
            a[::3] = 0
        compare.fused_adam(w, g, m, v, *rest, 5, 0.1, *SHARES)
    compare.fused_adam(w, 0 * g, 0 * m, 0 * v, *rest, 0, 0.1, *SHARES)


@task("step", hint="Squares of large gradients are large numbers. Nothing is clipped.")
def test_gradients_of_any_size(compare, rng):
    """Gradients of 1e6 and of 1e-6: the step depends on the ratio of the means."""
    for scale in 1e6, 1e-6:
        for sizes in ([5, 2], [3, 3]):
            w, g, m, v, *rest = tensors(rng, sizes, scale=scale)
            compare.fused_adam(w / scale, g, m, v, *rest, 3, 0.1, *SHARES)


@task("step", hint="A share may be 0: then nothing is kept of the old mean.")
def test_shares_of_zero(compare, rng):
    """One or both shares are 0."""
    for beta1, beta2 in (0.0, 0.9), (0.9, 0.0), (0.0, 0.0):
        compare.fused_adam(*tensors(rng, [4, 3]), 2, 0.1, beta1, beta2, 1e-8)


@task("step", hint="One number and one tensor are the smallest case.")
def test_a_single_tensor_and_a_single_number(compare, rng):
    """There may be one tensor, or one number."""
    for sizes in ([9], [3], [1], [1, 1], [1, 1, 1]):
        compare.fused_adam(*tensors(rng, sizes), 3, 0.1, *SHARES)


@task("step", hint="Use the dtype of the weights. Integers become float64 before they are squared.")
def test_dtypes(compare, rng):
    """float32 stays float32, and integers become float64."""
    for sizes in ([5, 3], [30, 41]):
        *arrays, counts, lam = tensors(rng, sizes)
        single = [a.astype(np.float32) for a in arrays]
        made = compare.fused_adam(
            *single, counts, lam.astype(np.float32), 3, 0.1, *SHARES, rtol=1e-4, atol=1e-5
        )
        assert made.dtype == np.float32, "float32 must stay float32."
        compare.fused_adam(*single, counts, lam, 3, 0.1, *SHARES, rtol=1e-4, atol=1e-5)
    for kind in np.int64, np.int8:
        whole = [rng.integers(0, 120, size=9).astype(kind) for _ in range(4)]
        compare.fused_adam(*whole, np.array([4, 5], np.int8), np.array([0.5, 0.25]), 3, 0.1, *SHARES)
    compare.fused_adam(
        *tensors(rng, [100, 100, 60])[:4], np.array([100, 100, 60], np.uint8), np.ones(3), 3, 0.1, *SHARES
    )


@task("step", hint="Do not write into the arguments. Keep nothing between calls.")
def test_layouts_and_repeated_calls(compare, rng):
    """Slices are accepted. The same sizes may come with other tensors. The same call gives the same answer."""
    *arrays, _, _ = tensors(rng, [20, 22])
    first = [a[::2] for a in arrays], np.array([9, 12]), np.array([0.4, 0.1])
    other = [a[::-2] for a in arrays], np.array([3, 18]), np.array([0.1, 0.7])
    for args, counts, lam in first, other, first:
        compare.fused_adam(*args, counts, lam, 3, 0.1, *SHARES)


@task("step", weak=True, hint="Tensors do not know of each other.")
def test_tensors_are_stepped_alone(student, rng):
    """A tensor takes the same step alone as among others."""
    w, g, m, v, counts, lam = tensors(rng, [5, 8])
    together = student.fused_adam(w, g, m, v, counts, lam, 3, 0.1, *SHARES)
    alone = student.fused_adam(w[5:], g[5:], m[5:], v[5:], counts[1:], lam[1:], 3, 0.1, *SHARES)
    assert_close(alone, together[:, 5:], what="A tensor must take the same step alone; yours does not.")
    scaled = student.fused_adam(w, 2 * g, 2 * m, 4 * v, counts, lam, 3, 0.1, *SHARES[:2], 1e-30)[0]
    assert_close(
        scaled,
        student.fused_adam(w, g, m, v, counts, lam, 3, 0.1, *SHARES[:2], 1e-30)[0],
        what="Gradients of twice the size must give the same step; yours do not.",
    )
