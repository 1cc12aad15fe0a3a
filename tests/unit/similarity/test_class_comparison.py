"""The pairs of a class: what is subtracted, who is compared with whom, and in which order they come."""

from __future__ import annotations

import random

import pytest

from grader.model import HandIn, Record, Report, SourceFile
from grader.similarity import compare_class, compared_work, compared_works, known_hashes

NOTHING = known_hashes([])


def function(seed: int, lines: int = 12) -> str:
    """A function like nobody's: random expressions."""
    rng = random.Random(seed)
    rows = [
        " ".join(
            f"{rng.choice(['a', '1', 'f(a)', 'b[1]', '-c'])} {rng.choice(['+', '*', '@', '<', 'and', '//', '|'])}"
            for _ in range(6)
        )
        for _ in range(lines)
    ]
    return f"def f{seed}(a):\n" + "".join(f"    a = {row} 1\n" for row in rows) + "    return a\n\n\n"


def work(student: str, *seeds: int, group: str = ""):
    return compared_work(
        student, [SourceFile(name="w.py", text="".join(map(function, seeds)))], group=group
    )  # fmt: skip


def pairs(works, known=NOTHING, minimum=0.5, most=50):
    found = compare_class(works, known, minimum=minimum, most=most)
    return [(works[p.first].students[0], works[p.second].students[0]) for p in found.pairs], found


def test_a_work_that_lies_in_a_larger_one_is_a_pair_with_a_share_each_way():
    works = [work("ada", 1, 2, 8), work("bob", 3, 4), work("cat", 2, 5, 6, 7)]
    assert pairs(works)[0] == []
    names, found = pairs(works, minimum=0.3)
    assert names == [("ada", "cat")]
    of_first, of_second = found.pairs[0].containment
    assert of_first == pytest.approx(1 / 3, abs=0.05)
    assert of_second == pytest.approx(1 / 4, abs=0.05)


def test_what_was_handed_out_counts_for_nobody():
    works = [work("ada", 1, 2), work("bob", 1, 3)]
    assert pairs(works, minimum=0.3)[0] == [("ada", "bob")]
    assert pairs(works, known_hashes([function(1)]), minimum=0.01)[0] == []
    assert pairs([work("ada", 1), work("bob", 1)], known_hashes([function(1)]), minimum=0)[1].own == (0, 0)


def test_what_more_than_a_tenth_of_the_class_shares_counts_for_nobody():
    """Seven of forty wrote the same function, as if it stood in a book."""
    works = [work(f"s{n:02}", 1000 + n, *([1] if n < 7 else [])) for n in range(40)]
    assert pairs(works, minimum=0.1)[0] == []
    works = [work(f"s{n:02}", 1000 + n, *([1] if n < 3 else [])) for n in range(40)]
    assert len(pairs(works, minimum=0.1)[0]) == 3


def test_five_of_a_small_class_do_not_explain_each_other():
    works = [work(f"s{n}", 1, 100 + n) for n in range(5)]
    assert len(pairs(works, minimum=0.3)[0]) == 10


def test_twenty_copies_of_one_work_do_not_explain_each_other():
    works = [work(f"s{n:02}", *([1, 2] if n < 20 else [100 + n])) for n in range(40)]
    names, found = pairs(works, most=300)
    assert len(names) == found.found == 190
    assert all(pair.containment == (1, 1) for pair in found.pairs)


def test_the_most_alike_come_first_and_the_rest_is_counted():
    works = [work("ada", 1, 2, 3), work("bob", 1, 2, 9), work("cat", 1, 2, 3), work("dan", 3, 30, 31, 32)]
    names, found = pairs(works, minimum=0.2, most=2)
    assert names[0] == ("ada", "cat")
    assert len(names) == 2
    assert found.found == len(pairs(works, minimum=0.2)[0]) > 2


def test_two_common_lines_are_no_pair():
    short = "def f(a):\n    b = a[1] + g(a)\n    return b * b - a\n"
    works = [compared_work(name, [SourceFile(name="w.py", text=short)]) for name in ("ada", "bob")]
    assert len(works[0].hashes)
    assert pairs(works, minimum=0)[0] == []


def record(student: str, *seeds: int, group: str = "") -> Record:
    report = Report(
        assignment="a", title="A", student=student, score=1.0, max_score=1.0,
        sources=(SourceFile(name="w.py", text="".join(map(function, seeds))),),
    )  # fmt: skip
    return Record(key="", report=report, hand_in=HandIn(group=group))


def test_students_of_one_group_are_one_work():
    works = compared_works([record("ada", 1, group="blue"), record("bob", 1, group="blue"), record("cat", 1)])
    assert [each.students for each in works] == [("ada", "bob"), ("cat",)]
    assert pairs(works)[0] == [("ada", "cat")]


def test_works_of_one_group_that_differ_are_not_compared_with_each_other():
    works = compared_works([record("ada", 1, 2, group="blue"), record("bob", 1, 3, group="blue")])
    assert len(works) == 2
    assert pairs(works, minimum=0.1)[0] == []


def test_equal_works_of_students_without_a_group_stay_two():
    assert len(compared_works([record("ada", 1), record("bob", 1)])) == 2


def test_a_class_without_code_has_no_pairs():
    assert pairs([])[0] == []
    names, found = pairs([work("ada"), work("bob")], minimum=0)
    assert names == []
    assert found.own == (0, 0)
