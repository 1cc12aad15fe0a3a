"""Annotations, summary and table: what a student's code prints becomes neither command nor markup."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.exporters import gradescope_json, junit_xml, plain_table, step_summary, workflow_commands
from grader.exporters.github import SUMMARY_BYTES
from grader.exporters.github_markdown import code, fenced, inline
from grader.exporters.log_table import columns, fit, wrap
from grader.exporters.repository_paths import with_repository_paths
from grader.exporters.workflow_commands import command, inert
from grader.failure_groups import failure_groups
from grader.model import CodeLine, Mistake, SourceFile
from grader.text import plain

GFM = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
COMMAND = re.compile(r"::(error|warning|notice)(?: ((?:[a-zA-Z]+=[^:,]*)(?:,[a-zA-Z]+=[^:,]*)*))?::(.*)")


def parsed(line):
    """Kind, properties and message, as the runner reads them."""
    kind, properties, message = COMMAND.fullmatch(line).groups()

    def unescaped(text, table):
        for escape, sign in table:
            text = text.replace(escape, sign)
        return text

    data = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
    pairs = dict(pair.split("=", 1) for pair in (properties or "").split(",") if pair)
    values = {k: unescaped(v, (("%3A", ":"), ("%2C", ","), *data)) for k, v in pairs.items()}
    return kind, values, unescaped(message, data)


# workflow commands


def test_an_annotation_stands_at_the_innermost_line_of_the_student(make_test, make_report):
    lines = (CodeLine(file="a.py", line=3), CodeLine(file="b.py", line=9))
    (line,) = workflow_commands(
        make_report(make_test("failed", message="Off by 2.", hint="Look.", lines=lines))
    ).splitlines()
    assert parsed(line) == (
        "error",
        {"file": "b.py", "line": "9", "title": "forward: The mean of every column is 0."},
        "Off by 2.\nWhat to try: Look.",
    )


def test_places_can_be_told_as_paths_of_the_repository(make_test, make_report):
    lines = (CodeLine(file="a.py", line=3), CodeLine(file="nb.py", line=2, cell=1))
    report = make_report(
        make_test("failed", lines=lines),
        sources=(SourceFile(name="a.py", text="x"), SourceFile(name="nb.py", text="y", origin="work.ipynb")),
    )
    told = with_repository_paths(report, "homework/1")
    assert [str(line) for line in told.tests[0].lines] == [
        "homework/1/a.py, line 3",
        "homework/1/work.ipynb, cell 1, line 2",
    ]
    assert [source.name for source in told.sources] == ["homework/1/a.py", "homework/1/work.ipynb"]
    assert [source.name for source in with_repository_paths(report, ".").sources] == ["a.py", "work.ipynb"]


def test_without_a_line_the_submitted_file_is_named(make_test, make_report):
    report = make_report(make_test("missing"), sources=(SourceFile(name="a.py", text=""),))
    kind, properties, message = parsed(workflow_commands(report).strip())
    assert (kind, properties["file"], "line" in properties) == ("error", "a.py", False)
    assert message == "Not found in your file: batchnorm_forward."


def test_a_notebook_is_named_by_cell_since_its_file_has_other_lines(make_test, make_report):
    report = make_report(
        make_test("failed", message="Off.", lines=(CodeLine(file="a.ipynb", line=2, cell=3),))
    )
    _, properties, message = parsed(workflow_commands(report).strip())
    assert "line" not in properties
    assert message == "In a.ipynb, cell 3, line 2: Off."


def test_passed_and_not_run_tests_are_not_annotated(make_test, make_report):
    assert workflow_commands(make_report(make_test("passed"), make_test("not_run"))) == ""


def test_an_error_of_the_grader_is_a_warning_and_not_graded_an_error(make_test, make_report):
    report = make_report(make_test("grader_error"), score=None, not_graded="The reference failed.")
    kinds = [parsed(line)[0] for line in workflow_commands(report).splitlines()]
    assert kinds == ["error", "warning"]
    assert "not a score of zero" in workflow_commands(report)


def different(make_test, count, verdict="failed", **fields):
    """Tests that failed for different reasons."""
    return [make_test(verdict, message=f"Off by {n}.", **fields) for n in range(count)]


def test_a_mistake_is_one_annotation_and_comes_first_with_the_tests_that_it_explains(make_test, make_report):
    named = {"mistake": Mistake(id="f1__mean", sentence="You take a mean."), "hint": "Look."}
    report = make_report(
        make_test("failed", id="a", message="Off by 2."),
        make_test("failed", id="b", message="Off by 3.", **named),
        make_test("failed", id="c", message="Off by 4.", task="other", **named),
    )
    (annotation,) = map(parsed, workflow_commands(report).splitlines())
    assert annotation[1]["title"] == "forward, other: 2 tests"
    assert (
        annotation[2] == "You take a mean. It explains forward (1 test), other (1 test).\nWhat to try: Look."
    )
    for text in (plain_table(report), step_summary([report])):
        assert text.count("You take a mean.") == 1
        assert text.index("You take a mean.") < text.index("Off by 2.")
        assert "Off by 3." not in text


def test_tests_of_a_task_that_all_ended_alike_have_one_row(make_test, make_report):
    broken = [make_test("error", id=n, title=n, message="SyntaxError: no") for n in "abc"]
    rows = plain_table(make_report(*broken)).split("Your tests")[-1]
    assert "3 tests" in rows
    wrong = [make_test("failed", id=n, title=f"Title {n}.", message="Off by 2.") for n in "abc"]
    table = plain_table(make_report(*wrong))
    assert all(f"Title {n}." in table for n in "abc"), "wrong answers are told one by one"


def test_the_most_costly_mistake_comes_first(make_test, make_report):
    small, large = (Mistake(id=f"f__{n}", sentence=f"Mistake {n}.") for n in (1, 2))
    tests = [make_test("failed", mistake=small), make_test("failed", mistake=large, max_points=9.0)]
    messages = [parsed(line)[2] for line in workflow_commands(make_report(*tests)).splitlines()]
    assert messages == ["Mistake 2.", "Mistake 1."]


def test_other_failures_of_a_task_stand_beside_its_mistake(make_test, make_report):
    large, small = (Mistake(id=f"f__{n}", sentence=f"Mistake {n}.") for n in (1, 2))
    report = make_report(
        make_test("not_implemented", task="stub"),
        make_test("failed", task="third", message="Off by 3."),
        make_test("failed", task="first", message="Off by 1."),
        make_test("failed", task="second", mistake=small),
        make_test("failed", task="first", mistake=large, max_points=9.0),
    )
    groups = [(group.first.task, bool(group.mistake)) for group in failure_groups(report)]
    assert groups == [("first", True), ("first", False), ("second", True), ("third", False), ("stub", False)]


def test_functions_that_are_not_written_yet_are_one_line_and_one_row_each(make_test, make_report):
    report = make_report(
        *(make_test("not_implemented", id=f"{n}", task=f"task{n % 2}", hint="Try.") for n in range(6)),
        make_test("failed", message="Off by 2."),
    )
    error, notice = map(parsed, workflow_commands(report).splitlines())
    assert (error[0], notice[0]) == ("error", "notice")
    assert notice[1:] == ({"title": "Not written yet"}, "Not written yet: task0, task1.")
    table = plain_table(report)
    assert "Not written yet: task0, task1." in table
    assert [line.split() for line in table.splitlines() if line.startswith("not written")] == [
        ["not", "written", f"task{n}", "0", "/", "6", "3", "tests"] for n in range(2)
    ]
    assert "Try." not in table + step_summary([report])


def test_beyond_ten_of_a_kind_one_notice_says_how_many_more(make_test, make_report):
    report = make_report(*different(make_test, 13), notices=("Renamed.",) * 2)
    found = [parsed(line) for line in workflow_commands(report).splitlines()]
    assert [kind for kind, *_ in found] == ["error"] * 10 + ["notice"] * 3
    assert found[-1][2] == "3 more remarks are in the report and the log of this job."


def test_the_closing_notice_is_one_of_ten_too(make_report):
    found = [parsed(line) for line in workflow_commands(make_report(notices=("Renamed.",) * 12)).splitlines()]
    assert len(found) == 10
    assert found[-1][2] == "3 more remarks are in the report and the log of this job."


def test_exactly_ten_need_no_closing_notice(make_test, make_report):
    assert workflow_commands(make_report(*different(make_test, 10))).count("\n") == 10


def test_one_more_is_said_in_the_singular(make_test, make_report):
    assert "1 more remark is in" in workflow_commands(make_report(*different(make_test, 3)), limit=2)


def test_a_hostile_report_gives_the_commands_of_an_honest_one(attack, hostile):
    """Same number of lines, same kinds, same properties; the text comes back as it was, but for `inert`."""
    found = [parsed(line) for line in workflow_commands(hostile(attack)).splitlines()]
    honest = [parsed(line) for line in workflow_commands(hostile("text")).splitlines()]
    assert [(kind, set(properties)) for kind, properties, _ in found] == [
        (kind, set(properties)) for kind, properties, _ in honest
    ]
    _, properties, message = found[1]
    where = CodeLine(file=attack, line=7, cell=2)
    assert message == inert(plain(f"In {where}: {attack}\nWhat to try: {attack}"))
    assert properties["title"] == inert(f"forward: {plain(attack)}")
    assert "##[" not in workflow_commands(hostile(attack))


def test_colon_comma_percent_and_line_ends_are_escaped_where_they_count():
    assert command("error", "50%: a,b\nc", file="a,b:c%.py", line=1) == (
        "::error file=a%2Cb%3Ac%25.py,line=1::50%25: a,b%0Ac"
    )


def test_empty_properties_are_left_out():
    assert command("notice", "text", file="", line=None) == "::notice::text"


# inert


@pytest.mark.parametrize(
    "text", ["::x", " \t::x", "a\n\u3000::x", "\u200b::x", "##[x]", "a##[x]", "###[x]", "##vso[x]"]
)
def test_inert_text_is_no_command(text, is_command):
    assert any(map(is_command, text.splitlines()))
    assert not any(map(is_command, inert(text).splitlines()))


@pytest.mark.parametrize(
    "text", ["std::vector", "a :: b", "x[::2]", "## heading", "# [link]", "a: b", "", "x\n\ny"]
)
def test_innocent_text_is_left_alone(text):
    assert inert(text) == text


# summary


def rendered(markdown):
    return GFM.render(markdown)


def tags(markup):
    """The elements, but for the spans that keep a dollar sign from opening mathematics."""
    return re.findall(r"</?([a-z0-9]+)", re.sub(r"<span>\$</span>", "", markup))


def test_the_summary_holds_score_tasks_and_what_to_do(make_test, make_report):
    test = make_test("failed", message="Off by 2.", hint="Look at n.", lines=(CodeLine(file="a.py", line=4),))
    text = step_summary([make_report(make_test(), test)])
    assert "## Batch normalisation · ada01" in text
    assert "**Score: 2 / 4 points.** 1 of 2 tests passed." in text
    assert "| Forward pass | batchnorm\\_forward | 2 / 4 |" in text
    assert "**Not right yet, 0 / 2 points.** Off by 2." in text
    assert "**Where:** `a.py`, line 4" in text
    assert "**What to try:** Look at n." in text


def test_several_reports_start_with_a_table_of_all(make_report):
    text = step_summary([make_report(), make_report(student="bob02", score=None)])
    assert "| Batch normalisation | ada01 | 2 / 2 points |" in text
    assert "| Batch normalisation | bob02 | not graded |" in text


def test_not_graded_is_never_a_zero_in_summary_and_table(make_test, make_report):
    report = make_report(make_test("grader_error"), score=None, not_graded="The reference failed.")
    for text in (step_summary([report]), plain_table(report)):
        assert "not graded" in text
        assert "which is not a score of zero" in " ".join(text.replace("\n  |", "").split())
        assert not re.search(r"\b0 / ", text)


def test_a_cell_and_its_line_are_named(make_test, make_report):
    test = make_test("failed", lines=(CodeLine(file="a.ipynb", line=2, cell=3),))
    assert "`a.ipynb`, cell 3, line 2" in step_summary([make_report(test)])


def test_a_hostile_report_has_the_structure_of_an_honest_one(attack, hostile, is_command):
    """The summary of a hostile report renders to the elements of an honest one, and holds no command."""
    text = step_summary([hostile(attack)] * 2)
    assert tags(rendered(text)) == tags(rendered(step_summary([hostile("text")] * 2)))
    assert not any(map(is_command, text.splitlines()))


def test_text_in_a_line_is_shown_as_it_is(attack):
    """What `inline` renders to is the text itself, and no element; the source has no sign that opens one."""
    assert not set("<>") & set(inline(attack).replace("<span>$</span>", ""))
    markup = GFM.renderInline(inline(attack))
    assert tags(markup) == []
    shown = html.unescape(re.sub(r"</?span>", "", markup)).replace("\u200b", "")
    assert shown == " ".join(inert(" ".join(plain(attack).split())).split())


@given(st.text(st.sampled_from("\\`*_[]()<>!#|~&;:/@$^={}-+.1aw \n\t\"'"), max_size=30))
def test_any_text_in_a_line_is_shown_as_it_is(text):
    """Property: as above, for texts made of all that means something in Markdown."""
    test_text_in_a_line_is_shown_as_it_is(text)


@pytest.mark.parametrize(
    "text", ["@name", "a@b.c", "#12", "o/r#1", "http://e.c", "www.e.c", "GH-1", "mailto:x"]
)
def test_what_github_would_link_is_broken_by_a_character_without_width(text):
    assert "&#8203;" in inline(text)


@given(st.text(st.sampled_from("`~ \n|ab:#["), max_size=40))
def test_no_text_closes_its_code(text):
    """Property: a span or block of code is one element, whatever backticks the text has."""
    assert tags(GFM.render(f"x {code(text)} y")) in (["p", "code", "code", "p"], ["p", "p"])
    assert tags(GFM.render(fenced(text))) == ["pre", "code", "code", "pre"]


def test_a_long_summary_ends_after_a_whole_entry_and_says_so(make_test, make_report):
    text = step_summary([make_report(*different(make_test, 400, "error", detail="ü`~\n" * 900))])
    assert SUMMARY_BYTES - 20_000 < len(text.encode()) <= SUMMARY_BYTES
    assert re.search(r"\d+ more entries are left out: a summary holds 1,000,000 bytes\.\n$", text)
    assert tags(rendered(text)).count("details") % 2 == 0


def test_a_summary_is_never_longer_than_the_most_it_may_be(make_test, make_report, monkeypatch):
    report = make_report(*different(make_test, 20, "error", title="ü"))
    for most in range(1500, 1800):
        monkeypatch.setattr("grader.exporters.github.SUMMARY_BYTES", most)
        assert most - 400 < len(step_summary([report]).encode()) <= most


def test_detail_and_output_are_folded(make_test, make_report):
    text = step_summary([make_report(make_test("failed", detail="got 2", output="printed"))])
    assert text.count("<details>") == 2
    assert step_summary([make_report(make_test("failed"))]).count("<details>") == 0


@pytest.mark.parametrize("visibility", ["after_due_date", "after_published", "hidden"])
@pytest.mark.parametrize(
    "export", [workflow_commands, plain_table, lambda r: step_summary([r]), lambda r: step_summary([r, r])]
)
def test_a_test_not_yet_visible_shows_neither_text_nor_verdict(make_test, make_report, visibility, export):
    """The exports of a report do not differ by what became of the withheld test."""
    secret = {"title": "SECRET", "message": "SECRET", "hint": "SECRET", "visibility": visibility}
    failed = make_report(make_test(), make_test("failed", **secret))
    passed = make_report(make_test(), make_test("passed", **secret))
    assert "SECRET" not in export(failed)
    assert export(failed) == export(passed)


def test_withheld_tests_are_counted(make_test, make_report):
    hidden = [make_test(visibility="hidden"), make_test(visibility="after_due_date")]
    text = step_summary([make_report(make_test(), *hidden)])
    assert "1 test is not shown. 1 test is shown after the due date." in text
    assert "**Score: 2 / 2 points in the tests shown so far.**" in text


# table


def test_the_table_has_a_row_for_each_test_and_tells_of_failures(make_test, make_report):
    test = make_test("failed", message="Off by 2.", hint="Look at n.", lines=(CodeLine(file="a.py", line=4),))
    assert plain_table(make_report(make_test(), test)) == (
        "Assignment: Batch normalisation (batch_norm)\n"
        "Student:    ada01\n"
        "Score:      2 / 4 points\n"
        "\n"
        "What is wrong:\n"
        "  | forward: The mean of every column is 0.\n"
        "  | Off by 2.\n"
        "  | Where: a.py, line 4\n"
        "  | What to try: Look at n.\n"
        "\n"
        "result           task            points         test\n"
        "---------------  --------------  -------------  --------------------------------\n"
        "passed           forward         2 / 2          The mean of every column is 0.\n"
        "wrong            forward         0 / 2          The mean of every column is 0.\n"
    )


def test_no_line_of_a_table_is_a_command_or_wider_than_80_columns(attack, hostile, is_command):
    text = plain_table(hostile(attack * 5))
    assert not any(map(is_command, text.splitlines()))
    assert max(map(columns, text.splitlines())) <= 80
    assert all(line == "" or re.match(r"[A-Za-z-]|  \|( |$)", line) for line in text.split("\n"))


def test_wide_characters_count_twice(make_test, make_report):
    text = plain_table(make_report(make_test("failed", title="批量归一化的输出" * 12, message="错误" * 60)))
    assert max(map(columns, text.splitlines())) in (79, 80)


@given(st.text(st.sampled_from("ab 中e\u0301"), max_size=60), st.integers(2, 12))
def test_wrapping_keeps_every_word_and_the_width(text, width):
    """Property: no line is wider, and nothing is lost but blanks."""
    lines = wrap(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "shown"), [("ab", "ab  "), ("abcd", "abcd"), ("abcde", "abc…"), ("中中中", "中… ")]
)
def test_a_cell_is_padded_or_cut(text, shown):
    assert fit(text, 4) == shown


# all formats


def test_every_format_renders_the_same_reports_the_same_way_twice(make_test, make_report):
    report = make_report(make_test("failed"))
    for exporter in (step_summary, gradescope_json, junit_xml):
        assert exporter([report]) == exporter([report])
