"""The starter: what students fill in, made from the reference.

It has the signatures and docstrings of the functions and classes to write, and of the reference nothing else: no
body, no comment, no helper, no module docstring. Imports, type names and constants come along where a signature needs
them, and so do the libraries that the reference imports whole.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_BODY = "raise NotImplementedError"


def made_starter(reference: str, names: Sequence[str], title: str, libraries: Sequence[str] = ()) -> str:
    """The text of a starter.

    Parameters
    ----------
    reference : str
        Source of the reference module.
    names : sequence of str
        Functions and classes that students write.
    title : str
        What the assignment is called.
    libraries : sequence of str
        Packages that students may use; ``import numpy as np`` of the reference is theirs as well.
    """
    tree = ast.parse(reference)
    lines = reference.splitlines()
    wanted = [node for node in tree.body if isinstance(node, _Definition) and node.name in names]
    needed, head = _needed(tree, [name for node in wanted for name in _names_in_signatures(node)], libraries)
    parts = [f'"""{title}: write the body of each function. README.md says what it does."""']
    parts += _grouped([text for node in head if (text := _bound_text(lines, node, needed))])
    parts += ["\n" + "\n".join(_stub(lines, node)) for node in wanted]
    return "\n\n".join(parts) + "\n"


def _grouped(statements: list[str]) -> list[str]:
    """The ``__future__`` import by itself, imports together, and what is assigned together."""
    groups: dict[int, list[str]] = {0: [], 1: [], 2: []}
    for text in statements:
        kind = 0 if "__future__" in text else 1 if text.startswith(("import", "from")) else 2
        groups[kind].append(text)
    return ["\n".join(group) for group in groups.values() if group]


def _needed(
    tree: ast.Module, names: Iterable[str], libraries: Sequence[str]
) -> tuple[set[str], list[ast.stmt]]:
    """The names that signatures use, with those that these use in turn, and the statements that bind them."""
    binding = {name: node for node in tree.body for name in _bound(node)}
    chosen: list[ast.stmt] = [
        n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module == "__future__"
    ]
    chosen += [n for n in tree.body if isinstance(n, ast.Import) and _top(n) in libraries]
    needed: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        node = binding.get(name)
        if node is None or name in needed:
            continue
        needed.add(name)
        chosen.append(node)
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            waiting += [n.id for n in ast.walk(node) if isinstance(n, ast.Name)]
    return needed, [node for node in tree.body if node in chosen]


def _bound_text(lines: Sequence[str], node: ast.stmt, needed: set[str]) -> str:
    """A statement as it stands; of ``from x import a, b`` what is needed."""
    if not isinstance(node, ast.ImportFrom) or node.module == "__future__":
        return "\n".join(lines[node.lineno - 1 : node.end_lineno])
    names = [alias for alias in node.names if (alias.asname or alias.name) in needed]
    return ast.unparse(ast.ImportFrom(module=node.module, names=names, level=node.level))


def _bound(node: ast.stmt) -> Iterator[str]:
    """Names that an import or an assignment at the top of the module binds."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.Assign):
        yield from (t.id for t in node.targets if isinstance(t, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


def _top(node: ast.Import) -> str:
    return node.names[0].name.partition(".")[0]


def _names_in_signatures(node: _Definition) -> Iterator[str]:
    """Names in annotations, defaults, decorators and bases."""
    if isinstance(node, ast.ClassDef):
        parts: list[ast.AST] = [*node.decorator_list, *node.bases, *node.keywords]
        for method in _methods(node):
            yield from _names_in_signatures(method)
    else:
        parts = [*node.decorator_list, node.args, *([node.returns] if node.returns else [])]
    for part in parts:
        yield from (n.id for n in ast.walk(part) if isinstance(n, ast.Name))


def _methods(node: ast.ClassDef) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Those that a student writes: ``_helper`` is the reference's own, ``__init__`` is not."""
    return [
        one
        for one in node.body
        if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (not one.name.startswith("_") or (one.name.startswith("__") and one.name.endswith("__")))
    ]


def _stub(lines: Sequence[str], node: _Definition) -> Iterator[str]:
    """Head and docstring as they stand, and in place of the body one line."""
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    documented = isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
    last = (node.body[0].end_lineno if documented else node.body[0].lineno - 1) or first
    yield from _without_comments(lines[first - 1 : last], documented, node)
    if not isinstance(node, ast.ClassDef):
        yield f"{' ' * node.body[0].col_offset}{_BODY}"
        return
    methods = _methods(node)
    for method in methods:
        yield ""
        yield from _stub(lines, method)
    if not methods and not documented:
        yield f"{' ' * node.body[0].col_offset}pass"


def _without_comments(part: Sequence[str], documented: bool, node: _Definition) -> Iterator[str]:
    """The lines before a body without those that are comments; a docstring is left as it is."""
    head = node.body[0].lineno - node.lineno if documented else len(part)
    for index, line in enumerate(part):
        if index >= head or not line.lstrip().startswith("#"):
            yield line
