"""Public tests. All numbers are worked by hand; README.md shows how."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task


def image():
    """One image with one channel, 3 by 4 pixels."""
    return np.array([[[[1.0, 2.0, 0.0, 1.0], [3.0, 1.0, 2.0, 0.0], [0.0, 2.0, 1.0, 3.0]]]])


def kernel():
    """One kernel of 2 by 2 taps."""
    return np.array([[[[1.0, 2.0], [0.0, -1.0]]]])


@task("output_size")
def test_number_of_places(student):
    """(7 + 6 - 3)/2 + 1 = 6. (8 - 3)/2 is 2.5, so 2 + 1 = 3. With dilation 2, three weights cover 5: 9 - 5 + 1 = 5."""
    assert_close(student.conv_output_size(7, 3, 3, 2), 6)
    assert_close(student.conv_output_size(8, 3, 0, 2), 3)
    assert_close(student.conv_output_size(9, 3, 0, 1, 2), 5)


@task("output_size", weak=True)
def test_too_large_a_kernel_is_refused(student):
    """Three weights with dilation 2 cover 5 pixels, but there are 2 + 1 + 1: ValueError."""
    assert_raises("ValueError", student.conv_output_size, 2, 3, 1, 1, 2)


@task("output_size", weak=True)
def test_arguments_out_of_range_are_refused(student):
    """A stride of 0, a dilation of 0, a padding of -1, a kernel of 0: ValueError."""
    for layer in (5, 3, 0, 0), (5, 3, 0, 1, 0), (5, 3, -1, 1), (5, 0, 0, 1):
        assert_raises("ValueError", student.conv_output_size, *layer)


@task("forward")
def test_plain_convolution(student):
    """The first window is 1, 2, 3, 1: 1 + 1*1 + 2*2 + 0*3 - 1*1 = 5."""
    y = student.conv2d_forward(image(), kernel(), np.array([1.0]), padding=0, stride=1)
    assert_close(y, np.array([[[[5.0, 1.0, 3.0], [4.0, 5.0, 0.0]]]]))


@task("forward")
def test_padding_and_stride(student):
    """The first window is three zeros and x[0, 0], which has the weight -1: 1 - 1*1 = 0."""
    y = student.conv2d_forward(image(), kernel(), np.array([1.0]), padding=1, stride=2)
    assert_close(y, np.array([[[[0.0, 1.0, 1.0], [7.0, 5.0, 1.0]]]]))


@task("forward")
def test_dilation(student):
    """The pixels are 1, 0, 0, 1 and then 2, 1, 2, 3: 1 + 1 - 1 = 1 and 1 + 2 + 2*1 - 3 = 2."""
    y = student.conv2d_forward(image(), kernel(), np.array([1.0]), padding=0, stride=1, dilation=2)
    assert_close(y, np.array([[[[1.0, 2.0]]]]))


@task("forward")
def test_products_of_small_integers(student):
    """100 * 2 = 200 overflows in 8 bits, so int8 becomes float64 first."""
    x, W = np.full((1, 1, 1, 1), 100, dtype=np.int8), np.full((1, 1, 1, 1), 2, dtype=np.int8)
    y = student.conv2d_forward(x, W, np.zeros(1, dtype=np.int8), padding=0, stride=1)
    assert_close(y, np.array([[[[200.0]]]]))


@task("backward")
def test_gradients_of_the_worked_example(student):
    """Three outputs have a gradient that is not 0: 1 at (0, 0), 2 at (0, 2), -1 at (1, 1)."""
    dout = np.array([[[[1.0, 0.0, 2.0], [0.0, -1.0, 0.0]]]])
    dx, dW, db = student.conv2d_backward(dout, image(), kernel(), padding=0, stride=1)
    assert_close(db, np.array([2.0]))  # 1 + 2 - 1
    assert_close(dW, np.array([[[[0.0, 2.0], [5.0, 0.0]]]]))  # tap (0, 1): 1*2 + 2*1 - 1*2
    expected = [[1.0, 2.0, 2.0, 4.0], [0.0, -2.0, -2.0, -2.0], [0.0, 0.0, 1.0, 0.0]]
    assert_close(dx, np.array([[expected]]))  # x[1, 1]: 1*(-1) - 1*1


@task("same_padding")
def test_padding_that_keeps_the_size(student):
    """For a kernel of 5, w + 4 - 4 = w. A kernel of 3 with dilation 4 covers 9, so 4 on each side."""
    assert_close(student.same_padding(5), 2)
    assert_close(student.same_padding(3, 4), 4)


@task("same_padding", weak=True)
def test_even_kernels_are_refused(student):
    """An even kernel is an error, whatever the dilation is: ValueError."""
    assert_raises("ValueError", student.same_padding, 4)
    assert_raises("ValueError", student.same_padding, 6, 2)


@task("max_pool")
def test_largest_values(student):
    """Windows of 2 by 2 with stride 1. The first is 1, 2, 3, 1."""
    assert_close(
        student.max_pool(image(), size=2, stride=1), np.array([[[[3.0, 2.0, 2.0], [3.0, 2.0, 3.0]]]])
    )


@task("max_pool")
def test_a_window_of_minus_infinity(student):
    """The first window has minus infinity only. The second has -5, too."""
    x = np.array([[[[-np.inf, -np.inf, -5.0], [-np.inf, -np.inf, -np.inf]]]])
    assert_close(student.max_pool(x, size=2, stride=1), np.array([[[[-np.inf, -5.0]]]]))


@task("max_pool_backward")
def test_gradient_goes_to_the_maxima(student):
    """x[1, 0] is the maximum of two windows: 1 + 4. Of the two 2s in the second window, the first gets 2."""
    dout = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
    dx = student.max_pool_backward(dout, image(), size=2, stride=1)
    assert_close(dx, np.array([[[[0.0, 2.0, 0.0, 0.0], [5.0, 0.0, 8.0, 0.0], [0.0, 0.0, 0.0, 6.0]]]]))


@task("avg_pool")
def test_means(student):
    """Windows of 2 by 2 with stride 1. The first is 1, 2, 3, 1, with sum 7."""
    y = student.avg_pool(image(), size=2, stride=1)
    assert_close(y, np.array([[[[1.75, 1.25, 0.75], [1.5, 1.5, 1.5]]]]))


@task("k_max_pool")
def test_two_largest_in_their_order(student):
    """5 is larger than 4 and comes after it. Of the two 2s in the second row, the first is kept."""
    x = np.array([[1.0, 4.0, 2.0, 5.0], [2.0, 3.0, 2.0, 0.0]])
    assert_close(student.k_max_pool(x, 2), np.array([[4.0, 5.0], [2.0, 3.0]]))


@task("receptive_field")
def test_three_layers(student):
    """3 outputs of the second layer depend on 6 of the first. These depend on 6 + 2 = 8 pixels."""
    assert_close(student.receptive_field([(3, 1), (2, 2), (3, 1)]), 8)
    assert_close(student.receptive_field([(3, 1), (2, 2)]), 4)


@task("parameter_counts")
def test_a_small_layer(student):
    """2 * (3 * 3 * 3 + 1) = 56. The dense layer has 40 outputs with 60 weights and a bias each: 40 * 61 = 2440."""
    assert_close(student.parameter_counts((3, 4, 5), 2, (3, 3)), (56, 2440))
