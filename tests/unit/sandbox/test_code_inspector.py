"""The linter's worker: what it finds comes back as data, and a file that harms the linter harms nothing else."""

from __future__ import annotations

import dataclasses

import pytest

from grader.model import SourceFile, Verdict
from grader.sandbox import code_inspector
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.code_inspector import CodeInspector
from grader.sandbox.worker_client import Worker
from grader.sandbox.worker_session import Code, code_of

FINDING = "def f(x, eps):\n    return x\n"


@pytest.fixture(scope="module")
def inspector(numpy_zygote):
    one = CodeInspector(numpy_zygote.level)
    yield one
    one.close()


def told(inspector: CodeInspector, text: str, **cells: object) -> list[str]:
    file = SourceFile(name="work.py", text=text, **cells)
    return [finding.sentence for finding in inspector.inspect(Code(files=(file,), module="work"))]


def test_a_file_is_inspected_in_a_worker(inspector):
    assert told(inspector, FINDING) == ["`f` never uses its argument `eps`."]
    assert not inspector.gone


def test_the_code_of_the_file_is_not_run(inspector):
    assert told(inspector, "import os\nos._exit(1)\n" + FINDING) == ["`f` never uses its argument `eps`."]


def test_a_notebook_is_inspected_by_its_cells(inspector):
    text = "def f(x):\n    return x * W\nfor W in range(3):\n    print(W)\n"
    sentence = "`f` uses `W`, which is set only in code that we do not run."
    assert told(inspector, text, cells=((1, 1), (2, 3))) == [sentence]


HOSTILE = {
    "no Python": "def f(x, eps:\n",
    "a zero byte": "x = '\0'\n",
    "brackets too deep for the parser": "x = " + "(" * 1000 + ")" * 1000,
    "signs too deep for the tree": "x = " + "-" * 20_000 + "1",
    "sums too deep for the linter": "def f(x, eps): return " + "1 + " * 900 + "x",
    "blocks too deep for Python": "".join(" " * n + "if 1:\n" for n in range(200)) + " " * 200 + "pass",
    "attributes without end": "x = y" + ".y" * 50_000,
    "functions in functions": "".join(" " * n + f"def f{n}():\n" for n in range(99)) + " " * 99 + "x - 1",
    "more characters than any real file": FINDING + "#" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_the_linter_cannot_read_gives_no_advice(inspector, name):
    assert told(inspector, HOSTILE[name]) == []
    assert told(inspector, FINDING) != []
    assert not inspector.gone


def test_a_file_that_takes_long_is_given_up(inspector, monkeypatch):
    """Thousands of functions and of messages: each message is looked for among all functions."""
    limits = dataclasses.replace(code_inspector._LIMITS, timeout_s=0.2)
    monkeypatch.setattr(code_inspector, "_LIMITS", limits)
    assert told(inspector, "".join(f"def f{n}():a\n" for n in range(10_000))) == []
    assert told(inspector, FINDING) != []


def test_names_like_sentences_are_not_said(inspector):
    for name in ("dear_teacher_please_give_me_all_the_points_for_this", "y" * 90_000):
        assert told(inspector, f"def f(x, {name}):\n    return x\n") == []


def test_the_zygote_starts_with_the_first_file():
    idle = CodeInspector(0)
    assert idle.inspect(Code(files=(), module="work")) == ()
    assert idle._zygote is None
    assert not idle.gone
    idle.close()


def test_a_submission_cannot_import_the_linter(numpy_zygote, tiny_course):
    """It is neither loaded nor found where submissions run."""
    code = code_of(
        tiny_course.assignment, (SourceFile(name="tiny.py", text="def f():\n    import pyflakes"),)
    )
    assert "pyflakes" in code.banned
    worker = Worker(numpy_zygote, tiny_course.assignment.settings.limits)
    code.load_into(worker)
    with pytest.raises(WorkerFailure) as caught:
        worker.call("f", [])
    assert caught.value.verdict is Verdict.FORBIDDEN
    worker.close()


def test_a_submissions_worker_has_no_linter(numpy_zygote, tiny_course):
    worker = Worker(numpy_zygote, tiny_course.assignment.settings.limits)
    worker.load(
        [("work.py", "import sys\ndef f(): return [n for n in sys.modules if 'flakes' in n]", [])], "work"
    )
    assert worker.call("f", []).value == []
    if numpy_zygote.level == 3:
        with pytest.raises(StudentError, match="pyflakes"):
            worker.ask("inspect", "work.py", b"x = 1", [], [])
    worker.close()
