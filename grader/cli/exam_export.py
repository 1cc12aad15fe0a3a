"""``grader exam export``: the questions of an exam as a question bank of a learning platform."""

from __future__ import annotations

import base64
import secrets
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import click

from grader.cli import option, terminal
from grader.course import find_course
from grader.errors import CourseError, UsageError
from grader.exam.exam_file import Exam, find_exam
from grader.exam.question_bank import QuestionBank
from grader.exporters.canvas_quiz import canvas_problem, canvas_quiz
from grader.exporters.exported_question import (
    ExportedQuestion,
    lost_by_every_format,
    pool_size,
    question_pool,
)
from grader.exporters.moodle_questions import moodle_questions
from grader.exporters.qti_item import qti_package
from grader.exporters.question_check import lost_in_canvas, lost_in_moodle
from grader.output import write_atomic
from grader.reports.markdown_html import formula
from grader.text import count

Variants = list[tuple[ExportedQuestion, ...]]


@click.command("export")
@click.argument("exam")
@click.option(
    "--format", "platform", type=click.Choice(["moodle", "canvas", "qti21"]), required=True,
    help="What is written: Moodle XML, a Canvas quiz (QTI 1.2), or a QTI 2.1 package.",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="FOLDER",
    help="Where the file goes.",
)  # fmt: skip
@click.option(
    "--as-choices", is_flag=True,
    help="Canvas only: offer the key and the mistakes of each number as a choice, with the sentence of each.",
)  # fmt: skip
@option.course
def export(exam: str, platform: str, output: Path, as_choices: bool, course: str | None) -> None:
    """Write the questions of EXAM as a question bank.

    A platform cannot hand out forms: it draws from a pool. So each question is written once for each form of the exam,
    and 20 times if every student has a form. What the format cannot do is said at the end.
    """
    if as_choices and platform != "canvas":
        raise UsageError(
            f"--as-choices is for Canvas, which names no mistake of a number, got --format {platform}. Leave it out."
        )
    found = find_course(course)
    sat, bank = find_exam(found, exam), QuestionBank(found)
    terminal.say(f"drawing {pool_size(sat)} variants of {len(sat.file.questions)} questions …", err=True)
    variants = list(question_pool(sat, bank, found.secret()))
    name, data = _file(sat, platform, variants, as_choices)
    write_atomic(output / name, data)
    terminal.say(str(output / name))
    if sat.file.adjust:
        terminal.remark(
            f"Note: {count(len(sat.file.adjust), 'decision')} under [[adjust]] stand in no export. Repeat them on the "
            "platform by hand."
        )
    _say_lost(_lost(sat, bank, platform, variants, as_choices))


def _file(exam: Exam, platform: str, variants: Variants, as_choices: bool) -> tuple[str, bytes]:
    if platform == "moodle":
        category = f"{exam.name} {_tag()}"
        return f"{exam.name}.moodle.xml", moodle_questions(category, _by_question(variants))
    if platform == "canvas":
        _refuse_small_numbers(variants)
        return f"{exam.name}.canvas.zip", canvas_quiz(exam.file.title, variants, as_choices=as_choices)
    return f"{exam.name}.qti21.zip", qti_package(_by_question(variants), mathml)


def mathml(tex: str, display: bool) -> str:
    """A formula as MathML, or as code where it cannot be converted."""
    return str(formula(tex, display=display)).replace(" class='tex'", "")


def _tag() -> str:
    """Four letters for the category of this export: a second import into one category doubles the questions."""
    return base64.b32encode(secrets.token_bytes(5)).decode().lower()[:4]


def _by_question(variants: Variants) -> list[ExportedQuestion]:
    return [each for question in zip(*variants, strict=True) for each in question]


def _refuse_small_numbers(variants: Variants) -> None:
    problems = [problem for each in _by_question(variants) if (problem := canvas_problem(each))]
    if problems:
        raise CourseError(
            f"{problems[0]} Ask for the number in a smaller unit, take the question out of the exam, or export for "
            "another platform."
        )


def _lost(
    exam: Exam, bank: QuestionBank, platform: str, variants: Variants, as_choices: bool
) -> dict[str, list[str]]:
    """What the format cannot do, with the questions that this concerns."""
    lost = defaultdict(list)
    for name, exported in zip(exam.file.questions, variants[0], strict=True):
        own: Sequence[str] = ()
        if platform == "moodle":
            own = lost_in_moodle(exported)
        elif platform == "canvas":
            own = lost_in_canvas(exported, as_choices=as_choices)
        for sentence in (*lost_by_every_format(bank.question(name)), *own):
            lost[sentence].append(name)
    return lost


def _say_lost(lost: dict[str, list[str]]) -> None:
    for sentence, names in lost.items():
        terminal.say(terminal.styled("lost", "yellow"), f" {sentence}", err=True)
        terminal.paragraph(", ".join(names), "     ", err=True)


__all__ = ["export", "mathml"]
