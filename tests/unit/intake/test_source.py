"""Python files are decoded to text, and lines are mapped back to the cells of a notebook."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.intake import Caps, Submission
from grader.model import CodeLine, SourceFile

Accepted = Callable[..., Submission]
Reason = Callable[..., str]
Make = Callable[..., bytes]


def text_of(submission: Submission) -> str:
    return submission.files[0].text


def test_utf8_with_a_byte_order_mark_and_any_line_ends(accepted: Accepted) -> None:
    submission = accepted("linear_regression.py", b"\xef\xbb\xbfa = '\xc3\xa9'\r\nb = 1\rc = 2\n")
    assert text_of(submission) == "a = 'é'\nb = 1\nc = 2\n"


@pytest.mark.parametrize("before", [b"", b"#!/usr/bin/env python\n", b"\n"])
def test_a_declared_character_set_is_honoured_and_rewritten(accepted: Accepted, before: bytes) -> None:
    submission = accepted("linear_regression.py", before + b"# -*- coding: latin-1 -*-\na = '\xe9'\n")
    assert text_of(submission) == before.decode() + "# -*- coding: utf-8 -*-\na = 'é'\n"


def test_a_declaration_counts_in_the_first_two_lines_only(rejected: Reason) -> None:
    assert "is not UTF-8" in rejected("linear_regression.py", b"\n\n# coding: latin-1\na = '\xe9'\n")
    assert "is not UTF-8" in rejected("linear_regression.py", b"x = 1\n# coding: latin-1\na = '\xe9'\n")


def test_a_byte_order_mark_outranks_a_declaration(accepted: Accepted) -> None:
    assert "é" in text_of(accepted("linear_regression.py", b"\xef\xbb\xbf# coding: latin-1\n# \xc3\xa9\n"))


@pytest.mark.parametrize(
    "name", ["rot13", "utf-7", "unicode_escape", "punycode", "nonsense", "utf-16", "os.path"]
)
def test_what_is_no_character_set_is_refused(rejected: Reason, name: str) -> None:
    reason = rejected("linear_regression.py", f"# coding: {name}\n".encode())
    assert f"declares the encoding '{name}', which is not a character set" in reason


def test_other_bytes_are_refused_with_byte_and_line(rejected: Reason) -> None:
    reason = rejected("linear_regression.py", b"a = 1\r\nb = '\xe9'\n")
    assert reason == "'linear_regression.py' is not UTF-8 text at byte 12 (line 2). Save the file as UTF-8."


def test_undecodable_bytes_of_a_declared_set_are_refused(rejected: Reason) -> None:
    assert "is not ASCII text at byte 15 (line 2)" in rejected("m.py", b"# coding:ascii\n\xff")


def test_nul_bytes_are_refused_with_byte_and_line(rejected: Reason) -> None:
    assert "holds a NUL byte at byte 6 (line 2)" in rejected("linear_regression.py", b"a = 1\n\0")


def test_utf16_is_named(rejected: Reason) -> None:
    assert "is UTF-16 text" in rejected("linear_regression.py", "a = 1\n".encode("utf-16"))


def test_too_large_for_source(rejected: Reason, accepted: Accepted) -> None:
    assert "larger than 1 MiB, too large for source" in rejected(
        "linear_regression.py", b"#" * (1 << 20) + b"#"
    )
    assert len(text_of(accepted("linear_regression.py", b"#" * 10, Caps(source_bytes=10)))) == 10


def test_a_plain_line_is_located_as_it_is() -> None:
    assert SourceFile(name="m.py", text="a\nb\n").place(2) == CodeLine(file="m.py", line=2)


@pytest.mark.parametrize(("line", "cell", "within"), [(1, 1, 1), (3, 1, 3), (4, 3, 1), (5, 4, 1), (9, 4, 5)])
def test_a_notebooks_line_is_located_in_its_cell(line: int, cell: int, within: int) -> None:
    source = SourceFile(name="m.py", text="", cells=((1, 1), (3, 4), (4, 5)))
    assert source.place(line) == CodeLine(file="m.py", line=within, cell=cell)


def test_all_python_files_together_may_hold_what_one_may(rejected: Reason, accepted: Accepted) -> None:
    def files(size: int, number: int) -> dict[str, bytes]:
        return {"linear_regression.py": b"#" * 10, **{f"m{n}.py": b"#" * size for n in range(number)}}

    caps = Caps(source_bytes=100)
    assert len(accepted("ada01", files(30, 3), caps).files) == 4
    reason = rejected("ada02", files(31, 3), caps)
    assert "Its Python files hold" in reason
    assert "together" in reason
    assert "Hand in only the code you wrote, without libraries or data." in reason
    assert "hold 13 MiB together, at most 1 MiB are read" in rejected("ada03", files(1 << 20, 13))


def test_the_code_of_a_notebook_counts_with_the_files_beside_it(
    rejected: Reason, accepted: Accepted, make_notebook: Make
) -> None:
    beside = {"linear_regression.ipynb": make_notebook("x = 1\n" * 10), "m.py": b"#" * 40}
    assert len(accepted("ada01", beside, Caps(source_bytes=110)).files) == 2
    assert "together" in rejected("ada02", beside, Caps(source_bytes=90))


def test_a_file_that_is_too_large_by_itself_is_left_out_and_not_counted(accepted: Accepted) -> None:
    files = {"linear_regression.py": b"", "table.py": b"#" * 101, "m.py": b"#" * 100}
    submission = accepted("ada01", files, Caps(source_bytes=100))
    assert [file.name for file in submission.files] == ["linear_regression.py", "m.py"]
    assert "'table.py' is larger than" in submission.notices[0]
