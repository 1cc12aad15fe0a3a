r"""A linear recurrence over time, in chunks that are run side by side.

Each state needs the one before it, so a recurrence looks like a loop over time. But a *linear* step can be joined with
the step after it before any state is known: two steps after each other are again one linear step. So time is
cut into chunks, all chunks are run at once, and a shorter recurrence says what each chunk begins with.

======  ==========================================================
letter  meaning
======  ==========================================================
``T``   times
``D``   features, each of which is a recurrence of its own
======  ==========================================================

How do I …

* begin with a state other than 0: add ``a[0] * state`` to ``x[0]``;
* run a batch of sequences: give each sequence its own columns, ``x.transpose(1, 0, 2).reshape(T, B * D)``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]

CHUNK = 12
"""Times in a chunk: with fewer, the recurrence of the chunks is long; with more, there are more calls for less data."""


def linear_recurrence(a: Array, x: Array) -> Array:
    r"""The states of a linear recurrence that begins with 0.

    .. math::

        h_t = a_t \odot h_{t-1} + x_t, \qquad h_0 = 0, \qquad t = 1, \ldots, T

    Parameters
    ----------
    a : ndarray of shape (T, D), T >= 1, D >= 1
        Factors, all from -1 to 1. Any of them may be 0.
    x : ndarray of shape (T, D)
        Inputs, of the same dtype.

    Returns
    -------
    ndarray of shape (T, D)
        The states h_1 to h_T, in a new array. Floating inputs keep their dtype, integers become float64.

    Notes
    -----
    The time must not be that of T calls of NumPy. Products of many factors may be 0, so nothing is divided by them.

    References
    ----------
    G. E. Blelloch: Prefix sums and their applications, 1990, section 1.4 (recurrences). E. Martin, C. Cundy:
    Parallelizing linear recurrent neural nets over sequence length, ICLR 2018. Lecture notes 004:299-344 have the
    recurrent network, 004:347-383 the cell state of an LSTM, which is such a recurrence.

    Examples
    --------
    >>> a = np.array([[0.5, 1.0], [0.5, -1.0], [0.5, 0.0]])
    >>> x = np.array([[8.0, 1.0], [8.0, 2.0], [8.0, 3.0]])
    >>> linear_recurrence(a, x)
    array([[ 8.,  1.],
           [12.,  1.],
           [14.,  3.]])
    """
    kind = np.result_type(a.dtype, x.dtype, 1.0)
    return _states(np.asarray(a, kind), np.asarray(x, kind))


def _states(a: Array, x: Array) -> Array:
    """The recurrence, with as many whole chunks as there are side by side, and the rest of the times in a loop."""
    T, D = x.shape
    h = np.empty((T, D), x.dtype)
    state = np.zeros(D, x.dtype)
    whole = T - T % CHUNK if T > CHUNK else 0
    if whole:
        state = _fill(*(v[:whole].reshape(-1, CHUNK, D) for v in (a, x, h)))
    for t in range(whole, T):
        state = a[t] * state + x[t]
        h[t] = state
    return h


def _fill(a: Array, x: Array, h: Array) -> Array:
    """Write the states of all chunks, (chunks, CHUNK, D), to h; return the last one."""
    # Twelve steps are one step: state -> factor * state + end.
    factor, end = a[:, 0].copy(), x[:, 0].copy()  # (chunks, D)
    for i in range(1, CHUNK):
        factor *= a[:, i]
        end *= a[:, i]
        end += x[:, i]
    state = np.zeros_like(end)
    state[1:] = _states(factor, end)[:-1]  # what each chunk begins with: the end of the one before
    for i in range(CHUNK):
        state *= a[:, i]
        state += x[:, i]
        h[:, i] = state
    last: Array = state[-1]
    return last
