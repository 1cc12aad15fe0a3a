import numpy as np


def readout(h, graph, n_graphs, how="sum"):
    if how not in ("sum", "mean", "max"):
        raise ValueError(how)
    if graph.shape != h.shape[:1] or not all(0 <= g < n_graphs for g in graph.tolist()):
        raise ValueError("graph")
    h = np.asarray(h, dtype=h.dtype if h.dtype.kind == "f" else float)
    result = np.zeros((n_graphs, h.shape[1]), dtype=h.dtype)
    for g in np.unique(graph):
        result[int(g)] = getattr(h[graph == g], how)(axis=0)
    return result
