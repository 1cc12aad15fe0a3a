"""What students get of two assignments, compared whole with what was last looked at.

The golden file has the name of every file, and the text of those that are made. The others are copies: they must be
what lies in the course, so that a better word in a statement needs no new golden file. Of the README it has the lines
that the statement lacks; the page is made of the README, and other tests look at it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cli import main

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
COPY = "(as it is in the course)\n"
PAGE = "(README.md as a page)\n"


def added(text: str, statement: str) -> str:
    """The lines that a README has besides the statement."""
    known = set(statement.splitlines()) - {""}
    return "\n".join(line for line in text.splitlines() if line not in known).strip() + "\n"


@pytest.mark.parametrize("name", ["batch_norm", "blocked_attention"])
def test_a_handout_is_as_it_was_when_last_looked_at(
    name: str, tmp_path: Path, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sys.argv", ["grader", "handout", name, f"{tmp_path}/given", "--course", str(ASSIGNMENTS)]
    )
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    text = ""
    for path in sorted(p for p in (tmp_path / "given").rglob("*") if p.is_file()):
        shown = path.relative_to(tmp_path / "given")
        source = ASSIGNMENTS / name / shown
        copied = source.is_file() and path.read_bytes() == source.read_bytes()
        made = PAGE if shown.name == "statement.html" else path.read_text(encoding="utf-8")
        if shown.name == "README.md":
            made = added(made, source.read_text(encoding="utf-8"))
        text += f"==> {shown} <==\n{COPY if copied else made}\n"
    golden(f"handout-{name}.txt", text)
