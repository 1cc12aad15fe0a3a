"""What students get of two assignments, compared whole with what was last looked at.

The golden file has the name of every file, and the text of those that are made. The others are copies: they must be
what lies in the course, so that a better word in a statement needs no new golden file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cli import main

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
COPY = "(as it is in the course)\n"


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
        text += f"==> {shown} <==\n{COPY if copied else path.read_text(encoding='utf-8')}\n"
    golden(f"handout-{name}.txt", text)
