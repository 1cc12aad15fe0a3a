"""A question file is loaded, or its error says file, line, what is wrong and what to do."""

from __future__ import annotations

import pytest

from grader.errors import CourseError, UsageError
from grader.exam import part, reference
from grader.exam.question import AnswerKind
from grader.exam.question_bank import QuestionBank
from grader.exam.question_proof import TextChecks, prove_question

GOOD = '''"""{{ n }}"""
from grader.exam import mistake, part, reference

stats = reference("stats")


def draw(rng):
    return {"n": int(rng.integers(1, 999))}


@part(integer=True)
def square(n):
    return n * n


@mistake(of=square)
def double(n):
    """Twice."""
    return 2 * n
'''


def test_a_question_knows_its_parts_mistakes_topic_and_place(bank):
    question = bank.question("class_variance")
    assert (question.name, question.topic) == ("class_variance", "basics")
    assert question.place == "questions/basics/class_variance.py"
    (variance,) = question.parts
    assert (variance.kind, variance.places, variance.points) == (AnswerKind.DECIMALS, 3, 2)
    assert [(each.name, each.worth) for each in variance.mistakes] == [
        ("divided_by_n_minus_1", 0.25),
        ("not_centred", 0),
    ]
    assert question.points == 2


def test_a_table_has_a_field_for_each_cell(bank):
    assert bank.question("sums").parts[0].fields == ("both.1.1", "both.1.2", "both.2.1", "both.2.2")
    assert bank.question("sums").parts[1].fields == ("total",)


def test_a_part_knows_the_earlier_parts_it_is_computed_from(bank):
    assert [each.function.earlier for each in bank.question("chain").parts] == [(), ("z",), ("s",)]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"""{{ n }}"""', "", "tried.py:1: the file has no docstring"),
        ("def draw(rng)", "def drawn(rng)", "there is no draw"),
        ("def draw(rng)", "def draw()", "tried.py:7: draw must have one argument, rng"),
        ("@part(integer=True)\ndef square(n):", "def square(n):", "'of' of the mistake double must be a part"),
        ("integer=True", "", "tried.py:11: the part square needs exactly one of decimals=, .* got none"),
        ("integer=True", "integer=True, decimals=2", "exactly one of .*got decimals and integer"),
        ("integer=True", "decimals=2.5", "decimals of the part square must be a whole number from 0 to 12, got 2.5"),
        ("integer=True", "digits=0", "digits of the part square must be a whole number from 1 to 12, got 0"),
        ("integer=True", "integer=True, points=0", "points of the part square must be a number > 0, got 0"),
        ("integer=True", "integer=True, points='2'", "points of the part square must be a number > 0, got '2'"),
        ("integer=True", "integer=True, unit=3", "unit of the part square must be a text, got 3"),
        ("integer=True", "integer=True, follow=1", "follow of the part square must be True or False"),
        ("integer=True", "integer=True, rows='ab'", "rows of the part square must be a list of texts"),
        ("integer=True", "choice=True, rows=['a']", "square is a choice and cannot be a table"),
        ("integer=True", "whole=True", "tried.py:11: the file cannot be loaded: TypeError"),
        ("of=square", "of=draw", "tried.py:16: 'of' of the mistake double must be a part declared above, got draw"),
        ("of=square", "of=square, worth=0.33", "worth of the mistake double must be one of 0, 0.1, .*got 0.33"),
        ('    """Twice."""\n', "", "tried.py:16: the mistake double has no docstring"),
        ("def double(n)", "def square(n)", "there are two parts or mistakes called square"),
        ("def double(n)", "def proof(n)", "a part or mistake cannot be called proof"),
        ("def double(n)", "def double(n=2)", "the argument 'n=2' of double must be a plain name"),
        ("def double(n)", "def double(*n)", "must be a plain name"),
        ("def double(n)", "def double(square)", "double is computed from square, which is not an earlier part"),
        ('reference("stats")', 'reference("stat")', "no reference 'stat' in .*Did you mean 'stats'"),
        ("return n * n", "return n *", "tried.py:13: not valid Python"),
        ("stats = ", "stats = 1 / 0 + ", "tried.py:4: the file cannot be loaded: ZeroDivisionError"),
        ("{{ n }}", "{{ n }", "tried.py:1: the text cannot be read"),
        ("{{ n }}", "{% if n %}", "tried.py:1: '{%' starts logic"),
        ("{{ n }}", "one\ntwo {# n #}", "tried.py:2: '{#' starts logic"),
        ("{{ n }}", "{{ n + 1 }}", "tried.py:1: a text may show a parameter"),
        ("{{ n }}", "{{ n|upper }}", "a text may show a parameter"),
        ("{{ n }}", "{{ n.__class__ }}", "a text may show a parameter"),
        ("{{ n }}", "{{ range(3) }}", "a text may show a parameter"),
        ("{{ n }}", "\\\\frac{{{ n }}}{2}", "tried.py:1: .*In TeX put a blank"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_said(load, old, new, told):
    assert old in GOOD
    with pytest.raises(CourseError, match=f"questions/own/.*{told}" if "reference" not in told else told):
        load(GOOD.replace(old, new, 1))


@pytest.mark.parametrize("command", ["theta", "nu", "beta", "alpha", "frac", "rho", "vec"])
def test_a_command_of_tex_that_python_would_read_as_a_control_character_is_an_error(load, command):
    for old, new, line in (
        ('"""{{ n }}"""', f'"""{{{{ n }}}}\n$\\{command}$"""', 2),
        ("integer=True", f'"$\\{command}$", integer=True', 11),
        ('"""Twice."""', f'"""Twice $\\{command}$."""', 18),
    ):
        with pytest.raises(CourseError, match=rf":{line}: Python reads \\\w of '\\{command}' as a control"):
            load(GOOD.replace(old, new))
    for legal in (f'r"""{{{{ n }}}} $\\{command}$"""', f'"""{{{{ n }}}} $\\\\{command}$"""'):
        assert command in load(GOOD.replace('"""{{ n }}"""', legal)).statement.source


def test_a_file_without_parts_is_an_error(load):
    with pytest.raises(CourseError, match="the file has no part"):
        load('"""x"""\n')


def test_a_proof_that_is_no_function_is_an_error(load):
    with pytest.raises(CourseError, match="proof must be a function, got int"):
        load(GOOD + "proof = 3\n")


def test_a_text_that_shows_something_unknown_is_an_error(load):
    question = load(GOOD.replace("{{ n }}", "{{ m }}"))
    with pytest.raises(CourseError, match=r"tried.py:1: 'm' is undefined. Names of parameters: n"):
        question.statement.render({"n": 1})


@pytest.mark.parametrize(
    ("body", "call"),
    [
        ("return stats.variance(n)", "stats.variance"),
        ("'''Text.'''\n    return float(stats.variance(np.array([n]))[0, 1])", "stats.variance"),
        ("return stats.variance([n, n])[0]", "stats.variance"),
        ("return stats.variance(n + 1)", ""),
        ("return 2 * stats.variance(n)", ""),
        ("return stats.variance(other(n))", ""),
        ("m = n\n    return stats.variance(m)", ""),
        ("return np.var(n)", ""),
        ("return n", ""),
    ],
)
def test_one_call_of_a_reference_function_is_recognised(load, body, call):
    text = GOOD.replace("stats = ", "import numpy as np\nother = abs\nstats = ").replace("return n * n", body)
    assert load(text).parts[0].reference_call == call


def test_the_functions_are_for_question_files():
    with pytest.raises(CourseError, match=r"reference\(\) is for question files"):
        reference("stats")
    with pytest.raises(CourseError, match=r"part\(\) is for question files"):
        part(integer=True)(lambda n: n)


def test_an_unknown_question_is_an_error_that_offers_the_nearest(bank):
    with pytest.raises(UsageError, match=r"no question 'chian'.*Did you mean 'chain'"):
        bank.question("chian")


def test_questions_are_found_by_topic(bank):
    assert bank.topics() == ["basics", "ideas", "tables"]
    assert bank.names("basics") == ["chain", "class_variance"]
    assert bank.names() == ["chain", "class_variance", "which_one", "sums"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "questions/other/chain.py",
            "Two questions are called chain: questions/basics/chain.py and questions/other",
        ),
        ("questions/loose.py", "questions/loose.py: a question lies in the folder of its topic"),
        ("questions/a/b/deep.py", "questions/a/b/deep.py: a question lies in the folder"),
        ("questions/a/two-words.py", "two-words.py: the name of a question has letters"),
    ],
)
def test_a_misplaced_file_is_an_error(make_course, name, told):
    with pytest.raises(CourseError, match=told):
        QuestionBank(make_course(**{name: GOOD}))


def test_a_file_that_begins_with_an_underscore_is_no_question(make_course):
    assert "_shared" not in QuestionBank(make_course(**{"questions/a/_shared.py": ""})).names()


def test_a_file_that_is_no_text_is_an_error(make_course, tmp_path):
    course = make_course()
    (tmp_path / "questions" / "basics" / "bytes.py").write_bytes(b'"""\xff"""')
    with pytest.raises(CourseError, match=r"bytes.py: not UTF-8 text at byte 3"):
        QuestionBank(course).question("bytes")


def test_the_loaded_question_can_be_proved_or_its_faults_are_listed(load, course):
    proof = prove_question(course, load(GOOD), TextChecks(), draws=30)
    assert {step.check for step in proof.steps if step.problems} == {"answer"}
