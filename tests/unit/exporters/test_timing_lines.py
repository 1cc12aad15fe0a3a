"""What was timed is in every export: its points where they count, its words always, and nothing too early."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import get_args

import pytest
from markdown_it import MarkdownIt

from grader.exporters import gradescope_results, junit_xml, plain_table, step_summary, workflow_commands
from grader.exporters.log_table import columns
from grader.exporters.timing_lines import timing_summary
from grader.messages import say
from grader.model import Ending, Visibility

GFM = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
LATER = [visibility for visibility in get_args(Visibility) if visibility != "visible"]
NEVER = ("disturbed", "no device")
SAYS = {
    "judged": "2 of 3 tiers reached. Look at how often",
    "not run": "Not timed: the answer is not right yet. Speed and memory count once every hidden test",
    "forbidden": "Not allowed here. Work outside the timed call",
    "failed": "No speed that counts. In a timed call your code raised",
    "faster than possible": "Faster than possible. The points for right answers are yours.",
    "disturbed": "Not graded: the machine was too noisy. Too much else was running there.",
    "no device": "Not graded on GPU: there is none here. This machine has none.",
    "uncalibrated": "Correctness and evidence only. Nobody has measured yet what is fast",
}


def every_export(report):
    return {
        "table": plain_table(report),
        "summary": step_summary([report]),
        "junit": junit_xml([report]),
        "gradescope": "\n".join(t["output"] for t in gradescope_results(report)["tests"]),
    }


def timed_case(report):
    (case,) = (c for c in ET.fromstring(junit_xml([report])).iter("testcase") if "PU)" in c.get("name"))
    return case


def reports_of(sample):
    return [report for report in (*sample.SPEEDS, sample.ENDINGS) if report.score is not None]


# sums


def test_points_in_gradescope_add_up_to_the_score(sample):
    for report in reports_of(sample):
        tests = gradescope_results(report)["tests"]
        assert sum(test.get("score", 0.0) for test in tests) == gradescope_results(report)["score"]
        assert sum(test.get("max_score", 0.0) for test in tests) == report.max_score


def test_points_in_junit_add_up_to_the_score(sample):
    for report in reports_of(sample):
        suite = ET.fromstring(junit_xml([report])).find("testsuite")
        own = {p.get("name"): float(p.get("value")) for p in suite.find("properties")}
        cases = [p for case in suite.iter("testcase") for p in case.find("properties")]
        for name, total in (("points", own["score"]), ("max", own["max_score"])):
            assert sum(float(p.get("value")) for p in cases if p.get("name") == name) == total


def test_points_in_the_summary_add_up_to_the_score(sample):
    for report in reports_of(sample):
        rows = re.findall(r"^\|.*\| ([\d.]+) / ([\d.]+) \|$", step_summary([report]), re.MULTILINE)
        assert sum(float(earned) for earned, _ in rows) == report.score
        assert sum(float(most) for _, most in rows) == report.max_score


def test_points_in_the_table_add_up_to_the_score(sample):
    for report in reports_of(sample):
        rows = re.findall(r"^\S.{32}([\d.]+) / ([\d.]+) ", plain_table(report), re.MULTILINE)
        assert sum(float(earned) for earned, _ in rows) == report.score
        assert sum(float(most) for _, most in rows) == report.max_score


# endings


@pytest.mark.parametrize("ending", get_args(Ending))
def test_every_ending_has_plain_words_in_every_export(ending, sample):
    for name, text in every_export(sample.distances("ada01", sample.TIMINGS[ending])).items():
        flat = " ".join(re.sub(r"\n  \| ", " ", text).replace("\\", "").split())
        assert SAYS[ending] in flat, name


@pytest.mark.parametrize("ending", get_args(Ending))
def test_an_ending_without_a_message_says_what_it_means(ending, sample):
    result = replace(sample.TIMINGS[ending], message="")
    summary = timing_summary(result)
    assert summary == "2 of 3 tiers reached." or summary.endswith(f". {say(f'timing.{ending}.meaning')}")


@pytest.mark.parametrize("ending", NEVER)
@pytest.mark.parametrize("max_points", [0.0, 9.0])
def test_what_could_not_be_timed_is_listed_without_points(ending, max_points, sample):
    report = sample.distances("ada01", replace(sample.TIMINGS[ending], max_points=max_points))
    assert not any("0 / 9" in text for text in every_export(report).values())
    (entry,) = (t for t in gradescope_results(report)["tests"] if "performance" in t.get("tags", ()))
    assert not {"score", "max_score", "status"} & set(entry)
    case = timed_case(report)
    assert [p.get("name") for p in case.find("properties")] == ["device"]
    assert "not graded" in plain_table(report)


@pytest.mark.parametrize(
    ("ending", "tag"),
    [
        ("judged", "failure"),
        ("not run", "skipped"),
        ("forbidden", "error"),
        ("failed", "failure"),
        ("faster than possible", "error"),
        ("disturbed", "skipped"),
        ("no device", "skipped"),
        ("uncalibrated", "system-out"),
    ],
)
def test_each_ending_has_its_element_in_junit(ending, tag, sample):
    report = sample.distances("ada01", sample.TIMINGS[ending])
    case = timed_case(report)
    assert [child.tag for child in case] == ["properties", tag]
    assert case.get("classname") == "pairwise_distances.pairwise_distances"


def test_every_point_earned_is_a_pass(sample):
    report = sample.distances("ada01", sample.timed(score=1.1))
    case = timed_case(report)
    assert [child.tag for child in case] == ["properties", "system-out"]
    assert gradescope_results(report)["tests"][-1]["status"] == "passed"
    assert workflow_commands(report) == ""


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("judged", "notice"), ("forbidden", "error"), ("failed", "error")],
)
def test_a_missed_tier_is_a_notice_and_a_broken_rule_an_error(ending, kind, sample):
    text = workflow_commands(sample.distances("ada01", sample.TIMINGS[ending]))
    assert text.startswith(f"::{kind} title=pairwise_distances%3A Speed and memory (CPU)::")
    assert text.count("\n") == 1


def test_what_has_no_score_is_annotated_after_the_error_that_says_so(sample):
    kinds = [line.split()[0] for line in workflow_commands(sample.NOISY).splitlines()]
    assert kinds == ["::error", "::notice", "::notice"]


def test_what_was_not_run_is_not_annotated_since_its_tests_are(sample):
    assert workflow_commands(sample.distances("ada01", sample.TIMINGS["not run"])) == ""


# the account


def test_the_table_tells_speed_tiers_evidence_and_advice(sample):
    report = sample.distances("ada01", sample.TIMINGS["judged"])
    assert plain_table(report).endswith(
        "2 of 3 tiers     pairwise_dist…  7 / 9          Speed and memory (CPU)\n"
        "  | 2 of 3 tiers reached. Look at how often `x` is read: a product of matrices\n"
        "  | reads it once for many rows.\n"
        "  | Your function is 1.61 × slower than the reference. With this machine's noise\n"
        "  | it is between 1.58 and 1.65 × slower.\n"
        "  | Conditions: AMD EPYC 9554, 31 pairs of calls for each size, margin for noise\n"
        "  | 2.4 %.\n"
        "  | Tier reached: a row at a time (at most 18 × slower), 2 / 2 points.\n"
        "  | Tier reached: one matrix product (at most 2.5 × slower), 3 / 3 points.\n"
        "  | Tier missed: as good as ours (at most 1.18 × slower), 0 / 2 points.\n"
        "  | Evidence, peak memory: 2.9 MB, at most 4 MB, 2 / 2 points.\n"
        "  | For information, without points: One call executes 1,234 lines of Python,\n"
        "  | the reference's 9.\n"
        "  | For information, without points: It makes 3 arrays of 600×600.\n"
    )


def test_the_doubt_is_told(sample):
    for text in every_export(sample.CLOSE).values():
        assert "Too close to call after 248 pairs of calls; it counts as reached." in text


def test_a_right_result_that_gives_points_of_its_own_has_a_line(sample):
    for text in every_export(sample.distances("ada01", sample.TIMINGS["uncalibrated"])).values():
        assert "A right result: 1.5 / 1.5 points." in text
    for text in every_export(sample.FAST).values():
        assert "A right result" not in text


def test_evidence_tells_what_the_function_does_and_figures_have_no_exponent(sample):
    slow = sample.timed(score=0.00004)
    big = replace(slow.evidence[0], measured=123456.7)
    text = plain_table(sample.distances("ada01", replace(slow, evidence=(big,))))
    assert "25,000 × slower than the reference" in text
    assert "Evidence, peak memory: 123,457 MB, at most 4 MB, 0 / 2 points. Your function\n" in text


def test_gradescope_numbers_a_timing_after_the_tests_of_its_task(sample):
    tests = gradescope_results(sample.FAST)["tests"]
    assert [test["number"] for test in tests] == ["1.1", "1.2", "1.3"]
    assert [test.get("tags") for test in tests[1:]] == [["performance", "cpu"], ["performance", "cuda"]]


# what must not be told


@pytest.mark.parametrize("visibility", LATER)
def test_what_was_timed_is_withheld_with_the_tests(visibility, sample):
    report = sample.concealed_timing(visibility)
    texts = [plain_table(report), step_summary([report]), junit_xml([report]), workflow_commands(report)]
    for text in texts:
        assert not re.search(r"0\.62|tier|peak memory|EPYC|\b7\b|\b11\b|For information", text), text
    assert {test["visibility"] for test in gradescope_results(report)["tests"]} == {visibility}


def test_a_report_that_is_not_graded_has_no_points_of_a_timing(sample):
    report = replace(sample.FAST, score=None, not_graded="A test broke down.")
    assert 'points">' not in junit_xml([report])
    assert ET.fromstring(junit_xml([report])).find(".//property[@name='points']") is None
    assert not any({"score", "max_score", "status"} & set(t) for t in gradescope_results(report)["tests"])
    assert "| 7 / 9 |" not in step_summary([report])
    assert "not graded     Speed and memory (CPU)" in plain_table(report)


@pytest.fixture
def hostile_timing(sample):
    """A timing with a text in every place, and the same with an innocent one."""

    def make(text):
        result = sample.TIMINGS["judged"]
        return sample.distances(
            "ada01",
            replace(
                result,
                title=text,
                function=text,
                device_name=text,
                message=text,
                tiers=tuple(replace(tier, name=text) for tier in result.tiers),
                evidence=tuple(replace(e, name=text, unit=text, message=text) for e in result.evidence),
                advice=(text,),
            ),
        )

    return make


def test_hostile_text_in_a_timing_stays_text(attack, hostile_timing, is_command):
    report, honest = hostile_timing(attack), hostile_timing("text")
    lines = plain_table(report).splitlines()
    assert max(map(columns, lines)) <= 80
    assert not any(map(is_command, [*lines, *step_summary([report]).splitlines()]))
    assert [e.tag for e in ET.fromstring(junit_xml([report]).encode()).iter()] == [
        e.tag for e in ET.fromstring(junit_xml([honest])).iter()
    ]
    assert workflow_commands(report).count("\n") == 1

    def tags(one):
        markup = re.sub(r"</?span>", "", GFM.render(step_summary([one])))
        return re.findall(r"</?([a-z0-9]+)", markup)

    assert tags(report) == tags(honest)
