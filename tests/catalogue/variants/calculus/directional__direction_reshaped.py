"""A direction with as many entries as x is accepted, whatever its shape.

Caught by: hidden/test_directional.py::test_what_is_refused
"""


def directional_derivative(f, x, v, h):
    x, v, h = _double(x), _double(v), _step(h)
    if v.size != x.size:
        raise ValueError(f"v must have the shape of x, {x.shape}, got {v.shape}")
    v = v.reshape(x.shape)
    return float(f(x + h * v) - f(x - h * v)) / (2 * h)
