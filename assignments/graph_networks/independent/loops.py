"""Plain Python: dictionaries of what arrives, and one number at a time."""

import math

import numpy as np


def _kind(*arrays):
    """The dtype of the result."""
    return np.float32 if all(a.dtype == np.float32 for a in arrays) else np.float64


def _combined(rows, how):
    columns = list(zip(*rows, strict=True))
    if how == "max":
        return [max(column) for column in columns]
    total = [math.fsum(column) for column in columns]
    return total if how == "sum" else [value / len(rows) for value in total]


def aggregate(h, edges, how="sum", edge_weight=None):
    if how not in ("sum", "mean", "max"):
        raise ValueError("unknown combination")
    if len(np.shape(edges)) != 2 or np.shape(edges)[1] != 2:
        raise ValueError("edges")
    if edge_weight is not None and np.shape(edge_weight) != (len(edges),):
        raise ValueError("weights")
    n, d = h.shape
    inbox = {}
    weights = [1.0] * len(edges) if edge_weight is None else edge_weight.tolist()
    for (source, target), w in zip(edges.tolist(), weights, strict=True):
        if source not in range(n) or target not in range(n):
            raise ValueError("node")
        inbox.setdefault(target, []).append([w * float(value) for value in h[source]])
    result = [_combined(inbox[i], how) if i in inbox else [0.0] * d for i in range(n)]
    return np.array(result, dtype=_kind(h))


def update(h, m, W_self, W_nbr, b):
    n, k = len(h), len(b)
    new = np.zeros((n, k), dtype=_kind(h, m, W_self, W_nbr, b))
    for i in range(n):
        for j in range(k):
            terms = [float(b[j])]
            terms += [float(x) * float(w) for x, w in zip(h[i], W_self[:, j], strict=True)]
            terms += [float(x) * float(w) for x, w in zip(m[i], W_nbr[:, j], strict=True)]
            new[i, j] = max(math.fsum(terms), 0.0)
    return new


def message_passing(h, edges, layers, how="sum", edge_weight=None):
    if not layers:
        return h
    first, *rest = layers
    h = update(h, aggregate(h, edges, how, edge_weight), *first)
    return message_passing(h, edges, rest, how, edge_weight)


def readout(h, graph, n_graphs, how="sum"):
    if how not in ("sum", "mean", "max"):
        raise ValueError("unknown combination")
    if np.shape(graph) != (len(h),):
        raise ValueError("graph")
    members = [[] for _ in range(n_graphs)]
    for row, g in zip(h.tolist(), graph.tolist(), strict=True):
        if not 0 <= g < n_graphs:
            raise ValueError("graph")
        members[g].append([float(value) for value in row])
    rows = [_combined(nodes, how) if nodes else [0.0] * h.shape[1] for nodes in members]
    return np.array(rows, dtype=_kind(h))


def gcn_layer(A, H, W):
    n = len(H)
    if A.shape != (n, n) or not all(value >= 0 for value in A.ravel()):
        raise ValueError("A")
    rows = [[float(value) for value in row] for row in A]
    for i in range(n):
        rows[i][i] = rows[i][i] or 1.0
    degree = [math.fsum(row) for row in rows]
    HW = np.array(H, dtype=float) @ np.array(W, dtype=float)
    out = np.zeros((n, W.shape[1]))
    for i in range(n):
        for j in range(n):
            out[i] += rows[i][j] / math.sqrt(degree[i] * degree[j]) * HW[j]
    return np.fmax(out, 0).astype(_kind(A, H, W))
