"""Decide between a Python file and a notebook that lie side by side, where either may be the work.

A student who got a starter and works in a notebook hands in both. The untouched starter holds no work, so the notebook
counts. If both hold work, a person has to say which one counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from grader.errors import SubmissionError
from grader.intake.notebook import extract_code
from grader.intake.selection import join_names, suffix
from grader.intake.source import decode_source
from grader.intake.submission import Caps, quoted
from grader.messages import say


def chosen_work(files: Mapping[str, bytes], main: str, module: str, starter: str, caps: Caps) -> str:
    """The file that holds the work: ``main``, or a notebook beside it if ``main`` is the untouched starter.

    Parameters
    ----------
    files : mapping
        Contents by relative name.
    main : str
        The file with the module's name.
    module : str
        The module's file name, ``metrics.py``.
    starter : str
        `starter_digest` of what was handed out; empty if it is not known, and then ``main`` is the work.

    Raises
    ------
    SubmissionError
        Both hold work, or several notebooks could be meant.
    """
    if not starter or suffix(main) != ".py":
        return main
    text = decode_source(files[main], main, caps)
    notebooks = _notebooks_beside(files, main, module, text, caps)
    if not notebooks:
        return main
    if starter_digest(text) != starter:
        raise SubmissionError(say("intake.which_work", file=quoted(main), notebook=join_names(notebooks)))
    if len(notebooks) > 1:
        raise SubmissionError(
            say("intake.which_notebook", file=quoted(main), notebooks=join_names(notebooks))
        )
    return notebooks[0]


def notebook_notice(notebook: str, starter: str) -> str:
    """The notice for a notebook that counts in place of the starter."""
    return say("intake.notebook_counts", notebook=quoted(notebook), file=quoted(starter))


def starter_digest(text: str) -> str:
    """The digest of a starter. Line ends and spaces at them do not count."""
    lines = [line.rstrip() for line in text.rstrip().splitlines()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _notebooks_beside(files: Mapping[str, bytes], main: str, module: str, text: str, caps: Caps) -> list[str]:
    """Notebooks in the folder of the main file that hold work: those with the module's name, else all others."""
    folder = PurePosixPath(main).parent
    beside = [
        name for name in sorted(files) if suffix(name) == ".ipynb" and PurePosixPath(name).parent == folder
    ]
    named = [n for n in beside if PurePosixPath(n).stem.lower() == module.removesuffix(".py").lower()]
    return [n for n in named or beside if _holds_work(files[n], n, text, caps)]


def _holds_work(raw: bytes, name: str, text: str, caps: Caps) -> bool:
    """Whether a notebook defines something that the Python file defines, too. One with plots or notes does not."""
    try:
        code = extract_code(raw, PurePosixPath(name).name, name, caps).source.text
    except SubmissionError:
        return False
    return bool(_definitions(text) & _definitions(code)) and starter_digest(code) != starter_digest(text)


def _definitions(text: str) -> set[str]:
    """The first lines of the functions and classes at the top of a module, as far as their names."""
    heads = (line.split("(")[0].split(":")[0].split() for line in text.splitlines())
    return {head[-1] for head in heads if len(head) > 1 and head[-2] in ("def", "class")}
