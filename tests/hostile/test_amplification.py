"""What a submission makes of the space, memory and time of others stays in proportion, whatever is in it."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
import time
import tracemalloc
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pytest
from amplification import AMPLIFIERS, MIB, RIGHT, WRONG, write_course

from grader.budget import within_budget
from grader.exporters import gradescope_json, junit_xml, step_summary
from grader.grading.store import read_record
from grader.model import SourceFile, Verdict
from grader.reports import report_html

FILE_BYTES = 1_000_000
"""What a file of a student's may take."""
MAIN_BYTES = 400 * MIB
"""Peak of the main process; 120 MiB were measured. Of a class that is held whole it is gigabytes."""
GRADING_BYTES = 600 * MIB
"""Peak of a grading process; 160 MiB were measured."""

_MEASURED = """
import json, os, resource, sys
from grader.cli import main
try:
    main()
finally:
    status = open("/proc/self/status").read()
    peaks = {
        "main": 1024 * int(status.partition("VmHWM:")[2].split()[0]),
        "grading": 1024 * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
    }
    with open(os.environ["PEAKS"], "w") as file:
        json.dump(peaks, file)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A command that has ended."""

    code: int
    output: str
    main_bytes: int
    grading_bytes: int
    wall_s: float


def run(folder: Path, *arguments: str) -> Run:
    """Run a command of the grader and look at how much memory its processes took."""
    peaks = folder / "peaks.json"
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-P", "-c", _MEASURED, *arguments],
        env={**os.environ, "PEAKS": str(peaks)}, cwd=folder, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    wall_s = time.monotonic() - started
    measured = json.loads(peaks.read_text())
    return Run(
        code=done.returncode, output=done.stdout + done.stderr, main_bytes=measured["main"],
        grading_bytes=measured["grading"], wall_s=wall_s,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """Every amplifier, graded between a right and a wrong neighbour."""

    folder: Path
    run: Run

    def files(self, student: str) -> dict[str, Path]:
        """A student's files, by name."""
        return {p.name: p for p in (self.folder / "out" / student / "loud").rglob("*") if p.is_file()}

    def record(self, student: str):
        return read_record(self.folder / "out/.grader/records/loud" / f"{student}.json")

    def handed_in(self, student: str) -> Path:
        return next((self.folder / "class").glob(f"{student}.*"))


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def graded(tmp_path_factory, course):
    folder = tmp_path_factory.mktemp("amplified")
    (folder / "class").mkdir()
    for name, tried in AMPLIFIERS.items():
        tried.write(folder / "class" / f"{name}{tried.ending}")
    (folder / "class" / "0-right.py").write_text(RIGHT)
    (folder / "class" / "z-wrong.py").write_text(WRONG)
    done = run(
        folder, "grade", "class", "-a", "loud", "-o", "out", "--jobs", "2", "--course", str(course)
    )  # fmt: skip
    return Class(folder=folder, run=done)


EACH = pytest.mark.parametrize("name", AMPLIFIERS)
TAKEN = pytest.mark.parametrize("name", [n for n, tried in AMPLIFIERS.items() if tried.score is not None])


def seen(page: str) -> str:
    """The words of a page."""
    return html.unescape(re.sub(r"<[^>]*>", "", page.partition("</style>")[2]))


@EACH
def test_it_gets_the_points_of_its_answer_or_a_reason(graded, name):
    tried, files = AMPLIFIERS[name], graded.files(name)
    if tried.score is None:
        assert not files
        assert tried.told in re.sub(r"\s+", " ", graded.run.output)
        assert tried.told in seen((graded.folder / "out/index.html").read_text())
        return
    report = json.loads(files["report.json"].read_text())
    assert report["score"] == tried.score, [
        (t["id"], t["verdict"], t["message"][:200]) for t in report["tests"]
    ]
    assert tried.told in seen(files["report.html"].read_text())


@TAKEN
def test_each_of_its_files_stays_small(graded, name):
    sizes = {file: path.stat().st_size for file, path in graded.files(name).items()}
    assert sizes.keys() == {"report.html", "report.json"}
    assert max(sizes.values()) < FILE_BYTES
    came_in = graded.handed_in(name).stat().st_size
    assert sum(sizes.values()) < 10 * max(came_in, 100_000), (came_in, sizes)


@TAKEN
def test_each_file_of_a_ci_job_stays_small(graded, name):
    report = within_budget(graded.record(name).report)
    for text in (junit_xml([report]), step_summary([report]), gradescope_json([report])):
        assert len(text.encode()) < FILE_BYTES


@TAKEN
def test_the_record_of_the_staff_holds_everything_and_a_cut_is_told(graded, name):
    report = graded.record(name).report
    shown = msgspec.json.decode(graded.files(name)["report.json"].read_bytes(), type=type(report))
    assert not any(file.left_out for file in report.sources)
    for whole, cut in zip(report.sources, shown.sources, strict=True):
        assert whole.name == cut.name
        lines = whole.text.removesuffix("\n").split("\n")
        numbered = cut.numbered()
        assert all(lines[at - 1] == line or "left out]" in line for at, line in numbered[: len(lines)])
        missing = sum(last - first + 1 for first, last in cut.left_out)
        assert missing + len([at for at, _ in numbered if at <= len(lines)]) == len(lines)


@TAKEN
def test_lines_that_a_test_points_to_are_among_those_shown(graded, name):
    report = json.loads(graded.files(name)["report.json"].read_text())
    missing = {
        file["name"]: {line for first, last in file["left_out"] for line in range(first, last + 1)}
        for file in report["sources"]
        if not file["cells"]
    }
    places = [p for t in report["tests"] if t["verdict"] != "passed" for p in t["lines"]]
    assert not [p for p in places if p["line"] in missing.get(p["file"], ())]


def test_the_neighbours_keep_their_own_scores(graded):
    assert graded.record("0-right").report.score == 4.0
    assert graded.record("z-wrong").report.score == 2.0


def test_no_process_grows_with_what_is_handed_in(graded):
    assert graded.run.main_bytes < MAIN_BYTES
    assert graded.run.grading_bytes < GRADING_BYTES


def test_the_class_takes_seconds(graded):
    assert graded.run.code == 4, graded.run.output[-2000:]
    assert graded.run.wall_s < 400  # 40 were measured on two busy cores


def test_what_speaks_about_the_class_is_in_proportion_to_its_students(graded):
    for name in ("index.html", "grades.csv"):
        assert (graded.folder / "out" / name).stat().st_size < 30_000 + 5_000 * len(AMPLIFIERS)


def test_the_main_process_is_flat_in_the_class(tmp_path, course):
    peaks = []
    for students in (4, 40):
        (tmp_path / str(students)).mkdir()
        for number in range(students):
            with zipfile.ZipFile(tmp_path / str(students) / f"s{number}.zip", "w") as archive:
                archive.writestr("loud.py", RIGHT + f"# {number:030}\n" * 30_000)
                archive.writestr("data.bin", bytes(5 * MIB))
        arguments = ("-a", "loud", "-o", f"out{students}", "--jobs", "1", "--course", str(course))
        done = run(tmp_path, "grade", str(students), *arguments)
        assert done.code == 0, done.output[-2000:]
        peaks.append(done.main_bytes)
    # 216 MiB of submissions more, 36 of them sources
    assert peaks[1] - peaks[0] < 25 * MIB


@pytest.mark.parametrize("name", ["prints", "blank-lines", "words-of-exceptions"])
def test_a_ci_job_keeps_to_the_same_limits(tmp_path, course, name):
    (tmp_path / "work").mkdir()
    AMPLIFIERS[name].write(tmp_path / "work" / "loud.py")
    done = run(tmp_path, "ci", "work", "--course", str(course), "-o", "out")
    sizes = {p.name: p.stat().st_size for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert sizes.keys() == {
        "ctrf.json",
        "junit.xml",
        "summary.md",
        "report.html",
        "report.json",
        "results.json",
    }
    assert max(sizes.values()) < FILE_BYTES
    assert len(done.output.encode()) < FILE_BYTES
    assert done.main_bytes < MAIN_BYTES


SLOW = {
    "one line": "x" * MIB,
    "short lines": "x=1\n" * 250_000,
    "brackets": "(((((((((\n" * 100_000,
    "f-strings": 'f"""{x\n' * 100_000,
    "triple quotes": '"""' + "a\n" * 500_000,
    "quotes in turn": "x='''\ny=\"\"\"\n" * 80_000,
    "emoji": "\U0001f600\U0001f600\n" * 100_000,
    "NULs": "\0\0\0\0\n" * 200_000,
    "markup": "<&\"'\n" * 200_000,
    "bidi marks": "\u202e\u2066\n" * 140_000,
    "blank lines": "\n" * MIB,
    "blanks before line ends": " \n" * 500_000,
    "a soft keyword before blanks": ("case " + " " * 190 + "x\n") * 5_000,
    "a long soft keyword": "case " + " " * 500_000 + "x\n",
    "escapes": "\x1b]\x1b[\n" * 200_000,
    "carriage returns": "\r" * 500_000,
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_a_page_takes_little_time_and_memory_to_render(graded, text):
    """A tenth of a second and 15 MB were measured for the worst; 20 MB of blank lines took 88 s and 4.9 GiB."""
    report = replace(graded.record("z-wrong").report, sources=(SourceFile(name="loud.py", text=text),))
    started = time.thread_time()
    page = report_html(within_budget(report))
    assert time.thread_time() - started < 1.0
    assert len(page.encode()) < FILE_BYTES
    tracemalloc.start()
    report_html(within_budget(report))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100e6


def test_texts_of_every_test_together_have_a_budget(graded):
    """Eighty tests that each say all they may, in signs that take the most room."""
    report = graded.record("z-wrong").report
    for sign in ("\0", "`", "&", '"', "\u202e", "$", "\U0001f600"):
        loud = replace(
            report,
            notices=(sign * 4000,) * 500,
            tests=tuple(
                replace(t, verdict=Verdict.FAILED, message=sign * 4000 + t.id, hint=sign * 4000,
                        detail=sign * 50_000, output=sign * 10_000)
                for t in report.tests
            ),
        )  # fmt: skip
        shown = within_budget(loud)
        written = (msgspec.json.format(msgspec.json.encode(shown), indent=1), report_html(shown).encode())
        texts = (junit_xml([shown]), step_summary([shown]), gradescope_json([shown]))
        assert [len(one) < FILE_BYTES for one in (*written, *(one.encode() for one in texts))] == [True] * 5
