"""You subtracted the whole gradient, without the learning rate. The step is the rate times the gradient;
look at which argument you have not used.
"""


def update(gamma, beta, grads, lr):
    return _real(gamma) - _real(grads[0]), _real(beta) - _real(grads[1])
