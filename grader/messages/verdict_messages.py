"""What became of a test, and of a submission as a whole.

Each verdict has a ``phrase`` for a heading, a word or two (``short``) for tables, the same with a count (``tally``),
and what it means (``meaning``), for where the record holds no message.
"""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "verdict.passed.phrase": "Passed",
    "verdict.passed.short": "passed",
    "verdict.passed.tally": "{n} passed",
    "verdict.passed.meaning": "Passed.",
    "verdict.failed.phrase": "Not right yet",
    "verdict.failed.short": "wrong",
    "verdict.failed.tally": "{n} wrong",
    "verdict.failed.meaning": "The answer differs from the expected one. The course tells no more.",
    "verdict.error.phrase": "Your code raised an error",
    "verdict.error.short": "error",
    "verdict.error.tally": "{n} error",
    "verdict.error.meaning": "Your code stopped with an exception.",
    "verdict.timeout.phrase": "Time limit reached",
    "verdict.timeout.short": "time limit",
    "verdict.timeout.tally": "{n} time limit",
    "verdict.timeout.meaning": "Your code was still running when its time was up.",
    "verdict.memory.phrase": "Memory limit reached",
    "verdict.memory.short": "memory limit",
    "verdict.memory.tally": "{n} memory limit",
    "verdict.memory.meaning": "Your code asked for more memory than it may use.",
    "verdict.crashed.phrase": "The process ended",
    "verdict.crashed.short": "process ended",
    "verdict.crashed.tally": "{n} process ended",
    "verdict.crashed.meaning": "The process that ran your code ended before the test was over.",
    "verdict.forbidden.phrase": "Not allowed here",
    "verdict.forbidden.short": "not allowed",
    "verdict.forbidden.tally": "{n} not allowed",
    "verdict.forbidden.meaning": "Your code used something that this task rules out.",
    "verdict.breakpoint.phrase": "A forgotten breakpoint()",
    "verdict.breakpoint.meaning": "Your code starts a debugger, and nobody is there to use it. Take the line out; "
    "where you need it, this lets you use it: `grader check --debug {function}`",
    "verdict.missing.phrase": "Function not found",
    "verdict.missing.short": "not found",
    "verdict.missing.tally": "{n} not found",
    "verdict.missing.meaning": "Your file has no function of this name.",
    "verdict.not_implemented.phrase": "Not written yet",
    "verdict.not_implemented.short": "not written",
    "verdict.not_implemented.tally": "{n} not written",
    "verdict.not_implemented.meaning": "This function is not written yet.",
    "verdict.not_run.phrase": "Not run",
    "verdict.not_run.short": "not run",
    "verdict.not_run.tally": "{n} not run",
    "verdict.not_run.meaning": "The test was not run: another one has to pass first, or the time was spent.",
    "verdict.grader_error.phrase": "Problem on our side",
    "verdict.grader_error.short": "grader failed",
    "verdict.grader_error.tally": "{n} grader failed",
    "verdict.grader_error.meaning": "The grader failed here, not you. Your teachers have been told.",
    #
    "visibility.after_due_date": "shown after the due date",
    "visibility.after_published": "shown when the grades are published",
    "visibility.hidden": "not shown",
    "withheld.after_due_date.one": "1 test is shown after the due date.",
    "withheld.after_due_date.many": "{n} tests are shown after the due date.",
    "withheld.after_published.one": "1 test is shown when the grades are published.",
    "withheld.after_published.many": "{n} tests are shown when the grades are published.",
    "withheld.hidden.one": "1 test is not shown.",
    "withheld.hidden.many": "{n} tests are not shown.",
    "score.after_due_date": "The score is shown after the due date.",
    "score.after_published": "The score is shown when the grades are published.",
    "score.hidden": "The score is not shown.",
    #
    "outcome.missing": "There is no function {function} in your file.",
    "outcome.not_run": 'Not run, because it builds on a test that did not pass: "{title}"',
    "outcome.time_spent": "All tests together may take {limit} s, and that was spent before this one.",
    "outcome.waited": "Your code has waited {limit} s without computing, and may not wait any longer; look for "
    "sleep, input or a lock.",
    "outcome.limit_again": "{function} ran into a limit twice before; it was not waited for again.",
    "outcome.property": "What the title of this test says is not true of your function.",
    "outcome.unusable_result": "Your function returned something that the test could not use.",
    "outcome.unpassable_result": "Your function returned something that the test could not give to another function.",
    "outcome.unwritable": "(its text cannot be written)",
    "outcome.test_failed": "The test itself failed.",
    "outcome.raised": "Your code raised {error}",
    "outcome.import_raised": "Your file cannot be imported: it raised {error}",
    "outcome.no_module": "Your code raised {error}. Available here: {packages}.",
    "outcome.import_no_module": "Your file cannot be imported: it raised {error}. Available here: "
    "{packages}.",
    "outcome.while_imported": "{what} This happened while your file was imported.",
    "outcome.root": "It calls {function}, which is not right yet: start there.",
    #
    "exception.shapes": "Your code stopped with an error: the shapes of two arrays do not fit together.",
    "exception.call": "Your code stopped with an error: a function is called with the wrong number of arguments, or "
    "with the name of an argument that it does not have (TypeError).",
    "exception.none": "Your code stopped with an error: None stands where a value is needed. Is a `return` missing in "
    "a function that you call?",
    "exception.mixed": "Your code stopped with an error: int and float, or two types of float, are mixed. For example, "
    "an index or a size must be an int.",
    "exception.single": "Your code stopped with an error: a single number is used like an array, or an array like a "
    "single number.",
    "exception.refused": "Your code stopped with an error: the function that it was given is called with "
    "arguments of the wrong type or shape, or too often.",
    "exception.index": "Your code stopped with an error: an index is out of range (IndexError).",
    "exception.key": "Your code stopped with an error: a key is not in the dictionary (KeyError).",
    "exception.name": "Your code stopped with an error: a name or an attribute does not exist (NameError or "
    "AttributeError).",
    "exception.zero_division": "Your code stopped with an error: a division by zero (ZeroDivisionError).",
    "exception.recursion": "Your code stopped with an error: a function calls itself too often "
    "(RecursionError).",
    "exception.type": "Your code stopped with an error: a value has the wrong type for an operation "
    "(TypeError).",
    "exception.value": "Your code stopped with an error: a function does not accept a value that it was "
    "given (ValueError).",
    "exception.other": "Your code stopped with an error of another kind.",
    #
    "not_graded.phrase": "Not graded",
    "not_graded.short": "not graded",
    "not_graded.no_zero": "This submission has no score, which is not a score of zero.",
    "not_graded.grader_error": "{failed} of {tests} tests failed by an error of the grader, not of yours. "
    "The staff has been told.",
    "not_graded.process_ended": "The process that graded this submission ended twice. The staff has been "
    "told; nothing was lost.",
    "not_graded.work_changed": "Your work changed while the class was graded, and then it could not be "
    "read: {reason}",
    "not_graded.no_reason": "Ask your teachers for the reason.",
}
"""Sentences by id."""
