"""Submissions out to grading processes and records back, whatever happens on the way."""

from __future__ import annotations

import dataclasses
from concurrent.futures import Future
from pathlib import Path

import pytest

from grader.errors import CourseError, GraderError, IsolationError
from grader.grading import Job, grade_all, local_executor, local_executors
from grader.grading.local_executor import LocalExecutor
from grader.grading.unit_key import unit_key
from grader.intake import FoundSubmission, check_readable
from grader.model import HandIn, Record, Verdict

RIGHT = """import numpy as np

def double(x):
    return 2 * x

def total(values):
    if len(values) == 0:
        raise ValueError("nothing to add")
    return float(np.sum(values))
"""
SQUARED = RIGHT.replace("2 * x", "x * x")
STUB = "def double(x):\n    raise NotImplementedError\n\ndef total(values):\n    raise NotImplementedError\n"


def graded(tiny_course, texts, processes=1, **how):
    """The records of a class, by student."""
    course = tiny_course.course
    works = tuple(tiny_course.work(text, student) for student, text in texts.items())
    jobs = [Job(assignment=tiny_course.assignment, works=works)]
    return {
        record.report.student: record for record in grade_all(jobs, local_executors(course, processes, **how))
    }


def results(record):
    return {test.id.rpartition("::")[2]: test for test in record.report.tests}


def children() -> set[str]:
    return {
        pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()
    }


def test_a_class_is_graded_and_every_record_says_what_it_depends_on(tiny_course):
    tiny_course.change("tiny/hidden/test_double.py", ', depends="test_values"', "")  # two calls make evidence
    before = children()
    texts = {
        "ada01": RIGHT,
        "bob02": SQUARED,
        "cyd03": STUB,
        "dan04": "def double(:\n",
        "eve05": "import os\nos._exit(0)",
    }
    records = graded(tiny_course, texts, processes=2)
    scores = {student: record.report.score for student, record in records.items()}
    assert scores == {"ada01": 6, "bob02": 2, "cyd03": 0, "dan04": 0, "eve05": 0}
    for record in records.values():
        assert record.report.max_score == 6
        assert record.report.not_graded == ""
        assert record.report.isolation >= 0
        assert len(record.staff) == len(record.report.tests) == 6
        assert record.report.provenance.reference_sha256 == tiny_course.assignment.reference_sha256
    assert len({record.key for record in records.values()}) == 5
    assert results(records["bob02"])["test_values"].mistake.id == "double__squared"
    assert results(records["bob02"])["test_values"].hint == "Multiply by two."
    assert results(records["eve05"])["test_sum"].verdict is Verdict.CRASHED
    assert children() == before


def test_the_text_of_a_later_import_is_shown_to_nobody(tiny_course):
    """A module that was imported once and not again: the first test's account must not become everyone's message."""
    text = (
        "import os\nif os.urandom(1)[0] % 2: raise OSError('second')\n"
        "def double(x): os._exit(0)\n"
        "def total(x): raise ValueError(repr(list(x)))\n"
    )
    tiny_course.change(
        "tiny/hidden/test_total.py", "compare.total(rng.normal(size=4))", "compare.total([41.0])"
    )
    (tiny_course.folder / "tiny/hidden/test_double.py").rename(tiny_course.folder / "tiny/hidden/test_z.py")
    (tiny_course.folder / "tiny/public/test_public.py").unlink()
    records = graded(tiny_course, {f"s{n:02}": text for n in range(12)})
    loaded = [
        r
        for r in records.values()
        if results(r)["test_sum"].message.startswith("Your code stopped with an error")
    ]
    assert loaded
    assert not [r for r in loaded if "41" in repr(r.report.tests)]


DEADLY = '''
import os, signal
from pathlib import Path
from grader.testing import task

FLAG = Path(__file__).with_name("deaths")

@task("total")
def test_sum(student):
    """All values are added."""
    value = student.total([1.0])
    deaths = len(FLAG.read_bytes()) if FLAG.exists() else 0
    if value == -1 and deaths < {deaths}:
        FLAG.write_bytes(b"x" * (deaths + 1))
        os.kill(os.getpid(), signal.SIGKILL)
    assert value in (1, -1)
'''
LETHAL = RIGHT.replace("float(np.sum(values))", "-1")


def test_a_grading_process_killed_on_the_way_costs_nobody_a_record(tiny_course):
    tiny_course.write("tiny/hidden/test_total.py", DEADLY.format(deaths=1))
    before = children()
    records = graded(tiny_course, {"ada01": RIGHT, "bob02": LETHAL, "cyd03": RIGHT})
    assert {student: record.report.score for student, record in records.items()} == {
        "ada01": 6,
        "bob02": 6,
        "cyd03": 6,
    }
    assert (tiny_course.folder / "tiny/hidden/deaths").read_bytes() == b"x"
    assert children() == before


def test_a_submission_whose_grading_process_dies_twice_is_not_graded_and_the_others_are(tiny_course):
    tiny_course.write("tiny/hidden/test_total.py", DEADLY.format(deaths=9))
    records = graded(tiny_course, {"ada01": RIGHT, "bob02": LETHAL, "cyd03": RIGHT})
    assert {student: record.report.score for student, record in records.items()} == {
        "ada01": 6,
        "bob02": None,
        "cyd03": 6,
    }
    lost = records["bob02"]
    assert lost.report.not_graded.startswith("The process that graded this submission ended twice.")
    assert lost.key == ""
    assert lost.submission == "bob02.py"
    assert (tiny_course.folder / "tiny/hidden/deaths").read_bytes() == b"xx"


def test_nothing_to_do_starts_no_process(tiny_course):
    assert graded(tiny_course, {}) == {}


def test_a_unit_of_work_is_known_by_everything_its_result_depends_on(tiny_course):
    def key(course=None, assignment=None, work=None, level=3):
        course, assignment = course or tiny_course.course, assignment or tiny_course.assignment
        work = work or tiny_course.work()
        return unit_key(course, assignment, course.seed_key(assignment.id), work.submission, level)

    base = key()
    assert key() == base
    work = tiny_course.work()
    keys = [
        key(level=2),
        key(work=tiny_course.work(student="bob02")),
        key(work=dataclasses.replace(work, submission=dataclasses.replace(work.submission, sha256="0" * 64))),
    ]
    for file, old, new in (
        ("reference/tiny.py", "2 * x", "x * 2"),
        ("tiny/hidden/test_total.py", "All values", "Values"),
        ("tiny/wrong/double__squared.py", "You squared", "You have squared"),
        ("tiny/assignment.toml", "points = 2", "points = 3"),
        ("course.toml", "known to all", "known to many"),
    ):
        tiny_course.change(file, old, new)
        keys.append(key())
        tiny_course.change(file, new, old)
    assert key() == base
    assert len({base, *keys}) == len(keys) + 1


FAULTS = {
    "a hidden test that cannot be imported": (
        ("tiny/hidden/test_new.py", "import no_such_module"),
        "tiny/hidden/test_new.py: ModuleNotFoundError: No module named 'no_such_module'",
    ),
    "a reference that cannot be imported": (
        ("reference/tiny.py", "import no_such_module"),
        "reference/tiny.py cannot be imported: ModuleNotFoundError: No module named 'no_such_module'.",
    ),
    "a reference that raises": (
        ("reference/tiny.py", RIGHT.replace("return 2 * x", "raise OSError('broken')")),
        "tiny: the reference does not pass 4 of 6 tests, so nothing is graded. "
        "public/test_public.py::test_by_hand: error: Your code raised OSError: broken; "
        "hidden/test_double.py::test_values: grader_error: OSError: broken",
    ),
    "a reference that is wrong by hand": (
        ("reference/tiny.py", SQUARED),
        "tiny: the reference does not pass 1 of 6 tests, so nothing is graded. public/test_public.py::test_by_hand",
    ),
    "a known wrong answer that is no Python": (
        ("tiny/wrong/double__new.py", "def double(:"), "wrong/double__new.py, line 1: syntax error: ",
    ),
    "a known wrong answer without its sentence": (
        ("tiny/wrong/double__new.py", "def double(x): return 0"),
        "wrong/double__new.py has no docstring, and it is the message a student gets. Write two sentences.",
    ),
    "a test that says nothing about itself": (
        ("tiny/hidden/test_new.py", "def test_x(student): pass"), "test_x: the test has no @task mark",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_where_the_course_is_at_fault_nobody_is_graded(tiny_course, name):
    (file, text), message = FAULTS[name]
    tiny_course.write(file, text)
    before = children()
    with pytest.raises(CourseError) as caught:
        graded(tiny_course, {"ada01": RIGHT, "bob02": STUB}, processes=2)
    assert message in str(caught.value)
    assert children() == before


def test_a_level_below_what_the_course_demands_is_refused_with_the_reason(tiny_course):
    tiny_course.change("course.toml", "required_isolation = 0", "required_isolation = 3")
    with pytest.raises(IsolationError, match="Hidden tests need isolation level 3 or more"):
        graded(tiny_course, {"ada01": RIGHT}, highest_level=2)


def test_a_grading_process_that_ends_while_it_starts_is_an_error_of_ours(tiny_course):
    tiny_course.write("tiny/hidden/test_new.py", "import os\nos._exit(3)")
    with pytest.raises(GraderError, match=r"A grading process ended while it started; its words are above\."):
        graded(tiny_course, {"ada01": RIGHT})


def test_a_wrong_answer_to_a_test_with_a_callback_is_graded(tiny_course):
    """A function among the arguments has no digest to find a wrong answer's value by."""
    tiny_course.change(
        "reference/tiny.py", "def double(x):\n    return 2 * x", "def double(g, x):\n    return 2 * g(x)"
    )
    tiny_course.write(
        "tiny/wrong/double__squared.py",
        '"""You squared. Look at it."""\n\ndef double(g, x):\n    return g(x) ** 2\n',
    )
    (tiny_course.folder / "tiny/public/test_public.py").unlink()
    tiny_course.write(
        "tiny/hidden/test_double.py",
        '''
import numpy as np
from grader.testing import callback, task

@task("double")
def test_values(compare, rng):
    """Every element is doubled."""
    shift = rng.normal()
    compare.double(callback(lambda x: x + shift, like=(np.zeros(5),)), rng.normal(size=5))

@task("double")
def test_more(compare, rng):
    """More elements are doubled."""
    compare.double(callback(lambda x: x - 3, like=(np.zeros(7),)), rng.normal(size=7))
''',
    )
    text = RIGHT.replace("def double(x):\n    return 2 * x", "def double(g, x):\n    return g(x) ** 2")
    record = graded(tiny_course, {"ada01": text})["ada01"]
    assert record.report.score == 2
    assert results(record)["test_values"].mistake.id == "double__squared"


def test_attempts_of_one_seed_scope_draw_the_same_inputs_for_all(tiny_course):
    tiny_course.change("course.toml", "required_isolation = 0", 'required_isolation = 0\nseed = "course"')
    records = graded(tiny_course, {"ada01": RIGHT, "bob02": RIGHT + "# mine\n"})
    seeds = [[test.seed for test in record.staff] for record in records.values()]
    assert seeds[0] == seeds[1]
    assert all(seeds[0])


def test_data_files_of_any_size_do_not_end_the_grading_process(tiny_course):
    work = tiny_course.work()
    large = dataclasses.replace(
        work, submission=dataclasses.replace(work.submission, data=(("x.bin", bytes(3 << 20)),))
    )
    (record,) = grade_all(
        [Job(assignment=tiny_course.assignment, works=(large,))], local_executors(tiny_course.course, 1)
    )
    assert record.report.score == 6


def noted_class(tiny_course, texts):
    """Submissions on disk, noted as `grader grade` does."""
    folder = tiny_course.folder / "class"
    folder.mkdir()
    for student, text in texts.items():
        (folder / f"{student}.py").write_text(text)
    found = [FoundSubmission(path=folder / f"{student}.py", student=student) for student in texts]
    return folder, [check_readable(each, "tiny.py") for each in found]


def test_a_submission_that_changes_before_its_turn_is_graded_as_it_is_then(tiny_course):
    folder, works = noted_class(tiny_course, {"ada01": STUB, "bob02": RIGHT})
    (folder / "ada01.py").write_text(RIGHT)
    job = Job(assignment=tiny_course.assignment, works=tuple(works))
    records = {r.report.student: r for r in grade_all([job], local_executors(tiny_course.course, 1))}
    assert {student: r.report.score for student, r in records.items()} == {"ada01": 6, "bob02": 6}
    now = check_readable(works[0].found, "tiny.py")
    assert records["ada01"].report.provenance.submission_sha256 == now.sha256 != works[0].sha256
    level = records["ada01"].report.isolation
    course, assignment = tiny_course.course, tiny_course.assignment
    seed_key = course.seed_key(assignment.id)
    keys = [unit_key(course, assignment, seed_key, one, level) for one in (now, works[0])]
    assert records["ada01"].key == keys[0] != keys[1]  # --resume knows it, and would not know what it was


def test_a_submission_that_is_gone_before_its_turn_is_not_graded_and_the_others_are(tiny_course):
    folder, works = noted_class(tiny_course, {"ada01": RIGHT, "bob02": RIGHT})
    (folder / "ada01.py").unlink()
    job = Job(assignment=tiny_course.assignment, works=tuple(works))
    records = {r.report.student: r for r in grade_all([job], local_executors(tiny_course.course, 1))}
    assert records["bob02"].report.score == 6
    assert records["ada01"].report.score is None
    assert "changed while the class was graded" in records["ada01"].report.not_graded
    assert "cannot be read" in records["ada01"].report.not_graded
    assert records["ada01"].key == ""


class _Finished:
    """An executor that has done everything as soon as it is asked, with nothing of ours but the protocol."""

    width = 2

    def __init__(self):
        self.submitted = 0
        self.closed = None

    def submit(self, work):
        self.submitted += 1
        future = Future()
        future.set_result(Record(key=str(work), report=None))
        return future

    def close(self, *, wait=True):
        assert self.closed is None
        self.closed = wait


@pytest.fixture
def finished(tiny_course):
    """An executor, and the records that it gives for fifty submissions."""
    executor = _Finished()
    job = Job(assignment=tiny_course.assignment, works=tuple(range(50)))
    return executor, grade_all([job], lambda _: executor)


def test_no_more_is_under_way_than_an_executor_is_wide(finished):
    executor, records = finished
    taken = 0
    for _ in records:
        assert executor.submitted - taken <= 4 + 4  # those taken at once, and those that follow them
        taken += 1
    assert taken == executor.submitted == 50
    assert executor.closed is True


def test_whoever_stops_taking_records_ends_the_executor_at_once(finished):
    executor, records = finished
    next(records)
    records.close()
    assert executor.closed is False


def test_an_error_in_a_future_ends_the_executor_at_once_and_is_raised(finished):
    executor, records = finished
    broken = Future()
    broken.set_exception(CourseError("The reference is broken."))
    executor.submit = lambda _: broken
    with pytest.raises(CourseError, match=r"The reference is broken\."):
        next(records)
    assert executor.closed is False


def test_a_process_that_starts_while_all_are_ended_is_ended_too(tiny_course):
    """Ctrl-C ends a process before the executor knows of it, and a thread replaces it: nobody would end that one."""
    before = children()
    executor = LocalExecutor(tiny_course.course, tiny_course.assignment, 1)
    executor.close(wait=False)
    with pytest.raises(EOFError):
        executor._start()
    assert children() == before


def test_a_grading_process_gets_the_key_of_its_assignment_and_not_the_course_secret(tiny_course, monkeypatch):
    sent = []
    send = local_executor._Process._send

    def kept(process, data):
        sent.append(data)
        send(process, data)

    monkeypatch.setattr(local_executor._Process, "_send", kept)
    course = tiny_course.course
    with LocalExecutor(course, tiny_course.assignment, 1) as executor:
        assert executor.submit(tiny_course.work()).result().report.score is not None
    assert course.seed_key("tiny") in sent[0]
    assert not [data for data in sent if course.secret() in data]


def test_how_a_submission_came_stands_in_its_record(tiny_course):
    """Also where nothing could be graded."""
    came = HandIn(received_us=1_700_000_000_000_000, attempt=2, late=True, via="canvas", group="Team 3")
    work = tiny_course.work()
    work = dataclasses.replace(work, submission=dataclasses.replace(work.submission, hand_in=came))
    with LocalExecutor(tiny_course.course, tiny_course.assignment, 1) as executor:
        assert executor.submit(work).result().hand_in == came
