"""The training step on rows: normalisation, running statistics, numerics, dtypes."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task

NARROW = (np.int8, np.uint8, np.int16, np.uint16)


def whole(rng, dtype, *size):
    """Integers of any value the type holds, its two ends among them."""
    ends = np.iinfo(dtype)
    values = rng.integers(ends.min, ends.max, size=size, dtype=dtype, endpoint=True)
    values[:2] = np.array([ends.min, ends.max], dtype=dtype).reshape(2, *[1] * (values.ndim - 1))
    return values


def layer(rng, d):
    """Scale, offset and running statistics of a layer that has been training: all features differ."""
    gamma = rng.uniform(0.5, 2.0, size=d) * rng.choice([-1.0, 1.0], size=d)
    return gamma, rng.normal(size=d), (rng.normal(2.0, 1.0, size=d), rng.uniform(0.5, 3.0, size=d))


@task(
    "forward",
    points=2,
    hint="With a small eps, each normalised column has mean 0 and variance 1.",
)
def test_batch_is_normalised_feature_by_feature(compare, rng):
    """Each feature is normalised with mean and population variance of the batch, then scaled and shifted."""
    x = rng.normal(3.0, 2.0, size=(7, 5))
    compare.batchnorm_forward(x, *layer(rng, 5), momentum=0.1, eps=1e-5)


@task("forward", points=2, hint="Is eps added before the root is taken, or after it?")
def test_eps_is_added_to_the_variance(compare, rng):
    """eps is as large as the variance."""
    compare.batchnorm_forward(rng.normal(-1.0, 1.0, size=(5, 3)), *layer(rng, 3), momentum=0.3, eps=1.0)
    compare.batchnorm_forward(rng.normal(4.0, 0.5, size=(9, 4)), *layer(rng, 4), momentum=0.2, eps=0.1)
    compare.batchnorm_forward(rng.normal(1.0, 2.0, size=(6, 7)), *layer(rng, 7), momentum=0.6, eps=6.0)


@task("forward", points=2, hint="Add eps once, and no other constant.")
def test_nothing_but_eps_is_added_to_the_variance(compare, rng):
    """The variance is 1e-18 and eps is 1e-20. The result is exact."""
    for n, d in (8, 3), (5, 4):
        gamma, beta, (mean, var) = layer(rng, d)
        x = rng.normal(1.0, 2.0, size=(n, d)) * 1e-9
        compare.batchnorm_forward(x, gamma, beta, (mean * 1e-9, var * 1e-18), momentum=0.5, eps=1e-20)
        compare.batchnorm_forward(
            x, gamma, 1e-20 * beta, (mean * 1e-9, var * 1e-18), momentum=0.5, eps=1e-20, atol=1e-24
        )


@task("forward", hint="Do not clip.")
def test_nothing_is_clipped(compare, rng):
    """One sample lies far from the others. Its normalised values are above 10."""
    for n, d in (211, 2), (230, 3):
        x = rng.normal(2.0, 1.0, size=(n, d))
        x[17] += rng.choice([-1.0, 1.0], size=d) * 1e5
        compare.batchnorm_forward(x, *layer(rng, d), momentum=0.4, eps=1e-3)


@task("forward", points=2, hint="Take mean and variance over axis 0, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """There are as many samples as features."""
    for n in 2, 5, 6:
        compare.batchnorm_forward(rng.normal(1.0, 2.0, size=(n, n)), *layer(rng, n), momentum=0.3, eps=0.1)


@task("forward", points=2, hint="Which variance divides by B, and which by B - 1? Where is each used?")
def test_small_batches_tell_the_two_variances_apart(compare, rng):
    """With two or three samples, the population variance and the unbiased variance are very different."""
    compare.batchnorm_forward(rng.normal(1.0, 3.0, size=(2, 4)), *layer(rng, 4), momentum=0.4, eps=0.5)
    compare.batchnorm_forward(rng.normal(1.0, 3.0, size=(3, 6)), *layer(rng, 6), momentum=0.7, eps=0.1)


@task("forward", hint="The momentum is the weight of the new batch.")
def test_first_batch_is_blended_with_the_starting_values(compare, rng):
    """The first batch changes the running mean 0 and the running variance 1 by its weight."""
    for n, d in (6, 4), (8, 3), (4, 7):
        gamma, beta, _ = layer(rng, d)
        start = np.zeros(d), np.ones(d)
        x = rng.normal(3.0, 2.0, size=(n, d))
        compare.batchnorm_forward(x, gamma, beta, start, momentum=0.1, eps=0.01)


@task("forward", points=2, hint="The state comes in as `running` and is returned as the second result.")
def test_second_step_goes_on_where_the_first_ended(compare, reference, rng):
    """The second step starts from the running statistics of the first."""
    gamma, beta, _ = layer(rng, 5)
    running = np.zeros(5), np.ones(5)
    for n in (6, 9, 4):
        x = rng.normal(n, 2.0, size=(n, 5))
        compare.batchnorm_forward(x, gamma, beta, running, momentum=0.25, eps=0.1)
        _, running = reference.batchnorm_forward(x, gamma, beta, running, momentum=0.25, eps=0.1)


@task("forward", hint="Put momentum = 0 and momentum = 1 into your formula.")
def test_momentum_zero_keeps_and_momentum_one_replaces(compare, rng):
    """Momentum 0 keeps the running statistics. Momentum 1 replaces them."""
    compare.batchnorm_forward(rng.normal(3.0, 2.0, size=(6, 5)), *layer(rng, 5), momentum=0.0, eps=0.1)
    compare.batchnorm_forward(rng.normal(3.0, 2.0, size=(5, 7)), *layer(rng, 7), momentum=1.0, eps=0.1)
    compare.batchnorm_forward(rng.normal(3.0, 2.0, size=(4, 3)), *layer(rng, 3), momentum=0, eps=1)
    compare.batchnorm_forward(rng.normal(3.0, 2.0, size=(3, 8)), *layer(rng, 8), momentum=1, eps=2)


@task(
    "forward",
    points=2,
    hint="mean(x**2) - mean(x)**2 loses digits. Subtract the mean before you square.",
)
def test_large_mean_costs_no_digits(compare, rng):
    """With a mean of 10000 and a standard deviation of 0.01, the result is exact."""
    x = 1e4 + rng.normal(0.0, 0.01, size=(11, 6))
    compare.batchnorm_forward(x, *layer(rng, 6), momentum=0.9, eps=1e-5, rtol=1e-6, atol=1e-7)


@task("forward", hint="A constant feature is divided by the root of eps.")
def test_features_of_very_different_scale(compare, rng):
    """Features have scales from 0.001 to 1000, and one is constant."""
    x = rng.normal(0.5, 1.0, size=(40, 6))
    x[17] += 50.0
    x *= np.array([1e-3, 1e-2, 1.0, 30.0, 1e3, 0.0])
    y, _ = compare.batchnorm_forward(x, *layer(rng, 6), momentum=0.1, eps=1e-5)
    assert np.isfinite(y).all(), "A constant feature must give finite values; yours does not."


@task("forward", hint="Take mean and variance over axis 0.")
def test_output_has_the_mean_and_variance_asked_for(student, rng):
    """The output has mean beta and variance gamma² var / (var + eps)."""
    x = rng.normal(-2.0, 3.0, size=(10, 4))
    gamma, beta, running = layer(rng, 4)
    y, _ = student.batchnorm_forward(x, gamma, beta, running, momentum=0.1, eps=0.5)
    assert_close(y.mean(axis=0), beta, what="The mean of each column of y must be beta; yours is not.")
    assert_close(
        y.var(axis=0),
        gamma**2 * x.var(axis=0) / (x.var(axis=0) + 0.5),
        what="The variance of each column of y must be gamma² var / (var + eps); yours is not.",
    )
    order = rng.permutation(10)
    permuted, _ = student.batchnorm_forward(x[order], gamma, beta, running, momentum=0.1, eps=0.5)
    assert_close(
        permuted,
        y[order],
        what="The order of the samples must only change the order of the rows; yours changes more.",
    )


@task("forward", hint="Give the results the dtype of the inputs.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    gamma, beta, (mean, var) = layer(rng, 3)
    single = [a.astype(np.float32) for a in (rng.normal(3.0, 2.0, size=(6, 3)), gamma, beta, mean, var)]
    y, (new_mean, _) = compare.batchnorm_forward(
        *single[:3], (single[3], single[4]), momentum=0.3, eps=0.1, rtol=1e-5, atol=1e-5
    )
    assert y.dtype == np.float32, "float32 inputs must give a float32 y."
    assert new_mean.dtype == np.float32, "float32 inputs must give float32 running statistics."
    distinct = rng.permutation(36).reshape(9, 4)  # so that no feature is constant
    ones = np.ones(4, dtype=np.int64)
    compare.batchnorm_forward(distinct, np.arange(1, 5), ones, (0 * ones, ones), momentum=0.3, eps=0.1)
    compare.batchnorm_forward(rng.normal(size=(4, 7)).T, *layer(rng, 4), momentum=0.3, eps=0.1)


@task("forward", points=2, hint="Convert integers first: 100 - (-100) overflows in int8.")
def test_narrow_and_unsigned_integers(compare, rng):
    """Integers of 8 and 16 bits become float64."""
    for dtype in NARROW:
        x, gamma, beta = whole(rng, dtype, 7, 4), whole(rng, dtype, 4), whole(rng, dtype, 4)
        running = whole(rng, dtype, 4), np.abs(whole(rng, dtype, 4) // 2)
        compare.batchnorm_forward(x, gamma, beta, running, momentum=0.3, eps=0.5)
        compare.batchnorm_forward(x[:5], gamma, beta, running, momentum=1, eps=2)


@task("forward", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first = rng.normal(3.0, 2.0, size=(6, 4)), *layer(rng, 4)
    other = rng.normal(0.0, 1.0, size=(3, 4)), *layer(rng, 4)
    for case in first, other, first:
        compare.batchnorm_forward(*case, momentum=0.6, eps=0.2)


@task("forward", weak=True, hint="The unbiased variance divides by B - 1.")
def test_a_batch_of_one_is_refused(compare, rng):
    """ValueError is raised for a batch of one sample or none."""
    for n in 1, 0:
        compare.raises("ValueError", "batchnorm_forward", rng.normal(size=(n, 3)), *layer(rng, 3), 0.1, 1e-5)
