def random_delete(words, p, rng):
    if not 0 <= p <= 1:
        raise ValueError("p")
    left = [word for word in words if rng.random() >= p]
    return left or list(words[:1])
