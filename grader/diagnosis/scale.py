"""The right numbers times something: a named factor, a constant, one factor per call, per row, per column."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from grader.diagnosis.as_numbers import Numbers
from grader.diagnosis.evidence import Candidate, candidate, fits, follows
from grader.diagnosis.failing_calls import FailingCall, Leaf
from grader.diagnosis.input_sizes import InputSize, input_sizes
from grader.diagnosis.quantities import words_for
from grader.messages import join_sentences, say

_LN2, _LN10 = math.log(2), math.log(10)


class Factor(NamedTuple):
    """A factor with a name. The id is that of its sentence as well."""

    id: str
    value: float


CONSTANTS = (
    Factor("sign", -1.0),
    Factor("factor:2", 2.0),
    Factor("factor:1/2", 0.5),
    Factor("factor:-2", -2.0),
    Factor("factor:-1/2", -0.5),
    Factor("factor:100", 100.0),
    Factor("factor:1/100", 0.01),
    Factor("log:2_for_e", 1 / _LN2),
    Factor("log:10_for_e", 1 / _LN10),
    Factor("log:e_for_2", _LN2),
    Factor("log:e_for_10", _LN10),
)


class Form(NamedTuple):
    """A factor made of a size."""

    pattern: str
    value: Callable[[float], float]
    message_id: str


FORMS = (
    Form("{q}", lambda q: q, "factor:size.sum"),
    Form("1/{q}", lambda q: 1 / q, "factor:size.mean"),
    Form("{q}/({q}-1)", lambda q: q / (q - 1) if q > 1 else math.nan, "factor:size.ddof"),
    Form("({q}-1)/{q}", lambda q: (q - 1) / q, "factor:size.ddof"),
    Form("sqrt({q}/({q}-1))", lambda q: math.sqrt(q / (q - 1)) if q > 1 else math.nan, "factor:size.ddof"),
    Form("sqrt(({q}-1)/{q})", lambda q: math.sqrt((q - 1) / q), "factor:size.ddof"),
    Form("sqrt({q})", lambda q: math.sqrt(q), "factor:size.root"),
    Form("1/sqrt({q})", lambda q: 1 / math.sqrt(q), "factor:size.root_too_many"),
    Form("2{q}", lambda q: 2 * q, "factor:size.sum_doubled"),
    Form("{q}/2", lambda q: q / 2, "factor:size.sum_halved"),
    Form("2/{q}", lambda q: 2 / q, "factor:size.mean_doubled"),
    Form("1/(2{q})", lambda q: 1 / (2 * q), "factor:size.mean_halved"),
    Form("-{q}", lambda q: -q, "factor:size.sum_negated"),
    Form("-1/{q}", lambda q: -1 / q, "factor:size.mean_negated"),
)

_FEW_FORMS = tuple(form for form in FORMS if form.pattern in ("{q}", "1/{q}", "sqrt({q})", "1/sqrt({q})"))
_FORMS_OF_ALL = tuple(form for form in FORMS if not form.pattern.endswith("sqrt({q})"))


def named_factor(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """One factor per call, and it is a number with a name or made of a size of the inputs."""
    ratios = _ratios(failing)
    if ratios is None:
        return
    for factor in CONSTANTS:
        yield from _if_all(failing, ratios, factor.id, [factor.value] * len(failing))
    for size in (one for group in input_sizes(failing) for one in group):
        yield from _of_quantity(failing, ratios, size)


def _of_quantity(
    failing: Sequence[FailingCall], ratios: list[complex], size: InputSize
) -> Iterator[Candidate]:
    if not all(size.values):
        return
    for form in _forms(size):
        name = form.pattern.format(q=size.symbol)
        sentence = join_sentences(say(form.message_id, factor=name), size.meaning)
        factors = [form.value(q) for q in size.values]
        yield from _if_all(failing, ratios, f"factor:{name}", factors, sentence)


def _forms(size: InputSize) -> tuple[Form, ...]:
    """The number of all elements has no root, which is a length again where an input is square.

    A size that is the same in all calls cannot be distinguished from a constant: only its plain forms are tried.
    """
    if len(set(size.values)) == 1:
        return _FEW_FORMS
    return FORMS if size.symbol != "N" else _FORMS_OF_ALL


def _if_all(
    failing: Sequence[FailingCall], ratios: list[complex], id_: str, factors: list[float], sentence: str = ""
) -> Iterator[Candidate]:
    """A candidate if each call's ratio is its factor; the numbers decide, the ratios only rule out."""
    if all(abs(r - f) <= 0.01 * abs(f) for r, f in zip(ratios, factors, strict=True)):
        of = {id(failed): factor for failed, factor in zip(failing, factors, strict=True)}
        found = follows(failing, lambda failed, leaf: leaf.expected * of[id(failed)])
        yield from candidate(id_, found, sentence)


def constant_factor(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """The same factor in all calls, without a name: the sentence keeps the number to itself."""
    ratios = _ratios(failing)
    if ratios is not None:
        first = failing[0].leaves[0].mark
        found = follows(
            failing,
            lambda _, leaf: leaf.expected * ratios[0],
            parameters=lambda leaf: int(leaf.mark == first),
        )
        yield from candidate("factor:constant", found)


def quantity_factor(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """One factor per call, and it is a product of numbers of the call."""
    ratios = _ratios(failing)
    words = words_for([ratio.real for ratio in ratios], failing) if ratios is not None else ""
    if ratios is not None and words:
        factors = [ratio.real for ratio in ratios]
        yield from _if_all(failing, ratios, "factor:quantity", factors, say("factor:quantity", factor=words))


def factor_per_call(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Each result is a multiple of the right one, but not of one and the same factor."""
    found = follows(failing, lambda _, leaf: _multiple(leaf, None), parameters=lambda _: 1)
    yield from candidate("factor:per_call", found)


def factor_per_row(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Each row is a multiple of the right row."""
    found = follows(failing, lambda _, leaf: _multiple(leaf, -1), parameters=lambda leaf: slices(leaf, -1))
    yield from candidate("factor:per_row", found)


def factor_per_column(failing: Sequence[FailingCall]) -> Iterator[Candidate]:
    """Each column is a multiple of the right column."""
    found = follows(failing, lambda _, leaf: _multiple(leaf, 0), parameters=lambda leaf: slices(leaf, 0))
    yield from candidate("factor:per_column", found)


def slices(leaf: Leaf, axis: int) -> int:
    """How many rows or columns there are: the numbers fitted when each has one of its own."""
    length = leaf.expected.shape[axis] if leaf.expected.ndim else 1
    return leaf.expected.size // length if length else 0


def _ratios(failing: Sequence[FailingCall]) -> list[complex] | None:
    """The factor of each call, where all wrong leaves of a call are multiples by one factor."""
    ratios: list[complex] = []
    for failed in failing:
        own = _largest_ratio(failed.leaves[0])
        if own is None or not all(fits(leaf, leaf.expected * own) for leaf in failed.leaves):
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
