"""The pages about similar code: well built, bounded, harmless, and clear that they are no verdict."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from grader.model import SourceFile
from grader.reports.pair_sheet import pairs_csv, pairs_record
from grader.reports.similarity_page import PASSAGES, PairRow, SimilaritySummary, index_html, pair_html
from grader.similarity import EvidencePair, compare_class, compared_work, evidence_pair, known_hashes

Read = Callable[[str], Any]
HOSTILE = "</pre><script>alert(1)</script>"


def code(functions: int = 3, salt: str = "") -> str:
    signs = "+-*/%@|&^<>"
    return "\n".join(
        f"def f{n}(rows):\n    # {salt}\n"
        + "".join(
            f"    t{salt} = rows[{k}] {signs[(n * 7 + k * k) % 11]} f(t, *rows) "
            f"{signs[(n + k) % 9]} [t] if t else {{}}\n"
            for k in range(5)
        )
        for n in range(functions)
    )


def paired(
    first: list[SourceFile], second: list[SourceFile], names: tuple[str, str] = ("ada", "bob")
) -> EvidencePair:
    works = [compared_work(name, files) for name, files in zip(names, (first, second), strict=True)]
    found = compare_class(works, known_hashes([]), minimum=0.1, most=1)
    return evidence_pair(found.pairs[0], works, first, second, found.subtracted)


def files(text: str, **more: Any) -> list[SourceFile]:
    return [SourceFile(name="work.py", text=text, **more)]


def summary(**changes: Any) -> SimilaritySummary:
    settings = {
        "course": "Deep learning", "title": "Lines", "works": 4, "without_own": 1, "cut": (), "found": 1,
        "minimum": 0.5,
    }  # fmt: skip
    return SimilaritySummary(**(settings | changes))


def check_page(page: Any) -> None:
    assert not page.faults
    assert page.html.startswith("<!DOCTYPE html>")
    assert page.values("lang", "html") == ["en"]
    assert not {"script", "iframe", "img"} & set(page.tags)
    policy = next(v for v in page.values("content", "meta") if "default-src" in v)
    assert "'none'" in policy
    assert "script-src" not in policy
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {part for value in page.values("aria-labelledby") for part in value.split()} <= set(ids)
    assert all(link[1:] in ids for link in page.values("href") if link.startswith("#"))
    steps = zip([0, *page.headings], page.headings, strict=False)
    assert all(after <= before + 1 for before, after in steps)
    assert "It is no verdict, and it changes no grade." in page.text


def test_the_list_names_both_works_and_both_shares(read: Read) -> None:
    pair = paired(files(code()), files(code(4, "x")))
    page = read(index_html(summary(), [PairRow(pair, "pair-001.html")]))
    check_page(page)
    assert "ada and bob" in page.text
    assert "100 % of the first" in page.text
    assert "./pair-001.html" in page.values("href", "a")
    assert "at least 50 % of the own code" in page.text


def test_a_list_without_pairs_says_so(read: Read) -> None:
    page = read(index_html(summary(found=0), []))
    check_page(page)
    assert "In no pair does 50 %" in page.text


def test_what_is_not_on_the_list_is_said(read: Read) -> None:
    pair = paired(files(code()), files(code()))
    page = read(index_html(summary(found=1234, cut=("eve", "fay")), [PairRow(pair, "pair-001.html")]))
    assert "The 1 most alike of 1,234 pairs" in page.text
    assert "the code is very long: eve, fay" in page.text


def test_a_pair_shows_its_passages_side_by_side_and_marks_them_in_the_whole_code(read: Read) -> None:
    first, second = files(code()), files(f"import os\n\n{code(3, 'x')}")
    page = read(pair_html(paired(first, second), first, second, title="Lines", number=7))
    check_page(page)
    assert "Pair 7 · Lines" in page.text
    assert "Passage 1" in page.text
    assert page.text.count("work.py, lines ") >= 6
    assert {"1", "2", "3"} <= set(page.values("data-p"))
    assert {"a1", "b1"} <= set(page.values("id"))


def test_a_notebook_is_shown_by_its_cells(read: Read) -> None:
    first = files(code(1), cells=((1, 1), (4, 3)), origin="hw.ipynb")
    page = read(pair_html(paired(first, files(code(1))), first, files(code(1)), title="Lines", number=1))
    check_page(page)
    assert "hw.ipynb, cell 1, line 1 to cell 4, line 5" in page.text


def test_code_on_a_page_is_text_and_nothing_else(read: Read) -> None:
    text = code().replace("# ", f"# {HOSTILE} \x1b[31m\u202e")
    first = [SourceFile(name=f"{HOSTILE}.py", text=text)]
    page = read(pair_html(paired(first, first, (HOSTILE, "bob")), first, first, title=HOSTILE, number=1))
    check_page(page)
    assert "alert(1)" in page.text
    assert "\x1b" not in page.html
    assert "\u202e" not in page.html


@pytest.mark.parametrize(
    "text",
    [
        code(400),
        "x = '" + "&" * 900_000 + "'\n" + code(2),
        code(60).replace("# ", "# " + "<&>" * 900),
        code(3) + "y = 1\n" * 100_000,
    ],
    ids=["many functions", "long line", "long comments", "many lines"],
)
def test_no_page_is_larger_than_a_megabyte(text: str, read: Read) -> None:
    first, second = files(text), files(text.replace("rows", "r"))
    html = pair_html(paired(first, second), first, second, title="Lines", number=1)
    assert len(html.encode()) < 1_000_000
    check_page(read(html))


def test_passages_that_are_not_shown_are_counted(read: Read) -> None:
    text = code(PASSAGES + 5)
    page = read(pair_html(paired(files(text), files(text)), files(text), files(text), title="L", number=1))
    assert "shorter passages are not shown" in page.text


def test_a_pair_of_which_no_passage_can_be_told_has_a_page(read: Read) -> None:
    first = files(code())
    pair = replace(paired(first, first), passages=(), places=())
    page = read(pair_html(pair, first, first, title="Lines", number=1))
    check_page(page)
    assert "repeats itself" in page.text
    row = read(index_html(summary(), [PairRow(pair, "pair-001.html")]))
    assert "0 passages" in row.text


def test_the_sheet_has_both_shares_and_no_formula() -> None:
    first = files(code())
    rows = [PairRow(paired(first, first, ("=1+1", "bob")), "pair-001.html")]
    (row,) = csv.DictReader(io.StringIO(pairs_csv(rows)))
    assert (row["first"], row["second"]) == ("'=1+1", "bob")
    assert (row["of_first"], row["of_second"], row["page"]) == ("1.0", "1.0", "pair-001.html")
    assert int(row["tokens"]) >= int(row["longest"]) > 12


def test_the_record_has_the_places_of_all_passages() -> None:
    first = files(code(1), cells=((1, 1), (4, 3)), origin="hw.ipynb")
    record: Any = pairs_record("lines", summary(), [PairRow(paired(first, files(code(1))), "pair-001.html")])
    assert record["schema"] == "grader/similarity/1"
    (passage,) = record["pairs"][0]["passages"]
    assert passage["first"] == {
        "file": "hw.ipynb", "first_line": 1, "last_line": 5, "first_cell": 1, "last_cell": 4,
    }  # fmt: skip
    assert passage["second"] == {"file": "work.py", "first_line": 1, "last_line": 7}
