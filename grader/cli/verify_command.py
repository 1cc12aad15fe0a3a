"""``grader verify``: prove that an assignment's tests are right."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import click
import msgspec
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from grader.authoring.common_mistakes import CommonMistake, common_mistakes, reports_of
from grader.cli import option, question_verification, terminal
from grader.course import Course, find_course
from grader.errors import UsageError
from grader.messages import say
from grader.verification import CHECKS, CLOCK_CHECKS, CheckResult, VerificationResult, verify_assignment
from grader.verification.calibration import Calibration, calibrate, calibrate_trainings
from grader.verification.check_result import FULL, QUICK, Depth
from grader.verification.kept_proofs import KeptProofs
from grader.verification.training_checks import TrainingCalibration

_FEWEST_STUDENTS = 3
"""Students who made a mistake before it is offered as an entry."""
_REQUIRED_OF_DRAFT = ("stub", "reference")
"""Checks without which no grade means anything."""


@click.command("verify")
@click.argument("assignments", nargs=-1, metavar="[NAME]...")
@click.option(
    "--questions", is_flag=True,
    help="Prove exam questions instead: those that are named, or all of the course.",
)  # fmt: skip
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), default=None, help="Processes. [default: processors]"
)
@click.option(
    "--calibrate", "only_calibrate", is_flag=True,
    help="Measure honest errors and write the tolerances that do not hold into assignment.toml; check nothing else.",
)  # fmt: skip
@click.option(
    "--timing/--no-timing", default=True,
    help="Time the solutions and cheats of performance exercises; minutes each, on a machine left alone.",
)  # fmt: skip
@click.option(
    "--repeats",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Times each solution is timed.",
)
@click.option(
    "--quick", is_flag=True, help="One secret, and no changes of the reference: seconds instead of a minute."
)
@click.option(
    "--draft", is_flag=True,
    help="For a quick homework: a quick look that fails only if the assignment cannot be used, and says what it lacks.",
)  # fmt: skip
@click.option(
    "--kept", type=click.Path(dir_okay=False, path_type=Path), default=None,
    help="Leave out what this file says is proven and has not changed since, and write what is proven now into it.",
)  # fmt: skip
@click.option(
    "--results", type=click.Path(exists=True, file_okay=False, path_type=Path), default=None, metavar="DIR",
    help="Offer what several students of the results in DIR did as entries for mistakes.toml; check nothing else.",
)  # fmt: skip
@click.option("--again", is_flag=True, help="With --kept: prove everything again.")
@option.course
@option.as_json
def command(
    assignments: tuple[str, ...], questions: bool, jobs: int | None, only_calibrate: bool, timing: bool, repeats: int,
    quick: bool, draft: bool, kept: Path | None, results: Path | None, again: bool, course: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Prove that the tests of each assignment NAME (all if none is named) are right.

    The starter scores nothing and the reference everything, wrong answers are caught and named, null
    answers earn nothing, independent right answers score all, and every small change of the reference
    costs points. Of what is timed, solutions earn what they declare and cheats nothing.

    With --questions the names are those of exam questions. Each is drawn 400 times: the answer is right by another
    way, every mistake can be told apart and is named when it is typed, neighbours rarely share an answer, and a slip
    in an early part costs that part only.

    Exit code 0 if all holds, 1 if something does not, 3 if an assignment is broken.
    """
    if (quick or draft) and kept:
        raise UsageError("--quick and --draft prove less than --kept remembers. Use one of them.")
    found = find_course(course)
    if questions:
        if kept or draft or quick or only_calibrate or results:
            raise UsageError(
                "--questions proves exam questions, and --kept, --quick, --draft, --calibrate and --results are for "
                "assignments. Leave them out."
            )
        holds = question_verification.prove(found, assignments, jobs or os.cpu_count() or 1, as_json)
        click.get_current_context().exit(0 if holds else 1)
    names = assignments or tuple(found.assignment_ids())
    if results is not None:
        _offer(found, names, results, as_json)
        holds = True
    elif only_calibrate:
        holds = _calibrate(found, names, as_json)
    else:
        plan = _Plan(
            jobs=jobs or os.cpu_count() or 1, depth=QUICK if quick or draft else FULL, again=again,
            repeats=repeats if timing and not (quick or draft) else 0, kept=KeptProofs(kept) if kept else None,
            draft=draft,
        )  # fmt: skip
        holds = _prove(found, names, plan, as_json)
    click.get_current_context().exit(0 if holds else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """How thoroughly each assignment is checked."""

    jobs: int
    depth: Depth
    repeats: int
    kept: KeptProofs | None
    again: bool
    draft: bool

    def requires(self, check: str) -> bool:
        """Whether a check has to pass."""
        return not self.draft or check in _REQUIRED_OF_DRAFT

    def holds(self, proof: VerificationResult) -> bool:
        return not any(step.problems and self.requires(step.check) for step in proof.steps)


def _prove(course: Course, names: tuple[str, ...], plan: _Plan, as_json: bool) -> bool:
    proofs = []
    for name in names:
        found = course.assignment(name)
        if plan.kept is not None and not plan.again and plan.kept.holds(found):
            terminal.say(f"{name}: proven already, and nothing has changed since", err=True)
            continue
        with _ProofProgress(name) as tell:
            proofs.append(
                verify_assignment(course, found, plan.jobs, tell, depth=plan.depth, repeats=plan.repeats)
            )
        if plan.kept is not None:
            plan.kept.update(found, proofs[-1])
        if not as_json:
            _print_proof(proofs[-1], plan)
    if as_json:
        terminal.say_json(msgspec.to_builtins(proofs))
    elif len(proofs) > 1:
        _print_totals(proofs, plan)
    return all(map(plan.holds, proofs))


def _offer(course: Course, names: tuple[str, ...], results: Path, as_json: bool) -> None:
    found = {}
    for name in names:
        assignment = course.assignment(name)
        reports = reports_of(results, assignment, course.secret())
        found[name] = common_mistakes(assignment, reports, _FEWEST_STUDENTS)
        if not as_json:
            _print_common(name, found[name])
    if as_json:
        terminal.say_json(msgspec.to_builtins(found))


def _print_common(name: str, mistakes: list[CommonMistake]) -> None:
    if not mistakes:
        terminal.say(say("common.none", assignment=name, least=_FEWEST_STUDENTS))
    for each in mistakes:
        students = ", ".join(each.students)
        terminal.say(say("common.found", n=len(each.students), task=each.task, students=students))
        terminal.block(each.entry or say("common.no_entry", sentence=each.sentence), "  ")
        terminal.say()


def _calibrate(course: Course, names: tuple[str, ...], as_json: bool) -> bool:
    found: dict[str, list[Calibration]] = {}
    trained: dict[str, list[TrainingCalibration]] = {}
    for name in names:
        with _ProofProgress(name) as tell:
            found[name] = calibrate(course, course.assignment(name), tell)
            trained[name] = calibrate_trainings(course, course.assignment(name), tell)
        if not as_json:
            _print_calibrations(name, found[name])
            _print_trainings(trained[name])
    if as_json:
        terminal.say_json(msgspec.to_builtins({"tolerances": found, "trainings": trained}))
    return not any(c.problem for kind in (found, trained) for many in kind.values() for c in many)


class _ProofProgress:
    """Shows progress: a bar on a terminal, a line for each check elsewhere."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._last = ""
        self._bar: Progress | None = None
        if sys.stderr.isatty():
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self._bar = Progress(*columns, console=terminal.console(err=True), transient=True)
            self._task = self._bar.add_task(name, total=None)

    def __enter__(self) -> _ProofProgress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, check: str, done: int, total: int) -> None:
        if self._bar is not None:
            self._bar.update(self._task, description=f"{self._name}: {check}", completed=done, total=total)
        elif check != self._last:
            terminal.say(f"{self._name}: {check}", err=True)
        self._last = check


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for name in columns:
        table.add_column(name, no_wrap=name != "what", overflow="fold")
    return table


def _print_proof(proof: VerificationResult, plan: _Plan) -> None:
    console = terminal.console()
    table = _table(proof.assignment, "", "check", "what")
    for step in proof.steps:
        table.add_row(_sign(step, plan), step.check, Text(_figures(step)))
    console.print(table)
    for step in proof.steps:
        for line in (*step.problems, *step.remarks):
            console.print(Text(f"  {step.check}: {line}"), soft_wrap=True)
    for message in _closing_messages(proof, plan):
        console.print(Text(say(message, assignment=proof.assignment)))
    console.print()


def _sign(step: CheckResult, plan: _Plan) -> Text:
    if not step.problems:
        return Text("✓", style="green")
    return Text("✗", style="red") if plan.requires(step.check) else Text("·", style="yellow")


def _closing_messages(proof: VerificationResult, plan: _Plan) -> tuple[str, ...]:
    """What a proof that is not the full one means."""
    if not plan.draft:
        return ("quick.left_out",) if plan.depth == QUICK else ()
    if not plan.holds(proof):
        return ("draft.unusable",)
    return "draft.usable", "draft.complete" if proof.holds else "draft.lacks"


def _figures(step: CheckResult) -> str:
    figures = ", ".join(f"{_figure(name, value)} {name}" for name, value in step.figures.items())
    return f"{(CHECKS | CLOCK_CHECKS)[step.check]}" + (f" ({figures})" if figures else "")


def _figure(name: str, value: float) -> str:
    return f"{value:.1e}" if name.startswith("share") else f"{value:g}"


def _print_totals(proofs: list[VerificationResult], plan: _Plan) -> None:
    """Print one line for each assignment: the numbers of mutants by outcome, and the time it took."""
    counts = ("mutants", "killed", "equivalent", "survivors")
    table = _table("All", "", "assignment", *counts, "wall s", "CPU s")
    for proof in proofs:
        sign = Text("✓", style="green") if plan.holds(proof) else Text("✗", style="red")
        figures = next((step.figures for step in proof.steps if step.check == "mutants"), {})
        numbers = [f"{figures[name]:g}" if name in figures else "" for name in counts]
        table.add_row(sign, proof.assignment, *numbers, f"{proof.wall_s:.0f}", f"{proof.cpu_s:.0f}")
    terminal.console().print(table)


def _print_calibrations(name: str, found: list[Calibration]) -> None:
    table = _table(name, "task", "honest error", "float16", "rtol", "atol", "")
    for one in found:
        half = "none" if one.half is None else f"{one.half:.1e}"
        numbers = [f"{one.honest:.1e}", half, *(f"{v:g}" for v in one.new)]
        table.add_row(one.task, *numbers, "written" if one.written else "kept")
    terminal.console().print(table)
    _print_problems([one.problem for one in found])


def _print_trainings(found: list[TrainingCalibration]) -> None:
    if not found:
        return
    table = _table(
        "trainings", "problem", "wrong", "needed", "lowest", "median", "spread", "runs", "false fail"
    )
    for level in (one.level for one in found):
        numbers = (level.wrong, level.least, level.lowest, level.median, level.spread)
        table.add_row(level.id, *(f"{v:.3g}" for v in numbers), f"{level.runs}", f"{level.false_fail:.0e}")
    terminal.console().print(table)
    _print_problems([one.problem for one in found])


def _print_problems(problems: list[str]) -> None:
    for problem in filter(None, problems):
        terminal.console().print(Text(f"  {problem}"), soft_wrap=True)
