"""What a statement says is held against assignment.toml, the files beside it and the reference."""

from __future__ import annotations

import importlib.util
import itertools
import json

import pytest

from grader.errors import CourseError
from grader.verification import statement_examples
from grader.verification.statement_checks import check_statement

README = "signal_basics/README.md"
TOML = "signal_basics/assignment.toml"
PLAN = "**Time to expect:** 1.5 hours. **Do first:** `noise`."
EXAMPLE = """
```python
>>> import numpy as np
>>> from signal_basics import centre, energy
>>> centre(np.array([1.0, 3.0]))
array([-1.,  1.])
```

Then go on:

```python
>>> energy(np.array([3.0, 4.0]))
25.0
```
"""


@pytest.fixture
def whole(signals):
    """The course with all that a statement can say, and a second assignment that comes before."""
    for name in ("signal_basics/assignment.toml", README):
        signals.write(
            name.replace("signal_basics", "noise"), signals.read(name).replace("signal_basics", "noise")
        )
    signals.write("noise/hidden/test_nothing.py", "")
    signals.write("reference/noise.py", signals.read("reference/signal_basics.py"))
    signals.change(
        TOML, 'title = "Signals"\n', 'title = "Signals"\nminutes = 90\nprerequisites = ["noise"]\n'
    )
    signals.change(TOML, "points = 3\n", 'points = 3\ndifficulty = "easy"\n')
    signals.change(TOML, "points = 2\n", 'points = 2\ndifficulty = "hard"\n')
    signals.write("signal_basics/figure.svg", "<svg/>")
    signals.write(
        README,
        f"# Signals\n\n{PLAN}\n\n| task | function | difficulty | points |\n|---|---|---|---|\n"
        "| centre | `centre(x)` | easy | 3 |\n| energy | `energy(x)` | hard | 2 |\n\n"
        "*Difficulty: easy.* One line.\n*Difficulty: hard.* Two lines.\n\n![A wave.](figure.svg)\n" + EXAMPLE,
    )
    return signals


def reported(signals, name="signal_basics"):
    step = check_statement(signals.course, signals.course.assignment(name))
    assert step.check == "files"
    assert all(line.endswith(".") for line in (*step.problems, *step.remarks))
    return step


def test_what_fits_is_silent(whole):
    step = reported(whole)
    assert (step.problems, step.remarks) == ((), ())


def test_what_a_course_does_not_say_at_all_is_a_remark(signals):
    step = reported(signals)
    assert step.problems == ()
    assert step.remarks == (
        "assignment.toml does not say how long the work takes. Write minutes = 120, or what you expect.",
        "assignment.toml does not say how hard centre, energy are. "
        'Write difficulty = "easy", "medium" or "hard" below each task.',
        "the statement has no example that can be called. Write a ```python block with >>> prompts.",
    )


FAULTS = [
    (README, "1.5 hours", "2 hours", "minutes is 90 in assignment.toml, but the statement does not say '**Time to ex"),
    (README, " **Do first:** `noise`.", "", "the statement does not say '**Do first:** `noise`.' Write it beside"),
    (README, "first:** `noise`", "first:** nothing", "the statement's line '**Do first:**' does not name noise, as"),
    (TOML, '["noise"]', "[]", "says to do 'noise' first, and prerequisites in assignment.toml does not name it. Add"),
    (TOML, '["noise"]', '["nois"]', "names 'nois', which is no assignment of the course. Correct the name, or remove"),
    (TOML, '["noise"]', '["signal_basics"]', "prerequisites in assignment.toml names the assignment itself. Remove"),
    (README, "| easy |", "| simple |", "centre: the table of tasks does not say that it is easy. Write the difficulty"),
    (README, "`energy(x)` | hard", "`energy(x)` | easy", "energy: the table of tasks does not say that it is hard."),
    (README, "*Difficulty: hard.*", "*Hard.*", "no line of the statement begins with '*Difficulty: hard.*'. Begin the"),
    (README, "A wave.", "", "the picture 'figure.svg' has no text for those who do not see it. Write ![what it shows]"),
    (README, "figure.svg", "figures.svg", "the picture 'figures.svg' is missing. Put the file beside the statement"),
    (README, "figure.svg", "hidden/a.svg", "the picture 'hidden/a.svg' does not lie beside the statement, so it is no"),
    (README, "figure.svg", "public/a.svg", "the picture 'public/a.svg' is missing. Put the file beside the statement"),
    (README, "25.0\n", "26.0\n", "'energy(np.array([3.0, 4.0]))' shows '25.0', the statement says '26.0'. Correct the"),
    (README, "energy(np", "power(np", "shows 'NameError: name 'power' is not defined', the statement says '25.0'."),
    (README, "import centre, energy", "import wave", "shows 'ImportError: cannot import name 'wave' from 'signal_ba"),
    ("reference/signal_basics.py", "- x.mean()", "+ x.mean()", "shows 'array([3., 5.])', the statement says 'arr"),
    (README, ">>> energy", ">>>energy", "an example of the statement cannot be read: line 1 of the docstring for"),
    (README, ">>> energy(", ">>> import os; os._exit(3)\n>>> energy(", "ended their process with exit code 3. Remove"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), FAULTS, ids=[f[3][:45] for f in FAULTS])
def test_a_misfit_is_reported(whole, file, old, new, message):
    whole.change(file, old, new)
    problems = reported(whole).problems
    assert any(message in line for line in problems), problems


def test_a_difference_is_reported_with_the_line_of_the_file(whole):
    whole.change(README, "25.0\n", "26.0\n")
    (line,) = [n for n, text in enumerate(whole.read(README).splitlines(), 1) if "energy(np" in text]
    assert reported(whole).problems[0].startswith(f"line {line} of the statement: ")


def test_nothing_to_do_first_has_to_be_said(whole):
    whole.change(TOML, '["noise"]', "[]")
    whole.change(README, "first:** `noise`", "first:** nothing")
    assert reported(whole).problems == ()
    whole.change(README, " **Do first:** nothing.", "")
    assert reported(whole).problems == (
        "the statement does not say '**Do first:** nothing.' Write it beside the time to expect.",
    )


def test_what_a_course_is_to_have_later_may_be_named_and_is_a_remark(whole):
    whole.change(README, "`noise`.", "`noise`, `waves`.")
    step = reported(whole)
    assert step.problems == ()
    assert step.remarks == ("the statement says to do 'waves' first, which the course does not have yet.",)


@pytest.mark.parametrize("through", [[], ["middle"]])
def test_a_circle_of_prerequisites_is_reported_with_its_way(whole, through):
    for name in through:
        for file in ("assignment.toml", "README.md", "hidden/test_nothing.py"):
            whole.write(f"{name}/{file}", whole.read(f"noise/{file}").replace("noise", name))
        whole.write(f"reference/{name}.py", whole.read("reference/noise.py"))
    way = ["noise", *through, "signal_basics"]
    for name, needed in itertools.pairwise(way):
        title = 'title = "Signals"\n'
        whole.change(f"{name}/assignment.toml", title, f'{title}prerequisites = ["{needed}"]\n')
    ring = " needs ".join(("signal_basics", *way))
    assert (
        f"prerequisites in assignment.toml leads in a circle: {ring}. Remove one of these prerequisites."
        in (reported(whole).problems)
    )


@pytest.mark.parametrize(
    ("order", "problems"),
    [
        (["noise", "signal_basics"], ()),
        (
            ["signal_basics", "noise"],
            (
                "prerequisites in assignment.toml names 'noise', which comes later in the order of course.toml. "
                "Move one of the two there, or remove the prerequisite.",
            ),
        ),
    ],
)
def test_a_prerequisite_comes_earlier_in_the_course(whole, order, problems):
    text = whole.read("course.toml")
    whole.write("course.toml", f'{text}\n[[topics]]\ntitle = "All"\nassignments = {json.dumps(order)}\n')
    assert reported(whole).problems == problems


def test_a_circle_elsewhere_is_reported_where_it_is(whole):
    """It does not keep the check of an assignment before it from ending."""
    whole.change(
        "noise/assignment.toml", 'title = "Signals"\n', 'title = "Signals"\nprerequisites = ["noise"]\n'
    )
    assert reported(whole).problems == ()
    assert any("names the assignment itself" in line for line in reported(whole, "noise").problems)


def test_a_prerequisite_that_cannot_be_loaded_is_an_error_of_the_course(whole):
    whole.write("noise/assignment.toml", "id = 3\n")
    with pytest.raises(CourseError, match="noise"):
        reported(whole)


def test_blocks_with_torch_are_left_out_where_it_is_missing(whole, monkeypatch):
    whole.change(README, "Then go on:\n", "```python\n>>> import numpy as np, torch\n>>> torch.none\n```\n")
    real = importlib.util.find_spec
    monkeypatch.setattr(
        statement_examples.importlib.util, "find_spec", lambda name: None if name == "torch" else real(name)
    )
    step = reported(whole)
    assert step.problems == ()
    assert step.remarks == ("1 example not run: torch is not installed.",)


def test_code_without_prompts_is_no_example(signals):
    signals.write(README, signals.read(README) + "\n```python\nraise SystemExit\n```\n")
    assert reported(signals).problems == ()
    assert any("no example that can be called" in line for line in reported(signals).remarks)


def test_examples_that_do_not_end_are_reported(whole, monkeypatch):
    monkeypatch.setattr(statement_examples, "LIMIT_S", 3.0)
    whole.change(README, ">>> energy(", ">>> while True: pass\n>>> energy(")
    assert reported(whole).problems == (
        "the examples of the statement did not end within 3 s. Make them shorter.",
    )


def test_examples_import_the_reference_of_another_name_and_no_file_of_the_folder(whole):
    whole.change(TOML, "minutes = 90", 'minutes = 90\nreference = "solution.py"')
    whole.write("reference/solution.py", whole.read("reference/signal_basics.py"))
    whole.write("reference/signal_basics.py", "raise SystemExit\n")
    assert reported(whole).problems == ()


def test_examples_may_write_and_print(whole):
    whole.change(
        README,
        ">>> energy(",
        ">>> import pathlib\n>>> pathlib.Path('out').write_text('a')\n1\n"
        ">>> print('\\nhi')\n<BLANKLINE>\nhi\n>>> energy(",
    )
    assert reported(whole).problems == ()
    assert not (whole.folder / "out").exists()
