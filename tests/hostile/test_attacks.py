"""No attack earns a point it did not work for, changes a neighbour's grade, or takes a secret home."""

from __future__ import annotations

import collections

import msgspec
import pytest
from attack import CANARY, CONTROL_SCORE, GROUPS, TASKS, attacks

from grader.model import Verdict

LEVELS = (3, 2)
ALL = [one for assignment in TASKS for one in attacks(assignment)]
EACH = pytest.mark.parametrize("tried", ALL, ids=lambda one: f"{one.assignment}-{one.name}")
AT_EACH_LEVEL = pytest.mark.parametrize("level", LEVELS, ids=lambda level: f"level{level}")


def _given(record):
    """The verdicts of each task's tests."""
    verdicts = collections.defaultdict(set)
    for test in record.report.tests:
        verdicts[test.task].add(str(test.verdict))
    return dict(verdicts)


@AT_EACH_LEVEL
@EACH
def test_an_attack_gets_the_verdicts_and_points_of_its_file(battle, tried, level):
    fought = battle(tried.assignment, level)
    reason = tried.expects("rejected", level)
    if reason:
        assert reason in fought.rejected[tried.name].reason
        return
    record = fought.records[tried.name]
    given = _given(record)
    wrong = {t: v for t, v in given.items() if not v <= tried.verdicts(t, level)}
    details = [(test.id, str(test.verdict), test.message) for test in record.report.tests]
    assert wrong == {}, details
    assert record.report.score in tried.scores(level), details
    assert set(given) == set(TASKS[tried.assignment])
    remark = tried.expects("remark", level)
    assert remark in " ".join(record.report.notices)
    assert bool(remark) == bool(record.report.notices)


@AT_EACH_LEVEL
@EACH
def test_the_neighbours_of_an_attack_keep_their_own_scores(battle, tried, level):
    fought = battle(tried.assignment, level)
    for name in fought.neighbours[tried.name]:
        report = fought.records[name].report
        assert report.score == CONTROL_SCORE[name.partition("-")[0]], (name, report)
        assert report.isolation == level


@AT_EACH_LEVEL
@EACH
def test_an_attack_takes_no_secret_into_its_record(battle, tried, level):
    fought = battle(tried.assignment, level)
    if tried.name in fought.rejected:
        assert CANARY not in fought.rejected[tried.name].reason
        return
    record = fought.records[tried.name]
    assert CANARY.encode() not in msgspec.json.encode(record)
    assert Verdict.GRADER_ERROR not in {test.verdict for test in record.report.tests}


def test_every_group_of_the_catalogue_is_tried_and_no_attack_twice():
    assert {one.group for one in ALL} == set(GROUPS)
    assert len({one.name for one in ALL}) == len(ALL) >= 90
