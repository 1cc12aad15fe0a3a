"""Where the pictures put things, and that they are drawn there."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import PerformanceResult, TierResult
from grader.reports import report_html
from grader.reports.chart import LogScale, anchor, speed_chart
from grader.reports.roofline import PLOT_HEIGHT, PLOT_TOP, intensity, roof, roofline

Read = Callable[[str], Any]


@pytest.fixture
def judged(sample: ModuleType) -> PerformanceResult:
    return sample.TIMINGS["judged"]


def tier(name: str, least: float) -> TierResult:
    return TierResult(name=name, least=least, state="missed", points=0.0, max_points=1.0)


# the scale


def test_equal_factors_are_equal_steps() -> None:
    scale = LogScale(0.01, 100.0)
    assert [scale.at(v) for v in (0.01, 0.1, 1, 10, 100)] == [0, 25, 50, 75, 100]


def test_what_lies_beyond_an_end_is_drawn_on_it() -> None:
    scale = LogScale(0.1, 10.0)
    assert (scale.at(0.001), scale.at(1e6)) == (0, 100)


@given(st.floats(-12, 12), st.floats(0.05, 20))
def test_ticks_are_few_round_ascending_and_on_the_scale(exponent: float, decades: float) -> None:
    """Property, for scales from a fraction of a decade to twenty."""
    scale = LogScale(10.0**exponent, 10.0 ** (exponent + decades))
    ticks = scale.ticks()
    assert len(ticks) <= 7
    assert ticks == sorted(set(ticks))
    assert all(scale.low <= value <= scale.high for value in ticks)
    leads = [value / 10.0 ** math.floor(math.log10(value) + 1e-9) for value in ticks]
    assert all(min(abs(lead - n) for n in (1, 2, 3, 5)) < 1e-6 for lead in leads)


def test_two_decades_have_a_tick_at_each_power_and_between() -> None:
    assert LogScale(0.01, 1.25).ticks() == [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0]
    assert LogScale(0.001, 1.25).ticks() == pytest.approx([0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0])


def test_text_at_an_edge_leans_inwards() -> None:
    assert [anchor(at) for at in (2, 50, 98)] == ["start", "middle", "end"]


# the tiers


def test_a_tier_lies_where_the_log_scale_puts_it(judged: PerformanceResult) -> None:
    """Distances in the picture are as the logarithms of the shares."""
    chart = speed_chart(judged)
    assert chart is not None
    first, second, third = (bar.at for bar in chart.bars)
    assert (second - first) / (third - first) == pytest.approx(
        math.log(0.4 / 0.057) / math.log(0.85 / 0.057), abs=1e-3
    )
    one = next(tick.at for tick in chart.ticks if tick.value == 1.0)
    assert (chart.mark - second) / (one - second) == pytest.approx(
        math.log(0.62 / 0.4) / math.log(1 / 0.4), abs=2e-3
    )


@given(st.floats(1e-6, 1.25), st.one_of(st.none(), st.floats(0, 2)), st.lists(st.floats(1e-4, 2), max_size=4))
def test_the_band_contains_the_mark_and_all_is_inside_the_picture(
    score: float, noise: float | None, leasts: list[float]
) -> None:
    """Property: whatever was measured, mark, band and tiers lie within 0 and 100 per cent."""
    result = PerformanceResult(
        id="cpu", task="f", function="f", title="", device="cpu", ending="judged", points=0.0, max_points=1.0,
        score=score, noise=noise, tiers=tuple(tier("t", least) for least in leasts),
    )  # fmt: skip
    chart = speed_chart(result)
    assert chart is not None
    assert 0 < chart.band[0] <= chart.mark <= chart.band[1] < 100
    assert all(0 < bar.at < 100 for bar in chart.bars)
    assert [bar.top for bar in chart.bars] == sorted({bar.top for bar in chart.bars})
    assert all(bar.top < chart.bottom for bar in chart.bars)


def test_the_band_is_the_score_with_the_noise_taken_and_added(judged: PerformanceResult) -> None:
    assert replace(judged, score=0.5, noise=0.02).score_range == (pytest.approx(0.49), pytest.approx(0.51))
    assert replace(judged, score=0.5, noise=None).score_range == (0.5, 0.5)


@pytest.mark.parametrize("score", [None, 0.0])
def test_without_a_score_there_is_no_picture(score: float | None, judged: PerformanceResult) -> None:
    assert speed_chart(replace(judged, score=score)) is None


def percent(attributes: dict[str, str], name: str) -> float:
    assert attributes[name].endswith("%")
    return float(attributes[name][:-1])


def elements(html: str, tag: str, class_: str) -> list[dict[str, str]]:
    """The attributes of each element of a class."""
    found = [dict(re.findall(r'([\w-]+)="([^"]*)"', text)) for text in re.findall(rf"<{tag} [^>]*>", html)]
    return [attributes for attributes in found if class_ in attributes.get("class", "").split()]


def test_mark_band_and_tiers_are_drawn_where_they_lie(sample: ModuleType, judged: PerformanceResult) -> None:
    html, chart = report_html(sample.FAST), speed_chart(judged)
    assert chart is not None
    lines = elements(html, "line", "tier")
    assert [percent(line, "x1") for line in lines] == [percent(line, "x2") for line in lines]
    assert [percent(line, "x1") for line in lines] == [bar.at for bar in chart.bars]
    assert [percent(zone, "x") for zone in elements(html, "rect", "zone")] == [bar.at for bar in chart.bars]
    marks, bands = elements(html, "line", "mark"), elements(html, "rect", "noise")
    assert [percent(mark, "x1") for mark in marks] == [chart.mark] * 3
    assert [percent(band, "x") for band in bands] == [chart.band[0]] * 3
    assert percent(bands[0], "x") + percent(bands[0], "width") == pytest.approx(chart.band[1], abs=0.01)


def test_the_mark_leaves_the_words_of_each_tier_free(sample: ModuleType) -> None:
    """A line of text stands above its bar; mark and band begin below it."""
    html = report_html(sample.FAST)
    rows = [float(y) for y in re.findall(r'<text x="0" y="([\d.]+)"><tspan', html)]
    drawn = [(float(m["y1"]), float(m["y2"])) for m in elements(html, "line", "mark")]
    drawn += [(float(b["y"]), float(b["y"]) + float(b["height"])) for b in elements(html, "rect", "noise")]
    assert len(rows) == 3
    assert not [(y, span) for y in rows for span in drawn if span[0] < y + 3 and y - 10 < span[1]]


def test_reached_and_missed_tiers_differ_in_symbol_and_word(sample: ModuleType) -> None:
    html = report_html(sample.FAST)
    assert ">✓ reached</tspan>  one matrix product: at most 2.5\u00a0× slower</text>" in html
    assert ">✗ missed</tspan>  as good as ours: at most 1.18\u00a0× slower</text>" in html


def test_a_picture_says_what_it_shows(sample: ModuleType, read: Read) -> None:
    page = read(report_html(sample.FAST))
    images = page.values("role", "svg").count("img")
    assert images == len(page.values("aria-labelledby", "svg")) == 2
    assert (
        "Your function is 1.61 × slower than the reference. With this machine's noise it is between 1.58 and "
        "1.65 × slower." in page.text.replace("\u00a0", " ")
    )
    assert (
        "one matrix product, at most 2.5 × slower: reached; as good as ours, at most 1.18 × slower: missed"
        in page.text.replace("\u00a0", " ")
    )
    assert "600×600×64: 13.2 operations per byte, the machine allows 92 G operations per second" in (
        page.text.replace("\u00a0", " ")
    )


# the roofline


def test_the_roof_rises_with_the_memory_and_is_level_at_the_arithmetic(judged: PerformanceResult) -> None:
    found = roofline(judged)
    assert found is not None
    left, low, ridge, top = found.slope
    assert left < ridge
    assert low > top == found.level > PLOT_TOP
    for size, point in zip(judged.sizes, found.points, strict=True):
        below_ridge = intensity(size) < judged.operations_per_s / judged.bytes_per_s
        assert (point.at < ridge) is below_ridge
        along = top + (low - top) * (ridge - point.at) / (ridge - left)
        assert point.roof == pytest.approx(along if below_ridge else top, abs=0.2)


def test_a_point_lies_as_far_under_the_roof_as_its_time_is_over_the_least(judged: PerformanceResult) -> None:
    """In pixels per factor: reference and student of a size share the scale of the roof."""
    found = roofline(judged)
    assert found is not None
    per_factor = {
        round((point.student - point.roof) / math.log(size.student_s / size.least_s), 1)
        for size, point in zip(judged.sizes, found.points, strict=True)
    }
    assert max(per_factor) - min(per_factor) <= 0.3
    for size, point in zip(judged.sizes, found.points, strict=True):
        assert point.roof < point.reference < point.student < PLOT_TOP + PLOT_HEIGHT
        assert roof(size, judged) == pytest.approx(size.operations / size.least_s)


def test_the_line_of_a_tier_lies_as_far_from_the_reference_as_it_may_be_slower(
    judged: PerformanceResult,
) -> None:
    found = roofline(judged)
    assert found is not None
    for size, point in zip(judged.sizes, found.points, strict=True):
        per_factor = (point.student - point.reference) / math.log(size.student_s / size.reference_s)
        assert [mark.at for mark in point.tiers] == pytest.approx(
            [point.reference - per_factor * math.log(tier.least) for tier in judged.tiers], abs=0.5
        )
        assert [mark.kind for mark in point.tiers] == [tier.state for tier in judged.tiers]


def test_each_size_is_named_on_a_line_of_its_own(judged: PerformanceResult) -> None:
    found = roofline(judged)
    assert found is not None
    assert [guide.label for guide in found.guides] == [
        "1201×797×16",
        "600×600×64",
        "611×487×67",
        "353×1301×96",
    ]
    tops = [guide.top for guide in found.guides]
    assert {b - a for a, b in itertools.pairwise(tops)} == {15}
    assert found.bottom + 18 < tops[0] - 11
    assert tops[-1] < found.height - 6 - 11


def test_a_size_without_operations_is_left_out(judged: PerformanceResult) -> None:
    none = replace(judged.sizes[0], operations=0.0)
    found = roofline(replace(judged, sizes=(none, *judged.sizes[1:])))
    assert found is not None
    assert [guide.label for guide in found.guides] == ["1201×797×16", "611×487×67", "353×1301×96"]


@pytest.mark.parametrize("change", [{"sizes": ()}, {"bytes_per_s": 0.0}, {"operations_per_s": 0.0}])
def test_without_rates_or_sizes_there_is_no_roofline(
    change: dict[str, Any], judged: PerformanceResult
) -> None:
    assert roofline(replace(judged, **change)) is None


def test_points_are_drawn_where_they_lie(sample: ModuleType, judged: PerformanceResult) -> None:
    html, found = report_html(sample.FAST), roofline(judged)
    assert found is not None
    drawn = [c for c in elements(html, "circle", "reference") if c["cx"].endswith("%")]
    assert [(percent(c, "cx"), float(c["cy"])) for c in drawn] == [(p.at, p.reference) for p in found.points]
