"""The right numbers times something: a named factor, a constant, one factor per call, per row, per column."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import Candidate, candidate, fits, follows
from grader.diagnosis.failing_calls import Leaf, Trial
from grader.diagnosis.input_sizes import Quantity, quantities

_LN2, _LN10 = math.log(2), math.log(10)


class Factor(NamedTuple):
    """A factor with a name."""

    id: str
    value: float
    sentence: str


CONSTANTS = (
    Factor(
        "sign",
        -1.0,
        "Your result is the right one with its sign flipped; look at what is subtracted from what.",
    ),
    Factor(
        "factor:2",
        2.0,
        "Your result is twice the right one; look for a missing 1/2, or for a term counted twice.",
    ),
    Factor(
        "factor:1/2",
        0.5,
        "Your result is half of the right one; look for a 1/2 too many, or a lost factor 2.",
    ),
    Factor(
        "factor:-2", -2.0, "Your result is minus twice the right one; look at the sign and for a factor 2."
    ),
    Factor(
        "factor:-1/2",
        -0.5,
        "Your result is minus half of the right one; look at the sign and for a factor 2.",
    ),
    Factor(
        "factor:100",
        100.0,
        "Your result is a hundred times the right one; look for per cent where a fraction is asked for.",
    ),
    Factor(
        "factor:1/100",
        0.01,
        "Your result is a hundredth of the right one; look for a fraction where per cent is asked for.",
    ),
    Factor(
        "log:2_for_e",
        1 / _LN2,
        "Your result is the right one in bits; look for log2 where the natural log is right.",
    ),
    Factor(
        "log:10_for_e",
        1 / _LN10,
        "Your result is the right one with logarithms to base 10; "
        "look for log10 where the natural log is right.",
    ),
    Factor(
        "log:e_for_2",
        _LN2,
        "Your result is the right one with natural logarithms; logarithms to base 2 are right.",
    ),
    Factor(
        "log:e_for_10",
        _LN10,
        "Your result is the right one with natural logarithms; logarithms to base 10 are right.",
    ),
)


class Form(NamedTuple):
    """A factor made of a size."""

    pattern: str
    value: Callable[[float], float]
    advice: str


_SUM = "look for a sum where a mean is right"
_MEAN = "look for a division by it that should not be there"
_DDOF = "look at the divisor of a variance: n or n - 1 (ddof)"

FORMS = (
    Form("{q}", lambda q: q, _SUM),
    Form("1/{q}", lambda q: 1 / q, _MEAN),
    Form("{q}/({q}-1)", lambda q: q / (q - 1) if q > 1 else math.nan, _DDOF),
    Form("({q}-1)/{q}", lambda q: (q - 1) / q, _DDOF),
    Form("sqrt({q}/({q}-1))", lambda q: math.sqrt(q / (q - 1)) if q > 1 else math.nan, _DDOF),
    Form("sqrt(({q}-1)/{q})", lambda q: math.sqrt((q - 1) / q), _DDOF),
    Form("sqrt({q})", lambda q: math.sqrt(q), "look for a missing division by the root"),
    Form(
        "1/sqrt({q})", lambda q: 1 / math.sqrt(q), "look for a division by the root that should not be there"
    ),
    Form("2{q}", lambda q: 2 * q, f"{_SUM}, and for a factor 2"),
    Form("{q}/2", lambda q: q / 2, f"{_SUM}, and for a factor 1/2"),
    Form("2/{q}", lambda q: 2 / q, f"{_MEAN}, and for a factor 2"),
    Form("1/(2{q})", lambda q: 1 / (2 * q), f"{_MEAN}, and for a factor 1/2"),
    Form("-{q}", lambda q: -q, f"{_SUM}, and at the sign"),
    Form("-1/{q}", lambda q: -1 / q, f"{_MEAN}, and at the sign"),
)

_FEW_FORMS = tuple(form for form in FORMS if form.pattern in ("{q}", "1/{q}", "sqrt({q})", "1/sqrt({q})"))
_FORMS_OF_ALL = tuple(form for form in FORMS if not form.pattern.endswith("sqrt({q})"))


def named_factor(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """One factor per call, and it is a number with a name or made of a size of the inputs."""
    ratios = _ratios(trials)
    if ratios is None:
        return
    for factor in CONSTANTS:
        yield from _if_all(trials, ratios, factor.id, factor.sentence, [factor.value] * len(trials))
    for quantity in (one for group in quantities(trials) for one in group):
        yield from _of_quantity(trials, ratios, quantity)


def _of_quantity(trials: Sequence[Trial], ratios: list[complex], quantity: Quantity) -> Iterator[Candidate]:
    if not all(quantity.values):
        return
    for form in _forms(quantity):
        name = form.pattern.format(q=quantity.symbol)
        sentence = f"Your result is the right one times {name}, where {quantity.meaning}; {form.advice}."
        yield from _if_all(
            trials, ratios, f"factor:{name}", sentence, [form.value(q) for q in quantity.values]
        )


def _forms(quantity: Quantity) -> tuple[Form, ...]:
    """The number of all elements has no root, which is a length again where an input is square.

    A size that is the same in all calls cannot be told from a constant: only its plain forms are tried.
    """
    if len(set(quantity.values)) == 1:
        return _FEW_FORMS
    return FORMS if quantity.symbol != "N" else _FORMS_OF_ALL


def _if_all(
    trials: Sequence[Trial], ratios: list[complex], id_: str, sentence: str, factors: list[float]
) -> Iterator[Candidate]:
    """A candidate if each call's ratio is its factor; the numbers decide, the ratios only rule out."""
    if all(abs(r - f) <= 0.01 * abs(f) for r, f in zip(ratios, factors, strict=True)):
        of = {id(trial): factor for trial, factor in zip(trials, factors, strict=True)}
        yield from candidate(
            id_, sentence, follows(trials, lambda trial, leaf: leaf.expected * of[id(trial)])
        )


def constant_factor(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """The same factor in all calls, without a name: the sentence keeps the number to itself."""
    ratios = _ratios(trials)
    if ratios is not None:
        sentence = (
            "Your result is the right one times a constant, the same in every call; "
            "look for a factor too many."
        )
        first = trials[0].leaves[0].mark
        found = follows(
            trials, lambda _, leaf: leaf.expected * ratios[0], parameters=lambda leaf: int(leaf.mark == first)
        )
        yield from candidate("factor:constant", sentence, found)


def factor_per_call(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Each result is a multiple of the right one, but not of one and the same factor."""
    sentence = (
        "Your result is the right one times a number that changes from call to call; "
        "look at what you divide or multiply by at the end."
    )
    found = follows(trials, lambda _, leaf: _multiple(leaf, None), parameters=lambda _: 1)
    yield from candidate("factor:per_call", sentence, found)


def factor_per_row(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Each row is a multiple of the right row."""
    sentence = (
        "Each row of your result is the right row times a number of its own; "
        "look at the axis over which you normalise, and at what you divide a row by."
    )
    found = follows(trials, lambda _, leaf: _multiple(leaf, -1), parameters=lambda leaf: slices(leaf, -1))
    yield from candidate("factor:per_row", sentence, found)


def factor_per_column(trials: Sequence[Trial]) -> Iterator[Candidate]:
    """Each column is a multiple of the right column."""
    sentence = (
        "Each column of your result is the right column times a number of its own; "
        "look at the axis over which you normalise, and at what you divide a column by."
    )
    found = follows(trials, lambda _, leaf: _multiple(leaf, 0), parameters=lambda leaf: slices(leaf, 0))
    yield from candidate("factor:per_column", sentence, found)


def slices(leaf: Leaf, axis: int) -> int:
    """How many rows or columns there are: the numbers fitted when each has one of its own."""
    length = leaf.expected.shape[axis] if leaf.expected.ndim else 1
    return leaf.expected.size // length if length else 0


def _ratios(trials: Sequence[Trial]) -> list[complex] | None:
    """The factor of each call, where all wrong leaves of a call are multiples by one factor."""
    ratios: list[complex] = []
    for trial in trials:
        own = _largest_ratio(trial.leaves[0])
        if own is None or not all(fits(leaf, leaf.expected * own) for leaf in trial.leaves):
            return None
        ratios.append(own)
    return ratios


def _largest_ratio(leaf: Leaf) -> complex | None:
    """Actual over expected, at the largest of the expected numbers."""
    size = np.abs(leaf.expected).ravel()
    if not size.size:
        return None
    where = int(np.argmax(np.where(np.isfinite(size), size, -1.0)))
    if not 0 < size[where] < math.inf:
        return None
    ratio: complex = (leaf.actual.ravel()[where] / leaf.expected.ravel()[where]).item()
    return ratio if ratio != 0 and np.isfinite(ratio) else None


def _multiple(leaf: Leaf, axis: int | None) -> Numbers | None:
    """The right numbers times the factor of each slice along ``axis``, read off at its largest element."""
    if axis is None:
        own = _largest_ratio(leaf)
        return None if own is None else np.asarray(leaf.expected * own)
    if leaf.expected.ndim < 2 or not leaf.expected.size:
        return None
    where = np.expand_dims(np.argmax(np.abs(leaf.expected), axis=axis), axis)
    top = np.take_along_axis(leaf.expected, where, axis)
    ratio = np.take_along_axis(leaf.actual, where, axis) / np.where(top == 0, 1.0, top)
    return np.asarray(leaf.expected * ratio)
