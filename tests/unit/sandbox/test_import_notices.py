"""A worker's report of a refused import becomes a notice only if it can be true."""

from __future__ import annotations

import pytest

from grader.model import SourceFile
from grader.sandbox.import_notices import import_notices

MAIN = SourceFile(name="work.py", text="import numpy\nimport pandas as pd\n")
CELLS = SourceFile(name="work.py", text="import numpy\nimport pandas as pd\n", cells=((4, 1), (7, 2)))
OTHER = SourceFile(name="own.py", text="from seaborn import lineplot")


def test_a_notice_names_the_line_the_package_and_what_is_available():
    assert import_notices([("work.py", 2, "pandas", True)], [MAIN], "numpy") == (
        "Line 2: pandas is not available here. Only what uses it fails. Available: numpy.",
    )
    assert import_notices([("work.py", 2, "pandas", False)], [CELLS], "numpy") == (
        "Cell 7, line 1: pandas is not available here. Nothing uses it, so the import was left out.",
    )
    assert import_notices([("own.py", 1, "seaborn", False)], [MAIN, OTHER], "numpy") == (
        "own.py, line 1: seaborn is not available here. Nothing uses it, so the import was left out.",
    )


@pytest.mark.parametrize(
    "forged",
    [
        ("work.py", 1, "pandas", True),
        ("work.py", 9, "pandas", True),
        ("work.py", 0, "pandas", True),
        ("work.py", 2, "the hidden input is 3", True),
        ("work.py", 2, "panda", True),
        ("secret.py", 1, "pandas", True),
        ("work.py", 2, "pandas", "used"),
        ("work.py", "2", "pandas", True),
        ("work.py", 2, "pandas"),
        "pandas",
        7,
    ],
)
def test_a_report_that_cannot_be_true_gives_no_notice(forged):
    assert import_notices([forged], [MAIN], "numpy") == ()


def test_there_are_no_more_than_twenty_notices():
    many = SourceFile(name="work.py", text="import pandas\n" * 50)
    reports = [("work.py", line, "pandas", True) for line in range(1, 51)]
    assert len(import_notices(reports, [many], "numpy")) == 20
