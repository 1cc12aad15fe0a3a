import numpy as np


def aggregate(h, edges, how="sum", edge_weight=None):
    if how not in ("sum", "mean", "max"):
        raise ValueError(how)
    h = h if h.dtype.kind == "f" else h.astype(float)
    N = len(h)
    if edges.ndim != 2 or edges.shape[1] != 2 or (edges < 0).any() or (edges >= N).any():
        raise ValueError("edges")
    if edge_weight is not None and edge_weight.shape != (len(edges),):
        raise ValueError("edge_weight")
    numbers = np.arange(N)
    out = (numbers == edges[:, :1]).astype(h.dtype)
    into = (numbers[:, None] == edges[:, 1]).astype(h.dtype)
    messages = out @ h
    if edge_weight is not None:
        messages = messages * edge_weight.astype(h.dtype)[:, None]
    if how == "max":
        cube = np.where(into[:, :, None] > 0, messages, -np.inf)
        top = cube.max(axis=1, initial=-np.inf)
        return np.where(np.isneginf(top), h.dtype.type(0), top)
    total = into @ messages
    if how == "mean":
        total = total / np.maximum(into.sum(axis=1, keepdims=True), 1)
    return total
