"""What a student's numbers are: those of a changed reference, by the kind of the change.

A sentence says what comes out of which change, never that the student made it, and shows nothing of the reference's
code but names that the student knows.
"""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "change.numbers": "Your numbers are",
    "change.one_part": "Your {part} is",
    "change.parts": "Your {parts} are",
    #
    "change.sign": "{subject} what comes out if one term has the wrong sign.",
    "change.sign.of": "{subject} what comes out if {what} has the wrong sign.",
    "change.term_dropped": "{subject} what comes out if one term is left out.",
    "change.term_dropped.of": "{subject} what comes out without the term {what}: it is left out somewhere.",
    "change.term_added": "{subject} what comes out if there is one term too many.",
    "change.term_added.of": "{subject} what comes out if {what} is added where it should not be: one term too many.",
    "change.factor_dropped": "{subject} what comes out if one factor or divisor is left out.",
    "change.factor_dropped.of": "{subject} what comes out without the factor or divisor {what}: it is left out "
    "somewhere.",
    "change.factor_added": "{subject} what comes out if there is one factor too many, or a division is missing.",
    "change.factor_added.of": "{subject} what comes out if there is a factor {what} too many, or a division by it is "
    "missing.",
    "change.slope_added": "{subject} what comes out if a derivative of the form s(1 - s) is a factor where it should "
    "not be.",
    "change.slope_added.of": "{subject} what comes out if there is a factor s(1 - s) too many, where s is {what}: a "
    "derivative is taken once too often.",
    "change.divisor_added": "{subject} what comes out if there is one division too many, or a factor is missing.",
    "change.divisor_added.of": "{subject} what comes out if there is a division by {what} too many, or a factor of it "
    "is missing.",
    "change.times_over": "{subject} what comes out if a product stands where a division is right, or the other way "
    "round.",
    "change.times_over.of": "{subject} what comes out if {what} divides where it should multiply, or the other way "
    "round.",
    "change.mean_sum.mean": "{subject} what comes out if a sum stands where a mean is right: the division by the "
    "number of terms is missing.",
    "change.mean_sum.mean.of": "{subject} what comes out with the sum of {what} where the mean is right: the division "
    "by the number of terms is missing.",
    "change.mean_sum.sum": "{subject} what comes out if a mean stands where a sum is right: there is a division by "
    "the number of terms too many.",
    "change.mean_sum.sum.of": "{subject} what comes out with the mean of {what} where the sum is right: there is a "
    "division by the number of terms too many.",
    "change.divisor": "{subject} what comes out if a divisor is one too large or one too small, such as n for n - 1.",
    "change.divisor.ddof": "{subject} what comes out if a variance is divided by n where n - 1 is right, or the other "
    "way round.",
    "change.divisor.larger": "{subject} what comes out with the divisor {what} where {what} - 1 is right.",
    "change.divisor.smaller": "{subject} what comes out with the divisor {what} - 1 where {what} is right.",
    "change.axis": "{subject} what comes out if a sum, a mean or another reduction runs over the wrong axis.",
    "change.axis.from": "{subject} what comes out if a sum, a mean or another reduction runs over the wrong axis: "
    "axis {other} in place of {axis}.",
    "change.axis_left_out": "{subject} what comes out if a sum, a mean or another reduction runs over the whole "
    "array, not over one axis: one number in place of one for each row or column.",
    "change.transpose": "{subject} what comes out if a matrix is transposed where it should not be, or not "
    "transposed where it should be.",
    "change.transpose.added": "{subject} what comes out if {what} is transposed where it should not be.",
    "change.transpose.dropped": "{subject} what comes out if {what} is not transposed where it should be: a transpose "
    "is missing.",
    "change.border": "{subject} what comes out if a comparison treats equal values the other way, as > for >=.",
    "change.constant": "{subject} what comes out if another constant stands in the formula.",
    "change.constant.of": "{subject} what comes out with {other} in place of {what} in the formula.",
    "change.constant_other": "{subject} what comes out if another constant stands in the formula.",
    "change.off_by_one": "{subject} what comes out if a loop or a slice begins or ends one place too early or too "
    "late.",
    "change.first_round": "{subject} what comes out if a loop ends after its first round: only the first is used.",
    "change.index": "{subject} what comes out if an index is one place off, or the first is taken for the last.",
    "change.index.of": "{subject} what comes out if the wrong place of {what} is used: one place off, or the first "
    "for the last.",
    "change.index.first.of": "{subject} what comes out if the first entry of {what} stands in one place where others "
    "are right.",
    "change.index.last.of": "{subject} what comes out if the last entry of {what} stands in one place where others are "
    "right.",
    "change.index.later.of": "{subject} what comes out if {what} is read one place too late.",
    "change.index.earlier.of": "{subject} what comes out if {what} is read one place too early: an old value for the "
    "new one, or an index that is off by one.",
    "change.index_dropped": "{subject} what comes out if a selection or a new order of entries is left out.",
    "change.index_dropped.of": "{subject} what comes out if {what} is used as it is: a selection or a new order of its "
    "entries is left out.",
    "change.epsilon": "{subject} what comes out if the small constant eps is left out or stands at another place.",
    "change.centred": "{subject} what comes out if a mean is subtracted where it should not be.",
    "change.centred.of": "{subject} what comes out if the mean of {what} is subtracted, where it should not be.",
    "change.first_value": "{subject} what comes out if the first or the last value stands where the mean is right.",
    "change.first_value.of": "{subject} what comes out if the first or the last value of {what} stands where the mean "
    "is right.",
    "change.activation": "{subject} what comes out with {other} in place of the right activation.",
    "change.activation.slope": "{subject} what comes out if negative values count {other} where they must count 0.",
    "change.as_given": "{subject} what comes out if an argument is used in one place as it was passed, without what "
    "your function must do to it first (for example sort it).",
    "change.as_given.of": "{subject} what comes out if {what} is used in one place as it was passed, without what your "
    "function must do to it first (for example sort it).",
    "change.updated_early": "{subject} what comes out if one value is updated first and the step of another is "
    "computed with the new one. Compute both steps with the old values.",
    "change.updated_early.of": "{subject} what comes out if {what} is updated first and the step of {other} is "
    "computed with the new value. Compute both steps with the old values.",
    "change.root": "{subject} what comes out without the square root.",
    "change.root.of": "{subject} what comes out with {what} where its square root is right.",
    "change.mask": "{subject} what comes out if a mask or a condition is left out or inverted.",
    "change.bound_dropped": "{subject} what comes out if a lower or upper bound is left out.",
    "change.bound_dropped.of": "{subject} what comes out if a maximum or minimum is left out: {what} is no bound.",
    "change.swap": "{subject} what comes out if two values, arguments or axes change places.",
    "change.swap.of": "{subject} what comes out if {what} and {other} change places: their order is exchanged.",
    "change.accumulate": "{subject} what comes out if each step replaces a sum instead of adding to it: only the last "
    "term is left.",
    "change.accumulate.of": "{subject} what comes out if each step overwrites {what} instead of adding to it: only "
    "the last term is left.",
    "change.added_up": "{subject} what comes out if a loop adds up a value over its rounds and never sets it back.",
    "change.added_up.of": "{subject} what comes out if a loop adds up {what} over its rounds and never sets "
    "this sum back to zero.",
    "change.last_term": "{subject} what comes out if only the last or the first term of a sum is left.",
    "change.last_term.of": "{subject} what comes out if only the last or the first term of the sum of {what} is left: "
    "it is overwritten, not added up.",
    "change.stale": "{subject} what comes out if a loop uses an old value, from before its first round, where the "
    "newest is right.",
    "change.stale.of": "{subject} what comes out if a loop uses {what} from before its first round, where the newest "
    "value is right.",
    "change.ignored_setting": "{subject} what comes out if {name} is ignored.",
    "change.bias": "{subject} what comes out without the bias.",
    "change.mode": "{subject} what comes out if training and evaluation change places.",
    "change.state": "{subject} what comes out if a step does not use the result of the step before.",
    "change.state.of": "{subject} what comes out if {what} is not updated: it stays what it was before.",
    "change.call_dropped": "{subject} what comes out without the {call}.",
    "change.call_dropped.of": "{subject} what comes out without the {call} of {what}.",
    "change.call_twice": "{subject} what comes out if {call} is applied twice.",
    "change.call_twice.of": "{subject} what comes out if {call} is applied twice to {what}.",
    "change.call_other": "{subject} what comes out with {other} in place of {call}.",
    "change.call_other.of": "{subject} what comes out with {other} in place of {call} for {what}.",
    "change.call_added": "{subject} what comes out if {call} is applied where it should not be.",
    "change.call_added.of": "{subject} what comes out if {call} is applied to {what}, where it should not be.",
    "change.scaled.negative": "{subject} what comes out if one intermediate result has the wrong sign.",
    "change.scaled.negative.of": "{subject} what comes out if {what} has the wrong sign.",
    "change.scaled.double": "{subject} what comes out if one intermediate result is twice as large: there is a factor "
    "2 too many.",
    "change.scaled.double.of": "{subject} what comes out if {what} is twice as large: there is a factor 2 too many.",
    "change.scaled.half": "{subject} what comes out if one intermediate result is half as large: a factor 2 is "
    "missing.",
    "change.scaled.half.of": "{subject} what comes out if {what} is half as large: a factor 2 is missing.",
    "change.power_dropped": "{subject} what comes out if a square or another power is left out.",
    "change.power_dropped.of": "{subject} what comes out if {what} is not squared, or another power of it is left out.",
    "change.power_other": "{subject} what comes out with the power {other} in place of the power {power}.",
    "change.power_other.of": "{subject} what comes out with the power {other} of {what} in place of the power {power}.",
    "change.condition_dropped": "{subject} what comes out if only one of two conditions is asked for.",
    "change.condition_dropped.of": "{subject} what comes out if only one of two conditions is asked for: {what} "
    "are not looked for.",
    "change.cut_otherwise": "{subject} what comes out if values are reshaped where axes must be exchanged, or the "
    "other way round: the right values in wrong places. reshape keeps the order of the values, transpose moves axes.",
    "change.narrowed": "{subject} what comes out if a step computes in float32: about half of the digits are lost.",
    "change.old_for_new": "{subject} what comes out if one value is computed from an old value in place of the new "
    "one, or the other way round.",
    "change.old_for_new.of": "{subject} what comes out if {other} stands in one place where {what} is right: an old "
    "value for the new one, or the other way round.",
    "change.power_added": "{subject} what comes out if one value is squared.",
    "change.power_added.of": "{subject} what comes out if {what} is squared where it should not be.",
    "change.square_order": "{subject} what comes out with the square of a sum where the sum of squares is right, or "
    "the other way round.",
    "change.square_order.of": "{subject} what comes out with the square of {what} + {other} where the squares are "
    "added, or the other way round.",
    "change.complement": "{subject} what comes out with one minus a value in place of the value, or the other way "
    "round.",
    "change.complement.of": "{subject} what comes out with 1 - {what} in place of {what}.",
    "change.complement.more": "{subject} what comes out with 1 + {what} in place of {what}.",
    "change.complement.dropped": "{subject} what comes out with {what} where 1 minus or plus it is right: the 1 is "
    "missing.",
    "change.condition_fixed": "{subject} what comes out if a case is not distinguished from another.",
    "change.step_dropped": "{subject} what comes out if one step of the calculation is left out.",
    "change.step_dropped.of": "{subject} what comes out if {what} is not set or not updated in one step.",
    "change.order": "{subject} what comes out if two steps of a loop change places: an old value is used where the "
    "new one is right, or the other way round.",
    "change.order.of": "{subject} what comes out if {other} is computed before {what}: the value before the step is "
    "used where the new one is right, or the other way round.",
    "change.reverse": "{subject} what comes out if a loop runs in the other direction.",
    "change.other_name.both": "{subject} what comes out if {other} stands in one place where {name} is right.",
    "change.other_name.right": "{subject} what comes out if another value stands in one place where {name} is right.",
    "change.other_name.other": "{subject} what comes out if {other} stands in one place where another value is right.",
    "change.other_name.none": "{subject} what comes out if another intermediate result stands in one place.",
    "change.bracket": "{subject} what comes out if a factor or divisor reaches only one term of a sum, or one term "
    "too many: look at the brackets.",
    "change.count": "{subject} what comes out if another length is counted: the number of rows, of columns, of all "
    "elements.",
    "change.count.of": "{subject} what comes out with {other} where {what} is right.",
    "change.count.other": "{subject} what comes out with a division by {other}, where another number is right.",
    "change.option_dropped": "{subject} what comes out if an option of {call} is left out.",
    "change.argument_exchanged": "{subject} right for {name} and {other} exchanged.",
    "change.argument_more": "{subject} right for {name} + 1 in place of {name}.",
    "change.argument_less": "{subject} right for {name} - 1 in place of {name}.",
    "change.argument_left_out": "{subject} right for {name} = 0: look where {name} is left out.",
    "change.argument_causal": "{subject} right with a causal mask: without a {name}, all places may be "
    "seen, the later ones too.",
    "change.argument_negated": "{subject} right for -{name}: {name} has the wrong sign somewhere.",
    "change.argument_transposed": "{subject} right for the transpose of {name}.",
    "change.argument_reversed": "{subject} right for {name} in reverse order.",
    "change.argument_centred": "{subject} right for {name} without its mean: the mean is subtracted where it should "
    "not be, or a term with the mean of {name} is missing.",
    "change.argument_standardised": "{subject} right for {name} divided by its standard deviation.",
    "change.argument_rounded": "{subject} right for {name} rounded to whole numbers.",
    "change.argument_sorted": "{subject} right for {name} sorted.",
    "change.argument_positive": "{subject} right for {name} without its negative values: they are set to 0.",
    "change.argument_absolute": "{subject} right for the absolute value of {name}.",
    "change.argument_squared": "{subject} right for the square of {name}.",
    "change.argument_halved": "{subject} right for half of {name}.",
    "change.argument_summed": "{subject} right for the sum of {name} over its first axis in place of each row.",
    "change.argument_pooled": "{subject} right for the mean of all of {name} in place of each of them.",
    "change.argument_averaged": "{subject} right for the mean of {name} over its first axis in place of each row.",
    "change.diagonal": "{subject} what comes out if only the diagonal of a matrix is used.",
    "change.diagonal.of": "{subject} what comes out if only the diagonal of {what} is used.",
    "change.argument_doubled": "{subject} right for twice {name}.",
    #
    "change.target": "Look at how you compute {target}.",
    "change.place": "Look where you use {names}.",
    "change.in_function": "The place is in {function}, or in your own way to compute it.",
    "change.coefficient.double": "{subject} what comes out if one term is twice as large: there is a factor 2 too "
    "many.",
    "change.coefficient.double.of": "{subject} what comes out if the term {what} is twice as large: there is a factor "
    "2 too many.",
    "change.coefficient.half": "{subject} what comes out if one term is half as large: a factor 2 is missing.",
    "change.coefficient.half.of": "{subject} what comes out if the term {what} is half as large: a factor 2 is "
    "missing.",
    "change.coefficient.negative": "{subject} what comes out if one term has the wrong sign.",
    "change.coefficient.negative.of": "{subject} what comes out if the term {what} has the wrong sign.",
    "change.coefficient.zero": "{subject} what comes out if one term is left out.",
    "change.coefficient.zero.of": "{subject} what comes out without the term {what}.",
    "change.coefficient.quantity": "{subject} what comes out if one term is multiplied by a number that should not be "
    "there: {factor}.",
    "change.coefficient.quantity.of": "{subject} what comes out if the term {what} is multiplied by a number that "
    "should not be there: {factor}.",
    "change.coefficient.other": "{subject} what comes out if one term has a wrong factor or divisor; the other terms "
    "are right.",
    "change.coefficient.other.of": "{subject} what comes out if the term {what} has a wrong factor or divisor; the "
    "other terms are right.",
    "change.share": "Part of the error is",
    "change.pair": "Two mistakes together explain your numbers. (1) {first} (2) {second}",
    "change.others_wrong": "Another part of your result is wrong in another way.",
}
"""Sentences by id."""
