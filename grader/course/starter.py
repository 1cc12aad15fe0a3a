"""Makes the starter, which students complete, from the reference.

A starter has the signatures and docstrings of the functions and classes to write. It has no bodies, comments, helper
functions or module docstring of the reference. It keeps imports, types and constants that a signature needs, imports
that an example in a docstring needs, and whole imports of libraries. A class keeps its public methods, operators and
annotated attributes.
"""

from __future__ import annotations

import ast
import io
import itertools
import re
import sys
import tokenize
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Import = ast.Import | ast.ImportFrom
_BODY = "raise NotImplementedError"
_EXAMPLE = re.compile(r"^\s*(?:>>>|\.\.\.) (.*)$", re.MULTILINE)


def make_starter(reference: str, names: Sequence[str], title: str, libraries: Sequence[str] = ()) -> str:
    """Make the text of a starter.

    Parameters
    ----------
    reference : str
        Source of the reference module.
    names : sequence of str
        Functions and classes that students write.
    title : str
        Title of the assignment.
    libraries : sequence of str
        Packages that students may use. Whole imports of them, such as ``import numpy as np``, are kept.

    Raises
    ------
    SyntaxError
        The reference is not Python.
    ValueError
        The reference does not define one of the names, or a signature needs other code of the reference.
    """
    tree = ast.parse(reference)
    source = _ModuleSource.parse(reference)
    definitions = [node for node in tree.body if isinstance(node, _Definition) and node.name in names]
    for name in names:
        if name not in {node.name for node in definitions}:
            raise ValueError(f"it defines no function or class {name}")
    stubs = {id(node): "\n".join(_stub_lines(source, node)) for node in definitions}
    needed = _required_names(tree, definitions)
    examples = " ".join(_EXAMPLE.findall("\n".join(stubs.values())))
    imported = needed | set(re.findall(r"\w+", examples))
    imports = [line for node in tree.body for line in _imports(node, imported, libraries)]
    others = [
        (node, stubs.get(id(node)) or source.text(node))
        for node in tree.body
        if node in definitions or (not isinstance(node, _Import) and needed & set(_bound_names(node)))
    ]
    escaped = title.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    head = f'"""{escaped}: write the body of each function. README.md says what it does."""'
    return f"{head}\n\n{_grouped_imports(imports)}{_joined_definitions(others)}\n"


def is_public(name: str) -> bool:
    """Whether a member of a class is public: ``__init__`` is, ``_helper`` and ``__helper`` are not."""
    return not name.startswith("_") or (name.startswith("__") and name.endswith("__"))


@dataclass(frozen=True)
class _ModuleSource:
    """The source of a module without comments. Positions of the syntax tree select parts of it; they count bytes."""

    lines: Sequence[bytes | None]
    """``None`` for a line that held only a comment."""
    colons: Sequence[tuple[int, int]]
    """Row and end column of each colon outside of brackets. The first one after a ``def`` ends its signature."""

    @staticmethod
    def parse(text: str) -> _ModuleSource:
        given = text.split("\n")
        lines: list[bytes | None] = [line.encode() for line in given]
        colons, depth = [], 0
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            row, column = token.start
            before = given[row - 1][:column] if row <= len(given) else ""
            if token.type == tokenize.COMMENT:
                lines[row - 1] = before.rstrip().encode() or None
            elif token.type == tokenize.OP:
                depth += (token.string in "([{") - (token.string in ")]}")
                if token.string == ":" and not depth:
                    colons.append((row, len(before.encode()) + 1))
        return _ModuleSource(lines, colons)

    def between(self, row: int, column: int, last: int, end: int) -> str:
        part = [line for line in self.lines[row - 1 : last] if line is not None]
        part[-1] = part[-1][:end]
        part[0] = part[0][column:]
        return b"\n".join(part).decode()

    def text(self, node: ast.stmt) -> str:
        row, column = node.lineno, node.col_offset
        if isinstance(node, _Definition) and node.decorator_list:
            row = node.decorator_list[0].lineno
        return self.between(row, column, node.end_lineno or row, node.end_col_offset or 0)

    def head(self, node: _Definition) -> tuple[str, int]:
        """The text of a definition up to its colon, and the row of the colon."""
        first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
        row, column = next(place for place in self.colons if place[0] >= node.lineno)
        return self.between(first, 0, row, column), row

    def indent(self, node: ast.stmt) -> str:
        return self.between(node.lineno, 0, node.lineno, node.col_offset)


def _grouped_imports(imports: Sequence[str]) -> str:
    """Imports in three groups: ``__future__``, standard library, others."""

    def kind(text: str) -> int:
        top = text.split()[1].partition(".")[0]
        return 0 if top == "__future__" else 1 if top in sys.stdlib_module_names else 2

    groups = itertools.groupby(sorted(imports, key=kind), kind)
    return "".join("\n".join(group) + "\n\n" for _, group in groups)


def _joined_definitions(parts: Sequence[tuple[ast.stmt, str]]) -> str:
    """Join statements with two empty lines around definitions and none between assignments."""
    text, before = "", None
    for node, part in parts:
        apart = isinstance(node, _Definition) or isinstance(before, _Definition)
        text += ("\n\n\n" if apart and before else "\n" if apart or before else "") + part
        before = node
    return text


def _imports(node: ast.stmt, needed: Set[str], libraries: Sequence[str]) -> Iterator[str]:
    """The required part of an import statement, and whole imports of libraries."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            if _imported_name(alias) in needed or alias.name.partition(".")[0] in libraries:
                yield ast.unparse(ast.Import(names=[alias]))
    elif isinstance(node, ast.ImportFrom):
        future = node.module == "__future__"
        if names := [alias for alias in node.names if future or _imported_name(alias) in needed]:
            yield ast.unparse(ast.ImportFrom(module=node.module, names=names, level=node.level))


def _required_names(tree: ast.Module, definitions: Sequence[_Definition]) -> set[str]:
    """Names of the module that signatures use, directly or through other names."""
    binding: dict[str, list[ast.stmt]] = {}
    for node in tree.body:
        for name in _bound_names(node):
            binding.setdefault(name, []).append(node)
    needed: set[str] = set()
    pending = [(node.name, name) for node in definitions for name in _names_in_signatures(node)]
    while pending:
        user, name = pending.pop()
        nodes = [node for node in binding.get(name, []) if node not in definitions]
        if name in needed or not nodes:
            continue
        if any(map(_has_code, nodes)):
            raise ValueError(f"the signature of {user} needs {name}, which has code that students do not get")
        needed.add(name)
        pending += [(user, n.id) for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name)]
    return needed


def _has_code(node: ast.stmt) -> bool:
    """Whether a statement contains a lambda or a function with a body."""
    return any(
        isinstance(one, ast.Lambda) or (isinstance(one, _Function) and not all(map(_is_constant, one.body)))
        for one in ast.walk(node)
    )


def _is_constant(node: ast.stmt) -> bool:
    """Whether a statement is a constant: a docstring or ``...``."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _bound_names(node: ast.stmt) -> Iterator[str]:
    """Names that an import, a definition or an assignment binds."""
    if isinstance(node, _Import):
        yield from map(_imported_name, node.names)
    elif isinstance(node, _Definition):
        yield node.name
    elif not hasattr(node, "body"):
        yield from (n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))


def _imported_name(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


def _names_in_signatures(node: ast.stmt) -> Iterator[str]:
    """Names in annotations, defaults, decorators, base classes and class attributes."""
    parts: list[ast.AST] = [node]
    if isinstance(node, _Definition):
        parts = [*node.decorator_list, *getattr(node, "type_params", ())]
    if isinstance(node, _Function):
        parts += [node.args, *([node.returns] if node.returns else [])]
    if isinstance(node, ast.ClassDef):
        parts += [*node.bases, *node.keywords]
        members = list(_visible_members(node))
        own = {name for member in members for name in _bound_names(member)}
        yield from (n for member in members for n in _names_in_signatures(member) if n not in own)
    for part in parts:
        yield from (n.id for n in ast.walk(part) if isinstance(n, ast.Name))


def _visible_members(node: ast.ClassDef) -> Iterator[ast.stmt]:
    """Members of a class that students see: public methods, annotated attributes, and members that these use.

    Private members stay in the reference. A string below an attribute is its description.
    """
    visible = [
        one
        for one in node.body
        if isinstance(one, (_Function, ast.AnnAssign)) and is_public(next(_bound_names(one), "_"))
    ]
    used = {name for one in visible for name in _names_in_signatures(one)}
    attribute = False
    for one in node.body:
        if isinstance(one, _Definition):
            attribute = False
        elif not (attribute and _is_constant(one)):
            attribute = one in visible or bool(used & set(_bound_names(one)))
        if attribute or one in visible:
            yield one


def _stub_lines(source: _ModuleSource, node: _Definition) -> Iterator[str]:
    """The lines of a stub: signature, docstring, and one line in place of the body or the members of a class."""
    head, row = source.head(node)
    first = node.body[0]
    indent = source.indent(first) if first.lineno > row else source.indent(node) + "    "
    yield head
    documented = ast.get_docstring(node, clean=False) is not None
    if documented:
        yield indent + source.text(first)
    if not isinstance(node, ast.ClassDef):
        yield indent + _BODY
        return
    members = list(_visible_members(node))
    before: ast.stmt | None = first if documented else None
    for one in members:
        close = not isinstance(one, _Definition) and not isinstance(before, _Definition)
        if before and (not close or (documented and before is first)):
            yield ""
        yield from _stub_lines(source, one) if isinstance(one, _Function) else (indent + source.text(one),)
        before = one
    if not members and not documented:
        yield f"{indent}pass"
