import numpy as np


def aggregate(h, edges, how="sum", edge_weight=None):
    _check_how(how)
    _check_edges(edges, len(h), edge_weight)
    h = _real(h)
    weight = np.ones(len(edges), h.dtype) if edge_weight is None else _real(edge_weight)
    out = np.zeros_like(h)
    for node in range(len(h)):
        mine = edges[:, 1] == node
        if not mine.any():
            continue
        sent, w = h[edges[mine, 0]], weight[mine]
        if how == "max":
            best = sent.argmax(axis=0)
            out[node] = sent.max(axis=0) * w[best]
        else:
            out[node] = (sent * w[:, None]).sum(axis=0) / (mine.sum() if how == "mean" else 1)
    return out
