def add_noise(x, sigma, rng):
    raise NotImplementedError


def keep(x, p, generator):
    raise NotImplementedError
