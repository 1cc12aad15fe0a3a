"""The reference of graph_networks against PyTorch, dense matrices, known spectra and renamed nodes."""

from __future__ import annotations

import doctest
import importlib.util
from pathlib import Path

import numpy as np
import pytest
import torch

SIZES = [(1, 0, 2), (1, 3, 1), (5, 0, 3), (6, 9, 3), (4, 4, 4), (40, 200, 2)]  # N, E, D
HOW = {"sum": "sum", "mean": "mean", "max": "amax"}
INDEPENDENT = sorted((Path(__file__).parents[2] / "assignments/graph_networks/independent").glob("*.py"))


@pytest.fixture
def nets(load):
    return load("graph_networks")


@pytest.fixture
def rng():
    return np.random.default_rng(20)


def case(rng, n, e, d):
    """h, edges, edge_weight; features of both signs, edges that may repeat or be loops."""
    return rng.normal(size=(n, d)), rng.integers(n, size=(e, 2)), rng.normal(size=e)


def layer(rng, d, k, m=None):
    return rng.normal(size=(d, k)), rng.normal(size=(m or d, k)), rng.normal(size=k)


def scattered(rows, place, size, how):
    """The rows of each place combined by ``torch.Tensor.scatter_reduce``."""
    index = torch.tensor(place, dtype=torch.int64)[:, None].expand(-1, rows.shape[1])
    zeros = torch.zeros(size, rows.shape[1], dtype=torch.float64)
    return zeros.scatter_reduce(0, index, torch.tensor(rows), HOW[how], include_self=False).numpy()


def test_doctests(nets):
    outcome = doctest.testmod(nets)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("size", SIZES)
def test_aggregate_agrees_with_torch(nets, rng, size, how):
    h, edges, weight = case(rng, *size)
    plain = nets.aggregate(h, edges, how)
    np.testing.assert_allclose(plain, scattered(h[edges[:, 0]], edges[:, 1], len(h), how), atol=1e-12)
    weighted = scattered(h[edges[:, 0]] * weight[:, None], edges[:, 1], len(h), how)
    np.testing.assert_allclose(nets.aggregate(h, edges, how, weight), weighted, atol=1e-12)


@pytest.mark.parametrize("size", SIZES)
def test_sum_is_a_product_with_the_adjacency(nets, rng, size):
    h, edges, weight = case(rng, *size)
    A = np.zeros((len(h), len(h)))
    np.add.at(A, (edges[:, 1], edges[:, 0]), weight)
    np.testing.assert_allclose(nets.aggregate(h, edges, "sum", weight), A @ h, atol=1e-12)


def test_nodes_that_receive_nothing_have_zeros(nets):
    h = np.full((4, 2), -3.0)
    for how in HOW:
        m = nets.aggregate(h, np.array([[0, 1], [2, 1]]), how)
        assert m[[0, 2, 3]].tolist() == [[0.0, 0.0]] * 3
        assert (m[1] < 0).all()


@pytest.mark.parametrize("how", HOW)
def test_renamed_nodes_give_renamed_rows(nets, rng, how):
    """Equivariance of a layer, invariance of the readout."""
    h, edges, weight = case(rng, 9, 20, 4)
    layers = [layer(rng, 4, 5), layer(rng, 5, 3)]
    old = rng.permutation(9)  # the old name of each new node
    new = np.argsort(old)
    shuffled = rng.permutation(20)
    found = nets.message_passing(h, edges, layers, how, weight)
    renamed = nets.message_passing(h[old], new[edges][shuffled], layers, how, weight[shuffled])
    np.testing.assert_allclose(renamed, found[old], atol=1e-12)
    graph = rng.integers(3, size=9)
    whole = nets.readout(found, graph, 3, how)
    np.testing.assert_allclose(nets.readout(renamed, graph[old], 3, how), whole, atol=1e-12)


def test_update_agrees_with_torch(nets, rng):
    for n, d, m, k in (1, 1, 1, 1), (5, 3, 4, 2), (3, 3, 3, 3):
        h, messages = rng.normal(size=(n, d)), rng.normal(size=(n, m))
        W_self, W_nbr, b = layer(rng, d, k, m)
        linear = torch.nn.Linear(d + m, k, dtype=torch.float64)
        linear.weight.data = torch.tensor(np.vstack([W_self, W_nbr]).T)
        linear.bias.data = torch.tensor(b)
        with torch.no_grad():
            expected = torch.relu(linear(torch.tensor(np.hstack([h, messages]))))
        np.testing.assert_allclose(nets.update(h, messages, W_self, W_nbr, b), expected, atol=1e-12)


def test_rounds_reach_as_far_as_there_are_rounds(nets):
    """On a path, a 1 moves by one node in each round: all nodes change at the same time."""
    path = np.array([[i, i + 1] for i in range(39)])
    h = np.zeros((40, 1))
    h[0] = 1.0
    carry = np.zeros((1, 1)), np.ones((1, 1)), np.zeros(1)
    for rounds in 1, 2, 35:
        assert np.flatnonzero(nets.message_passing(h, path, [carry] * rounds)).tolist() == [rounds]


@pytest.mark.parametrize("how", HOW)
def test_readout_agrees_with_torch(nets, rng, how):
    for n, g, d in (1, 1, 1), (7, 3, 2), (4, 4, 4), (5, 9, 2), (40, 2, 3):
        h, graph = rng.normal(size=(n, d)), rng.integers(g, size=n)
        np.testing.assert_allclose(nets.readout(h, graph, g, how), scattered(h, graph, g, how), atol=1e-12)


def test_normalised_matrix_has_the_spectrum_of_the_theory(nets, rng):
    """For symmetric A the largest eigenvalue is 1, with the roots of the degrees as its vector; none is below -1."""
    A = np.triu(rng.random((8, 8)) * (rng.random((8, 8)) < 0.4), 1)
    A = A + A.T
    A_hat = nets.gcn_layer(A, np.eye(8), np.eye(8))  # no negative entry, so relu changes nothing
    values = np.linalg.eigvalsh(A_hat)
    assert values[-1] == pytest.approx(1.0)
    assert values[0] > -1
    root = np.sqrt((A + np.eye(8)).sum(axis=1))
    np.testing.assert_allclose(A_hat @ root, root)


def test_gcn_agrees_with_matrices(nets, rng):
    for n, d, k in (1, 1, 1), (5, 3, 2), (4, 4, 4), (35, 2, 3):
        A = rng.random((n, n)) * (rng.random((n, n)) < 0.3)  # directed, some loops
        H, W = rng.normal(size=(n, d)), rng.normal(size=(d, k))
        loops = A.copy()
        loops[np.diag_indices(n)] = [A[i, i] or 1 for i in range(n)]
        D = np.diag(loops.sum(axis=1) ** -0.5)
        np.testing.assert_allclose(nets.gcn_layer(A, H, W), np.maximum(D @ loops @ D @ H @ W, 0), atol=1e-12)


def test_gcn_of_a_lone_node_is_a_dense_layer(nets, rng):
    H, W = rng.normal(size=(6, 3)), rng.normal(size=(3, 5))
    np.testing.assert_allclose(nets.gcn_layer(np.zeros((6, 6)), H, W), np.maximum(H @ W, 0))


def test_kinds_of_numbers(nets, rng):
    """float32 stays, narrow integers become float64 before arithmetic, and nothing is modified."""
    edges = np.array([[0, 1], [2, 1]], np.uint8)
    h = rng.normal(size=(3, 2)).astype(np.float32)
    square = np.eye(2, dtype=np.float32)
    assert nets.aggregate(h, edges, "mean", np.ones(2, np.float32)).dtype == np.float32
    assert nets.message_passing(h, edges, [(square, square, square[0])]).dtype == np.float32
    assert nets.readout(h, np.zeros(3, np.int8), 1, "max").dtype == np.float32
    assert nets.gcn_layer(np.zeros((3, 3), np.float32), h, square).dtype == np.float32
    narrow = np.array([[100], [0], [100]], np.int8)
    assert nets.aggregate(narrow, edges).tolist() == [[0.0], [200.0], [0.0]]
    assert nets.readout(narrow, np.zeros(3, np.int8), 1).tolist() == [[200.0]]
    assert nets.gcn_layer(np.ones((3, 3), np.int8), narrow, np.full((1, 1), 3, np.int8)) == pytest.approx(
        200.0
    )


def test_bad_input_is_refused(nets, rng):
    h, edges, weight = case(rng, 4, 5, 2)
    for bad in edges.T, edges[0], edges - 5, edges + 4, np.array([[0, 4]]), np.array([[-1, 0]]):
        with pytest.raises(ValueError, match="edges must"):
            nets.aggregate(h, bad)
    for how in "min", "Sum", "":
        with pytest.raises(ValueError, match="how must be"):
            nets.aggregate(h, edges, how)
        with pytest.raises(ValueError, match="how must be"):
            nets.readout(h, np.zeros(4, int), 1, how)
    for bad in weight[:4], weight[:, None], np.float64(1.0):
        with pytest.raises(ValueError, match="edge_weight must"):
            nets.aggregate(h, edges, "sum", bad)
    for graph in np.array([0, 1, 2, 0]), np.array([0, -1, 0, 0]), np.zeros(3, int), np.zeros((4, 1), int):
        with pytest.raises(ValueError, match="graph must"):
            nets.readout(h, graph, 2)
    for A in np.zeros((4, 3)), np.zeros((3, 3)), np.full((4, 4), -1e-9), np.full((4, 4), np.nan):
        with pytest.raises(ValueError, match="A must"):
            nets.gcn_layer(A, h, np.ones((2, 2)))


@pytest.mark.parametrize("path", INDEPENDENT, ids=lambda path: path.stem)
def test_independent_answers_agree(nets, rng, path):
    spec = importlib.util.spec_from_file_location(f"graph_networks_{path.stem}", path)
    other = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    for size in SIZES:
        h, edges, weight = case(rng, *size)
        d = h.shape[1]
        layers = [layer(rng, d, 3), layer(rng, 3, 3)]
        for how in HOW:
            for name, args in (
                ("aggregate", (h, edges, how, weight)),
                ("message_passing", (h, edges, layers, how)),
                ("readout", (h, rng.integers(4, size=len(h)), 4, how)),
            ):
                np.testing.assert_allclose(getattr(other, name)(*args), getattr(nets, name)(*args), atol=1e-9)
        A = np.abs(rng.normal(size=(len(h), len(h))))
        W = rng.normal(size=(d, 2))
        np.testing.assert_allclose(other.gcn_layer(A, h, W), nets.gcn_layer(A, h, W), atol=1e-12)
