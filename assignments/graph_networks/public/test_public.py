"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task

H = np.array([[1.0, -2.0], [5.0, -4.0], [3.0, 6.0]])
EDGES = np.array([[0, 2], [1, 2], [2, 0]])


@task("aggregate")
def test_the_third_node_hears_two_others(student):
    """Node 2 hears nodes 0 and 1, node 0 hears node 2, and node 1 hears nobody."""
    assert_close(student.aggregate(H, EDGES), np.array([[3.0, 6.0], [0.0, 0.0], [6.0, -6.0]]))
    assert_close(student.aggregate(H, EDGES, "mean"), np.array([[3.0, 6.0], [0.0, 0.0], [3.0, -3.0]]))
    assert_close(student.aggregate(H, EDGES, "max"), np.array([[3.0, 6.0], [0.0, 0.0], [5.0, -2.0]]))


@task("aggregate")
def test_the_second_edge_has_weight_three(student):
    """Node 2 receives (1, -2) and 3 times (5, -4). Their mean is (8, -7)."""
    weighted = student.aggregate(H, EDGES, "mean", np.array([1.0, 3.0, 2.0]))
    assert_close(weighted, np.array([[6.0, 12.0], [0.0, 0.0], [8.0, -7.0]]))
    assert_raises("ValueError", student.aggregate, H, np.array([[0, 3]]))


@task("update")
def test_two_nodes_with_one_feature(student):
    """1 + 2 * 3 + 0.5 is 7.5, and -1 + 0.5 * 3 is 0.5. Negative sums become 0."""
    h, m = np.array([[1.0], [2.0]]), np.array([[3.0], [0.0]])
    found = student.update(h, m, np.array([[1.0, -1.0]]), np.array([[2.0, 0.5]]), np.array([0.5, 0.0]))
    assert_close(found, np.array([[7.5, 0.5], [2.5, 0.0]]))


@task("message_passing")
def test_a_one_moves_along_a_path(student):
    """In each round the 1 of node 0 moves by one edge, and is doubled."""
    h, edges = np.array([[1.0], [0.0], [0.0]]), np.array([[0, 1], [1, 2]])
    layer = np.array([[0.0]]), np.array([[2.0]]), np.array([0.0])
    assert_close(student.message_passing(h, edges, [layer]), np.array([[0.0], [2.0], [0.0]]))
    assert_close(student.message_passing(h, edges, [layer, layer]), np.array([[0.0], [0.0], [4.0]]))


@task("readout")
def test_a_graph_of_two_nodes_and_one_of_one(student):
    """Nodes 0 and 2 are graph 1, node 1 is graph 0, and graph 2 has no node."""
    graph = np.array([1, 0, 1])
    assert_close(student.readout(H, graph, 3), np.array([[5.0, -4.0], [4.0, 4.0], [0.0, 0.0]]))
    assert_close(student.readout(H, graph, 3, "mean"), np.array([[5.0, -4.0], [2.0, 2.0], [0.0, 0.0]]))
    assert_close(student.readout(H, graph, 3, "max"), np.array([[5.0, -4.0], [3.0, 6.0], [0.0, 0.0]]))


@task("gcn")
def test_two_nodes_and_an_edge_of_weight_three(student):
    """With self-loops both degrees are 4. So 4 / 4 + 3 * 8 / 4 is 7, and 3 * 4 / 4 + 8 / 4 is 5."""
    A = np.array([[0.0, 3.0], [3.0, 0.0]])
    found = student.gcn_layer(A, np.array([[4.0], [8.0]]), np.array([[1.0, -1.0]]))
    assert_close(found, np.array([[7.0, 0.0], [5.0, 0.0]]))
    assert_raises("ValueError", student.gcn_layer, -A, np.array([[4.0], [8.0]]), np.array([[1.0]]))
