"""Every proof holds for the course's questions, and finds the fault it is for."""

from __future__ import annotations

import pytest

from grader.course import find_course
from grader.exam.question_bank import QuestionBank
from grader.exam.question_proof import (
    PROOFS,
    ExportFinding,
    QuestionProof,
    TextChecks,
    prove_question,
    verify_questions,
)

DRAWS = 60
HEAD = '"""{{ n }}"""\nfrom grader.exam import mistake, part, reference\n\n'
WIDE = "def draw(rng):\n    return {'n': int(rng.integers(2, 10**6))}\n\n"
SQUARE = "@part(integer=True)\ndef square(n):\n    return n * n + 7\n\n"
PROOF = "def proof(n):\n    return {'square': sum([n] * n) + 7 if n < 9 else n**2 + 7}\n\n"
GOOD = HEAD + WIDE + SQUARE + PROOF


@pytest.fixture
def proof(load, course):
    """Prove a question from its text, on fewer draws."""

    def prove(text: str, **checks: object) -> QuestionProof:
        return prove_question(course, load(text), TextChecks(**checks), draws=DRAWS)

    return prove


def failed(proof: QuestionProof) -> set[str]:
    return {step.check for step in proof.steps if step.problems}


def problem(proof: QuestionProof) -> str:
    (found,) = (each for step in proof.steps for each in step.problems)
    return found


def test_a_good_question_is_proved_by_seven_proofs(proof):
    found = proof(GOOD)
    assert found.holds
    assert [step.check for step in found.steps] == list(PROOFS)


@pytest.mark.parametrize("name", ["class_variance", "chain", "which_one"])
def test_questions_of_each_kind_are_proved(course, bank, name):
    found = prove_question(course, bank.question(name), TextChecks(), draws=DRAWS)
    assert found.holds, found


@pytest.mark.parametrize("name", QuestionBank(find_course()).names())
def test_the_courses_own_questions_are_proved(name):
    course = find_course()
    found = prove_question(course, QuestionBank(course).question(name), TextChecks(), draws=120)
    assert found.holds, [step.problems for step in found.steps if step.problems]


def test_a_draw_that_fails_for_some_seeds_is_found(proof):
    found = proof(GOOD.replace("2, 10**6", "0, 10").replace("return {'n': int", "return {'n': 1 // int"))
    assert failed(found) == {"draw"}
    assert "draw failed: ZeroDivisionError" in problem(found)


def test_a_slow_draw_is_found(proof):
    found = proof(GOOD.replace("    return {'n'", "    sum(range(10**6))\n    return {'n'", 1))
    assert failed(found) == {"draw"}
    assert "and it may take 5 ms" in problem(found)


def test_a_draw_that_does_not_depend_on_its_seed_alone_is_found(proof):
    found = proof(
        GOOD.replace("def draw", "import random\n\n\ndef draw").replace(
            "int(rng", "random.randrange(99) + int(rng"
        )
    )
    assert "two draws from one seed differ" in "".join(p for step in found.steps for p in step.problems)


def test_an_answer_that_differs_from_its_proof_is_found(proof):
    found = proof(GOOD.replace("n**2 + 7", "n**2 + 8"))
    assert failed(found) == {"answer"}
    assert "One of them is wrong" in problem(found)


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("def proof(n):\n    return 3\n", "must return a dictionary with names of parts"),
        ("def proof(n):\n    return {'cube': 3}\n", "must return a dictionary with names of parts"),
        ("def proof(m):\n    return {'square': 3}\n", "an argument 'm' that draw"),
        ("def proof(n):\n    return {'square': n / 0}\n", "proof failed for"),
        ("def proof(n):\n    return {'square': n / 7}\n", "must return a whole number"),
        ("", "square is proved by nothing"),
        ("def proof(n):\n    return {'square': n * n + 7} if n % 2 else {}\n", "square"),
    ],
)
def test_a_proof_that_proves_nothing_is_found(proof, new, told):
    found = proof(GOOD.replace(PROOF, new))
    assert failed(found) == {"answer"}
    assert told in problem(found)


def test_a_reference_function_counts_only_if_an_assignment_proves_it(proof):
    found = proof(
        HEAD + "import numpy as np\nstats = reference('stats')\n\n"
        "def draw(rng):\n    return {'n': rng.integers(1, 999, size=5)}\n\n"
        "@part(decimals=2)\ndef variance(n):\n    return stats.variance(n)\n"
    )
    assert failed(found) == {"answer"}
    assert "a call of stats.variance, which no task of an assignment proves" in problem(found)


def test_a_choice_without_a_source_is_found(proof, bank, tmp_path):
    text = (tmp_path / "questions" / "ideas" / "which_one.py").read_text()
    found = proof(text.replace('source="notes 1, line 2", ', ""))
    assert failed(found) == {"answer"}
    assert "which names no source" in problem(found)


def test_mistakes_that_are_often_the_answer_are_found(proof):
    found = proof(
        GOOD.replace(
            "def proof",
            "@mistake(of=square)\ndef often(n):\n    '''Often.'''\n"
            "    return n * n + 7 + (n % 2)\n\n\ndef proof",
        )
    )
    assert failed(found) == {"mistakes"}
    assert "of the draws have to be drawn again" in problem(found)
    assert "often and square" in problem(found)


def test_a_mistake_that_is_never_possible_is_found(proof):
    found = proof(GOOD + "@mistake(of=square)\ndef never(n):\n    '''Never.'''\n    return None\n")
    assert "the mistake never is possible in no draw" in problem(found)


def test_an_answer_that_many_students_share_is_found_unless_it_is_fixed(proof):
    narrow = GOOD.replace("10**6", "9")
    assert failed(proof(narrow)) == {"spread"}
    assert "two students have the same answer with probability" in problem(proof(narrow))
    fixed = proof(narrow.replace("integer=True", "integer=True, fixed='few sizes exist'"))
    assert fixed.holds
    assert any("few sizes exist" in remark for step in fixed.steps for remark in step.remarks)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("return n", "the given n is right"),
        ("return n * (n % 3 == 0)", "0 is right"),
        ("return -1 if n % 8 == 0 else n * n", "-1 is right"),
    ],
)
def test_an_answer_that_nobody_works_for_is_found(proof, body, told):
    found = proof(HEAD + WIDE + f"@part(integer=True, fixed='x')\ndef square(n):\n    {body}\n")
    assert failed(found) == {"answer", "spread"}
    assert any(told in each for step in found.steps for each in step.problems)


CHOICE = (
    HEAD.replace("{", "{{").replace("}", "}}")
    + WIDE.replace("{", "{{").replace("}", "}}")
    + "@part(choice=True, source='notes', fixed='one idea')\ndef which():\n    return {key!r}\n\n"
    "@mistake(of=which)\ndef one():\n    '''One.'''\n    return {one!r}\n\n"
    "@mistake(of=which)\ndef two():\n    '''Two.'''\n    return {two!r}\n"
)


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"key": "a long choice", "one": "short", "two": "small"}, "the longest choice is right in 100%"),
        ({"key": "short", "one": "longer ones", "two": "longer too"}, "the shortest choice is right in 100%"),
        ({"key": "a", "one": "b", "two": "c"}, "the choice 'a' is one letter"),
    ],
)  # fmt: skip
def test_a_choice_that_its_look_gives_away_is_found(proof, texts, told):
    found = proof(CHOICE.format(**texts))
    assert failed(found) == {"spread"}
    assert any(told in each for step in found.steps for each in step.problems)


def test_choices_of_one_length_are_proved(proof):
    assert proof(CHOICE.format(key="the first", one="the other", two="the third")).holds


def test_what_is_lost_by_an_early_mistake_is_never_more_than_its_own_part(course, bank):
    found = prove_question(course, bank.question("chain"), TextChecks(), draws=DRAWS)
    steps = {step.check: step for step in found.steps}
    assert steps["follow_on"].figures["later answers"] > 2 * DRAWS
    assert not steps["follow_on"].problems


def test_a_parameter_that_the_statement_hides_is_found(proof):
    found = proof(GOOD.replace("return {'n'", "return {'m': 2, 'n'"))
    assert failed(found) == {"text"}
    assert "the parameter m is not in the statement" in problem(found)


def no_dollar(text: str) -> list[str]:
    return ["a dollar sign"] if "$" in text else []


def marks_otherwise(_: object) -> ExportFinding:
    return ExportFinding(problems=("Moodle marks 3 otherwise",), lost=("no follow-on marks",))


def test_texts_and_exports_are_checked_by_what_is_handed_in(proof):
    found = proof(GOOD.replace("integer=True", "'$n^2$', integer=True"), texts=(no_dollar,))
    assert "questions/own/tried.py:7: a dollar sign" in problem(found)
    found = proof(GOOD, exports=(marks_otherwise,))
    assert problem(found) == "Moodle marks 3 otherwise"
    unexplained, lost = found.steps[-1].remarks
    assert unexplained.startswith("square: no solution= says how the answer comes about.")
    assert lost == "no follow-on marks"


def test_questions_are_proved_in_several_processes_as_in_one(course):
    names = ["class_variance", "chain"]
    alone, together = (
        [p.steps[2:6] for p in verify_questions(course, names, jobs, TextChecks(), 30)] for jobs in (1, 2)
    )
    assert alone == together
