"""Products with 0-1 matrices of who sends and who receives; the maximum from a masked cube."""

import numpy as np

ALLOWED = ("sum", "mean", "max")


def _as_float(a):
    return a.astype(np.result_type(a.dtype, np.float32)) if a.dtype == np.float32 else a.astype(np.float64)


def _pool(belongs, rows, how):
    """``belongs`` is (size, rows) and says which rows are combined at each place."""
    size = belongs.sum(axis=1, keepdims=True)
    if how == "max":
        cube = np.where(belongs[:, :, None], rows[None], -np.inf)
        top = cube.max(axis=1, initial=-np.inf)
        return np.where(size > 0, top, 0).astype(rows.dtype)
    total = belongs.astype(rows.dtype) @ rows
    return total / np.where(size == 0, 1, size).astype(rows.dtype) if how == "mean" else total


def aggregate(h, edges, how="sum", edge_weight=None):
    if how not in ALLOWED:
        raise ValueError
    if np.ndim(edges) != 2 or np.shape(edges)[-1] != 2:
        raise ValueError
    nodes = np.arange(len(h))
    sends, receives = (edges[:, [column]] == nodes for column in (0, 1))
    if not (sends.any(axis=1) & receives.any(axis=1)).all():
        raise ValueError
    h = _as_float(h)
    messages = sends.astype(h.dtype) @ h
    if edge_weight is not None:
        if edge_weight.ndim != 1 or edge_weight.size != len(edges):
            raise ValueError
        messages = np.diag(_as_float(edge_weight)) @ messages
    return _pool(receives.T, messages, how)


def update(h, m, W_self, W_nbr, b):
    z = np.matmul(_as_float(h), _as_float(W_self)) + np.matmul(_as_float(m), _as_float(W_nbr))
    z += _as_float(b)
    z[z < 0] = 0
    return z


def message_passing(h, edges, layers, how="sum", edge_weight=None):
    states = [h]
    for W_self, W_nbr, b in layers:
        inbox = aggregate(states[-1], edges, how=how, edge_weight=edge_weight)
        states.append(update(states[-1], inbox, W_self, W_nbr, b))
    return states[-1]


def readout(h, graph, n_graphs, how="sum"):
    if how not in ALLOWED or graph.shape != (h.shape[0],):
        raise ValueError
    belongs = np.arange(n_graphs)[:, None] == graph
    if not belongs.any(axis=0).all():
        raise ValueError
    return _pool(belongs, _as_float(h), how)


def gcn_layer(A, H, W):
    if A.shape != (len(H),) * 2 or (~(A >= 0)).any():
        raise ValueError
    A, H, W = map(_as_float, (A, H, W))
    A = np.where(np.eye(len(A), dtype=bool) & (A == 0), np.ones_like(A), A)
    D = np.diag(np.power(A @ np.ones(len(A), dtype=A.dtype), -0.5))
    z = D @ A @ D @ H @ W
    return (z + np.abs(z)) / 2
