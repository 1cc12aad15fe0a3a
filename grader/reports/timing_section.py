"""What a student reads about a function that was timed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from grader.messages import say
from grader.model import EvidenceResult, PerformanceResult, SizeResult, TierResult
from grader.phrases import (
    device_name,
    ending_phrase,
    ending_short,
    speed_phrase,
    tier_state,
    timing_conditions,
    timing_doubt,
    timing_message,
    timing_speed,
)
from grader.reports.chart import SpeedChart, speed_chart
from grader.reports.quantity import data_size, dimensions, duration, operation_count
from grader.reports.roofline import Roofline, drawable, intensity, roof, roofline
from grader.reports.symbol import ENDING_SYMBOLS, Symbol, Tone
from grader.text import figure, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Earning:
    """A row of what gives points: a tier, a piece of evidence, or that the result is right."""

    symbol: str
    state: str
    tone: Tone
    name: str
    asked: str
    found: str
    points: float
    max_points: float
    message: str = ""
    kind: str = ""
    """``reached``, ``missed`` or ``open``: how the picture draws it, if it is a tier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeRow:
    """The timing of one size as text."""

    size: str
    reference: str
    student: str
    ratio: str
    least: str
    ideal: str
    movable: str
    """What this machine moves in the student's time; empty if its rate is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedView:
    """A timed function as a student sees it."""

    result: PerformanceResult
    device: str
    symbol: Symbol
    phrase: str
    short: str
    message: str
    conditions: str
    speed: str
    doubt: str
    earnings: tuple[Earning, ...]
    chart: SpeedChart | None
    chart_text: str
    sizes: tuple[SizeRow, ...]
    moved: str
    roofline: Roofline | None
    roofline_text: str

    @property
    def unjudged(self) -> bool:
        """Whether nothing can be said of it, through no fault of the student's."""
        return self.result.ending == "disturbed"

    @property
    def memory_rate(self) -> str:
        """Bytes that the machine moves in a second."""
        return data_size(self.result.bytes_per_s)

    @property
    def by_cost(self) -> tuple[Earning, ...]:
        """What gives points, what costs most of them first."""
        return tuple(sorted(self.earnings, key=lambda row: row.points - row.max_points))

    @property
    def lost(self) -> float:
        """Points that the student can do something about."""
        open_ = self.result.counts and not self.result.waits
        return self.result.max_points - self.result.points if open_ else 0.0


def timed_views(results: Sequence[PerformanceResult]) -> tuple[TimedView, ...]:
    return tuple(map(_timed_view, results))


def _timed_view(result: PerformanceResult) -> TimedView:
    return TimedView(
        result=result,
        device=device_name(result),
        symbol=_symbol(result),
        phrase=ending_phrase(result),
        short=ending_short(result),
        message=timing_message(result),
        conditions=timing_conditions(result),
        speed=timing_speed(result),
        doubt=timing_doubt(result),
        earnings=_earnings(result),
        chart=speed_chart(result),
        chart_text=_chart_text(result),
        sizes=tuple(_size_row(size, result) for size in result.sizes),
        moved=_moved(result),
        roofline=roofline(result),
        roofline_text=_roofline_text(result),
    )


def _symbol(result: PerformanceResult) -> Symbol:
    """Of what was judged, the tone depends on whether a tier was reached."""
    symbol = ENDING_SYMBOLS[result.ending]
    if result.ending == "judged" and all(tier.state != "reached" for tier in result.tiers):
        return symbol._replace(tone="calm")
    return symbol


def _earnings(result: PerformanceResult) -> tuple[Earning, ...]:
    """The tiers first: a picture of them finds their rows by number."""
    tiers = [_tier(tier, result) for tier in result.tiers]
    evidence = [_evidence(evidence) for evidence in result.evidence]
    return (*tiers, *evidence, *_right_result(result))


def _right_result(result: PerformanceResult) -> list[Earning]:
    """What a right result alone gives, where it does."""
    points, most = result.right_result_points
    if most <= 0:
        return []
    return [
        Earning(
            symbol="✓", state=say("right_result.state"), tone="good", name=say("right_result.name"), asked="", found="",
            points=points, max_points=most,
        )
    ]  # fmt: skip


_TIER_SYMBOLS: Final[dict[str, Symbol]] = {
    "reached": Symbol("✓", "good"), "missed": Symbol("✗", "bad"), "open": Symbol("–", "calm"),
}  # fmt: skip


def _tier(tier: TierResult, result: PerformanceResult) -> Earning:
    state = tier_state(tier, result)
    symbol = _TIER_SYMBOLS[state]
    return Earning(
        symbol=symbol.sign, state=say(f"tier.{state}"), tone=symbol.tone, name=tier.name,
        asked=speed_phrase(tier.least, "speed_asked"),
        found="" if result.score is None else speed_phrase(result.score, "speed_tick"),
        points=tier.points, max_points=tier.max_points, kind=state,
    )  # fmt: skip


def _evidence(evidence: EvidenceResult) -> Earning:
    symbol, state = _evidence_state(evidence)
    unit = f" {one_line(evidence.unit, 12)}" if evidence.unit else ""
    measured = evidence.measured
    return Earning(
        symbol=symbol.sign, state=say(state), tone=symbol.tone, name=evidence.name,
        asked=say("evidence.asked", most=f"{figure(evidence.most)}{unit}"),
        found=say("evidence.not_measured") if measured is None else f"{figure(measured)}{unit}",
        points=evidence.points, max_points=evidence.max_points,
        message=evidence.message,
    )  # fmt: skip


def _evidence_state(evidence: EvidenceResult) -> tuple[Symbol, str]:
    """The symbol and the id of the word for it."""
    if evidence.measured is None:
        return _TIER_SYMBOLS["open"], "tier.open"
    if evidence.measured <= evidence.most:
        return _TIER_SYMBOLS["reached"], "evidence.kept"
    return _TIER_SYMBOLS["missed"], "evidence.exceeded"


def _chart_text(result: PerformanceResult) -> str:
    """The picture of the tiers, for who cannot see it."""
    return "; ".join(
        say(
            "tier.described",
            tier=t.name,
            speed=speed_phrase(t.least, "speed_asked"),
            state=say(f"tier.{tier_state(t, result)}"),
        )
        for t in result.tiers
    )


def _size_row(size: SizeResult, result: PerformanceResult) -> SizeRow:
    moves = result.bytes_per_s
    return SizeRow(
        size=dimensions(size.size), reference=duration(size.reference_s), student=duration(size.student_s),
        ratio=speed_phrase(size.ratio, "speed_tick"), least=duration(size.least_s), ideal=data_size(size.ideal_bytes),
        movable=data_size(moves * size.student_s) if moves > 0 else "",
    )  # fmt: skip


def _moved(result: PerformanceResult) -> str:
    """The size with the most to gain, against what the machine could do."""
    if not result.sizes or result.bytes_per_s <= 0:
        return ""
    size = min(result.sizes, key=lambda s: s.ratio)
    return say(
        f"timing.moved.{result.device}", time=duration(size.student_s), size=dimensions(size.size),
        copied=data_size(result.bytes_per_s * size.student_s), ideal=data_size(size.ideal_bytes),
    )  # fmt: skip


def _roofline_text(result: PerformanceResult) -> str:
    """The roofline, for who cannot see it."""
    return "; ".join(
        say(
            "roofline.described", size=dimensions(s.size), intensity=figure(intensity(s)),
            roof=operation_count(roof(s, result)), reference=operation_count(s.operations / s.reference_s),
            student=operation_count(s.operations / s.student_s),
        )
        for s in result.sizes
        if drawable(s)
    )  # fmt: skip
