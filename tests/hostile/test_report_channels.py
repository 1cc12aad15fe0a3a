"""What a submission can tell its student through the student's own report, decoded and counted.

Each channel is a submission that reads a hidden number, other in every copy of it, and writes it where the report
might show it: lines, files, cells, names, durations, remarks, sizes. Ten copies of each are graded under each
policy; what differs between their reports is what got out.
"""

from __future__ import annotations

import builtins
import json
import math
import re
import shutil
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.diagnosis import Tolerance, ValueOrigin, difference
from grader.diagnosis.brief_sentence import MOST_PARTS, STEPS
from grader.messages import MESSAGES
from grader.plugin.source_lines import LONGEST_FILE
from grader.testing.exception_kinds import KINDS
from grader.testing.object_pair import COMPLAINTS
from grader.testing.statistical_assertions import SENTENCES

HERE = Path(__file__).parent
COPIES = 10
POLICIES = ("none", "verdict", "hint")
LIMIT = ("timeout_s = 0.3", "timeout_s = 3")
"""A channel that takes time must not come near the limit: on a busy machine some copies would run into it."""
LINE_BITS = 9
SENTENCE_BITS = 6

HEAD = """# copy {copy:02}
import os, sys, time
import numpy as np

def hidden(x):
    "Forty bits of the hidden inputs."
    return int(abs(float(np.ravel(x)[0])) * 1e12) % (1 << 40)

def scale(x, factor):
    return x * factor

def forge(line, file="puzzle.py", error="ValueError()"):
    exec(compile("\\n" * (line - 1) + "raise " + error, file, "exec"), {{}})
"""
ERRORS = sorted(
    name
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception) and name != "ExceptionGroup"
)
CHANNELS = {
    "line": "def tally(x): forge(1 + hidden(x) % 4096)",
    "line within the file": "def tally(x): forge(1 + hidden(x) % 18)",
    "twelve frames": (
        "def nest(v, k):\n  space = {'nest': nest, 'v': v >> 4, 'k': k - 1}\n"
        "  text = '\\n' * (v % 16) + ('nest(v, k)' if k else 'raise ValueError()')\n"
        "  exec(compile(text, 'puzzle.py', 'exec'), space)\n"
        "def tally(x): nest(hidden(x), 11)"
    ),
    "file": "def tally(x): forge(1, file=['puzzle.py', 'one.py', 'two.py', 'three.py'][hidden(x) % 4])",
    "file of a library": "def tally(x): forge(hidden(x) % 4000, file=np.__file__)",
    "syntax error": "def tally(x): raise SyntaxError('x', ('puzzle.py', 1 + hidden(x) % 400, 1, 'x'))",
    "exception": (
        f"import builtins\nALL, NAMES = vars(builtins), {ERRORS!r}\n"
        "def tally(x): raise ALL[NAMES[hidden(x) % len(NAMES)]]()"
    ),
    "exception by name": "def tally(x): raise type('E%d' % hidden(x), (ValueError,), {})('x')",
    "exception by text": "def tally(x): raise ValueError(str(hidden(x)))",
    "shapes in an exception": "def tally(x): raise ValueError('shapes (%d,) and (3,) not aligned' % hidden(x))",
    "refused package": (
        "NAMES = ['pytest', 'click', 'rich', 'jinja2', 'pandas', 'torch', 'scipy', 'sklearn', 'pygments', 'pip']\n"
        "def tally(x): __import__(NAMES[hidden(x) % len(NAMES)])"
    ),
    "waiting": "def tally(x):\n  time.sleep(0.03 * (hidden(x) % 8)); return np.zeros(len(x))",
    "computing": (
        "def tally(x):\n  end = time.process_time() + 0.02 * (hidden(x) % 8)\n"
        "  while time.process_time() < end: pass\n  return np.zeros(len(x))"
    ),
    "size of the output": "def tally(x):\n  print('x' * (hidden(x) % 9000)); return np.zeros(len(x))",
    "size of the error": "def tally(x): return (x * x).sum(axis=1) * 10.0 ** (hidden(x) % 600 - 300)",
    "shape": "def tally(x): return np.zeros((hidden(x) % 1000, 1))",
    "type": "def tally(x): return np.zeros(7, dtype='?bBhHiIlLefdgFDG'[hidden(x) % 17])",
    "names of functions": "def tally(x):\n  globals()['f%d' % hidden(x)] = tally; return np.zeros(len(x))",
    "argument": "def tally(x):\n  x[hidden(x) % 7] = 3; return (x * x).sum(axis=1)",
    "noted for the next process": (
        "if os.path.exists('/tmp/noted'): raise ValueError(open('/tmp/noted').read())\n"
        "def tally(x):\n  open('/tmp/noted', 'w').write(str(hidden(x))); os._exit(1)"
    ),
    "ways to die": (
        "def tally(x):\n  import ctypes\n  [os._exit, lambda _: os.abort(), ctypes.string_at][hidden(x) % 3](0)"
    ),
    "exit code": "def tally(x): os._exit(hidden(x) % 256)",
    "what a linter finds": (
        "def helper(x, unread): return np.zeros(len(x))\n"
        "def tally(x, scale=1):\n"
        "  low = hidden(x)\n  globals()['f%d' % low] = helper\n  tally.__code__ = helper.__code__\n  x - low\n"
        "  return helper(x, 1)"
    ),
}  # fmt: skip
CELLS = [
    "import os\nimport numpy as np\nSTATE = '/dev/shm/noted'",
    "NOTED = int(open(STATE).read()) if os.path.exists(STATE) else 0",
    *(f"if NOTED % 16 == {n}: raise ValueError('cell {n}')\nUSED{n} = {n}" for n in range(16)),
    "def tally(x):\n    used = [" + ", ".join(f"USED{n}" for n in range(16)) + "]\n"
    "    open(STATE, 'w').write(str(int(abs(float(np.ravel(x)[0])) * 1e12) % 4096))\n    os._exit(1)",
    "def scale(x, factor):\n    return x * factor",
]
"""A notebook that notes a hidden number, dies, and leaves out the cell with that number when it is loaded again."""


def _write(folder: Path) -> None:
    for number, body in enumerate(CHANNELS.values()):
        for copy in range(COPIES):
            place = folder / f"way{number:02}-{copy:02}"
            place.mkdir()
            (place / "puzzle.py").write_text(HEAD.format(copy=copy) + body + "\n")
            for helper in ("one", "two", "three"):
                (place / f"{helper}.py").write_text("X = 1\n")
    for copy in range(COPIES):
        sources = [f"# copy {copy:02}", *CELLS]
        cells = [{"cell_type": "code", "source": text, "metadata": {}, "outputs": []} for text in sources]
        notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
        (folder / f"way99-{copy:02}.ipynb").write_text(json.dumps(notebook))


NAMES = {f"way{number:02}": name for number, name in enumerate(CHANNELS)} | {"way99": "cell of a second load"}


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """What is in the students' folders, as text, by policy and channel; and the same reports, as data."""
    texts: dict[str, dict[str, set[str]]] = {}
    records: dict[str, dict[str, list[dict]]] = {}
    for policy in POLICIES:
        place = tmp_path_factory.mktemp(policy)
        course = Path(shutil.copytree(HERE / "course", place / "course"))
        settings = course / "puzzle" / "assignment.toml"
        text = settings.read_text().replace(*LIMIT)
        settings.write_text(text + f'\n[feedback]\nhidden = "{policy}"\n')
        (place / "class").mkdir()
        _write(place / "class")
        command = ["grade", str(place / "class"), "-a", "puzzle", "-o", str(place / "out"), "--jobs", "2"]
        done = CliRunner().invoke(cli, [*command, "--course", str(course)])
        assert done.exit_code == 0, done.output
        texts[policy], records[policy] = defaultdict(set), defaultdict(list)
        for folder in sorted((place / "out").glob("way*/puzzle")):
            way, copy = folder.parent.name.split("-")
            files = sorted(p for p in folder.rglob("*") if p.is_file())
            assert [p.name for p in files] == ["report.html", "report.json"]
            told = "\n".join(p.read_text() for p in files)
            told = re.sub(r"[0-9a-f]{64}|[0-9a-f]{12}(?=<)", "DIGEST", told)  # of the file that was handed in
            told = re.sub(r"(way\d\d)(-|\\2d )\d\d", r"\1", told.replace(f"copy {copy}", "copy"))
            texts[policy][NAMES[way]].add(told)
            records[policy][NAMES[way]].append(json.loads((folder / "report.json").read_text()))
    return texts, records


def _hidden(report: dict) -> list[dict]:
    return [test for test in report["tests"] if test["origin"] == "hidden"]


MOST = {
    "line": 1, "line within the file": 18, "twelve frames": 40, "exception": len(KINDS) + 1, "type": 8, "shape": 2,
    "file": 2,
    "syntax error": 18,  # a number that is a line of the file is a line within the file
    "argument": 4,  # in either of two tests there is a row 0 to 6 or there is none
    "size of the error": 6,
}  # fmt: skip
"""How many different reports a channel may make under ``hint``; one if it is not here."""


@pytest.mark.parametrize("name", NAMES.values())
def test_under_hint_a_channel_holds_what_the_closed_lists_hold(reports, name):
    texts, _ = reports
    assert len(texts["hint"][name]) <= MOST.get(name, 1), sorted(texts["hint"][name])[:2]


@pytest.mark.parametrize("name", NAMES.values())
@pytest.mark.parametrize("policy", ["none", "verdict"])
def test_under_none_and_verdict_no_channel_holds_anything(reports, name, policy):
    """But for the verdict itself, which all copies of these share, and what is right by chance."""
    texts, _ = reports
    # In either of two tests: not written yet or an error; cannot be sent or is wrong; an error or is wrong.
    verdicts = {"exception": 4, "type": 4, "argument": 4} if policy == "verdict" else {}
    assert len(texts[policy][name]) <= verdicts.get(name, 1)


def test_the_copies_of_a_channel_had_different_inputs(reports):
    """There is something to be told: where a line can be, the reports do differ."""
    texts, _ = reports
    assert len(texts["hint"]["line within the file"]) >= 6


@pytest.mark.parametrize("policy", POLICIES)
def test_a_hidden_test_has_no_field_that_the_worker_could_fill(reports, policy):
    _, records = reports
    for report in (report for each in records[policy].values() for report in each):
        assert report["notices"] == []
        tests = _hidden(report)
        assert bool(tests) == (policy != "none")
        assert {(t["duration_s"], t["output"], t["detail"]) for t in tests} <= {(0.0, "", "")}
        if policy == "verdict":
            assert all(not (t["message"] or t["hint"] or t["mistake"] or t["lines"]) for t in tests)


def test_advice_depends_on_the_file_alone_and_keeps_to_the_policy(reports):
    """A linter reads the file in a worker that has held no input."""
    _, records = reports
    for policy in POLICIES:
        told = {
            (task["id"], *task["advice"])
            for report in records[policy]["what a linter finds"]
            for task in report["tasks"]
        }
        tally = (
            "`tally` computes something in a line of its own, and the result is lost. Is an assignment missing?",
            "`tally` never uses its argument `scale`.",
            "`helper` never uses its argument `unread`.",
        )
        assert told == {("tally", *(tally if policy == "hint" else ())), ("scale",)}


def test_a_task_has_one_line_of_the_worker_at_most_within_the_main_file(reports):
    """All other lines are those of definitions, which stand in the file that the student has anyway."""
    _, records = reports
    for report in (report for each in records["hint"].values() for report in each):
        main = report["sources"][0]
        defined = [n for n, line in enumerate(main["text"].split("\n"), 1) if line.startswith("def tally")]
        places = [(t["task"], p["file"], p["line"]) for t in _hidden(report) for p in t["lines"]]
        assert all(file == main["name"] and line <= LONGEST_FILE for _, file, line in places)
        if main["cells"]:
            continue  # there lines count from the cell's first
        for task in ("tally", "scale"):
            own = [line for owner, _, line in places if owner == task and line not in defined]
            assert len(own) <= 1, places


LIMITS = (
    "call.cpu_time", "call.wall_time", "call.waiting", "call.output", "call.memory", "call.bad_reply.brief",
    "call.ended", "call.gone", "call.results_too_large", "call.refused_unnamed", "outcome.waited",
    "outcome.time_spent", "outcome.limit_again",
)  # fmt: skip
ALWAYS = (*LIMITS, "verdict.not_implemented.meaning", "outcome.not_run", "outcome.unusable_result",
          "outcome.unpassable_result", "outcome.property", "arguments.changed")  # fmt: skip
GRADIENTS = [*(id_ for id_ in MESSAGES if id_.startswith("gradient.")), "difference.no_gradient"]
NAMED = 7
"""Assertions of one test that have a sentence or a name of their own; see `tests/unit/test_hidden_tests.py`."""


def test_a_hidden_test_says_one_of_at_most_64_things():
    """Every value that differs from a right one in another way, and every kind of exception: six bits.

    A test asks for results, gradients, draws, objects or exceptions: each has sentences of its own.
    """
    x, tolerance = np.arange(1.0, 7.0), Tolerance(rtol=1e-7, atol=1e-9)
    parts = (x,) * MOST_PARTS
    origin = ValueOrigin(parts=tuple("abcdefg"), input_dtype="float64", none="returned")
    values = [
        None, 3, "text", b"b", [1], (x,), {}, {"a": 1}, object(), x[:2], x.astype(int), x.astype(np.float16),
        x.astype(complex), x > 3, x * np.nan, x * np.inf, np.array("text"), x.astype(np.float32),
        *(x * (1 + 10.0**k) for k in range(-320, 308)), *(x * (1 + k) for k in (0.02, 0.05, 0.2, 0.5)), True, 2.5,
        x.astype(np.longdouble),
    ]  # fmt: skip
    values += [(*parts[:k], value, *parts[k + 1 :]) for value in values for k in range(MOST_PARTS)]
    said = set()
    for actual in values:
        for expected in (x, parts):  # one right answer at a time: the student knows what was asked
            with np.errstate(all="ignore"):
                found = difference(actual, expected, tolerance, origin=origin)
            said |= {(id(expected), found.brief)} if found else set()
    one, several = (sum(1 for owner, _ in said if owner == id(expected)) for expected in (x, parts))
    always = len(ALWAYS) + len(KINDS) + NAMED
    names = len({kind.name for kind in KINDS if kind.name})
    form = one - len(STEPS) - 2  # of draws, no value is compared, so that an error has no size
    for own in (several, one + len(GRADIENTS), form + len(SENTENCES), one + len(COMPLAINTS), one + names + 2):
        assert math.log2(always + own) <= SENTENCE_BITS
    assert math.log2(LONGEST_FILE) <= LINE_BITS
