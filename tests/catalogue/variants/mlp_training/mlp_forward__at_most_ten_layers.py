"""All layers between the ninth and the last are left out.

Caught by: hidden/test_mlp_forward.py::test_large_activations_and_many_layers
"""


def mlp_forward(params, X):
    layers, X = _checked_network(params, X)
    return _pre_activations(layers[:9] + layers[-1:] if len(layers) > 10 else layers, X)[-1]
