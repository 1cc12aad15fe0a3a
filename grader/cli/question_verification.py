"""``grader verify --questions``: runs the proofs of exam questions and prints what they say."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import msgspec
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from grader.cli import terminal
from grader.course import Course
from grader.errors import UsageError
from grader.exam.question_bank import QuestionBank
from grader.exam.question_proof import PROOFS, QuestionProof, TextChecks, verify_questions
from grader.exporters.question_check import canvas_check, moodle_check, qti_check
from grader.reports.markdown_html import markdown_html

_COLUMNS = ("mistakes", "% drawn again", "% shared", "% null")
_NOT_CONVERTED = "<code class='tex'>"


def prove(course: Course, names: Sequence[str], jobs: int, as_json: bool) -> bool:
    """Prove the questions that are named, or all, and print the result. Returns whether all proofs hold."""
    bank = QuestionBank(course)
    wanted = [bank.question(name).name for name in names] or bank.names()
    if not wanted:
        raise UsageError(
            f"{bank.folder}: there is no question. A question is a file questions/TOPIC/NAME.py beside the folder of "
            "the assignments; docs/exam.md shows one."
        )
    proofs = []
    checks = TextChecks(texts=(formula_problems,), exports=(moodle_check, canvas_check, qti_check))
    with _QuestionProgress(len(wanted)) as told:
        for proof in verify_questions(course, wanted, jobs, checks):
            told(proof)
            proofs.append(proof)
    if as_json:
        terminal.say_json(msgspec.to_builtins(proofs))
    else:
        _print_proofs(proofs)
    return all(proof.holds for proof in proofs)


def formula_problems(text: str) -> list[str]:
    """The formulas of a Markdown text that no page can show."""
    _, *rest = str(markdown_html(text)).split(_NOT_CONVERTED)
    return [
        f"the formula {each.partition('</code>')[0]} cannot be shown. Write it in simpler TeX."
        for each in rest
    ]


class _QuestionProgress:
    """Shows how far the proofs are: a bar on a terminal, a line for each question elsewhere."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, console=terminal.console(err=True), transient=True)
        self._on_terminal = sys.stderr.isatty()

    def __enter__(self) -> _QuestionProgress:
        if self._on_terminal:
            self._task = self._bar.add_task("questions", total=self._total)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._on_terminal:
            self._bar.stop()

    def __call__(self, proof: QuestionProof) -> None:
        self._done += 1
        if self._on_terminal:
            self._bar.update(self._task, description=proof.question, completed=self._done)
        else:
            verdict = "proved" if proof.holds else "not proved"
            terminal.say(f"[{self._done}/{self._total}] {proof.question}: {verdict}", err=True)


def _print_proofs(proofs: Sequence[QuestionProof]) -> None:
    """One line for each question, with what is wrong below it."""
    table = Table(box=None, pad_edge=False)
    for name in ("", "question", "mistakes", "% again", "% shared", "% null", "s"):
        table.add_column(name, justify="left" if name in ("", "question") else "right", no_wrap=True)
    for proof in proofs:
        figures = {name: value for step in proof.steps for name, value in step.figures.items()}
        shown = [f"{figures[key]:g}" if key in figures else "" for key in _COLUMNS]
        sign = Text("✓", style="green") if proof.holds else Text("✗", style="red")
        table.add_row(sign, proof.question, *shown, f"{proof.wall_s:.1f}")
    console = terminal.console()
    console.print(table)
    for proof in proofs:
        for step in proof.steps:
            for problem in step.problems:
                console.print(
                    Text(f"✗ {proof.question}: {step.check} ({PROOFS[step.check]})"), soft_wrap=True
                )
                console.print(Text(f"  {problem}"), soft_wrap=True)
            for remark in step.remarks:
                console.print(Text(f"· {proof.question}: {step.check}: {remark}"), soft_wrap=True)
    holding = sum(proof.holds for proof in proofs)
    console.print(Text(f"{holding} of {len(proofs)} questions are proved."))


__all__ = ["formula_problems", "prove"]
