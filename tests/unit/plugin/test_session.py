"""The run loop: one session for a class, each test as if it ran alone, a verdict for every one."""

from __future__ import annotations

import os
import sys

import pytest

from grader.course.author_module import module_from_text
from grader.errors import CourseError
from grader.model import CodeLine, Verdict
from grader.plugin import run_session
from grader.sandbox.worker_session import JailedSubject, code_of
from grader.testing.local_subject import LocalSubject

RIGHT = """def double(x):
    return 2 * x

def total(v):
    if len(v) == 0: raise ValueError
    return float(sum(v))
"""
NAMES = ["test_by_hand", "test_values", "test_shapes", "test_zeros", "test_sum", "test_empty"]


def verdicts(outcomes):
    return {name: outcome.verdict for name, outcome in outcomes.items()}


def test_a_right_answer_passes_every_test_public_ones_first(outcomes_of):
    outcomes = outcomes_of()
    assert list(outcomes) == NAMES
    assert set(verdicts(outcomes).values()) == {Verdict.PASSED}


def test_a_wrong_answer_fails_with_the_call_that_shows_it_and_the_line_of_the_function(outcomes_of):
    outcomes = outcomes_of(RIGHT.replace("2 * x", "3 * x"))
    failed = outcomes["test_values"]
    assert failed.verdict is Verdict.FAILED
    assert failed.call.function == "double"
    assert failed.call.actual.shape == (3,)
    assert failed.lines == (CodeLine(file="tiny.py", line=1),)
    assert outcomes["test_zeros"].verdict is Verdict.PASSED
    assert outcomes["test_sum"].verdict is Verdict.PASSED


def test_a_test_that_builds_on_a_failed_one_is_not_run_and_says_on_which(outcomes_of):
    outcome = outcomes_of(RIGHT.replace("2 * x", "3 * x"))["test_shapes"]
    assert outcome.verdict is Verdict.NOT_RUN
    assert (
        outcome.brief == 'Not run, because it builds on a test that did not pass: "Every element is doubled."'
    )


def test_it_runs_all_the_same_so_that_code_cannot_see_that_the_other_failed(outcomes_of):
    asked = "print(type(x).__name__, getattr(x, 'shape', ''))\n    return {} * x"
    for factor, verdict in ((2, Verdict.PASSED), (3, Verdict.NOT_RUN)):
        outcome = outcomes_of(RIGHT.replace("return 2 * x", asked.format(factor)))["test_shapes"]
        assert outcome.verdict is verdict
        assert outcome.output == "ndarray (2, 3)\n"
        assert outcome.call is None


def test_a_test_is_asked_the_same_calls_whether_its_first_answer_is_right_or_wrong(outcomes_of):
    for factor in (2, 3):
        outcome = outcomes_of(RIGHT.replace("return 2 * x", f"print(x.shape)\n    return {factor} * x"))[
            "test_values"
        ]
        assert outcome.output == "(3,)\n(5,)\n"


def test_the_starter_is_not_implemented_also_where_a_test_builds_on_another(outcomes_of):
    stub = "def double(x):\n    raise NotImplementedError\n\ndef total(v):\n    raise NotImplementedError\n"
    outcomes = outcomes_of(stub)
    assert set(verdicts(outcomes).values()) == {Verdict.NOT_IMPLEMENTED}
    assert outcomes["test_empty"].brief == "This function is not written yet."


def test_a_missing_function_is_reported_by_name_before_anything_runs(outcomes_of):
    outcomes = outcomes_of("def total(v):\n    return sum(v)\n")
    assert outcomes["test_values"].verdict is Verdict.MISSING
    assert outcomes["test_shapes"].verdict is Verdict.MISSING
    assert outcomes["test_values"].brief == "There is no function double in your file."
    assert outcomes["test_sum"].verdict is Verdict.PASSED


@pytest.mark.parametrize(
    ("package", "verdict", "message"),
    [
        ("pytest", Verdict.FORBIDDEN, "pytest is not allowed here; allowed: numpy, the standard library"),
        (
            "no_such",
            Verdict.ERROR,
            "No module named 'no_such'. Available here: numpy, the standard library",
        ),
    ],
)
def test_only_functions_that_use_a_refused_package_fail_and_the_package_is_named(
    outcomes_of, package, verdict, message
):
    text = f"import {package} as p\ndef double(x):\n    return p.f(x)\ndef total(v):\n    return sum(v)\n"
    outcomes = outcomes_of(text)
    assert outcomes["test_sum"].verdict is Verdict.PASSED
    assert outcomes["test_values"].verdict is verdict
    assert message in outcomes["test_values"].detail


@pytest.mark.parametrize(
    ("text", "verdict", "message"),
    [
        ("def double(x:\n", Verdict.ERROR, "Your file cannot be imported: it raised SyntaxError"),
        ("import os\nos._exit(0)\n", Verdict.CRASHED, "ended itself with exit code 0"),
        (
            "import numpy.no_such\n",
            Verdict.ERROR,
            "No module named 'numpy.no_such'. Available here: numpy, the standard library",
        ),
        ("breakpoint()\n", Verdict.FORBIDDEN, "Your code starts a debugger (breakpoint() or pdb)"),
    ],
)
def test_a_module_that_cannot_be_imported_gives_every_test_its_verdict_and_reason(
    outcomes_of, text, verdict, message
):
    outcomes = outcomes_of(text)
    assert list(outcomes) == NAMES
    assert set(verdicts(outcomes).values()) == {verdict}
    assert all(message in outcome.detail for outcome in outcomes.values())


KILLS = """
import os, signal
from grader.testing import task

KILLED = []

@task("total")
def test_sum(student):
    '''All values are added.'''
    if len(KILLED) < {times}:
        KILLED.append(1)
        student._subject.load()
        worker = student._subject._worker
        os.kill(worker.pid, signal.SIGKILL)
        worker.call("total", [[1.0]])  # it ends before it answers, or has ended
    assert student.total([1.0]) == 1
"""


def test_a_worker_killed_from_outside_changes_no_grade(tiny_course, outcomes_of):
    tiny_course.write("tiny/hidden/test_total.py", KILLS.format(times=1))
    assert outcomes_of()["test_sum"].verdict is Verdict.PASSED


def test_a_test_that_is_run_again_after_a_death_draws_other_inputs_and_says_so(tiny_course, outcomes_of):
    """Under one and the same salt as well: what was seen before the death is worth nothing after it."""
    before = outcomes_of()
    tiny_course.write("tiny/hidden/test_total.py", KILLS.format(times=1))
    after = outcomes_of()
    assert before["test_sum"].seed != after["test_sum"].seed


def test_a_record_is_run_again_with_the_draw_that_counted(tiny_course, numpy_zygote, outcomes_of):
    tiny_course.write("tiny/hidden/test_total.py", KILLS.format(times=1))
    counted = outcomes_of()["test_sum"]
    tiny_course.write("tiny/hidden/test_total.py", KILLS.format(times=0))
    assignment = tiny_course.assignment
    code = code_of(assignment, tiny_course.submission(RIGHT).files)
    subject = JailedSubject(numpy_zygote, code, assignment.settings.limits)
    seeds = {counted.spec.id: counted.seed}
    found = tiny_course.session(lambda run: run.grade(subject, salt="", only="test_sum", seeds=seeds))
    subject.retire()
    assert [(o.seed, o.verdict) for o in found] == [(counted.seed, Verdict.PASSED)]


def test_who_ends_itself_is_not_asked_again(tiny_course, outcomes_of):
    for way in ("os._exit(0)", "os.abort()", "ctypes.string_at(0)"):
        outcomes = outcomes_of(
            RIGHT.replace("    return 2 * x", f"    import ctypes, os; print('asked', flush=True); {way}")
        )
        assert outcomes["test_by_hand"].verdict is Verdict.CRASHED
        assert outcomes["test_by_hand"].output == "asked\n"


def test_a_worker_that_dies_twice_in_a_test_has_crashed(tiny_course, outcomes_of):
    tiny_course.write("tiny/hidden/test_total.py", KILLS.format(times=2))
    outcomes = outcomes_of()
    assert outcomes["test_sum"].verdict is Verdict.CRASHED
    assert outcomes["test_sum"].detail == "The process that ran your code was ended by signal SIGKILL."


def test_a_test_after_a_crash_gets_a_fresh_worker(outcomes_of):
    outcomes = outcomes_of(RIGHT.replace("    return 2 * x", "    import os; os._exit(0)"))
    assert outcomes["test_by_hand"].verdict is Verdict.CRASHED
    assert outcomes["test_sum"].verdict is Verdict.PASSED


def test_a_function_that_ran_into_a_limit_twice_is_not_waited_for_again(tiny_course, outcomes_of):
    tiny_course.change("tiny/assignment.toml", "timeout_s = 1", "timeout_s = 0.1")
    tiny_course.change("tiny/hidden/test_double.py", ', depends="test_values"', "")
    outcomes = outcomes_of(RIGHT.replace("    return 2 * x", "    while True: pass"))
    found = verdicts(outcomes)
    assert [found[n] for n in NAMES[:4]] == [Verdict.TIMEOUT] * 2 + [Verdict.NOT_RUN] * 2
    assert (
        outcomes["test_zeros"].brief == "double ran into a limit twice before; it was not waited for again."
    )
    assert found["test_sum"] is Verdict.PASSED


def test_what_the_budget_does_not_pay_is_not_run(outcomes_of):
    outcomes = outcomes_of(submission_s=0.0)
    assert set(verdicts(outcomes).values()) == {Verdict.NOT_RUN}
    assert (
        outcomes["test_sum"].brief == "All tests together may take 0 s, and that was spent before this one."
    )


def test_a_module_that_cannot_be_imported_a_second_time_errs_in_the_tests_that_need_it(
    tiny_course, outcomes_of
):
    """The worker is replaced after a crash; the import may then end another way, and its text stays hidden."""
    text = (
        "import os\n"
        "if os.urandom(1)[0] % 2: raise OSError('the text of the second import')\n"
        + RIGHT.replace("2 * x", "os._exit(1)")
    )
    for _ in range(20):  # the first import may raise as well
        outcomes = outcomes_of(text)
        if (
            outcomes["test_by_hand"].verdict is Verdict.CRASHED
            and Verdict.ERROR in verdicts(outcomes).values()
        ):
            break
    late = next(o for o in outcomes.values() if o.verdict is Verdict.ERROR)
    assert late.brief == "Your code stopped with an error of another kind."
    assert list(outcomes) == NAMES


def test_seeds_depend_on_secret_test_and_salt_only(outcomes_of):
    first, again, other = (outcomes_of(salt=salt) for salt in ("a", "a", "b"))
    seeds = {name: outcome.seed for name, outcome in first.items()}
    assert seeds == {name: outcome.seed for name, outcome in again.items()}
    assert len(set(seeds.values())) == len(seeds)
    assert not set(seeds.values()) & {outcome.seed for outcome in other.values()}


def test_one_session_serves_one_submission_after_the_other_from_a_clean_start(tiny_course):
    """Fixtures are set up anew for each test and each submission, and torn down at the end."""
    tiny_course.write(
        "tiny/hidden/support.py",
        "import pytest\nLOG = []\n",
    )
    tiny_course.write(
        "tiny/hidden/test_total.py",
        '''
import pytest
from support import LOG
from grader.testing import task

@pytest.fixture
def fresh(request):
    LOG.append("up")
    yield []
    LOG.append("down")

@task("total")
@pytest.mark.parametrize("n", [1, 2])
def test_sum(student, fresh, n):
    """All values are added."""
    fresh.append(n)
    assert fresh == [n]
    assert student.total([1.0] * n) == n
    LOG.append(n)
''',
    )

    def body(run):
        log = []
        for factor in (1, 2, 1):
            module = module_from_text(
                "m", f"def double(x): return 2 * x\ndef total(v): return {factor} * sum(v)", "m.py"
            )
            outcomes = run.grade(LocalSubject(module), salt="", only="test_total")
            log.append([o.verdict for o in outcomes])
        return [*log, list(sys.modules["support"].LOG)]

    log = tiny_course.session(body)
    passed, failed = [Verdict.PASSED] * 2, [Verdict.FAILED] * 2
    assert log[:3] == [passed, failed, passed]
    assert (
        log[3] == ["up", 1, "down", "up", 2, "down"] * 3
    )  # to its end also where an assertion does not hold


def test_two_courses_in_one_process_do_not_share_test_modules(tiny_course, outcomes_of):
    assert outcomes_of()["test_sum"].spec.title == "All values are added."
    tiny_course.change("tiny/hidden/test_total.py", "All values are added.", "Another course.")
    assert outcomes_of()["test_sum"].spec.title == "Another course."
    assert not [name for name in sys.modules if name.partition(".")[0] in ("hidden", "public", "support")]


def test_a_session_is_closed_against_its_surroundings(tiny_course, outcomes_of, monkeypatch):
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only -k nothing")
    tiny_course.write("tiny/pytest.ini", "[pytest]\naddopts = --collect-only\npython_files = none_*.py\n")
    tiny_course.write("tiny/conftest.py", "raise RuntimeError('was imported')\n")
    tiny_course.write("tiny/hidden/conftest.py", "raise RuntimeError('was imported')\n")
    assert set(verdicts(outcomes_of()).values()) == {Verdict.PASSED}
    assert os.environ["PYTEST_ADDOPTS"] == "--collect-only -k nothing"
    assert "PYTEST_DISABLE_PLUGIN_AUTOLOAD" not in os.environ


def test_nothing_is_written_beside_the_tests(tiny_course, outcomes_of):
    before = sorted(tiny_course.folder.rglob("*"))
    outcomes_of()
    assert sorted(tiny_course.folder.rglob("*")) == before


def test_an_interrupt_from_the_terminal_ends_the_session(tiny_course):
    tiny_course.change(
        "tiny/public/test_public.py", "    assert student", "    raise KeyboardInterrupt\n    assert student"
    )
    module = module_from_text("m", RIGHT, "m.py")
    with pytest.raises(KeyboardInterrupt):
        tiny_course.session(lambda run: run.grade(LocalSubject(module), salt=""))


BROKEN = {
    "a syntax error": (
        "tiny/hidden/test_double.py", "def test(:",
        "A test module cannot be imported. tiny/hidden/test_double.py: SyntaxError",
    ),
    "an import that fails": (
        "tiny/hidden/test_double.py", "import no_such_module",
        "tiny/hidden/test_double.py: ModuleNotFoundError: No module named 'no_such_module'",
    ),
    "shared code that fails": (
        "tiny/hidden/support.py", "1 / 0",
        "tiny/hidden/support.py cannot be imported: ZeroDivisionError: division by zero.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_tests_that_cannot_be_collected_are_the_courses_fault(tiny_course, name):
    file, text, message = BROKEN[name]
    tiny_course.write(file, text)
    with pytest.raises(CourseError) as caught:
        tiny_course.session(lambda _: pytest.fail("was run"))
    assert message in str(caught.value)


def test_a_public_test_may_not_ask_for_the_reference_where_there_is_none(tiny_course):
    tiny_course.change("tiny/public/test_public.py", "(student)", "(student, reference)")
    module = module_from_text("m", RIGHT, "m.py")
    (found,) = run_session(
        tiny_course.assignment, None,
        lambda begin: begin(b"").grade(LocalSubject(module), salt="", only="public/"),
    )  # fmt: skip
    assert found.verdict is Verdict.GRADER_ERROR
    assert "asks for the reference, which no handout holds" in found.detail
