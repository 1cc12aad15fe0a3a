"""Step by step, as the formulas are taught: node by node, with lists of messages."""

import numpy as np


def to_float(a):
    if np.issubdtype(a.dtype, np.integer):
        return a.astype(np.float64)
    return a


def aggregate(h, edges, how="sum", edge_weight=None):
    N = h.shape[0]
    if how not in ["sum", "mean", "max"]:
        raise ValueError("how must be sum, mean or max")
    if edges.ndim != 2 or edges.shape[1] != 2:
        raise ValueError("edges must have two columns")
    if np.any(edges < 0) or np.any(edges >= N):
        raise ValueError("no such node")
    E = edges.shape[0]
    if edge_weight is not None and edge_weight.shape != (E,):
        raise ValueError("one weight for each edge")
    h = to_float(h)
    m = np.zeros_like(h)
    for i in range(N):
        messages = []
        for e in range(E):
            source = edges[e, 0]
            target = edges[e, 1]
            if target == i:
                message = h[source]
                if edge_weight is not None:
                    message = to_float(edge_weight)[e] * message
                messages.append(message)
        if len(messages) == 0:
            continue
        messages = np.array(messages)
        if how == "sum":
            m[i] = np.sum(messages, axis=0)
        elif how == "mean":
            m[i] = np.mean(messages, axis=0)
        else:
            m[i] = np.max(messages, axis=0)
    return m


def update(h, m, W_self, W_nbr, b):
    h, m = to_float(h), to_float(m)
    W_self, W_nbr, b = to_float(W_self), to_float(W_nbr), to_float(b)
    own = h @ W_self
    received = m @ W_nbr
    z = own + received + b
    return np.maximum(z, 0)


def message_passing(h, edges, layers, how="sum", edge_weight=None):
    for k in range(len(layers)):
        W_self, W_nbr, b = layers[k]
        m = aggregate(h, edges, how, edge_weight)
        h = update(h, m, W_self, W_nbr, b)
    return h


def readout(h, graph, n_graphs, how="sum"):
    N, D = h.shape
    if how not in ["sum", "mean", "max"]:
        raise ValueError("how must be sum, mean or max")
    if graph.shape != (N,) or np.any(graph < 0) or np.any(graph >= n_graphs):
        raise ValueError("no such graph")
    h = to_float(h)
    r = np.zeros((n_graphs, D), dtype=h.dtype)
    for g in range(n_graphs):
        nodes = h[graph == g]
        if len(nodes) == 0:
            continue
        if how == "sum":
            r[g] = np.sum(nodes, axis=0)
        elif how == "mean":
            r[g] = np.mean(nodes, axis=0)
        else:
            r[g] = np.max(nodes, axis=0)
    return r


def gcn_layer(A, H, W):
    N = H.shape[0]
    if A.shape != (N, N) or np.any(A < 0) or np.any(np.isnan(A)):
        raise ValueError("A must be N x N and not negative")
    A, H, W = to_float(A), to_float(H), to_float(W)
    A_tilde = A.copy()
    for i in range(N):
        if A_tilde[i, i] == 0:
            A_tilde[i, i] = 1
    degrees = np.sum(A_tilde, axis=1)
    D_inv_sqrt = np.diag(1 / np.sqrt(degrees))
    A_hat = D_inv_sqrt @ A_tilde @ D_inv_sqrt
    Z = A_hat @ H @ W
    return np.maximum(Z, 0)
