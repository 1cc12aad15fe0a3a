"""A mu that is NaN is accepted."""


def nesterov(w, g, v, lr, mu=0.9):
    w, g, v = _real(w), _real(g), _real(v)
    _require_shape(w, g=g, v=v)
    _require_positive(lr=lr)
    if mu < 0 or mu >= 1:
        raise ValueError(f"mu must be in [0, 1), got {mu}")
    v = float(mu) * v + g
    return w - float(lr) * (g + float(mu) * v), v
