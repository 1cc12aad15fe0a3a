"""Convolution and pooling: write the ten functions below.

Images are ``(B, C, H, W)``, kernels ``(F, C, KH, KW)``; ``H', W'`` are the height and width of the output.
README.md has the formulas and examples to redo by hand. Return new arrays; do not change the ones you are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


def conv_output_size(w: int, f: int, p: int, s: int, d: int = 1) -> int:
    r"""Number of places at which a kernel fits, along one axis.

    A kernel of ``f`` taps that lie ``d`` pixels apart spans :math:`d (f - 1) + 1` pixels. With ``p`` pixels of
    padding on both sides and steps of ``s`` pixels it fits at

    .. math:: \left\lfloor \frac{w + 2p - d (f - 1) - 1}{s} \right\rfloor + 1

    places. Pixels left over at the far end are not used.

    Parameters
    ----------
    w : int >= 1
        Size of the image along the axis.
    f : int >= 1
        Size of the kernel.
    p : int >= 0
        Padding on each side.
    s : int >= 1
        Stride.
    d : int >= 1
        Dilation; 1 leaves no gaps.

    Returns
    -------
    int
        Size of the output, at least 1.

    Raises
    ------
    ValueError
        If f, s or d is less than 1, if p is less than 0, or if the kernel spans more pixels than the padded
        image has. The message names the argument.

    References
    ----------
    Lecture notes 004:263, without the floor and for d = 1. V. Dumoulin, F. Visin: A guide to convolution
    arithmetic for deep learning, 2016, relationships 6 and 15.

    Examples
    --------
    >>> conv_output_size(7, 3, 3, 2), conv_output_size(8, 3, 0, 2), conv_output_size(9, 3, 0, 1, d=2)
    (6, 3, 5)
    """
    raise NotImplementedError


def conv2d_forward(x: Array, W: Array, b: Array, padding: int, stride: int, dilation: int = 1) -> Array:
    r"""Slide kernels over images and take a weighted sum of all channels at every place.

    With :math:`\tilde x` the image with ``padding`` zeros on each side, stride :math:`s`, dilation :math:`d`:

    .. math:: y_{nfuv} = b_f + \sum_{c} \sum_{i=0}^{KH-1} \sum_{j=0}^{KW-1}
              W_{fcij} \, \tilde x_{n,\,c,\,su + di,\,sv + dj}

    Parameters
    ----------
    x : ndarray of shape (B, C, H, W)
        A batch of images.
    W : ndarray of shape (F, C, KH, KW)
        Kernels, one per output channel.
    b : ndarray of shape (F,)
        Offsets, one per output channel.
    padding : int >= 0
        Rows and columns of zeros on each side.
    stride : int >= 1
        Step between places, in both directions.
    dilation : int >= 1
        Distance between neighbouring taps of the kernel, in both directions.

    Returns
    -------
    ndarray of shape (B, F, H', W')
        Sizes by `conv_output_size`. Floating inputs keep their dtype, integers become float64.

    Raises
    ------
    ValueError
        If W has another number of channels than x, if the kernel does not fit into the padded image, or if
        padding, stride or dilation is out of range.

    Notes
    -----
    The index grows in W and in x: the kernel is not flipped. In mathematics this is a cross-correlation, and
    a convolution flips the kernel. Learned kernels can represent both, so deep learning uses the name
    convolution for this sum. Cost: O(B F C KH KW H' W').

    References
    ----------
    Lecture notes 004:267-290. I. Goodfellow, Y. Bengio, A. Courville: Deep Learning, 2016, section 9.1,
    equation 9.6.

    Examples
    --------
    >>> x = np.array([[[[1.0, 2.0, 0.0, 1.0], [3.0, 1.0, 2.0, 0.0], [0.0, 2.0, 1.0, 3.0]]]])
    >>> W, b = np.array([[[[1.0, 2.0], [0.0, -1.0]]]]), np.array([1.0])
    >>> conv2d_forward(x, W, b, padding=0, stride=1)[0, 0]
    array([[5., 1., 3.],
           [4., 5., 0.]])
    >>> conv2d_forward(x, W, b, padding=1, stride=2)[0, 0]
    array([[0., 1., 1.],
           [7., 5., 1.]])
    >>> conv2d_forward(x, W, b, padding=0, stride=1, dilation=2)[0, 0]
    array([[1., 2.]])
    """
    raise NotImplementedError


def conv2d_backward(
    dout: Array, x: Array, W: Array, padding: int, stride: int, dilation: int = 1
) -> tuple[Array, Array, Array]:
    r"""Gradients of a loss with respect to the images, the kernels and the offsets.

    With the upstream gradient :math:`g_{nfuv} = \partial L / \partial y_{nfuv}`, and :math:`y` as in
    `conv2d_forward`:

    .. math::

        \frac{\partial L}{\partial \theta} = \sum_{n,f,u,v} g_{nfuv} \frac{\partial y_{nfuv}}{\partial \theta}
        \qquad\text{for every entry } \theta \text{ of } x, W, b

    Parameters
    ----------
    dout : ndarray of shape (B, F, H', W')
        Upstream gradient, the derivative of the loss with respect to y.
    x : ndarray of shape (B, C, H, W)
        The images the forward pass was given, not padded.
    W : ndarray of shape (F, C, KH, KW)
        The kernels of the forward pass.
    padding, stride, dilation : int
        As in the forward pass.

    Returns
    -------
    dx : ndarray of shape (B, C, H, W)
    dW : ndarray of shape (F, C, KH, KW)
    db : ndarray of shape (F,)
        Floating inputs keep their dtype, integers become float64.

    Raises
    ------
    ValueError
        If the kernel does not fit into the padded image, or padding, stride or dilation is out of range.

    Notes
    -----
    A kernel entry is used at every place of every image, and a pixel lies in several windows, so their
    gradients are sums. A pixel that no window reaches has gradient 0: the stride leaves it over, or it lies
    in a gap. Cost: twice that of the forward pass.

    References
    ----------
    Goodfellow, Bengio, Courville 2016, section 9.5, equations 9.11 and 9.13. Not in the lecture notes.

    Examples
    --------
    >>> x = np.array([[[[1.0, 2.0, 0.0, 1.0], [3.0, 1.0, 2.0, 0.0], [0.0, 2.0, 1.0, 3.0]]]])
    >>> W = np.array([[[[1.0, 2.0], [0.0, -1.0]]]])
    >>> dout = np.array([[[[1.0, 0.0, 2.0], [0.0, -1.0, 0.0]]]])
    >>> dx, dW, db = conv2d_backward(dout, x, W, padding=0, stride=1)
    >>> dx[0, 0] + 0.0
    array([[ 1.,  2.,  2.,  4.],
           [ 0., -2., -2., -2.],
           [ 0.,  0.,  1.,  0.]])
    >>> dW[0, 0], db
    (array([[0., 2.],
           [5., 0.]]), array([2.]))
    """
    raise NotImplementedError


def same_padding(f: int, d: int = 1) -> int:
    r"""Padding on each side that keeps the size of an image at stride 1.

    It is the :math:`p` with :math:`w + 2p - d (f - 1) = w`. An even f is refused, whatever d is.

    Parameters
    ----------
    f : int >= 1, odd
        Size of the kernel.
    d : int >= 1
        Dilation.

    Returns
    -------
    int
        Pixels of padding on each side.

    Raises
    ------
    ValueError
        If f is even, or if f or d is less than 1. The message names the argument.

    Notes
    -----
    With an even kernel and no dilation the padding would have to differ on the two sides. An even dilation
    makes :math:`d (f - 1)` even, but this function refuses an even f in every case.

    References
    ----------
    Lecture notes 004:263 and 004:278.

    Examples
    --------
    >>> same_padding(1), same_padding(5), same_padding(3, d=4)
    (0, 2, 4)
    """
    raise NotImplementedError


def max_pool(x: Array, size: int, stride: int) -> Array:
    r"""The largest value in each window, channel by channel.

    .. math:: y_{ncuv} = \max_{0 \le i, j < k} x_{n,\,c,\,su + i,\,sv + j}

    for windows of :math:`k \times k` pixels. There is no padding. Windows that would reach over the edge are
    left out.

    Parameters
    ----------
    x : ndarray of shape (B, C, H, W)
        A batch of images. Pixels may be minus infinity.
    size : int >= 1
        Height and width :math:`k` of the window.
    stride : int >= 1
        Step :math:`s` between windows, in both directions.

    Returns
    -------
    ndarray of shape (B, C, H', W')
        Sizes by `conv_output_size` with p = 0. Floating inputs keep their dtype, integers become float64.

    Raises
    ------
    ValueError
        If the window does not fit into the image, or if size or stride is less than 1.

    References
    ----------
    Lecture notes 004:291-293. Goodfellow, Bengio, Courville 2016, section 9.3.

    Examples
    --------
    >>> x = np.array([[[[1.0, 2.0, 0.0, 1.0], [3.0, 1.0, 2.0, 0.0], [0.0, 2.0, 1.0, 3.0]]]])
    >>> max_pool(x, size=2, stride=1)[0, 0]
    array([[3., 2., 2.],
           [3., 2., 3.]])
    """
    raise NotImplementedError


def max_pool_backward(dout: Array, x: Array, size: int, stride: int) -> Array:
    r"""Gradient of a loss with respect to the input of `max_pool`.

    Every window passes its upstream gradient to the pixel that was its maximum, and to no other. Of equal
    maxima the first in reading order (row by row) gets all of it. A pixel that is the maximum of several
    windows gets the sum.

    Parameters
    ----------
    dout : ndarray of shape (B, C, H', W')
        Upstream gradient, the derivative of the loss with respect to the pooled images.
    x : ndarray of shape (B, C, H, W)
        The images that were pooled. Pixels may be minus infinity.
    size, stride : int
        As in `max_pool`.

    Returns
    -------
    ndarray of shape (B, C, H, W)
        Floating inputs keep their dtype, integers become float64.

    Raises
    ------
    ValueError
        If the window does not fit into the image, or if size or stride is less than 1.

    Notes
    -----
    Where maxima are equal, the function has no derivative. Every way to share the gradient among them gives
    a subgradient; libraries choose the first maximum.

    References
    ----------
    Not in the lecture notes, which name the layer only (004:291).

    Examples
    --------
    >>> x = np.array([[[[1.0, 2.0, 0.0, 1.0], [3.0, 1.0, 2.0, 0.0], [0.0, 2.0, 1.0, 3.0]]]])
    >>> dout = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
    >>> max_pool_backward(dout, x, size=2, stride=1)[0, 0]
    array([[0., 2., 0., 0.],
           [5., 0., 8., 0.],
           [0., 0., 0., 6.]])
    """
    raise NotImplementedError


def avg_pool(x: Array, size: int, stride: int) -> Array:
    r"""The mean of each window, channel by channel.

    .. math:: y_{ncuv} = \frac{1}{k^2} \sum_{i=0}^{k-1} \sum_{j=0}^{k-1} x_{n,\,c,\,su + i,\,sv + j}

    for windows of :math:`k \times k` pixels. There is no padding. Windows that would reach over the edge are
    left out.

    Parameters
    ----------
    x : ndarray of shape (B, C, H, W)
        A batch of images.
    size : int >= 1
        Height and width :math:`k` of the window.
    stride : int >= 1
        Step :math:`s` between windows, in both directions.

    Returns
    -------
    ndarray of shape (B, C, H', W')
        Sizes by `conv_output_size` with p = 0. Floating inputs keep their dtype, integers become float64.

    Raises
    ------
    ValueError
        If the window does not fit into the image, or if size or stride is less than 1.

    References
    ----------
    Lecture notes 004:291-293.

    Examples
    --------
    >>> x = np.array([[[[1.0, 2.0, 0.0, 1.0], [3.0, 1.0, 2.0, 0.0], [0.0, 2.0, 1.0, 3.0]]]])
    >>> avg_pool(x, size=2, stride=1)[0, 0]
    array([[1.75, 1.25, 0.75],
           [1.5 , 1.5 , 1.5 ]])
    """
    raise NotImplementedError


def k_max_pool(x: Array, k: int) -> Array:
    r"""The ``k`` largest values along the last axis, in the order in which they stand.

    Of equal values the earlier ones are taken first.

    Parameters
    ----------
    x : ndarray of shape (..., T), T >= 1
        Sequences along the last axis. Values may be minus infinity.
    k : int, 1 <= k <= T
        How many values to keep.

    Returns
    -------
    ndarray of shape (..., k)
        Floating inputs keep their dtype, integers become float64.

    Raises
    ------
    ValueError
        If k is less than 1 or greater than T.

    Notes
    -----
    Plain max pooling keeps one value and loses its position. k-max pooling keeps the order of the largest
    values, and it gives sequences of any length the same size.

    References
    ----------
    Lecture notes 004:291. N. Kalchbrenner, E. Grefenstette, P. Blunsom: A Convolutional Neural Network for
    Modelling Sentences, ACL 2014, section 3.2.

    Examples
    --------
    >>> k_max_pool(np.array([[1.0, 4.0, 2.0, 5.0], [2.0, 3.0, 2.0, 0.0]]), 2)
    array([[4., 5.],
           [2., 3.]])
    """
    raise NotImplementedError


def receptive_field(layers: Sequence[tuple[int, int]]) -> int:
    r"""Length of the stretch of input, along one axis, that one output of a stack of layers depends on.

    It is counted from the first to the last pixel. Gaps count, too: a stride larger than the kernel leaves some.

    Parameters
    ----------
    layers : sequence of (kernel, stride)
        The convolution and pooling layers, the one next to the input first. Both numbers are ints >= 1. No
        layer is dilated.

    Returns
    -------
    int
        Size of the receptive field; 1 without any layer.

    Raises
    ------
    ValueError
        If a kernel or a stride is less than 1. The message names the layer.

    Notes
    -----
    Padding moves the receptive field and does not widen it, so it is no argument.

    References
    ----------
    Lecture notes 004:261 for the term. The way to count is not in the notes. A. Araujo, W. Norris, J. Sim:
    Computing Receptive Fields of Convolutional Neural Networks, Distill 2019, equation 2.

    Examples
    --------
    >>> receptive_field([(3, 1), (2, 2), (3, 1)])
    8
    """
    raise NotImplementedError


def parameter_counts(
    in_shape: tuple[int, int, int], out_channels: int, kernel: tuple[int, int]
) -> tuple[int, int]:
    r"""Learned numbers of a convolution, and of a dense layer from the same input to the same output.

    The output has the height and width of the input (stride 1, padding that keeps the size). Both layers
    have an offset: the convolution one per output channel, the dense layer one per output.

    Parameters
    ----------
    in_shape : (C, H, W)
        Shape of one image.
    out_channels : int
        Channels F of the output.
    kernel : (KH, KW)
        Height and width of the kernels, both at least 1.

    Returns
    -------
    convolution, dense : int
        Numbers of parameters, offsets included.

    Raises
    ------
    ValueError
        If the height or the width of the kernel is less than 1.

    References
    ----------
    Lecture notes 004:262. Goodfellow, Bengio, Courville 2016, section 9.2.

    Examples
    --------
    >>> parameter_counts((3, 4, 5), 2, (3, 3))
    (56, 2440)
    """
    raise NotImplementedError
