"""You left beta as it was. The offset is learned like the scale; look at the second entry of grads."""


def update(gamma, beta, grads, lr):
    return _real(gamma) - lr * _real(grads[0]), _real(beta)
