import numpy as np


def readout(h, graph, n_graphs, how="sum"):
    _check_how(how)
    if graph.shape != (len(h),) or ((graph < 0) | (graph >= n_graphs)).any():
        raise ValueError("graph")
    h = _real(h)
    out = np.zeros((n_graphs, h.shape[1]), h.dtype)
    for g in range(n_graphs):
        rows = h[graph == g]
        if len(rows) == 0:
            continue
        if how == "sum":
            out[g] = rows.sum(axis=0)
        elif how == "mean":
            out[g] = rows.mean(axis=0)
        else:
            out[g] = rows[rows.sum(axis=1).argmax()]
    return out
