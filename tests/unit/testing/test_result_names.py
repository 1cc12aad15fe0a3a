"""Names of results come from the reference's docstring."""

from __future__ import annotations

import pytest

from grader.testing.result_names import result_names

SECTIONS = {
    "Returns\n-------\ndx : ndarray\ndgamma, dbeta : ndarray of shape (D,)\n    Text : with a colon.\n":
        ("dx", "dgamma", "dbeta"),
    "Returns\n-------\nndarray of shape (B, D)\n    The result.": (),
    "Returns\n-------\nq : int\n\nRaises\n------\nValueError\n    Never.\n\nx : y": ("q",),
    "Parameters\n----------\nx : ndarray\n": (),
    "": (),
}  # fmt: skip


@pytest.mark.parametrize("section", SECTIONS)
def test_the_names_are_those_before_the_colons_of_the_section(section):
    assert result_names(f"One line.\n\n{section}") == SECTIONS[section]


def test_a_docstring_that_is_indented_as_in_a_file_is_read():
    assert result_names("Split.\n\n    Returns\n    -------\n    q, r : int\n        Both.\n    ") == (
        "q",
        "r",
    )
