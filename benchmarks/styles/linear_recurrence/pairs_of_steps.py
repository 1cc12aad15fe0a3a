"""Joins each pair of steps with whole arrays, goes through the pairs in a loop, and fills the times between at once.

tier: whole rows
advice: Join steps in chunks | keeps further arrays
"""

import numpy as np


def linear_recurrence(a, x):
    dtype = np.result_type(x.dtype, 1.0)
    a, x = np.asarray(a, dtype), np.asarray(x, dtype)
    T = len(x) // 2 * 2
    h = np.empty_like(x, order="C")
    second = a[1:T:2] * x[0:T:2] + x[1:T:2]
    product = a[1:T:2] * a[0:T:2]
    state = np.zeros(x.shape[1], dtype)
    for i in range(T // 2):
        state = product[i] * state + second[i]
        h[2 * i + 1] = state
    h[0] = x[0]
    h[2:T:2] = a[2:T:2] * h[1 : T - 1 : 2] + x[2:T:2]
    if len(x) > T > 0:
        h[T] = a[T] * h[T - 1] + x[T]
    return h
