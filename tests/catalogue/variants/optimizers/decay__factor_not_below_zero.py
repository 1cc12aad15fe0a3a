"""The factor of the decay is never below 0.

Caught by: hidden/test_decay.py::test_every_narrow_type
"""


def weight_decay_step(w, g, m, v, t, lr, lam, beta1=0.9, beta2=0.999, eps=1e-8):
    w, g, m, v = _real(w), _real(g), _real(m), _real(v)
    _require_shape(w, g=g, m=m, v=v)
    _require_adam(t, lr, beta1, beta2, eps)
    if not lam >= 0:
        raise ValueError(f"lam must be a number >= 0, got {lam}")
    direction, m, v, t = _adam_direction(g, m, v, t, float(beta1), float(beta2), float(eps))
    return max(1 - float(lr) * float(lam), 0.0) * w - float(lr) * direction, m, v, t
