"""What must be true after a fault: the grades of an undisturbed run, nothing lost, doubled or left behind."""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fault import SIZE, Broken, Moment, Run, command, members, records, wait, write_room
from surroundings import Surroundings

BY_ITSELF, RESUMED, MISSED = "by itself", "--resume", "missed"
WRITES = 3 * SIZE + 2
"""A record, a report and a page for each submission, the sheet and the page of the class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """What a finished run says, but for what depends on the clock."""

    sheet: str
    reports: dict[str, Any]
    """By student: score, attempt, level, and every test with verdict, points and mistake."""
    records: dict[str, Any]

    @classmethod
    def of(cls, out: Path) -> Grades:
        """Read an output folder.

        Raises
        ------
        Broken
            A file is missing, is not whole, or was left there.
        """
        stray = [str(path) for path in out.rglob("*.tmp")]
        if stray:
            raise Broken(f"temporary files are left: {stray}")
        pages = {path.parent.parent.name for path in out.glob("*/*/report.html") if _whole(path)}
        reports = {path.parent.parent.name: _result(_json(path)) for path in out.glob("*/*/report.json")}
        kept = {path.stem: _result(_json(path)["record"]["report"]) for path in records(out).glob("*.json")}
        sheet = out / "grades.csv"
        whole = _whole(out / "index.html") and sheet.exists()
        if not (whole and pages == reports.keys() == kept.keys()):
            there = {"pages": sorted(pages), "reports": sorted(reports), "records": sorted(kept)}
            raise Broken(f"the run ended well, but these are all that is there: {there}")
        return cls(sheet=sheet.read_text(), reports=reports, records=kept)


def _json(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text())
    return read


def _whole(page: Path) -> bool:
    return page.exists() and page.read_text().rstrip().endswith("</html>")


def _result(report: dict[str, Any]) -> object:
    tests = [(t["id"], t["verdict"], t["points"], (t["mistake"] or {}).get("id")) for t in report["tests"]]
    return report["score"], report["attempt"], report["isolation"], tests


def _scored(out: Path) -> dict[str, int]:
    """When each submission that has a score was recorded."""
    paths = records(out).glob("*.json")
    return {p.stem: p.stat().st_mtime_ns for p in paths if _json(p)["record"]["report"]["score"] is not None}


def check_words(said: str, code: int) -> None:
    """What a run said is meant for people; and it says why, if it did not finish."""
    if "Traceback" in said:
        raise Broken(f"a traceback: {said[-1500:]}")
    if code not in (0, 3, -signal.SIGKILL):
        raise Broken(f"exit code {code}: {said[-500:]}")
    # a sentence at least that says what happened, and one that says what to do
    if code == 3 and not re.search(r"^Error: .{15,}\. .{15,}\.|\d not graded", said, re.MULTILINE):
        raise Broken(f"exit code 3 without what happened and what to do: {said[-500:]}")


def check_finished(run: Run, undisturbed: Grades) -> None:
    """A run that ended with 0 differs in nothing from one that was left in peace."""
    steps = re.findall(r"^\[\d+/\d+\] (\S+) ", run.said, re.MULTILINE)
    kept = re.search(r"^Kept from an earlier run: (\d+) of ", run.said, re.MULTILINE)
    told = len(steps) + (int(kept[1]) if kept else 0)
    if not set(steps) <= set(undisturbed.records) or told != len(undisturbed.records):
        raise Broken(f"graded were {sorted(steps)}, and kept {kept[1] if kept else 0}")
    found = Grades.of(run.out)
    if found != undisturbed:
        lost = sorted(undisturbed.records.keys() - found.records.keys())
        other = {
            name: result for name, result in found.records.items() if result != undisturbed.records.get(name)
        }
        raise Broken(f"other grades than undisturbed: lost {lost}, other {other}, sheet {found.sheet}")
    if left := [path.name for path in (run.place / "tmp").iterdir()]:
        raise Broken(f"temporary files are left: {left}")


def recover(run: Run, undisturbed: Grades, mend: Callable[[], object] = bool) -> str:
    """After a fault: let the run end, or the same command go on; which of the two it took.

    Parameters
    ----------
    run : Run
    undisturbed : Grades
    mend : callable
        Takes away what a run could not go on with, before the second one.

    Raises
    ------
    Broken
        Whatever is not as if nothing had happened.
    """
    code = run.end()
    check_words(run.said, code)
    if code == 0:
        check_finished(run, undisturbed)
        return BY_ITSELF
    kept = _scored(run.out)
    mend()
    again = Run([*run.arguments, "--resume"], run.place, out=run.out, temporary=run.temporary)
    code = again.end()
    check_words(again.said, code)
    if code != 0:
        raise Broken(f"--resume ended with {code}: {again.said[-500:]}")
    check_finished(again, undisturbed)
    now = _scored(run.out)
    doubled = [student for student, when in kept.items() if now[student] != when]
    if doubled:
        raise Broken(f"graded a second time: {doubled}")
    return RESUMED


class Trials:
    """Faults tried on one class.

    Parameters
    ----------
    root : Path
        Everything is written below it.
    """

    def __init__(self, root: Path) -> None:
        self._root = write_room(root)
        self._number = 0
        run = self._run()
        seen: dict[str, list[float]] = {}

        def ended() -> bool:
            for victim, living in members(run.process.pid).items():
                if living and run.running:
                    seen.setdefault(victim, [run.age_s])[1:] = [run.age_s]
            return not run.running

        wait(ended, "an undisturbed run")
        self.length_s = run.age_s
        self.lives: dict[str, tuple[float, float]] = {
            name: (ages[0], ages[-1]) for name, ages in seen.items()
        }
        """For each kind of process, from when to when there was one."""
        assert run.end() == 0, run.said
        self.undisturbed = Grades.of(run.out)
        self.finished = run

    def killed(self, chance: random.Random, *strikes: tuple[str, Moment], at_write: int = 0) -> str:
        """``kill -9`` of one process after the other; at last of the command between a write and its rename."""
        place = self._place()
        run = Run(command(self._root, place / "out", dies_at_write=at_write), place)
        hits = [run.strike(victim, moment, chance) for victim, moment in strikes]
        if at_write:
            wait(lambda: not run.running, "the command to kill itself")
            hits.append(bool(list(run.out.rglob("*.tmp"))))
            run.arguments = command(self._root, run.out)
        outcome = recover(run, self.undisturbed)
        return outcome if all(hits) else MISSED

    def removed(self, moment: Moment) -> str:
        """The output folder is deleted under the run."""
        run = self._run()
        if not run.reach(moment):
            return MISSED

        def gone() -> bool:
            shutil.rmtree(run.out, ignore_errors=True)  # the run may be writing into it
            return not run.out.exists()

        there = run.out.exists()
        wait(gone, "the folder to be removed")
        outcome = recover(run, self.undisturbed)
        return outcome if there else MISSED

    def full_disk(self, options: str) -> str:
        """The results go to a disk too small for them, which is enlarged before the second run."""
        place = self._place()
        disk = place / "disk"
        disk.mkdir()
        with Surroundings('mount -t tmpfs -o "$1" small "$2"', options, str(disk)) as there:
            arguments = there.inside(*command(self._root, disk / "out"))
            run = Run(arguments, place, out=there.seen(disk / "out"))
            enlarge = there.inside("mount", "-o", "remount,size=64m,nr_inodes=4096", str(disk))
            outcome = recover(run, self.undisturbed, lambda: subprocess.run(enlarge, check=True))
        return MISSED if outcome == BY_ITSELF else outcome  # it had room enough

    def full_tmp(self) -> str:
        """Nothing can be written to the folder for temporary files."""
        place = self._place()
        tmp = place / "tmp"
        tmp.mkdir()
        script = """\
            mount -t tmpfs -o size=256k small "$1"
            dd if=/dev/zero of="$1/filled" bs=4k 2>/dev/null || true
        """
        with Surroundings(script, str(tmp)) as there:
            full = subprocess.run(
                there.inside("sh", "-c", f"echo 1 >{tmp}/more"), check=False, capture_output=True
            )
            before = sorted(there.seen(tmp).iterdir())
            run = Run(there.inside(*command(self._root, place / "out")), place, temporary=tmp)
            outcome = recover(run, self.undisturbed)
            if sorted(there.seen(tmp).iterdir()) != before:
                raise Broken(f"temporary files are left: {sorted(there.seen(tmp).iterdir())}")
        return outcome if full.returncode else MISSED

    def _place(self) -> Path:
        self._number += 1
        place = self._root / f"trial{self._number}"
        place.mkdir()
        return place

    def _run(self) -> Run:
        place = self._place()
        return Run(command(self._root, place / "out"), place)
