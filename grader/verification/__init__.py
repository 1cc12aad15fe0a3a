"""Prove an assignment sound: the tests accept what is right, refuse what is wrong, and say which.

`mutant.py` and `variant.py` make wrong answers, `observation.py` watches right ones, `static.py` reads what lies on
disk, and `proof.py` puts an assignment through all of it.
"""

from __future__ import annotations

from grader.verification.proof import CHECKS, Proof, Step, prove

__all__ = ["CHECKS", "Proof", "Step", "prove"]
