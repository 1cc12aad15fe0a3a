"""Metrics of classification: the functions to write. The statement is in README.md.

`y` is the truth and comes first, `y_hat` the prediction: integer arrays of shape (n,), n ≥ 1.
A ratio 0/0 is 0. Rows of a confusion matrix are the truth.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.integer]  # of shape (n,)


def confusion_counts(y: Labels, y_hat: Labels) -> tuple[int, int, int, int]:
    r"""Count the four outcomes of a two-class decision.

    .. math:: TP = |\{y=1, \hat y=1\}|, \; FP = |\{y=0, \hat y=1\}|, \;
              TN = |\{y=0, \hat y=0\}|, \; FN = |\{y=1, \hat y=0\}|

    Parameters
    ----------
    y : ndarray of shape (n,), integers 0 or 1
        True labels.
    y_hat : ndarray of shape (n,), integers 0 or 1
        Predicted labels.

    Returns
    -------
    tp, fp, tn, fn : int
        The counts, in this order.

    Raises
    ------
    ValueError
        The arrays are not one-dimensional and of one length, are empty, or hold a label other than 0 and 1.

    Examples
    --------
    >>> confusion_counts(np.array([1, 1, 1, 0, 0]), np.array([1, 1, 0, 1, 0]))
    (2, 1, 1, 1)
    """
    raise NotImplementedError


def accuracy(y: Labels, y_hat: Labels) -> float:
    r"""Share of the samples whose prediction is right, for any number of classes.

    .. math:: \mathrm{ACC} = \frac1n \sum_{i=1}^n [\hat y_i = y_i]

    which for two classes is (TP + TN) / n.

    Parameters
    ----------
    y : ndarray of shape (n,), integers
        True labels.
    y_hat : ndarray of shape (n,), integers
        Predicted labels.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        The arrays are not one-dimensional and of one length, or are empty.

    Examples
    --------
    >>> accuracy(np.array([0, 1, 2, 2]), np.array([0, 1, 1, 2]))
    0.75
    """
    raise NotImplementedError


def error_rate(y: Labels, y_hat: Labels) -> float:
    r"""Share of the samples whose prediction is wrong: one minus the accuracy.

    .. math:: \mathrm{ERR} = \frac1n \sum_{i=1}^n [\hat y_i \ne y_i]

    which for two classes is (FP + FN) / n.

    Parameters
    ----------
    y : ndarray of shape (n,), integers
        True labels.
    y_hat : ndarray of shape (n,), integers
        Predicted labels.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        The arrays are not one-dimensional and of one length, or are empty.

    Examples
    --------
    >>> error_rate(np.array([0, 1, 2, 2]), np.array([0, 1, 1, 2]))
    0.25
    """
    raise NotImplementedError


def precision(y: Labels, y_hat: Labels) -> float:
    r"""Of the samples called positive, the share that is positive.

    .. math:: P = \frac{TP}{TP + FP}

    Parameters
    ----------
    y : ndarray of shape (n,), integers 0 or 1
        True labels.
    y_hat : ndarray of shape (n,), integers 0 or 1
        Predicted labels.

    Returns
    -------
    float
        In [0, 1]; 0 when nothing is called positive.

    Raises
    ------
    ValueError
        As `confusion_counts`.

    Examples
    --------
    >>> precision(np.array([1, 1, 1, 0, 0]), np.array([1, 0, 0, 1, 0]))
    0.5
    """
    raise NotImplementedError


def recall(y: Labels, y_hat: Labels) -> float:
    r"""Of the positive samples, the share that is found.

    .. math:: R = \frac{TP}{TP + FN}

    Parameters
    ----------
    y : ndarray of shape (n,), integers 0 or 1
        True labels.
    y_hat : ndarray of shape (n,), integers 0 or 1
        Predicted labels.

    Returns
    -------
    float
        In [0, 1]; 0 when no sample is positive.

    Raises
    ------
    ValueError
        As `confusion_counts`.

    Examples
    --------
    >>> recall(np.array([1, 1, 1, 1, 0]), np.array([1, 0, 0, 0, 1]))
    0.25
    """
    raise NotImplementedError


def f1_score(y: Labels, y_hat: Labels) -> float:
    r"""Harmonic mean of precision and recall.

    .. math:: F_1 = \frac{2}{1/P + 1/R} = \frac{2PR}{P + R} = \frac{2\,TP}{2\,TP + FP + FN}

    Parameters
    ----------
    y : ndarray of shape (n,), integers 0 or 1
        True labels.
    y_hat : ndarray of shape (n,), integers 0 or 1
        Predicted labels.

    Returns
    -------
    float
        In [0, 1]; 0 when there is no true positive.

    Raises
    ------
    ValueError
        As `confusion_counts`.

    Examples
    --------
    >>> f1_score(np.array([1, 1, 1, 1, 0, 0]), np.array([1, 1, 0, 0, 1, 1]))
    0.5
    """
    raise NotImplementedError


def f_beta(y: Labels, y_hat: Labels, beta: float) -> float:
    r"""Weighted harmonic mean of precision and recall; recall counts β times as much as precision.

    .. math:: F_\beta = \frac{(1 + \beta^2) P R}{\beta^2 P + R}
              = \frac{(1 + \beta^2)\,TP}{(1 + \beta^2)\,TP + \beta^2\,FN + FP}

    Parameters
    ----------
    y : ndarray of shape (n,), integers 0 or 1
        True labels.
    y_hat : ndarray of shape (n,), integers 0 or 1
        Predicted labels.
    beta : float
        Weight of recall against precision, positive. β = 1 gives `f1_score`.

    Returns
    -------
    float
        In [0, 1]; 0 when there is no true positive.

    Raises
    ------
    ValueError
        As `confusion_counts`, and when `beta` is not positive.

    Examples
    --------
    >>> y, y_hat = np.array([1, 1, 1, 1, 0, 0]), np.array([1, 0, 0, 0, 0, 0])  # P = 1, R = 1/4
    >>> f_beta(y, y_hat, beta=0.5)
    0.625
    """
    raise NotImplementedError


def confusion_matrix(y: Labels, y_hat: Labels, k: int) -> NDArray[np.intp]:
    r"""Count how often class i was taken for class j.

    .. math:: C_{ij} = |\{s : y_s = i, \hat y_s = j\}|

    Parameters
    ----------
    y : ndarray of shape (n,), integers 0 … k−1
        True labels, the rows of the result.
    y_hat : ndarray of shape (n,), integers 0 … k−1
        Predicted labels, its columns.
    k : int
        Number of classes. A class that does not occur keeps its row and column of zeros.

    Returns
    -------
    ndarray of shape (k, k), integers
        The entries sum to n, the diagonal to the number of right predictions.

    Raises
    ------
    ValueError
        The arrays are not one-dimensional and of one length, are empty, or hold a label outside 0 … k−1.

    Examples
    --------
    >>> confusion_matrix(np.array([0, 0, 0, 1, 2]), np.array([0, 2, 2, 1, 1]), 4)
    array([[1, 0, 2, 0],
           [0, 1, 0, 0],
           [0, 1, 0, 0],
           [0, 0, 0, 0]])
    """
    raise NotImplementedError


def macro_f1(y: Labels, y_hat: Labels, k: int) -> float:
    r"""Average of the F1 scores of the k classes, every class with the same weight.

    .. math:: F_1^{(c)} = \frac{2\,TP_c}{2\,TP_c + FP_c + FN_c}, \qquad
              F_{\mathrm{macro}} = \frac1k \sum_{c=0}^{k-1} F_1^{(c)}

    where class c in turn is the positive one and all others together are the negative one.

    Parameters
    ----------
    y : ndarray of shape (n,), integers 0 … k−1
        True labels.
    y_hat : ndarray of shape (n,), integers 0 … k−1
        Predicted labels.
    k : int
        Number of classes. A class that occurs in neither array adds 0 to the sum and 1 to k.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        As `confusion_matrix`.

    Examples
    --------
    >>> macro_f1(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]), 2)
    1.0
    >>> macro_f1(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]), 4)
    0.5
    """
    raise NotImplementedError


def micro_f1(y: Labels, y_hat: Labels, k: int) -> float:
    r"""F1 score of the counts of all classes together, every sample with the same weight.

    .. math:: F_{\mathrm{micro}} = \frac{2 \sum_c TP_c}{2 \sum_c TP_c + \sum_c FP_c + \sum_c FN_c}

    Parameters
    ----------
    y : ndarray of shape (n,), integers 0 … k−1
        True labels.
    y_hat : ndarray of shape (n,), integers 0 … k−1
        Predicted labels.
    k : int
        Number of classes.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        As `confusion_matrix`.

    Examples
    --------
    >>> micro_f1(np.array([0, 0, 1, 2]), np.array([0, 0, 1, 1]), 3)
    0.75
    """
    raise NotImplementedError
