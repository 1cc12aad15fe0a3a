"""Passages: where the common code stands in both works."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from grader.model import SourceFile
from grader.similarity import known_hashes, passages

NOTHING = known_hashes([])
SHARED = """\
def shared(rows):
    total = 0
    for row in rows:
        if row[0] > 3 and row not in seen:
            total += row[0] ** 2 / (1 - row[1])
    return [total, *rows]
"""
OTHER = "def own(a):\n    while a:\n        a = f(a)[1:] or {a: None}\n    return lambda: a\n"


def files(*texts: str) -> list[SourceFile]:
    return [SourceFile(name=f"f{n}.py", text=text) for n, text in enumerate(texts)]


def test_a_copied_function_is_one_passage_with_its_lines():
    renamed = SHARED.replace("total", "s").replace("row", "r")
    (found,) = passages(files(f"{OTHER}\n\n{SHARED}"), files(renamed), NOTHING)
    assert found.first == (0, 7, 12)
    assert found.second == (0, 1, 6)
    assert found.tokens > 50


def test_a_passage_may_lie_in_another_file():
    (found,) = passages(files(OTHER, SHARED), files(SHARED), NOTHING)
    assert (found.first.file, found.second.file) == (1, 0)


def test_what_was_handed_out_is_in_no_passage():
    assert passages(files(SHARED), files(SHARED), known_hashes([SHARED])) == ()


def test_the_longest_passage_comes_first_and_nothing_is_in_two():
    one = files(f"{SHARED}\n\n{OTHER}")
    other = files(f"{OTHER}\n\n{SHARED}\n\n{SHARED.replace('shared', 'again')}")
    found = passages(one, other, NOTHING)
    sizes = [each.tokens for each in found]
    assert sizes == sorted(sizes, reverse=True)
    assert [each.first for each in found] == [(0, 1, 6), (0, 9, 12)]


def test_a_changed_line_parts_two_passages():
    changed = SHARED.replace("and row not in seen", "or not row")
    first, second = passages(files(SHARED), files(changed), NOTHING)
    assert {first.first.first, second.first.first} == {1, 4}


def test_code_that_repeats_itself_takes_no_time():
    for text in ("x\n" * 400_000, "a = 1\nb[2] = 3\n" * 60_000, "(" * 500_000):
        started = time.process_time()
        passages(files(text), files(text), NOTHING)
        assert time.process_time() - started < 10


lines = st.lists(
    st.sampled_from([*SHARED.splitlines()[1:5], "    y = f(a)[1:] or {a: None}", "    z = 1"]), max_size=25
)


@given(lines, lines)
def test_passages_are_equal_code_and_do_not_overlap(one, other):
    texts = ["def f():\n" + "\n".join(each) + "\n" for each in (one, other)]
    found = passages(files(texts[0]), files(texts[1]), NOTHING)
    assert all(each.tokens >= 12 for each in found)
    assert sum(each.tokens for each in found) <= 40 * len(one) + 10
    assert found == passages(files(texts[0]), files(texts[1]), NOTHING)
    mirrored = passages(files(texts[1]), files(texts[0]), NOTHING)
    assert max((each.tokens for each in found), default=0) == max(
        (each.tokens for each in mirrored), default=0
    )
