"""Public tests. All numbers are worked by hand; README.md has the same example in a table."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task


def layer():
    """One image of 3 by 3 pixels, one kernel of 2 by 2 taps, and the offset 1."""
    x = np.array([[[[1.0, 2.0, 0.0], [3.0, 1.0, 2.0], [0.0, 2.0, 1.0]]]])
    return x, np.array([[[[1.0, 2.0], [0.0, -1.0]]]]), np.array([1.0])


@task("convolution")
def test_the_worked_example(student):
    """The first window gives 1 · 1 + 2 · 2 + 3 · 0 - 1 · 1, which is 4. The offset makes it 5."""
    assert_close(
        student.im2col_convolution(*layer(), padding=0, stride=1), np.array([[[[5.0, 1.0], [4.0, 5.0]]]])
    )


@task("convolution")
def test_channels_are_summed(student):
    """A second channel of tens has a kernel of ones: each window adds 40."""
    x, W, b = layer()
    x, W = np.concatenate([x, np.full_like(x, 10.0)], axis=1), np.concatenate([W, np.ones_like(W)], axis=1)
    assert_close(
        student.im2col_convolution(x, W, b, padding=0, stride=1), np.array([[[[45.0, 41.0], [44.0, 45.0]]]])
    )


@task("convolution")
def test_a_frame_of_zeros_and_steps_of_two(student):
    """With padding 1 and stride 2 the first window holds 0, 0, 0 and 1."""
    y = student.im2col_convolution(*layer(), padding=1, stride=2)
    assert_close(y, np.array([[[[0.0, 1.0], [7.0, 5.0]]]]))


@task("convolution", weak=True)
def test_other_channels_are_refused(student):
    """A kernel for two channels does not fit an image with one: ValueError."""
    x, W, b = layer()
    assert_raises("ValueError", student.im2col_convolution, x, np.concatenate([W, W], axis=1), b, 0, 1)
