"""Import the student's files from memory, and refuse banned packages.

The Python files are never written to disk. A finder provides them by name, in the same way at every isolation level.
Data files of a submission are written to the worker's scratch folder if it has one.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import importlib.abc
import importlib.machinery
import linecache
import os
import sys
from collections.abc import Callable, Sequence
from types import CodeType, ModuleType
from typing import Any

from grader.worker import notebook_cells
from grader.worker.refused_import import (
    REFUSALS,
    AbsentPackage,
    ForbiddenImport,
    RefusedImport,
    RefusedImports,
    has_refused_import,
    is_absent,
)


class SubmissionImporter(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finder and loader of a submission's modules.

    Parameters
    ----------
    files : sequence of (name, text, cells)
        ``cells`` are (number, first line) pairs of a notebook; empty for a plain file.
    banned : collection of str
        Installed top-level packages that may not be imported.
    allowed : str
        The allowed packages, for the message.
    asked : sequence of str
        Names that the grader uses. The statements of a notebook that define them are kept.
    """

    def __init__(
        self, files: Sequence[Any], banned: Sequence[str], allowed: str, asked: Sequence[str] = ()
    ) -> None:
        self._asked = asked
        self.remarks: list[notebook_cells.CellRemark] = []
        self.refused: list[RefusedImport] = []
        self.names = {name for name, _, _ in files}
        self._banned = frozenset(banned)
        self._allowed = allowed
        self._files = {_module_name(name): (name, text, cells) for name, text, cells in files}
        self._own = {name.partition(".")[0] for name in self._files}
        self._packages = {name.rpartition(".")[0] for name in self._files if "." in name}

    def load(self, module: str) -> ModuleType:
        sys.meta_path.insert(0, self)
        for name, text, _ in self._files.values():
            linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        sys.modules.pop(module, None)  # else a preloaded library of that name would be used instead
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
            raise self._forbidden(fullname.partition(".")[0])
        return None

    def _forbidden(self, package: str) -> ForbiddenImport:
        return ForbiddenImport(f"{package} is not allowed here; allowed: {self._allowed}", name=package)

    def _refusal(self, package: str) -> ImportError | None:
        """What the import of a top-level package raises; None if it is the student's own or can be imported."""
        if package in self._own or package in sys.modules:  # a loaded one is imported without a finder
            return None
        if package in self._banned:
            return self._forbidden(package)
        return AbsentPackage(f"No module named {package!r}", name=package) if is_absent(package) else None

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
        refused = RefusedImports(name, module.__dict__, self._refusal)
        if cells:
            self._run_notebook(module, name, text, cells, refused)
        elif has_refused_import(text, self._refusal):
            self._run_statements(module, name, text, refused)
        else:
            exec(self.get_code(module.__name__), module.__dict__)  # noqa: S102 - the jail confines this code
        self.refused += refused.found

    def _run_statements(self, module: ModuleType, name: str, text: str, refused: RefusedImports) -> None:
        """Run a file statement by statement. As a whole it is compiled first, for its syntax errors."""
        flags = self.get_code(module.__name__).co_flags & notebook_cells.FUTURE_FLAGS
        refused.run(ast.parse(text, name), lambda statement: notebook_cells.compiled(statement, name, flags))

    def _run_notebook(
        self, module: ModuleType, name: str, text: str, cells: Sequence[Any], refused: RefusedImports
    ) -> None:
        """Run the selected statements. If one raises, the others still run."""
        selection = notebook_cells.select_statements(name, text, cells, self._asked)
        remarks = selection.remarks
        for step in selection.statements:
            kept = refused.without_refused(step.statement)
            if kept is None:
                continue
            try:
                whole = kept is step.statement
                code = step.code if whole else notebook_cells.compiled(kept, name, step.flags)
                exec(code, module.__dict__)  # noqa: S102
            except Exception as error:  # noqa: BLE001 - a student's statement may raise anything
                if isinstance(error, REFUSALS):
                    refused.bind_names(step.statement, error)
                remarks.append(step.failure_remark(builtin_name(error), _missing_name(error)))
        refused.mark_used(step.statement for step in selection.statements)
        self.remarks += sorted(remarks, key=lambda remark: remark.cell)


def builtin_name(error: BaseException) -> str:
    """The name of the nearest builtin class, which a test may expect."""
    for kind in type(error).__mro__:
        if getattr(builtins, kind.__name__, None) is kind:
            return str(kind.__name__)
    return "Exception"


def _missing_name(error: Exception) -> str:
    """The package or name that was not found; empty for other errors."""
    name = error.name if isinstance(error, (ImportError, NameError)) else ""
    return name if type(name) is str else ""


def forbid(names: Sequence[str]) -> None:
    """Replace each forbidden function, named by module and attribute, with one that refuses the call.

    This tells honest students that a shortcut is not allowed. It does not stop code that reaches the same function in
    another way.
    """
    sys.breakpointhook = _make_refusal("breakpoint")  # there is no terminal, and no one to type
    for name in names:
        place, _, last = name.rpartition(".")
        owner = _find_object(place)
        if owner is not None:
            setattr(owner, last, _make_refusal(name))


def _find_object(place: str) -> Any:
    """The loaded module or class with a dotted name; None if it is not loaded."""
    if place in sys.modules:
        return sys.modules[place]
    above, _, last = place.rpartition(".")
    return getattr(_find_object(above), last, None) if above else None


def _make_refusal(name: str) -> Callable[..., Any]:
    def refuse(*_: Any, **__: Any) -> Any:
        raise ForbiddenImport(f"{name} is not to be called")

    return refuse


def write_data(files: Sequence[Any]) -> None:
    """Write a submission's data files to the current folder, which must be private scratch."""
    for name, data in files:
        folder = os.path.dirname(name)
        if folder:
            os.makedirs(folder, exist_ok=True)
        with open(name, "wb") as file:
            file.write(data)


def _module_name(file: str) -> str:
    stem = file.removesuffix(".py").replace("/", ".")
    return stem.removesuffix(".__init__")
