def dropout_forward(x, p, rng):
    """Drop each value of x, of shape (B, D), with probability p, and divide the others by 1 - p."""
    raise NotImplementedError


def uniform_weights(fan_in, fan_out, rng):
    """Weights of shape (fan_in, fan_out), evenly between plus and minus the root of 6 / (fan_in + fan_out)."""
    raise NotImplementedError


def shuffled(values, rng):
    """The values, of shape (n,), in an order that is as probable as every other."""
    raise NotImplementedError
