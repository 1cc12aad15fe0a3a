"""Keys halved until few are left; two halves are joined by their maxima, sums and mixtures."""

import numpy as np


def blocked_attention(q, k, v, block=256):
    if not block >= 1:
        raise ValueError("a block holds one key at least")
    kind = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    q, k, v = (a.astype(kind) for a in (q, k, v))
    out = []
    for queries, keys, values in zip(q, k, v, strict=True):
        _, total, mixed = part(queries, keys, values, block)
        out.append(mixed / total[:, None])
    return np.stack(out)


def part(q, k, v, block):
    """The largest score of each query, and sum and mixture relative to it."""
    if len(k) <= block:
        scores = np.dot(q, k.T) / np.sqrt(q.shape[1]).astype(q.dtype)
        top = np.amax(scores, axis=1)
        weights = np.exp(scores - top[:, None])
        return top, weights.sum(axis=1), weights.dot(v)
    half = len(k) // 2
    return joined(part(q, k[:half], v[:half], block), part(q, k[half:], v[half:], block))


def joined(first, second):
    top = np.maximum(first[0], second[0])
    a, b = np.exp(first[0] - top), np.exp(second[0] - top)
    return top, a * first[1] + b * second[1], a[:, None] * first[2] + b[:, None] * second[2]
