r"""The perceptron: threshold units, two learning rules, and what one unit can and cannot tell apart.

A unit adds up its inputs with weights and fires if the sum reaches a threshold. McCulloch and Pitts chose the weights
by hand, Hebb said how they might grow, Rosenblatt let them be learned from mistakes. One unit has one
straight border; `is_linearly_separable` says, without any rounding, whether such a border exists.

===========  ======================================================================
``n``        number of samples
``d``        number of inputs, or features
``x``        one sample, shape (d,), or binary inputs in rows, shape (n, d)
``X``        samples, shape (n, d): one row per sample
``w``, ``b``  weights, shape (d,), and bias, a number; the unit fires if ``x @ w + b >= 0``
``y``        labels: −1 and 1 in `perceptron_step` and `perceptron_fit`, otherwise 0 and 1
===========  ======================================================================

How do I …

* train a unit: ``w, b, errors = perceptron_fit(X, y, epochs)``; it has found a border if ``errors[-1] == 0``;
* compute a gate: ``w, b = logic_gate("AND")``, then ``mcp_neuron(x, w, -b)``;
* know before whether training can end: ``is_linearly_separable(X, (y + 1) // 2)``.

Floating inputs keep their dtype (float32 in, float32 out), integers become float64, and no function modifies what it
is given. The last two functions compute with Python's integers, which are exact.
"""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]
Whole = NDArray[np.integer[Any]]
Row = tuple[int, ...]


def mcp_neuron(x: Array, w: Array, threshold: float) -> Whole:
    r"""The neuron of McCulloch and Pitts: it fires if the weighted sum of its inputs reaches the threshold.

    .. math:: \hat y = 1 \text{ if } \sum_j w_j x_j \ge \theta, \text{ else } 0

    Parameters
    ----------
    x : ndarray of shape (n, d), n >= 1, of 0 and 1
        Binary inputs, one sample per row.
    w : ndarray of shape (d,)
        Weights.
    threshold : float
        The threshold θ.

    Returns
    -------
    ndarray of shape (n,), int64
        1 where the neuron fires, 0 elsewhere.

    Raises
    ------
    ValueError
        If ``x`` is not two-dimensional, has no rows or holds anything but 0 and 1, or ``w`` has not one weight per
        column.

    References
    ----------
    W. S. McCulloch, W. Pitts, "A logical calculus of the ideas immanent in nervous activity", Bulletin of
    Mathematical Biophysics 5 (1943), 115–133. Lecture notes 004, lines 151–153 and 167.

    Examples
    --------
    >>> mcp_neuron(np.array([[0, 0], [0, 1], [1, 1]]), np.array([1.0, 2.0]), 2)
    array([0, 1, 1])
    """
    x, w = _binary(x), _real(w)
    if w.shape != x.shape[1:]:
        raise ValueError(f"w must have one weight per column of x, shape {x.shape[1:]}, got {w.shape}")
    return _fires(x @ w - float(threshold))


def hebb_update(W: Array, x: Array, y: Array, lr: float) -> Array:
    r"""One step of Hebb's rule: a connection grows if both its ends are active.

    .. math:: W'_{jk} = W_{jk} + \eta\, x_j\, y_k

    Parameters
    ----------
    W : ndarray of shape (d, k)
        Weights from d inputs to k outputs.
    x : ndarray of shape (d,)
        Activity of the inputs.
    y : ndarray of shape (k,)
        Activity of the outputs.
    lr : float > 0
        Learning rate η.

    Returns
    -------
    ndarray of shape (d, k)
        The new weights, in a new array.

    Raises
    ------
    ValueError
        If the shapes do not fit, or ``lr`` is not positive.

    Notes
    -----
    The rule asks for no truth: it has no error, and weights between active units grow without end.

    References
    ----------
    D. O. Hebb, *The Organization of Behavior* (1949), page 62. Lecture notes 004, lines 154–155 (words only).

    Examples
    --------
    >>> hebb_update(np.zeros((3, 2)), np.array([1.0, 0.0, 1.0]), np.array([1.0, 2.0]), lr=0.5)
    array([[0.5, 1. ],
           [0. , 0. ],
           [0.5, 1. ]])
    """
    W, x, y = _real(W), _real(x), _real(y)
    if W.ndim != 2 or x.shape != W.shape[:1] or y.shape != W.shape[1:]:
        raise ValueError(
            f"W, x and y must have shapes (d, k), (d,) and (k,), got {W.shape}, {x.shape}, {y.shape}"
        )
    if not lr > 0:
        raise ValueError(f"lr must be a number > 0, got {lr}")
    return W + float(lr) * np.outer(x, y)


def perceptron_step(w: Array, b: float, x: Array, y: int) -> tuple[Array, float]:
    r"""Look at one sample, and correct weights and bias if it is not on its side of the border.

    .. math:: \text{if } y\,(w^\top x + b) \le 0: \quad w' = w + y\, x, \quad b' = b + y

    Parameters
    ----------
    w : ndarray of shape (d,)
        Weights.
    b : float
        Bias.
    x : ndarray of shape (d,)
        One sample.
    y : int, −1 or 1
        Its label.

    Returns
    -------
    w : ndarray of shape (d,)
        The new weights, in a new array; those that came in if the sample is on its side.
    b : float
        The new bias.

    Raises
    ------
    ValueError
        If ``w`` and ``x`` are not of one shape (d,), or ``y`` is neither −1 nor 1.

    Notes
    -----
    A sample *on* the border is corrected too. With < in place of <= a start at zero would never move.

    References
    ----------
    F. Rosenblatt, "The perceptron", Psychological Review 65 (1958), 386–408. Lecture notes 004, lines 156–158 and
    173–177 (without a formula).

    Examples
    --------
    >>> w, b = perceptron_step(np.zeros(2), 0.0, np.array([2.0, 1.0]), -1)
    >>> w, b
    (array([-2., -1.]), -1.0)
    >>> perceptron_step(w, b, np.array([1.0, 1.0]), -1)
    (array([-2., -1.]), -1.0)
    """
    w, x = _real(w), _real(x)
    if w.ndim != 1 or x.shape != w.shape:
        raise ValueError(f"w and x must have one shape (d,), got {w.shape} and {x.shape}")
    if y not in (-1, 1):
        raise ValueError(f"y must be -1 or 1, got {y}")
    if _on_its_side(w, float(b), x, float(y)):
        return w.copy(), float(b)
    return w + float(y) * x, float(b) + float(y)


def perceptron_fit(X: Array, y: Whole, epochs: int) -> tuple[Array, float, Whole]:
    r"""Train a perceptron: go through the samples in their order, and correct after each mistake.

    Weights and bias start at zero. Each epoch visits row 0, row 1, … of ``X`` once, with a step as in
    `perceptron_step`. Training ends after the first epoch without a correction, or after ``epochs`` epochs.

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1
        Samples, one per row.
    y : ndarray of shape (n,), of −1 and 1
        Their labels.
    epochs : int >= 0
        Largest number of epochs.

    Returns
    -------
    w : ndarray of shape (d,)
        Weights.
    b : float
        Bias.
    errors : ndarray of shape (number of epochs,), int64
        Number of corrections in each epoch that was run. It ends with 0 if a border has been found.

    Raises
    ------
    ValueError
        If ``X`` is not two-dimensional or has no rows, ``y`` has not one label per row or holds anything but −1 and
        1, or ``epochs`` is negative.

    Notes
    -----
    If a border exists, with all samples at least γ from it and (x, 1) at most R long, there are at most (R/γ)²
    corrections in all (Novikoff). If none exists, training never ends by itself. A learning rate would scale w and b
    alike and change no decision, as both start at zero.

    References
    ----------
    A. B. J. Novikoff, "On convergence proofs for perceptrons", Symposium on the Mathematical Theory of Automata 12
    (1962), 615–622. Lecture notes 004, lines 173–178.

    Examples
    --------
    >>> X, y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([-1, -1, -1, 1])
    >>> perceptron_fit(X, y, 20)
    (array([3., 2.]), -4.0, array([2, 3, 3, 2, 2, 3, 2, 1, 0]))
    """
    X = _samples(X)
    labels = _labels(y, len(X), (-1, 1))
    if epochs < 0:
        raise ValueError(f"epochs must be an integer >= 0, got {epochs}")
    w, b = np.zeros_like(X[0]), 0.0
    errors: list[int] = []
    for _ in range(epochs):
        corrections = 0
        for x, label in zip(X, labels, strict=True):
            if not _on_its_side(w, b, x, label):
                w, b = w + label * x, b + label
                corrections += 1
        errors.append(corrections)
        if corrections == 0:
            break
    return w, b, np.array(errors, dtype=np.int64)


def logic_gate(name: str, d: int = 2) -> tuple[Array, float]:
    r"""Weights and bias of a threshold unit that computes a logic gate.

    .. math:: x^\top w + b \ge 0 \iff \text{the gate is true for } x

    Parameters
    ----------
    name : {"AND", "OR", "NAND", "NOT"}
        The gate. NOT has one input, whatever ``d`` is.
    d : int >= 1, default 2
        Number of inputs of the other gates.

    Returns
    -------
    w : ndarray of shape (d,), or (1,) for NOT, float64
        Weights: all 1, or all −1.
    b : float
        Bias, a whole number. Together with these weights it is the only one that computes the gate.

    Raises
    ------
    ValueError
        If there is no gate of this name, or ``d`` is less than 1.

    Notes
    -----
    Many other weights do as well. Those here make the sum a whole number, so that a sum of 0 is exact.

    References
    ----------
    Lecture notes 004, line 178 (AND, NAND and OR; NOT is added here).

    Examples
    --------
    >>> logic_gate("AND", 3)
    (array([1., 1., 1.]), -3.0)
    """
    if d < 1:
        raise ValueError(f"d must be an integer >= 1, got {d}")
    if name == "AND":
        return np.ones(d), -float(d)
    if name == "OR":
        return np.ones(d), -1.0
    if name == "NAND":
        return -np.ones(d), d - 1.0
    if name == "NOT":
        return -np.ones(1), 0.0
    raise ValueError(f'name must be "AND", "OR", "NAND" or "NOT", got {name!r}')


def xor_network(x: Array) -> tuple[Whole, Whole]:
    r"""Exclusive or, by two layers of threshold units.

    .. math:: h_1 = x_1 \text{ OR } x_2, \qquad h_2 = x_1 \text{ NAND } x_2, \qquad \hat y = h_1 \text{ AND } h_2

    Parameters
    ----------
    x : ndarray of shape (n, 2), n >= 1, of 0 and 1
        Binary inputs, one sample per row.

    Returns
    -------
    h : ndarray of shape (n, 2), int64
        The hidden units: OR in column 0, NAND in column 1.
    y_hat : ndarray of shape (n,), int64
        1 where exactly one input is 1.

    Raises
    ------
    ValueError
        If ``x`` is not of shape (n, 2) with n >= 1, or holds anything but 0 and 1.

    Notes
    -----
    The hidden layer sends both inputs that are to give 0 to places that one line cuts off: (0, 0) becomes (0, 1),
    (1, 1) becomes (1, 0), and both of the others become (1, 1).

    References
    ----------
    M. Minsky, S. Papert, *Perceptrons* (1969). Lecture notes 004, lines 178–182.

    Examples
    --------
    >>> h, y_hat = xor_network(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]))
    >>> h.tolist(), y_hat.tolist()
    ([[0, 1], [1, 1], [1, 1], [1, 0]], [0, 1, 1, 0])
    """
    x = _binary(x)
    if x.shape[1] != 2:
        raise ValueError(f"x must have shape (n, 2), got {x.shape}")
    either, not_both = x @ np.ones(2) - 1, 1 - x @ np.ones(2)
    h = np.stack([_fires(either), _fires(not_both)], axis=1)  # (n, 2)
    return h, _fires(h @ np.ones(2) - 2)


def is_linearly_separable(X: ArrayLike, y: Whole) -> bool:
    r"""Whether some hyperplane has all samples of label 1 on one side and all of label 0 on the other. Exact.

    .. math:: \exists\, w, b: \quad w^\top x_i + b > 0 \text{ if } y_i = 1, \quad
              w^\top x_i + b < 0 \text{ if } y_i = 0

    Parameters
    ----------
    X : ndarray of shape (n, d), n >= 1, finite
        Samples, one per row. They are taken exactly as they are stored; there is no tolerance.
    y : ndarray of shape (n,), of 0 and 1
        Their labels. One label alone is separable.

    Returns
    -------
    bool
        True if the two sides exist.

    Raises
    ------
    ValueError
        If ``X`` is not two-dimensional or has no rows, or ``y`` has not one label per row or holds anything but 0
        and 1.

    Notes
    -----
    With a_i = (x_i, 1) for label 1 and −(x_i, 1) for label 0 the question is whether a z exists with a_i · z > 0 for
    all i. Fourier and Motzkin remove one unknown after the other: a row with a positive last entry bounds the last
    unknown from below, a row with a negative one from above, and such a value exists if and only if each lower bound
    is less than each upper one. Each pair gives a row without this unknown. All numbers are integers, so nothing is
    rounded. The number of rows may grow to its square in each step: it is a method for few features.

    References
    ----------
    A. Schrijver, *Theory of Linear and Integer Programming*, section 12.2. Lecture notes 004, line 178.

    Examples
    --------
    >>> X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    >>> is_linearly_separable(X, np.array([0, 1, 1, 1])), is_linearly_separable(X, np.array([0, 1, 1, 0]))
    (True, False)
    """
    points = _points(X)
    return _separable(points, _labels(y, len(points), (0, 1)))


def shatters_2d(points: ArrayLike) -> bool:
    r"""Whether lines in the plane shatter the points: every way to label them is linearly separable. Exact.

    Parameters
    ----------
    points : ndarray of shape (n, 2), n >= 1, finite
        Points of the plane, one per row, taken exactly as they are stored.

    Returns
    -------
    bool
        True if all 2ⁿ labelings are linearly separable.

    Raises
    ------
    ValueError
        If ``points`` is not of shape (n, 2) with n >= 1.

    Notes
    -----
    Three points that are not on one line are shattered, and no four points are: the VC dimension of lines in the
    plane is 3. Equal points are never shattered, as they cannot have different labels.

    References
    ----------
    V. N. Vapnik, A. Ya. Chervonenkis, "On the uniform convergence of relative frequencies of events to their
    probabilities", Theory of Probability and its Applications 16 (1971), 264–280. Lecture notes 001, lines 591–595.

    Examples
    --------
    >>> shatters_2d(np.array([[0, 0], [1, 0], [0, 1]])), shatters_2d(np.array([[0, 0], [1, 1], [2, 2]]))
    (True, False)
    """
    rows = _points(points)
    if len(rows[0]) != 3:
        raise ValueError(f"points must have shape (n, 2), got {np.shape(points)}")
    return all(_separable(rows, labels) for labels in itertools.product((0.0, 1.0), repeat=len(rows)))


def _separable(points: list[Row], labels: list[float] | tuple[float, ...]) -> bool:
    """Whether two sides exist, for points that end with the 1 of the bias, or a multiple of it."""
    signed = zip(points, labels, strict=True)
    return _solvable({point if label == 1 else tuple(-a for a in point) for point, label in signed})


def _solvable(rows: set[Row]) -> bool:
    """Whether some z has a · z > 0 for every row a: Fourier–Motzkin elimination of the last unknown."""
    if not rows:
        return True
    if not all(any(row) for row in rows):  # a row of zeros, or one without unknowns, asks for 0 > 0
        return False
    below = [row for row in rows if row[-1] > 0]
    above = [row for row in rows if row[-1] < 0]
    kept = {row[:-1] for row in rows if row[-1] == 0}
    for p, q in itertools.product(below, above):
        kept.add(_shortened(tuple(p[-1] * b - q[-1] * a for a, b in zip(p[:-1], q[:-1], strict=True))))
    return _solvable(kept)


def _shortened(row: Row) -> Row:
    """The row divided by its greatest common divisor, so that numbers stay small and equal rows meet."""
    divisor = math.gcd(*row) or 1
    return tuple(a // divisor for a in row)


def _points(samples: ArrayLike) -> list[Row]:
    """Each sample and a 1, times the common denominator: whole numbers, without rounding."""
    X = np.asarray(samples)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"samples must have shape (n, d) with n >= 1, got {X.shape}")
    points = []
    for x in X.tolist():
        exact = [Fraction(value) for value in (*x, 1)]
        scale = math.lcm(*(value.denominator for value in exact))
        points.append(tuple(int(value * scale) for value in exact))
    return points


def _on_its_side(w: Array, b: float, x: Array, label: float) -> bool:
    """Whether the sample lies strictly on the side of its label."""
    return bool(label * (x @ w + b) > 0)


def _fires(scores: Array) -> Whole:
    """1 where a score is at least 0, else 0."""
    return (scores >= 0).astype(np.int64)


def _binary(x: Array) -> Array:
    """Binary inputs as floats, checked."""
    x = np.asarray(x)
    if x.ndim != 2 or len(x) == 0:
        raise ValueError(f"x must have shape (n, d) with n >= 1, got {x.shape}")
    if not np.isin(x, (0, 1)).all():
        raise ValueError(f"x must hold 0 and 1 only, got {x}")
    return x.astype(np.float64)


def _labels(y: Whole, n: int, allowed: tuple[int, int]) -> list[float]:
    """Labels as numbers of Python, checked."""
    y = np.asarray(y)
    if y.shape != (n,):
        raise ValueError(f"y must have one label per sample, shape {(n,)}, got {y.shape}")
    if not np.isin(y, allowed).all():
        raise ValueError(f"y must hold {allowed[0]} and {allowed[1]} only, got {y}")
    return [float(label) for label in y]


def _samples(X: Array) -> Array:
    """Samples as floats, checked to be rows."""
    X = _real(X)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X must have shape (n, d) with n >= 1, got {X.shape}")
    return X


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)
