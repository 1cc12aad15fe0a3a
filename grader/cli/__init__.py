"""The command ``grader``. Commands are loaded when called: ``check`` must start in a moment."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

import grader
from grader.errors import GraderError

_COMMANDS = {
    "list": "The course's assignments.",
    "show": "One assignment: tasks, points, limits.",
    "handout": "Write what a student gets of an assignment.",
    "check": "Run the public tests on my work.",
    "grade": "Grade submissions and write reports.",
    "ci": "Grade this checkout in a CI job.",
    "replay": "Run the tests of one record again, verbosely.",
    "doctor": "What this machine offers, and how to mend what is missing.",
    "verify": "Prove that an assignment's tests are right.",
    "new": "Start a new assignment.",
}


class _Lazy(click.Group):
    """Loads ``grader.cli.<name>`` only for the command that is called."""

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


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(grader.__version__, prog_name="grader")
def cli() -> None:
    """Grade deep-learning exercises in a sandbox, and say why an answer is wrong.

    \b
    Students:     grader check
    Instructors:  grader grade SUBMISSIONS -a ASSIGNMENT -o results
    CI:           grader ci --course COURSE

    Exit codes: 0 done, all passed; 1 tests failed (check, ci); 2 usage; 3 grader or course error, or a
    submission not graded; 4 a submission could not be read; 5 nothing to grade; 130 interrupted.
    """


def main() -> None:
    """Run the command line; errors meant for people end without a traceback."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # read when numpy loads: hidden tests are small
        os.environ.setdefault(name, "1")
    try:
        code = cli.main(prog_name="grader", standalone_mode=False)
    except GraderError as error:
        click.echo(f"{click.style('Error:', fg='red', bold=True)} {error}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)
