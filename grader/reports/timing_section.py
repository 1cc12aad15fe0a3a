"""What a student should hear about a function that was timed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.model import EvidenceResult, PerformanceResult, SizeResult, TierResult
from grader.reports.chart import SpeedChart, noise_band, speed_chart
from grader.reports.quantity import data_size, dimensions, duration, operation_count, percentage
from grader.reports.roofline import Roofline, drawable, intensity, roof, roofline
from grader.reports.wording import DEVICES, ENDINGS, NEVER_COUNTED, EndingWording, Tone
from grader.text import count, figure, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Earning:
    """A row of what gives points: a tier, a piece of evidence, or that the result is right."""

    symbol: str
    word: str
    tone: Tone
    name: str
    asked: str
    found: str
    points: float
    max_points: float
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeRow:
    """The timing of one size, in words."""

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
    name: str
    device: str
    wording: EndingWording
    message: str
    counts: bool
    """Whether it is part of the score."""
    conditions: str
    speed: str
    doubt: str
    earnings: tuple[Earning, ...]
    chart: SpeedChart | None
    chart_words: str
    sizes: tuple[SizeRow, ...]
    moved: str
    roofline: Roofline | None
    roofline_words: str

    @property
    def unjudged(self) -> bool:
        """Whether nothing can be said of it, through no fault of the student's."""
        return self.result.ending in NEVER_COUNTED and self.result.ending != "no device"

    @property
    def memory_rate(self) -> str:
        """Bytes that the machine moves in a second."""
        return data_size(self.result.bytes_per_s)

    @property
    def lost(self) -> float:
        """Points that the student can do something about."""
        open_ = self.counts and not self.result.waits
        return self.result.max_points - self.result.points if open_ else 0.0


def timed_views(results: Sequence[PerformanceResult]) -> tuple[TimedView, ...]:
    return tuple(map(_timed_view, results))


def counts(result: PerformanceResult) -> bool:
    """Whether it is part of score and maximum: what could not be timed is never a zero."""
    return result.max_points > 0 and result.ending not in NEVER_COUNTED


def ending_of(result: PerformanceResult) -> EndingWording:
    """The words for how it ended; what was judged is told by its tiers."""
    device, words = DEVICES[result.device], ENDINGS[result.ending]
    words = words._replace(
        phrase=words.phrase.format(device=device),
        short=words.short.format(device=device),
        fallback=words.fallback.format(device=device),
    )
    if result.ending != "judged":
        return words
    reached = sum(tier.state == "reached" for tier in result.tiers)
    phrase = f"{reached} of {count(len(result.tiers), 'tier')} reached"
    return words._replace(phrase=phrase, tone="good" if reached else "calm")


def name_of(result: PerformanceResult) -> str:
    """What it is called beside the function's name."""
    return result.title if result.title != result.function else ""


def _timed_view(result: PerformanceResult) -> TimedView:
    words = ending_of(result)
    return TimedView(
        result=result,
        name=name_of(result),
        device=DEVICES[result.device],
        wording=words,
        message=result.message or words.fallback,
        counts=counts(result),
        conditions=_conditions(result),
        speed=_speed(result),
        doubt=_doubt(result),
        earnings=_earnings(result),
        chart=speed_chart(result),
        chart_words=_chart_words(result),
        sizes=tuple(_size_row(size, result) for size in result.sizes),
        moved=_moved(result),
        roofline=roofline(result),
        roofline_words=_roofline_words(result),
    )


def _conditions(result: PerformanceResult) -> str:
    parts = [result.device_name]
    if result.pairs:
        parts.append(f"{count(result.pairs, 'pair')} of calls for each size")
    if result.noise is not None:
        parts.append(f"margin for noise {percentage(result.noise)}")
    return ", ".join(part for part in parts if part)


def _speed(result: PerformanceResult) -> str:
    if result.score is None:
        return ""
    low, high = noise_band(result.score, result.noise)
    between = (
        f", and between {figure(low)} and {figure(high)} with this machine's noise" if result.noise else ""
    )
    return f"Your function reaches {figure(result.score)} times the reference's speed{between}."


def _doubt(result: PerformanceResult) -> str:
    pairs = f" after {count(result.pairs, 'pair')} of calls" if result.pairs else ""
    return f"Too close to call{pairs}; the doubt is yours." if result.undecided else ""


def _earnings(result: PerformanceResult) -> tuple[Earning, ...]:
    """The tiers first: a picture of them finds their rows by number."""
    tiers = [_tier(tier, result) for tier in result.tiers]
    evidence = [_evidence(evidence) for evidence in result.evidence]
    return (*tiers, *evidence, *_right(result))


def _right(result: PerformanceResult) -> list[Earning]:
    """What a right result alone gives, where it does: the points that neither tiers nor evidence explain."""
    parts: list[TierResult | EvidenceResult] = [*result.tiers, *result.evidence]
    points = round(result.points - sum(part.points for part in parts), 6)
    most = round(result.max_points - sum(part.max_points for part in parts), 6)
    if result.ending not in ("judged", "uncalibrated") or most <= 0:
        return []
    return [
        Earning(
            symbol="✓", word="right", tone="good", name="a right result", asked="", found="", points=points,
            max_points=most,
        )
    ]  # fmt: skip


def _tier(tier: TierResult, result: PerformanceResult) -> Earning:
    symbol, word, tone = tier_state(tier, result)
    return Earning(
        symbol=symbol, word=word, tone=tone, name=tier.name, asked=f"from {figure(tier.least)}×",
        found="" if result.score is None else f"{figure(result.score)}×",
        points=tier.points, max_points=tier.max_points,
    )  # fmt: skip


def tier_state(tier: TierResult, result: PerformanceResult) -> tuple[str, str, Tone]:
    """Symbol, word and tone: a tier can only be missed by what was judged."""
    if tier.state == "reached":
        return "✓", "reached", "good"
    return ("✗", "missed", "bad") if result.ending == "judged" else ("–", "open", "calm")


def _evidence(evidence: EvidenceResult) -> Earning:
    symbol, word, tone = _kept(evidence)
    unit = f" {one_line(evidence.unit, 12)}" if evidence.unit else ""
    return Earning(
        symbol=symbol, word=word, tone=tone, name=evidence.name, asked=f"at most {figure(evidence.most)}{unit}",
        found="not measured" if evidence.measured is None else f"{figure(evidence.measured)}{unit}",
        points=evidence.points, max_points=evidence.max_points,
        message=evidence.message,
    )  # fmt: skip


def _kept(evidence: EvidenceResult) -> tuple[str, str, Tone]:
    if evidence.measured is None:
        return "–", "open", "calm"
    return ("✓", "kept", "good") if evidence.measured <= evidence.most else ("✗", "exceeded", "bad")


def _chart_words(result: PerformanceResult) -> str:
    """The picture of the tiers, for who cannot see it."""
    tiers = (f"{t.name}, from {figure(t.least)}: {tier_state(t, result)[1]}" for t in result.tiers)
    return "; ".join(tiers)


def _size_row(size: SizeResult, result: PerformanceResult) -> SizeRow:
    moves = result.bytes_per_s
    return SizeRow(
        size=dimensions(size.size), reference=duration(size.reference_s), student=duration(size.student_s),
        ratio=f"{figure(size.ratio)}×", least=duration(size.least_s), ideal=data_size(size.ideal_bytes),
        movable=data_size(moves * size.student_s) if moves > 0 else "",
    )  # fmt: skip


def _moved(result: PerformanceResult) -> str:
    """The size with the most to gain, against what the machine could do."""
    if not result.sizes or result.bytes_per_s <= 0:
        return ""
    size = min(result.sizes, key=lambda s: s.ratio)
    here = "this core" if result.device == "cpu" else "this GPU"
    return (
        f"In the {duration(size.student_s)} your function takes for {dimensions(size.size)}, {here} copies "
        f"{data_size(result.bytes_per_s * size.student_s)}; inputs and result are {data_size(size.ideal_bytes)}."
    )


def _roofline_words(result: PerformanceResult) -> str:
    """The roofline, for who cannot see it."""
    return "; ".join(
        f"{dimensions(s.size)}: {figure(intensity(s))} operations per byte, the machine allows "
        f"{operation_count(roof(s, result))} operations per second, the reference does "
        f"{operation_count(s.operations / s.reference_s)}, you do {operation_count(s.operations / s.student_s)}"
        for s in result.sizes
        if drawable(s)
    )
