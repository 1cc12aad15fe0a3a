"""Batch normalisation: write the five functions below.

``B`` samples, ``D`` features; images have ``C`` channels of ``H`` by ``W`` pixels. README.md has the
formulas and an example to redo by hand. Return new arrays; do not change the ones you are given.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def batchnorm_forward(
    x: Array, gamma: Array, beta: Array, running: tuple[Array, Array], momentum: float, eps: float
) -> tuple[Array, tuple[Array, Array]]:
    r"""Normalise a batch with its own statistics, and move the running averages towards them.

    .. math::

        \mu_k &= \frac{1}{B} \sum_i x_{ik}, \qquad \sigma_k^2 = \frac{1}{B} \sum_i (x_{ik} - \mu_k)^2 \\
        \hat x_{ik} &= \frac{x_{ik} - \mu_k}{\sqrt{\sigma_k^2 + \epsilon}}, \qquad
        y_{ik} = \gamma_k \hat x_{ik} + \beta_k \\
        \bar\mu_k' &= (1 - m)\,\bar\mu_k + m\,\mu_k, \qquad
        \bar\sigma_k^{2\prime} = (1 - m)\,\bar\sigma_k^2 + m\,\frac{B}{B - 1}\,\sigma_k^2

    Parameters
    ----------
    x : ndarray of shape (B, D), B >= 2
        A batch, one sample per row.
    gamma, beta : ndarray of shape (D,)
        Learned scale and offset.
    running : tuple of two ndarrays of shape (D,)
        Running mean and running variance; ``(zeros, ones)`` before the first batch.
    momentum : float in [0, 1]
        Weight ``m`` of this batch in the running averages; 0 and 1 may be integers.
    eps : float > 0
        Added to the variance before the root is taken; it may have any size. Nothing else is added.

    Returns
    -------
    y : ndarray of shape (B, D)
        Floating inputs keep their dtype, integers become float64.
    new_running : tuple of two ndarrays of shape (D,)
        Running mean and running variance after this batch.

    Raises
    ------
    ValueError
        If the batch has fewer than 2 samples: one sample has no unbiased variance.

    Notes
    -----
    Two variances appear. The batch is normalised with the population variance (divide by B), so that the
    result has variance 1. The running one estimates the variance of *all* data from a sample, hence the
    factor B / (B - 1). PyTorch does the same, with the same meaning of momentum; Keras calls ``1 - m`` the
    momentum.

    The variance is the mean squared distance from the mean, in two passes. The one-pass form ``mean(x**2) -
    mean(x)**2`` subtracts two nearly equal numbers when the mean is large: with a mean of 1e4 and a
    deviation of 1e-2 it is left with 4 digits of 16. Cost: O(BD).

    References
    ----------
    S. Ioffe, C. Szegedy: Batch Normalization, ICML 2015, Algorithm 1. Lecture notes 004:477-481; the running
    averages are not in the notes.

    Examples
    --------
    >>> x = np.array([[1.0, 4.0], [3.0, 12.0], [5.0, 12.0], [7.0, 12.0]])
    >>> start = (np.zeros(2), np.ones(2))
    >>> y, running = batchnorm_forward(x, np.array([3.0, 2.0]), np.array([0.0, 10.0]), start, 0.3, eps=4.0)
    >>> y
    array([[-3.,  7.],
           [-1., 11.],
           [ 1., 11.],
           [ 3., 11.]])
    >>> running
    (array([1.2, 3. ]), array([2.7, 5.5]))
    """
    raise NotImplementedError


def batchnorm_backward(dout: Array, x: Array, gamma: Array, eps: float) -> tuple[Array, Array, Array]:
    r"""Gradients of a loss with respect to the input, the scale and the offset.

    With the upstream gradient :math:`g_{ik} = \partial L / \partial y_{ik}`:

    .. math::

        \frac{\partial L}{\partial \beta_k} = \sum_i g_{ik}, \qquad
        \frac{\partial L}{\partial \gamma_k} = \sum_i g_{ik} \hat x_{ik}

        \frac{\partial L}{\partial x_{ik}} = \sum_j g_{jk} \frac{\partial y_{jk}}{\partial x_{ik}}
        \quad\text{where}\quad
        \frac{\partial \mu_k}{\partial x_{ik}} = \frac{1}{B}, \qquad
        \frac{\partial \sigma_k^2}{\partial x_{ik}} = \frac{2 (x_{ik} - \mu_k)}{B}

    Parameters
    ----------
    dout : ndarray of shape (B, D)
        Upstream gradient, the derivative of the loss with respect to y.
    x : ndarray of shape (B, D)
        The batch the forward pass was given.
    gamma : ndarray of shape (D,)
        Scale of the forward pass.
    eps : float > 0
        The eps of the forward pass.

    Returns
    -------
    dx : ndarray of shape (B, D)
    dgamma, dbeta : ndarray of shape (D,)
        Floating inputs keep their dtype, integers become float64.

    Notes
    -----
    A sample acts on the loss in three ways: through its own output, through the mean and through the
    variance. The mean and the variance enter the outputs of *all* samples. The three terms of dx are these three
    ways. Because of the second term every column of dx sums to 0: adding a constant to a feature does not change
    y. Because of the third term dx has (up to eps) no part along x_hat: scaling a feature does not change y. With
    an upstream gradient of ones dx is 0, so a test needs a random one. Cost: O(BD).

    References
    ----------
    Ioffe and Szegedy 2015, section 3. Lecture notes 004:482 asks for the gradients of gamma and beta; dx is
    not in the notes.

    Examples
    --------
    >>> x = np.array([[1.0, 4.0], [3.0, 12.0], [5.0, 12.0], [7.0, 12.0]])
    >>> dout = np.array([[9.0, 0.0], [0.0, 4.0], [0.0, 0.0], [0.0, 8.0]])
    >>> dx, dgamma, dbeta = batchnorm_backward(dout, x, np.array([3.0, 2.0]), eps=4.0)
    >>> np.round(dx, 6) + 0.0
    array([[ 4.5  , -0.375],
           [-3.   ,  0.125],
           [-1.5  , -1.875],
           [ 0.   ,  2.125]])
    >>> dgamma, dbeta
    (array([-9.,  6.]), array([ 9., 12.]))
    """
    raise NotImplementedError


def batchnorm_inference(
    x: Array, gamma: Array, beta: Array, running: tuple[Array, Array], eps: float
) -> Array:
    r"""Normalise with the running statistics: each sample by itself, whatever else is in the batch.

    .. math::

        y_{ik} = \gamma_k \frac{x_{ik} - \bar\mu_k}{\sqrt{\bar\sigma_k^2 + \epsilon}} + \beta_k

    Parameters
    ----------
    x : ndarray of shape (B, D), B >= 1
        Samples, one per row.
    gamma, beta : ndarray of shape (D,)
        Learned scale and offset.
    running : tuple of two ndarrays of shape (D,)
        Running mean and running variance, as training left them.
    eps : float > 0
        The eps of training.

    Returns
    -------
    ndarray of shape (B, D)
        Floating inputs keep their dtype, integers become float64.

    Notes
    -----
    The statistics are constants here, so the layer is an affine map per feature and can be folded into the
    weights of the layer before it. Cost: O(BD).

    References
    ----------
    Ioffe and Szegedy 2015, Algorithm 2. Not in the lecture notes.

    Examples
    --------
    >>> x = np.array([[4.0, 2.0], [1.0, 10.0]])
    >>> running = np.array([1.0, 2.0]), np.array([5.0, 12.0])
    >>> batchnorm_inference(x, np.array([3.0, 2.0]), np.array([0.0, 10.0]), running, eps=4.0)
    array([[ 3., 10.],
           [ 0., 14.]])
    """
    raise NotImplementedError


def update(gamma: Array, beta: Array, grads: tuple[Array, Array], lr: float) -> tuple[Array, Array]:
    r"""One step of gradient descent on scale and offset.

    .. math::

        \gamma' = \gamma - \eta \frac{\partial L}{\partial \gamma}, \qquad
        \beta' = \beta - \eta \frac{\partial L}{\partial \beta}

    Parameters
    ----------
    gamma, beta : ndarray of shape (D,)
        Scale and offset before the step; left as they are.
    grads : tuple of two ndarrays of shape (D,)
        ``(dgamma, dbeta)``.
    lr : float > 0
        Learning rate, the :math:`\eta` of the formula. An integer is legal, also a numpy integer of 8 bits.

    Returns
    -------
    gamma, beta : ndarray of shape (D,)
        New arrays. Floating inputs keep their dtype, integers become float64.

    Notes
    -----
    The arrays are new, because the old ones may still be needed: for the backward pass of the same step, or to go
    back to an earlier epoch.

    References
    ----------
    Lecture notes 004:482; gradient descent itself 004:218-245.

    Examples
    --------
    >>> gamma, beta = np.array([3.0, 2.0]), np.array([0.0, 10.0])
    >>> update(gamma, beta, (np.array([-9.0, 6.0]), np.array([9.0, 12.0])), lr=0.1)
    (array([3.9, 1.4]), array([-0.9,  8.8]))
    """
    raise NotImplementedError


def batchnorm2d_forward(
    x: Array, gamma: Array, beta: Array, running: tuple[Array, Array], momentum: float, eps: float
) -> tuple[Array, tuple[Array, Array]]:
    r"""Normalise images per channel, with statistics over the batch and all pixels.

    The formulas are those of `batchnorm_forward` with the channel as feature and every pixel of every image
    as a sample, :math:`n = B H W` of them:

    .. math::

        \mu_c = \frac{1}{n} \sum_{b,h,w} x_{bchw}, \qquad
        \sigma_c^2 = \frac{1}{n} \sum_{b,h,w} (x_{bchw} - \mu_c)^2

    Parameters
    ----------
    x : ndarray of shape (B, C, H, W), B * H * W >= 2
        A batch of images.
    gamma, beta : ndarray of shape (C,)
        Learned scale and offset, one per channel.
    running : tuple of two ndarrays of shape (C,)
        Running mean and running variance; ``(zeros, ones)`` before the first batch.
    momentum : float in [0, 1]
        Weight of this batch in the running averages; 0 and 1 may be integers.
    eps : float > 0
        Added to the variance before the root is taken; it may have any size. Nothing else is added.

    Returns
    -------
    y : ndarray of shape (B, C, H, W)
        Floating inputs keep their dtype, integers become float64.
    new_running : tuple of two ndarrays of shape (C,)
        Running mean and running variance (unbiased: divided by n - 1) after this batch.

    Raises
    ------
    ValueError
        If a channel has fewer than 2 values.

    Notes
    -----
    A convolution uses the same kernel at all places of an image, so all pixels of a channel share their
    statistics. Only the channels have statistics of their own. Cost: O(BCHW).

    References
    ----------
    Ioffe and Szegedy 2015, section 3.2. Not in the lecture notes.

    Examples
    --------
    Two images of one row with two pixels, two channels; the numbers are those of `batchnorm_forward`:

    >>> x = np.array([[[[1.0, 3.0]], [[4.0, 12.0]]], [[[5.0, 7.0]], [[12.0, 12.0]]]])
    >>> start = (np.zeros(2), np.ones(2))
    >>> y, running = batchnorm2d_forward(x, np.array([3.0, 2.0]), np.array([0.0, 10.0]), start, 0.3, eps=4.0)
    >>> y[:, 0, 0], y[:, 1, 0]
    (array([[-3., -1.],
           [ 1.,  3.]]), array([[ 7., 11.],
           [11., 11.]]))
    >>> running
    (array([1.2, 3. ]), array([2.7, 5.5]))
    """
    raise NotImplementedError
