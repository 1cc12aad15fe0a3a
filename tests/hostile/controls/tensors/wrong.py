def blend(x, w):
    return x @ w


def energy(x):
    return x.pow(2).sum()
