"""A run of the real command in which something goes wrong.

The command grades a class of twelve with two grading processes. Below it are, at level 3::

    grader grade ── grader.grading ×2 ── grader.worker (waits) ── grader.worker (zygote) ── its workers

Nothing is mocked: a fault is a signal from outside, a small disk in a mount namespace, a folder removed. What
is left of the command afterwards becomes a child of this process, which adopts orphans, and so is seen.
"""

from __future__ import annotations

import contextlib
import copy
import ctypes
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from attack import HERE
from residue import PROJECT

VICTIMS = ("main", "grading", "zygote", "worker")
ATTACKS = ("B_exit_in_call", "B_not_written_yet", "C_abort", "C_endless_loop", "C_recursion")
"""Harmless ones that end in other ways than a wrong number: a worker that dies, a limit, an exception."""
CONTROLS = {"right": 4, "wrong": 3}
SIZE = len(ATTACKS) + sum(CONTROLS.values())
KNOWN_MISTAKE = '''\
"""You add absolute values. The squares are asked for."""

import numpy as np


def tally(x):
    return np.sum(np.abs(x), axis=1)
'''
FULL_FEEDBACK = '\n[feedback]\nhidden = "full"\n'
SECOND_SIZE = '''

@task("tally", weak=True)
def test_few_rows(compare, rng):
    """Few rows give few numbers."""
    compare.tally(rng.normal(size=(4, 9)))
'''
"""A known mistake is named only where calls of two sizes prove it."""
_PATIENCE_S = 60.0
_SUBREAPER = 36
_DIE_AT_A_WRITE = """\
import os, signal
left, replace = {number}, os.replace
def dying(*names, **options):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(*names, **options)
os.replace = dying
"""


class Broken(AssertionError):
    """What a fault did to grades, files or processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """From when on the next living victim is struck: so long after so many submissions were recorded."""

    records: int = 0
    delay_s: float = 0.0


def write_room(root: Path) -> Path:
    """A course and a class below a folder."""
    puzzle = root / "course" / "puzzle"
    shutil.copytree(HERE / "course", root / "course", ignore=shutil.ignore_patterns("__pycache__"))
    (puzzle / "wrong").mkdir(exist_ok=True)
    (puzzle / "wrong" / "tally__absolute.py").write_text(KNOWN_MISTAKE)
    for path, more in (("assignment.toml", FULL_FEEDBACK), ("hidden/test_puzzle.py", SECOND_SIZE)):
        (puzzle / path).write_text((puzzle / path).read_text() + more)
    (root / "class").mkdir()
    for name in ATTACKS:
        shutil.copy(HERE / "attacks" / "puzzle" / f"{name}.py", root / "class" / f"{name}_puzzle.py")
    for kind, count in CONTROLS.items():
        for n in range(count):
            shutil.copy(HERE / "controls" / "puzzle" / f"{kind}.py", root / "class" / f"{kind}{n}_puzzle.py")
    return root


def command(root: Path, output: Path, *, dies_at_write: int = 0) -> list[str]:
    """``grader grade`` of the class in a room; it may be made to kill itself before it renames its n-th file."""
    inside = _DIE_AT_A_WRITE.format(number=dies_at_write) + "from grader.cli import main\nmain()"
    start = ["-c", inside] if dies_at_write else ["-m", "grader"]
    arguments = ["grade", str(root / "class"), "-a", "puzzle", "--course", str(root / "course"), "-j", "2"]
    return [sys.executable, *start, *arguments, "-o", str(output)]


class Run:
    """The command, running or ended, with a folder for what it says and for temporary files.

    Parameters
    ----------
    arguments : sequence of str
    place : Path
        The folder; made if missing.
    out : Path, optional
        Where its results are seen from here, if not in ``place/out``.
    temporary : Path, optional
        Its TMPDIR, if not ``place/tmp``.
    """

    def __init__(
        self, arguments: Sequence[str], place: Path, *, out: Path | None = None, temporary: Path | None = None
    ) -> None:
        self.arguments = arguments
        self.place = place
        self.out = out or place / "out"
        self.temporary = temporary or place / "tmp"
        (place / "tmp").mkdir(parents=True, exist_ok=True)
        around = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "GRADER_"))}
        own = {"NO_COLOR": "1", "PYTHONPATH": str(PROJECT), "TMPDIR": str(self.temporary)}
        self._strangers = _children(os.getpid())
        with (place / "said").open("wb") as said:  # a file: a pipe would be held open by what is left over
            self.process = subprocess.Popen(
                arguments, cwd=place, env={**around, **own}, stdin=subprocess.DEVNULL, stdout=said,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        self._started = time.monotonic()

    @property
    def age_s(self) -> float:
        return time.monotonic() - self._started

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    @property
    def said(self) -> str:
        return (self.place / "said").read_text(errors="replace")

    def seen_at(self, out: Path) -> Run:
        """The same run with its results elsewhere."""
        other = copy.copy(self)
        other.out = out
        return other

    def recorded(self) -> int:
        """How many submissions have a record."""
        try:
            return sum(path.suffix == ".json" for path in records(self.out).iterdir())
        except FileNotFoundError:
            return 0

    def reach(self, moment: Moment) -> bool:
        """Wait for a moment; whether the run has not ended before."""
        wait(lambda: not self.running or self.recorded() >= moment.records, "records")
        since = self.age_s if moment.records else 0.0
        wait(lambda: not self.running or self.age_s - since >= moment.delay_s, "time to pass")
        return self.running

    def strike(self, victim: str, moment: Moment, chance: random.Random) -> bool:
        """``kill -9`` the next living victim from a moment on; whether there was one."""
        self.reach(moment)
        hit = False

        def over() -> bool:
            nonlocal hit
            if self.running:
                living = members(self.process.pid)[victim]
                hit = bool(living) and _killed(chance.choice(living))
            return hit or not self.running

        wait(over, f"a living {victim}")
        return hit

    def end(self) -> int:
        """Wait until the command and all it started are gone; its exit code.

        Raises
        ------
        Broken
            It or something it started does not end; that is killed then.
        """
        try:
            wait(lambda: not self.running, "the command to end")
            wait(lambda: not self._left_over(), "what the command started to end")
        except Broken as error:
            left = [self.process.pid] if self.running else self._left_over()
            told = [_command_line(pid) for pid in left]
            for pid in left:
                os.kill(pid, signal.SIGKILL)
            self.process.wait()
            wait(lambda: not self._left_over(), "what was killed to end")
            raise Broken(f"{error}: {told}") from None
        return self.process.wait()

    def _left_over(self) -> list[int]:
        """Adopted children that still run; the others are laid to rest."""
        mine = [pid for pid in _children(os.getpid()) if pid not in self._strangers]
        return [pid for pid in mine if pid != self.process.pid and not _reaped(pid)]


def records(out: Path) -> Path:
    return out / ".grader" / "records" / "puzzle"


@contextlib.contextmanager
def adopting_orphans() -> Iterator[None]:
    """Within, what a killed command leaves behind becomes a child of this process."""
    prctl = ctypes.CDLL(None).prctl
    prctl(_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        prctl(_SUBREAPER, 0, 0, 0, 0)


def members(main: int) -> dict[str, list[int]]:
    """The processes of a running command by what they are, as it is this moment."""
    gradings = [pid for pid in _children(main) if "grader.grading" in _command_line(pid)]
    found = {"main": [main], "grading": gradings, "zygote": [], "worker": []}
    for grading in gradings:
        outer = [pid for pid in _children(grading) if "grader.worker" in _command_line(pid)]
        # At level 3 the outer process only waits; the zygote is the first of a namespace below it.
        inner = [pid for pid in _descend(outer) if _depth(pid) == _depth(grading) + 1]
        found["zygote"] += [*outer, *inner]
        found["worker"] += _descend(inner or outer)
    return {name: [pid for pid in pids if _alive(pid)] for name, pids in found.items()}


def _descend(parents: list[int]) -> list[int]:
    return [child for parent in parents for child in _children(parent)]


def _children(pid: int) -> list[int]:
    found = []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in _read(task / "children").split()]
    return found


def _command_line(pid: int) -> list[str]:
    return _read(Path(f"/proc/{pid}/cmdline")).split("\0")


def _depth(pid: int) -> int:
    """In how many namespaces a process has a number, as seen from here."""
    lines = _read(Path(f"/proc/{pid}/status")).splitlines()
    return len(next((line for line in lines if line.startswith("NSpid:")), "").split())


def _alive(pid: int) -> bool:
    """Whether a process runs: one that ended and waits to be reaped does not."""
    return _read(Path(f"/proc/{pid}/stat")).rpartition(") ")[2][:1] not in ("", "Z", "X")


def _read(path: Path) -> str:
    """A file of /proc; nothing once the process is gone."""
    try:
        return path.read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _killed(pid: int) -> bool:
    """End a process by force; whether it was alive until then."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return False
    try:
        if not _alive(pid):
            return False
        signal.pidfd_send_signal(handle, signal.SIGKILL)
        return bool(select.select([handle], [], [], _PATIENCE_S)[0])
    except ProcessLookupError:
        return False
    finally:
        os.close(handle)


def _reaped(pid: int) -> bool:
    try:
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG) is not None
    except ChildProcessError:
        return True


def wait(condition: Callable[[], object], what: str) -> None:
    """Look again every millisecond, for a minute at most."""
    deadline, pause = time.monotonic() + _PATIENCE_S, threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            raise Broken(f"waited {_PATIENCE_S:.0f} s in vain for {what}")
        pause.wait(0.001)
