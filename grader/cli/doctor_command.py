"""``grader doctor``: what this machine offers, and what code in a worker can do."""

from __future__ import annotations

import click
import msgspec

from grader.cli import option
from grader.cli.terminal import Styled, check_mark, paragraph, say, say_json, styled
from grader.course import Course, find_course
from grader.doctor import Diagnosis, Level, diagnose
from grader.errors import GraderError, UsageError
from grader.probe import Answer, probe

_KINDS = {
    "read": "read", "see": "see", "write": "write", "send": "talk to others",
    "share": "share with other workers", "signal": "signal others",
    "start": "start and run", "take": "take for itself", "call": "call into the kernel",
}  # fmt: skip


@click.command("doctor")
@click.option(
    "--probe", "probing", is_flag=True, help="Also try what code in a worker can do, at every level there is."
)
@option.course
@option.as_json
def command(probing: bool, course: str | None, as_json: bool) -> None:
    """Show what this machine offers: isolation levels, versions, and the fix for what is missing.

    --probe tries what code in a worker can read, write, send, share, signal and start, and which system calls it can
    make. With it you can check what each level promises on your own machine.

    Exit code 3 if the course demands more isolation, or its secret is missing.
    """
    found = _find_course(course)
    diagnosis = diagnose()
    required = found.settings.required_isolation if found else 0
    matrix = _probe_levels(diagnosis) if probing else {}
    if as_json:
        record = {**msgspec.to_builtins(diagnosis), "best": diagnosis.best, "required": required}
        if probing:
            record["probe"] = {
                level: {a.question: a.said for a in answers} for level, answers in matrix.items()
            }
        say_json(record)
    else:
        _print(diagnosis, found, required)
        if probing:
            _print_matrix(matrix)
    fit = diagnosis.best >= required and not (found and _secret_fault(found))
    click.get_current_context().exit(0 if fit else 3)


def _secret_fault(course: Course) -> str:
    """The reason why hidden inputs cannot be drawn; empty if they can."""
    try:
        course.secret()
    except GraderError as error:
        return str(error)
    return ""


def _probe_levels(diagnosis: Diagnosis) -> dict[int, list[Answer]]:
    """The answers of the probe at each level that works."""
    matrix = {}
    for level in (entry.level for entry in diagnosis.levels if entry.works):
        say(f"Probing level {level} …", err=True)
        matrix[level] = probe(level)
    return matrix


def _print_matrix(matrix: dict[int, list[Answer]]) -> None:
    """A row per question, a column per level."""
    say()
    say(styled("What code in a worker can do", bold=True), " (yes, or how it is refused)")
    say(f"  {'':<40}" + "".join(f"{f'level {level}':<9}" for level in matrix))
    kind = ""
    for row in zip(*matrix.values(), strict=True):
        if row[0].kind != kind:
            kind = row[0].kind
            say(styled(f"  {_KINDS[kind]}", bold=True))
        question = row[0].question if kind == "call" else row[0].question.replace("_", " ")
        say(f"    {question:<38}", *(_cell(answer) for answer in row))


def _cell(answer: Answer) -> Styled:
    said = answer.said if len(answer.said) <= 8 else "refused"
    return styled(f"{said:<9}", "yellow" if answer.possible else None)


def _find_course(option_value: str | None) -> Course | None:
    try:
        return find_course(option_value)
    except UsageError:  # a student's machine has no course
        return None


def _print(diagnosis: Diagnosis, course: Course | None, required: int) -> None:
    say(styled("This machine", bold=True))
    say(f"  grader {diagnosis.grader}, Python {diagnosis.python}")
    say(
        f"  {diagnosis.system}, {diagnosis.processors} processors, {diagnosis.memory_gib:g} GiB, as {diagnosis.user}"
    )
    paragraph(", ".join(f"{name} {number}" for name, number in diagnosis.libraries.items()), "  ")
    _print_gpus(diagnosis)
    say()
    say(styled("Isolation", bold=True))
    for entry in diagnosis.levels:
        _print_level(entry)
    if course is None:
        return
    say()
    say(styled(f"Course {course.settings.title}", bold=True))
    ok = diagnosis.best >= required
    words = "reached" if ok else "not reached: hidden tests are refused here"
    say("  ", check_mark(ok), f" isolation level {required} required, {words}")
    fault = _secret_fault(course)
    note = " (public: for a sample course only)" if course.has_public_secret else ""
    paragraph(fault or f"course secret{note}", "  ", check_mark(not fault), " ")


def _print_gpus(diagnosis: Diagnosis) -> None:
    if not diagnosis.gpus:
        say("  GPU: none here; GPU variants are not graded on this machine")
    for one in diagnosis.gpus:
        memory = f", {one.memory_mib / 1024:.0f} GiB" if one.memory_mib else ""
        say(f"  GPU: {one.name}{memory}, driver {one.driver}")
    if diagnosis.gpus:
        fault = diagnosis.gpu_fault
        paragraph(fault or "CUDA starts in a worker", "  ", check_mark(not fault), " ")
    if diagnosis.gpu_fix:
        paragraph(diagnosis.gpu_fix, "      fix: ")


def _print_level(entry: Level) -> None:
    say("  ", check_mark(entry.works), f" level {entry.level}: {entry.mechanisms}")
    if not entry.works:
        paragraph(entry.reason, "      why: ")
        if entry.fix:
            paragraph(entry.fix, "      fix: ")
