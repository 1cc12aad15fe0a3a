"""What can be proved about wrong numbers, and what differs between a value and the right one.

The ids of relations are those of the mistakes in a record, where one sentence belongs to one mistake (``factor:2``).
"""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "check:missing": "A check is missing: your function accepts an input that it must refuse. The rule: {rule}.",
    "check:missing.in_part": "A check is incomplete: of the inputs that break a rule, your function refuses some and "
    "accepts others.",
    "check:missing.where": "Those that it accepts have in common: {condition}.",
    "check:missing.rule": "The rule: {rule}.",
    "check:other_exception": "Your function fails with {kind} where it must raise {wanted}: a check is missing.",
    "check:too_strict": "Your own check stops your function for an input that the statement allows. Look at its "
    "condition.",
    "check:too_strict.where": "Your own check stops your function for inputs that the statement allows. They have in "
    "common: {condition}. Look at the condition of your check.",
    "condition.and": "{first}, and {second}",
    "condition.none": "{name} is None",
    "condition.zero": "{name} is 0",
    "condition.is_one": "{name} is 1",
    "condition.even": "{name} is even",
    "condition.odd": "{name} is odd",
    "condition.negative": "{name} is negative",
    "condition.empty": "{name} is empty",
    "condition.one_row": "the first axis of {name} has length 1",
    "condition.one_column": "the last axis of {name} has length 1",
    "condition.all_zero": "all values of {name} are 0",
    "condition.holds_zero": "a value of {name} is 0",
    "condition.holds_negative": "a value of {name} is negative",
    "condition.nonfinite": "{name} is infinite or NaN, or has such values",
    "condition.repeats": "a value of {name} occurs twice",
    "condition.unsorted": "the values of {name} are not in ascending order",
    "condition.not_divided": "{name} does not divide the length of the last axis of {other}",
    "condition.larger": "{name} is larger than the length of the last axis of {other}",
    "condition.unequal": "{name} and {other} have first axes of different lengths",
    "condition.equal_axes": "the last two axes of {name} are equally long",
    "condition.constant": "all values of {name} are equal",
    "condition.integers": "{name} holds integers",
    "condition.truth_values": "{name} holds truth values",
    "condition.axes": "the number of axes of {name} is {other}",
    "finding.either": "We cannot tell which: (1) {first} (2) {second}",
    "finding.part": "In your {parts}: {sentence}",
    "input:modified.one": "Your function changes its argument {arguments}; work on a copy of it.",
    "input:modified.many": "Your function changes {n} of its arguments, {arguments}; work on copies of them.",
    "input:returned": "Your function returns its argument {argument} unchanged. Look at what it computes and "
    "what it returns.",
    "state:not_deterministic": "Your function gave two different answers to the same inputs. Its answer "
    "depends on earlier calls or on random numbers.",
    "state:zeros": "Your function returns only zeros. Is the result filled before it is returned?",
    "state:ones": "Your function returns only ones. Is the result filled before it is returned?",
    "state:unfilled": "Where your result is not 0 it is right; the other entries are 0 and must not be. Either nothing "
    "fills them, or an exponential is so small there that it is rounded to 0.",
    "state:zero_rows": "Some rows of your result are 0 and must not be; the other rows are right. Either nothing fills "
    "these rows, or an exponential is so small there that it is rounded to 0.",
    "state:same_answer": "Your function gives the same answer for different inputs. Does it use all of its "
    "inputs?",
    "state:one_number": "Your function returns the same number everywhere, in every call. Does it use all of "
    "its inputs?",
    #
    "parts:swapped": "Your function returns the right two results in the wrong order. Look at the order that "
    "the statement asks for.",
    "parts:order": "Your function returns the right results in the wrong order. Look at the order that the "
    "statement asks for.",
    "parts:only": "Your function returns only part {part} of the result. Return all parts.",
    "parts:too_many": "Your function returns the right result and others beside it. Return only what the "
    "statement asks for.",
    "type:list": "Your values are right, but they are in a list. Return an array, for example with np.array.",
    "dtype:truncated": "Your numbers are the right ones, cut off to integers. Look for an array of integers "
    "or for a conversion to int.",
    "dtype:only": "Your values are right, but their dtype is wrong. Look at where an array is created or "
    "converted.",
    "dtype:only.number": "Your value is right, but it is another kind of number. Look at / and // and at "
    "conversions.",
    #
    "layout:transposed": "Your result is the transpose of the right one. Look at the order of the axes and "
    "at each .T.",
    "layout:axes": "Your result is the right one with its axes in the order {axes}. Look at the order of the "
    "axes and at each .T.",
    "layout:cut": "Your result holds the right values in wrong places: they were reshaped where axes must be "
    "exchanged. reshape keeps the order of the values; transpose and moveaxis move axes.",
    "layout:reversed": "Your result is the right one in reverse order along its first axis. Look at the "
    "direction of loops and slices.",
    "layout:reversed_columns": "Your result is the right one in reverse order along its last axis. Look at "
    "the direction of loops and slices.",
    "layout:first_is_last": "Your result holds the right values, but the first one stands at the end. Which "
    "value must come first?",
    "layout:last_is_first": "Your result holds the right values, but the last one stands at the beginning. "
    "Which value must come first?",
    "layout:late": "Your values stand one place too late along the first axis. Look for an index that is "
    "wrong by one.",
    "layout:early": "Your values stand one place too early along the first axis. Look for an index that is "
    "wrong by one.",
    "layout:ascending": "Your result holds the right values, sorted in ascending order. Which order is asked "
    "for?",
    "layout:descending": "Your result holds the right values, sorted in descending order. Which order is "
    "asked for?",
    "layout:permuted_rows": "Your result holds the right rows in another order. Look at the order of your "
    "loop over the rows.",
    "layout:permuted_columns": "Your result holds the right columns in another order. Look at the order of "
    "features or classes.",
    "layout:permuted": "Your result holds exactly the right values in wrong places. Look at each reshape, "
    "axis and index.",
    #
    "sign": "Your result has the wrong sign. Look at what is subtracted from what.",
    "factor:2": "Your result is twice the right one: there is a factor 2 too many.",
    "factor:1/2": "Your result is half of the right one: a factor 2 is missing.",
    "factor:-2": "Your result is minus twice the right one. The sign is wrong, and there is a factor 2 too "
    "many.",
    "factor:-1/2": "Your result is minus half of the right one. The sign is wrong, and a factor 2 is missing.",
    "factor:100": "Your result is a hundred times the right one. A fraction is asked for, not per cent.",
    "factor:1/100": "Your result is a hundredth of the right one. Per cent is asked for, not a fraction.",
    "log:2_for_e": "Your result is the right one with logarithms to base 2. Use the natural logarithm.",
    "log:10_for_e": "Your result is the right one with logarithms to base 10. Use the natural logarithm.",
    "log:e_for_2": "Your result is the right one with natural logarithms. Use logarithms to base 2.",
    "log:e_for_10": "Your result is the right one with natural logarithms. Use logarithms to base 10.",
    "factor:constant": "All your values are wrong by the same factor, in every call: a constant factor is wrong.",
    "factor:per_call": "All values of a call are wrong by the same factor. In another call the factor is "
    "another one. Look at what the whole result is multiplied or divided by.",
    "factor:per_row": "Each row is wrong by a factor of its own. Look at what a row is multiplied or divided "
    "by, and at the axis of it.",
    "factor:per_column": "Each column is wrong by a factor of its own. Look at what a column is multiplied "
    "or divided by, and at the axis of it.",
    "factor:size.sum": "Your result is the right one times {factor}. Is a mean asked for where you take a "
    "sum?",
    "factor:size.mean": "Your result is the right one times {factor}. Look for a division that should not be "
    "there.",
    "factor:size.ddof": "Your result is the right one times {factor}. Look at the divisor: n or n - 1?",
    "factor:size.root": "Your result is the right one times {factor}. Is a division by a square root missing?",
    "factor:size.root_too_many": "Your result is the right one times {factor}. Look for a division by a "
    "square root that should not be there.",
    "factor:size.sum_doubled": "Your result is the right one times {factor}. Is a mean asked for where you "
    "take a sum? There is also a factor 2 too many.",
    "factor:size.sum_halved": "Your result is the right one times {factor}. Is a mean asked for where you "
    "take a sum? A factor 2 is also missing.",
    "factor:size.mean_doubled": "Your result is the right one times {factor}. Look for a division that "
    "should not be there. There is also a factor 2 too many.",
    "factor:size.mean_halved": "Your result is the right one times {factor}. Look for a division that should "
    "not be there. A factor 2 is also missing.",
    "factor:size.sum_negated": "Your result is the right one times {factor}. Is a mean asked for where you "
    "take a sum? The sign is also wrong.",
    "factor:size.mean_negated": "Your result is the right one times {factor}. Look for a division that "
    "should not be there. The sign is also wrong.",
    "size.entries": "Here n is the number of entries of argument {argument}.",
    "size.first_axis": "Here n is the length of the first axis of argument {argument}.",
    "size.second_axis": "Here m is the length of the second axis of argument {argument}.",
    "size.third_axis": "Here m is the length of the third axis of argument {argument}.",
    "size.fourth_axis": "Here m is the length of the fourth axis of argument {argument}.",
    "size.fifth_axis": "Here m is the length of the fifth axis of argument {argument}.",
    "size.sixth_axis": "Here m is the length of the sixth axis of argument {argument}.",
    "size.last_axis": "Here d is the length of the last axis of argument {argument}.",
    "size.elements": "Here N is the number of all elements of argument {argument}.",
    #
    "quantity.first": "the length of the first axis of {name}",
    "quantity.second": "the length of the second axis of {name}",
    "quantity.third": "the length of the third axis of {name}",
    "quantity.fourth": "the length of the fourth axis of {name}",
    "quantity.length": "the length of {name}",
    "quantity.sum": "the sum of {name}",
    "quantity.inverse": "1 / {what}",
    "quantity.square": "the square of {what}",
    "quantity.inverse_square": "1 / the square of {what}",
    "quantity.root": "the root of {what}",
    "quantity.inverse_root": "1 / the root of {what}",
    "quantity.unbiased": "n / (n - 1), where n is {what}",
    "quantity.biased": "(n - 1) / n, where n is {what}",
    "quantity.product.1": "{a}",
    "quantity.product.2": "{a}, times {b}",
    "quantity.product.3": "{a}, times {b}, times {c}",
    "factor:quantity": "Your result is the right one times a factor that should not be there: {factor}.",
    "offset:quantity": "All values are wrong by the same amount, which is {amount}. A term is there that should not "
    "be, or one is missing.",
    "offset:+1": "Each value is exactly 1 too large. Look at where you count from, and for a term 1 too many.",
    "offset:-1": "Each value is exactly 1 too small. Look at where you count from, and for a missing term 1.",
    "offset:constant": "All values are wrong by the same amount, in every call: a constant term is wrong.",
    "offset:per_call": "All values are wrong by the same amount: a constant term is wrong. In another call "
    "the amount is another one.",
    "offset:per_row": "In each row, all values are wrong by the same amount. Look at what is added to or "
    "subtracted from a whole row, and along which axis it is computed.",
    "offset:per_column": "In each column, all values are wrong by the same amount. Look at what is added to "
    "or subtracted from a whole column, for example a mean or a bias.",
    #
    "transform:square": "Your result is the square of the right one. Look for a square root that is missing.",
    "transform:root": "Your result is the square root of the right one. Look for a square root too many.",
    "transform:reciprocal": "Your result is 1 divided by the right one. Are numerator and denominator "
    "exchanged?",
    "transform:log": "Your result is the logarithm of the right one. Look for a log too many or a missing "
    "exp.",
    "transform:-log": "Your result is minus the logarithm of the right one. Look for a log and a sign too "
    "many.",
    "transform:exp": "Your result is the exponential of the right one. Look for an exp too many or a missing "
    "log.",
    "transform:complement": "Your result is 1 minus the right one. Are two classes, or p and 1 - p, "
    "exchanged?",
    "transform:abs": "Your result is the right one without its signs. Look for an abs, a square or a norm.",
    "transform:positive": "Your result is the right one with negative values set to 0. Look for a maximum "
    "with 0 too many.",
    "transform:rounded": "Your result is the right one, rounded to whole numbers. Look for a rounding or a "
    "conversion to int.",
    "transform:truncated": "Your result is the right one, cut off to whole numbers. Look for // and for a "
    "conversion to int.",
    "transform:cumulated": "Your result is the cumulative sum of the right one. Look for += where = is right.",
    "transform:sigmoid": "Your result is the sigmoid of the right one: one activation too many.",
    "transform:softmax": "Your result is the softmax of the right one: one activation too many.",
    "transform:tanh": "Your result is the tanh of the right one: one activation too many.",
    "mask:inverted": "Each truth value is the opposite of the right one. What does True mean in this mask?",
    #
    "normalise:axis.first_for_last": "Your result sums to 1 over the first axis. It must sum to 1 over the "
    "last axis. Look at the axis of the sum that you divide by.",
    "normalise:axis.last_for_first": "Your result sums to 1 over the last axis. It must sum to 1 over the "
    "first axis. Look at the axis of the sum that you divide by.",
    "normalise:axis.whole_for_last": "Your result sums to 1 over the whole array. It must sum to 1 over the "
    "last axis. Look at the axis of the sum that you divide by.",
    "normalise:axis.whole_for_first": "Your result sums to 1 over the whole array. It must sum to 1 over the "
    "first axis. Look at the axis of the sum that you divide by.",
    "normalise:sum": "Your values have the right proportions, but they do not sum to 1. Look at what you "
    "divide by.",
    "normalise:norm": "Your vectors have the right direction, but not the length 1. Look at what you divide "
    "by.",
    "normalise:mean": "Your values differ from the right ones by a constant: their mean is not 0. Look at "
    "where the mean is subtracted.",
    #
    "edge:first": "Your values are wrong only at the start of the first axis. Look at the first step, and at "
    "where loops and slices begin.",
    "edge:last": "Your values are wrong only at the end of the first axis. Look at the last step, and at "
    "where loops and slices end.",
    "edge:both": "Your values are wrong only at the two ends of the first axis. Look at padding and at "
    "borders.",
    "edge:first_column": "Your values are wrong only at the start of the last axis. Look at the first step, "
    "and at where loops and slices begin.",
    "edge:last_column": "Your values are wrong only at the end of the last axis. Look at the last step, and "
    "at where loops and slices end.",
    "edge:both_column": "Your values are wrong only at the two ends of the last axis. Look at padding and at "
    "borders.",
    #
    "precision:narrow_float": "Your values are nearly right, and each of them is a {dtype} number. Look for "
    "a conversion to {dtype}.",
    "precision:overflow": "Your integers are wrong by multiples of 2^{bits}: an integer of {bits} bits "
    "overflows in a sum or a product.",
    "precision:digits": "Your values are right to about {digits} digits only. Look for an approximation, a "
    "small constant such as an epsilon, or a narrower float.",
    #
    "nan:right_is_zero": "Your result is NaN or infinite exactly where the right one is 0. Look at cases "
    "such as 0/0 and 0 times log 0.",
    "nan:input_is_zero": "Your result is NaN or infinite exactly where an input is 0. Look at divisions and "
    "logarithms.",
    "nan:input_is_nan": "Your result is NaN exactly where an input is NaN. How must missing values be "
    "treated?",
    "nan:overflow": "Your result is NaN or infinite exactly where an input is very large. Look for an exp "
    "that overflows.",
    "nan:input_is_constant": "Your result is NaN or infinite exactly where a row or column of an input is "
    "constant. Look at divisions: a standard deviation or a range is 0 there.",
    "nan:everywhere": "Your result is NaN or infinite everywhere. Look for a division by 0 or a logarithm of "
    "0.",
    #
    "shape:axis_lost": "Your values are right, but an axis of length 1 is missing. Look at keepdims and at "
    "indices.",
    "shape:axis_kept": "Your values are right, but there is an axis of length 1 too many. Look at keepdims "
    "and at reshape.",
    "shape:flattened": "Your values are right, but they stand in one long row. Give the result its axes.",
    "shape:reshaped": "Your values are right and in the right order, but in another shape. Look at each "
    "reshape.",
    "shape:summed": "Your result is the right one, summed over an axis: one sum too many.",
    "shape:averaged": "Your result is the right one, averaged over an axis: one mean too many.",
    "shape:sum_missing": "The sum of your result over an axis is the right result: a sum is missing.",
    "shape:mean_missing": "The mean of your result over an axis is the right result: a mean is missing.",
    "shape:first_missing": "Your values are right, but the first is missing. Look at where loops and slices "
    "begin.",
    "shape:last_missing": "Your values are right, but the last is missing. Look at where loops and slices "
    "end.",
    "shape:first_extra": "Your values are right, but there is one too many at the beginning. Look at where "
    "loops and slices begin.",
    "shape:last_extra": "Your values are right, but there is one too many at the end. Look at where loops "
    "and slices end.",
    "shape:broadcast": "Your result has shape (n, n) where n values are right. Look for an array of shape "
    "(n,) combined with one of shape (n, 1).",
    #
    "difference.none_returned": "Your function returned nothing. Is `return` missing?",
    "difference.none": "The value that the test looks at is None.",
    "difference.none_in_part": "A part of the result is None.",
    "difference.no_gradient": "The result has no gradient: something cut it from the inputs. Look for detach, no_grad, "
    "item and numpy.",
    "difference.type": "The result has the wrong type.",
    "difference.kind": "The result holds the wrong kind of values.",
    "difference.length": "The result has the wrong number of parts.",
    "difference.keys": "The result has the wrong keys.",
    "difference.shape": "The result has the wrong shape.",
    "difference.shape.part": "{part} has the wrong shape.",
    "difference.dtype": "You returned another kind of floating-point number than {right}.",
    "difference.dtype.named": "You returned {got} where {right} is right.",
    "difference.dtype.input": "You returned {got} for {right} input.",
    "difference.nonfinite": "The result holds NaN or infinity where finite numbers are right.",
    "difference.nonfinite.missing": "The result must hold NaN or infinity at some places; yours does not.",
    "difference.set": "The set does not hold the right elements.",
    "difference.text": "The text differs from the right one.",
    "difference.truth": "Some truth values are wrong.",
    "difference.named": "These values are wrong: {what}.",
    "difference.values": "Some values are wrong.",
    "difference.values.whole": "The numbers are completely different: look at the formula, not at rounding.",
    "difference.values.share": "Some numbers are wrong, by up to {share} % of the largest one.",
    "difference.values.tiny": "Tiny differences where this test needs exact values.",
    "difference.value.whole": "The number is completely different: look at the formula, not at rounding.",
    "difference.value.share": "The number is wrong by up to {share} %.",
    "difference.value.tiny": "A tiny difference where this test needs the exact value.",
    "difference.count": "The number is wrong.",
    "difference.counts": "Some numbers are wrong.",
    #
    "part.key": "The part `{name}`",
    "part.named.1": "The first result (`{name}`)",
    "part.named.2": "The second result (`{name}`)",
    "part.named.3": "The third result (`{name}`)",
    "part.named.4": "The fourth result (`{name}`)",
    "part.named.5": "The fifth result (`{name}`)",
    "part.named.6": "The sixth result (`{name}`)",
    "part.named.7": "The seventh result (`{name}`)",
    "part.1": "The first result",
    "part.2": "The second result",
    "part.3": "The third result",
    "part.4": "The fourth result",
    "part.5": "The fifth result",
    "part.6": "The sixth result",
    "part.7": "The seventh result",
    #
    "needed.none": "The test needed None.",
    "needed.tuple": "The test needed a tuple.",
    "needed.list": "The test needed a list.",
    "needed.dict": "The test needed a dict.",
    "needed.string": "The test needed a string.",
    "needed.set": "The test needed a set.",
    "needed.object": "The test needed an object of another kind.",
    "needed.number": "The test needed a single number.",
    "needed.truth": "The test needed True or False.",
    "needed.tensor": "The test needed a tensor.",
    "needed.array": "The test needed an array.",
    "needed.truths": "The test needed truth values.",
    "needed.integers": "The test needed integers.",
    "needed.floats": "The test needed floating-point numbers.",
    "needed.complex": "The test needed complex numbers.",
    "needed.text": "The test needed text.",
    "needed.bytes": "The test needed bytes.",
    #
    "detail.at": "at {path}:",
    "detail.expected": "expected {value}",
    "detail.got": "got      {value}",
    "detail.missing_keys": "missing keys: {keys}",
    "detail.surplus_keys": "keys not asked for: {keys}",
    "detail.missing": "missing: {elements}",
    "detail.surplus": "not asked for: {elements}",
    "detail.nothing": "none",
    "detail.rank": "{expected} axes expected, got {got}",
    "detail.axis": "axis {axis}: expected length {expected}, got {got}",
    "detail.wrong_elements": "{wrong} of {all} elements differ; {expected}",
    "detail.worst": "worst at index {index}: expected {expected}, got {got}",
    "detail.tolerance": "tolerance: rtol {rtol}, atol {atol}",
    "detail.parts": "{type} of {n}",
    "detail.array": "array of shape {shape}, {dtype}",
    "detail.tensor": "tensor of shape {shape}, {dtype}",
    "detail.long_integer": "an integer of {bits} bits",
}
"""Sentences by id."""
