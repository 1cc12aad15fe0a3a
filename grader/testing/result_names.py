"""Names of the results of a function, from the *Returns* section of its docstring."""

from __future__ import annotations

import functools
import inspect
import re

_SECTION = re.compile(r"^Returns\n-+\n(.*?)(?:\n\n[^\n]+\n-+\n|\Z)", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"^([A-Za-z_]\w*(?:, [A-Za-z_]\w*)*) : ", re.MULTILINE)


@functools.cache
def result_names(docstring: str) -> tuple[str, ...]:
    """The names in order; empty if the docstring gives none.

    Examples
    --------
    >>> result_names("Split.\\n\\nReturns\\n-------\\nq, r : int\\n    Both.\\n")
    ('q', 'r')
    """
    section = _SECTION.search(inspect.cleandoc(docstring))
    entries = _ENTRY.findall(section[1]) if section else []
    return tuple(name for entry in entries for name in entry.split(", "))
