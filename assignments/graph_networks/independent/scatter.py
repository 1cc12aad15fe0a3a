"""Whole arrays, with the scattering functions of NumPy and no loop over nodes."""

import numpy as np


def _floats(a):
    return a if a.dtype.kind == "f" else a.astype(float)


def _scatter(rows, places, size, how):
    places = places.astype(np.intp)
    counts = np.bincount(places, minlength=size)
    if how == "max":
        out = np.full((size, rows.shape[1]), -np.inf, dtype=rows.dtype)
        np.maximum.at(out, places, rows)
        out[counts == 0] = 0
        return out
    out = np.zeros((size, rows.shape[1]), dtype=rows.dtype)
    np.add.at(out, places, rows)
    if how == "mean":
        out /= np.maximum(counts, 1)[:, None]
    return out


def aggregate(h, edges, how="sum", edge_weight=None):
    if how not in {"sum", "mean", "max"}:
        raise ValueError(how)
    if edges.shape[1:] != (2,):
        raise ValueError("shape of edges")
    if edges.size and not 0 <= edges.min() <= edges.max() < len(h):
        raise ValueError("node out of range")
    rows = _floats(h)[edges[:, 0]]
    if edge_weight is not None:
        if edge_weight.shape != edges.shape[:1]:
            raise ValueError("shape of edge_weight")
        rows = np.einsum("ed,e->ed", rows, _floats(edge_weight))
    return _scatter(rows, edges[:, 1], len(h), how)


def update(h, m, W_self, W_nbr, b):
    both = np.concatenate([_floats(h), _floats(m)], axis=1)
    weights = np.concatenate([_floats(W_self), _floats(W_nbr)], axis=0)
    z = both @ weights + _floats(b)
    return np.where(z > 0, z, 0)


def message_passing(h, edges, layers, how="sum", edge_weight=None):
    state = h
    for layer in layers:
        state = update(state, aggregate(state, edges, how, edge_weight), *layer)
    return state


def readout(h, graph, n_graphs, how="sum"):
    if how not in {"sum", "mean", "max"}:
        raise ValueError(how)
    if graph.shape != h.shape[:1]:
        raise ValueError("shape of graph")
    if graph.min() < 0 or graph.max() >= n_graphs:
        raise ValueError("graph out of range")
    return _scatter(_floats(h), graph, n_graphs, how)


def gcn_layer(A, H, W):
    n = len(H)
    if A.shape != (n, n) or np.isnan(A).any() or A.min() < 0:
        raise ValueError("A")
    loops = _floats(A).copy()
    diagonal = np.einsum("ii->i", loops)
    diagonal[diagonal == 0] = 1
    scale = loops.sum(1) ** -0.5
    z = scale[:, None] * (loops @ (scale[:, None] * (_floats(H) @ _floats(W))))
    return z.clip(min=0)
