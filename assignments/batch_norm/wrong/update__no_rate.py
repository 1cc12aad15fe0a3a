"""You subtracted the whole gradient, without the learning rate. The rate decides how far to trust the slope;
look at which argument you have not used.
"""


def update(gamma, beta, grads, lr):
    return gamma - 1.0 * grads[0], beta - 1.0 * grads[1]
