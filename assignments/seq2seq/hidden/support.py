"""Inputs that the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

PAD, BOS, EOS = 0, 1, 2
NARROW = (np.int8, np.uint8, np.int16, np.uint16)
COINCIDING = (  # B, T, V, D, H: all equal, then some
    (4, 4, 4, 4, 4), (5, 3, 5, 3, 5), (3, 4, 4, 3, 3), (2, 6, 6, 2, 6), (1, 3, 4, 1, 1), (1, 1, 3, 2, 2),
)  # fmt: skip


def encoder(rng, v, d, h):
    """E, Wx, Wh and b: all entries differ, and the units are neither idle nor saturated."""
    return (
        rng.normal(size=(v, d)),
        rng.normal(0.0, 0.8, size=(d, h)) / np.sqrt(d),
        rng.normal(0.0, 1.2, size=(h, h)) / np.sqrt(h),
        rng.normal(0.0, 0.5, size=h),
    )


def decoder(rng, v, d, h, *, end=0.0):
    """An encoder, and Wo and bo; ``end`` is added to the bias of EOS."""
    bo = rng.normal(size=v)
    bo[EOS] += end
    return *encoder(rng, v, d, h), rng.normal(0.0, 2.0, size=(h, v)), bo


def contexts(rng, b, h):
    """States that a tanh can leave behind."""
    return np.tanh(rng.normal(size=(b, h)))


def chain(scores):
    """A context and a decoder that looks at the last word only: its scores are the row of this word."""
    v = len(scores)
    return np.zeros(v), (
        np.eye(v), 1000.0 * np.eye(v), np.zeros((v, v)), np.zeros(v), np.array(scores, float), np.zeros(v),
    )  # fmt: skip


def ragged(rng, lengths, t, v):
    """Words, which are neither PAD nor BOS nor EOS, and PAD behind: one row per length."""
    ids = rng.integers(3, v, size=(len(lengths), t))
    ids[np.arange(t) >= np.asarray(lengths)[:, np.newaxis]] = PAD
    return ids


def closed(rng, lengths, t, v):
    """Sentences with EOS as their last word, and PAD behind; a length counts EOS."""
    ids = ragged(rng, lengths, t, v)
    ids[np.arange(len(lengths)), np.asarray(lengths) - 1] = EOS
    return ids


def single(part):
    """The same numbers in float32."""
    return tuple(map(single, part)) if isinstance(part, tuple) else part.astype(np.float32)


def ends(tokens):
    """The place of EOS in each row; the length where there is none."""
    found = tokens == EOS
    return np.where(found.any(axis=1), found.argmax(axis=1), tokens.shape[1])


def drawn_until(wanted, draw):
    """The first draw that is wanted; it takes a few at most."""
    return next(each for each in (draw() for _ in range(10_000)) if wanted(*each))


def steady(rng, function, *arguments):
    """Whether the tokens stay the same if the parameters change a little, as rounding to float32 does."""
    *first, weights = [a for a in arguments if not isinstance(a, int)]
    numbers = [a for a in arguments if isinstance(a, int)]
    tokens, _ = function(*arguments)
    for _ in range(5):
        moved = tuple(part + rng.normal(0.0, 1e-3, size=part.shape) for part in weights)
        changed, _ = function(*first, moved, *numbers)
        if not np.array_equal(changed, tokens):
            return False
    return True


def whole(rng, dtype, *sizes):
    """Arrays of small integers of a narrow type."""
    least = -2 if np.iinfo(dtype).min < 0 else 0
    return tuple(rng.integers(least, 3, size=size).astype(dtype) for size in sizes)


def overflowing(rng, dtype, inputs, weights):
    """Two integer arrays. In their own type the product of any two entries is 0: it is a multiple of 2 to its bits."""
    signs = (-1, 1) if np.iinfo(dtype).min < 0 else (1,)
    half = np.iinfo(dtype).max // 2 + 1
    return [(n * rng.choice(signs, size=size)).astype(dtype) for n, size in ((half, inputs), (4, weights))]


def integer_encoders(rng, dtype, v, d, h):
    """Integers for E, Wx, Wh and b: small ones, then vectors of words whose products overflow.

    With d odd, no sum of such products is 0.
    """
    E, Wx, Wh, b = whole(rng, dtype, (v, d), (d, h), (h, h), (h,))
    large_E, large_Wx = overflowing(rng, dtype, (v, d), (d, h))
    return (E, Wx, Wh, b), (large_E, large_Wx, Wh, b)
