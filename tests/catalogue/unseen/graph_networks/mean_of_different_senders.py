import numpy as np


def aggregate(h, edges, how="sum", edge_weight=None):
    _check_how(how)
    _check_edges(edges, len(h), edge_weight)
    h = _real(h)
    out = np.zeros_like(h)
    for node in range(len(h)):
        mine = np.flatnonzero(edges[:, 1] == node)
        if len(mine) == 0:
            continue
        sent = h[edges[mine, 0]]
        if edge_weight is not None:
            sent = sent * _real(edge_weight)[mine, None]
        if how == "sum":
            out[node] = sent.sum(axis=0)
        elif how == "max":
            out[node] = sent.max(axis=0)
        else:
            out[node] = sent.sum(axis=0) / len(set(edges[mine, 0].tolist()))
    return out
