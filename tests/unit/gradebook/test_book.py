"""The gradebook on both databases: equal operations give equal grades, whatever their order."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from grader.errors import OutputError, UsageError
from grader.gradebook import Enrolled, GradeStatus
from grader.gradebook.book import Gradebook
from grader.gradebook.database import writing
from grader.gradebook.grade import POINT

DAY = 86_400_000_000
DUE = 20 * DAY


def grade(book, student="ada", assignment="sums"):
    return next(each for each in book.grades([student]) if each.assignment == assignment)


@pytest.fixture
def graded(book, attempt, result):
    """A gradebook in which ada has 8 of 10 points in sums, in time."""
    run = book.begin_run("test", "prof")
    book.append(attempt(), result(run.id))
    return book, run.id


def test_a_result_becomes_a_grade(graded):
    book, _ = graded
    found = grade(book)
    assert (found.status, found.points, found.final, found.attempts) == (
        GradeStatus.GRADED,
        80_000,
        80_000,
        1,
    )
    assert grade(book, assignment="means").status == GradeStatus.ABSENT
    assert grade(book, assignment="means").final is None


def test_what_is_not_graded_is_never_zero(book, attempt, result):
    run = book.begin_run("test", "prof")
    book.append(attempt(), result(run.id, None))
    found = grade(book)
    assert (found.status, found.points, found.final) == (GradeStatus.NOT_GRADED, None, None)
    assert found.reasons == ("Not graded: We could not.",)


def test_the_same_result_again_adds_nothing_and_a_course_that_goes_back_does(graded, attempt, result):
    book, run = graded
    for graded_us, key, points in ((1, "k", 8), (2, "k", 8), (3, "new", 5), (4, "new", 5)):
        book.append(attempt(), result(run, points, graded_us=graded_us, key=key))
    assert (grade(book).final, count(book, "result"), count(book, "attempt")) == (50_000, 2, 1)
    book.append(attempt(), result(run, 8, graded_us=5))
    assert (grade(book).final, count(book, "result")) == (80_000, 3)


def test_what_could_not_be_graded_is_tried_again_under_the_same_key(book, attempt, result):
    run = book.begin_run("test", "prof")
    book.append(attempt(), result(run.id, None, graded_us=1))
    book.append(attempt(), result(run.id, 7, graded_us=2))
    assert (grade(book).final, grade(book).attempts) == (70_000, 1)


def count(book: Gradebook, table: str) -> int:
    with book.engine.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_an_extension_takes_the_penalty_away_and_a_revocation_brings_it_back(book, attempt, result):
    run = book.begin_run("test", "prof")
    book.append(attempt(received_us=DUE + 4 * DAY), result(run.id, 10))
    assert (grade(book).days_late, grade(book).slip_days, grade(book).final) == (4, 2, 80_000)
    given_ = book.entries.extend("ada", "sums", DUE + 4 * DAY, who="prof", reason="ill")
    assert (grade(book).days_late, grade(book).final, grade(book).due_us) == (0, 100_000, DUE + 4 * DAY)
    book.entries.revoke(given_.id[:6], who="prof", reason="it was another student")
    found = grade(book)
    assert found.final == 80_000
    assert "No longer holds, ill: it was another student" in found.reasons


def test_a_due_date_that_changes_changes_every_grade_at_once(book, attempt, result):
    run = book.begin_run("test", "prof")
    for student in ("ada", "bob"):
        book.append(attempt(student, received_us=DUE + 4 * DAY), result(run.id, 10))
    rows = [replace(row, due_us=row.due_us + 3 * DAY) for row in book.assignments()]
    book.set_assignments(rows)
    assert [each.final for each in book.grades() if each.assignment == "sums"] == [100_000, 100_000]


def test_adjustments_add_up_a_grade_that_is_set_replaces_them_and_excused_is_blank(graded):
    book, _ = graded
    book.entries.adjust("ada", "sums", points=15_000, who="prof", reason="task 3", at_us=1)
    book.entries.adjust("ada", "sums", points=-5_000, who="prof", reason="style", at_us=2)
    assert (grade(book).final, grade(book).adjustment) == (90_000, 10_000)
    book.entries.adjust("ada", "sums", override=60_000, who="prof", reason="oral", at_us=3)
    book.entries.adjust("ada", "sums", points=2_500, who="prof", reason="bonus", at_us=4)
    found = grade(book)
    assert (found.final, found.adjustment) == (62_500, -17_500)
    assert found.reasons == ("The grade was set to 6: oral", "Points changed by +0.25: bonus")
    book.entries.adjust("ada", "sums", excused=True, who="prof", reason="ill", at_us=5)
    assert (grade(book).status, grade(book).final) == (GradeStatus.EXCUSED, None)


@pytest.mark.parametrize("decision", [{"override": 60_000}, {"excused": True}])
def test_newer_work_after_a_grade_was_set_is_told_and_changes_nothing_and_a_regrade_is_none(
    graded, attempt, result, decision
):
    book, run = graded
    told = "Newer work was graded after that and changes nothing: the decision stays until it is revoked."
    book.entries.adjust("ada", "sums", who="prof", reason="oral", at_us=DAY, **decision)
    before = grade(book).final
    book.append(attempt(), result(run, 9, graded_us=2 * DAY, key="other tests"))
    assert told not in grade(book).reasons, "the attempt is the one that was there"
    book.append(attempt(sha256="new"), result(run, 10, graded_us=3 * DAY))
    assert told in grade(book).reasons
    assert grade(book).final == before
    book.entries.adjust("ada", "sums", who="prof", reason="oral again", at_us=4 * DAY, **decision)
    assert told not in grade(book).reasons


def test_points_for_what_has_no_score_wait_and_no_grade_is_below_zero(graded):
    book, _ = graded
    book.entries.adjust("ada", "means", points=POINT, who="prof", reason="bonus")
    assert grade(book, assignment="means").final is None
    assert "Points to add as soon as there is a score, +1: bonus" in grade(book, assignment="means").reasons
    book.entries.adjust("ada", "sums", points=-90 * POINT, who="prof", reason="copied")
    assert grade(book).final == 0
    assert "A grade is not below 0." in grade(book).reasons


def test_final_is_points_less_penalty_plus_adjustment(graded):
    book, _ = graded
    book.entries.adjust("ada", "sums", override=95_000, who="prof", reason="oral")
    found = grade(book)
    assert found.final == found.points - found.penalty + found.adjustment


def test_a_proposed_run_counts_for_nothing_until_it_is_applied(graded, attempt, result):
    book, _ = graded
    run = book.begin_run("test", "prof", kind="regrade", assignment="sums")
    book.append(attempt(), result(run.id, 3, graded_us=9, key="new"))
    assert grade(book).final == 80_000
    assert next(iter(book.grades(["ada"], proposal=run.id))).final == 30_000
    book.decide(run.id, apply=True)
    assert grade(book).final == 30_000


def test_a_dropped_run_never_counts_and_cannot_be_applied_any_more(graded, attempt, result):
    book, _ = graded
    run = book.begin_run("test", "prof", kind="regrade", assignment="sums")
    book.append(attempt(), result(run.id, 3, graded_us=9, key="new"))
    book.decide(run.id, apply=False)
    assert grade(book).final == 80_000
    with pytest.raises(UsageError, match="no proposed run"):
        book.decide(run.id, apply=True)


def test_a_run_that_may_not_lower_anything_keeps_the_better_result_of_each_attempt(graded, attempt, result):
    book, first = graded
    book.append(attempt("bob"), result(first, 2))
    run = book.begin_run("test", "prof", kind="regrade", assignment="sums")
    book.append(attempt(), result(run.id, 3, graded_us=9, key="new"))
    book.append(attempt("bob"), result(run.id, 3, graded_us=9, key="new"))
    book.decide(run.id, apply=True, never_lower=True)
    assert (grade(book).final, grade(book, "bob").final) == (80_000, 30_000)


def test_what_the_roster_says_is_kept_and_replaced(book):
    book.enrol([Enrolled(student="ada", email="ada@example.org"), Enrolled(student="bob", group="red")])
    book.enrol([Enrolled(student="ada", email="lovelace@example.org", canvas_id="17")])
    assert book.students() == [
        Enrolled(student="ada", email="lovelace@example.org", canvas_id="17"), Enrolled(student="bob", group="red"),
    ]  # fmt: skip


def test_an_entry_for_somebody_unknown_is_refused_with_the_nearest_name(graded):
    book, _ = graded
    with pytest.raises(UsageError, match=r"no student 'ade'\. Did you mean 'ada'"):
        book.entries.extend("ade", "sums", DUE, who="prof", reason="ill")
    with pytest.raises(UsageError, match=r"no assignment 'sum'\. Did you mean 'sums'"):
        book.entries.publish("sum", who="prof")
    with pytest.raises(UsageError, match="no extension or adjustment 'abc'"):
        book.entries.revoke("abc", who="prof", reason="none")


def test_published_is_told_with_every_grade_of_the_assignment(graded):
    book, _ = graded
    assert not grade(book).published
    book.entries.publish("sums", who="prof")
    book.entries.publish("sums", who="prof")
    assert grade(book).published
    assert not grade(book, assignment="means").published


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE attempt SET received = 0", "DELETE FROM attempt", "UPDATE result SET score = 100000",
        "DELETE FROM result", "UPDATE extension SET due = 0", "DELETE FROM extension",
        "UPDATE adjustment SET points = 0", "DELETE FROM adjustment", "UPDATE publication SET who = 'me'",
        "DELETE FROM publication", "DELETE FROM run", "UPDATE run SET who = 'me'", "UPDATE run SET state = 'dropped'",
    ],
)  # fmt: skip
def test_rows_of_what_happened_can_be_neither_changed_nor_deleted(graded, statement):
    book, _ = graded
    book.entries.extend("ada", "sums", DUE, who="prof", reason="ill")
    book.entries.adjust("ada", "sums", points=1, who="prof", reason="bonus")
    book.entries.publish("sums", who="prof")
    before = list(book.grades())
    with pytest.raises(OutputError, match="are only added"), writing(book.engine) as connection:
        connection.execute(text(statement))
    assert list(book.grades()) == before


def test_replacing_a_row_is_refused_as_well(tmp_path, attempt, result):
    with Gradebook.open(f"sqlite:///{tmp_path}/book.db") as book:
        run = book.begin_run("test", "prof")
        book.append(attempt(), result(run.id))
        with pytest.raises(OutputError, match="are only added"), writing(book.engine) as connection:
            connection.execute(text("INSERT OR REPLACE INTO attempt SELECT * FROM attempt"))


STUDENTS, NAMES = st.sampled_from(["ada", "bob", "日本"]), st.sampled_from(["sums", "means"])
TIMES = st.one_of(st.none(), st.integers(DUE - 2 * DAY, DUE + 9 * DAY))
SCORES = st.one_of(st.none(), st.integers(0, 20).map(lambda half: half / 2))
OPERATIONS = st.one_of(
    st.tuples(
        st.just("attempt"), STUDENTS, NAMES, st.sampled_from(["aa", "bb"]), TIMES,
        st.lists(SCORES, min_size=1, max_size=3),
    ),
    st.tuples(st.just("extend"), STUDENTS, NAMES, st.integers(DUE - DAY, DUE + 9 * DAY)),
    st.tuples(st.just("points"), STUDENTS, NAMES, st.integers(-30_000, 30_000)),
    st.tuples(st.just("set"), STUDENTS, NAMES, st.integers(0, 100_000)),
    st.tuples(st.just("excuse"), STUDENTS, NAMES),
    st.tuples(st.just("revoke"), st.integers(0, 20)),
    st.tuples(st.just("publish"), NAMES),
)  # fmt: skip


def done(book: Gradebook, plan, attempt, result) -> None:
    """Carry out a plan: operations, each with its number, which is also its time."""
    run = book.begin_run("test", "prof").id
    book.add_students(["ada", "bob", "日本"])
    made: dict[int, str] = {}
    later = []
    for number, operation in plan:
        if operation[0] == "revoke":
            later.append((number, operation))
        else:
            _do(book, number, operation, run, made, attempt, result)
    for number, (_, target) in sorted(later):  # what is revoked has to be there
        ids = [made[key] for key in sorted(made) if key < number]
        if ids:
            row = book.entries.revoke(ids[target % len(ids)], who="prof", reason="wrong", at_us=number)
            made[number] = row.id


def _do(book, number, operation, run, made, attempt, result) -> None:
    kind, *rest = operation
    about = {"who": "prof", "reason": f"reason {number}", "at_us": number}
    if kind == "attempt":
        student, assignment, sha256, received, scores = rest
        for turn, points in enumerate(scores):
            book.append(
                attempt(student, assignment, sha256, received),
                result(run, points, graded_us=turn, key=f"{points}"),
            )
    elif kind == "extend":
        made[number] = book.entries.extend(*rest, **about).id
    elif kind == "publish":
        book.entries.publish(rest[0], who="prof", at_us=number)
    else:
        student, assignment, *value = rest
        what = {"points": "points", "set": "override", "excuse": "excused"}[kind]
        made[number] = book.entries.adjust(
            student, assignment, **{what: value[0] if value else True}, **about
        ).id


@pytest.fixture(scope="module")
def fresh_books(tmp_path_factory, postgres_server, assignments) -> Callable[[], list[Gradebook]]:
    """An empty gradebook of each kind, copied from one that was made once."""
    folder = tmp_path_factory.mktemp("books")
    model = folder / "model.db"
    server_model = postgres_server.new_database()
    for url in (f"sqlite:///{model}", server_model):
        with Gradebook.open(url) as book:
            book.set_assignments(assignments)
    numbers = iter(range(10_000))

    def make() -> list[Gradebook]:
        copy = folder / f"{next(numbers)}.db"
        source, target = sqlite3.connect(model), sqlite3.connect(copy)
        source.backup(target)
        source.close()
        target.close()
        name = server_model.rpartition("/")[2]
        return [Gradebook.open(f"sqlite:///{copy}"), Gradebook.open(postgres_server.new_database(name))]

    return make


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_equal_operations_in_any_order_give_equal_grades_on_both_databases(
    fresh_books, attempt, result, data
):
    operations = list(enumerate(_once(data.draw(st.lists(OPERATIONS, max_size=14)))))
    orders = [operations, data.draw(st.permutations(operations))]
    with ExitStack() as stack:
        books = [stack.enter_context(book) for _ in orders for book in fresh_books()]
        for book, order in zip(books, (orders[0], orders[0], orders[1], orders[1]), strict=True):
            done(book, order, attempt, result)
        views = [list(book.grades()) for book in books]
    assert views[1:] == views[:-1]
    assert len(views[0]) == 6


def _once(operations):
    """One operation for each attempt: its results are graded one after the other, never in any order."""
    seen = set()
    for operation in operations:
        place = operation[1:5] if operation[0] == "attempt" else object()
        if place not in seen:
            seen.add(place)
            yield operation
