r"""Batch normalisation: every feature of a batch brought to mean 0 and variance 1.

While a network learns, the mean and the scale of the inputs of each layer change, because the layers before it
change. Batch normalisation removes this change: it centres and scales each feature with the mean and the
variance of the current batch. Two learned numbers per feature, ``gamma`` and ``beta``, then set the scale and
the offset.

=========  ==============================================================
letter     meaning
=========  ==============================================================
``B``      samples in the batch
``D``      features
``C``      channels of an image
``H, W``   height and width of an image in pixels
``m``      momentum: the weight of the *new* batch in the running averages
=========  ==============================================================

In training the layer normalises with the statistics of the current batch, and it also updates running averages
of these statistics. In prediction it normalises with the running averages, so that the output of a sample does
not depend on the other samples of the batch. The state is an argument and a result: nothing is modified in place.

Floating arrays keep their dtype. Integers of any width become float64 before any arithmetic, because a
difference or a product of two int8 numbers does not fit into int8.

How do I …

* train one step: ``y, running = batchnorm_forward(x, gamma, beta, running, momentum, eps)``, then
  ``dx, dgamma, dbeta = batchnorm_backward(dout, x, gamma, eps)``, then
  ``gamma, beta = update(gamma, beta, (dgamma, dbeta), lr)``;
* start: ``gamma = ones(D)``, ``beta = zeros(D)``, ``running = (zeros(D), ones(D))``;
* predict: ``batchnorm_inference(x, gamma, beta, running, eps)``;
* follow a convolution: ``batchnorm2d_forward``, which shares statistics over all pixels of a channel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

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
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    _require_two_values(x.shape[0])
    mean, var = x.mean(axis=0), x.var(axis=0)  # (D,)
    x_hat = (x - mean) / np.sqrt(var + float(eps))  # (B, D)
    return gamma * x_hat + beta, _moved(running, mean, var, momentum, x.shape[0])


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
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    n = x.shape[0]
    std = np.sqrt(x.var(axis=0) + float(eps))  # (D,)
    x_hat = (x - x.mean(axis=0)) / std  # (B, D)
    dgamma = (dout * x_hat).sum(axis=0)  # (D,)
    dbeta = dout.sum(axis=0)  # (D,)
    # d x_hat_j / d x_i = (1[i = j] - 1/n - x_hat_i x_hat_j / n) / std: own value, mean, variance. Summed
    # over j against dout, the second term meets the sum that is dbeta, the third the one that is dgamma.
    dx = gamma / std * (dout - dbeta / n - x_hat * dgamma / n)  # (B, D)
    return dx, dgamma, dbeta


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
    mean, var = running
    x_hat = (_real(x) - _real(mean)) / np.sqrt(_real(var) + float(eps))  # (B, D)
    y: Array = _real(gamma) * x_hat + _real(beta)
    return y


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
    dgamma, dbeta = grads
    rate = float(lr)  # a numpy scalar would have a say in the dtype of the result
    return _real(gamma) - rate * _real(dgamma), _real(beta) - rate * _real(dbeta)


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
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    n = x.shape[0] * x.shape[2] * x.shape[3]
    _require_two_values(n)
    pixels = np.moveaxis(x, 1, -1).reshape(n, x.shape[1])  # each pixel is a sample of C features
    mean, var = pixels.mean(axis=0), pixels.var(axis=0)  # (C,)
    x_hat = (x - _per_channel(mean)) / np.sqrt(_per_channel(var) + float(eps))  # (B, C, H, W)
    y = _per_channel(gamma) * x_hat + _per_channel(beta)  # (B, C, H, W)
    return y, _moved(running, mean, var, momentum, n)


def _moved(
    running: tuple[Array, Array], mean: Array, var: Array, momentum: float, n: int
) -> tuple[Array, Array]:
    """The running averages after a batch of ``n`` values with this mean and population variance."""
    old_mean, old_var = running
    m = float(momentum)
    unbiased = var * (n / (n - 1))
    return (1 - m) * _real(old_mean) + m * mean, (1 - m) * _real(old_var) + m * unbiased


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers and booleans of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _per_channel(values: Array) -> Array:
    """Shape (C,) to (C, 1, 1), which broadcasts against (B, C, H, W)."""
    return values[:, np.newaxis, np.newaxis]


def _require_two_values(n: int) -> None:
    if n < 2:
        raise ValueError(
            f"x must hold at least 2 values per feature in training, got {n}: the running variance divides "
            "by n - 1. Use a larger batch, or normalise with the running statistics."
        )
