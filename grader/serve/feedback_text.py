"""The text of ``report.md``: what the student's page shows at the time, as Markdown of forges.

GitHub, GitLab and Gitea make links of different signs. So every text that a student's code or file may have a part in
stands in a block of code, where none of them makes anything of it; titles of the course stand in lines.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from grader.exporters.github_markdown import fenced, inline, table
from grader.exporters.timing_lines import earned_all_points, timing_points, timing_summary
from grader.exporters.visible_tests import task_points
from grader.failure_groups import FailureGroup, failure_groups
from grader.messages import say, say_count
from grader.model import Report
from grader.phrases import timing_title

_WIDTH: Final = 100
_TEXT: Final = 1500
"""Characters of one block."""
_ENTRIES: Final = 15


class FeedbackSection(NamedTuple):
    """An assignment in the text."""

    text: str
    page_url: str
    """The student's page; empty if its address is not known."""


def feedback_text(sections: Sequence[FeedbackSection]) -> str:
    """The whole file.

    Parameters
    ----------
    sections : sequence of FeedbackSection
        One for each assignment of the repository that has a result.
    """
    parts = [f"# {say('push.feedback_title')}", say("push.feedback_about")]
    for section in sections:
        parts.append(section.text)
        if section.page_url:
            parts.append(f"[{say('push.feedback_page')}](<{section.page_url}>)")
    return "\n\n".join(parts) + "\n"


def without_details(title: str, about: str, words: str) -> str:
    """The section of an assignment of which no more may be told than its state, or of which there is no result.

    Parameters
    ----------
    title : str
        Of the assignment.
    about : str
        Which commit it is of.
    words : str
        What the status says.
    """
    return "\n\n".join((f"## {inline(title, 200)}", inline(about), _block(words)))


def with_details(report: Report, about: str, words: str) -> str:
    """The section of an assignment whose report may be seen.

    Parameters
    ----------
    report : Report
        As the student may see it now: `grader.release.withheld`.
    about, words : str
        As of `without_details`.
    """
    parts = [f"## {inline(report.title, 200)}", inline(about), f"**{inline(words)}**", _table(report)]
    parts += [_block("\n".join(report.notices))] if report.notices else []
    entries = [*_failures(report), *_timings(report)]
    left = len(entries) - _ENTRIES
    parts += entries[:_ENTRIES]
    parts += [say_count("push.feedback_more", left)] if left > 0 else []
    return "\n\n".join(part for part in parts if part)


def _table(report: Report) -> str:
    rows = [[inline(t.title or t.id), inline(t.function), task_points(report, t.id)] for t in report.tasks]
    rows += [
        [inline(timing_title(each)), inline(each.function), timing_points(report, each)]
        for each in report.performance
    ]
    return table(["Task", "Function", "Points"], rows) if rows else ""


def _failures(report: Report) -> Iterator[str]:
    for group in failure_groups(report):
        yield f"### {inline(group.title, 200)}\n\n{_block(_told(group))}"


def _told(group: FailureGroup) -> str:
    return f"{group.sentence}\n{say('export.hint', hint=group.hint)}" if group.hint else group.sentence


def _timings(report: Report) -> Iterator[str]:
    for each in report.performance:
        if each.ending != "not run" and not earned_all_points(each):
            yield f"### {inline(f'{each.task}: {timing_title(each)}', 200)}\n\n{_block(timing_summary(each))}"


def _block(text: str) -> str:
    lines = (textwrap.fill(line, _WIDTH, break_on_hyphens=False) for line in text.splitlines())
    return fenced("\n".join(lines), _TEXT)
