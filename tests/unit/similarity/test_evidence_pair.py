"""A pair with its passages, in the words of whoever handed the files in."""

from __future__ import annotations

from grader.model import SourceFile
from grader.similarity import (
    LineSpan,
    compare_class,
    compared_work,
    evidence_pair,
    known_hashes,
    shared_place,
)
from grader.similarity.evidence_pair import SharedPlace

CODE = "def f(rows):\n" + "".join(
    f"    t = rows[{n}] {sign} f(t, *rows) if t else [t]\n    g(t)[t] = {{t: {n}}}\n"
    for n, sign in enumerate("+-*/%@")
)


def test_a_pair_knows_whose_work_it_is_and_where_its_passages_are():
    files = [SourceFile(name="f.py", text=CODE)]
    works = [compared_work("ada", files, group="blue"), compared_work("bob", files)]
    found = compare_class(works, known_hashes([]), minimum=0.5, most=1)
    pair = evidence_pair(found.pairs[0], works, files, files, found.subtracted)
    assert (pair.first, pair.second) == (("ada",), ("bob",))
    assert (pair.of_first, pair.of_second) == (1, 1)
    assert [str(place) for place in pair.places[0]] == ["f.py, lines 1 to 13"] * 2
    assert pair.tokens == pair.passages[0].tokens


def test_places_in_a_notebook_are_named_by_cell_and_by_the_notebook():
    file = SourceFile(name="f.py", text="\n" * 9, cells=((1, 1), (2, 4), (5, 7)), origin="hw.ipynb")
    assert str(shared_place([file], LineSpan(0, 5, 6))) == "hw.ipynb, cell 2, lines 2 to 3"
    assert str(shared_place([file], LineSpan(0, 5, 8))) == "hw.ipynb, cell 2, line 2 to cell 5, line 2"


def test_a_single_line_is_one_line():
    assert str(SharedPlace(file="f.py", first_line=3, last_line=3)) == "f.py, line 3"
