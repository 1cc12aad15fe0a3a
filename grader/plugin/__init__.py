"""One pytest session for a whole class: hidden tests are collected once, the student changes.

`session.py` starts pytest closed against everything around it; `classrun.py` runs the items for one submission after
the other; `assertion.py` makes plain assertions go on; `items.py` reads what a test says about itself; `outcome.py`
decides the verdict, and `place.py` the lines that may be shown.
"""

from __future__ import annotations

from grader.plugin.class_run import ClassRun
from grader.plugin.items import ItemSpec
from grader.plugin.outcome import Outcome
from grader.plugin.session import run_session

__all__ = ["ClassRun", "ItemSpec", "Outcome", "run_session"]
