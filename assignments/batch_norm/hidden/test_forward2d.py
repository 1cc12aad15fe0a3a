"""The training step on images: statistics per channel, over the batch and all pixels."""

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


def layer(rng, c):
    """Scale, offset and running statistics of a layer that has been training: all channels differ."""
    gamma = rng.uniform(0.5, 2.0, size=c) * rng.choice([-1.0, 1.0], size=c)
    return gamma, rng.normal(size=c), (rng.normal(2.0, 1.0, size=c), rng.uniform(0.5, 3.0, size=c))


def images(rng, b, c, h, w):
    """Images whose channels differ in mean and scale, and whose rows, columns and samples differ in mean."""
    channel = rng.normal(0.0, 3.0, size=(c, 1, 1)), rng.uniform(0.5, 2.0, size=(c, 1, 1))
    place = rng.normal(size=(b, 1, 1, 1)) + rng.normal(size=(h, 1)) + rng.normal(size=w)
    return channel[0] + channel[1] * (place + rng.normal(size=(b, c, h, w)))


@task("forward2d", points=2, hint="gamma has one entry per channel. Over which axes is the mean?")
def test_statistics_are_per_channel_over_batch_and_pixels(compare, rng):
    """There is one mean and one variance per channel, over all images and pixels."""
    compare.batchnorm2d_forward(images(rng, 3, 2, 5, 4), *layer(rng, 2), momentum=0.1, eps=0.01)
    compare.batchnorm2d_forward(images(rng, 2, 5, 3, 7), *layer(rng, 5), momentum=0.3, eps=0.5)
    compare.batchnorm2d_forward(images(rng, 4, 3, 2, 5), *layer(rng, 3), momentum=0.6, eps=6.0)


@task("forward2d", points=2, hint="The channels are axis 1, whatever the lengths of the axes are.")
def test_square_images_and_axes_of_equal_length(compare, rng):
    """Images are square, and there are as many images as channels."""
    for b, c, h, w in (3, 3, 3, 3), (2, 4, 4, 4), (4, 4, 2, 3), (3, 5, 6, 5), (2, 2, 2, 2):
        compare.batchnorm2d_forward(images(rng, b, c, h, w), *layer(rng, c), momentum=0.3, eps=0.1)


@task("forward2d", hint="Add eps once, and no other constant.")
def test_nothing_but_eps_is_added_to_the_variance(compare, rng):
    """The variance is 1e-18 and eps is 1e-20. The result is exact."""
    gamma, beta, (mean, var) = layer(rng, 3)
    x = images(rng, 2, 3, 4, 5) * 1e-9
    compare.batchnorm2d_forward(x, gamma, beta, (mean * 1e-9, var * 1e-18), momentum=0.5, eps=1e-20)


@task("forward2d", hint="Do not clip.")
def test_nothing_is_clipped(compare, rng):
    """One pixel lies far from the others. Its normalised value is above 10."""
    x = images(rng, 5, 2, 6, 8)
    x[3, :, 4, 1] += 1e5
    compare.batchnorm2d_forward(x, *layer(rng, 2), momentum=0.4, eps=1e-3)


@task("forward2d", hint="Put momentum = 0 and momentum = 1 into your formula.")
def test_momentum_zero_keeps_and_momentum_one_replaces(compare, rng):
    """Momentum 0 keeps the running statistics. Momentum 1 replaces them. Both may be integers."""
    for momentum in 0, 1, 0.0, 1.0:
        compare.batchnorm2d_forward(images(rng, 2, 3, 4, 5), *layer(rng, 3), momentum=momentum, eps=0.1)


@task("forward2d", hint="A single image has H * W values per channel.")
def test_one_image_is_a_batch(compare, rng):
    """A single image is enough if a channel has two values."""
    compare.batchnorm2d_forward(images(rng, 1, 3, 4, 6), *layer(rng, 3), momentum=0.2, eps=0.1)
    compare.batchnorm2d_forward(images(rng, 1, 4, 1, 2), *layer(rng, 4), momentum=0.2, eps=0.3)


@task("forward2d", hint="It divides by the number of values per channel, minus 1.")
def test_few_values_per_channel(compare, rng):
    """The running variance is right for few values per channel."""
    compare.batchnorm2d_forward(images(rng, 2, 6, 1, 3), *layer(rng, 6), momentum=0.6, eps=0.1)
    compare.batchnorm2d_forward(images(rng, 5, 3, 1, 1), *layer(rng, 3), momentum=0.4, eps=0.1)


@task("forward2d", hint="The state comes in as `running` and is returned as the second result.")
def test_steps_in_a_row(compare, reference, rng):
    """Each step starts from the running statistics of the step before."""
    gamma, beta, _ = layer(rng, 4)
    running = np.zeros(4), np.ones(4)
    for b in 2, 3:
        x = images(rng, b, 4, 3, 5)
        compare.batchnorm2d_forward(x, gamma, beta, running, momentum=0.25, eps=0.1)
        _, running = reference.batchnorm2d_forward(x, gamma, beta, running, momentum=0.25, eps=0.1)


@task("forward2d", hint="reshape does not move an axis. Use transpose before you flatten.")
def test_pixels_may_be_rearranged(student, rng):
    """Exchanged rows and columns, or exchanged channels, give the same output, exchanged."""
    x = images(rng, 2, 3, 4, 5)
    gamma, beta, (mean, var) = layer(rng, 3)
    y, running = student.batchnorm2d_forward(x, gamma, beta, (mean, var), momentum=0.1, eps=0.2)
    assert_close(
        y.mean(axis=(0, 2, 3)), beta, what="The mean of each channel of y must be beta; yours is not."
    )
    turned = student.batchnorm2d_forward(x.swapaxes(2, 3), gamma, beta, (mean, var), momentum=0.1, eps=0.2)
    assert_close(
        turned,
        (y.swapaxes(2, 3), running),
        what="Exchanged rows and columns must give the same output, exchanged; yours does not.",
    )
    back = slice(None, None, -1)
    swapped, _ = student.batchnorm2d_forward(
        x[:, back], gamma[back], beta[back], (mean[back], var[back]), momentum=0.1, eps=0.2
    )
    assert_close(
        swapped, y[:, back], what="Exchanged channels must give the same output, exchanged; yours does not."
    )


@task("forward2d", hint="Subtract the mean before you square.")
def test_large_mean_costs_no_digits(compare, rng):
    """With a mean of 10000 and a standard deviation of 0.01, the result is exact."""
    x = 1e4 + rng.normal(0.0, 0.01, size=(2, 3, 4, 3))
    compare.batchnorm2d_forward(x, *layer(rng, 3), momentum=0.9, eps=1e-5, rtol=1e-6, atol=1e-7)


@task("forward2d", hint="Give the results the dtype of the inputs.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    gamma, beta, (mean, var) = layer(rng, 3)
    single = [a.astype(np.float32) for a in (images(rng, 2, 3, 4, 5), gamma, beta, mean, var)]
    y, (_, new_var) = compare.batchnorm2d_forward(
        *single[:3], (single[3], single[4]), momentum=0.3, eps=0.5, rtol=1e-5, atol=3e-5
    )
    assert y.dtype == np.float32, "float32 inputs must give a float32 y."
    assert new_var.dtype == np.float32, "float32 inputs must give float32 running statistics."
    ones = np.ones(2, dtype=np.int64)
    distinct = rng.permutation(60).reshape(3, 2, 5, 2)  # so that no channel is constant
    compare.batchnorm2d_forward(distinct, np.arange(1, 3), ones, (0 * ones, ones), momentum=0.3, eps=0.1)
    channels_last = np.moveaxis(np.ascontiguousarray(np.moveaxis(images(rng, 2, 4, 3, 5), 1, -1)), -1, 1)
    compare.batchnorm2d_forward(channels_last, *layer(rng, 4), momentum=0.3, eps=0.1)


@task("forward2d", points=2, hint="Convert integers first: 100 - (-100) overflows in int8.")
def test_narrow_and_unsigned_integers(compare, rng):
    """Integers of 8 and 16 bits become float64."""
    for dtype in NARROW:
        x, gamma, beta = whole(rng, dtype, 4, 3, 2, 5), whole(rng, dtype, 3), whole(rng, dtype, 3)
        running = whole(rng, dtype, 3), np.abs(whole(rng, dtype, 3) // 2)
        compare.batchnorm2d_forward(x, gamma, beta, running, momentum=0.3, eps=0.5)
        compare.batchnorm2d_forward(x[:3], gamma, beta, running, momentum=1, eps=2)


@task("forward2d", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first = images(rng, 2, 3, 4, 2), *layer(rng, 3)
    other = images(rng, 3, 3, 2, 5), *layer(rng, 3)
    for case in first, other, first:
        compare.batchnorm2d_forward(*case, momentum=0.6, eps=0.2)


@task(
    "forward2d", weak=True, hint="The unbiased variance divides by the number of values per channel, minus 1."
)
def test_a_channel_of_one_value_is_refused(compare, rng):
    """ValueError is raised for one image of one pixel, and for no image."""
    for size in (1, 3, 1, 1), (0, 3, 4, 5):
        x = rng.normal(size=size)
        compare.raises("ValueError", "batchnorm2d_forward", x, *layer(rng, 3), 0.1, 1e-5)
