import functools

import numpy as np

_WAYS = {"sum": np.sum, "mean": np.mean, "max": np.max}


def _one_round(state, layer, edges, how, edge_weight):
    W_self, W_nbr, b = layer
    inbox = {}
    for e, (s, t) in enumerate(edges.tolist()):
        w = 1 if edge_weight is None else float(edge_weight[e])
        inbox.setdefault(t, []).append(state[s] * w)
    rows = [_WAYS[how](inbox[i], axis=0) if i in inbox else np.zeros_like(state[0]) for i in range(len(state))]
    z = state.dot(W_self) + np.array(rows, dtype=state.dtype).dot(W_nbr) + b
    return z * (z > 0)


def message_passing(h, edges, layers, how="sum", edge_weight=None):
    if how not in _WAYS:
        raise ValueError(how)
    h = np.asarray(h)
    if edges.ndim != 2 or edges.shape[1] != 2:
        raise ValueError("edges")
    if edges.size and (edges.min() < 0 or edges.max() >= len(h)):
        raise ValueError("edges")
    if edge_weight is not None and edge_weight.shape != (len(edges),):
        raise ValueError("edge_weight")
    start = h if h.dtype.kind == "f" else h.astype(float)
    return functools.reduce(lambda state, layer: _one_round(state, layer, edges, how, edge_weight), layers, start)
