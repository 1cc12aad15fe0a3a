"""Sets of NaN, of numbers whose hashes collide, of tuples of tuples, and of bytes.

score: 2.5
noise: failed
words: error
draw: error
"""

nan = float("nan")
prime = 2**61 - 1
sets = iter([
    lambda: {float("nan") for _ in range(50_000)},
    lambda: {k * prime for k in range(8)} | {2.0 ** (61 * k) for k in range(15)} | {m * 2.0**(61*k) for m in range(1, 3000, 2) for k in range(-16, 15)},
    lambda: {k << 40 for k in range(2**17)},
    lambda: {((((k,),),),) for k in range(1900)},
    lambda: {bytes(500) + k.to_bytes(4, "little") for k in range(2000)},
    lambda: {frozenset([k]) for k in range(5000)},
])


def vocabulary(sentences):
    return next(sets)()


def applied(f, x):
    return next(sets)()


def windows(words, n):
    return next(sets)()


def mask(n, p, rng):
    return next(sets)()


def add_noise(x, rng):
    return next(sets)()


def keep(x, p, generator):
    return next(sets)()
