"""One pytest session for a whole class: tests are collected once and run for each submission.

`session.py` starts pytest, isolated from the configuration of its surroundings. `class_run.py` runs the tests for one
submission after the other. `assertion.py` lets a test continue after a failed assertion. `items.py` reads the marks of
tests. `outcome.py` decides the verdict, and `source_lines.py` the lines that a report may show.
"""

from __future__ import annotations

from grader.plugin.class_run import ClassRun
from grader.plugin.items import ItemSpec
from grader.plugin.outcome import Outcome
from grader.plugin.session import run_session

__all__ = ["ClassRun", "ItemSpec", "Outcome", "run_session"]
