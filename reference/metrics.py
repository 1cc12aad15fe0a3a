r"""How good is a classifier? Counts and ratios of right and wrong decisions.

Everything here is read off one table, the confusion matrix :math:`C`: entry :math:`C_{ij}` is the number
of samples whose true class is :math:`i` and whose predicted class is :math:`j`. Rows are the truth.
For two classes, with label 1 the *positive* one, its four cells have names:

====================  ====================  ====================
truth                 predicted 0           predicted 1
====================  ====================  ====================
0 (negative)          true negative, TN     false positive, FP
1 (positive)          false negative, FN    true positive, TP
====================  ====================  ====================

Conventions of the module: ``y`` is the truth and comes first, ``y_hat`` the prediction; both are integer
arrays of shape (n,), n ≥ 1, of any width, signed or unsigned. Counts are summed in 64 bits, never in the type of the
labels, where they would overflow. A ratio 0/0 is 0, in every metric, and nothing is added to a denominator.

Letters: ``n`` samples, ``k`` classes 0 … k−1.
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

    References
    ----------
    Lecture notes 004:85. T. Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27
    (2006), section 2.

    Examples
    --------
    >>> confusion_counts(np.array([1, 1, 1, 0, 0]), np.array([1, 1, 0, 1, 0]))
    (2, 1, 1, 1)
    """
    (tn, fp), (fn, tp) = _table(y, y_hat, 2).tolist()
    return tp, fp, tn, fn


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

    Notes
    -----
    With unbalanced classes accuracy says little: when 95 of 100 samples are negative, the answer
    "always negative" scores 0.95. Compare with the share of the largest class.

    References
    ----------
    Lecture notes 004:87.

    Examples
    --------
    >>> accuracy(np.array([0, 1, 2, 2]), np.array([0, 1, 1, 2]))
    0.75
    """
    _check_paired(y, y_hat)
    return float(np.mean(y == y_hat))


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

    References
    ----------
    Lecture notes 004:88.

    Examples
    --------
    >>> error_rate(np.array([0, 1, 2, 2]), np.array([0, 1, 1, 2]))
    0.25
    """
    _check_paired(y, y_hat)
    return float(np.mean(y != y_hat))  # 1 - accuracy would cost digits of a small error rate


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

    References
    ----------
    Lecture notes 004:89. C. J. van Rijsbergen, *Information Retrieval*, 2nd ed. (1979), chapter 7.

    Examples
    --------
    >>> precision(np.array([1, 1, 1, 0, 0]), np.array([1, 0, 0, 1, 0]))
    0.5
    """
    (_, fp), (_, tp) = _table(y, y_hat, 2).tolist()
    return _ratio(tp, tp + fp)


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

    References
    ----------
    Lecture notes 004:90. C. J. van Rijsbergen, *Information Retrieval*, 2nd ed. (1979), chapter 7.

    Examples
    --------
    >>> recall(np.array([1, 1, 1, 1, 0]), np.array([1, 0, 0, 0, 1]))
    0.25
    """
    _, (fn, tp) = _table(y, y_hat, 2).tolist()
    return _ratio(tp, tp + fn)


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

    Notes
    -----
    The harmonic mean is at most the arithmetic one and lies close to the smaller of the two numbers. A high recall
    does not make up for a low precision, and a high precision does not make up for a low recall.

    References
    ----------
    Lecture notes 004:92–96. N. Chinchor, "MUC-4 evaluation metrics", Proc. MUC-4 (1992).

    Examples
    --------
    >>> f1_score(np.array([1, 1, 1, 1, 0, 0]), np.array([1, 1, 0, 0, 1, 1]))
    0.5
    """
    (_, fp), (fn, tp) = _table(y, y_hat, 2).tolist()
    # The last form divides once, so it is right to the last digit, and only one 0/0 is left in it: no sample
    # is positive and none is called so.
    return _ratio(2 * tp, 2 * tp + fp + fn)


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
        Weight of recall against precision, positive; an integer is legal. β = 1 gives `f1_score`.

    Returns
    -------
    float
        In [0, 1]; 0 when there is no true positive.

    Raises
    ------
    ValueError
        As `confusion_counts`, and when `beta` is not positive.

    Notes
    -----
    The square belongs to the definition: with it, :math:`\partial F/\partial P = \partial F/\partial R`
    exactly where :math:`R = \beta P`.

    References
    ----------
    C. J. van Rijsbergen, *Information Retrieval*, 2nd ed. (1979), chapter 7 (there 1 − F, the
    effectiveness measure E). The notes have the case β = 1 only, 004:92–96.

    Examples
    --------
    >>> y, y_hat = np.array([1, 1, 1, 1, 0, 0]), np.array([1, 0, 0, 0, 0, 0])  # P = 1, R = 1/4
    >>> f_beta(y, y_hat, beta=0.5)
    0.625
    """
    if not beta > 0:
        raise ValueError(f"beta must be a positive number, got {beta}.")
    (_, fp), (fn, tp) = _table(y, y_hat, 2).tolist()
    # With α = 1 / (1 + β²) the last form is TP / (TP + α FP + (1 − α) FN): precision for α = 1, recall for
    # α = 0, and nothing that overflows between them.
    alpha = 1 / (1 + float(beta) * float(beta))
    return _ratio(tp, tp + alpha * fp + (1 - alpha) * fn)


def confusion_matrix(y: Labels, y_hat: Labels, k: int) -> NDArray[np.intp]:
    r"""Count how often class i was taken for class j.

    .. math:: C_{ij} = |\{s : y_s = i, \hat y_s = j\}|

    Parameters
    ----------
    y : ndarray of shape (n,), integers 0 … k−1
        True labels, the rows of the result.
    y_hat : ndarray of shape (n,), integers 0 … k−1
        Predicted labels, its columns.
    k : int >= 1
        Number of classes. A class that does not occur keeps its row and column of zeros.

    Returns
    -------
    ndarray of shape (k, k), integers
        The entries sum to n, the diagonal to the number of right predictions.

    Raises
    ------
    ValueError
        The arrays are not one-dimensional and of one length, are empty, or hold a label outside 0 … k−1.

    References
    ----------
    C. M. Bishop, *Pattern Recognition and Machine Learning* (2006), section 1.5. Lecture notes 004:85 has
    the case k = 2.

    Examples
    --------
    >>> confusion_matrix(np.array([0, 0, 0, 1, 2]), np.array([0, 2, 2, 1, 1]), 4)
    array([[1, 0, 2, 0],
           [0, 1, 0, 0],
           [0, 1, 0, 0],
           [0, 0, 0, 0]])
    """
    return _table(y, y_hat, k)


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
    k : int >= 1
        Number of classes. A class that occurs in neither array adds 0 to the sum and 1 to k.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        As `confusion_matrix`.

    Notes
    -----
    Two formulas go by this name. The other one, the F1 score of mean precision and mean recall, is never
    smaller and can be far larger; the mean of F1 scores is the one to report (Opitz and Burst).

    References
    ----------
    J. Opitz and S. Burst, "Macro F1 and Macro F1", arXiv:1911.03347 (2019). Lecture notes 004:92–96 have F1.

    Examples
    --------
    >>> macro_f1(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]), 2)
    1.0
    >>> macro_f1(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]), 4)
    0.5
    """
    C = _table(y, y_hat, k)
    hits = np.diagonal(C)  # (k,)
    marked = C.sum(axis=1) + C.sum(axis=0)  # (k,): TP + FN in rows, TP + FP in columns
    return float(np.mean([_ratio(2 * hit, total) for hit, total in zip(hits, marked, strict=True)]))


def micro_f1(y: Labels, y_hat: Labels, k: int) -> float:
    r"""F1 score of the counts of all classes together, every sample with the same weight.

    .. math:: F_{\mathrm{micro}} = \frac{2 \sum_c TP_c}{2 \sum_c TP_c + \sum_c FP_c + \sum_c FN_c}

    Parameters
    ----------
    y : ndarray of shape (n,), integers 0 … k−1
        True labels.
    y_hat : ndarray of shape (n,), integers 0 … k−1
        Predicted labels.
    k : int >= 1
        Number of classes.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        As `confusion_matrix`.

    References
    ----------
    M. Sokolova and G. Lapalme, "A systematic analysis of performance measures for classification tasks",
    Information Processing & Management 45 (2009), table 3. Lecture notes 004:92–96 have F1.

    Examples
    --------
    >>> micro_f1(np.array([0, 0, 1, 2]), np.array([0, 0, 1, 1]), 3)
    0.75
    """
    C = _table(y, y_hat, k)
    hits, n = int(np.trace(C)), int(C.sum())
    # With one label per sample each mistake is a false positive of one class and a false negative of another;
    # the value is therefore the accuracy.
    false_positives = false_negatives = n - hits
    return _ratio(2 * hits, 2 * hits + false_positives + false_negatives)


def _check_paired(y: Labels, y_hat: Labels) -> None:
    """Refuse anything but two arrays of one shape (n,), n ≥ 1.

    Without this check arrays of shape (n,) and (n, 1) would be compared all against all, by broadcasting.
    """
    if y.ndim != 1 or y.shape != y_hat.shape:
        raise ValueError(
            f"y and y_hat must be one-dimensional and of one length, got shapes {y.shape} and {y_hat.shape}."
        )
    if y.size == 0:
        raise ValueError("y and y_hat must hold at least one label, got empty arrays.")


def _table(y: Labels, y_hat: Labels, k: int) -> NDArray[np.intp]:
    """The confusion matrix (k, k) of labels 0 … k−1, in O(n + k²)."""
    _check_paired(y, y_hat)
    _check_labels("y", y, k)
    _check_labels("y_hat", y_hat, k)
    # Each pair (i, j) gets one number, k i + j, and equal numbers are counted. C[y, y_hat] += 1 would not do:
    # an index that occurs twice is incremented only once.
    pairs = k * y.astype(np.intp) + y_hat.astype(np.intp)  # (n,); 8-bit labels would overflow
    return np.bincount(pairs, minlength=k * k).reshape(k, k)


def _check_labels(name: str, labels: Labels, k: int) -> None:
    strange = labels[~np.isin(labels, np.arange(k))]
    if strange.size:
        raise ValueError(f"{name} must hold labels from range({k}), got {strange[0]}.")


def _ratio(part: float, whole: float) -> float:
    """part / whole, and 0 for 0/0."""
    return float(part / whole) if whole else 0.0
