"""The rules of the queue: order, places, limits and retries, for whatever waits."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from grader.serve.queue_rule import (
    HOUR_US,
    SECOND_US,
    PostBudget,
    Rank,
    WaitingJob,
    expected_wait_s,
    free_at_us,
    ordered,
    place_of,
    replaces,
    retry_us,
    startable,
)

NOW = 1_000 * HOUR_US


@st.composite
def waiting_jobs(draw: st.DrawFn) -> list[WaitingJob]:
    count = draw(st.integers(0, 12))
    return [
        WaitingJob(
            id=number, student=draw(st.sampled_from("abc")), assignment=draw(st.sampled_from("xy")),
            rank=draw(st.sampled_from(list(Rank))), received_us=NOW, place_us=draw(st.integers(0, 5)),
            not_before_us=draw(st.sampled_from((0, NOW + 1))), period=draw(st.integers(0, 2)),
            clock=draw(st.booleans()),
        )
        for number in range(count)
    ]  # fmt: skip


def job(id_: int = 1, student: str = "ada", **values: object) -> WaitingJob:
    known = {"assignment": "x", "rank": Rank.BRANCH, "received_us": NOW, "place_us": id_, **values}
    return WaitingJob(id=id_, student=student, **known)


def begin(jobs: list[WaitingJob], **values: object) -> list[int]:
    known = {
        "now_us": NOW, "per_hour": 12, "graded_us": lambda *_: (), "period_now": lambda *_: 0, "running": {}, **values
    }  # fmt: skip
    return [each.id for each in startable(jobs, known.pop("running"), **known)]


@given(waiting_jobs(), st.dictionaries(st.sampled_from("abc"), st.integers(0, 3)))
def test_every_job_has_a_place_and_no_tag_waits_behind_a_branch(jobs, running):
    found = ordered(jobs, running)
    assert Counter(each.id for each in found) == Counter(each.id for each in jobs)
    kinds = [(each.clock, each.rank) for each in found]
    assert kinds == sorted(kinds)


@given(waiting_jobs())
def test_students_take_turns(jobs):
    """Of one kind nobody has a second turn before everybody who waits has had the first."""
    found = [each for each in ordered(jobs, {}) if each.rank is Rank.TAG and not each.clock]
    turns: Counter[str] = Counter()
    for each in found:
        turns[each.student] += 1
        rest = {other.student for other in found[found.index(each) + 1 :]} - {each.student}
        assert all(turns[each.student] <= turns[student] + 1 for student in rest)


def test_who_is_being_graded_has_had_a_turn():
    jobs = [job(1, "ada", assignment="y"), job(2, "bob")]
    assert [each.id for each in ordered(jobs, {"ada": 1})] == [2, 1]


@given(waiting_jobs(), waiting_jobs())
def test_only_a_newer_commit_of_the_same_place_and_period_replaces(some, others):
    for newer in some:
        for older in others:
            if replaces(newer, older):
                assert (newer.student, newer.assignment) == (older.student, older.assignment)
                assert older.rank is Rank.BRANCH
                assert newer.period == older.period
                assert newer.id > older.id


def test_a_tag_is_never_replaced_nor_what_came_before_a_deadline():
    assert replaces(job(2), job(1))
    assert not replaces(job(2), job(1, rank=Rank.TAG))
    assert not replaces(job(2, period=1), job(1))
    assert not replaces(job(1), job(2))


def test_the_newer_commit_takes_the_place_of_the_older_one():
    assert place_of(job(9), [job(3), job(5)]) == 3
    assert place_of(job(9), []) == 9


def test_above_the_limit_of_an_hour_the_newest_waits():
    graded = [NOW - number for number in range(12)]
    assert begin([job()], graded_us=lambda *_: graded) == []
    assert begin([job()], graded_us=lambda *_: graded[1:]) == [1]
    assert begin([job()], graded_us=lambda *_: [each - HOUR_US for each in graded]) == [1]


def test_the_last_commit_before_a_deadline_that_has_passed_is_exempt():
    graded = [NOW] * 12
    assert begin([job(period=0)], graded_us=lambda *_: graded, period_now=lambda *_: 1) == [1]


def test_what_the_staff_asked_for_again_is_no_commit_of_the_hour():
    assert begin([job(rank=Rank.AGAIN)], graded_us=lambda *_: [NOW] * 12) == [1]


def test_one_clock_runs_at_a_time_and_after_all_others():
    jobs = [job(1, clock=True), job(2, "bob"), job(3, "cid", clock=True)]
    assert begin(jobs) == [2, 1, 3]
    assert begin(jobs, clock_runs=True) == [2]


def test_commits_of_one_place_come_one_after_the_other():
    assert begin([job(1), job(2, "bob")], busy={("ada", "x")}) == [2]


def test_what_failed_waits_for_its_time():
    assert begin([job(not_before_us=NOW + 1)]) == []


@given(st.lists(st.integers(NOW - 2 * HOUR_US, NOW)), st.integers(1, 20))
def test_when_the_limit_ends_fewer_than_it_are_younger_than_an_hour(graded, per_hour):
    free = free_at_us(graded, per_hour, NOW)
    assert free >= NOW
    assert sum(free - HOUR_US < each <= free for each in graded) <= max(per_hour - 1, 0) or free == NOW


@given(st.integers(1, 1000), st.floats(0, 1))
def test_a_retry_comes_after_a_second_and_within_fifteen_minutes(tries, chance):
    assert SECOND_US <= retry_us(tries, chance) <= 900 * SECOND_US
    assert retry_us(tries + 1, chance) >= retry_us(tries, chance)


def test_a_forge_takes_so_many_posts_a_minute_and_an_hour():
    budget = PostBudget(a_minute=3, an_hour=6)
    assert budget.allows([NOW - 1, NOW - 2], NOW, had_one=False)
    assert not budget.allows([NOW - 1, NOW - 2, NOW - 3], NOW, had_one=False)
    old = [NOW - 100 * SECOND_US] * 3
    assert not budget.allows(old, NOW, had_one=True)
    assert budget.allows(old, NOW, had_one=False)
    assert not budget.allows(old * 2, NOW, had_one=False)


def test_a_wait_is_the_work_ahead_over_all_processes():
    assert expected_wait_s(["x", "x", "y"], {"x": 4.0}, 2, usual_s=2.0) == 5.0
