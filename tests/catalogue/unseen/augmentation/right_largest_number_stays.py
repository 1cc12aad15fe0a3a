import numpy as np


def random_delete(words, p, rng):
    if not (p >= 0 and p <= 1):
        raise ValueError(p)
    if not words:
        return []
    draws = rng.uniform(size=len(words))
    if draws.max() < p:
        return [words[int(np.argmax(draws))]]
    return [word for word, draw in zip(words, draws) if draw >= p]
