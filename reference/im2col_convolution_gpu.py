r"""Convolution on a GPU as matrix products of a few images each: windows that stay in the cache.

A layer of 128 kernels does hundreds of operations for each pixel that it reads. A GPU is fast enough for them only
inside a matrix product. The product needs the pixels of every window in a matrix of their own, which is ``KH * KW``
times as large as the images. Made for a whole batch, it goes to memory and comes back. Made for a few images, it stays
in the cache.

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
* run it without a GPU: hand in tensors that lie on the CPU.
"""

from __future__ import annotations

import torch

CACHED = 1 << 23
"""Entries of the matrix of windows that are made together: 32 MB in float32 stay in the cache of a large GPU."""


def im2col_convolution(
    x: torch.Tensor, W: torch.Tensor, b: torch.Tensor, padding: int, stride: int
) -> torch.Tensor:
    r"""Slide kernels over images and take a weighted sum of all channels at every place.

    With :math:`\tilde x` the image with ``padding`` zeros on each side and with the stride :math:`s`:

    .. math:: y_{nfuv} = b_f + \sum_{c} \sum_{i=0}^{KH-1} \sum_{j=0}^{KW-1}
              W_{fcij} \, \tilde x_{n,\,c,\,su + i,\,sv + j}

    Parameters
    ----------
    x : tensor of shape (B, C, H, W), float32 or float64
        A batch of images. All entries of x, W and b are finite.
    W : tensor of shape (F, C, KH, KW)
        Kernels, one per output channel; of the same dtype and on the same device, as are the offsets.
    b : tensor of shape (F,)
        Offsets, one per output channel.
    padding : int >= 0
        Rows and columns of zeros on each side.
    stride : int >= 1
        Step between places, in both directions.

    Returns
    -------
    tensor of shape (B, F, H', W')
        On the device of x, W and b and of their dtype.

    Raises
    ------
    ValueError
        If W has another number of channels than x, if padding is below 0, if stride is below 1, or if the kernel
        does not fit into the padded image.

    Notes
    -----
    Beyond the result, memory must not grow with the number of images. float32 means all of its 24 bits, also within
    a matrix product: TF32, which keeps 11 of them, is not precise enough. PyTorch does not use it for products unless
    told to.

    References
    ----------
    S. Chetlur et al.: cuDNN: Efficient primitives for deep learning, 2014, section 3. Lecture notes 004:267-290 have
    convolution, without a word on how it is computed.

    Examples
    --------
    >>> x = torch.tensor([[[[1.0, 2.0, 0.0], [3.0, 1.0, 2.0], [0.0, 2.0, 1.0]]]])
    >>> W, b = torch.tensor([[[[1.0, 2.0], [0.0, -1.0]]]]), torch.tensor([1.0])
    >>> im2col_convolution(x, W, b, padding=0, stride=1)[0, 0]
    tensor([[5., 1.],
            [4., 5.]])
    """
    if W.shape[1] != x.shape[1]:
        raise ValueError(
            f"W must have as many channels as x, got the shapes {tuple(W.shape)} and {tuple(x.shape)}"
        )
    if padding < 0 or stride < 1:
        raise ValueError(f"padding must be at least 0 and stride at least 1, got {padding} and {stride}")
    if any(x.shape[axis] + 2 * padding < W.shape[axis] for axis in (2, 3)):
        raise ValueError(
            f"the kernel must fit into the padded image, got {tuple(W.shape)} and {tuple(x.shape)}"
        )
    windows = _windows(x, W, padding, stride)
    rows, columns = windows.shape[4:]
    flat = W.reshape(len(W), -1)  # (F, C KH KW): a kernel is a row
    out = x.new_empty(len(x), len(W), rows * columns)
    step = max(1, CACHED // (flat.shape[1] * rows * columns))
    for start in range(0, len(x), step):
        part = windows[start : start + step]
        copied = part.reshape(len(part), -1, rows * columns)  # (step, C KH KW, H' W'): the copy of the pixels
        kernels = flat.expand(len(part), -1, -1)
        torch.baddbmm(b[:, None], kernels, copied, out=out[start : start + step])
    return out.view(len(x), len(W), rows, columns)


def _windows(x: torch.Tensor, W: torch.Tensor, padding: int, stride: int) -> torch.Tensor:
    """A view of every window of the padded images: (B, C, KH, KW, H', W')."""
    height, width = x.shape[2:]
    if padding:
        padded = x.new_zeros(*x.shape[:2], height + 2 * padding, width + 2 * padding)
        padded[:, :, padding : padding + height, padding : padding + width] = x
        x = padded
    views = x.unfold(2, W.shape[2], stride).unfold(3, W.shape[3], stride)  # (B, C, H', W', KH, KW)
    return views.permute(0, 1, 4, 5, 2, 3)
