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
from grader.diagnosis.failing_calls import Call, FailingCall, failing_calls_of, right_calls_of
from grader.diagnosis.tolerance import Tolerance
from grader.messages import say, say_count

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
        transform.activated,
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
    (scale.quantity_factor, offset.quantity_offset),
    (scale.factor_per_call, offset.offset_per_call),
    (layout.permuted_rows, layout.permuted_columns),
    (layout.cut_before_turned, layout.turned_before_cut),
    (layout.permuted_elements,),
    (side_effects.zero_rows,),
    (scale.factor_per_row, scale.factor_per_column, offset.offset_per_row, offset.offset_per_column),
    (edge.first_axis, edge.last_axis),
    (side_effects.unfilled,),
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
class Explanation:
    """A relation between a student's numbers and the right ones, shown by evidence."""

    id: str
    """Stable: ``factor:n``; two that cannot be distinguished are joined by ``|``."""
    sentence: str


GENERAL: frozenset[Probe] = frozenset({
    scale.named_factor, scale.constant_factor, offset.one_more, offset.one_less, offset.constant_offset,
    transform.complement, transform.square, transform.root, transform.reciprocal, transform.logarithm,
    transform.negative_logarithm, transform.exponential, transform.absolute, transform.positive, transform.rounded,
    transform.truncated, transform.squashed, transform.bent, transform.activated, transform.inverted,
    side_effects.zeros, side_effects.ones,
})  # fmt: skip
"""Relations that say something of every result: a call that was right, and for which they do not hold, refutes them."""


def explain(calls: Sequence[Call], tolerance: Tolerance) -> Explanation | None:
    """What can be proved about all calls of one task together; ``None`` if nothing can.

    Parameters
    ----------
    calls : sequence of Call
        Those that are ``right`` refute what does not hold there.
    tolerance : Tolerance
        Of the task.
    """
    wrong, right = [c for c in calls if not c.right], [c for c in calls if c.right]
    with np.errstate(all="ignore"):
        return fact(wrong, tolerance) or _relation(
            failing_calls_of(wrong, tolerance), right_calls_of(right, tolerance)
        )


def fact(calls: Sequence[Call], tolerance: Tolerance) -> Explanation | None:
    """What one call is enough to prove: arguments that were changed, two answers to one question."""
    changed = side_effects.modified_arguments(calls)
    if changed:
        sentence = say_count("input:modified", len(changed), arguments=", ".join(changed))
        return Explanation(id="input:modified", sentence=sentence)
    if side_effects.undecided(calls, tolerance):
        id_ = "state:not_deterministic"
        return Explanation(id=id_, sentence=say(id_))
    return None


def _relation(failing: Sequence[FailingCall], right: Sequence[FailingCall]) -> Explanation | None:
    if not failing or any(failed.call.error for failed in failing) or hopeless(failing):
        return None
    for tier in tiers_for(failing):
        proved = _proved(tier, failing, right)
        if proved:
            return _explanation(proved)
    return None


def tiers_for(failing: Sequence[FailingCall]) -> Tiers:
    """The probes that fit what differs: numbers, NaN, shapes, dtypes."""
    kinds = frozenset().union(*(failed.kinds for failed in failing))
    if not all(failed.leaves for failed in failing):
        return WHOLE
    if kinds <= {"value", "nonfinite"}:
        truths = all(leaf.right.kind == "bool" for failed in failing for leaf in failed.leaves)
        numeric = TRUTHS if truths else NUMBERS
        return WHOLE + (NAN if kinds == {"nonfinite"} else ()) + numeric
    if kinds <= {"value", "nonfinite", "shape"}:
        return WHOLE + SHAPE
    return WHOLE + DTYPE if kinds == {"dtype"} else WHOLE


def _proved(
    tier: Sequence[Probe], failing: Sequence[FailingCall], right: Sequence[FailingCall]
) -> list[Candidate]:
    return [
        one
        for probe in tier
        for one in probe(failing)
        if convincing(one, failing) and not _is_refuted(one, probe, failing, right)
    ]


def _is_refuted(
    candidate: Candidate, probe: Probe, failing: Sequence[FailingCall], right: Sequence[FailingCall]
) -> bool:
    """Whether the relation does not hold in a call that was right."""
    if not right or probe not in GENERAL:
        return False
    return all(candidate.id not in {one.id for one in probe([*failing, each])} for each in right)


def _explanation(proved: list[Candidate]) -> Explanation | None:
    if len(proved) > 2:
        return None
    if len(proved) == 1:
        return Explanation(id=proved[0].id, sentence=proved[0].sentence)
    ids = dict.fromkeys(one.id for one in proved)
    first, second = (one.sentence for one in proved)
    return Explanation(id="|".join(ids), sentence=say("finding.either", first=first, second=second))
