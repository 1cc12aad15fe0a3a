"""Time a student's function against the reference, on a clock that the student's code cannot reach.

Each side runs in a worker of its own, with the same sandbox and on the same core. Only one of the two workers runs at
a time. Every call gets fresh inputs. The grader takes the times, and after each call it draws a challenge that only
a worker with the computed result can answer.

===================  ==========================================================================
`estimate`           the ratio of two functions' times, from pairs of times
`tier`               whether a score reaches a tier, given the noise
`sequential_testing` measures more batches until every tier is decided
`timed_worker`       one worker, stopped except while it is asked something, and its times
`paired_benchmark`   pairs of calls on two workers, and the rules that the student must keep
`placement`          the cores and devices on which workers run
`machine_limits`     the rates at which the machine itself copies and multiplies
`resource_usage`     memory and growth of CPU time
`resource_checks`    points and advice for resource usage
`benchmark`          inputs, from the assignment's ``hidden/benchmark.py``
`timing_run`         all of these for one function of one submission
`result_messages`    which sentence a student reads about a timing
===================  ==========================================================================

`estimate`, `tier` and `sequential_testing` work on numbers alone, so tests can give them a synthetic clock.

A *pair* is one call of each side on the same inputs. A *round* is two pairs. A *batch* is the rounds that one pair of
fresh workers takes. A *timing run* is all batches of one function of one submission.
"""

from __future__ import annotations

from grader.timing.benchmark import Benchmark
from grader.timing.placement import TimingDevice
from grader.timing.timing_run import TimingRun

__all__ = ["Benchmark", "TimingDevice", "TimingRun"]
