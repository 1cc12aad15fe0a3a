"""Prediction with the running statistics, as training left them."""

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
    """Scale, offset and running statistics of a trained layer: all features differ."""
    gamma = rng.uniform(0.5, 2.0, size=d) * rng.choice([-1.0, 1.0], size=d)
    return gamma, rng.normal(size=d), (rng.normal(2.0, 1.0, size=d), rng.uniform(0.5, 3.0, size=d))


@task("inference", points=2, hint="Use mean and variance of `running`, not of x.")
def test_inference_after_two_training_steps(compare, reference, rng):
    """After two training steps, the running statistics normalise the next batch."""
    gamma, beta, _ = layer(rng, 4)
    running = np.zeros(4), np.ones(4)
    for n in 9, 7:
        x = rng.normal(3.0, 2.0, size=(n, 4))
        _, running = reference.batchnorm_forward(x, gamma, beta, running, momentum=0.4, eps=0.1)
    compare.batchnorm_inference(rng.normal(3.0, 2.0, size=(6, 4)), gamma, beta, running, eps=0.1)


@task("inference", hint="Do not compute mean or variance of x.")
def test_single_sample(compare, rng):
    """A single row is accepted."""
    compare.batchnorm_inference(rng.normal(3.0, 2.0, size=(1, 5)), *layer(rng, 5), eps=0.1)


@task("inference", points=2, hint="Add eps to the running variance. Then take the root.")
def test_eps_is_added_to_the_running_variance(compare, rng):
    """eps is as large as the running variance."""
    compare.batchnorm_inference(rng.normal(3.0, 2.0, size=(3, 7)), *layer(rng, 7), eps=1.0)
    compare.batchnorm_inference(rng.normal(3.0, 2.0, size=(8, 3)), *layer(rng, 3), eps=0.2)
    compare.batchnorm_inference(rng.normal(3.0, 2.0, size=(6, 4)), *layer(rng, 4), eps=6)


@task("inference", points=2, hint="Add eps once, and no other constant.")
def test_nothing_but_eps_is_added_to_the_running_variance(compare, rng):
    """The running variance is 1e-18 and eps is 1e-20. The result is exact."""
    for n, d in (5, 3), (2, 6):
        gamma, beta, (mean, var) = layer(rng, d)
        x = rng.normal(1.0, 2.0, size=(n, d)) * 1e-9
        compare.batchnorm_inference(x, gamma, beta, (mean * 1e-9, var * 1e-18), eps=1e-20)


@task("inference", hint="Do not clip.")
def test_nothing_is_clipped(compare, rng):
    """Samples may lie thousands of standard deviations from the running mean."""
    for n, d in (6, 3), (4, 5):
        compare.batchnorm_inference(1e4 * rng.normal(size=(n, d)), *layer(rng, d), eps=0.1)


@task("inference", hint="The running statistics belong to features, which are columns.")
def test_as_many_samples_as_features(compare, rng):
    """There are as many samples as features."""
    for n in 1, 3, 6:
        compare.batchnorm_inference(rng.normal(3.0, 2.0, size=(n, n)), *layer(rng, n), eps=0.2)


@task("inference", points=2, hint="Use the running statistics, not those of the batch.")
def test_samples_do_not_see_each_other(compare, rng):
    """A row gives the same output alone and in a batch."""
    x, (gamma, beta, running) = rng.normal(3.0, 2.0, size=(5, 6)), layer(rng, 6)
    y = compare.batchnorm_inference(x, gamma, beta, running, eps=0.3)
    for i in (0, 3):
        alone = compare.batchnorm_inference(x[i : i + 1], gamma, beta, running, eps=0.3)
        assert_close(
            alone, y[i : i + 1], what="A row alone must give the same output as in a batch; yours does not."
        )


@task("inference", hint="Subtract the mean first. Then divide.")
def test_extreme_running_statistics(compare, rng):
    """The running mean may be 10000, and the running variance tiny or large."""
    gamma, beta, _ = layer(rng, 4)
    running = 1e4 + rng.normal(0.0, 0.01, size=4), np.array([1e-8, 1e-6, 1e-4, 1e-2])
    x = 1e4 + rng.normal(0.0, 0.01, size=(6, 4))
    compare.batchnorm_inference(x, gamma, beta, running, eps=1e-5, rtol=1e-6, atol=1e-7)
    running = rng.normal(size=4), np.array([1e-3, 1.0, 1e3, 1e6])
    compare.batchnorm_inference(rng.normal(size=(5, 4)), gamma, beta, running, eps=1e-3)


@task("inference", hint="Give the result the dtype of the inputs.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    gamma, beta, (mean, var) = layer(rng, 3)
    single = [a.astype(np.float32) for a in (rng.normal(3.0, 2.0, size=(6, 3)), gamma, beta, mean, var)]
    y = compare.batchnorm_inference(*single[:3], (single[3], single[4]), eps=0.1, rtol=1e-5, atol=1e-5)
    assert y.dtype == np.float32, "float32 inputs must give a float32 y."
    ones = np.ones(4, dtype=np.int64)
    compare.batchnorm_inference(
        rng.integers(-9, 10, size=(5, 4)), np.arange(1, 5), ones, (2 * ones, 3 * ones), eps=0.1
    )
    compare.batchnorm_inference(rng.normal(size=(4, 7)).T, *layer(rng, 4), eps=0.1)


@task("inference", points=2, hint="Convert integers first: 100 - (-100) overflows in int8.")
def test_narrow_and_unsigned_integers(compare, rng):
    """Integers of 8 and 16 bits become float64."""
    for dtype in NARROW:
        x, gamma, beta = whole(rng, dtype, 6, 4), whole(rng, dtype, 4), whole(rng, dtype, 4)
        running = whole(rng, dtype, 4)[::-1], np.full(4, np.iinfo(dtype).max)
        compare.batchnorm_inference(x, gamma, beta, running, eps=0.5)
        compare.batchnorm_inference(x[:3], gamma, beta, running, eps=2)


@task("inference", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first = rng.normal(3.0, 2.0, size=(6, 4)), *layer(rng, 4)
    other = rng.normal(0.0, 1.0, size=(3, 4)), *layer(rng, 4)
    for case in first, other, first:
        compare.batchnorm_inference(*case, eps=0.2)
