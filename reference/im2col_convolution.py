r"""Convolution as one matrix product per image: the pixels of every window, copied side by side.

A convolution computes a sum of products for each window, and a processor does such sums fastest inside a product of
two matrices. So the windows are copied into the columns of a matrix ("image to columns", im2col). The kernels are
the rows of another one, and their product is the output. The copy holds each pixel several times. It is made for one
image after the other, so that it stays in the cache until the product has read it.

============  ====================================================================
letter        meaning
============  ====================================================================
``B``         images in the batch
``C``, ``F``  channels of the input, channels of the output (one kernel each)
``H, W``      height and width of an image in pixels
``KH, KW``    height and width of a kernel
``H', W'``    height and width of the output
============  ====================================================================

How do I …

* keep the size of an image with an odd kernel: ``padding=KH // 2`` and ``stride=1``;
* get a dense layer on each pixel: a kernel of one pixel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def im2col_convolution(x: Array, W: Array, b: Array, padding: int, stride: int) -> Array:
    r"""Slide kernels over images and take a weighted sum of all channels at every place.

    With :math:`\tilde x` the image with ``padding`` zeros on each side and with the stride :math:`s`:

    .. math:: y_{nfuv} = b_f + \sum_{c} \sum_{i=0}^{KH-1} \sum_{j=0}^{KW-1}
              W_{fcij} \, \tilde x_{n,\,c,\,su + i,\,sv + j}

    Parameters
    ----------
    x : ndarray of shape (B, C, H, W)
        A batch of images. All entries of x, W and b are finite.
    W : ndarray of shape (F, C, KH, KW)
        Kernels, one per output channel. A kernel is not flipped.
    b : ndarray of shape (F,)
        Offsets, one per output channel.
    padding : int >= 0
        Rows and columns of zeros on each side.
    stride : int >= 1
        Step between places, in both directions.

    Returns
    -------
    ndarray of shape (B, F, H', W')
        ``H' = (H + 2 padding - KH) // stride + 1``, and the width likewise. Floating inputs keep their dtype,
        integers become float64; of mixed dtypes the widest is returned.

    Raises
    ------
    ValueError
        If W has another number of channels than x, if padding is below 0, if stride is below 1, or if the kernel
        does not fit into the padded image.

    Notes
    -----
    Beyond the result, memory must not grow with the number of images. The number of NumPy calls must not grow with
    the number of pixels.

    References
    ----------
    K. Chellapilla, S. Puri, P. Simard: High performance convolutional neural networks for document processing,
    2006. Lecture notes 004:267-290 have convolution, without a word on how it is computed.

    Examples
    --------
    >>> x = np.array([[[[1.0, 2.0, 0.0], [3.0, 1.0, 2.0], [0.0, 2.0, 1.0]]]])
    >>> W, b = np.array([[[[1.0, 2.0], [0.0, -1.0]]]]), np.array([1.0])
    >>> im2col_convolution(x, W, b, padding=0, stride=1)[0, 0]
    array([[5., 1.],
           [4., 5.]])
    >>> im2col_convolution(x, W, b, padding=1, stride=2)[0, 0]
    array([[0., 1.],
           [7., 5.]])
    """
    padding, stride = int(padding), int(stride)
    images, channels, height, width = x.shape
    kernels, taps, (rows, columns) = len(W), W.shape[2:], _places(x.shape, W.shape, padding, stride)
    dtype = np.result_type(x.dtype, W.dtype, b.dtype, 1.0)
    flat = W.reshape(kernels, -1).astype(dtype)  # (F, C KH KW): a kernel is a row
    padded = np.zeros((channels, height + 2 * padding, width + 2 * padding), dtype)
    windows = np.empty((channels, *taps, rows, columns), dtype)  # one image, and nothing larger
    out = np.empty((images, kernels, rows * columns), dtype)
    for image, result in zip(x, out, strict=True):
        padded[:, padding : padding + height, padding : padding + width] = image
        # The loop runs over the few taps, not over the many places: tap (i, j) meets one pixel of every window.
        for i, j in np.ndindex(taps):
            met = padded[:, i : i + stride * rows : stride, j : j + stride * columns : stride]
            windows[:, i, j] = met  # (C, H', W')
        np.matmul(flat, windows.reshape(-1, rows * columns), out=result)  # (F, H' W')
    out += b[:, np.newaxis]
    return out.reshape(images, kernels, rows, columns)


def _places(x: tuple[int, ...], W: tuple[int, ...], padding: int, stride: int) -> tuple[int, int]:
    """Height and width of the output, from the shapes of images and kernels."""
    if W[1] != x[1]:
        raise ValueError(f"W must have as many channels as x, got the shapes {W} and {x}")
    if padding < 0 or stride < 1:
        raise ValueError(f"padding must be at least 0 and stride at least 1, got {padding} and {stride}")
    rows, columns = ((x[axis] + 2 * padding - W[axis]) // stride + 1 for axis in (2, 3))
    if rows < 1 or columns < 1:
        raise ValueError(f"the kernel must fit into the padded image, got the shapes {W} and {x}")
    return rows, columns
