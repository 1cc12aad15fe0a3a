"""You stepped along the gradient, which makes the loss larger. The gradient points uphill; look at the sign
of your step.
"""


def update(gamma, beta, grads, lr):
    return _real(gamma) + lr * _real(grads[0]), _real(beta) + lr * _real(grads[1])
