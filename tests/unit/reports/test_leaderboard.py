"""The board of speeds: who is on it, ranks within the noise, attempts, and what it does not hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.model import EvidenceResult, PerformanceResult, Report, TierResult
from grader.reports.leaderboard import board_html, board_record, boards, read_aliases

ALIASES = {"ada01": "Gauss", "bob02": "Euler", "cat03": "Noether", "dan04": "Abel"}


def timed(
    student: str, score: float | None, noise: float = 0.02, ending: str = "judged", memory: float | None = 5.0
) -> Report:
    evidence = EvidenceResult(
        name="peak memory", unit="MB", measured=memory, most=6.0, points=1.0, max_points=1.0
    )
    tier = TierResult(name="whole passes", least=0.28, state="reached", points=5.0, max_points=5.0)
    result = PerformanceResult(
        id="cpu", task="f", function="f", title="Speed and memory", device="cpu", ending=ending,  # type: ignore[arg-type]
        points=0.0, max_points=7.0, score=score, noise=noise, evidence=(evidence,), tiers=(tier,),
    )  # fmt: skip
    return Report(
        assignment="row_softmax", title="Softmax", student=student, attempt=1, score=1.0, max_score=8.0,
        tasks=(), tests=(), performance=(result,),
    )  # fmt: skip


def ranks(*history: tuple[int, Report]) -> list[tuple[str, int]]:
    (board,) = boards(history, ALIASES)
    return [(row.alias, row.rank) for row in board.rows]


def test_speeds_that_noise_can_explain_share_a_rank() -> None:
    found = ranks(
        (1, timed("ada01", 1.00)),
        (2, timed("bob02", 0.98)),
        (3, timed("cat03", 0.95)),
        (4, timed("dan04", 0.5)),
    )
    assert found == [("Gauss", 1), ("Euler", 1), ("Noether", 2), ("Abel", 4)]


def test_the_best_attempt_counts_and_all_are_kept_in_order() -> None:
    history = [(30, timed("ada01", 0.7)), (10, timed("ada01", 0.2, memory=None)), (20, timed("ada01", 0.9))]
    (board,) = boards(history, ALIASES)
    (row,) = board.rows
    assert row.best.share == 0.9
    assert [(each.graded_us, each.share) for each in row.attempts] == [(10, 0.2), (20, 0.9), (30, 0.7)]
    assert (row.attempts[0].memory_mb, row.best.memory_mb) == (None, 5.0)
    assert row.curve.split()[1] == "60.0,2.0"
    assert board.tiers == (("whole passes", 0.28),)


@pytest.mark.parametrize(
    "other", [("eve05", 2.0, "judged"), ("bob02", 2.0, "faster than possible"), ("bob02", None, "failed")]
)
def test_without_an_alias_or_a_judged_attempt_nobody_is_on_it(other: tuple[str, float | None, str]) -> None:
    student, score, ending = other
    assert ranks((1, timed("ada01", 1.0)), (2, timed(student, score, ending=ending))) == [("Gauss", 1)]
    assert boards([(2, timed(student, score, ending=ending))], ALIASES) == []


def test_page_and_json_hold_aliases_and_figures_and_no_name() -> None:
    found = boards([(1, timed("ada01", 0.91)), (2, timed("ada01", 0.97)), (3, timed("bob02", 0.3))], ALIASES)
    page = board_html("Softmax", found, course="Deep <learning>")
    record = json.dumps(board_record("row_softmax", "Softmax", found))
    for text in page, record:
        assert "Gauss" in text
        assert "ada01" not in text
    assert "0.97" in page
    assert "5.0 MB" in page
    assert "2 attempts, from 0.91 to 0.97" in page
    assert "Deep &lt;learning&gt;" in page
    rows = json.loads(record)["boards"][0]["rows"]
    assert (rows[0]["share"], rows[0]["rank"], len(rows[0]["attempts"])) == (0.97, 1, 2)
    assert rows[0]["low"] < 0.97 < rows[0]["high"]


def test_aliases_are_read_and_an_empty_one_takes_no_part(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text("\ufeffstudent,alias,note\nada01, Gauss ,x\nbob02,,\n", encoding="utf-8")
    assert read_aliases(path) == {"ada01": "Gauss"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("student,name\nada01,Gauss\n", "column 'alias' is missing"),
        ("", "column 'student' is missing"),
        ("student,alias\nada01,Gauss\nbob02,Gauss\n", "line 3: 'Gauss' stands there twice"),
        ("student,alias\nada01,Gauss\nada01,Euler\n", "line 3: 'ada01' stands there twice"),
        (f"student,alias\nada01,{'x' * 41}\n", "at most 40 characters"),
    ],
)
def test_aliases_that_cannot_be_used_are_told_with_the_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_aliases(path)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_bytes(b"student,alias\n\xff\xfe,x\n")
    with pytest.raises(UsageError, match="Save it as CSV in UTF-8"):
        read_aliases(path)
