from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from grader.model import CodeLine, SourceFile
from grader.reports.listing import COLOURED_TOKENS, LEXED_LINE, Sources


def shown(listing_html: str) -> str:
    """The text a reader sees in a listing."""
    return html.unescape(re.sub(r"<[^>]*>", "", listing_html))


def only(text: str, name: str = "a.py") -> str:
    (listing,) = Sources([SourceFile(name=name, text=text)]).listings()
    return "".join(section.html for section in listing.sections)


def test_a_line_on_a_failing_tests_way_is_marked_and_linked() -> None:
    sources = Sources([SourceFile(name="a.py", text="x = 1\ny = x +  2\n")])
    link = sources.link(CodeLine(file="a.py", line=2))
    (listing,) = sources.listings()
    assert (link.label, link.code) == ("a.py, line 2", "y = x + 2")
    assert f'<span class="l hit" id="{link.anchor}" data-n="2">' in listing.sections[0].html
    assert listing.sections[0].html.count('"l hit"') == 1
    assert listing.marked


def test_a_line_that_was_not_handed_in_is_named_without_a_link() -> None:
    sources = Sources([SourceFile(name="a.py", text="x = 1\n")])
    for place in (
        CodeLine(file="b.py", line=1),
        CodeLine(file="a.py", line=99),
        CodeLine(file="a.py", line=0),
    ):
        assert sources.link(place).anchor == ""
    assert not sources.listings()[0].marked


def test_a_notebook_has_a_part_per_cell_and_lines_count_anew() -> None:
    text = "import os\n\n\ndef f():\n    return 1\n"
    sources = Sources([SourceFile(name="w.ipynb", text=text, cells=((2, 1), (5, 4)))])
    link = sources.link(CodeLine(file="w.ipynb", cell=5, line=2))
    assert (link.label, link.code) == ("w.ipynb, cell 5, line 2", "return 1")
    first, second = sources.listings()[0].sections
    assert [first.title, second.title] == ["Cell 2", "Cell 5"]
    assert re.findall(r'data-n="(\d+|…)"', first.html) == ["1"]
    assert re.findall(r'data-n="(\d+|…)"', second.html) == ["1", "2"]
    assert sources.link(CodeLine(file="w.ipynb", cell=9, line=1)).anchor == ""


def test_words_of_the_language_are_coloured() -> None:
    page = only("@dec\ndef f(x):  # note\n    return len('s') + 1\n")
    for piece in (
        '<span class="f">@dec</span>',
        '<span class="k">def</span>',
        '<span class="f">f</span>',
        '<span class="c"># note</span>',
        '<span class="b">len</span>',
        '<span class="n">1</span>',
    ):
        assert piece in page


def test_a_string_over_several_lines_is_closed_on_each() -> None:
    rows = only('"""one\ntwo"""\nx\n').split("\n</span>")
    assert rows[0].endswith('<span class="s">&#34;&#34;&#34;one</span>')
    assert rows[1].endswith('<span class="s">two&#34;&#34;&#34;</span>')


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]) | st.just("\n"), max_size=60))
def test_colouring_loses_no_character_and_no_line(text: str) -> None:
    expected = text.rstrip("\n") or ""
    assert shown(only(text)).rstrip("\n") == expected


def test_code_that_is_no_python_is_shown_as_well() -> None:
    assert (
        shown(only("def f(:\n  '''never closed\n\x00 <script>")) == "def f(:\n  '''never closed\n␀ <script>\n"
    )


def test_lines_are_counted_as_python_counts_them() -> None:
    sources = Sources([SourceFile(name="a.py", text="a = '\u2028\x0c'\r\nb = 1\rc = 2\n")])
    assert [sources.link(CodeLine(file="a.py", line=n)).code for n in (1, 2, 3)] == [
        "a = '⟨U+2028⟩␌'",
        "b = 1",
        "c = 2",
    ]


def test_lines_beyond_the_limit_are_shown_without_colours() -> None:
    lines = COLOURED_TOKENS // 8 + 50  # eight tokens each, three of them a string's
    page = only("x = 'a'\n" * lines)
    assert page.count('<span class="s">') == 3 * (lines - 50)
    assert page.count('class="l"') == lines


def test_many_files_share_the_limit() -> None:
    half = SourceFile(name="a.py", text="x = 'a'\n" * (COLOURED_TOKENS // 16))
    last = SourceFile(name="b.py", text="y = 'b'\n")
    coloured = ['class="s"' in item.sections[0].html for item in Sources([half, half, last]).listings()]
    assert coloured == [True, True, False]


def test_a_very_long_line_has_no_colours_and_the_lines_around_it_have() -> None:
    page = only(f"x = 'a'\ny = '{'b' * LEXED_LINE}'\nz = 'c'\n")
    assert page.count('<span class="s">') == 6


def test_lines_that_are_left_out_are_counted_where_they_would_be() -> None:
    file = SourceFile(name="a.py", text="one\nfour\n", left_out=((2, 3), (5, 1_000)))
    sources = Sources([file])
    assert sources.link(CodeLine(file="a.py", line=4)).code == "four"
    assert sources.link(CodeLine(file="a.py", line=2)).anchor == ""
    page = "".join(section.html for section in sources.listings()[0].sections)
    assert shown(page).splitlines() == [
        "one",
        "2 lines of a.py are not shown",
        "four",
        "996 lines of a.py are not shown",
    ]
    assert re.findall(r'data-n="(\d+|…)"', page) == ["1", "…", "4", "…"]


def test_a_part_that_is_left_out_is_told_under_the_cell_it_begins_in() -> None:
    cells = ((1, 1), (2, 3), (9, 20))
    file = SourceFile(name="w.py", text="a\nb\nz\n", cells=cells, left_out=((3, 19),))
    first, second, third = Sources([file]).listings()[0].sections
    assert [part.title for part in (first, second, third)] == ["Cell 1", "Cell 2", "Cell 9"]
    assert shown(second.html) == "17 lines of w.py are not shown\n"


def test_other_files_than_python_are_plain() -> None:
    assert '<span class="k">' not in only("import this", name="notes.txt")
