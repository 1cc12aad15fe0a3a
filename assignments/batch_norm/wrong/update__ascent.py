"""You stepped along the gradient, which makes the loss larger. The gradient points uphill; look at the sign
of your step.
"""


def update(gamma, beta, grads, lr):
    return gamma + lr * grads[0], beta + lr * grads[1]
