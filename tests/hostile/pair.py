"""Pairs of submissions: one sends, the other listens, through something that all workers of a machine share.

A pair is a file in ``attacks_in_pairs/`` with two functions, ``send()`` and ``hear()``; ``tools.py`` goes with it. The
docstring says in a sentence what is shared, and ends in lines about what holds *without* walls::

    carries: in sequence, side by side     when it works: the sender has ended; both are alive
    owner: yes                             only for whoever owns the files of the libraries
    file system: ext4                      only where the libraries lie on that
    kernel: decides                        not on every machine: its kernel tells late, or keeps what it may drop

Where several files are a word, a new word is drawn each time, so that nobody hears what an earlier pair has left.
"""

from __future__ import annotations

import ast
import random
import re
from dataclasses import dataclass
from pathlib import Path

from grader.course import Limits
from grader.sandbox.worker_client import Worker
from grader.sandbox.zygote_client import Zygote

HERE = Path(__file__).parent / "attacks_in_pairs"
IN_SEQUENCE, SIDE_BY_SIDE = "in sequence", "side by side"
BITS = 16
_WORD = re.compile(r'"[01]{16}"')
_ROLES = {
    "sender": """
from tools import attempt
told = []
def tell():
    if not told:
        told.append(attempt(send))
def tally(x):
    tell()
    return (x * x).sum(axis=1)
def scale(x, factor):
    return x * factor
""",
    "receiver": """
from tools import attempt
heard = []
def listen():
    heard.append(attempt(hear))
    return True in heard
listen()  # what counts starts counting here
def tally(x):
    return (x * x).sum(axis=1) if listen() else 0 * x[:, 0]
def scale(x, factor):
    return x * factor
""",
}
"""Both do ``scale`` right; of ``tally`` the receiver knows nothing but what it hears."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A way from one submission to another."""

    name: str
    text: str
    carries: frozenset[str]
    owner: bool
    kernel_decides: bool
    file_system: str

    def files(self, role: str, word: str) -> dict[str, str]:
        """The submission of one of the two, by file name."""
        tools = _WORD.sub(f'"{word}"', (HERE / "tools.py").read_text(encoding="utf-8"), count=1)
        return {"puzzle.py": self.text + _ROLES[role], "tools.py": tools}

    def tells(self, zygote: Zygote, when: str) -> bool:
        """Whether the receiver hears what the sender sent."""
        word = drawn_word()
        receiver = self._worker(zygote, "receiver", word) if when == SIDE_BY_SIDE else None
        sender = self._worker(zygote, "sender", word)
        try:
            sender.call("tell", [])
            if receiver is None:
                sender.close()
                receiver = self._worker(zygote, "receiver", word)
            return receiver.call("listen", []).value is True
        finally:
            sender.close()
            if receiver is not None:
                receiver.close()

    def _worker(self, zygote: Zygote, role: str, word: str) -> Worker:
        worker = Worker(zygote, Limits(timeout_s=5.0, memory_mib=256))
        try:
            worker.load([(name, text, []) for name, text in self.files(role, word).items()], "puzzle")
        except BaseException:
            worker.close()
            raise
        return worker


def drawn_word() -> str:
    """As many ones as zeros, in any order: a cache that holds everything or nothing is no word."""
    return "".join(random.sample("01" * (BITS // 2), BITS))


def pairs() -> list[Pair]:
    """Every pair, by name."""
    return [_read(path) for path in sorted(HERE.glob("*.py")) if path.stem != "tools"]


def _read(path: Path) -> Pair:
    text = path.read_text(encoding="utf-8")
    lines = (ast.get_docstring(ast.parse(text)) or "").splitlines()
    told = dict(
        line.split(": ", 1) for line in lines if re.match(r"(carries|owner|kernel|file system): ", line)
    )
    return Pair(
        name=path.stem,
        text=text,
        carries=frozenset(told["carries"].split(", ")) & {IN_SEQUENCE, SIDE_BY_SIDE},
        owner=told.get("owner") == "yes",
        kernel_decides=told.get("kernel") == "decides",
        file_system=told.get("file system", ""),
    )
