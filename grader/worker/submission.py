"""Import the student's files from memory, and keep banned packages out.

The files never touch a disk: a finder serves them by name, at every level of the sandbox alike, and leaves
nothing behind. Data files of a submission are written to the worker's own scratch folder where it has one.
"""

from __future__ import annotations

import ast
import importlib
import importlib.abc
import importlib.machinery
import linecache
import os
import sys
from collections.abc import Sequence
from types import CodeType, ModuleType
from typing import Any


class ForbiddenImport(ImportError):
    """The assignment does not allow this package."""


class Submission(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finder and loader of a submission's modules.

    Parameters
    ----------
    files : sequence of (name, text, cells)
        ``cells`` are (number, first line) pairs of a notebook; empty for a plain file.
    banned : collection of str
        Top-level packages that exist here but may not be imported.
    allowed : str
        What may be, for the message.
    """

    def __init__(self, files: Sequence[Any], banned: Sequence[str], allowed: str) -> None:
        self.notices: list[str] = []
        self.names = {name for name, _, _ in files}
        self._banned = frozenset(banned)
        self._allowed = allowed
        self._files = {_module_name(name): (name, text, cells) for name, text, cells in files}
        self._packages = {name.rpartition(".")[0] for name in self._files if "." in name}

    def load(self, module: str) -> ModuleType:
        sys.meta_path.insert(0, self)
        for name, text, _ in self._files.values():
            linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        sys.modules.pop(module, None)  # a preloaded library of the same name must not answer for the student
        return importlib.import_module(module)

    def find_spec(
        self,
        fullname: str,
        path: Any = None,  # noqa: ARG002
        target: Any = None,  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname in self._files:
            origin = self._files[fullname][0]
            is_package = origin.endswith("__init__.py")
            spec = importlib.machinery.ModuleSpec(fullname, self, origin=origin, is_package=is_package)
            spec.has_location = False
            return spec
        if fullname in self._packages:
            return importlib.machinery.ModuleSpec(fullname, None, is_package=True)
        if fullname.partition(".")[0] in self._banned:
            raise ForbiddenImport(
                f"{fullname.partition('.')[0]} is not allowed here; allowed: {self._allowed}"
            )
        return None

    def file_of(self, module: str) -> str:
        return str(self._files[module][0])

    def is_package(self, fullname: str) -> bool:
        return str(self._files[fullname][0]).endswith("__init__.py")

    def get_source(self, fullname: str) -> str:
        return str(self._files[fullname][1])

    def get_code(self, fullname: str) -> CodeType:
        name, text, _ = self._files[fullname]
        return compile(text, name, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        name, text, cells = self._files[module.__name__]
        module.__file__ = name
        if cells:
            self._run_notebook(module, name, text, cells)
        else:
            exec(self.get_code(module.__name__), module.__dict__)  # noqa: S102 - this is what the jail is for

    def _run_notebook(self, module: ModuleType, name: str, text: str, cells: Sequence[Any]) -> None:
        """Imports, functions, classes and constants of each cell; what is broken loses only itself."""
        lines = text.split("\n")
        starts = [first for _, first in cells] + [len(lines) + 1]
        for (number, first), end in zip(cells, starts[1:], strict=True):
            blank = "\n" * (first - 1)  # keeps the line numbers of the whole file
            try:
                statements = ast.parse(blank + "\n".join(lines[first - 1 : end - 1]), name).body
            except SyntaxError as error:
                line = (error.lineno or first) - first + 1
                self.notices.append(
                    f"Cell {number} was left out: syntax error in its line {line} ({error.msg})."
                )
                continue
            for statement in filter(_defines, statements):
                self._run_statement(module, name, number, statement)

    def _run_statement(self, module: ModuleType, name: str, cell: int, statement: ast.stmt) -> None:
        code = compile(ast.Module(body=[statement], type_ignores=[]), name, "exec", dont_inherit=True)
        try:
            exec(code, module.__dict__)  # noqa: S102
        except ImportError as error:  # plotting and the like: most notebooks import more than the task needs
            self.notices.append(f"Cell {cell}: the import was left out: {error}.")


def write_data(files: Sequence[Any]) -> None:
    """Put a submission's data files in the current folder; only called where that is private scratch."""
    for name, data in files:
        folder = os.path.dirname(name)
        if folder:
            os.makedirs(folder, exist_ok=True)
        with open(name, "wb") as file:
            file.write(data)


def _module_name(file: str) -> str:
    stem = file.removesuffix(".py").replace("/", ".")
    return stem.removesuffix(".__init__")


def _defines(statement: ast.stmt) -> bool:
    if isinstance(
        statement, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    ):
        return True
    if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
        value = statement.value
        return isinstance(value, ast.Lambda) or all(isinstance(node, _CONSTANT) for node in ast.walk(value))
    return False


_CONSTANT = (
    ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.Set, ast.UnaryOp, ast.BinOp, ast.operator, ast.unaryop,
    ast.expr_context,
)  # fmt: skip
