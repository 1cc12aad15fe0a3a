"""Import the student's files from memory, and keep banned packages out.

The files never touch a disk: a finder serves them by name, at every level of the sandbox alike, and leaves
nothing behind. Data files of a submission are written to the worker's own scratch folder where it has one.
"""

from __future__ import annotations

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


class ForbiddenImport(ImportError):
    """The assignment does not allow this package or function."""


class SubmissionImporter(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finder and loader of a submission's modules.

    Parameters
    ----------
    files : sequence of (name, text, cells)
        ``cells`` are (number, first line) pairs of a notebook; empty for a plain file.
    banned : collection of str
        Top-level packages that exist here but may not be imported.
    allowed : str
        What may be, for the message.
    asked : sequence of str
        Names that are asked for from outside; a notebook keeps what makes them.
    """

    def __init__(
        self, files: Sequence[Any], banned: Sequence[str], allowed: str, asked: Sequence[str] = ()
    ) -> None:
        self._asked = asked
        self.remarks: list[notebook_cells.Remark] = []
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
        """Run the statements that count; what is broken loses only itself."""
        selection = notebook_cells.select(name, text, cells, self._asked)
        remarks = selection.remarks
        for step in selection.steps:
            try:
                exec(step.code, module.__dict__)  # noqa: S102
            except Exception as error:  # noqa: BLE001 - a student's statement may raise anything
                remarks.append(step.failed(builtin_name(error), _lacking(error)))
        self.remarks += sorted(remarks, key=lambda remark: remark.cell)


def builtin_name(error: BaseException) -> str:
    """The nearest builtin class: what a test may ask for by name."""
    for kind in type(error).__mro__:
        if getattr(builtins, kind.__name__, None) is kind:
            return str(kind.__name__)
    return "Exception"


def _lacking(error: Exception) -> str:
    """The package or the name that was not there."""
    name = error.name if isinstance(error, (ImportError, NameError)) else ""
    return name if type(name) is str else ""


def forbid(names: Sequence[str]) -> None:
    """Put a refusal in the place of each function that is not to be called, named by module and attribute.

    This keeps honest students from a shortcut and tells them; whoever digs for another way to the same code
    in a library finds one.
    """
    for name in names:
        place, _, last = name.rpartition(".")
        holder = _holder(place)
        if holder is not None:
            setattr(holder, last, _refusal(name))


def _holder(place: str) -> Any:
    """The loaded module or class of a dotted name; nothing if it is not loaded."""
    if place in sys.modules:
        return sys.modules[place]
    above, _, last = place.rpartition(".")
    return getattr(_holder(above), last, None) if above else None


def _refusal(name: str) -> Callable[..., Any]:
    def refuse(*_: Any, **__: Any) -> Any:
        raise ForbiddenImport(f"{name} is not to be called")

    return refuse


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
