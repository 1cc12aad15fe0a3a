"""The probes in order, and the verdict on what they find.

Probes stand in tiers, the most specific first: every transpose is also a permutation, every factor 2 also a
constant factor. The first tier in which a hypothesis is proved decides. Two hypotheses proved in one tier are
both named; more than two are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grader.diagnosis import (
    container,
    edge,
    layout,
    nonfinite,
    normalisation,
    offset,
    precision,
    scale,
    shape,
    side_effects,
    transform,
)
from grader.diagnosis.evidence import Candidate, Probe, convincing, hopeless
from grader.diagnosis.failing_calls import Call, Trial, trials_of
from grader.diagnosis.tolerance import Tolerance

Tiers = tuple[tuple[Probe, ...], ...]

WHOLE: Tiers = (
    (container.input_returned, container.parts_swapped, container.part_alone, container.part_among_others),
    (container.list_for_array,),
)
"""For every kind of difference: they look at results as wholes."""

PLACES: Tiers = (
    (layout.transposed, layout.reversed_rows, layout.reversed_columns),
    (layout.first_is_last, layout.last_is_first),
    (layout.late, layout.early),
    (layout.ascending, layout.descending),
    (layout.permuted_rows, layout.permuted_columns),
)

NUMBERS: Tiers = (
    (side_effects.zeros, side_effects.ones),
    (side_effects.same_answer,),
    (
        scale.named_factor,
        offset.one_more,
        offset.one_less,
        transform.complement,
        transform.square,
        transform.root,
        transform.reciprocal,
        transform.logarithm,
        transform.negative_logarithm,
        transform.exponential,
        transform.absolute,
        transform.positive,
        transform.rounded,
        transform.truncated,
        transform.cumulated,
        transform.squashed,
        transform.bent,
        layout.transposed,
        layout.reversed_rows,
        layout.reversed_columns,
    ),
    (layout.first_is_last, layout.last_is_first),
    (layout.late, layout.early),
    (precision.overflow,),
    (layout.ascending, layout.descending),
    (scale.constant_factor, offset.constant_offset, side_effects.one_number),
    (precision.narrow_float,),
    (normalisation.wrong_axis,),
    (
        normalisation.sum_missing,
        normalisation.norm_missing,
        normalisation.mean_left,
    ),
    (scale.factor_per_call, offset.offset_per_call),
    (layout.permuted_rows, layout.permuted_columns),
    (layout.permuted_elements,),
    (scale.factor_per_row, scale.factor_per_column, offset.offset_per_row, offset.offset_per_column),
    (edge.first_axis, edge.last_axis),
    (precision.digits_lost,),
)

TRUTHS: Tiers = (
    (side_effects.same_answer,),
    (side_effects.one_number,),
    (transform.inverted,),
    *PLACES,
    (edge.first_axis, edge.last_axis),
)

NAN: Tiers = (
    (
        nonfinite.where_input_is_missing,
        nonfinite.where_input_is_zero,
        nonfinite.where_input_is_constant,
        nonfinite.where_input_is_large,
    ),
    (nonfinite.where_right_is_zero,),
    (nonfinite.everywhere,),
)

SHAPE: Tiers = (
    (layout.transposed, shape.axis_lost, shape.axis_kept),
    (shape.flattened, shape.reshaped, shape.one_short, shape.one_more),
    (shape.sum_missing, shape.mean_missing, shape.summed, shape.averaged),
    (shape.broadcast,),
)

DTYPE: Tiers = ((container.cut_to_integers,), (container.only_dtype,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A relation between a student's numbers and the right ones, shown by evidence."""

    id: str
    """Stable: ``factor:n``; two that cannot be told apart are joined by ``|``."""
    sentence: str


def explain(calls: Sequence[Call], tolerance: Tolerance) -> Finding | None:
    """What can be proved about all failing calls of one task together; ``None`` if nothing can."""
    with np.errstate(all="ignore"):
        return fact(calls, tolerance) or _relation(trials_of(calls, tolerance))


def fact(calls: Sequence[Call], tolerance: Tolerance) -> Finding | None:
    """What one call is enough to prove: arguments that were changed, two answers to one question."""
    changed = side_effects.modified_arguments(calls)
    if changed:
        what, them = ("argument", "it") if len(changed) == 1 else ("arguments", "them")
        sentence = f"Your function changes its {what} {' and '.join(changed)}; work on a copy of {them}."
        return Finding(id="input:modified", sentence=sentence)
    if side_effects.undecided(calls, tolerance):
        sentence = (
            "Your function gave two different answers to the same inputs: its answer depends on earlier calls or on "
            "chance. Look for random numbers, and for anything kept from one call to the next."
        )
        return Finding(id="state:not_deterministic", sentence=sentence)
    return None


def _relation(trials: Sequence[Trial]) -> Finding | None:
    if not trials or any(trial.call.error for trial in trials) or hopeless(trials):
        return None
    for tier in tiers_for(trials):
        proved = _proved(tier, trials)
        if proved:
            return _finding(proved)
    return None


def tiers_for(trials: Sequence[Trial]) -> Tiers:
    """The probes that fit what differs: numbers, NaN, shapes, dtypes."""
    kinds = frozenset().union(*(trial.kinds for trial in trials))
    if not all(trial.leaves for trial in trials):
        return WHOLE
    if kinds <= {"value", "nonfinite"}:
        truths = all(leaf.right.kind == "bool" for trial in trials for leaf in trial.leaves)
        numeric = TRUTHS if truths else NUMBERS
        return WHOLE + (NAN if kinds == {"nonfinite"} else ()) + numeric
    if kinds <= {"value", "nonfinite", "shape"}:
        return WHOLE + SHAPE
    return WHOLE + DTYPE if kinds == {"dtype"} else WHOLE


def _proved(tier: Sequence[Probe], trials: Sequence[Trial]) -> list[Candidate]:
    return [one for probe in tier for one in probe(trials) if convincing(one, trials)]


def _finding(proved: list[Candidate]) -> Finding | None:
    if len(proved) > 2:
        return None
    if len(proved) == 1:
        return Finding(id=proved[0].id, sentence=proved[0].sentence)
    ids = dict.fromkeys(one.id for one in proved)
    first, second = (one.sentence.removesuffix(".") for one in proved)
    sentence = f"One of two things is true, and these tests cannot tell which. (1) {first}. (2) {second}."
    return Finding(id="|".join(ids), sentence=sentence)
