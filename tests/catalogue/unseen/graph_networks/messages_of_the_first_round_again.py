import numpy as np


def message_passing(h, edges, layers, how="sum", edge_weight=None):
    h = _real(h)
    m = aggregate(h, edges, how, edge_weight)
    for W_self, W_nbr, b in layers:
        h = np.maximum(h @ _real(W_self) + m @ _real(W_nbr) + _real(b), 0)
        m = np.resize(m, h.shape).astype(h.dtype)
    return h
