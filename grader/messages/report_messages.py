"""What a student's page and the page of a class say around verdicts and timings."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "test.passed.one": "{passed} of 1 test passed.",
    "test.passed.many": "{passed} of {n} tests passed.",
    "points.one": "{earned} of 1 point",
    "points.many": "{earned} of {possible} points",
    "score.concealed": "Score not shown yet",
    "score.why_concealed": "Some tests are not shown yet. The score is withheld with them, because it would "
    "tell how they went.",
    "score.why_concealed.with_timings": "Some tests are not shown yet. The score and what was timed are "
    "withheld with them, because they would tell how they went.",
    "hint.heading": "What to try",
    "output.heading": "What your code printed",
    "curve.loss": "loss",
    "curve.steps": "{n} parts of the training",
    "curve.caption": "The loss of your trainings (solid) beside that of right code (dashed; the area holds most of its "
    "trainings).",
    "curve.described": "The loss of your trainings, from part to part, beside that of right code.",
    "place.line": "{file}, line {line}",
    "place.cell": "{file}, cell {cell}, line {line}",
    #
    "weak.one": "1 passed test here would pass for an answer such as all zeros, too. It counts as soon as a "
    "stronger test of this task passes.",
    "weak.many": "{n} passed tests here would pass for an answer such as all zeros, too. They count as soon "
    "as a stronger test of this task passes.",
    #
    "first.one_problem": "One problem stops all {n} tests. Correct it first, then try again.",
    "first.start": "Start with `{function}`.",
    "first.breakpoint": "Take the forgotten `breakpoint()` out of `{function}`.",
    "first.breakpoint.whole": "Take the forgotten `breakpoint()` out of your file: it stops all {n} tests.",
    "first.write": "Next, write `{function}`.",
    "first.time": "Next, look at how `{function}` was timed on the {device}.",
    "first.points": "Points to gain there: {points}.",
    "first.one_mistake": "One mistake explains {n} failed tests.",
    "first.one_reason": "{n} tests fail for one reason.",
    "first.explained": "We can tell you what went wrong.",
    "first.all_pass": "Every test passes.",
    "first.visible_pass": "Every test you can see so far passes.",
    "first.well_done": "Well done, nothing is left to correct.",
    #
    "card.to_correct": "What to correct",
    "card.to_write": "What to write",
    "card.all_tests.one": "in the only test",
    "card.all_tests.many": "in all {n} tests",
    "card.functions.one": "in 1 function",
    "card.functions.many": "in {n} functions",
    "card.explains.one": "1 test that this mistake breaks",
    "card.explains.many": "{n} tests that this mistake breaks",
    "card.same.one": "1 test that fails for this reason",
    "card.same.many": "{n} tests that fail for this reason",
    "card.beside.one": "1 more test of this task fails. Correct this mistake first.",
    "card.beside.many": "{n} more tests of this task fail. Correct this mistake first.",
    "card.not_run.one": "1 test that was not run",
    "card.not_run.many": "{n} tests that were not run",
    "card.endless": "Does this loop end? Look at its condition, and at what changes it in each pass.",
    "card.line": "Your line",
    "card.lines": "Your lines",
    "card.function": "Your function",
    "card.values": "Values of this test",
    "card.absent.not_implemented": "Nothing is wrong with these. Write them one by one. The task "
    "says what each must do.",
    "card.absent.missing": "Your file does not define these. Is it the right file, and is everything saved? Compare "
    "the names with those of the starter, letter by letter.",
    "card.absent.others": "Your file does not define the others. Compare the names with those of the starter, letter "
    "by letter.",
    "card.left_out": "Or was their cell left out? Then it says so above.",
    #
    "task.open": "Open a task to see its tests.",
    #
    "objection.heading": "If you think a result is wrong",
    "objection.short": "A wrong result?",
    "objection.how": "Send this file, `report.html`, and the file that you handed in to your teachers, and "
    "name the task. "
    "With `grader replay` they run your tests again with the same inputs and see every value.",
    #
    "listing.marked": "A line marked with ▸ is one that a test went through before it stopped.",
    "listing.cell": "Cell {cell}",
    "listing.gap.one": "1 line of {file} is not shown",
    "listing.gap.many": "{n} lines of {file} are not shown",
    #
    "limit.heading": "Limits",
    "limit.timeout_s": "{value} s of CPU time per call",
    "limit.submission_s": "{value} s for all tests together",
    "limit.memory_mib": "{value} MiB of memory",
    "limit.output_mib": "{value} MiB of printed output",
    "limit.reply_mib": "{value} MiB per returned value",
    "limit.callbacks": "{value} callbacks per call",
    "isolation.heading": "Sandbox",
    "isolation.3": "level 3: own namespaces and file system, filtered system calls",
    "isolation.2": "level 2: own user, no writable files, filtered system calls",
    "isolation.1": "level 1: filtered system calls and limits",
    "isolation.0": "level 0: a separate process with limits",
    "origin.heading": "Graded with",
    "origin.versions": "{versions}; on {device}",
    "origin.submission": "Submission",
    "origin.assignment": "Assignment",
    "origin.reference": "Reference",
    #
    "submissions.of_another": "Are these submissions of {assignment}? {count} of {total} define functions of {other} "
    "and none of {assignment}. Nothing was graded. Name the right assignment: -a {other}. To grade them as "
    "{assignment} all the same, add --anyway.",
    "resume.roster_missing": "{folder}: the earlier run named the students by the roster {roster}. Without it they "
    "would be counted twice. Add --roster {roster}, or choose another folder with -o.",
    "resume.roster_new": "{folder}: the earlier run had no roster and named the students by their files. {roster} does "
    "not have {students}, who would be counted twice. Leave --roster out, or choose another folder with -o.",
    "resume.other_source": "{folder}: the earlier run named the students as {before} does, and {now} names them "
    "otherwise, so they would be counted twice. Say with --from where the work is from, or choose another folder "
    "with -o.",
    "resume.conditions.one": "{assignment}: 1 submission is graded again although it has not changed: tests, settings "
    "or grader itself have changed since. 'grader regrade {assignment}' makes a proposal first and changes no grade "
    "before you apply it; to do that, stop this run.",
    "resume.conditions.many": "{assignment}: {n} submissions are graded again although they have not changed: tests, "
    "settings or grader itself have changed since. 'grader regrade {assignment}' makes a proposal first and changes "
    "no grade before you apply it; to do that, stop this run.",
    "progress.kept": "Kept from an earlier run: {kept} of {total} submissions. To grade: {left}.",
    "progress.left": "about {time} left",
    #
    "absent.reason": "Nothing was handed in.",
    "summary.not_read": "Not read: {student} ({origin}): {reason}",
    "summary.absent": "Nothing handed in: {student}",
    "summary.absent_for": "Nothing handed in: {student} (for {assignments})",
    "summary.kept": "Kept from an earlier run, not among these submissions: {students}",
    "summary.ignored": "Not taken as a submission: {entries}",
    "summary.kept_aside": "The old grades.csv may have been changed by hand, so it is kept as {file}.",
    "summary.cells_differ": "It differs from the new sheet in {n} cells: {cells}.",
    "summary.cell": "{student} {column} '{old}' (new: '{new}')",
    "summary.changes": "Scores that changed since the last run",
    "summary.not_read.short": "not read",
    "summary.no_result.short": "no result",
    "summary.notebook": "{student} ({assignment}): {notice}",
    "summary.other_work": "To look at: {student} ({assignment}): {notice}",
    "summary.called_late": "To look at ({assignment}): the platform marks these as late and does not say when they "
    "came, so they count as in time: {students}. Take off what lateness costs with 'grader gradebook adjust'.",
    "summary.to_look_at": "To look at: {student} ({assignment}): {why}",
}
"""Sentences by id."""
