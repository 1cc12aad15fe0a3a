"""``grader exam practice``: questions of a topic with fresh draws, on the terminal."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator

import click

from grader.cli import option, terminal
from grader.cli.exam_show import paragraphs
from grader.cli.practice_score import TopicScore, add_score
from grader.course import Course, find_course, suggestion
from grader.errors import OutputError, UsageError
from grader.exam.answer_marking import mark_question, option_letter
from grader.exam.drawing import Draw, draw_question
from grader.exam.exam_form import FrozenPart, frozen_question
from grader.exam.part_mark import FieldMark, QuestionMark
from grader.exam.question_bank import QuestionBank
from grader.exam.worked_solution import solution_steps
from grader.text import count, number


class _StoppedError(Exception):
    """Whoever practises has had enough."""


@click.command("practice")
@click.argument("topic")
@click.option("-n", "--number", "most", type=click.IntRange(min=1), help="Stop after this many questions.")
@click.option("--seed", type=int, metavar="N", help="Draw the same questions again.")
@option.course
def practice(topic: str, most: int | None, seed: int | None, course: str | None) -> None:
    """Practise TOPIC: questions with fresh numbers, until Ctrl-C or the end of the input.

    TOPIC is a folder of questions/, or the name of one question. An empty answer is none. After each question it is
    said what every answer was, also which known mistake, and how the right values follow from what was given. The
    score of each topic is kept on this computer.
    """
    found = find_course(course)
    bank = QuestionBank(found)
    names = _names(bank, topic)
    chance = random.Random(secrets.token_bytes(16) if seed is None else seed)  # noqa: S311 - nothing is to be kept secret
    marks: list[QuestionMark] = []
    try:
        for position, name in enumerate(_endless(names, chance)):
            if position == most:
                break
            marks.append(_asked(draw_question(bank.question(name), chance.randbytes(16)), position + 1))
    except (_StoppedError, KeyboardInterrupt):
        terminal.say(err=True)
    _print_score(found, topic, marks)


def _names(bank: QuestionBank, topic: str) -> list[str]:
    names = bank.names(topic) or [name for name in bank.names() if name == topic]
    if not names:
        known = bank.topics()
        raise UsageError(
            f"There is no topic '{topic}' in {bank.folder}.{suggestion(topic, known)} Topics: {', '.join(known)}."
        )
    return names


def _endless(names: list[str], chance: random.Random) -> Iterator[str]:
    """The questions in a fresh order, again and again; none twice in a row unless it is the only one."""
    last = ""
    while True:
        order = chance.sample(names, len(names))
        if order[0] == last and len(order) > 1:
            order.append(order.pop(0))
        yield from order
        last = order[-1]


def _asked(draw: Draw, position: int) -> QuestionMark:
    """Ask one question, and say what the answers were."""
    frozen = frozen_question(draw)
    terminal.say()
    terminal.say(terminal.styled(f"Question {position}", bold=True))
    for paragraph in paragraphs(frozen.statement):
        terminal.block(paragraph, wrap=True)
    answers: dict[str, str] = {}
    for part in frozen.parts:
        for text, letter in zip(part.options, map(option_letter, range(len(part.options))), strict=True):
            terminal.say(f"  {letter}  {text}")
        for name, label in _labels(part):
            answers[name] = _typed(label)
    mark = mark_question(draw.question, draw.parameters, draw.solution, draw.options, answers)
    terminal.say()
    for part, marked in zip(frozen.parts, mark.parts, strict=True):
        for (_, label), field in zip(_labels(part), marked.fields, strict=True):
            _print_mark(label, field)
    _print_way(draw, mark)
    return mark


def _labels(part: FrozenPart) -> Iterator[tuple[str, str]]:
    """The fields of a part with what they ask for."""
    label = part.label or part.name
    cells = [" ".join(filter(None, (row, column))) for row in part.rows for column in part.columns] or [""]
    for field, cell in zip(part.fields, cells, strict=True):
        yield field, f"{label} {cell}".rstrip()


def _typed(label: str) -> str:
    """A line of the input."""
    line = terminal.read_line(f"{label} ")
    if line is None:
        raise _StoppedError
    return line


def _print_mark(label: str, field: FieldMark) -> None:
    share = "" if field.share in (0.0, 1.0) else f" ({field.share:g} of the points)"
    named = f"{field.mistake}: " if field.mistake else ""
    terminal.paragraph(
        f"{label} {field.typed.strip()}  {named}{field.sentence}{share}",
        terminal.check_mark(field.share == 1.0),
        "  ",
    )


def _print_way(draw: Draw, mark: QuestionMark) -> None:
    """The right values one after the other, each with how it comes about."""
    if mark.points == mark.possible:
        return
    terminal.say("The way:")
    for step in solution_steps(draw.question, draw.parameters, draw.solution.key):
        terminal.paragraph(f"{step.label or step.part} {step.answer}", "  ")
        if step.text:
            terminal.paragraph(step.text, "    ")


def _print_score(course: Course, topic: str, marks: list[QuestionMark]) -> None:
    earned, possible = sum(each.points for each in marks), sum(each.possible for each in marks)
    if not marks:
        terminal.say("No question was answered.")
        return
    terminal.say()
    terminal.say(f"{count(len(marks), 'question')}: {number(earned)} of {number(possible)} points.")
    try:
        score = add_score(course, topic, TopicScore(questions=len(marks), earned=earned, possible=possible))
    except OutputError as error:
        terminal.remark(f"Note: the score is not kept. {error}")
        return
    terminal.say(
        f"{topic} so far: {count(score.questions, 'question')}, {number(score.earned)} of {number(score.possible)} "
        "points."
    )
