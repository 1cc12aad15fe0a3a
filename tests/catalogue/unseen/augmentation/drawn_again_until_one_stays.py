def random_delete(words, p, rng):
    if not 0 <= p <= 1:
        raise ValueError("p")
    if len(words) == 0:
        return []
    if p == 1:
        return [words[rng.integers(len(words))]]
    left = []
    while not left:
        left = [word for word in words if rng.random() >= p]
    return left
