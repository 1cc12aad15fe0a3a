r"""Graph networks: nodes send their features along edges, and change their own by what they receive.

A graph has no order of its nodes. So a layer may only combine what a node receives in a way that does not depend on
an order: by a sum, a mean or a maximum. If the nodes are renamed, the rows of a layer's result are renamed in the
same way (equivariance), and a readout of the whole graph does not change (invariance).

==============  ================================================================================
``N``           nodes
``E``           edges, may be 0
``D``           features of a node
``M``           features of a message
``K``           features of a node after the layer
``G``           graphs
``edges``       one row (source, target) for each directed edge; an undirected edge has two rows
==============  ================================================================================

How do I …

* collect what each node receives: `aggregate`; make the new state of each node: `update`;
* run several rounds of both: `message_passing`; describe each whole graph by one vector: `readout`;
* do a round with a matrix instead of a list of edges: `gcn_layer`.

Floating inputs keep their dtype. Integers of any width, signed or unsigned, become float64 before any arithmetic.
All floating arguments of one call have the same dtype. No function modifies what it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Indices = NDArray[np.integer[Any]]
Layer = tuple[Array, Array, Array]

COMBINE: dict[str, Callable[..., Array]] = {"sum": np.sum, "mean": np.mean, "max": np.max}
"""What makes one vector of several; none of them depends on the order."""


def aggregate(h: Array, edges: Indices, how: str = "sum", edge_weight: Array | None = None) -> Array:
    r"""Combine the messages that each node receives.

    Edge e from node s to node t carries the message :math:`w_e h_s` to t.

    .. math:: m_t = \operatorname{combine}_{e = (s, t)} \; w_e h_s, \qquad
              m_t = 0 \text{ if no edge leads to } t

    Parameters
    ----------
    h : ndarray of shape (N, D)
        State of each node.
    edges : integer ndarray of shape (E, 2)
        Rows (source, target). A row that occurs twice is two edges. A row (i, i) is an edge like all others.
    how : {"sum", "mean", "max"}
        How messages are combined, feature by feature. The mean divides by the number of messages.
    edge_weight : ndarray of shape (E,), optional
        The weight of each edge, of any sign. Without it all weights are 1.

    Returns
    -------
    ndarray of shape (N, D)
        One row for each node; zeros where a node receives nothing.

    Raises
    ------
    ValueError
        If ``how`` is another word, ``edges`` has another shape or a number that is not a node, or
        ``edge_weight`` has another shape.

    Notes
    -----
    Cost: O(N E), for the sake of a plain loop; ``np.add.at`` needs O(N + E) rows.

    References
    ----------
    Lecture notes 004:407-409. J. Gilmer et al.: Neural Message Passing for Quantum Chemistry, ICML 2017.

    Examples
    --------
    >>> h = np.array([[1.0, -2.0], [5.0, -4.0], [3.0, 6.0]])
    >>> edges = np.array([[0, 2], [1, 2], [2, 0]])
    >>> aggregate(h, edges, "max").tolist()
    [[3.0, 6.0], [0.0, 0.0], [5.0, -2.0]]
    >>> aggregate(h, edges, "mean", edge_weight=np.array([1.0, 3.0, 2.0])).tolist()
    [[6.0, 12.0], [0.0, 0.0], [8.0, -7.0]]
    """
    _check_how(how)
    _check_edges(edges, len(h), edge_weight)
    h = _real(h)
    source, target = edges[:, 0], edges[:, 1]
    messages = h[source]  # (E, D)
    if edge_weight is not None:
        messages = messages * _real(edge_weight)[:, np.newaxis]
    m = np.zeros_like(h)
    for node in range(len(h)):
        received = messages[target == node]
        if len(received) > 0:
            m[node] = COMBINE[how](received, axis=0)
    return m


def update(h: Array, m: Array, W_self: Array, W_nbr: Array, b: Array) -> Array:
    r"""Make the new state of each node from its old state and from what it received.

    .. math:: h' = \operatorname{relu}(h W_{self} + m W_{nbr} + b)

    Parameters
    ----------
    h : ndarray of shape (N, D)
        State of each node.
    m : ndarray of shape (N, M)
        The combined messages of each node.
    W_self : ndarray of shape (D, K)
        Weights of the own state.
    W_nbr : ndarray of shape (M, K)
        Weights of the messages.
    b : ndarray of shape (K,)
        Bias.

    Returns
    -------
    ndarray of shape (N, K)
        The new state of each node.

    References
    ----------
    Lecture notes 004:410.

    Examples
    --------
    >>> h, m = np.array([[1.0], [2.0]]), np.array([[3.0], [0.0]])
    >>> update(h, m, np.array([[1.0, -1.0]]), np.array([[2.0, 0.5]]), np.array([0.5, 0.0])).tolist()
    [[7.5, 0.5], [2.5, 0.0]]
    """
    own = _real(h) @ _real(W_self)
    received = _real(m) @ _real(W_nbr)
    return np.maximum(own + received + _real(b), 0)


def message_passing(
    h: Array, edges: Indices, layers: Sequence[Layer], how: str = "sum", edge_weight: Array | None = None
) -> Array:
    r"""Let the nodes exchange messages, one round for each layer.

    .. math:: h^{(k)} = \operatorname{update}(h^{(k-1)}, \operatorname{aggregate}(h^{(k-1)}), \text{layer } k)

    Parameters
    ----------
    h : ndarray of shape (N, D)
        State of each node before the first round.
    edges : integer ndarray of shape (E, 2)
        Rows (source, target).
    layers : sequence of at least one tuple (W_self, W_nbr, b)
        The arguments of `update` in each round. The states of a round have as many features as the next layer takes.
    how : {"sum", "mean", "max"}
        How messages are combined in every round.
    edge_weight : ndarray of shape (E,), optional
        The weight of each edge in every round.

    Returns
    -------
    ndarray of shape (N, K), with the K of the last layer
        State of each node after the last round.

    Raises
    ------
    ValueError
        Where `aggregate` does.

    Notes
    -----
    All nodes change at the same time: the messages of a round come from the states before the round. After k rounds
    a node knows of the nodes that reach it over k edges.

    References
    ----------
    Lecture notes 004:408.

    Examples
    --------
    The 1 of the first node arrives at the third after two rounds:

    >>> h, edges = np.array([[1.0], [0.0], [0.0]]), np.array([[0, 1], [1, 2]])
    >>> layer = np.array([[0.0]]), np.array([[2.0]]), np.array([0.0])
    >>> message_passing(h, edges, [layer]).tolist(), message_passing(h, edges, [layer, layer]).tolist()
    ([[0.0], [2.0], [0.0]], [[0.0], [0.0], [4.0]])
    """
    for W_self, W_nbr, b in layers:
        m = _collect(h, edges, how, edge_weight)
        h = _renew(h, m, W_self, W_nbr, b)
    return h


def readout(h: Array, graph: Indices, n_graphs: int, how: str = "sum") -> Array:
    r"""Describe each graph of a batch by one vector.

    .. math:: r_g = \operatorname{combine}_{i : graph_i = g} \; h_i, \qquad
              r_g = 0 \text{ if graph } g \text{ has no node}

    Parameters
    ----------
    h : ndarray of shape (N, D)
        State of each node of all graphs.
    graph : integer ndarray of shape (N,)
        The number of the graph to which each node belongs, in any order.
    n_graphs : int
        The number of graphs G, at least 1.
    how : {"sum", "mean", "max"}
        How the nodes of a graph are combined, feature by feature.

    Returns
    -------
    ndarray of shape (G, D)
        One row for each graph; zeros where a graph has no node.

    Raises
    ------
    ValueError
        If ``how`` is another word, or ``graph`` has another shape or a number that is not one of 0 to G - 1.

    References
    ----------
    Not in the lecture notes. K. Xu et al.: How Powerful are Graph Neural Networks?, ICLR 2019, section 4.2.

    Examples
    --------
    >>> h = np.array([[1.0, -2.0], [5.0, -4.0], [3.0, 6.0]])
    >>> readout(h, np.array([1, 0, 1]), 3, "mean").tolist()
    [[5.0, -4.0], [2.0, 2.0], [0.0, 0.0]]
    """
    _check_how(how)
    if graph.shape != (len(h),) or not ((graph >= 0) & (graph < n_graphs)).all():
        raise ValueError(f"graph must hold one number from 0 to {n_graphs - 1} for each node")
    h = _real(h)
    r = np.zeros((n_graphs, h.shape[1]), h.dtype)
    for g in range(n_graphs):
        nodes = h[graph == g]
        if len(nodes) > 0:
            r[g] = COMBINE[how](nodes, axis=0)
    return r


def gcn_layer(A: Array, H: Array, W: Array) -> Array:
    r"""A layer of a graph convolutional network, with self-loops and symmetric normalisation.

    .. math::

        \tilde A_{ij} = \begin{cases} 1 & \text{if } i = j \text{ and } A_{ii} = 0 \\
                                      A_{ij} & \text{otherwise} \end{cases}
        \qquad \tilde d_i = \sum_j \tilde A_{ij}
        \qquad \hat A_{ij} = \frac{\tilde A_{ij}}{\sqrt{\tilde d_i} \sqrt{\tilde d_j}}
        \qquad H' = \operatorname{relu}(\hat A H W)

    Parameters
    ----------
    A : ndarray of shape (N, N), >= 0
        ``A[i, j]`` is the weight of the edge from j to i: row i says from whom node i receives. 0 is no edge.
    H : ndarray of shape (N, D)
        State of each node.
    W : ndarray of shape (D, K)
        Weights.

    Returns
    -------
    ndarray of shape (N, K)
        The new state of each node.

    Raises
    ------
    ValueError
        If ``A`` is not of shape (N, N), or has an entry that is negative or NaN.

    Notes
    -----
    Each node has a self-loop then, so no degree is 0. A node that has one already keeps its weight.

    References
    ----------
    T. Kipf, M. Welling: Semi-Supervised Classification with Graph Convolutional Networks, ICLR 2017, equation 2.
    Not in the lecture notes.

    Examples
    --------
    >>> A = np.array([[0.0, 3.0], [3.0, 0.0]])
    >>> gcn_layer(A, np.array([[4.0], [8.0]]), np.array([[1.0, -1.0]])).tolist()
    [[7.0, 0.0], [5.0, 0.0]]
    """
    if A.shape != (len(H), len(H)) or not (A >= 0).all():
        raise ValueError(f"A must be of shape {(len(H), len(H))} and hold no negative number")
    A, H, W = _real(A), _real(H), _real(W)
    loops = np.where(np.diag(A) == 0, 1, 0).astype(A.dtype)  # (N,), for nodes without one
    A_loops = A + np.diag(loops)
    root = np.sqrt(A_loops.sum(axis=1))  # (N,)
    A_hat: Array = A_loops / (root[:, np.newaxis] * root)
    states: Array = np.maximum(A_hat @ H @ W, 0)
    return states


def _collect(h: Array, edges: Indices, how: str, edge_weight: Array | None) -> Array:
    """What each node receives, without a loop over the nodes; written anew, since each task is graded by itself."""
    _check_how(how)
    _check_edges(edges, len(h), edge_weight)
    h = _real(h)
    messages = h[edges[:, 0]]
    if edge_weight is not None:
        messages = messages * _real(edge_weight)[:, np.newaxis]
    m = np.zeros_like(h)
    if how == "max":
        m[edges[:, 1]] = -np.inf
        np.maximum.at(m, edges[:, 1], messages)
    else:
        np.add.at(m, edges[:, 1], messages)
    if how == "mean":
        counts = np.bincount(edges[:, 1], minlength=len(h))
        m = m / np.maximum(counts, 1).astype(h.dtype)[:, np.newaxis]
    return m


def _renew(h: Array, m: Array, W_self: Array, W_nbr: Array, b: Array) -> Array:
    """The new states of a round, see `update`."""
    return np.maximum(_real(h) @ _real(W_self) + _real(m) @ _real(W_nbr) + _real(b), 0)


def _check_how(how: str) -> None:
    if how not in COMBINE:
        raise ValueError(f"how must be 'sum', 'mean' or 'max', got {how!r}")


def _check_edges(edges: Indices, n_nodes: int, edge_weight: Array | None) -> None:
    if edges.ndim != 2 or edges.shape[1] != 2:
        raise ValueError(f"edges must be of shape (E, 2), got {edges.shape}")
    if not ((edges >= 0) & (edges < n_nodes)).all():
        raise ValueError(f"edges must hold nodes from 0 to {n_nodes - 1}")
    if edge_weight is not None and edge_weight.shape != (len(edges),):
        raise ValueError(f"edge_weight must be of shape {(len(edges),)}, got {edge_weight.shape}")


def _real(values: NDArray[Any]) -> Array:
    """Floating arrays as they are, integers as float64."""
    return values if np.issubdtype(values.dtype, np.floating) else values.astype(np.float64)
