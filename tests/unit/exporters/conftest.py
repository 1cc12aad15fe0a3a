"""Small reports to export, and what a hostile submission puts into them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from grader.exporters.grade_batch import GradeBatch
from grader.exporters.platform_file import PlatformFile
from grader.gradebook.grade import POINT, Enrolled, Grade, GradeStatus, units
from grader.gradebook.row import AssignmentRow
from grader.model import CodeLine, Report, SourceFile, TaskResult, TestResult, Verdict

ATTACKS = (
    "::error::forged",
    "a\n::add-mask::password",
    "a\r\n  ::set-output name=x::y",
    "a\u2028::stop-commands::t",
    "\u3000::error::wide blank before",
    "##[error]forged",
    "text ##[add-mask]word",
    "##vso[task.complete]",
    "\x1b[31m::error::red\x1b[0m",
    "\x1b]0;title\x07##[group]x",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</details></summary><h1>Score: 100</h1>",
    "<!-- hidden",
    "]]></failure><testcase name='forged'/>",
    "[link](http://evil.example)",
    "![img](https://evil.example/x.png)",
    "see http://evil.example and www.evil.example",
    "a@evil.example, @everyone, #12, org/repo#3, GH-4",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "# heading\n\n## another\n---",
    "```\nclosed\n```\n# out",
    "~~~~\nout",
    "`` ` ``` `code` *bold* _it_ ~~gone~~ $x^2$ &amp; &#64;",
    "- item\n1. item\n> quote",
    "trailing backslash \\",
    "\u202egnp.exe",
    "a\x00b\x08\ufffe\ud800",
    "%0A::error::encoded %25",
    "a,b:c;d]e",
)


@pytest.fixture
def make_test() -> Callable[..., TestResult]:
    """``make_test("failed", message="…")``: one hidden test of two points."""

    def make(verdict: str = "passed", **fields: Any) -> TestResult:
        defaults: dict[str, Any] = {
            "id": "hidden/test_forward.py::test_mean",
            "task": "forward",
            "origin": "hidden",
            "title": "The mean of every column is 0.",
            "points": 2.0 if verdict == "passed" else 0.0,
            "max_points": 2.0,
        }
        return TestResult(verdict=Verdict(verdict), **{**defaults, **fields})

    return make


@pytest.fixture
def make_report(make_test: Callable[..., TestResult]) -> Callable[..., Report]:
    """``make_report(test, …, score=…)``: a report of one task; the score is the sum if not given."""

    def make(*tests: TestResult, **fields: Any) -> Report:
        tests = tests or (make_test(),)
        most = sum(test.max_points for test in tests)
        defaults: dict[str, Any] = {
            "assignment": "batch_norm",
            "title": "Batch normalisation",
            "student": "ada01",
            "attempt": 1,
            "score": sum(test.points for test in tests),
            "max_score": most,
            "tests": tests,
        }
        fields = {**defaults, **fields}
        task = TaskResult(
            id="forward",
            function="batchnorm_forward",
            title="Forward pass",
            points=fields["score"] or 0.0,
            max_points=most,
        )
        return Report(**{"tasks": (task,), **fields})

    return make


@pytest.fixture
def hostile(
    make_test: Callable[..., TestResult], make_report: Callable[..., Report]
) -> Callable[[str], Report]:
    """``hostile(text)``: a report with the text in every place a submission can reach, and more."""

    def make(text: str) -> Report:
        where = (CodeLine(file=text, line=3), CodeLine(file=text, line=7, cell=2))
        places = {
            "title": text,
            "message": text,
            "hint": text,
            "detail": text,
            "output": text,
            "lines": where,
        }
        tests = [
            make_test(verdict, id=f"{text}::{verdict}", **places)
            for verdict in ("passed", "failed", "error", "not_run", "grader_error")
        ]
        return make_report(
            *tests,
            title=text,
            student=text,
            score=None,
            not_graded=text,
            notices=(text,),
            sources=(SourceFile(name=text, text=text),),
        )

    return make


@pytest.fixture(params=ATTACKS, ids=[f"attack{n}" for n in range(len(ATTACKS))])
def attack(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def is_command() -> Callable[[str], bool]:
    """Whether the runner of GitHub Actions, read from its parser, or Azure's takes the line for a command."""

    def check(line: str) -> bool:
        seen = "".join(c for c in line if c not in "\u200b\u200c\u200d\u00ad\ufeff\u034f\ufe0f")
        return seen.lstrip().startswith("::") or "##[" in seen or "##vso[" in seen

    return check


@pytest.fixture(scope="session")
def make_grade() -> Callable[..., Grade]:
    """``make_grade("ada", 7.5)``; ``None`` is absent, and a status is said by name."""

    def make(student: str, final: float | None = None, status: str = "", **fields: Any) -> Grade:
        points = None if final is None else units(final)
        known = status or ("absent" if final is None else "graded")
        return Grade(
            student=student, assignment="sums", status=GradeStatus(known), points=points, final=points,
            **{"max_points": 10 * POINT, **fields},
        )  # fmt: skip

    return make


@pytest.fixture(scope="session")
def make_batch() -> Callable[..., GradeBatch]:
    """``make_batch(students, grades)``: the assignment *Sums* of 10 points."""

    def make(students: Iterable[Enrolled], grades: Iterable[Grade], **fields: Any) -> GradeBatch:
        row = AssignmentRow(**{"id": "sums", "title": "Sums", "max_points": 10 * POINT, **fields})
        return GradeBatch(
            assignment=row,
            students={each.student: each for each in students},
            grades={each.student: each for each in grades},
        )

    return make


@pytest.fixture(scope="session")
def load_text() -> Callable[..., PlatformFile]:
    """``load_text(text)``: a file of a platform, through a real file."""

    def load(text: str, delimiters: str = ",;\t") -> PlatformFile:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "theirs.csv"
            path.write_bytes(text.encode())
            return PlatformFile.load(path, delimiters)

    return load


@pytest.fixture(scope="session")
def names() -> st.SearchStrategy[str]:
    """Names that are hard to write and to read: other scripts, quotes, separators, formulas."""
    return (
        st.text("aB王é ,;\"'=+-@|&<>_\t\n", min_size=1, max_size=12)
        .map(lambda text: f"x{text}")
        .flatmap(lambda text: st.sampled_from([text, text[1:] + "z", f"={text}", f"-{text}", f"@{text}"]))
    )


@pytest.fixture(scope="session")
def standings() -> st.SearchStrategy[tuple[float | None, str]]:
    """Points that count and a status: blank, excused, zero, odd decimals."""
    number = st.one_of(
        st.just(0.0), st.just(10.0), st.integers(0, 100_000).map(lambda units_: units_ / POINT)
    )
    blank = st.sampled_from(["absent", "not graded", "rejected", "excused"])
    return st.one_of(st.tuples(number, st.just("graded")), st.tuples(st.none(), blank))
