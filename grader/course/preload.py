"""Libraries that are loaded before a submission: those that the reference imports.

Without torch in its process, a worker cannot read tensors, and loading torch for each submission takes seconds.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

FIRST_USES = {
    "gradients": re.compile("grad|backward"),
    "optimizer": re.compile("optim"),
}
"""What torch imports only when it is first used, and how code names it: 0.5 s of CPU, and 1.1 s more."""


def first_uses(texts: Iterable[str]) -> tuple[str, ...]:
    """What code may use of torch that is not loaded with it; a name in a comment counts as well."""
    whole = "\n".join(texts)
    return tuple(name for name, named in FIRST_USES.items() if named.search(whole))


def libraries_of(paths: Iterable[Path]) -> tuple[str, ...]:
    """Libraries to preload: numpy, which the worker needs, and torch if one of the modules imports it.

    Other libraries may start threads when they are imported, and threads do not survive a fork. A module that is not
    valid Python imports nothing; running it reports the error.
    """
    found = {name for path in paths if path.is_file() for name in _imported_packages(path)}
    return ("numpy", "torch") if "torch" in found else ("numpy",)


def _imported_packages(path: Path) -> Iterator[str]:
    """Top-level packages that a module imports."""
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
