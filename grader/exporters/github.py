"""What a job on GitHub Actions shows: annotations, a summary, and a table in the log.

A report holds text that a student's code made, and file names that its author chose. None of it can become
a workflow command, HTML, Markdown, a link or a mention: see `grader.exporters.workflow_commands` and
`grader.exporters.github_markdown`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from grader.exporters.github_markdown import code, fenced, inline, table
from grader.exporters.log_table import plain_table
from grader.exporters.timing_lines import (
    earned_all_points,
    timing_details,
    timing_points,
    timing_summary,
    timings_visibility,
)
from grader.exporters.visible_tests import (
    Points,
    not_graded_reason,
    score_line,
    task_points,
    visible_tests,
    withheld_line,
)
from grader.exporters.workflow_commands import Kind, command
from grader.failure_groups import FailureGroup, failure_groups, failure_piles
from grader.messages import say, say_count
from grader.messages.breakpoints import is_breakpoint
from grader.model import CodeLine, PerformanceResult, Report, Verdict
from grader.phrases import timing_title, verdict_phrase

SUMMARY_BYTES = 1_000_000
"""GitHub drops a step's whole summary when it is longer than 1,024 KiB."""


def workflow_commands(report: Report, *, limit: int = 10) -> str:
    """Workflow commands, one a line.

    A mistake, or tests that failed for one reason, is one ``error``, and so is a rule of timing that was broken; a
    mistake of the grader is a ``warning``; functions that are not written yet are one ``notice``, and so are a remark
    on the submission and a tier to be reached.

    Parameters
    ----------
    report : Report
        One submission. Tests whose visibility is not ``visible`` are passed over.
    limit : int
        How many of each kind GitHub shows in a step; the last ``notice`` says how many there are beyond.
    """
    commands: dict[Kind, list[str]] = {"error": [], "warning": [], "notice": []}
    if report.score is None:
        commands["error"].append(command("error", not_graded_reason(report), title=say("not_graded.phrase")))
    for pile in failure_piles(report):
        kind = _kind(pile.group)
        commands[kind].append(_annotation(kind, report, pile.group))
    commands["notice"] += [command("notice", text, title=report.title) for text in report.notices]
    for result in _visible_timings(report):
        if result.ending == "not run" or earned_all_points(result):
            continue  # where it was not run, a failed test of the task says why
        kind = "error" if result.ending in ("forbidden", "failed") else "notice"
        title = f"{result.task}: {timing_title(result)}"
        commands[kind].append(command(kind, timing_summary(result), title=title))
    return "".join(f"{line}\n" for line in _limited(commands, limit))


def fault_command(reason: str) -> str:
    """A workflow command that says why a job ended with an error."""
    return command("error", reason, title=say("export.not_finished")) + "\n"


def warning_command(text: str) -> str:
    """A workflow command that warns of something in the course, not in the work."""
    return command("warning", text, title=say("ci.course")) + "\n"


def fault_summary(reason: str) -> str:
    """The same for the summary of the step, as Markdown."""
    return f"**{say('export.not_finished')}** {inline(reason)}\n"


def _kind(group: FailureGroup) -> Kind:
    if group.first.verdict is Verdict.GRADER_ERROR:
        return "warning"
    return "notice" if group.is_unwritten else "error"


def _annotation(kind: Kind, report: Report, group: FailureGroup) -> str:
    where = group.lines[-1] if group.lines else None
    message = "\n".join(
        part for part in (group.sentence, group.hint and say("export.hint", hint=group.hint)) if part
    )
    if where and where.cell is not None:
        message = say("export.message_at", place=where, message=message)
    file = where.file if where else report.sources[0].name if report.sources else ""
    return command(
        kind,
        message,
        file=file,
        line=where.line if where and where.cell is None else None,
        title=group.title,
    )


def _limited(commands: dict[Kind, list[str]], limit: int) -> Iterator[str]:
    more = sum(max(len(lines) - limit, 0) for lines in commands.values())
    if more:  # the closing notice takes a place of its own
        more += len(commands["notice"][:limit]) == limit
        yield from [
            *commands["error"][:limit],
            *commands["warning"][:limit],
            *commands["notice"][: limit - 1],
        ]
        title = say("export.more_remarks.title")
        yield command("notice", say_count("export.more_remarks", more), title=title)
    else:
        for lines in commands.values():
            yield from lines


def step_summary(reports: Sequence[Report], *, limit: int | None = None) -> str:
    """GitHub-flavoured Markdown for ``$GITHUB_STEP_SUMMARY``, at most 1,000,000 bytes, or ``limit``.

    A summary that would be longer ends after a whole entry and says how many are left out.
    """
    limit = limit or SUMMARY_BYTES
    blocks = list(_blocks(reports))
    kept, room = [], limit - 200  # for the closing line
    for block in blocks:
        room -= len(block.encode()) + 2
        if room < 0:
            break
        kept.append(block)
    if len(kept) < len(blocks):
        left_out = len(blocks) - len(kept)
        kept.append(say_count("export.left_out", left_out, bytes=f"{limit:,}"))
    return "\n\n".join(kept) + "\n"


def _blocks(reports: Sequence[Report]) -> Iterator[str]:
    if len(reports) > 1:
        rows = [[inline(r.title), inline(r.student), score_line(r)] for r in reports]
        yield table(["Assignment", "Student", "Score"], rows)
    for report in reports:
        yield _opening(report)
        for group in failure_groups(report):
            yield _entry(report, group)
        for result in _visible_timings(report):
            yield _timing_entry(report, result)


def _visible_timings(report: Report) -> tuple[PerformanceResult, ...]:
    """What was timed, where no test is withheld."""
    return report.performance if timings_visibility(report) == "visible" else ()


def _opening(report: Report) -> str:
    tests = visible_tests(report.tests)
    passed = sum(test.verdict is Verdict.PASSED for test in tests)
    heading = " · ".join(inline(name, 200) for name in (report.title, report.student) if name)
    rows = [[inline(t.title or t.id), inline(t.function), task_points(report, t.id)] for t in report.tasks]
    rows += [
        [inline(timing_title(p)), inline(p.function), timing_points(report, p)]
        for p in _visible_timings(report)
    ]
    parts = [
        f"## {heading}",
        f"**{say('export.score', score=score_line(report))}** {say_count('test.passed', len(tests), passed=passed)}",
    ]
    if report.score is None:
        parts.append(f"**{say('not_graded.phrase')}.** {inline(not_graded_reason(report))}")
    parts += [f"**{say('export.note')}** {inline(notice)}" for notice in report.notices[:20]]
    parts += [table(["Task", "Function", "Points"], rows) if rows else "", withheld_line(report)]
    return "\n\n".join(part for part in parts if part)


def _entry(report: Report, group: FailureGroup) -> str:
    earned, possible = (
        sum(values) for values in zip(*((t.points, t.max_points) for t in group.tests), strict=True)
    )
    points = "" if report.score is None else f", {_points(earned, possible)}"
    text = ", ".join(group.functions) if group.is_unwritten else group.sentence
    parts = [
        f"### {inline(group.title, 400)}",
        f"**{inline(_phrase(group))}{points}.** {inline(text)}",
        _where(group.lines),
        f"**{say('hint.heading')}:** {inline(group.hint)}" if group.hint else "",
        _folded(say("export.values"), next((t.detail for t in group.tests if t.detail), "")),
        _folded(say("output.heading"), next((t.output for t in group.tests if t.output), "")),
    ]
    return "\n\n".join(part for part in parts if part)


def _phrase(group: FailureGroup) -> str:
    stopped = is_breakpoint(text for test in group.tests for text in (test.message, test.detail))
    return say("verdict.breakpoint.phrase") if stopped else verdict_phrase(group.first.verdict)


def _timing_entry(report: Report, result: PerformanceResult) -> str:
    graded = report.score is not None and result.counts
    points = f"**{_points(result.points, result.max_points)}.** " if graded else ""
    lines = [f"- {inline(line)}" for line in timing_details(result)]
    heading = f"### {inline(result.task, 100)}: {inline(timing_title(result), 300)}"
    return "\n\n".join(
        part for part in (heading, points + inline(timing_summary(result)), "\n".join(lines)) if part
    )


def _where(lines: Iterable[CodeLine]) -> str:
    places = [str(dataclasses.replace(line, file=code(line.file))) for line in lines]
    return f"**{say('export.where')}** {'; '.join(places[-5:])}" if places else ""


def _points(earned: float, possible: float) -> str:
    return say("export.points", points=Points(earned, possible))


def _folded(title: str, text: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{fenced(text)}\n\n</details>" if text.strip() else ""


__all__ = ["SUMMARY_BYTES", "plain_table", "step_summary", "workflow_commands"]
