"""Examples of a statement, run in an interactive Python session beside the reference.

They run in a separate process, since they import modules such as torch and may not end.
"""

from __future__ import annotations

import doctest
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from grader.course import Assignment
from grader.course.statement import Block, python_blocks
from grader.text import count, one_line, plain

LIMIT_S: Final = 120.0
_MAX_TEXT: Final = 200
"""Longest text of an example or of its output in a message, in characters."""
_FLAGS: Final = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS

_TORCH = re.compile(r"\btorch\b")


class ExampleResults(NamedTuple):
    """Problems and remarks on the examples of a statement."""

    problems: tuple[str, ...]
    remarks: tuple[str, ...]


class FailedExample(NamedTuple):
    """An example whose output differs from the statement."""

    line: int
    source: str
    expected: str
    got: str


def run_examples(assignment: Assignment, statement: str) -> ExampleResults:
    """Run every Python block with prompts against the reference.

    All blocks share one session, so a later block can use names of an earlier one. Without torch, blocks that mention
    it are skipped.
    """
    parser = doctest.DocTestParser()
    try:
        blocks = [block for block in python_blocks(statement) if parser.get_examples(block.text)]
    except ValueError as error:
        return ExampleResults(
            (f"an example of the statement cannot be read: {error}. Mend its prompts.",), ()
        )
    if not blocks:
        remark = "the statement has no example that can be called. Write a ```python block with >>> prompts."
        return ExampleResults((), (remark,))
    torch = importlib.util.find_spec("torch") is not None
    runnable = [block for block in blocks if torch or not _TORCH.search(block.text)]
    skipped = len(blocks) - len(runnable)
    remarks = (f"{count(skipped, 'example')} not run: torch is not installed.",) if skipped else ()
    return ExampleResults(tuple(_problems(assignment, runnable)) if runnable else (), remarks)


def _problems(assignment: Assignment, blocks: Sequence[Block]) -> list[str]:
    command = [sys.executable, "-P", "-c", "from grader.verification.statement_examples import main; main()"]
    with tempfile.TemporaryDirectory(prefix="grader-examples-") as folder:
        for name, path in _modules(assignment).items():
            Path(folder, name).write_bytes(path.read_bytes())
        try:
            completed = subprocess.run(
                command, input=json.dumps(blocks), capture_output=True, text=True, check=False,
                timeout=LIMIT_S, cwd=folder,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return [f"the examples of the statement did not end within {LIMIT_S:g} s. Make them shorter."]
    if completed.returncode:
        last = one_line(plain(completed.stderr.strip().rpartition("\n")[2]), _MAX_TEXT)
        why = f"exit code {completed.returncode}" + (f", '{last}'" if last else "")
        return [f"the examples of the statement ended their process with {why}. Remove what ends it."]
    return [
        _failure_text(FailedExample(*failures))
        for failures in json.loads(completed.stdout.strip().rpartition("\n")[2])
    ]


def _modules(assignment: Assignment) -> dict[str, Path]:
    """The reference files, by the names of the files that students write."""
    assert assignment.reference_path is not None
    others = (entry for entry in assignment.settings.performance if entry.module)
    return {
        assignment.settings.module: assignment.reference_path,
        **{entry.module: assignment.reference_of(entry) for entry in others},
    }


def _failure_text(failure: FailedExample) -> str:
    source, expected, got = (one_line(plain(text), _MAX_TEXT) for text in failure[1:])
    return (
        f"line {failure.line} of the statement: '{source}' shows {_quoted(got)}, the statement says "
        f"{_quoted(expected)}. Correct the example, or the reference."
    )


def _quoted(text: str) -> str:
    return f"'{text}'" if text else "nothing"


class _ExampleRunner(doctest.DocTestRunner):
    """Collects failed examples."""

    def __init__(self) -> None:
        super().__init__(optionflags=_FLAGS)
        self.found: list[FailedExample] = []

    def report_failure(self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str) -> None:  # noqa: ARG002
        self.found.append(
            FailedExample((test.lineno or 0) + example.lineno, example.source, example.want, got)
        )

    def report_unexpected_exception(
        self, out: Any, test: doctest.DocTest, example: doctest.Example, exc_info: Any
    ) -> None:
        kind, error, _ = exc_info
        self.report_failure(out, test, example, f"{kind.__name__}: {error}")


def main() -> None:
    """Run the blocks that stdin holds as JSON; the last line of stdout lists the differences."""
    blocks = json.load(sys.stdin)
    sys.path.append(str(Path.cwd()))
    runner, parser = _ExampleRunner(), doctest.DocTestParser()
    names: dict[str, Any] = {"__name__": "__main__"}
    for text, line in blocks:
        test = parser.get_doctest(text, names, "statement", None, line)
        runner.run(test, clear_globs=False, out=lambda _: None)
        names = test.globs  # the next block shares the session
    sys.stdout.write(f"\n{json.dumps(runner.found)}\n")
