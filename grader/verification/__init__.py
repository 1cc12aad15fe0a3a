"""Verify an assignment: its tests accept right answers, reject wrong ones and name the mistake.

`verification_run.py` runs all checks of an assignment. The checks are:

- `answer_checks.py`: right answers run in this process, and every call is observed (`observed_runs.py`,
  `tolerance_usage.py`, `statistics_power.py`);
- `source_checks.py`: many sources run through ordinary grading processes, among them changes of the reference
  (`mutants.py`, `mutation_operators.py`, `numeric_mutations.py`, `near_right_answers.py`, `observable_changes.py`,
  `equivalent_mutants.py`) and answers without work (`control_answers.py`);
- `timing_checks.py`: solutions and cheats of timed exercises;
- `static_checks.py`: files, without running them;
- `statement_checks.py` and `statement_examples.py`: the statement and its examples.

`calibration.py` writes tolerances. `kept_proofs.py` remembers which assignments are verified.
"""

from __future__ import annotations

from grader.verification.check_result import CHECKS, CLOCK_CHECKS, CheckResult, VerificationResult
from grader.verification.verification_run import verify_assignment

__all__ = ["CHECKS", "CLOCK_CHECKS", "CheckResult", "VerificationResult", "verify_assignment"]
