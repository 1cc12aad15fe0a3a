"""``check``: public tests on a student's unfinished work."""

from __future__ import annotations

import json
import re
import select
import shlex
import signal
import sys
import time
from pathlib import Path

import pytest

ASSIGNMENTS = Path(__file__).parents[3] / "assignments"
SHIPPED = sorted(path.parent.name for path in ASSIGNMENTS.glob("*/assignment.toml"))
MORE_TESTS = '''\
@task("total")
def test_total_of_two(student):
    """The sum of 1 and 4 is 5."""
    assert_close(student.total(np.array([1.0, 4.0])), 5.0)


@task("spread")
def test_spread_of_two(student):
    """Between 9 and 1 lie 8."""
    assert_close(student.spread(np.array([1.0, 9.0])), 8.0)


@task("spread")'''

BOTH = """\
import numpy as np

def total(x):
    return float(np.sum(x))

def spread(x):
    return float(np.max(x) - np.min(x))
"""
HALF = """\
def total(x):
    print("adding", len(x))
    return 0.0 * x[0]

def spread(x):
    return max(x) - min(x)
"""
DEEP = """\
def total(x):
    print("seen", x)
    return inner(x)

def inner(x):
    return x["one"]

spread = total
"""
ESCAPES = r"""
def total(x):
    print("\x1b]0;owned\x07\x1b[2J")
    raise ValueError("\x1b[31mred")

spread = total
"""
IN_CELLS = """\
def total(x):
    return float(np.sum(x))

def spread(x):
    y = x + 1
    return y["a"]
"""


def unwrapped(text):
    """Output without the line breaks that fit it to the terminal."""
    return " ".join(text.split())


@pytest.fixture
def handout(workshop, call):
    """A handout in a folder outside of the course."""
    folder = workshop.root / "elsewhere" / "handout"
    assert call("handout", "sums", folder, "--course", workshop.course).code == 0
    return folder


@pytest.fixture
def write(handout):
    def work(text, name="sums.py"):
        (handout / name).write_text(text)
        return handout / name

    return work


def test_work_that_passes_everything_ends_with_exit_code_0(call, handout, write):
    write(BOTH)
    result = call("check", cwd=handout)
    assert result.code == 0
    assert result.out.splitlines()[0] == "Sums: the handout's public tests in public"
    assert "✓ The sum of 1, 2 and 4 is 7." in result.out
    assert "2 of 2 public tests pass." in result.out
    assert "How many of the 5 points you get is decided with hidden tests. They look further:" in unwrapped(
        result.out
    )
    assert result.err == ""


def test_each_function_says_what_it_is_worth_and_that_public_tests_alone_do_not_decide(call, handout, write):
    write(HALF)
    lines = call("check", cwd=handout).out.splitlines()
    assert "total (2 points)" in lines
    assert "spread (3 points)" in lines
    assert lines[-1] == "How many of the 5 points you get is decided with hidden tests."


def test_work_that_fails_a_test_says_what_was_asked_what_came_and_what_to_try(call, handout, write):
    write(HALF)
    result = call("check", cwd=handout)
    assert result.code == 1
    for text in (
        "✗ The sum of 1, 2 and 4 is 7.", "expected 7", "got      0", "in sums.py, line 1",
        "Try: Add 1, 2 and 4 on paper.", "It printed:\n      adding 3", "1 of 2 public tests pass.",
    ):  # fmt: skip
        assert text in result.out
    assert max(map(len, result.out.splitlines())) <= 80


@pytest.mark.parametrize("place", [".", "sums.py", "public"])
def test_the_handout_is_found_from_any_of_its_files_and_folders(call, handout, write, place):
    write(BOTH)
    result = call("check", handout / place, cwd=handout)
    assert result.code == 0
    assert "2 of 2 public tests pass." in result.out


def test_work_in_a_file_of_another_name_is_checked_where_it_is_named(call, handout, write):
    write(BOTH, "second_try.py")
    result = call("check", "second_try.py", cwd=handout)
    assert result.code == 0
    assert "2 of 2 public tests pass." in result.out


def test_a_notebook_is_checked_and_its_cell_named(call, handout):
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# My work"]},
        {"cell_type": "code", "metadata": {}, "source": ["import numpy as np"], "outputs": [], "execution_count": 1},
        {
            "cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 2,
            "source": IN_CELLS,
        },
    ]  # fmt: skip
    (handout / "sums.ipynb").write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    result = call("check", "sums.ipynb", cwd=handout)
    assert result.code == 1
    assert "1 of 2 public tests pass." in result.out
    assert "cell 2, line 6" in result.out


def test_a_notebook_in_place_of_the_module_is_found_from_the_folder(call, handout):
    (handout / "sums.py").unlink()
    cell = {"cell_type": "code", "metadata": {}, "source": BOTH, "outputs": [], "execution_count": 1}
    (handout / "sums.ipynb").write_text(
        json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    result = call("check", cwd=handout)
    assert result.code == 0
    assert "2 of 2 public tests pass." in result.out


def test_a_failing_function_has_advice_on_its_code(call, handout, write):
    write(
        HALF.replace("def total(x):", "def total(x, scale=1):").replace("return max", "low = 1; return max")
    )
    out = call("check", cwd=handout).out
    assert "In your code: `total` never uses its argument `scale`." in out
    assert out.count("In your code") == 1


def test_json_holds_one_entry_per_test_and_nothing_else(call, handout, write):
    write(HALF)
    result = call("check", "--json", cwd=handout)
    assert result.code == 1
    assert [(t["task"], t["verdict"], t["points"], t["max_points"]) for t in result.json] == [
        ("total", "failed", 0.0, 2.0), ("spread", "passed", 3.0, 3.0),
    ]  # fmt: skip


def test_the_handout_is_found_from_the_folder_one_is_in(call, handout, write):
    write(BOTH)
    assert call("check", cwd=handout / "public").code == 0


def test_the_course_s_own_tests_are_used_where_the_assignment_is_named(workshop, call, handout, write):
    write(BOTH)
    (handout / "public" / "test_public.py").write_text("raise SystemError('not to be run')\n")
    result = call("check", handout, "-a", "sums", "--course", workshop.course)
    assert result.code == 0
    assert result.out.startswith("Sums: the course's public tests in")


def test_a_file_that_is_no_python_names_the_line(call, handout, write):
    write("def total(x:\n    return 0\n")
    result = call("check", cwd=handout)
    assert result.code == 1
    assert "SyntaxError" in result.out
    assert "line 1" in result.out
    assert "Traceback" not in result.out + result.err


def test_a_file_that_raises_on_import_is_told_once_with_its_line(call, handout, write):
    write("import numpy as np\n\nvalues = [1, 2]\nprint(values[5])\n")
    result = call("check", cwd=handout)
    assert result.code == 1
    assert result.out.count("IndexError") == 1
    assert result.out.count("✗") == 2
    assert "in sums.py, line 4" in result.out


def test_a_function_that_is_not_there_is_said_to_be_missing(call, handout, write):
    write("def total(x):\n    return x.sum()\n")
    result = call("check", cwd=handout)
    assert result.code == 1
    assert "There is no function spread in your file." in result.out


def test_a_file_that_is_not_text_is_an_error_of_its_own(call, handout):
    (handout / "sums.py").write_bytes(b"\xff\xfe\x00\x01\xff")
    result = call("check", cwd=handout)
    assert result.code == 4
    assert result.err.startswith("Error: ")
    assert "sums.py" in result.err


def test_a_folder_without_the_file_says_what_to_put_there(call, handout):
    (handout / "sums.py").unlink()
    result = call("check", cwd=handout)
    assert result.code == 2
    assert "there is no sums.py. Put your work there, or name your file: grader check FILE" in result.err


def test_a_path_that_does_not_exist_is_said_not_to(call, handout):
    result = call("check", "smus.py", cwd=handout)
    assert result.code == 2
    assert "'smus.py' does not exist" in result.err


def test_outside_of_any_handout_the_message_says_where_to_go(call, tmp_path):
    result = call("check", cwd=tmp_path)
    assert result.code == 2
    assert "no assignment.toml with public tests there or above. Go to the folder you got" in result.err


def test_a_handout_with_a_broken_setting_names_it(call, handout):
    path = handout / "assignment.toml"
    path.write_text(path.read_text().replace("points = 2.0", 'points = "two"'))
    result = call("check", cwd=handout)
    assert result.code == 3
    assert 'tasks[0].points must be a number > 0, got "two". Write it without quotes.' in result.err


def test_a_handout_whose_tests_do_not_import_names_the_file(call, handout):
    (handout / "public" / "test_public.py").write_text("import nowhere_to_be_found\n")
    result = call("check", cwd=handout)
    assert result.code == 3
    assert "A test module cannot be imported. sums/public/test_public.py: ModuleNotFoundError" in result.err
    assert "Traceback" not in result.err


def test_a_handout_without_any_test_is_no_success(call, handout, write):
    write(BOTH)
    (handout / "public" / "test_public.py").write_text("")
    result = call("check", cwd=handout)
    assert result.code == 3
    assert "public: there is no test in it. Get the folder anew" in result.err


def test_an_endless_loop_ends_and_is_called_one(call, handout, write):
    write("def total(x):\n    while True:\n        pass\n\n\ndef spread(x):\n    return max(x) - min(x)\n")
    result = call("check", "--json", cwd=handout)
    assert result.code == 1
    assert [(t["task"], t["verdict"]) for t in result.json] == [("total", "timeout"), ("spread", "passed")]


def test_debug_runs_the_chosen_tests_here_with_prints_and_the_whole_traceback(call, handout, write):
    write(DEEP)
    result = call("check", "--debug", "total", cwd=handout)
    assert result.code == 1
    assert "seen [1. 2. 4.]" in result.out
    assert "Traceback (most recent call last):" in result.err
    assert 'return x["one"]' in result.err
    assert "0 of 1 public tests pass." in result.out


HELPED = """\
from pathlib import Path

from helper import add


def total(x):
    return add(x) + float(Path("zero.txt").read_text())
"""


@pytest.mark.parametrize("arguments", [(), ("sums.py",), ("--debug", "total")])
def test_modules_and_data_beside_the_work_are_there_for_it(call, handout, write, arguments):
    write(HELPED)
    write("def add(x):\n    return float(sum(x))\n", "helper.py")
    write("0", "zero.txt")
    result = call("check", *arguments, cwd=handout)
    assert "✓ The sum of 1, 2 and 4 is 7." in result.out, result.out + result.err


def test_a_folder_that_is_too_large_to_be_handed_in_is_told_and_the_file_checked_alone(call, handout, write):
    write(BOTH)
    for number in range(60):
        write("", f"module{number}.py")
    result = call("check", cwd=handout)
    assert result.code == 0
    assert (
        "Note: sums.py was checked alone, its folder cannot be handed in: It holds 61 Python files"
        in unwrapped(result.err)
    )


@pytest.mark.parametrize("name", ["Sums.py", "SUMS.PY"])
def test_a_file_in_other_case_is_taken_as_grading_takes_it_with_a_note(call, handout, write, name):
    (handout / "sums.py").unlink()
    write(BOTH, name)
    result = call("check", cwd=handout)
    assert result.code == 0
    assert f"Note: Wrong file name: expected sums.py, got '{name}'." in unwrapped(result.err)


def test_places_are_named_in_the_file_that_is_checked(call, handout, write):
    write(HALF, "my work.py")
    result = call("check", "my work.py", cwd=handout)
    assert "in my work.py, line 1" in result.out
    assert "Note: Wrong file name: expected sums.py, got 'my work.py'." in unwrapped(result.err)


def test_a_file_of_nearly_the_right_name_is_offered(call, handout, write):
    (handout / "sums.py").unlink()
    write(BOTH, "sum_s.py")
    result = call("check", cwd=handout)
    assert result.code == 2
    assert "there is no sums.py. Put your work there, or name your file: grader check sum_s.py" in result.err


def test_a_test_is_not_taken_for_the_work(call, handout, write):
    write(BOTH)
    result = call("check", "public/test_public.py", cwd=handout)
    assert result.code == 2
    assert (
        "public/test_public.py is a test, not your work. Name the file you wrote: grader check sums.py"
        in result.err
    )


@pytest.mark.parametrize("name", ["test_spread_of_three", "spread", "SPREAD", "Between 4 and 1"])
def test_debug_takes_the_names_that_check_prints(call, handout, write, name):
    write(BOTH)
    result = call("check", "--debug", name, cwd=handout)
    assert result.code == 0
    assert "1 of 1 public tests pass." in result.out


def test_debug_of_a_notebook_names_the_cell_and_a_cell_that_fails_does_not_lose_the_others(call, handout):
    (handout / "sums.py").unlink()
    sources = ["import numpy as np", "plot(1)", IN_CELLS]
    cells = [{"cell_type": "code", "metadata": {}, "source": s, "outputs": []} for s in sources]
    (handout / "sums.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))
    result = call("check", "--debug", "", cwd=handout)
    assert result.code == 1
    assert "1 of 2 public tests pass." in result.out
    assert "Cell 2 raised, and this statement was left out:" in result.err
    assert "That is cell 3, line 6 of sums.ipynb." in result.err


UNUSED = "import no_such_package as nsp\nimport scipy.special, numpy as np\nfrom pandas import *\n"


@pytest.mark.parametrize("cells", [True, False])
def test_debug_makes_of_an_unused_import_that_is_not_allowed_what_check_makes_of_it(
    call, handout, write, cells
):
    work = UNUSED + BOTH
    if cells:
        (handout / "sums.py").unlink()
        write(notebook(work), "sums.ipynb")
    else:
        write(work)
    checked, debugged = call("check", cwd=handout), call("check", "--debug", "", cwd=handout)
    assert checked.code == debugged.code == 0, debugged.err
    assert "2 of 2 public tests pass." in debugged.out
    assert "no_such_package is not available here. Nothing uses it," in debugged.err
    assert checked.err.split("Note: ")[1:] == debugged.err.split("Note: ")[1:]


@pytest.mark.parametrize("cells", [True, False])
def test_debug_fails_what_uses_an_import_that_is_not_allowed_as_check_does(call, handout, write, cells):
    work = (
        "import no_such_package as nsp\nimport numpy as np\n\nnsp.style()\n\n\n"
        "@nsp.jit\ndef total(x):\n    return 7.0\n\n\n"
        "def spread(x):\n    return float(np.max(x) - np.min(x))\n"
    )
    if cells:
        (handout / "sums.py").unlink()
        write(notebook(work), "sums.ipynb")
    else:
        write(work)
    checked, debugged = call("check", cwd=handout), call("check", "--debug", "", cwd=handout)
    assert checked.code == debugged.code == 1
    assert re.findall("[✓✗] .*", checked.out) == re.findall("[✓✗] .*", debugged.out)
    assert "1 of 2 public tests pass." in debugged.out
    assert "No module named 'no_such_package'" in debugged.out
    assert "debug_imports" not in debugged.err


def test_a_function_in_a_cell_that_was_left_out_is_not_said_to_be_missing_from_the_file(call, handout, write):
    (handout / "sums.py").unlink()
    sources = [
        "import numpy as np",
        "def total(x:\n    return 7.0",
        "@nowhere\ndef spread(x):\n    return 3.0",
    ]
    cells = [{"cell_type": "code", "metadata": {}, "source": s, "outputs": []} for s in sources]
    write(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}), "sums.ipynb")
    out = unwrapped(call("check", cwd=handout).out)
    assert "total stands in cell 2 and is not there for the tests. Cell 2 was left out: syntax error" in out
    assert (
        "spread stands in cell 3 and is not there for the tests. Cell 3: the function spread was left" in out
    )
    assert "There is no function" not in out


def test_leaving_the_debugger_ends_the_command_without_a_traceback(workshop, handout, write):
    write("def total(x):\n    breakpoint()\n    return x.sum()\n")
    with workshop.start("check", "--debug", "total", stdin=-1, cwd=handout) as process:
        _, err = process.communicate("q\n", timeout=60)
    assert process.returncode == 130
    assert err.strip().endswith("Interrupted.")
    assert "Traceback" not in err


@pytest.mark.parametrize("beside", ["", "import scipy\n\n\n"])
def test_a_forgotten_breakpoint_is_headed_as_one_and_names_the_function_to_debug(
    call, handout, write, beside
):
    public = handout / "public" / "test_public.py"
    public.write_text(public.read_text().replace("Add 1, 2 and 4 on paper.", "Add all the values."))
    write(
        beside + "def total(x):\n    breakpoint()\n    return x.sum()\n\n\ndef spread(x):\n    return 3.0\n"
    )
    result = call("check", cwd=handout)
    out = " ".join(result.out.split())
    assert "A forgotten breakpoint() Your code starts a debugger" in out
    assert "grader check --debug total" in out
    assert "TEST" not in out
    assert "package" not in out
    assert "Add all the values." not in out


def test_debug_with_a_name_no_test_has_lists_those_there_are(call, handout, write):
    write(BOTH)
    result = call("check", "--debug", "totl", cwd=handout)
    assert result.code == 2
    assert (
        "No public test has 'totl' in its name. There are: test_total_of_three, test_spread_of_three. "
        "Or name one of the functions: total, spread." in result.err
    )


def test_debug_of_a_file_that_cannot_be_imported_shows_its_own_traceback(call, handout, write):
    write("import numpy as np\n\nvalues = [1, 2]\nprint(values[5])\n")
    result = call("check", "--debug", "total", cwd=handout)
    assert result.code == 1
    assert "line 4" in result.err
    assert "IndexError: list index out of range" in result.err
    assert "module_from_text" not in result.err


def test_debug_of_a_file_that_is_no_python_shows_the_place(call, handout, write):
    write("def total(x:\n    return 0\n")
    result = call("check", "--debug", "total", cwd=handout)
    assert result.code == 1
    assert "SyntaxError" in result.err


def test_debug_stops_at_a_breakpoint_and_goes_on(workshop, handout, write):
    write("def total(x):\n    breakpoint()\n    return x.sum()\n\n\nspread = total\n")
    with workshop.start("check", "--debug", "total", stdin=-1, cwd=handout) as process:
        out, err = process.communicate("p x.sum() * 1000\ncontinue\n", timeout=60)
    assert "7000.0" in out
    assert process.returncode == 0, err


def test_check_loads_neither_torch_nor_pandas(workshop, handout, write):
    write(BOTH)
    code = (
        "import sys; sys.argv = ['grader', 'check']\n"
        "from grader.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n"
        "    heavy = {'torch', 'pandas', 'sqlalchemy', 'rich', 'jinja2'}\n"
        "    print('loaded:', sorted(heavy & set(sys.modules)), end.code)\n"
    )
    process = workshop.python("-c", code, cwd=handout)
    assert process.out.splitlines()[-1] == "loaded: [] 0"


def test_what_a_student_s_code_prints_cannot_drive_the_terminal(call, handout, write):
    write(ESCAPES)
    result = call("check", cwd=handout)
    assert "\x1b" not in result.out + result.err
    assert "\x07" not in result.out


STUB = "def total(x):\n    raise NotImplementedError\n\n\ndef spread(x):\n    raise NotImplementedError\n"


def notebook(text):
    cell = {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": 1}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_functions_that_are_not_written_are_one_paragraph_with_their_lines(call, handout, write):
    write(STUB)
    result = call("check", cwd=handout)
    assert result.code == 1
    assert "Not written yet: total (line 2), spread (line 6)." in result.out
    assert "Start with total: sums.py, line 2." in result.out
    assert "0 of 2 public tests pass." in result.out
    assert "✗" not in result.out
    write(BOTH.replace("return float(np.max(x) - np.min(x))", "raise NotImplementedError"))
    out = call("check", cwd=handout).out
    assert "✓ The sum of 1, 2 and 4 is 7." in out
    assert "Not written yet: spread (line 7)." in out
    assert "Start with" not in out


@pytest.mark.parametrize("name", SHIPPED)
def test_check_on_a_starter_fits_one_screen(call, tmp_path, name):
    """24 lines of 80 columns, the prompt included."""
    assert call("handout", name, tmp_path / name, "--course", ASSIGNMENTS).code == 0
    result = call("check", cwd=tmp_path / name)
    assert "Not written yet: " in result.out, result.err
    lines = (result.out + result.err).splitlines()
    assert len(lines) < 24
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("columns", ["40", "80"])
def test_lines_fit_the_terminal_and_no_sentence_is_printed_twice(
    workshop, handout, write, monkeypatch, columns
):
    workshop.replace("elsewhere/handout/public/test_public.py", '@task("spread")', MORE_TESTS)
    write(
        "import os, no_such\ndef total(x):\n    print('a long line ' * 30)\n    return no_such.f(x)\n"
        "def spread(x):\n    os._exit(3)\n"
    )
    result = workshop.run("check", cwd=handout, env={"COLUMNS": columns})
    assert result.code == 1
    assert max(map(len, (result.out + result.err).splitlines())) <= int(columns)
    text = " ".join(result.out.split())
    told = [one for one in re.split(r"(?<=[.:;]) ", text.replace("a long line ", "")) if len(one) > 12]
    assert sorted(told) == sorted(set(told))
    assert text.count("exit code 3") == 1


def test_the_notebook_counts_beside_the_untouched_starter_and_check_says_so(workshop, call, handout):
    (handout / "sums.ipynb").write_text(notebook(BOTH))
    for arguments in ((), ("-a", "sums", "--course", workshop.course)):
        result = call("check", *arguments, cwd=handout)
        assert result.code == 0
        assert (
            "Note: 'sums.ipynb' counts: 'sums.py' beside it is the starter as it was handed out."
            in unwrapped(result.err)
        )


def test_a_changed_file_beside_a_changed_notebook_is_a_question_and_each_can_be_named(call, handout, write):
    write(HALF)
    (handout / "sums.ipynb").write_text(notebook(BOTH))
    result = call("check", cwd=handout)
    assert result.code == 4
    assert (
        "Both 'sums.py' and 'sums.ipynb' hold work. Which one counts? Leave that one, and take the other out of the "
        "folder. To check one of them as it is: grader check FILE" in result.err
    )
    assert call("check", "sums.ipynb", cwd=handout).code == 0
    assert call("check", "sums.py", cwd=handout).code == 1


def test_suggested_commands_are_quoted_for_the_shell(call, handout, write):
    (handout / "sums.py").unlink()
    write(BOTH, "sums (my copy).py")
    result = call("check", cwd=handout)
    assert "grader check 'sums (my copy).py'" in result.err
    assert call("check", shlex.split("'sums (my copy).py'")[0], cwd=handout).code == 0


def test_a_package_that_is_missing_is_named_with_the_command_that_installs_it(call, handout, write):
    path = handout / "assignment.toml"
    path.write_text(path.read_text().replace('preload = ["numpy"]', 'preload = ["no_such_torch"]'))
    result = call("check", cwd=handout)
    assert result.code == 2
    assert "This assignment needs no_such_torch, and this Python does not have it. Install it: " in result.err
    assert result.err.strip().endswith("-m pip install no_such_torch")


@pytest.mark.parametrize("options", [("--json",), ("--debug", "total")])
def test_watch_does_not_go_with_options_that_need_one_run(call, handout, write, options):
    result = call("check", "--watch", *options, cwd=handout)
    assert result.code == 2
    assert f"--watch prints to a terminal, again and again: take out {options[0]}." in result.err


def test_a_syntax_error_is_said_last_where_24_lines_are_in_view(call, tmp_path):
    assert call("handout", "metrics", tmp_path / "metrics", "--course", ASSIGNMENTS).code == 0
    (tmp_path / "metrics" / "metrics.py").write_text("def f1_score(y, y_hat:\n    return 0\n")
    result = call("check", cwd=tmp_path / "metrics")
    lines = result.out.splitlines()
    assert len(lines) > 24
    seen = " ".join(" ".join(lines[-7:]).split())
    assert "Your file cannot be imported: it raised SyntaxError" in seen
    assert "in metrics.py, line 1" in seen
    assert lines[-2] == "0 of 12 public tests pass."
    assert result.out.count("cannot be imported") == 1


def test_watch_without_its_package_names_the_command_that_installs_it(call, handout, monkeypatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    result = call("check", "--watch", cwd=handout)
    assert result.code == 2
    assert (
        "--watch needs the package watchfiles, and this Python does not have it. Install it: " in result.err
    )
    assert result.err.strip().endswith("-m pip install watchfiles")


def until_counted(process):
    """The lines of one check: the last but one counts the tests, the last says what hidden tests decide."""
    lines = []
    while not lines or not lines[-1].startswith("How many of the 5 points"):
        lines.append(process.stdout.readline())
        assert lines[-1], f"the watch has ended: {lines}"
    return lines


def test_watch_checks_again_after_a_change_until_it_is_interrupted(workshop, heard, handout, write, end):
    pytest.importorskip("watchfiles", reason="the extra [watch] is not installed")
    write(HALF)
    with end(workshop.start("check", "--watch", cwd=handout)) as process:
        first = until_counted(process)
        assert first[-2] == "1 of 2 public tests pass.\n"
        assert any("Watching" in line for line in first)
        second = []
        for _ in range(20):  # a change right after the first check may come before the watch begins
            write(BOTH + f"# {time.monotonic()}\n")
            if select.select([process.stdout], [], [], 2)[0]:
                second = until_counted(process)
                if second[-2] == "2 of 2 public tests pass.\n":  # on a busy machine a call may meet its limit
                    break
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert any("✓ Between 4 and 1 lie 3." in line for line in second)
    assert process.returncode == 0
