"""What is said of a function that was timed.

Each ending has a ``phrase`` for a heading, a word or two (``short``) for tables, the same with a count (``tally``),
and what it means (``meaning``), which also is the record's message.
"""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "device.cpu": "CPU",
    "device.cuda": "GPU",
    #
    "timing.judged.phrase.one": "{reached} of 1 tier reached",
    "timing.judged.phrase.many": "{reached} of {n} tiers reached",
    "timing.judged.short.one": "{reached} of 1 tier",
    "timing.judged.short.many": "{reached} of {n} tiers",
    "timing.judged.fast": "As fast as it has to be.",
    "timing.judged.next_tier": "Not as fast as it can be: the next step is {tier}.",
    "timing.not run.phrase": "Not timed: the answer is not right yet",
    "timing.not run.short": "not timed",
    "timing.not run.tally": "{n} not timed",
    "timing.not run.meaning": "Speed and memory count once every hidden test of the task passes. Correct "
    "the answer first.",
    "timing.forbidden.phrase": "Not allowed here",
    "timing.forbidden.short": "not allowed",
    "timing.forbidden.tally": "{n} not allowed",
    "timing.forbidden.meaning": "Your code did something that the rules of this task exclude.",
    "timing.failed.phrase": "No speed that counts",
    "timing.failed.short": "failed",
    "timing.failed.tally": "{n} failed",
    "timing.failed.meaning": "With the inputs that are timed, the result was wrong or did not come.",
    "timing.faster than possible.phrase": "Faster than possible",
    "timing.faster than possible.short": "to look at",
    "timing.faster than possible.tally": "{n} to look at",
    "timing.faster than possible.meaning": "The points for right answers are yours. Your function seems "
    "faster than this machine can be, so your teachers look at it first; until then it has no points for "
    "speed and memory.",
    "timing.faster than possible.staff": "It seems faster than this machine can be, so its points for speed "
    "and memory wait. Read the code, then grade it again or add the points by hand.",
    "timing.disturbed.phrase": "Not graded: the machine was too noisy",
    "timing.disturbed.short": "too noisy",
    "timing.disturbed.tally": "{n} too noisy",
    "timing.disturbed.meaning": "The machine was too noisy to time anything on it, so this submission is "
    "not graded yet. It has to be graded again when less is running there.",
    "timing.no device.phrase": "Not graded on {device}: there is none here",
    "timing.no device.short": "no {device} here",
    "timing.no device.tally": "{n} no {device} here",
    "timing.no device.meaning": "Nothing is lost: its points are left out of the maximum.",
    "timing.uncalibrated.phrase": "Correctness and evidence only",
    "timing.uncalibrated.short": "no tiers yet",
    "timing.uncalibrated.tally": "{n} no tiers yet",
    "timing.uncalibrated.meaning": "The result and what it takes are graded; speed is not, because nobody "
    "has measured yet what is fast on such a device.",
    "timing.no_file": "There is no file {file} in your submission. Hand it in beside the others.",
    "timing.raised": "In a timed call your code raised {error}. The same function passed its tests on "
    "smaller inputs: try it on the sizes named here.",
    "timing.call_failed": "{what} This happened in a timed call.",
    "timing.no_points_counted": "This is not a zero: no points are counted, neither yours nor missing ones.",
    #
    "timing.rule.outside_the_call": "It computed outside the timed call: inputs may be looked at only when "
    "the function is called, and nothing may run before or after it. It has no speed that counts.",
    "timing.rule.process_left": "It left a process of its own running: inputs may be looked at only when "
    "the function is called, and nothing may run before or after it. It has no speed that counts.",
    "timing.rule.wrong_result": "Its result in a timed call is not right: every timed call gets fresh "
    "inputs, and its whole result is held against the reference's. It has no speed that counts.",
    "timing.rule.wrong_type": "Its result in a timed call has another shape or type than in the tests: "
    "every timed call gets fresh inputs, and its whole result is held against the reference's. It has no "
    "speed that counts.",
    "timing.rule.inputs_changed": "It changed its inputs in a timed call: every timed call gets fresh "
    "inputs, and its whole result is held against the reference's. It has no speed that counts.",
    #
    "timing.title": "{title} ({device})",
    "timing.title.untitled": "Speed ({device})",
    "timing.pairs.one": "1 pair of calls for each size",
    "timing.pairs.many": "{n} pairs of calls for each size",
    "timing.noise": "margin for noise {share}",
    "speed.slower": "{times}\u00a0× slower than the reference",
    "speed.faster": "{times}\u00a0× faster than the reference",
    "speed.same": "as fast as the reference",
    "speed_tick.slower": "{times}\u00a0× slower",
    "speed_tick.faster": "{times}\u00a0× faster",
    "speed_tick.same": "as fast",
    "speed_axis.slower": "{times}\u00a0×",
    "speed_axis.faster": "{times}\u00a0× faster",
    "speed_axis.same": "1\u00a0×",
    "speed_asked.slower": "at most {times}\u00a0× slower",
    "speed_asked.faster": "at least {times}\u00a0× faster",
    "speed_asked.same": "as fast",
    "timing.speed": "Your function is {speed}.",
    "timing.speed.with_noise": "Your function is {speed}. With this machine's noise it is between {low} and {high}.",
    "timing.speed.with_noise.slower": "Your function is {speed}. With this machine's noise it is between {low} and "
    "{high}\u00a0× slower.",
    "timing.doubt": "Too close to call; it counts as reached.",
    "timing.doubt.after.one": "Too close to call after 1 pair of calls; it counts as reached.",
    "timing.doubt.after.many": "Too close to call after {n} pairs of calls; it counts as reached.",
    "timing.moved.cpu": "In the {time} your function takes for {size}, this core copies {copied}; inputs "
    "and result are {ideal}.",
    "timing.moved.cuda": "In the {time} your function takes for {size}, this GPU copies {copied}; inputs "
    "and result are {ideal}.",
    "timing.sizes": "Times by size, and what this machine allows",
    "timing.advice.heading": "For information, without points",
    "timing.advice.lines": "One call executes {student} lines of Python, the reference's {reference}: each "
    "has a price of its own, whatever it calculates.",
    "timing.missed": "{device}: missed “{tier}”",
    "timing.stands_out": "{device}: {short}",
    #
    "tier.reached": "reached",
    "tier.missed": "missed",
    "tier.open": "open",
    "tier.described": "{tier}, {speed}: {state}",
    "right_result.name": "a right result",
    "right_result.state": "right",
    "evidence.kept": "kept",
    "evidence.exceeded": "exceeded",
    "evidence.not_measured": "not measured",
    "evidence.asked": "at most {most}",
    "evidence.waits": "It counts together with speed: once '{tier}' is reached.",
    "evidence.growth": "{remark}: CPU time grows with the power {power} of the batch, where {most} is "
    "enough.",
    "evidence.growth.plain": "It takes more than it needs: CPU time grows with the power {power} of the "
    "batch, where {most} is enough.",
    "evidence.memory": "{remark}: {measured} MB where {most} MB suffice.",
    "evidence.memory.plain": "It takes more than it needs: {measured} MB where {most} MB suffice.",
    "evidence.out_of_step": "Your function was much slower when this was measured than when it was timed: "
    "it does not count.",
    "board.heading": "Board of speeds",
    "board.meaning": "The best attempt of everybody who chose an alias. A share of 1 is the speed of the reference. "
    "Students whose speeds the noise of the measurement cannot tell apart have the same rank.",
    "board.caption.one": "One student takes part.",
    "board.caption.many": "{n} students take part.",
    "board.speed": "share of the reference's speed",
    "board.memory": "memory in MB",
    "board.curve": "{attempts} attempts, from {first} to {last}",
    "board.nothing": "{folder}: nobody with an alias in {path} has a timed and judged attempt at {assignment} there. "
    "Look whether the assignment times a function, and whether the column student names students as the results do.",
    "board.column": "{path}: the column '{column}' is missing. The first line must name the columns student and alias.",
    "board.unreadable": "{path}: this is no CSV file that can be read: {reason}. Save it as CSV in UTF-8.",
    "board.long_alias": "{path}, line {line}: an alias has at most {most} characters. Shorten it.",
    "board.twice": "{path}, line {line}: '{what}' stands there twice. Give each student one alias of their own.",
    "roofline.described": "{size}: {intensity} operations per byte, the machine allows {roof} operations "
    "per second, the reference does {reference}, you do {student}",
}
"""Sentences by id."""
