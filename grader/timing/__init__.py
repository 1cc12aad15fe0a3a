"""Time a submission against the reference, on a clock the submission cannot reach.

Two workers under the same walls, on the same core, one stopped while the other runs; every call on fresh inputs,
committed to by a challenge drawn after it, stamped by the grader.

`estimate.py` makes a ratio of times, `tier.py` a verdict of a ratio, `contest.py` looks again until there is one: they
know no process, so that a synthetic clock can stand for what is timed. `player.py` is one side and its stamps,
`duel.py` the pairs of calls and the rules, `seats.py` who sits where, `light.py` the speed of the machine itself,
`evidence.py` what is measured besides time and `inspection.py` what follows from it, `benchmark.py` the inputs.
`exam.py` puts them together for one function, and `words.py` says it.
"""

from __future__ import annotations

from grader.timing import words
from grader.timing.benchmark import Benchmark
from grader.timing.placement import Place
from grader.timing.timing_run import Exam

__all__ = ["Benchmark", "Exam", "Place", "words"]
