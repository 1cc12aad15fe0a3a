"""A download of Blackboard: every student of a class of 24 is right, or listed with the reason."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from downloaded_class import CLASS, person, work, zipped

TITLE = "Homework_1 Metrics"


def attempt(user, time, *files):
    before = f"{TITLE}_{user}_attempt_{time}"
    return [
        (f"{before}.txt", b"Name: x\nDate Submitted: Friday\n"),
        *((f"{before}_{n}", c) for n, c in files),
    ]


def blackboard_class():
    """Everybody once; s02 three times, s05 in a zip, s10 only text in the newest attempt."""
    files = []
    for each in CLASS:
        content = ("metrics.py", work(each.student))
        if each.student == "s05":
            content = ("hand in_1.zip", zipped([("metrics.py", work("s05"))]))
        files += attempt(f"u_{each.number}", "2026-11-20-23-59-01", content)
    again, text = f"u_{person('s02').number}", f"u_{person('s10').number}"
    files += attempt(again, "2026-11-22-08-00-00", ("metrics.py", work("s02 again")), ("more.py", b"x = 1\n"))
    files += attempt(again, "2026-11-09-08-00-00", ("metrics.py", work("s02 before")))
    files += attempt(text, "2026-11-21-08-00-00")
    files.append((f"{TITLE}_u_1_attempt_2026-13-41-08-00-00_metrics.py", b""))
    return files


def test_every_student_is_right_or_listed(settle, roster):
    settled = settle(blackboard_class(), "blackboard", roster("login"))
    expected = {each.student: each.student for each in CLASS} | {"s02": "s02 again"}
    del expected["s10"]
    assert settled.marks() == expected
    assert settled.rejected == {"s10": "The newest attempt holds no file. Ask for one."}
    reasons = list(settled.ignored.values())
    assert reasons.count("the platform's own note on an attempt") == 27
    assert reasons.count("an earlier attempt; the newest counts") == 3
    assert reasons.count("its name is not one that Blackboard gives; a file of somebody else's?") == 1


def test_time_and_attempt_are_kept(settle, roster):
    found = settle(blackboard_class(), "blackboard", roster("login"), zone=ZoneInfo("Europe/Berlin")).found
    sent = datetime(2026, 11, 20, 22, 59, 1, tzinfo=UTC)
    assert found["s00"].hand_in.received_us == int(sent.timestamp()) * 10**6
    assert {student: each.hand_in.attempt for student, each in found.items() if each.hand_in.attempt > 1} == {
        "s02": 3
    }
    assert {each.hand_in.via for each in found.values()} == {"blackboard"}


def test_users_with_underscores_are_told_apart_by_the_roster(settle, roster):
    names = {"s00": "doe", "s01": "j_doe", "s02": "1_j_doe"}
    given = roster("login", login=names)
    files = [
        file
        for user in names.values()
        for file in attempt(user, "2026-11-20-23-59-01", ("metrics.py", work(user)))
    ]
    assert settle(files, None, given).marks() == names


def test_without_a_roster_users_are_what_follows_the_text_that_all_share(settle):
    files = [
        each
        for user in ("a_doe", "b_doe", "doe")
        for each in attempt(user, "2026-11-20-23-59-01", ("metrics.py", work(user)))
    ]
    assert settle(files).marks() == {user: user for user in ("a_doe", "b_doe", "doe")}


def test_a_single_user_is_what_follows_the_last_underscore(settle):
    assert settle(attempt("doe", "2026-11-20-23-59-01", ("metrics.py", work("x")))).marks() == {"doe": "x"}


def test_an_unknown_user_is_listed_with_the_nearest_row(settle, roster):
    files = [*blackboard_class(), *attempt("u_425", "2026-11-20-23-59-01", ("metrics.py", b""))]
    reason = settle(files, "blackboard", roster("login")).rejected["u_425"]
    assert "has the login u_425" in reason
    assert "The nearest is line 25: s23, u_4253." in reason
