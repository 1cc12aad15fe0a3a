"""Decide between the untouched starter and the work beside it or in another folder.

A student who got a starter and works in a notebook, or in a folder of their own, hands in both. The untouched starter
holds no work, so the other file counts. If a Python file and a notebook beside it both hold work, a person has to say
which one counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence, Set
from pathlib import PurePosixPath

from grader.errors import SubmissionError
from grader.intake.notebook import extract_code
from grader.intake.selection import join_names, named_files, suffix
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


def starters_beside_work(files: Mapping[str, bytes], module: str, starter: str, caps: Caps) -> list[str]:
    """The untouched starters, if a file of the module's name in another folder holds work; else none.

    Parameters
    ----------
    files : mapping
        Contents by relative name.
    module : str
        The module's file name, ``metrics.py``.
    starter : str
        `starter_digest` of what was handed out; empty if it is not known, and then no file is a starter.
    """
    named = named_files(files, module) if starter else []
    starters = [name for name in named if _is_starter(files[name], name, starter, caps)]
    folders = {_folder(name) for name in starters}
    asked = _definitions(decode_source(files[starters[0]], starters[0], caps)) if starters else set()
    work = any(
        _folder(name) not in folders and _may_hold_work(files[name], name, asked, starter, caps)
        for name in named
    )
    return starters if work else []


def is_untouched(files: Mapping[str, bytes], module: str, starter: str, caps: Caps) -> bool:
    """Whether the files of one folder hold the starter as it was handed out, and no work in a notebook beside it."""
    named = named_files(files, module)
    try:
        main = chosen_work(files, named[0], module, starter, caps) if named else ""
    except SubmissionError:  # it may be the work, so a person is asked
        return False
    return bool(main) and _is_starter(files[main], main, starter, caps)


def work_notice(work: str, starters: Sequence[str]) -> str:
    """The notice for a file that counts in place of the starters in other folders."""
    return say("intake.work_counts", work=quoted(work), starters=join_names(starters))


def notebook_notice(notebook: str, starter: str) -> str:
    """The notice for a notebook that counts in place of the starter."""
    return say("intake.notebook_counts", notebook=quoted(notebook), file=quoted(starter))


def starter_digest(text: str) -> str:
    """The digest of a starter. Line ends and spaces at them do not count."""
    lines = [line.rstrip() for line in text.rstrip().splitlines()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _is_starter(raw: bytes, name: str, starter: str, caps: Caps) -> bool:
    """Whether a Python file is the starter; what cannot be decoded is not."""
    try:
        return suffix(name) == ".py" and starter_digest(decode_source(raw, name, caps)) == starter
    except SubmissionError:
        return False


def _may_hold_work(raw: bytes, name: str, asked: Set[str], starter: str, caps: Caps) -> bool:
    if suffix(name) == ".py":
        return not _is_starter(raw, name, starter, caps)
    try:
        return _holds_work(raw, name, asked, {starter}, caps)
    except SubmissionError:  # what cannot be read may be the work
        return True


def _folder(name: str) -> PurePosixPath:
    return PurePosixPath(name).parent


def _notebooks_beside(files: Iterable[str], main: str, module: str) -> list[str]:
    """Notebooks in the folder of the main file: those with the module's name, else all others."""
    folder, stem = _folder(main), module.removesuffix(".py").lower()
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
