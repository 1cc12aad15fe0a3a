"""What a class's page tells of functions that were timed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from grader.reports import class_html
from grader.reports.classroom import classroom
from grader.reports.timing_summary import cells, standing_out, timed_columns

Read = Callable[[str], Any]


def test_each_timing_is_a_column_with_how_many_reached_what(sample: ModuleType) -> None:
    cpu, gpu = timed_columns([r for r in sample.SPEEDS if r.score is not None])
    assert (cpu.title, cpu.judged) == ("Speed and memory (CPU)", 3)
    assert [(s.name, s.asked, s.students, s.total) for s in cpu.steps] == [
        ("a row at a time", "at most 18\u00a0× slower", 3, 3),
        ("one matrix product", "at most 2.5\u00a0× slower", 3, 3),
        ("as good as ours", "at most 1.18\u00a0× slower", 2, 3),
        ("peak memory", "at most 4 MB", 3, 3),
    ]
    assert cpu.rest == "1 not timed, 1 failed, 1 not allowed, 1 to look at"
    assert (gpu.title, gpu.judged, gpu.rest) == (
        "pairwise_distances (GPU)",
        1,
        "2 no GPU here, 1 no tiers yet",
    )


def test_two_timings_on_one_device_go_by_their_ids(sample: ModuleType) -> None:
    judged = sample.TIMINGS["judged"]
    report = sample.distances("ada01", judged, replace(judged, id="cpu-large"), sample.TIMINGS["no device"])
    assert [column.heading for column in timed_columns([report])] == ["cpu", "cpu-large", "GPU"]


def test_a_column_nobody_was_judged_in_has_no_tiers(sample: ModuleType, read: Read) -> None:
    (column,) = timed_columns([sample.distances("ada01", sample.TIMINGS["no device"])])
    assert column.steps == ()
    page = read(class_html([sample.distances("ada01", sample.TIMINGS["no device"])], [], title="x"))
    assert "pairwise_distances (GPU): 0 students judged; 1 no GPU here." in page.text


def test_a_students_row_has_the_points_of_each_column_or_why_there_are_none(sample: ModuleType) -> None:
    columns = timed_columns([r for r in sample.SPEEDS if r.score is not None])
    shown = [tuple(cell.replace("\u00a0", " ") for cell in cells(r, columns)) for r in sample.SPEEDS]
    assert shown == [
        ("7 of 9", "no GPU here"),
        ("9 of 9", "0 of 9"),
        ("9 of 9", "3.5 of 3.5"),
        ("0 of 9", "no GPU here"),
        ("0 of 9", "–"),
        ("too noisy", "–"),
        ("0 of 9", "–"),
        ("0 of 9", "–"),
    ]
    assert cells(replace(sample.FAST, score=None), columns) == ("–", "no GPU here")


def test_the_first_tier_missed_or_the_rule_broken_stands_out(sample: ModuleType) -> None:
    assert [standing_out(report) for report in sample.SPEEDS] == [
        ["CPU: missed “as good as ours”"],
        ["GPU: missed “a row at a time”"],
        [],
        [],
        ["CPU: failed"],
        ["CPU: to look at", "CPU: too noisy"],
        ["CPU: not allowed"],
        ["CPU: to look at"],
    ]
    assert classroom(sample.SPEEDS).students[0].remark == "CPU: missed “as good as ours”"


def test_what_is_too_fast_or_too_noisy_needs_attention(sample: ModuleType, read: Read) -> None:
    text = read(class_html(sample.SPEEDS, [], title="Distances")).text
    assert "Needs your attention No score was given here, or something is to look at." in text
    assert "student-16 not graded Too much else was running there." in text
    assert "student-19 to look at It seems faster than this machine can be, so its points for speed" in text


def test_the_page_tells_it_all(sample: ModuleType, read: Read) -> None:
    page = read(class_html(sample.SPEEDS, [], title="Distances"))
    assert not page.faults
    assert "as good as ours at most 1.18 × slower 2 of 3" in page.text.replace("\u00a0", " ")
    assert "Tests passed CPU GPU Points" in page.text
    assert "CPU: 7 of 9 GPU: no GPU here 11 of 13" in page.text


def test_hostile_names_do_nothing_on_the_class_page(sample: ModuleType, read: Read) -> None:
    page = read(class_html([sample.ATTACK_TIMING], [], title="x"))
    assert not page.faults
    assert "img" not in page.tags
    assert page.tags.count("script") == 1  # our own


@pytest.mark.parametrize("name", ["LINEAR", "CLASS"])
def test_a_class_where_nothing_was_timed_has_no_word_of_it(name: str, sample: ModuleType, read: Read) -> None:
    text = read(class_html(getattr(sample, name), sample.REJECTED, title="x")).text
    assert "Performance" not in text
    assert "timed" not in text
