import numpy as np


def message_passing(h, edges, layers, how="sum", edge_weight=None):
    h = _real(h)
    for W_self, W_nbr, b in layers:
        m = aggregate(h, edges, how, edge_weight)
        h = np.maximum(h @ _real(W_self) + m @ _real(W_nbr) + _real(b), 0)
        norm = np.sqrt((h**2).sum(axis=1, keepdims=True))
        h = h / np.where(norm > 0, norm, 1)
    return h
