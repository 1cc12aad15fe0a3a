"""What the hidden tests of this assignment share."""

from __future__ import annotations

import numpy as np

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types in which a product, a sum or a difference of two values overflows."""

DUAL_ASKS = ("data", "tangent", "relu", "tanh", "exp", "log", "+", "-", "*", "/", "**", "neg")
VALUE_ASKS = ("data", "grad", "backward", "relu", "tanh", "exp", "log", "+", "-", "*", "/", "**", "neg")

LETTERS = "abcdefghijklmnopqrstuvwxyz"

_PARTS = (
    "{t} = {p} + {q}; {u} = 0.5 * {t}",
    "{t} = {p} - {q}; {u} = {t} / 1.5",
    "{t} = {p} * {q}; {u} = tanh {t}",
    "{t} = tanh {p}; {u} = exp {t}",
    "{t} = {p} ** 2; {s} = 1.5 + {t}; {u} = log {s}",
    "{t} = {p} * {p}; {s} = {t} + 1; {u} = {q} / {s}",
    "{t} = {p} * {p}; {s} = 2 + {t}; {u} = 3 / {s}",
    "{t} = {q} * {q}; {s} = {t} + 1.2; {v} = tanh {p}; {u} = {s} ** {v}",
    "{t} = tanh {p}; {u} = 1.7 ** {t}",
    "{t} = {p} * {p}; {s} = {t} + 0.7; {u} = {s} ** -1.5",
    "{t} = 1.3 - {p}; {s} = neg {t}; {u} = tanh {s}",
    "{t} = tanh {p}; {s} = {t} + {c}; {u} = relu {s}",
)
"""Lines that keep their result of ordinary size; s, t, u, v are new names, p, q old ones."""


def random_program(rng, n):
    """Every operation at least once, in random order, on inputs and earlier results; many results are used often."""
    known, lines = list(LETTERS[:n]), []
    for number, part in enumerate(rng.permutation(len(_PARTS))):
        p, q = rng.choice(known, size=2, replace=len(known) < 2)
        new = {letter: f"{letter}_{number}" for letter in "stuv"}
        offset = round(float(rng.choice([-0.4, 0.35]) + 0.1 * rng.random()), 4)
        lines.append(_PARTS[part].format(p=p, q=q, c=offset, **new))
        known.append(new["u"])
    sums = [f"z_1 = {known[-1]} + {known[-2]}"]
    sums += [f"z_{k} = z_{k - 1} + {name}" for k, name in enumerate(known[:-2], 2)]
    return "; ".join([*lines, *sums])


def inputs(rng, n):
    """Numbers of both signs, away from 0."""
    return (rng.uniform(0.4, 1.6, size=n) * rng.choice([-1.0, 1.0], size=n)).tolist()


def positive(rng, n):
    """Numbers between 0.4 and 2.5."""
    return rng.uniform(0.4, 2.5, size=n).tolist()


def chain(rights, count, first="a * 1"):
    """A program of many lines: each is one of some right sides, in turn, with the last result for ``{0}``."""
    lines = [f"y_0 = {first}"]
    lines += [f"y_{k + 1} = {rights[k % len(rights)].format(f'y_{k}')}" for k in range(count)]
    return "; ".join(lines)


def over_all(sign, n):
    """The inputs joined from left to right by one sign."""
    lines = [f"r_1 = a {sign} b"] + [f"r_{k} = r_{k - 1} {sign} {LETTERS[k]}" for k in range(2, n)]
    return "; ".join(lines)


def summed(function, n):
    """The sum of one function of each input, each with a weight of its own: ``function(letter)`` gives a right side."""
    lines = [f"f_{k} = {function(LETTERS[k])}; g_{k} = {k + 2} * f_{k}" for k in range(n)]
    sums = ["h_0 = 1 * g_0"] + [f"h_{k} = h_{k - 1} + g_{k}" for k in range(1, n)]
    return "; ".join([*lines, *sums])


def narrow(rng, dtype, n):
    """Whole numbers of a narrow type: its largest one twice, and others that are not 0."""
    top = np.iinfo(dtype).max
    return np.array([top, top, *rng.integers(top // 2, top, size=n - 2)], dtype=dtype)
