"""A gradient with as many entries as the weights is accepted, whatever its shape.

Caught by: hidden/test_sgd.py::test_bad_arguments_are_refused
"""


def sgd(w, g, lr):
    w, g = _real(w), _real(g)
    if g.size != w.size:
        raise ValueError(f"g must have the shape of w, {w.shape}, got {g.shape}")
    _require_positive(lr=lr)
    return w - float(lr) * g.reshape(w.shape)
