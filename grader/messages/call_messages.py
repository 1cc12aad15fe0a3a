"""How a call into a submission ended without a value, and what was left out of a notebook."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "call.cpu_time": "Your code ran longer than the {limit} s one call may take.",
    "call.wall_time": "Your code did not answer within {limit} s.",
    "call.waiting": "Your code did not answer within {limit} s; it seems to wait for something.",
    "call.output": "Your code printed more than {limit} MiB and was stopped.",
    "call.memory": "Your code needed more than the {limit} MiB of memory it may use.",
    "call.bad_reply": "The process that ran your code sent {what}.",
    "call.bad_reply.brief": "The process that ran your code broke off its talk with the grader.",
    "call.signal": "The process that ran your code was ended by signal {signal}.",
    "call.exit": "The process that ran your code ended itself with exit code {code}; take out calls such as "
    "os._exit.",
    "call.ended": "The process that ran your code ended before the call returned.",
    "call.gone": "The process that ran your code is gone.",
    "call.results_too_large": "the results cannot be graded: those of {calls} calls take more than {limit} MiB",
    "call.refused_function": "{name} is what you are asked to write yourself here; do without it.",
    "call.refused_package": "{name} is not allowed here; allowed: {allowed}",
    "call.refused_unnamed": "This package is not allowed here; allowed: {allowed}",
    "call.breakpoint": "Your code starts a debugger (breakpoint() or pdb), and nobody is there to use it. Take the "
    "line out; where you need it, `grader check --debug` with the name of the function lets you use it.",
    #
    "import.line": "Line {line}",
    "import.cell": "Cell {cell}, line {line}",
    "import.unused": "{place}: {name} is not available here. Nothing uses it, so the import was left out.",
    "import.used": "{place}: {name} is not available here. Only what uses it fails. Available: {allowed}.",
    #
    "cell.loop": "Cell {cell}: a loop that sets {names} was not run; compute it in a function.",
    "cell.block": "Cell {cell}: a statement that changes {names} was not run; compute it in a function.",
    "cell.syntax": "Cell {cell} was left out: syntax error in its line {line}.",
    "cell.function": "Cell {cell}: the function {names} was left out.",
    "cell.class": "Cell {cell}: the class {names} was left out.",
    "cell.import": "Cell {cell}: the import was left out.",
    "cell.assignment": "Cell {cell}: what sets {names} was left out.",
    "cell.statement": "Cell {cell}: a statement was left out.",
    "cell.holds": "{function} stands in cell {cell} and is not there for the tests. {notice}",
    "cell.why.error": "It raised an error.",
    "cell.why.exception": "It raised {error}.",
    "cell.why.package": "The package {name} cannot be imported here.",
    "cell.why.name": "The name {name} is not defined.",
}
"""Sentences by id."""
