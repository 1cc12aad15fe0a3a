"""Decide between a Python file and a notebook that lie side by side, where either may be the work.

A student who got a starter and works in a notebook hands in both. The untouched starter holds no work, so the notebook
counts. If both hold work, a person has to say which one counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping, Set
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
        Both hold work, several notebooks could be meant, or ``main`` is untouched and a notebook cannot be read.
    """
    if not starter or suffix(main) != ".py":
        return main
    text = decode_source(files[main], main, caps)
    asked, known = _definitions(text), {starter, starter_digest(text)}
    untouched = starter_digest(text) == starter
    notebooks = []
    for name in _notebooks_beside(files, main, module):
        try:
            if _holds_work(files[name], name, asked, known, caps):
                notebooks.append(name)
        except SubmissionError:
            if untouched:  # what cannot be read may be the work
                raise
    if not notebooks:
        return main
    if not untouched:
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


def _notebooks_beside(files: Iterable[str], main: str, module: str) -> list[str]:
    """Notebooks in the folder of the main file: those with the module's name, else all others."""
    folder, stem = PurePosixPath(main).parent, module.removesuffix(".py").lower()
    paths = [PurePosixPath(name) for name in sorted(files)]
    beside = [path for path in paths if path.suffix.lower() == ".ipynb" and path.parent == folder]
    return [str(path) for path in ([p for p in beside if p.stem.lower() == stem] or beside)]


def _holds_work(raw: bytes, name: str, asked: Set[str], known: Container[str], caps: Caps) -> bool:
    """Whether a notebook defines something that is asked for, and is no copy of what is known by its digest."""
    code = extract_code(raw, PurePosixPath(name).name, name, caps).source.text
    return bool(asked & _definitions(code)) and starter_digest(code) not in known


def _definitions(text: str) -> set[str]:
    """The first lines of the functions and classes at the top of a module, as far as their names."""
    heads = (line.split("(")[0].split(":")[0].split() for line in text.splitlines())
    return {head[-1] for head in heads if len(head) > 1 and head[-2] in ("def", "class")}
