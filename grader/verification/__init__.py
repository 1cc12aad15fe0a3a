"""Prove an assignment sound: the tests accept what is right, refuse what is wrong, and say which.

`proof.py` puts an assignment through all checks. `witness.py` holds those in which right answers are watched
(`observation.py`, `share.py`), `trial.py` those that run many sources through ordinary grading processes
(`mutant.py`, `operator.py`, `equivalence.py`, `variant.py`), `speed.py` those of what is timed, `static.py` reads what
lies on disk, `statement.py` what the statement says, `example.py` runs its examples, and `calibration.py` writes
tolerances.
"""

from __future__ import annotations

from grader.verification.check_result import CHECKS, CLOCK_CHECKS, Proof, Step
from grader.verification.verification_run import prove

__all__ = ["CHECKS", "CLOCK_CHECKS", "Proof", "Step", "prove"]
