"""Gradient of the cross-entropy: targets everywhere, extremes, masked classes, dtypes and layouts."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def drawn(rng, n, V, spread=2.0):
    """Logits and targets. The first target is class 0 and the last one class V - 1."""
    targets = rng.integers(0, V, size=n)
    targets[0], targets[-1] = 0, V - 1
    return rng.normal(0.5, spread, size=(n, V)), targets


def edge(rng, n, V):
    """Rows in which exp just overflows or underflows if too much, too little or nothing is subtracted."""
    x = rng.normal(size=(n, V))
    x[:, 1:] += 709.0
    x[1::4, 0] = -709.0 * (V - 1)  # the mean of such a row is near 0
    x[2::4] += -371.0 - 709.0 * (np.arange(V) > 0)
    x[3::4] += x.max() - 742.0 - 709.0 * (np.arange(V) > 0)
    return x


def masked(rng, n, V):
    """A third of the logits is -inf, but none at a target."""
    x, targets = drawn(rng, n, V, 3.0)
    hidden = rng.random(size=(n, V)) < 1 / 3
    hidden[:, 1] = True
    targets[targets == 1] = 2
    hidden[np.arange(n), targets] = False
    x[hidden] = -np.inf
    return x, targets


@task("gradient", points=2, hint="Compute one row by hand, and compare.")
def test_rows_of_ordinary_logits(compare, rng):
    """Each entry is (p - 1) / n at the target, and p / n elsewhere."""
    for n, V in (5, 7), (9, 4), (12, 31), (6, 6):
        compare.fused_cross_entropy(*drawn(rng, n, V))


@task("gradient", points=2, hint="Choose one entry in each row: row i and column t_i.")
def test_equal_and_permuted_targets(compare, rng):
    """All rows may have the same target, or each row may have another one."""
    for n, V in (7, 5), (4, 9):
        compare.fused_cross_entropy(rng.normal(size=(n, V)), np.full(n, V // 2))
    for n in 8, 5:
        compare.fused_cross_entropy(rng.normal(size=(n, n)), rng.permutation(n))


@task("gradient", points=2, hint="Classes are counted from 0, so the last class is V - 1.")
def test_first_and_last_class(compare, rng):
    """Targets may be the first class and the last class."""
    for n, V in (6, 4), (11, 7):
        x = rng.normal(size=(n, V))
        compare.fused_cross_entropy(x, np.zeros(n, int))
        compare.fused_cross_entropy(x, np.full(n, V - 1))
        compare.fused_cross_entropy(x, np.where(np.arange(n) % 2, V - 1, 0))


@task("gradient", hint="If you use blocks, the last one may be shorter.")
def test_large_odd_sizes(compare, rng):
    """Many rows and columns are all computed."""
    for n, V in (263, 37), (131, 129), (3, 4099):
        compare.fused_cross_entropy(*drawn(rng, n, V, 3.0), atol=1e-12)


@task("gradient", points=2, hint="exp overflows above 709. Subtract the largest logit of each row.")
def test_logits_of_ten_thousand(compare, rng):
    """Logits of 10,000 and -10,000 give an exact gradient."""
    for n, V in (6, 5), (11, 8):
        x, targets = drawn(rng, n, V)
        compare.fused_cross_entropy(x + 1e4 * rng.choice([-1.0, 1.0], size=(n, V)), targets)
        compare.fused_cross_entropy(x + np.where(np.arange(n) % 2, -1e4, 1e4)[:, np.newaxis], targets)


@task("gradient", points=2, hint="Subtract the largest logit of each row before exp.")
def test_logits_at_the_edge_of_exp(compare, rng):
    """Logits of hundreds give an exact gradient."""
    for n, V in (9, 7), (15, 5):
        compare.fused_cross_entropy(edge(rng, n, V), drawn(rng, n, V)[1])


@task(
    "gradient", hint="Do not clip the probability of the target. Its gradient is (p - 1) / n, even if p is 0."
)
def test_targets_without_probability(compare, rng):
    """A target whose probability is almost 0 has the gradient -1/n. One whose probability is 1 has 0."""
    for n, V in (6, 9), (10, 4):
        x, targets = drawn(rng, n, V)
        x[np.arange(n), targets] += np.where(np.arange(n) % 2, 3000.0, -3000.0)
        compare.fused_cross_entropy(x, targets)
        x[np.arange(n), targets] = x.max(axis=1) + 30.0  # p is 1 - 1e-13
        compare.fused_cross_entropy(x, targets)


@task("gradient", points=2, hint="exp(-inf) is 0, and a probability of 0 has the gradient 0.")
def test_masked_classes(compare, rng):
    """A logit of minus infinity has the gradient 0. It changes nothing else."""
    for n, V in (8, 6), (13, 9):
        compare.fused_cross_entropy(*masked(rng, n, V))
    x, targets = masked(rng, 7, 5)
    compare.fused_cross_entropy(x - 1e4, targets)


@task("gradient", hint="Keep axes of length 1. With one class the gradient is 0.")
def test_single_rows_and_single_classes(compare, rng):
    """There may be one row, one class or one number."""
    for n, V in (1, 9), (6, 2), (2, 5), (1, 2):
        compare.fused_cross_entropy(*drawn(rng, n, V, 4.0))
    for n in 4, 1:
        compare.fused_cross_entropy(rng.normal(size=(n, 1)), np.zeros(n, int))


@task(
    "gradient", hint="Use the dtype of floating logits, and float64 for integers. Indices do not change it."
)
def test_dtypes(compare, rng):
    """float32 stays float32, and integer logits become float64."""
    for n, V in (7, 5), (6, 130):
        x, targets = drawn(rng, n, V, 3.0)
        made = compare.fused_cross_entropy(x.astype(np.float32), targets, rtol=1e-4, atol=1e-7)
        assert made.dtype == np.float32, "float32 must stay float32."
        x = (1e4 + x).astype(np.float32)
        compare.fused_cross_entropy(x, targets, rtol=1e-2, atol=1e-3)
    _, targets = drawn(rng, 8, 6)
    compare.fused_cross_entropy(rng.integers(-5, 6, size=(8, 6)), targets)
    compare.fused_cross_entropy(rng.integers(-120, 121, size=(8, 11)).astype(np.int8), targets)


@task("gradient", hint="Convert the targets to an integer type for indices before you count with them.")
def test_narrow_targets(compare, rng):
    """Targets may have any integer type."""
    for n, V, kind in (200, 300, np.uint8), (150, 128, np.int8), (90, 1000, np.uint16), (40, 7, np.int32):
        targets = rng.integers(0, min(V, np.iinfo(kind).max), size=n).astype(kind)
        compare.fused_cross_entropy(rng.normal(size=(n, V)), targets)


@task("gradient", hint="Do not write into the arguments. Keep nothing between calls.")
def test_layouts_and_repeated_calls(compare, rng):
    """Transposed arrays and slices are accepted. The same call gives the same answer."""
    first = rng.normal(size=(6, 9)).T, rng.integers(0, 6, size=18)[::2]
    other = rng.normal(size=(18, 12))[::-2, ::2], rng.integers(0, 6, size=9)[::-1]
    for case in first, other, first:
        compare.fused_cross_entropy(*case)


@task("gradient", weak=True, hint="The probabilities of a row sum to 1, and 1 is subtracted once.")
def test_sums_offsets_and_order(student, rng):
    """The gradient of each row sums to 0. A constant added to a row changes nothing."""
    n, V = 9, 14
    x, targets = drawn(rng, n, V, 3.0)
    g, order = student.fused_cross_entropy(x, targets), rng.permutation(n)
    assert_close(g.sum(axis=1), np.zeros(n), what="The gradient of each row must sum to 0; yours does not.")
    assert_close(
        np.abs(g).sum(axis=1) / 2,
        -g[np.arange(n), targets],
        what="Only the target may have a negative gradient; in your result others have one.",
    )
    assert_close(
        student.fused_cross_entropy(x[order], targets[order]),
        g[order],
        what="Rows in another order must give the gradient in that order; yours do not.",
    )
    assert_close(
        student.fused_cross_entropy(x + 4.0 * np.arange(n)[:, np.newaxis], targets),
        g,
        what="A constant added to a row must change nothing; in your result it does.",
    )
    assert_close(
        student.fused_cross_entropy(np.concatenate([x, x]), np.concatenate([targets, targets]))[:n],
        g / 2,
        what="If every row stands there twice, each gradient must be half as large; yours is not.",
    )


@task("gradient", points=2, hint="The loss is a mean of -log p over the rows.")
def test_gradient_is_the_slope_of_the_loss(student, rng):
    """A small step along a logit changes the mean loss by the step times the gradient."""
    x, targets = drawn(rng, 5, 6)
    g, step = student.fused_cross_entropy(x, targets), 1e-5
    slopes = np.empty_like(x)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += step
        down[place] -= step
        slopes[place] = (loss(up, targets) - loss(down, targets)) / (2 * step)
    assert_close(
        g, slopes, rtol=1e-6, atol=1e-8, what="The gradient must be the slope of the loss; yours is not."
    )


def loss(x, targets):
    """Mean of the negative logarithms of the targets' probabilities."""
    return np.mean(np.log(np.exp(x).sum(axis=1)) - x[np.arange(len(x)), targets])


@task(
    "gradient",
    weak=True,
    hint="numpy takes -1 as the last index, without an error. Check the smallest and the largest target first.",
)
def test_targets_that_are_no_class(compare, rng):
    """ValueError is raised for a target below 0 or above V - 1."""
    x, targets = drawn(rng, 6, 5)
    for wrong in -1, 5, -5, 100:
        for row in 0, 3, 5:
            changed = targets.copy()
            changed[row] = wrong
            compare.raises("ValueError", "fused_cross_entropy", x, changed)


@task(
    "gradient",
    weak=True,
    hint="numpy broadcasts an axis of length 1 without an error. Compare the shapes first.",
)
def test_shapes_that_do_not_fit(compare, rng):
    """ValueError is raised for targets of another shape than (n,), and for logits that are no matrix."""
    x = rng.normal(size=(4, 5))
    for shape in (1,), (3,), (5,), (4, 1), (1, 4), (4, 5), ():
        compare.raises("ValueError", "fused_cross_entropy", x, np.zeros(shape, int))
    compare.raises("ValueError", "fused_cross_entropy", x[0], np.zeros(5, int))
    compare.raises("ValueError", "fused_cross_entropy", x[np.newaxis], np.zeros(1, int))
