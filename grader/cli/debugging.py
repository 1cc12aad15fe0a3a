"""``check --debug``: import one's own module in this process, so that print() and breakpoint() work."""

from __future__ import annotations

import bdb
import linecache
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from grader.cli.terminal import block, say
from grader.course.author_module import authors_module, module_from_text
from grader.model import SourceFile
from grader.sandbox.call_failure import StudentError
from grader.sandbox.worker_client import CallResult
from grader.testing.local_subject import LocalSubject

_TRACEBACK_LIMIT = 100_000


def local_subject(work: Path, files: Sequence[SourceFile], given: Path) -> LocalSubject:
    """Import the work from its own folder. The traceback of an exception is printed at once.

    Modules and data beside the work are found as in a folder that is handed in, but they cannot hide a library.
    """
    source = files[0]
    place = work.resolve()
    sys.path.append(str(place.parent))
    os.chdir(place.parent)
    try:
        module = _load_module(source, str(place))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - the file may raise anything
        _print_traceback(f"{work} cannot be imported:", error, place, source)
        raise click.exceptions.Exit(1) from None

    class TracebackSubject(LocalSubject):
        def call(self, name: str, *args: Any, **kwargs: Any) -> CallResult:
            try:
                return super().call(name, *args, **kwargs)
            except StudentError as error:
                if isinstance(error.__cause__, bdb.BdbQuit):  # 'q' at a breakpoint
                    raise KeyboardInterrupt from None
                _print_traceback(f"{name} raised:", error.__cause__, place, source)
                raise

    return TracebackSubject(module, authors_module(given, str(given)) if given.is_file() else None)


def _load_module(source: SourceFile, origin: str) -> ModuleType:
    name = Path(source.name).stem
    if not source.cells:
        return module_from_text(name, source.text, origin)
    module = module_from_text(name, "", origin)
    linecache.cache[origin] = (len(source.text), None, source.text.splitlines(keepends=True), origin)
    for number, first, cell in source.cell_texts():
        text = "\n" * (first - 1) + cell  # keeps the line numbers
        # If a cell imports annotations from __future__, that holds for all later cells.
        flags = annotations.compiler_flag if "annotations" in module.__dict__ else 0
        try:
            exec(compile(text, origin, "exec", flags, dont_inherit=True), module.__dict__)  # noqa: S102
        except Exception as error:  # noqa: BLE001 - the other cells still run
            _print_traceback(
                f"Cell {number} raised, and the rest of it was left out:", error, Path(origin), source
            )
    return module


def _print_traceback(title: str, error: BaseException | None, work: Path, source: SourceFile) -> None:
    """Print the traceback from the first frame in the student's file. The frames before it are the grader's."""
    assert error is not None
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != str(work):
        trace = trace.tb_next
    say(title, err=True)
    text = "".join(traceback.format_exception(error.with_traceback(trace), chain=False))
    block(text, limit=_TRACEBACK_LIMIT, err=True)
    say(err=True)
    own = [f.lineno for f in traceback.extract_tb(trace) if f.filename == str(work) and f.lineno]
    if source.cells and own:
        place = source.place(own[-1])
        say(f"That is cell {place.cell}, line {place.line} of {work.name}.", err=True)
        say(err=True)
