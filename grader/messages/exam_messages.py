"""What a mark of an exam means, and why a typed number cannot be read."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "answer.blank": "No answer.",
    "answer.right": "Right.",
    "answer.follow_on": "Right from your {parts}.",
    "answer.mistake_of_own": "{sentence} This is computed from your {parts}.",
    "answer.too_few_digits": "Right, but rounded too early.",
    "answer.opposite_sign": "The opposite sign would be right.",
    "answer.twice": "This is twice the right value.",
    "answer.half": "This is half of the right value.",
    "answer.times_ten": "This is 10^{power} times the right value.",
    "answer.unknown": "No known mistake.",
    "answer.unread": "Cannot be read: {reason}",
    "answer.no_option": "{text} is none of the choices. Type the letter of one of them, or its text.",
    #
    "paper.time": "{date}, {start} to {end}",
    "paper.extra": ", with {minutes} extra minutes",
    "paper.point": "1 point",
    "paper.points": "{points} points",
    "paper.answer": "Answer",
    "paper.integer": "a whole number",
    "paper.decimals.one": "{n} decimal",
    "paper.decimals.many": "{n} decimals",
    "paper.digits.one": "{n} significant digit",
    "paper.digits.many": "{n} significant digits",
    "paper.read": "read as ",
    "paper.or": " or ",
    "paper.unread": "not read as a number",
    "paper.save": "Save my answers as a file",
    "paper.saved": "Saved. Hand in the file {file} from your downloads.",
    "paper.unsaved": "Not saved yet. What you hand in is the file that this button saves.",
    "paper.no_script": "This page cannot save: its script does not run in this browser. Open it in another one.",
    "paper.no_draft": "This browser keeps no draft: answers are lost when the page is closed. Save often.",
    "paper.how": (
        "Type numbers as 0.375, 3/8, 37.5 % or 1.5e-3; roots, logarithms, powers, pi and e are read as well. "
        "This page keeps what you type in this browser."
    ),
    #
    "number.too_long": "a number has at most {most} characters.",
    "number.empty": "there is no number.",
    "number.not_finite": "this is not a finite number.",
    "number.no_single": "one number is asked for, no range and no comparison.",
    "number.character": "'{character}' has no meaning in a number.",
    "number.exponent": "exponents go up to {most}.",
    "number.thousands": "'{text}' has several separators of thousands. Leave them out.",
    "number.separators": "the points, commas or blanks in '{text}' make no number. Leave out separators of thousands.",
    "number.equalities": "there is more than one sign of equality.",
    "number.left_side": "what stands before the sign of equality is no name.",
    "number.zero_division": "it divides by zero.",
    "number.too_large": "the value is too large.",
    "number.undefined": "a root, logarithm or power in it is no real number.",
    "number.left_over": "'{text}' stands where the number should end.",
    "number.two_numbers": "two numbers stand side by side. Write the sign between them.",
    "number.unfinished": "something is missing at the end.",
    "number.misplaced": "'{sign}' stands where a number is expected.",
    "number.bracket": "a bracket is not closed.",
    "number.name": "'{name}' is no number. Known are pi, e, sqrt, ln, log2, log10, exp, sin, cos, tan and tanh.",
    "number.depth": "brackets and powers go {most} deep.",
}
"""Sentences by id."""
