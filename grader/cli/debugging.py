"""``check --debug``: import one's own module in this process, so that print() and breakpoint() work."""

from __future__ import annotations

import ast
import bdb
import contextlib
import linecache
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import click

from grader.cli.debug_imports import DebugImports, RefusedImportError
from grader.cli.terminal import block, paragraph, say
from grader.course.author_module import authors_module, module_from_text
from grader.model import SourceFile
from grader.sandbox.call_failure import StudentError
from grader.sandbox.worker_client import CallResult
from grader.testing.local_subject import LocalSubject

_TRACEBACK_LIMIT = 100_000
_REFUSALS = "debug_imports.py"


def local_subject(
    work: Path, files: Sequence[SourceFile], given: Path, allowed: Sequence[str]
) -> LocalSubject:
    """Import the work from its own folder. The traceback of an exception is printed at once.

    Modules and data beside the work are found as in a folder that is handed in, but they cannot hide a library.
    """
    source = files[0]
    place = work.resolve()
    sys.path.append(str(place.parent))
    os.chdir(place.parent)
    try:
        module = _load_module(files, str(place), allowed)
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


def _load_module(files: Sequence[SourceFile], origin: str, allowed: Sequence[str]) -> ModuleType:
    source = files[0]
    module = module_from_text(Path(source.name).stem, "", origin)
    linecache.cache[origin] = (len(source.text), None, source.text.splitlines(keepends=True), origin)
    imports = DebugImports(files, allowed, module.__dict__)
    if source.cells:
        _run_cells(module, source, origin, imports)
    else:
        _run_file(module, source, origin, imports)
    for notice in imports.notices():
        paragraph(notice, "Note: ", err=True)
    return module


def _run_file(module: ModuleType, source: SourceFile, origin: str, imports: DebugImports) -> None:
    whole = compile(source.text, origin, "exec", dont_inherit=True)  # also for its syntax errors
    tree = ast.parse(source.text, origin)
    module.__doc__ = ast.get_docstring(tree, clean=False)
    flags = whole.co_flags & annotations.compiler_flag
    for statement in tree.body:
        with contextlib.suppress(RefusedImportError):  # what it would have set raises when it is used
            imports.run(statement, lambda kept: _compiled(kept, origin, flags))


def _run_cells(module: ModuleType, source: SourceFile, origin: str, imports: DebugImports) -> None:
    """As in ``check``, a statement that raises is left out, and the others run."""
    for number, first, cell in source.cell_texts():
        # If a cell imports annotations from __future__, that holds for all later cells.
        flags = annotations.compiler_flag if "annotations" in module.__dict__ else 0
        try:
            body = ast.parse("\n" * (first - 1) + cell, origin).body  # keeps the line numbers
        except SyntaxError as error:
            _print_traceback(f"Cell {number} was left out:", error, Path(origin), source)
            continue
        for statement in body:
            try:
                imports.run(statement, lambda kept, flags=flags: _compiled(kept, origin, flags))  # type: ignore[misc]
            except RefusedImportError as error:
                place = source.place(statement.lineno)
                say(
                    f"Cell {number}, line {place.line} was left out: it uses {error.name}, which is not there.",
                    err=True,
                )
            except Exception as error:  # noqa: BLE001 - the other statements still run
                title = f"Cell {number} raised, and this statement was left out:"
                _print_traceback(title, error, Path(origin), source)


def _compiled(statement: ast.stmt, origin: str, flags: int) -> CodeType:
    module = ast.Module(body=[statement], type_ignores=[])
    code: CodeType = compile(module, origin, "exec", flags=flags, dont_inherit=True)
    return code


def _print_traceback(title: str, error: BaseException | None, work: Path, source: SourceFile) -> None:
    """Print the traceback from the first frame in the student's file. The frames before it are the grader's."""
    assert error is not None
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != str(work):
        trace = trace.tb_next
    say(title, err=True)
    frames = sum(not f.f_code.co_filename.endswith(_REFUSALS) for f, _ in traceback.walk_tb(trace))
    text = "".join(traceback.format_exception(error.with_traceback(trace), chain=False, limit=frames))
    block(text, limit=_TRACEBACK_LIMIT, err=True)
    say(err=True)
    own = [f.lineno for f in traceback.extract_tb(trace) if f.filename == str(work) and f.lineno]
    if source.cells and own:
        place = source.place(own[-1])
        say(f"That is cell {place.cell}, line {place.line} of {work.name}.", err=True)
        say(err=True)
