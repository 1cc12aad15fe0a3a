"""The command ``grader``. A command's module is loaded only when it is called, so that ``check`` starts fast."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

import grader
from grader.cli import abnormal_exit, terminal
from grader.errors import GraderError

_COMMANDS = {
    "list": "List the course's assignments.",
    "show": "Show one assignment: tasks, points, limits.",
    "handout": "Write what a student gets of an assignment.",
    "check": "Run the public tests on my work.",
    "grade": "Grade submissions and write reports.",
    "merge": "Make one class of the shards that several machines graded.",
    "ci": "Grade this checkout in a CI job.",
    "pack": "Pack an assignment for another system, such as Gradescope.",
    "stats": "Show statistics of an assignment and its tests.",
    "board": "Show a board of speeds, under aliases.",
    "similarity": "Find works of a class that share code.",
    "cluster": "Write what a cluster of machines needs.",
    "gradebook": "Keep grades: late work, extensions, adjustments, and why.",
    "serve": "Grade every push, on the course's own machine.",
    "exam": "Exams: papers, practice, question banks, and a form with its key.",
    "regrade": "Grade what was handed in again, and apply it only if you mean it.",
    "export": "Write grades for a learning platform.",
    "upgrade": "Bring results of an earlier version to this one.",
    "replay": "Run the tests of one record again, verbosely.",
    "doctor": "Show what this machine offers, and how to fix what is missing.",
    "verify": "Prove that an assignment's tests are right.",
    "init": "Start a course.",
    "new": "Start a new assignment.",
}


class _LazyGroup(click.Group):
    """A group that imports ``grader.cli.<name>_command`` only for the command that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"grader.cli.{cmd_name}_command").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        from difflib import get_close_matches

        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            match = get_close_matches(args[0], _COMMANDS, n=1)
            ctx.fail(f"There is no command '{args[0]}'." + (f" Did you mean '{match[0]}'?" if match else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(grader.__version__, prog_name="grader")
def cli() -> None:
    """Grade deep-learning exercises in a sandbox, and say why an answer is wrong.

    \b
    Students:     grader check
    Instructors:  grader grade SUBMISSIONS -a ASSIGNMENT -o results
    CI:           grader ci --course COURSE

    Exit codes: 0 done, all passed; 1 tests failed (check, ci) or a proof does not hold (verify); 2 usage;
    3 grader or course error, or a submission not graded; 4 a submission could not be read, the others,
    if any, are graded; 5 nothing to grade at all; 128 + n ended by signal n: 130 interrupted, 143 terminated,
    129 terminal closed, 141 pipe closed.
    """


def main() -> None:
    """Run the command line. Errors that are meant for users end without a traceback."""
    # numpy reads these when it is loaded. Hidden tests are small, so one thread is faster.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    terminal.prepare_streams()
    sys.excepthook = terminal.show_crash
    with abnormal_exit.signals_as_exceptions():
        try:
            code = _run_command()
            if sys.stdout is not None:
                sys.stdout.flush()
        except OSError as error:
            code = abnormal_exit.output_error_code(error)
    sys.exit(code)


def _run_command() -> int:
    """Run the command that was named, and return its exit code."""
    try:
        abnormal_exit.check_environment()
        with cli.make_context("grader", sys.argv[1:], color=terminal.colour_setting()) as context:
            cli.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except GraderError as error:
        terminal.fail(str(error))
        return error.exit_code
    except click.ClickException as error:
        terminal.show_usage(error)
        return 2
    except click.Abort:
        return abnormal_exit.report_interruption(KeyboardInterrupt())
    except KeyboardInterrupt as stop:
        return abnormal_exit.report_interruption(stop)
    except OSError as error:
        if not abnormal_exit.interpreter_not_executable(error):
            raise
        terminal.fail(
            f"{sys.executable}: no process can be started with this Python: "
            f"{(error.strerror or '').lower()}. Make it executable for this user, or install grader where "
            "this user may run it."
        )
        return 3
    return 0
