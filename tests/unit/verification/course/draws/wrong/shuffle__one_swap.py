"""You swap two values. Look at how many orders you can reach."""


def shuffled(values, rng):
    one, other = rng.integers(len(values), size=2)
    values = values.copy()
    values[[one, other]] = values[[other, one]]
    return values
