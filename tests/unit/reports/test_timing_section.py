"""What a student reads about a function that was timed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any, get_args

import pytest

from grader.messages import say
from grader.model import Ending, Visibility
from grader.phrases import ending_phrase, ending_short, speed_phrase, timing_message
from grader.reports import report_html
from grader.reports.symbol import ENDING_SYMBOLS

Read = Callable[[str], Any]

SAYS = {
    "judged": "2 of 3 tiers reached Your function is 1.61 × slower than the reference.",
    "not run": "Not timed: the answer is not right yet Speed and memory count once",
    "forbidden": "Not allowed here Work outside the timed call: while its inputs were staged",
    "failed": "No speed that counts In a timed call your code raised ValueError",
    "faster than possible": "Faster than possible The points for right answers are yours.",
    "disturbed": "Not graded: the machine was too noisy Too much else was running there.",
    "no device": "Not graded on GPU: there is none here This machine has none.",
    "uncalibrated": "Correctness and evidence only Nobody has measured yet what is fast on such a device.",
}
NOT_A_ZERO = "This is not a zero: no points are counted, neither yours nor missing ones."


@pytest.mark.parametrize("ending", get_args(Ending))
def test_every_ending_has_plain_words(ending: Ending, sample: ModuleType, read: Read) -> None:
    page = read(report_html(sample.distances("ada01", sample.TIMINGS[ending])))
    assert f"{ENDING_SYMBOLS[ending].sign} {SAYS[ending]}" in page.text.replace("\u00a0", " ")


def test_no_two_endings_share_a_symbol_or_words(sample: ModuleType) -> None:
    assert set(ENDING_SYMBOLS) == set(get_args(Ending))
    assert len({symbol.sign for symbol in ENDING_SYMBOLS.values()}) == len(ENDING_SYMBOLS)
    for part in (ending_phrase, ending_short):
        assert len({part(result) for result in sample.TIMINGS.values()}) == len(ENDING_SYMBOLS)


@pytest.mark.parametrize("ending", get_args(Ending))
def test_an_ending_without_a_message_is_explained(ending: Ending, sample: ModuleType, read: Read) -> None:
    result = replace(sample.TIMINGS[ending], message="")
    page = read(report_html(sample.distances("ada01", result)))
    assert timing_message(result) in page.text
    assert timing_message(result) == ("" if ending == "judged" else say(f"timing.{ending}.meaning"))
    assert "{" not in page.text


def test_what_is_faster_than_possible_keeps_the_points_for_right_answers(
    sample: ModuleType, read: Read
) -> None:
    text = read(report_html(sample.distances("ada01", sample.TIMINGS["faster than possible"]))).text
    assert "4 of 13" in text
    assert "0 of 9 points" in text
    assert "to gain" not in text
    assert NOT_A_ZERO not in text


def test_what_could_not_be_judged_is_never_a_zero(sample: ModuleType, read: Read) -> None:
    text = read(report_html(sample.distances("ada01", sample.TIMINGS["disturbed"]))).text
    assert "This submission has no score, which is not a score of zero." in text
    assert NOT_A_ZERO in text
    assert "not counted" in text
    assert not re.search(r"\d of \d+ points|\b0 of \d", text)


@pytest.mark.parametrize("max_points", [0.0, 9.0])
def test_a_device_that_is_not_here_takes_and_gives_no_points(
    max_points: float, sample: ModuleType, read: Read
) -> None:
    result = replace(sample.TIMINGS["no device"], max_points=max_points)
    text = read(report_html(sample.distances("ada01", result))).text
    assert "pairwise_distances GPU no GPU here" in text
    assert "pairwise_distances GPU not counted" in text
    assert "of 9 points" not in text


@pytest.mark.parametrize(
    "ending", ["judged", "not run", "forbidden", "failed", "faster than possible", "uncalibrated"]
)
def test_what_counts_shows_its_points_in_head_and_section(
    ending: Ending, sample: ModuleType, read: Read
) -> None:
    result = sample.TIMINGS[ending]
    text = read(report_html(sample.distances("ada01", result))).text
    shown = f"{result.points:g} of {result.max_points:g}"
    assert text.count(shown) == 2
    assert f"{shown} points" in text
    assert NOT_A_ZERO not in text


def test_a_right_result_that_gives_points_of_its_own_is_a_row(sample: ModuleType, read: Read) -> None:
    """Tiers and evidence explain 2 points of 3.5, so the result itself has 1.5."""
    text = read(report_html(sample.distances("ada01", sample.TIMINGS["uncalibrated"]))).text
    assert "a right result ✓ right yours – 1.5 of 1.5 points" in text
    assert "a right result" not in read(report_html(sample.FAST)).text


def test_a_timing_without_a_title_of_its_own_goes_by_its_function(sample: ModuleType, read: Read) -> None:
    for title in ("", "pairwise_distances"):
        result = replace(sample.TIMINGS["judged"], title=title)
        text = read(report_html(sample.distances("ada01", result))).text
        assert "pairwise_distances CPU 7 of 9 points" in text


def test_the_points_in_the_head_add_up_to_the_score(sample: ModuleType) -> None:
    for report in (one for one in (*sample.SPEEDS, sample.ENDINGS) if one.score is not None):
        rows = re.findall(r'class="row(?: plain)?"(.*?)</(?:summary|p)>', report_html(report), re.DOTALL)
        pairs = [pair for row in rows for pair in re.findall(r">([\d.]+) of ([\d.]+)</span>", row)]
        assert sum(float(earned) for earned, _ in pairs) == report.score
        assert sum(float(most) for _, most in pairs) == report.max_score


def test_the_points_of_tiers_and_evidence_are_told(sample: ModuleType, read: Read) -> None:
    text = read(report_html(sample.FAST)).text.replace("\u00a0", " ")
    assert "one matrix product ✓ reached at most 2.5 × slower yours 1.61 × slower 3 of 3 points" in text
    assert "as good as ours ✗ missed at most 1.18 × slower yours 1.61 × slower 0 of 2 points" in text
    assert "peak memory ✓ kept at most 4 MB yours 2.9 MB 2 of 2 points" in text
    assert "AMD EPYC 9554, 31 pairs of calls for each size, margin for noise 2.4 %." in text


def test_evidence_that_is_exceeded_says_what_the_function_does(sample: ModuleType, read: Read) -> None:
    page = read(report_html(sample.distances("ada01", sample.timed(score=0.06))))
    assert "peak memory Your function builds a 600×600×64 temporary. ✗ exceeded" in page.text


def test_a_tier_of_what_was_not_timed_is_open_and_not_missed(sample: ModuleType, read: Read) -> None:
    text = read(report_html(sample.distances("ada01", sample.TIMINGS["not run"]))).text
    assert "one matrix product – open at most 2.5 × slower" in text.replace("\u00a0", " ")
    assert "missed" not in text


def test_the_doubt_is_the_students(sample: ModuleType, read: Read) -> None:
    assert (
        "Too close to call after 248 pairs of calls; it counts as reached."
        in read(report_html(sample.CLOSE)).text
    )
    assert "Too close to call" not in read(report_html(sample.FAST)).text


def test_each_size_has_its_times_and_what_was_moved(sample: ModuleType, read: Read) -> None:
    text = read(report_html(sample.FAST)).text.replace("\u00a0", " ")
    assert (
        "600×600×64 reference 851 µs you 1.46 ms speed beside the reference's 1.72 × slower "
        "least this machine allows 501 µs inputs and result 3.49 MB copied in your time 20.5 MB" in text
    )
    assert (
        "In the 1.46 ms your function takes for 600×600×64, this core copies 20.5 MB; "
        "inputs and result are 3.49 MB." in text
    )
    assert "this GPU copies 195 GB" in read(report_html(sample.CLOSE)).text.replace("\u00a0", " ")


def test_without_a_rate_nothing_is_said_of_copying(sample: ModuleType, read: Read) -> None:
    result = replace(sample.TIMINGS["judged"], bytes_per_s=0.0)
    text = read(report_html(sample.distances("ada01", result))).text
    assert "copied in your time –" in text
    assert "this core copies" not in text


def test_advice_is_told_and_never_paid_for(sample: ModuleType, read: Read) -> None:
    text = read(report_html(sample.FAST)).text
    assert "For information, without points One call executes 1,234 lines of Python" in text


def test_a_right_answer_is_led_on_to_its_speed(sample: ModuleType, read: Read) -> None:
    assert (
        "Every test passes. Next, look at how pairwise_distances was timed on the CPU. Points to gain there: 2."
        in read(report_html(sample.FAST)).text
    )
    best = sample.distances("ada01", sample.timed(score=1.1))
    assert "Well done, nothing is left to correct." in read(report_html(best)).text


@pytest.mark.parametrize("visibility", [v for v in get_args(Visibility) if v != "visible"])
def test_what_was_timed_is_hidden_with_the_tests(
    visibility: Visibility, sample: ModuleType, read: Read
) -> None:
    page = read(report_html(sample.concealed_timing(visibility)))
    assert "The score and what was timed are withheld" in page.text
    assert "#performance" not in page.values("href")
    for secret in ("0.62", "tiers", "peak memory", "EPYC", "7 of 9", "11 of 13"):
        assert secret not in page.text


def test_a_report_that_is_not_graded_shows_no_points_of_a_timing(sample: ModuleType, read: Read) -> None:
    report = replace(sample.FAST, score=None, not_graded="A test broke down.")
    text = read(report_html(report)).text
    assert "– of 9" in text
    assert not re.search(r"\d of \d+ points", text)


def test_hostile_names_and_messages_are_shown_and_do_nothing(sample: ModuleType, read: Read) -> None:
    html = report_html(sample.ATTACK_TIMING)
    page = read(html)
    assert not page.faults
    assert not {"script", "img"} & set(page.tags)
    assert page.text.count("<script>alert(1)</script>") > 10
    assert "{{ 7*7 }}" in page.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)


def test_two_timings_have_names_of_their_own_on_the_page(sample: ModuleType, read: Read) -> None:
    page = read(report_html(sample.CLOSE))
    assert {"timing-1", "timing-2", "speed-1", "speed-2", "roofline-1", "roofline-2"} <= set(
        page.values("id")
    )


def test_what_costs_most_points_stands_first(sample: ModuleType) -> None:
    html = report_html(sample.distances("ada01", sample.timed(score=0.06)))
    table = html[html.index('<table class="stack earnings">') :]
    names = ["one matrix product", "as good as ours", "peak memory", "a row at a time"]
    places = [table.index(name) for name in names]
    assert places == sorted(places)


def test_what_was_timed_comes_before_the_points_where_it_costs_some(sample: ModuleType) -> None:
    slow, best = report_html(sample.FAST), report_html(sample.distances("ada01", sample.timed(score=1.1)))
    assert slow.index('id="performance"') < slow.index('id="tasks"')
    assert best.index('id="tasks"') < best.index('id="performance"')


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0304, "33 × slower than the reference"), (0.0275, "36 × slower than the reference"),
        (0.00004, "25,000 × slower than the reference"), (0.62, "1.61 × slower than the reference"),
        (1.0, "as fast as the reference"), (0.998, "as fast as the reference"),
        (1.1, "1.1 × faster than the reference"),
    ],
)  # fmt: skip
def test_a_speed_is_told_in_words(share: float, words: str) -> None:
    assert speed_phrase(share).replace("\u00a0", " ") == words
