"""Notebooks: code cells become one module, without magics and with the same lines."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.intake import Caps, Submission
from grader.intake.notebook import extract_code
from grader.intake.notebook_magics import remove_magics
from grader.intake.submission import DEFAULT_CAPS

MODULE = "linear_regression.py"
Accepted = Callable[..., Submission]
Reason = Callable[..., str]
Make = Callable[..., bytes]


def python(code: str) -> str:
    return remove_magics(code, MODULE).text


def test_code_cells_are_joined_and_their_lines_known(accepted: Accepted, make_notebook: Make) -> None:
    text = {"cell_type": "markdown", "source": "# Task"}
    raw = make_notebook("import numpy as np\n", text, ["def f(x):\n", "    return x"], "", "y = 3")
    source = accepted("linear_regression.ipynb", raw).files[0]
    assert source.name == MODULE
    assert source.text == "import numpy as np\ndef f(x):\n    return x\ny = 3\n"
    assert source.cells == ((1, 1), (2, 2), (4, 4))
    assert str(source.place(3)) == "linear_regression.py, cell 2, line 2"


def test_the_code_of_a_notebook_knows_the_notebooks_name(accepted: Accepted, make_notebook: Make) -> None:
    (source,) = accepted("My homework.ipynb", make_notebook("a = 1")).files
    assert (source.name, source.origin) == (MODULE, "My homework.ipynb")


def test_a_broken_cell_is_kept_for_the_worker_to_judge(accepted: Accepted, make_notebook: Make) -> None:
    source = accepted("linear_regression.ipynb", make_notebook("def f(:\n", "g = 1\r\nh = 2")).files[0]
    assert source.text == "def f(:\ng = 1\nh = 2\n"
    assert source.cells == ((1, 1), (2, 2))


def test_outputs_are_ignored(accepted: Accepted, make_notebook: Make) -> None:
    cell = {"cell_type": "code", "source": "x = 1", "outputs": [{"text": "x" * 100}], "execution_count": None}
    assert accepted("linear_regression.ipynb", make_notebook(cell)).files[0].text == "x = 1\n"


@pytest.mark.parametrize("magic", ["%%time", "%%timeit -n 3", "%%capture out", "%%prun"])
def test_the_body_of_a_measured_cell_is_kept(magic: str) -> None:
    assert python(f"\n{magic}\ndef f(): ...") == f"\n# {magic}\ndef f(): ..."


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("%%bash\nls", "it starts with '%%bash', which is not Python"),
        ("%%html\n<b>", "it starts with '%%html', which is not Python"),
        ("%%writefile other.py\nx = 1", "it writes the file 'other.py', which is not linear_regression.py"),
        ("%%writefile", "it writes the file 'nothing', which is not linear_regression.py"),
    ],
)
def test_a_cell_in_another_language_is_left_out_with_a_notice(
    accepted: Accepted, make_notebook: Make, code: str, why: str
) -> None:
    submission = accepted("linear_regression.ipynb", make_notebook("a = 1", code, "b = 2"))
    assert submission.notices == (f"'linear_regression.ipynb', cell 2 left out: {why}.",)
    assert submission.files[0].text == "a = 1\nb = 2\n"
    assert submission.files[0].cells == ((1, 1), (3, 2))


def test_many_cells_left_out_give_few_notices(accepted: Accepted, make_notebook: Make) -> None:
    notices = accepted("linear_regression.ipynb", make_notebook("a = 1", *["%%bash"] * 50)).notices
    assert len(notices) == 11
    assert notices[-1] == "'linear_regression.ipynb': 40 more cells left out."


def test_a_cell_that_writes_the_module_is_part_of_it() -> None:
    assert (
        python("%%writefile -a ./linear_regression.py\nx = 1")
        == "# %%writefile -a ./linear_regression.py\nx = 1"
    )


@pytest.mark.parametrize(
    "line",
    [
        "%matplotlib inline", "!pip install numpy", "files = !ls", "x = %time f()", "a, b = !ls", "np.dot?",
        "f??", "?np.dot", "%%time", "x.y[0] = %timeit -o f()",
    ],
)  # fmt: skip
def test_a_magic_line_becomes_pass_on_the_same_line(line: str) -> None:
    assert python(f"a = 1\nif a:\n    {line}\nb = 2") == "a = 1\nif a:\n    pass\nb = 2"


@pytest.mark.parametrize(
    "code",
    [
        'print("%d"\n      % (1,))',
        "y = (a\n% b)",
        "y = a \\\n% b",
        '"""\n%d items\n!important\nwhy?\n"""',
        "s = '''it's\n% x'''",
        "x = a % b",
        "x == y != z",
        "# why?",
        "s = 'what?'",
        "d = {'a': [1,\n% 2]}",
        "s = '''\\'''\n% '''",
    ],
)
def test_python_that_only_looks_like_magic_stays(code: str) -> None:
    assert python(code) == code


def test_quotes_in_comments_and_broken_strings_do_not_hide_later_magics() -> None:
    assert python("# it's (\n%time f()") == "# it's (\npass"
    assert python("x = 'open\n%time f()") == "x = 'open\npass"
    assert python("# ends in \\\n%time f()") == "# ends in \\\npass"
    assert python("x = 'a\\\nb'\n%time f()") == "x = 'a\\\nb'\npass"


def test_a_shell_line_takes_its_continuation_along() -> None:
    assert python("!pip install a \\\n  b \\\n  c\nx = 1") == "pass\n#\n#\nx = 1"


@given(st.text(st.sampled_from("%!?=()[]'\"\\# \nax"), max_size=60))
def test_lines_keep_their_numbers(code: str) -> None:
    cell = remove_magics(code, MODULE)
    assert cell.omission_reason or cell.text.count("\n") == code.count("\n")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"{", "is not a notebook: not valid JSON"),
        (b"\xff{}", "is not UTF-8 text at byte 0"),
        (b"[1]", "is JSON, but not a notebook"),
        (b"{}", "is JSON, but not a notebook"),
        (b"[" * 200_000, "is nested too deeply"),
        (b'{"nbformat": 4, "cells": ' + b"[" * 200_000, "is nested too deeply"),
        (b"9" * 5000, "is not a notebook: not valid JSON"),
        (b'{"nbformat": 3, "worksheets": []}', "of an old format"),
        (b'{"nbformat": 3, "cells": []}', "of an old format"),
        (b'{"nbformat": true, "cells": []}', "nbformat must be a whole number, got true or false"),
        (b'{"cells": []}', "nbformat must be a whole number, got nothing"),
        (b'{"nbformat": 4}', "cells must be a list, got nothing"),
        (b'{"nbformat": 4, "cells": {}}', "cells must be a list, got an object"),
        (b'{"nbformat": 4, "cells": [], "metadata": 1}', "metadata must be an object, got a number"),
        (b'{"nbformat": 4, "cells": ["x"]}', "entry 1 of cells must be an object with a cell_type, got text"),
        (b'{"nbformat": 4, "cells": [{}]}', "entry 1 of cells must be an object"),
        (b'{"nbformat": 4, "cells": []}', "has no code cell with Python in it"),
    ],
)
def test_what_is_no_notebook_is_refused(rejected: Reason, raw: bytes, message: str) -> None:
    assert message in rejected("linear_regression.ipynb", raw)


@pytest.mark.parametrize("source", [3, None, {"a": 1}, ["x", 3]])
def test_a_source_that_is_no_text_is_refused(rejected: Reason, make_notebook: Make, source: object) -> None:
    cell = {"cell_type": "code", "source": source}
    assert "cell 2: source must be text or a list of texts" in rejected(
        "h.ipynb", make_notebook("a = 1", cell)
    )


@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_characters_python_cannot_read_are_refused(
    rejected: Reason, make_notebook: Make, character: str
) -> None:
    assert "cell 1: the code holds a NUL or half a character" in rejected("h.ipynb", make_notebook(character))


@pytest.mark.parametrize(
    "metadata", [{"language_info": {"name": "R"}}, {"kernelspec": {"language": "julia", "name": "julia-1.9"}}]
)
def test_a_notebook_in_another_language_is_refused(
    rejected: Reason, make_notebook: Make, metadata: dict[str, object]
) -> None:
    reason = rejected("linear_regression.ipynb", make_notebook("x <- 1", metadata=metadata))
    assert "not in Python. Hand in one with a Python kernel." in reason


def test_a_python_kernel_is_welcome(accepted: Accepted, make_notebook: Make) -> None:
    metadata = {"kernelspec": {"language": "python"}, "language_info": {"name": "python"}}
    assert accepted("h.ipynb", make_notebook("a = 1", metadata=metadata)).files[0].text == "a = 1\n"


def test_too_much_code_is_refused(rejected: Reason, make_notebook: Make) -> None:
    raw = make_notebook("a" * 60, "b" * 60)
    assert "too large for source code" in rejected("h.ipynb", raw, Caps(source_bytes=100))


def test_a_notebook_larger_than_a_file_may_be_is_refused_before_it_is_parsed(
    rejected: Reason, make_notebook: Make
) -> None:
    """50 MiB of ``{},`` take 1.2 GiB when they are parsed."""
    raw = make_notebook("a = 1", outputs=[{}] * 400)
    assert "Clear its outputs" in rejected("h.ipynb", raw, Caps(file_bytes=1000))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
cells = (
    st.fixed_dictionaries({"cell_type": st.just("code") | json_values, "source": json_values}) | json_values
)
notebooks = st.fixed_dictionaries(
    {"nbformat": st.just(4) | json_values, "cells": st.lists(cells, max_size=4) | json_values},
    optional={"metadata": st.dictionaries(st.sampled_from(["language_info", "kernelspec"]), json_values)},
)


@given(notebooks)
def test_no_document_gets_past_the_checks_unread(document: object) -> None:
    try:
        source, _ = extract_code(json.dumps(document).encode(), "h.ipynb", MODULE, DEFAULT_CAPS)
    except SubmissionError:
        return
    starts = [first for _, first in source.cells]
    assert starts == sorted(set(starts))
    assert starts[0] == 1
    assert starts[-1] <= source.text.count("\n")
