"""What a student's numbers are: those of a changed reference, by the kind of the change.

A sentence says what comes out of which change, never that the student made it, and shows nothing of the reference's
code but names that the student knows.
"""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "change.sign": "Your numbers are what comes out if one term has the wrong sign.",
    "change.term_dropped": "Your numbers are what comes out if one term is left out.",
    "change.factor_dropped": "Your numbers are what comes out if one factor or divisor is left out.",
    "change.times_over": "Your numbers are what comes out if a product stands where a division is right, or the other "
    "way round.",
    "change.mean_sum.mean": "Your numbers are what comes out if a sum stands where a mean is right: the division by "
    "the number of terms is missing.",
    "change.mean_sum.sum": "Your numbers are what comes out if a mean stands where a sum is right: there is a "
    "division by the number of terms too many.",
    "change.divisor": "Your numbers are what comes out if a divisor is one too large or one too small, such as n for "
    "n - 1.",
    "change.axis": "Your numbers are what comes out if a sum, a mean or another reduction runs over the wrong axis.",
    "change.axis_left_out": "Your numbers are what comes out if a sum, a mean or another reduction runs over the "
    "whole array, not over one axis.",
    "change.transpose": "Your numbers are what comes out if a matrix is transposed where it should not be, or not "
    "transposed where it should be.",
    "change.border": "Your numbers are what comes out if a comparison treats equal values the other way, as > for >=.",
    "change.constant": "Your numbers are what comes out if another constant stands in the formula.",
    "change.off_by_one": "Your numbers are what comes out if a loop or a slice begins or ends one place too early or "
    "too late.",
    "change.index": "Your numbers are what comes out if an index is one place off, or the first is taken for the last.",
    "change.epsilon": "Your numbers are what comes out if the small constant eps is left out or stands at another "
    "place.",
    "change.root": "Your numbers are what comes out without the square root.",
    "change.mask": "Your numbers are what comes out if a mask or a condition is left out or inverted.",
    "change.swap": "Your numbers are what comes out if two values, arguments or axes change places.",
    "change.accumulate": "Your numbers are what comes out if each step replaces a sum instead of adding to it: only "
    "the last term is left.",
    "change.ignored_setting": "Your numbers are what comes out if {name} is ignored.",
    "change.bias": "Your numbers are what comes out without the bias.",
    "change.mode": "Your numbers are what comes out if training and evaluation change places.",
    "change.state": "Your numbers are what comes out if a step does not use the result of the step before.",
    "change.call_dropped": "Your numbers are what comes out without the {call}.",
    "change.call_twice": "Your numbers are what comes out if {call} is applied twice.",
    "change.call_other": "Your numbers are what comes out with {other} in place of {call}.",
    "change.scaled.negative": "Your numbers are what comes out if one intermediate result has the wrong sign.",
    "change.scaled.double": "Your numbers are what comes out if one intermediate result is twice as large: there is a "
    "factor 2 too many.",
    "change.scaled.half": "Your numbers are what comes out if one intermediate result is half as large: a factor 2 is "
    "missing.",
    "change.power_dropped": "Your numbers are what comes out if a square or another power is left out.",
    "change.power_added": "Your numbers are what comes out if one value is squared.",
    "change.condition_fixed": "Your numbers are what comes out if a case is not distinguished from another.",
    "change.step_dropped": "Your numbers are what comes out if one step of the calculation is left out.",
    "change.order": "Your numbers are what comes out if two steps of a loop change places: an old value is used "
    "where the new one is right, or the other way round.",
    "change.reverse": "Your numbers are what comes out if a loop runs in the other direction.",
    "change.other_name.both": "Your numbers are what comes out if {other} stands in one place where {name} is right.",
    "change.other_name.right": "Your numbers are what comes out if another value stands in one place where {name} is "
    "right.",
    "change.other_name.other": "Your numbers are what comes out if {other} stands in one place where another value is "
    "right.",
    "change.other_name.none": "Your numbers are what comes out if another intermediate result stands in one place.",
    "change.bracket": "Your numbers are what comes out if a factor or divisor reaches only one term of a sum, or one "
    "term too many: look at the brackets.",
    "change.count": "Your numbers are what comes out if another length is counted: the number of rows, of columns, of "
    "all elements.",
    "change.option_dropped": "Your numbers are what comes out if an option of {call} is left out.",
    "change.argument_exchanged": "Your numbers are the right ones for {name} and {other} exchanged.",
    "change.argument_more": "Your numbers are the right ones for {name} + 1 in place of {name}.",
    "change.argument_less": "Your numbers are the right ones for {name} - 1 in place of {name}.",
    "change.argument_left_out": "Your numbers are the right ones for {name} = 0: look where {name} is left out.",
    "change.argument_negated": "Your numbers are the right ones for -{name}: {name} has the wrong sign somewhere.",
    "change.argument_transposed": "Your numbers are the right ones for the transpose of {name}.",
    "change.argument_reversed": "Your numbers are the right ones for {name} in reverse order.",
    #
    "change.place": "Look where you use {names}.",
    "change.in_function": "The place is in {function}, or in your own way to compute it.",
    "change.part": "This explains {parts}.",
    "change.part_alone": "This explains {parts}; the other parts are wrong in another way.",
}
"""Sentences by id."""
