from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from grader.messages import say
from grader.model import Report, TestResult, Verdict
from grader.phrases import verdict_phrase
from grader.reports import report_html
from grader.reports.studentpage import PICTURE_BYTES
from grader.reports.symbol import VERDICT_SYMBOLS

Read = Callable[[str], Any]
PAGES = [
    *("MIXED", "PERFECT", "UNGRADED", "NOTEBOOK", "BROKEN", "SLOW", "ATTACK"),
    *("FAST", "CLOSE", "ENDINGS", "NOISY", "ATTACK_TIMING"),
]


def assert_harmless(page: Any) -> None:
    """No script, no handler, nothing that leaves the page."""
    assert not {"script", "iframe", "object", "embed", "form", "base"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    links = page.values("href") + page.values("src")
    assert all(link.startswith(("#", "data:", "./")) for link in links), links
    assert "@import" not in page.html
    assert "url(" not in page.html
    assert page.values("content", "meta")[0] == (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    )


def assert_well_built(page: Any) -> None:
    """Tags nest, ids are unique and found, headings skip no level, table headers say what they head."""
    assert not page.faults
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.values("href") if link.startswith("#")} <= set(ids)
    for name in ("aria-labelledby", "aria-describedby"):
        assert {part for value in page.values(name) for part in value.split()} <= set(ids)
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert page.values("lang", "html") == ["en"]
    assert "main" in page.tags


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_built_and_harmless(name: str, sample: ModuleType, read: Read) -> None:
    page = read(report_html(getattr(sample, name), statement=sample.STATEMENT))
    assert_well_built(page)
    assert_harmless(page)


def test_pictures_of_the_statement_are_in_the_page_as_far_as_they_are_small(
    sample: ModuleType, read: Read
) -> None:
    statement = "![A line.](figure.svg) ![A photograph.](large.png) ![A dot.](dot.PNG)"
    pictures = {"figure.svg": b"<svg/>", "large.png": bytes(PICTURE_BYTES), "dot.PNG": b"png"}
    page = read(report_html(sample.MIXED, statement=statement, pictures=pictures))
    assert_well_built(page)
    assert_harmless(page)
    assert page.values("src", "img") == ["data:image/svg+xml;base64,PHN2Zy8+", "data:image/png;base64,cG5n"]
    assert page.values("alt", "img") == ["A line.", "A dot."]
    assert "A photograph." in page.text


def test_hostile_text_is_shown_and_does_nothing(sample: ModuleType, read: Read) -> None:
    html = report_html(sample.ATTACK)
    page = read(html)
    assert "<script>alert(1)</script>" in page.text
    assert "{{ 7*7 }}" in page.text
    assert "49" not in page.text
    assert "⟨U+202E⟩gnp.exe" in page.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    html.encode()  # no lone surrogates
    assert max(map(len, page.text.split())) < 2_500


def test_asked_happened_why_try_and_where_are_all_told(sample: ModuleType, read: Read) -> None:
    page = read(report_html(sample.MIXED))
    for words in (
        "4.33 of 15 points",
        "Start with loss . Points to gain there: 3. One mistake explains 3 failed tests.",
        "What was asked",
        "What happened Your function returned other numbers than expected.",
        "Why You sum the squared errors where the loss is their mean",
        "What to try Write the loss of one example down",
        "linear_regression.py, line 13 return np.sum(error**2) / 2",
        "off by the factor 0.5 in all 2 values",
        "What your code printed error [-1. -2.]",
        "linreg.py was read as",
        "2 s of CPU time per call",
        "level 3",
        "4f1c4f1c4f1c",
    ):
        assert words in page.text, words
    assert page.text.count(sample.HALF.sentence.split("`")[0]) == 1


def test_advice_stands_beside_what_fails_and_is_escaped(
    make_report: Callable[..., Report], make_test: Callable[..., TestResult], read: Read
) -> None:
    advice = ("`f` never uses its argument `x`.", "<script>alert(1)</script>")
    for verdict, shown in ((Verdict.FAILED, True), (Verdict.PASSED, False)):
        made = make_report(make_test(verdict=verdict))
        told = replace(made, tasks=tuple(replace(task, advice=advice) for task in made.tasks))
        page = read(report_html(told))
        assert_well_built(page)
        assert_harmless(page)
        assert (say("advice.heading") in page.text) == shown
        assert ("never uses its argument x ." in page.text) == shown
        assert ("<script>alert(1)</script>" in page.text) == shown


def test_lines_are_linked_to_the_listing(sample: ModuleType, read: Read) -> None:
    page = read(report_html(sample.MIXED))
    assert "#f0l13" in page.values("href")
    assert "f0l13" in page.values("id", "span")


def test_a_notebook_shows_its_cells(sample: ModuleType, read: Read) -> None:
    page = read(report_html(sample.NOTEBOOK))
    assert "work.ipynb, cell 3, line 2" in page.text
    assert page.text.count("Cell ") == 4  # three headings and a notice


def test_one_reason_for_everything_is_told_once(sample: ModuleType, read: Read) -> None:
    page = read(report_html(sample.BROKEN))
    assert page.text.count("Your file cannot be imported.") == 1
    assert "One problem stops all 11 tests." in page.text


def test_not_graded_is_never_shown_as_a_number(sample: ModuleType, read: Read) -> None:
    page = read(report_html(sample.UNGRADED))
    assert "Not graded" in page.text
    assert "broke down on our side" in page.text
    assert not re.search(r"\d of \d+(\.\d+)? points", page.text)
    assert "0 of" not in page.text


@pytest.mark.parametrize(
    ("visibility", "words"),
    [
        ("after_due_date", "3 tests are shown after the due date."),
        ("after_published", "3 tests are shown when the grades are published."),
        ("hidden", "3 tests are not shown."),
    ],
)
def test_concealed_tests_tell_nothing_and_take_the_score_along(
    visibility: str, words: str, sample: ModuleType, read: Read
) -> None:
    page = read(report_html(sample.concealed(visibility)))
    assert words in page.text
    assert "Score not shown yet" in page.text
    assert "4.33" not in page.text
    assert not re.search(r"\d of \d+(\.\d+)? points", page.text)
    for test in sample.MIXED_TESTS:
        if test.origin == "hidden":
            assert test.title.replace("`", "") not in page.text
            assert not test.message or test.message not in page.text
    assert sample.HALF.sentence.split(".")[0].split("`")[0] not in page.text
    assert "f0l13" not in page.values("id")


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.PASSED])
def test_every_verdict_has_a_symbol_and_words_of_its_own(
    verdict: Verdict, make_test: Callable[..., TestResult], make_report: Callable[..., Report], read: Read
) -> None:
    page = read(report_html(make_report(make_test(verdict=verdict))))
    assert f"{VERDICT_SYMBOLS[verdict].sign} {verdict_phrase(verdict)}" in page.text
    absent = verdict in (Verdict.MISSING, Verdict.NOT_IMPLEMENTED)
    assert say(f"card.absent.{verdict}" if absent else f"verdict.{verdict}.meaning") in page.text
    assert len({symbol.sign for symbol in VERDICT_SYMBOLS.values()}) == len(Verdict)
    assert len(set(map(verdict_phrase, Verdict))) == len(Verdict)


def test_an_untitled_test_goes_by_its_id(
    make_test: Callable[..., TestResult], make_report: Callable[..., Report], read: Read
) -> None:
    assert "test_f.py::test_a" in read(report_html(make_report(make_test(title="")))).text


def test_the_statement_is_folded_away_and_left_out_when_empty(sample: ModuleType, read: Read) -> None:
    page = read(report_html(sample.PERFECT, statement=sample.STATEMENT))
    assert "math" in page.tags
    assert "Show the statement" in page.text
    assert "<details open" not in page.html
    assert "Show the statement" not in read(report_html(sample.PERFECT)).text


def test_a_bare_report_makes_a_page_too(make_report: Callable[..., Report], read: Read) -> None:
    bare = make_report(tasks=(), score=0.0, max_score=0.0)
    page = read(report_html(bare))
    assert_well_built(page)
    assert "0 of 0 points" in page.text
    assert "footer" not in page.tags


def test_equal_reports_make_equal_pages(sample: ModuleType) -> None:
    assert report_html(sample.MIXED) == report_html(replace(sample.MIXED))


def test_a_huge_report_stays_within_reason(sample: ModuleType) -> None:
    """Fifty tests with 10 MB of output each: cut, and done in a second or two."""
    noisy = replace(sample.MIXED_TESTS[6], output="spam and eggs\n" * 700_000)
    start = time.process_time()
    html = report_html(replace(sample.MIXED, tests=(noisy,) * 50))
    assert time.process_time() - start < 10
    assert len(html) < 3_000_000


def running_head(page: str) -> str:
    """What the style sheet prints at the top of each page, as CSS reads the string."""
    (string,) = re.findall(r"@page \{ @top-left \{ content: (.*?); \} \}\n", page)
    assert re.fullmatch(r'"(?:[A-Za-z0-9]|\\[0-9a-f]+ )*"', string)
    return re.sub(r"\\([0-9a-f]+) ", lambda sign: chr(int(sign[1], 16)), string[1:-1])


def test_each_printed_page_names_assignment_and_student(make_report: Callable[..., Report]) -> None:
    report = make_report(title="Lines", student="Jürgen 李 Müller")
    assert running_head(report_html(report)) == "Lines · Jürgen 李 Müller"


def test_a_name_made_to_leave_the_running_head_stays_in_it(make_report: Callable[..., Report]) -> None:
    name = '"; } } body { display: none } </style><script>\\22 ; '
    assert running_head(report_html(make_report(title="x", student=name))) == f"x · {name.strip()}"
    assert len(running_head(report_html(make_report(student="x" * 200)))) == 90
