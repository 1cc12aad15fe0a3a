"""Small reports to export, and what a hostile submission puts into them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

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
