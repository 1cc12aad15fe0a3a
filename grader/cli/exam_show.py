"""``grader exam show``: one form of an exam with key and mistakes, for its author."""

from __future__ import annotations

import click
import msgspec

from grader.cli import option, terminal
from grader.course import find_course
from grader.errors import UsageError
from grader.exam.answer_marking import option_letter
from grader.exam.exam_file import STUDENT, Exam, find_exam
from grader.exam.exam_form import ExamForm, FrozenPart, exam_form
from grader.exam.last_place import printed_value
from grader.exam.parameter_value import restored_value
from grader.exam.question_bank import QuestionBank
from grader.text import number

_EXAMPLE = "example"
"""The form that is shown of an exam whose forms are named after students."""


@click.command("show")
@click.argument("exam")
@click.option(
    "--form", "name", metavar="FORM",
    help="A number, or a student where each has a form of their own. [default: 1, or an example]",
)  # fmt: skip
@option.course
@option.as_json
def show(exam: str, name: str | None, course: str | None, as_json: bool) -> None:
    """Show one form of EXAM with key and mistakes.

    It is drawn anew, as 'grader exam issue' would draw it now. What follows a mistake is the share of the points it
    is worth.
    """
    found = find_course(course)
    sat = find_exam(found, exam)
    form = exam_form(sat, _form_name(sat, name), QuestionBank(found), found.secret())
    if as_json:
        terminal.say_json(msgspec.to_builtins(form))
    else:
        _print_form(sat, form)


def _form_name(exam: Exam, name: str | None) -> str:
    forms = exam.file.forms
    if forms == STUDENT:
        return name or _EXAMPLE
    known = [str(number) for number in range(1, int(forms) + 1)]
    if (name or "1") not in known:
        raise UsageError(
            f"{exam.name} has {forms} forms, and there is none called '{name}'. Name one from 1 to {forms} with --form."
        )
    return name or "1"


def _print_form(exam: Exam, form: ExamForm) -> None:
    points = sum(part.points for question in form.questions for part in question.parts)
    terminal.say(
        terminal.styled(exam.file.title, bold=True),
        f"  ({exam.name}, form {form.name}, {number(points)} points)",
    )
    for position, question in enumerate(form.questions, 1):
        terminal.say()
        terminal.say(terminal.styled(f"{position}. {question.name}", bold=True), f"  ({question.topic})")
        for paragraph in paragraphs(question.statement):
            terminal.block(paragraph, "   ", wrap=True)
        for part in question.parts:
            _print_part(part)


def paragraphs(text: str) -> list[str]:
    """Paragraphs of Markdown, each on one line unless it is a list, a table or code."""
    found = []
    for each in text.split("\n\n"):
        plain = all(line[:1].isalnum() or line[:1] in "$(" for line in each.splitlines())
        found.append(" ".join(each.split()) if plain else each)
    return found


def _print_part(part: FrozenPart) -> None:
    worth = "1 point" if part.points == 1 else f"{number(part.points)} points"
    declared = part.kind.value if not part.places else f"{part.places} {part.kind.value}"
    terminal.say()
    terminal.say(f"   {part.label or part.name}  ", f"({part.name}: {worth}, {declared})")
    for position, text in enumerate(part.options):
        terminal.say(f"     {option_letter(position)}  {text}")
    terminal.say(
        "     ", terminal.styled(_shown(part, part.key), "green", bold=True), f" {part.unit}".rstrip()
    )
    for each in part.mistakes:
        if each.value is not None:
            terminal.say(f"     {_shown(part, each.value)}  {each.name}, worth {each.worth:g}")
            terminal.paragraph(each.sentence, "         ")


def _shown(part: FrozenPart, value: object) -> str:
    """A value as it is typed; the rows of a table stand behind each other, a choice follows its letter."""
    text = printed_value(part, restored_value(value))
    return f"{option_letter(part.options.index(text))}  {text}" if text in part.options else text
