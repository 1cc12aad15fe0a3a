r"""Formulas of the statements look the same on GitHub and on our pages.

GitHub reads a text as Markdown before it looks for formulas. So a backslash before a sign is lost (``\\``, ``\,``,
``\{``: github/markup issue 1746), and a pair of underscores between brackets is taken for emphasis (issues 1547, 1575).
A Markdown reader that knows no formulas shows what is left of them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from grader.reports.markdown_html import markdown_html

STATEMENTS = sorted((Path(__file__).parents[2] / "assignments").glob("*/README.md"))
FORMULA = re.compile(r"\$\$.+?\$\$|(?<![\\$])\$[^$]+?\$", re.DOTALL)
CODE = re.compile(r"(`+).+?\1", re.DOTALL)


def lost_formulas(text):
    """The formulas that Markdown changes."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    lost = []
    for token in reader.parse(text):
        if token.type == "inline":
            parts = {"softbreak": "\n", "code_inline": " ", "hardbreak": "\0"}
            left = "".join(
                child.content if child.type == "text" else parts.get(child.type, "\0")
                for child in token.children
            )
            wanted = FORMULA.findall(CODE.sub(" ", token.content))
            lost += [one for one in wanted if " ".join(one.split()) not in " ".join(left.split())]
    return lost


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.parent.name)
def test_github_s_markdown_changes_no_formula_of_a_statement(path):
    assert lost_formulas(path.read_text()) == []


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.parent.name)
def test_every_formula_of_a_statement_becomes_mathml(path):
    text = path.read_text()
    page = markdown_html(text)
    assert "class='tex'" not in page
    prose = CODE.sub(" ", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    assert page.count("<math ") == len(FORMULA.findall(prose)) > 0


@pytest.mark.parametrize(
    "trap",
    [
        r"$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$", r"$a \, b$", r"$a\;b$", r"$a\!b$", r"$\{a\}$", r"$\|a\|$",
        r"$5 \%$", r"$a\_b$", r"$\hat{x}_{i} + \hat{y}_{j}$", "$a *b* c$", "$a <b> c$", r"$$x_{i}\,y$$",
    ],
)  # fmt: skip
def test_the_known_traps_are_found(trap):
    assert lost_formulas(f"Here is {trap} in a text.")


@pytest.mark.parametrize(
    "right",
    [
        r"$\begin{pmatrix} 1 & 2 \cr 3 & 4 \end{pmatrix}$", r"$a\thinspace b$", r"$\lbrace a\rbrace$",
        r"$\hat{x}_ {i} + \hat{y}_ {j}$", r"$l\ m$",
    ],
)  # fmt: skip
def test_what_is_written_in_their_place_is_right_on_both(right):
    assert not lost_formulas(f"Here is {right} in a text.")
    assert "class='tex'" not in markdown_html(f"Here is {right} in a text.")
