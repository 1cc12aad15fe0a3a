"""A student's paper as one HTML page: their questions, a draft that is kept, and a file that is saved to hand in.

Nothing on it depends on the key: of a part it takes the label, what is asked for, and the choices.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Final

from markupsafe import Markup

from grader.data import template_folder
from grader.exam.answer_marking import option_letter
from grader.exam.exam_file import ExamFile
from grader.exam.exam_form import ExamForm, FrozenPart, FrozenQuestion
from grader.exam.issued_exam import IssuedPaper
from grader.exam.number_syntax import MOST_CHARACTERS
from grader.exam.question import AnswerKind
from grader.messages import say
from grader.phrases import point_count
from grader.reports.markdown_html import inline_html, markdown_html
from grader.reports.page import render
from grader.text import number

_SCRIPT: Final = "exam_paper.js"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """A cell to type into: ``labels`` are the ids of what names it."""

    name: str
    labels: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _PaperRow:
    id: str
    label: Markup
    fields: tuple[_Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _PaperPart:
    id: str
    name: str
    label: Markup
    asked: str
    unit: str
    whole: bool
    """A whole number is asked for: ``1,234`` may be 1234. The page reads decimals as 1.234 only."""
    options: tuple[tuple[str, str, Markup], ...]
    columns: tuple[tuple[str, Markup], ...]
    rows: tuple[_PaperRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _PaperQuestion:
    name: str
    points: str
    statement: Markup
    parts: tuple[_PaperPart, ...]


def exam_paper_html(file: ExamFile, form: ExamForm, paper: IssuedPaper) -> str:
    """The page of one student.

    Parameters
    ----------
    file : ExamFile
        Its title and times.
    form : ExamForm
        As it was issued.
    paper : IssuedPaper
    """
    total = sum(part.points for question in form.questions for part in question.parts)
    script, digest = _script()
    return render(
        "exam_paper.html.j2",
        heading=f"{file.title} · {paper.student} · {paper.paper}",
        title=file.title,
        exam=form.exam,
        paper=paper,
        time=_time(file, paper),
        total=point_count(total),
        questions=[_question(number, each) for number, each in enumerate(form.questions, 1)],
        most=MOST_CHARACTERS,
        paper_script=script,
        digest=digest,
    )


def _time(file: ExamFile, paper: IssuedPaper) -> str:
    """When the exam is, as the exam file says it, with the student's own minutes."""
    closes = file.closes.astimezone(file.opens.tzinfo) + timedelta(minutes=paper.extra_minutes)
    until = f"{closes:%H:%M}" if closes.date() == file.opens.date() else f"{closes:%Y-%m-%d %H:%M}"
    time = say("paper.time", date=f"{file.opens:%Y-%m-%d}", start=f"{file.opens:%H:%M}", end=until)
    offset = f"{file.opens:%z}"
    zone = f"UTC{offset[:3]}:{offset[3:5]}"
    extra = say("paper.extra", minutes=number(paper.extra_minutes)) if paper.extra_minutes else ""
    return f"{time} ({zone}){extra}"


def _question(position: int, question: FrozenQuestion) -> _PaperQuestion:
    return _PaperQuestion(
        name=question.name,
        points=point_count(sum(part.points for part in question.parts)),
        statement=markdown_html(question.statement),
        parts=tuple(_part(f"q{position}-{at}", part) for at, part in enumerate(question.parts, 1)),
    )


def _part(id_: str, part: FrozenPart) -> _PaperPart:
    columns = tuple((f"{id_}-c{at}", inline_html(text)) for at, text in enumerate(part.columns, 1))
    return _PaperPart(
        id=id_,
        name=part.name,
        label=inline_html(part.label) or Markup("{}").format(say("paper.answer")),
        asked=_asked(part),
        unit=part.unit,
        whole=part.kind is AnswerKind.INTEGER,
        options=tuple(_options(part)),
        columns=columns,
        rows=tuple(_rows(id_, part, [name for name, _ in columns])),
    )


def _asked(part: FrozenPart) -> str:
    """What is asked for, as words behind the field."""
    match part.kind:
        case AnswerKind.CHOICE:
            return ""
        case AnswerKind.INTEGER:
            return say("paper.integer")
        case _:
            return say(f"paper.{part.kind.value}.{'one' if part.places == 1 else 'many'}", n=part.places)


def _options(part: FrozenPart) -> Iterator[tuple[str, str, Markup]]:
    """Letter, text and HTML of each choice. The text is what is saved: it says the same on any order of choices."""
    for position, text in enumerate(part.options):
        yield option_letter(position), text, inline_html(text)


def _rows(id_: str, part: FrozenPart, columns: Sequence[str]) -> Iterator[_PaperRow]:
    names = iter(part.fields)
    for at, text in enumerate(part.rows, 1):
        row = f"{id_}-r{at}"
        fields = tuple(_Field(name=next(names), labels=f"{id_}-l {row} {column}") for column in columns)
        yield _PaperRow(id=row, label=inline_html(text), fields=fields)


@cache
def _script() -> tuple[Markup, Markup]:
    """The script without what browsers do not need, and its hash for the content security policy.

    It has a blank beside a sign nowhere but between words of code: `tests/browser` runs what comes out here.
    """
    text = (template_folder() / _SCRIPT).read_text(encoding="utf-8")
    text = re.sub(r"\n\s*", "\n", text).strip()
    text = re.sub(r" ?([=<>?:,;{}()&|+*/!-]+) ?", r"\1", text)
    text = re.sub(r";?\n(?=})|(?<=[;{,])\n", "", text)
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), Markup(f"'sha256-{digest}'")  # noqa: S704 - our own file, and base64


__all__ = ["exam_paper_html"]
