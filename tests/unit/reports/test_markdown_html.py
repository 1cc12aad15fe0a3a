from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from grader.reports import markdown_html
from grader.reports.markdown_html import formula


def test_formulas_become_mathml_in_line_and_displayed() -> None:
    html = markdown_html("The mean $\\frac{1}{n}$ and\n\n$$\n\\sum_i x_i\n$$\n")
    assert html.count("<math") == 2
    assert '<span class="math inline"><math' in html
    assert 'display="block"' in html
    assert "<mfrac>" in html


def test_raw_html_is_shown_as_typed() -> None:
    html = markdown_html("<script>alert(1)</script> <b onclick=x>")
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "tex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\text{&lt;script&gt;alert(1)}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{background:url(https://example.org)}{x}",
        r"\class{a}{x}",
        r"x < y \& z",
    ],
)
def test_a_formula_carries_no_html_links_or_styles(tex: str, read: Callable[[str], Any]) -> None:
    page = read(str(formula(tex, display=False)))
    assert not page.faults
    assert not {"script", "a"} & set(page.tags)
    assert not {"href", "style", "class"} & {name for _, name, _ in page.attributes}


@pytest.mark.parametrize("tex", [r"\frac{", r"\nosuchcommand{x}", r"\left( x", "^", r"\sqrt[3", ""])
def test_a_formula_that_cannot_be_converted_is_shown_as_tex(tex: str) -> None:
    html = formula(tex, display=True)
    assert html.startswith("<code class='tex'>")
    assert tex in html.unescape()


def test_aligned_equations_become_a_table() -> None:
    html = formula(r"\begin{aligned} a &= b \\ c &= d \end{aligned}", display=True)
    assert html.count("<mtr>") == 2
    assert "&amp;" not in html


@pytest.mark.parametrize(
    ("tex", "prefixes"),
    [
        ("-3 + x", 1), ("x = -3", 1), (r"(-1, -2)", 2), (r"\frac{-a}{b}", 1), (r"e^{-x}", 1), ("+x", 1),
        (r"\begin{pmatrix} -1 & -2 \end{pmatrix}", 2), ("a - b", 0), ("(a) - b", 0), ("x^2 - 1", 0), ("-", 0),
    ],
)  # fmt: skip
def test_a_sign_before_a_number_is_a_prefix_and_between_two_is_not(tex: str, prefixes: int) -> None:
    assert formula(tex, display=False).count('form="prefix"') == prefixes


@pytest.mark.parametrize(
    ("tex", "spaces"),
    [
        (r"-y \ln a", 2), (r"\ln a", 1), (r"\ln(a)", 0), (r"(1 - y) \ln(1 - a)", 1), (r"- \log_2 p", 1),
        (r"\ln \ln a", 2), (r"2 \exp(-x)", 1), (r"\frac{\ln a}{2}", 1), ("a b", 0),
    ],
)  # fmt: skip
def test_the_name_of_a_function_stands_apart_from_its_factors(tex: str, spaces: int) -> None:
    assert formula(tex, display=False).count("<mspace") == spaces


@pytest.mark.parametrize("tex", [r"\operatorname*{arg\,max}_k x", r"\argmin_w L", r"\max_k x", r"\lim_{n} x"])
def test_max_and_its_kin_take_their_index_below_when_displayed(tex: str) -> None:
    assert "<munder>" in formula(tex, display=True)
    assert "<munder>" not in formula(tex, display=False)


def test_headings_go_below_those_of_the_page() -> None:
    assert markdown_html("# One\n\n## Two\n\n##### Five") == "<h3>One</h3>\n<h4>Two</h4>\n<h6>Five</h6>\n"


def test_addresses_are_printed_and_not_linked() -> None:
    html = markdown_html(
        "See [the notes](https://example.org/a?b=1&c=2), <https://example.org>, [below](#b), [x](y.md)."
    )
    assert 'the notes <span class="address">(https://example.org/a?b=1&amp;c=2)</span>' in html
    assert html.count("<a ") == 1
    assert '<a href="#b">below</a>' in html
    assert html.count("https://example.org</") == 0
    assert ", x." in html


def test_pictures_stay_only_if_they_are_in_the_page() -> None:
    html = markdown_html("![far](https://example.org/a.png) ![near](data:image/png;base64,AAAA)")
    assert "<em>far</em>" in html
    assert '<img src="data:image/png;base64,AAAA" alt="near">' in html


def test_a_picture_that_is_handed_over_is_put_into_the_page() -> None:
    held = frozenset({("my plot.svg", "data:image/svg+xml;base64,PHN2Zy8+")})
    html = markdown_html('![A "line".](my%20plot.svg) ![Another.](other.svg)', held)
    assert '<img src="data:image/svg+xml;base64,PHN2Zy8+" alt="A &#34;line&#34;.">' in html
    assert "<em>Another.</em>" in html


def test_wide_tables_scroll_in_a_box_of_their_own() -> None:
    html = markdown_html("| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert '<div class="scroll" tabindex="0"><table>' in html
    assert "</table></div>" in html


def test_equal_text_is_converted_once() -> None:
    assert markdown_html("# Once $x$") is markdown_html("# Once $x$")


def test_what_may_be_wider_than_the_page_is_reached_by_the_keyboard() -> None:
    html = markdown_html("```python\nx = 1\n```\n\n    code\n\n$$\nx^2\n$$\n")
    assert html.count('<pre tabindex="0">') == 2
    assert '<div tabindex="0" class="math block">' in html


def test_a_cell_without_a_heading_is_a_plain_cell() -> None:
    html = markdown_html("| | a |\n|---|---|\n| 1 | 2 |\n")
    assert "<td></td>\n<th>a</th>" in html
    assert "<th></th>" not in html
