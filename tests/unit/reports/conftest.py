"""A page read back with the standard library's parser, and short ways to make records."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from grader.model import Report, TaskResult, TestResult, Verdict

VOID = {"meta", "link", "br", "img", "line", "rect", "circle", "hr"}


class Page(HTMLParser):
    """What a page holds: tags, attributes, text, headings, and whether every tag is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.headings: list[int] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} closes something else")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "title", "script"}:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def values(self, name: str, tag: str = "") -> list[str]:
        return [value for t, n, value in self.attributes if n == name and tag in ("", t)]


@pytest.fixture
def read() -> Callable[[str], Page]:
    return Page


@pytest.fixture
def make_test() -> Callable[..., TestResult]:
    """A failed test of task ``f``, worth two points, unless told otherwise."""

    def make(name: str = "test_a", **changes: object) -> TestResult:
        fields: dict[str, object] = {
            "id": f"hidden/test_f.py::{name}",
            "task": "f",
            "origin": "hidden",
            "title": f"Title of {name}.",
            "verdict": Verdict.FAILED,
            "points": 0.0,
            "max_points": 2.0,
        }
        return TestResult(**(fields | changes))  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_report() -> Callable[..., Report]:
    """A report in which the points of each task are added up from its tests."""

    def make(*tests: TestResult, **changes: object) -> Report:
        ids = list(dict.fromkeys(test.task for test in tests)) or ["f"]
        tasks = tuple(
            TaskResult(
                id=id_,
                function=id_,
                title="",
                points=sum(t.points for t in tests if t.task == id_),
                max_points=sum(t.max_points for t in tests if t.task == id_) or 4.0,
            )
            for id_ in ids
        )
        fields: dict[str, object] = {
            "assignment": "lines",
            "title": "Lines",
            "student": "ada01",
            "attempt": 1,
            "score": sum(task.points for task in tasks),
            "max_score": sum(task.max_points for task in tasks),
            "tasks": tasks,
            "tests": tests,
        }
        return Report(**(fields | changes))  # type: ignore[arg-type]

    return make
