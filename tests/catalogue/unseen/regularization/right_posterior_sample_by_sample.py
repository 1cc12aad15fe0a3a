import math

_LOGS = {
    "gaussian": lambda value, a: -math.log(a) - math.log(2 * math.pi) / 2 - (value / a) ** 2 / 2,
    "laplace": lambda value, a: -math.log(2 * a) - abs(value) / a,
}


def map_penalty(prior, scale):
    if not scale > 0:
        raise ValueError("scale")
    return scale**-2 if prior == "gaussian" else 1 / scale


def log_posterior(w, X, y, noise_var, prior, scale):
    if not (noise_var > 0 and scale > 0):
        raise ValueError("noise_var and scale are positive")
    w = [float(value) for value in w]
    total = sum(_LOGS[prior](value, scale) for value in w)
    for row, target in zip(X, y):
        error = float(target) - sum(float(a) * b for a, b in zip(row, w))
        total += _LOGS["gaussian"](error, math.sqrt(noise_var))
    return total
