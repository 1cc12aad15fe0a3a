"""You moved each parameter by the gradient of the other one. The tuple grads holds the gradient of gamma
first; look at the order in which you take it apart.
"""


def update(gamma, beta, grads, lr):
    return _real(gamma) - lr * _real(grads[1]), _real(beta) - lr * _real(grads[0])
