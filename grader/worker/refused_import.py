"""Import the rest of a file whose imports are partly refused: each refused name is bound to a stand-in.

An import at the top of a file would otherwise fail every function of the file, although few or none need the package.

A refused import is replaced, whether or not something uses it, and not left out where nothing seems to. For the
source does not tell what is used: ``globals()["pd"]`` uses ``pd`` as well. A stand-in holds the name of the package and
nothing of it. The package is neither looked for nor loaded, and every use of the stand-in raises what the import would
have raised. So the code gets no more than it could get with ``try: import pandas`` and ``except ImportError: pass``,
and what uses the package fails by name.
"""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, NoReturn

_SIMPLE = re.compile(
    r"[ \t]*(?:import[ \t]+(\w+)[\w.]*(?:[ \t]+as[ \t]+\w+)?|from[ \t]+(\w+)[\w.]*[ \t]+import\b[^;\\]*)"
    r"[ \t]*(?:#.*)?"
)
"""A line with one import."""
_DEFINITION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_OPERATORS = (
    "call getitem setitem delitem contains iter next len bool enter exit int float complex index array mro_entries "
    "add radd sub rsub mul rmul matmul rmatmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow neg pos abs "
    "invert and rand or ror xor rxor lshift rlshift rshift rrshift lt le gt ge round divmod rdivmod await"
)


class ForbiddenImport(ImportError):
    """The assignment does not allow this package or function."""


class AbsentPackage(ModuleNotFoundError):
    """There is no such package here."""


REFUSALS = (ForbiddenImport, AbsentPackage)


class RefusedImport(NamedTuple):
    """An import that was replaced. It is sent as data, and the grader makes the sentence."""

    file: str
    line: int
    package: str
    used: bool
    """Whether the source names what it binds. It decides the sentence, and nothing else."""


class StandIn:
    """What a refused import binds. Every use of it raises; it can be passed on, and compared by identity."""

    def __init__(self, refusal: Callable[[], ImportError]) -> None:
        object.__setattr__(self, "_refusal", refusal)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):  # Python asks for these to see what a value is
            raise AttributeError(name)
        raise object.__getattribute__(self, "_refusal")()

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise object.__getattribute__(self, "_refusal")()


def _refuse(self: StandIn, *_: Any, **__: Any) -> NoReturn:
    raise object.__getattribute__(self, "_refusal")()


for _name in _OPERATORS.split():
    setattr(StandIn, f"__{_name}__", _refuse)


def is_absent(package: str) -> bool:
    """Whether a top-level package that is not loaded cannot be found. Nothing of it is run."""
    try:
        return importlib.util.find_spec(package) is None
    except (ImportError, ValueError):
        return True


def has_refused_import(text: str, refusal: Callable[[str], ImportError | None]) -> bool:
    """Whether a file may have a refused import. Parsing all files would take longer than importing them."""
    for line in text.splitlines():
        if "import" in line:
            simple = _SIMPLE.fullmatch(line)
            if simple is None or refusal(simple[1] or simple[2]) is not None:
                return True
    return False


class RefusedImports:
    """Runs the statements of one file, without the imports that are refused.

    Parameters
    ----------
    file : str
    namespace : dict
        The module's names.
    refusal : callable
        What the import of a package raises; None if it is allowed.
    """

    def __init__(
        self, file: str, namespace: dict[str, Any], refusal: Callable[[str], ImportError | None]
    ) -> None:
        self._file = file
        self._namespace = namespace
        self._refusal = refusal
        self.found: list[RefusedImport] = []
        self._bound: list[str] = []
        """The names that each of those found binds; ``*`` for all names of a package."""

    def without_refused(self, statement: ast.stmt) -> ast.stmt | None:
        """The statement without its refused imports, whose names are bound; None if nothing is left."""
        if isinstance(statement, ast.Import):
            kept = [a for a in statement.names if not self._is_replaced(statement, a.name, a)]
            return ast.copy_location(ast.Import(names=kept), statement) if kept else None
        if isinstance(statement, ast.ImportFrom) and not statement.level and statement.module:
            replaced = [self._is_replaced(statement, statement.module, alias) for alias in statement.names]
            return None if all(replaced) else statement
        return statement

    def _is_replaced(self, statement: ast.stmt, module: str, alias: ast.alias) -> bool:
        package = module.partition(".")[0]
        if self._refusal(package) is None:
            return False
        name = alias.asname or alias.name.partition(".")[0]
        self.found.append(RefusedImport(self._file, statement.lineno, package, used=True))
        self._bound.append(name)
        if name != "*":
            self._namespace[name] = StandIn(lambda: self._refusal(package) or AbsentPackage(package))
        return True

    def bind_names(self, statement: ast.stmt, error: ImportError) -> None:
        """Bind what a statement would have set to stand-ins, after it raised what a stand-in raises."""
        for name in set(_set_names([statement])):
            self._namespace[name] = StandIn(lambda: type(error)(*error.args, name=error.name))

    def run(self, tree: ast.Module, compiled: Callable[[ast.stmt], Any]) -> None:
        """Run the statements of a Python file in order. One that needs a refused package is left out."""
        self._namespace["__doc__"] = ast.get_docstring(tree, clean=False)
        for statement in tree.body:
            kept = self.without_refused(statement)
            if kept is None:
                continue
            try:
                exec(compiled(kept), self._namespace)  # noqa: S102 - the jail confines this code
            except REFUSALS as error:
                if error.name is None:  # a function that may not be called
                    raise
                self.bind_names(statement, error)
        self.mark_used(tree.body)

    def mark_used(self, statements: Iterable[ast.stmt]) -> None:
        """Find out which of the names that were bound the given statements read."""
        nodes = (node for statement in statements for node in ast.walk(statement))
        read = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        self.found = [
            each._replace(used=name == "*" or name in read)
            for each, name in zip(self.found, self._bound, strict=True)
        ]


def _set_names(statements: Iterable[ast.AST]) -> Iterator[str]:
    """The names that statements set in their own scope."""
    for node in statements:
        if isinstance(node, _DEFINITION):
            yield node.name
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif not isinstance(node, ast.Lambda):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
            yield from _set_names(ast.iter_child_nodes(node))
