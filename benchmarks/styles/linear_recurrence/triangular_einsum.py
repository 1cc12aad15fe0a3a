"""For chunks of 8 times, the triangle of all products of factors; np.einsum applies it to the inputs of the chunk.

tier: whole rows
advice: products of factors for each number
"""

import numpy as np

C = 8


def linear_recurrence(a, x):
    T, D = x.shape
    kind = np.result_type(a.dtype, x.dtype, 1.0)
    chunks = -(-T // C)
    factors, inputs = np.zeros((2, chunks * C, D), kind)
    factors[:T], inputs[:T] = a, x
    factors, inputs = factors.reshape(chunks, C, D), inputs.reshape(chunks, C, D)
    triangle = np.zeros((chunks, C, C, D), kind)
    for t in range(C):
        triangle[:, t, t] = 1
        triangle[:, t, :t] = triangle[:, t - 1, :t] * factors[:, t, None]
    h = np.einsum("ktsd,ksd->ktd", triangle, inputs)
    since_begin = triangle[:, :, 0] * factors[:, :1]
    for k in range(1, chunks):
        h[k] += since_begin[k] * h[k - 1, -1]
    return h.reshape(-1, D)[:T].copy()
