"""Notices about a notebook contain no text that a worker chose."""

from __future__ import annotations

import pytest

from grader.model import SourceFile
from grader.sandbox.notebook_remarks import omission_notices

CELLS = SourceFile(name="work.py", text="import plots\nf = 2\ndef g(): return f\n", cells=((1, 1), (4, 2)))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ((1, "syntax", (), 1, "", ""), "Cell 1 was left out: syntax error in its line 1."),
        ((4, "loop", ("f",), 0, "", ""), "Cell 4: a loop that sets f was not run; compute it in a function."),
        ((4, "block", ("f",), 0, "", ""),
         "Cell 4: a statement that changes f was not run; compute it in a function."),
        ((1, "import", (), 0, "ModuleNotFoundError", "plots.fast"),
         "Cell 1: the import was left out. The package plots cannot be imported here."),
        ((4, "function", ("g",), 0, "NameError", "f"),
         "Cell 4: the function g was left out. The name f is not defined."),
        ((4, "assignment", ("f", "g"), 0, "ValueError", ""),
         "Cell 4: what sets f, g was left out. It raised ValueError."),
        ((4, "statement", (), 0, "ScoreRaisedByHand", ""), "Cell 4: a statement was left out. It raised an error."),
        ((4, "statement", (), 0, "print", ""), "Cell 4: a statement was left out. It raised an error."),
    ],
)  # fmt: skip
def test_a_remark_becomes_a_sentence(told, sentence):
    assert omission_notices([told], CELLS) == (sentence,)


@pytest.mark.parametrize(
    "told",
    [
        (2, "syntax", (), 1, "", ""), (73196, "loop", ("f",), 0, "", ""), (True, "loop", ("f",), 0, "", ""),
        (1, "syntax", (), 2, "", ""), (1, "syntax", (), 0, "", ""), (4, "loop", (), 0, "", ""),
        (4, "function", ("score_raised_by_hand",), 0, "ValueError", ""), (4, "function", (7,), 0, "", ""),
        (1, "function", ("g",), 0, "", ""), (4, "Full marks by hand", (), 0, "", ""), (4, "import", ("f",), 0, "", ""),
        "Cell 1: full marks by hand", (1,), None, ([], "loop", ("f",), 0, "", ""), (1, "syntax", (), 10**400, "", ""),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_notebook_is_not_said(told):
    assert omission_notices([told], CELLS) == ()


def test_a_plain_file_has_no_cells_and_no_remarks():
    plain = SourceFile(name="work.py", text="f = 2\n")
    assert omission_notices([(1, "loop", ("f",), 0, "", "")], plain) == ()


def test_many_remarks_are_cut_and_none_is_said_twice():
    told = [(4, "loop", ("f",), 0, "", "")] * 9 + [(1, "syntax", (), 1, "", "")] * 200
    assert len(omission_notices(told, CELLS)) == 2
