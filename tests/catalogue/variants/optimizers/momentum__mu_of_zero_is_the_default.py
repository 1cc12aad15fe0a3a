"""A mu of 0 is taken as missing, and 0.9 is used.

Caught by: hidden/test_momentum.py::test_no_momentum_and_the_default
"""


def momentum(w, g, v, lr, mu=None):
    w, g, v = _real(w), _real(g), _real(v)
    _require_shape(w, g=g, v=v)
    _require_positive(lr=lr)
    mu = mu or 0.9
    _require_share(mu=mu)
    v = float(mu) * v + g
    return w - float(lr) * v, v
