"""What a look at the code itself shows, beside the tests that a function fails.

Each sentence states what stands in the file. None says that it is the reason why a test fails. ``{function}`` is a
function or method of the student's, ``{name}`` a name in their file, ``{names}`` several.
"""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "advice.heading": "In your code",
    "advice.undefined": "`{function}` uses `{name}`, and nothing in your file sets it.",
    "advice.not_run": "`{function}` uses `{name}`, which is set only in code that we do not run.",
    "advice.used_too_early": "`{function}` uses `{name}` before it gets a value there.",
    "advice.no_return": "`{function}` computes something and returns nothing. Is `return` missing?",
    "advice.return_in_loop": "`{function}` returns in the first round of a loop. Is `return` indented too far?",
    "advice.open_end": "`{function}` can end without `return`. Then its result is `None`.",
    "advice.defined_twice": "Your file defines `{function}` twice. Only the last one counts.",
    "advice.lost_value": "`{function}` computes something in a line of its own, and the result is lost. "
    "Is an assignment missing?",
    "advice.lost_result": "`{function}` calls `{name}`, and the result is lost. Is an assignment missing?",
    "advice.replaced_argument": "`{function}` replaces its argument `{name}` before it uses it.",
    "advice.unread_argument.one": "`{function}` never uses its argument {names}.",
    "advice.unread_argument.many": "`{function}` never uses its arguments {names}.",
    "advice.replaced_value": "`{function}` computes `{name}` and replaces it before it is used.",
    "advice.unused_value.one": "`{function}` computes {names} and never uses it.",
    "advice.unused_value.many": "`{function}` computes {names} and never uses them.",
    "advice.outside": "`{function}` uses `{name}`, which is computed outside of it. The tests call "
    "`{function}` with other data. Should it use an argument?",
}
"""Sentences by id."""
