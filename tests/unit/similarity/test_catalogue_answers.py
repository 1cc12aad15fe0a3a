"""The measure on the project's own catalogue: a hidden copy is found, independent answers and starters are not."""

from __future__ import annotations

import itertools

import pytest

from grader.model import SourceFile
from grader.similarity import compare_class, compared_work, known_hashes

RENAMED, INDEPENDENT = 0.9, 0.2


def assignments(catalogue):
    return [catalogue.assignment(name) for name in catalogue.assignment_ids()]


def known(assignment):
    """What counts for nobody: starters, the given script and the reference."""
    starters = [assignment.starter_text(name) for name in assignment.modules]
    references = [assignment.reference_in(name).read_text() for name in assignment.modules]
    return known_hashes([*starters, assignment.given_text, *references])


def answers(assignment):
    return {path.stem: path.read_text() for path in sorted(assignment.independent_dir.glob("*.py"))}


def test_independent_right_answers_share_at_most_a_fifth(catalogue, share):
    worst = {}
    for assignment in assignments(catalogue):
        explained = known(assignment)
        for (one, first), (other, second) in itertools.permutations(answers(assignment).items(), 2):
            worst[assignment.id, one, other] = share(first, second, explained)
    assert len(worst) >= 100
    assert {pair: found for pair, found in worst.items() if found > INDEPENDENT} == {}


def test_a_renamed_and_reordered_copy_shares_nine_tenths_both_ways(catalogue, share, disguised):
    """The answers, and the reference as if a student had written it."""
    for assignment in assignments(catalogue):
        of_answers = known(assignment)
        works = answers(assignment) | {
            "reference": assignment.reference_in(assignment.modules[0]).read_text()
        }
        starters = known_hashes(assignment.starter_text(name) for name in assignment.modules)
        for name, text in works.items():
            explained = starters if name == "reference" else of_answers
            copy = disguised(text)
            assert copy != text
            assert share(copy, text, explained) >= RENAMED, (assignment.id, name)
            assert share(text, copy, explained) >= RENAMED, (assignment.id, name)


def test_a_copy_in_a_split_notebook_shares_nine_tenths(catalogue, share, notebook):
    for assignment in assignments(catalogue):
        explained = known(assignment)
        for name, text in answers(assignment).items():
            assert share(text, notebook(text).text, explained) >= RENAMED, (assignment.id, name)


def test_two_untouched_starters_are_not_alike(catalogue, share):
    for assignment in assignments(catalogue):
        starter = assignment.starter_text()
        assert share(starter, starter, known(assignment)) == 0


def test_a_copy_of_the_reference_is_not_held_against_two_who_were_shown_it(catalogue, share):
    """The reference explains why code is alike, so it is subtracted: copies of it have no code of their own."""
    for assignment in assignments(catalogue):
        text = assignment.reference_in(assignment.modules[0]).read_text()
        assert share(text, text, known(assignment)) == 0


@pytest.mark.parametrize("name", ["metrics", "attention", "linear_regression"])
def test_in_a_class_of_answers_and_a_copy_the_copy_alone_is_a_pair(catalogue, disguised, name):
    assignment = catalogue.assignment(name)
    texts = answers(assignment)
    texts["copy"] = disguised(texts["loops"])
    works = [
        compared_work(student, [SourceFile(name="work.py", text=text)]) for student, text in texts.items()
    ]
    found = compare_class(works, known(assignment), minimum=0.5, most=50)
    assert [{works[pair.first].students, works[pair.second].students} for pair in found.pairs] == [
        {("loops",), ("copy",)}
    ]
