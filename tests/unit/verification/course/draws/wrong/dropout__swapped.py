"""You keep each value with probability p. Look at the side of the comparison that is kept."""


def dropout_forward(x, p, rng):
    return x * (rng.random(x.shape) < p) / (1 - p)
