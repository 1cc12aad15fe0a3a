"""You changed the arrays that were passed in. The caller may still need the old parameters, for instance to
go back an epoch; look at operators such as -= and build new arrays instead.
"""


def update(gamma, beta, grads, lr):
    gamma -= lr * grads[0]
    beta -= lr * grads[1]
    return gamma, beta
