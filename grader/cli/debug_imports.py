"""``check --debug``: an import that ``check`` does not have costs only what uses it, here as there.

Such an import binds a stand-in, every use of which raises an `ImportError`.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import CodeType
from typing import Any, Final, NamedTuple, NoReturn

from grader.messages import say
from grader.model import SourceFile
from grader.sandbox import libraries
from grader.sandbox.import_notices import import_notices

_OPERATORS: Final = (
    *("call", "getitem", "contains", "iter", "next", "len", "enter", "add", "radd", "sub", "mul", "rmul"),
    *("matmul", "truediv", "pow", "neg"),
)
_DEFINITION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class RefusedImportError(ImportError):
    """A stand-in was used. A traceback calls it by its builtin name, as `check` does."""

    __module__, __qualname__ = "builtins", "ImportError"


class _StandIn:
    """What a refused import binds."""

    def __init__(self, package: str, message: str) -> None:
        object.__setattr__(self, "_told", (package, message))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):  # Python asks for these to see what a value is
            raise AttributeError(name)
        _raise(self)


def _raise(self: _StandIn, *_: Any, **__: Any) -> NoReturn:
    package, message = object.__getattribute__(self, "_told")
    raise RefusedImportError(message, name=package)


for _name in _OPERATORS:
    setattr(_StandIn, f"__{_name}__", _raise)


class _RefusedImport(NamedTuple):
    """As a worker reports it."""

    file: str
    line: int
    package: str
    used: bool


class DebugImports:
    """Runs statements of the work in a namespace, without the imports that are refused.

    Parameters
    ----------
    files : sequence of SourceFile
        The work, the main file first: a module beside it is the student's own.
    allowed : sequence of str
        Packages that submissions may import.
    namespace : dict
    """

    def __init__(
        self, files: Sequence[SourceFile], allowed: Sequence[str], namespace: dict[str, Any]
    ) -> None:
        self._files = files
        self._own = {file.name.partition("/")[0].partition(".")[0] for file in files}
        self._banned = frozenset(libraries.banned_packages(tuple(allowed)))
        self._allowed = ", ".join((*allowed, "the standard library"))
        self._namespace = namespace
        self._found: list[tuple[_RefusedImport, str]] = []
        self._read: set[str] = set()

    def run(self, statement: ast.stmt, compiled: Callable[[ast.stmt], CodeType]) -> None:
        """Run a statement, or what is left of it.

        Raises
        ------
        RefusedImportError
            It uses what is not there. The names that it would have set raise it, too.
        """
        nodes = ast.walk(statement)
        self._read |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        kept = self._without_refused(statement)
        if kept is None:
            return
        try:
            exec(compiled(kept), self._namespace)  # noqa: S102
        except RefusedImportError as error:
            for name in _set_names([statement]):
                self._namespace[name] = _StandIn(error.name or "", str(error))
            raise

    def notices(self) -> tuple[str, ...]:
        """What became of the imports, in the words of ``check``."""
        found = [each._replace(used=name == "*" or name in self._read) for each, name in self._found]
        return import_notices(found, self._files, self._allowed)

    def _without_refused(self, statement: ast.stmt) -> ast.stmt | None:
        if isinstance(statement, ast.Import):
            kept = [a for a in statement.names if not self._is_replaced(statement, a.name, a)]
            return ast.copy_location(ast.Import(names=kept), statement) if kept else None
        if isinstance(statement, ast.ImportFrom) and not statement.level and statement.module:
            replaced = [self._is_replaced(statement, statement.module, alias) for alias in statement.names]
            return None if all(replaced) else statement
        return statement

    def _is_replaced(self, statement: ast.stmt, module: str, alias: ast.alias) -> bool:
        package = module.partition(".")[0]
        message = self._refusal(package)
        if not message:
            return False
        name = alias.asname or alias.name.partition(".")[0]
        self._found.append((_RefusedImport(self._files[0].name, statement.lineno, package, used=True), name))
        if name != "*":
            self._namespace[name] = _StandIn(package, message)
        return True

    def _refusal(self, package: str) -> str:
        """Why a package is not there; empty if it is."""
        if package in self._own or package in sys.stdlib_module_names:
            return ""
        if package in self._banned:
            return say("call.refused_package", name=package, allowed=self._allowed)
        try:
            absent = importlib.util.find_spec(package) is None
        except (ImportError, ValueError):
            absent = True
        return f"No module named {package!r}" if absent else ""


def _set_names(statements: Iterable[ast.AST]) -> Iterator[str]:
    """The names that statements set in their own scope."""
    for node in statements:
        if isinstance(node, _DEFINITION):
            yield node.name
        elif not isinstance(node, ast.Lambda):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
            yield from _set_names(ast.iter_child_nodes(node))


__all__ = ["DebugImports", "RefusedImportError"]
