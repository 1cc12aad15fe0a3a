"""The gradient goes back through eight layers, and those before get 0.

Caught by: hidden/test_mlp_backward.py::test_deep_networks
"""

_right = mlp_backward


def mlp_backward(params, X, labels):
    gradients = _right(params, X, labels)
    early = len(gradients) - 8
    return [(0 * dW, 0 * db) if level < early else (dW, db) for level, (dW, db) in enumerate(gradients)]
