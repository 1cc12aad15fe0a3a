"""What can be proved about wrong numbers, and what differs between a value and the right one.

The ids of relations are those of the mistakes in a record, where one sentence belongs to one mistake (``factor:2``).
"""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "finding.either": "We cannot tell which: (1) {first} (2) {second}",
    "input:modified.one": "Your function changes its argument {arguments}; work on a copy of it.",
    "input:modified.many": "Your function changes {n} of its arguments, {arguments}; work on copies of them.",
    "input:returned": "Your function returns its argument {argument} unchanged; look at what is computed "
    "and never returned.",
    "state:not_deterministic": "Your function gave two different answers to the same inputs: its answer "
    "depends on earlier calls or on chance. Look for random numbers, and for anything kept from one call to "
    "the next.",
    "state:zeros": "Your function returns zeros; look for a result that is allocated and never filled.",
    "state:ones": "Your function returns ones; look for a result that is allocated and never filled.",
    "state:same_answer": "Your function gives the same answer for different inputs; look for an input it "
    "never uses.",
    "state:one_number": "Your function returns one number at every place of every result; look for an input "
    "it never uses.",
    #
    "parts:swapped": "Your function returns the right two values in the wrong order; look at the order the "
    "statement asks for.",
    "parts:order": "Your function returns the right values in the wrong order; look at the order the "
    "statement asks for.",
    "parts:only": "Your function returns only part {part} of the result; return all the parts asked for.",
    "parts:too_many": "Your function returns the right value and others beside it; return only what is "
    "asked for.",
    "type:list": "Your values are right but stand in a list; return an array, as np.array makes one.",
    "dtype:truncated": "Your result holds the right numbers cut off to integers; look for an integer array "
    "that you fill.",
    "dtype:only": "Your values are right but have another dtype; look at where an array is made or "
    "converted.",
    "dtype:only.number": "Your value is right but is another kind of number than asked for; look at / and "
    "// and at conversions.",
    #
    "layout:transposed": "Your result is the transpose of the right one; look at which axis stands for "
    "what, and at a .T or an index order.",
    "layout:axes": "Your result is the right one with its axes in the order {axes}; look at which axis "
    "stands for what, and at a .T or an index order.",
    "layout:reversed": "Your result is the right one backwards along its first axis; look for a reversed "
    "loop or a [::-1].",
    "layout:reversed_columns": "Your result is the right one backwards along its last axis; look at the "
    "order of columns or a [::-1].",
    "layout:first_is_last": "Your result holds the right values with the first one moved to the end; look "
    "at which end a bias, an intercept or a start value belongs to.",
    "layout:last_is_first": "Your result holds the right values with the last one moved to the beginning; "
    "look at which end a bias, an intercept or a start value belongs to.",
    "layout:late": "Your values stand one place too late along the first axis; look at an index that is off "
    "by one.",
    "layout:early": "Your values stand one place too early along the first axis; look at an index that is "
    "off by one.",
    "layout:ascending": "Your result holds the right values in ascending order; look for a sort too many or "
    "the wrong way.",
    "layout:descending": "Your result holds the right values in descending order; look for a sort too many "
    "or the wrong way.",
    "layout:permuted_rows": "Your result holds the right rows in another order; look at the order in which "
    "you go through them.",
    "layout:permuted_columns": "Your result holds the right columns in another order; look at the order of "
    "features or classes.",
    "layout:permuted": "Your result holds exactly the right values in other places; look at a reshape, an "
    "axis or an index.",
    #
    "sign": "Your result is the right one with its sign flipped; look at what is subtracted from what.",
    "factor:2": "Your result is twice the right one; look for a missing 1/2, or for a term counted twice.",
    "factor:1/2": "Your result is half of the right one; look for a 1/2 too many, or a lost factor 2.",
    "factor:-2": "Your result is minus twice the right one; look at the sign and for a factor 2.",
    "factor:-1/2": "Your result is minus half of the right one; look at the sign and for a factor 2.",
    "factor:100": "Your result is a hundred times the right one; look for per cent where a fraction is "
    "asked for.",
    "factor:1/100": "Your result is a hundredth of the right one; look for a fraction where per cent is "
    "asked for.",
    "log:2_for_e": "Your result is the right one in bits; look for log2 where the natural log is right.",
    "log:10_for_e": "Your result is the right one with logarithms to base 10; look for log10 where the "
    "natural log is right.",
    "log:e_for_2": "Your result is the right one with natural logarithms; logarithms to base 2 are right.",
    "log:e_for_10": "Your result is the right one with natural logarithms; logarithms to base 10 are right.",
    "factor:constant": "Your result is the right one times a constant, the same in every call; look for a "
    "factor too many.",
    "factor:per_call": "Your result is the right one times a number that changes from call to call; look at "
    "what you divide or multiply by at the end.",
    "factor:per_row": "Each row of your result is the right row times a number of its own; look at the axis "
    "over which you normalise, and at what you divide a row by.",
    "factor:per_column": "Each column of your result is the right column times a number of its own; look at "
    "the axis over which you normalise, and at what you divide a column by.",
    "factor:size.sum": "Your result is the right one times {factor}; look for a sum where a mean is right.",
    "factor:size.mean": "Your result is the right one times {factor}; look for a division that should not "
    "be there.",
    "factor:size.ddof": "Your result is the right one times {factor}; look at the divisor of a variance: n "
    "or n - 1 (ddof).",
    "factor:size.root": "Your result is the right one times {factor}; look for a missing division by the "
    "root.",
    "factor:size.root_too_many": "Your result is the right one times {factor}; look for a division by the "
    "root that should not be there.",
    "factor:size.sum_doubled": "Your result is the right one times {factor}; look for a sum where a mean is "
    "right, and for a factor 2.",
    "factor:size.sum_halved": "Your result is the right one times {factor}; look for a sum where a mean is "
    "right, and for a factor 1/2.",
    "factor:size.mean_doubled": "Your result is the right one times {factor}; look for a division that "
    "should not be there, and for a factor 2.",
    "factor:size.mean_halved": "Your result is the right one times {factor}; look for a division that "
    "should not be there, and for a factor 1/2.",
    "factor:size.sum_negated": "Your result is the right one times {factor}; look for a sum where a mean is "
    "right, and at the sign.",
    "factor:size.mean_negated": "Your result is the right one times {factor}; look for a division that "
    "should not be there, and at the sign.",
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
    "offset:+1": "Each of your values is exactly one more than the right one; look for counting from 1, or "
    "a term 1 too many.",
    "offset:-1": "Each of your values is exactly one less than the right one; look for counting from 0, or "
    "a missing term 1.",
    "offset:constant": "Your result is the right one plus a constant, the same in every call; look for a "
    "term too many or missing.",
    "offset:per_call": "Within each call your values are the right ones plus one and the same number; look "
    "at what is subtracted from or added to all of them.",
    "offset:per_row": "Each row of your result is the right row plus a number of its own; look at what you "
    "subtract from a row, and along which axis you take it.",
    "offset:per_column": "Each column of your result is the right column plus a number of its own; look at "
    "what you subtract from a column, such as a mean or a bias.",
    #
    "transform:square": "Your result is the square of the right one; look for a missing root, as of a "
    "variance or a norm.",
    "transform:root": "Your result is the square root of the right one; look for a root too many, or a "
    "standard deviation for a variance.",
    "transform:reciprocal": "Your result is one divided by the right one; look for a numerator and a "
    "denominator that changed places.",
    "transform:log": "Your result is the logarithm of the right one; look for a missing exponential, or a "
    "log too many.",
    "transform:-log": "Your result is minus the logarithm of the right one; look for a log and a sign too "
    "many.",
    "transform:exp": "Your result is the exponential of the right one; look for a missing logarithm, or an "
    "exp too many.",
    "transform:complement": "Your result is one minus the right one; look for two classes, or a probability "
    "and its complement, swapped.",
    "transform:abs": "Your result is the right one without its signs; look for an absolute value or a "
    "square too many.",
    "transform:positive": "Your result is the right one with negative values set to zero; look for a "
    "maximum with 0 too many.",
    "transform:rounded": "Your result is the right one rounded to whole numbers; look for a rounding or an "
    "integer array.",
    "transform:truncated": "Your result is the right one cut off to whole numbers; look for // or for an "
    "integer array that you fill.",
    "transform:cumulated": "Your result is the running sum of the right one; look for += where a plain "
    "assignment is right.",
    "transform:sigmoid": "Your result is the sigmoid of the right one; look for an activation too many.",
    "transform:tanh": "Your result is the tanh of the right one; look for an activation too many.",
    "mask:inverted": "Every truth value is the opposite of the right one; look at which of the two your "
    "mask marks.",
    #
    "normalise:axis.first_for_last": "Your result sums to 1 over the first axis where the right one does so "
    "over the last axis; look at the axis of the sum you divide by.",
    "normalise:axis.last_for_first": "Your result sums to 1 over the last axis where the right one does so "
    "over the first axis; look at the axis of the sum you divide by.",
    "normalise:axis.whole_for_last": "Your result sums to 1 over the whole array where the right one does "
    "so over the last axis; look at the axis of the sum you divide by.",
    "normalise:axis.whole_for_first": "Your result sums to 1 over the whole array where the right one does "
    "so over the first axis; look at the axis of the sum you divide by.",
    "normalise:sum": "Your values have the right proportions but do not sum to 1; look for a missing "
    "division by their sum.",
    "normalise:norm": "Your vectors have the right direction but not the length 1; look for a missing "
    "division by their norm.",
    "normalise:mean": "Your values are the right ones before their mean is taken off; look for a missing "
    "centring step.",
    #
    "edge:first": "Your values are wrong only at the start of the first axis and right elsewhere; look at "
    "how the first step is treated, and at where your loop or slice begins.",
    "edge:last": "Your values are wrong only at the end of the first axis and right elsewhere; look at an "
    "incomplete last batch, and at where your loop or slice ends.",
    "edge:both": "Your values are wrong only at the ends of the first axis and right elsewhere; look at "
    "padding, and at how the border is treated.",
    "edge:first_column": "Your values are wrong only at the start of the last axis and right elsewhere; "
    "look at how the first step is treated, and at where your loop or slice begins.",
    "edge:last_column": "Your values are wrong only at the end of the last axis and right elsewhere; look "
    "at an incomplete last batch, and at where your loop or slice ends.",
    "edge:both_column": "Your values are wrong only at the ends of the last axis and right elsewhere; look "
    "at padding, and at how the border is treated.",
    #
    "precision:narrow_float": "Your values are nearly right, and every one is a {dtype} number; look for a "
    "conversion to {dtype}, and compute in float64.",
    "precision:overflow": "Your integers are off by exact multiples of 2^{bits}; look for sums or products "
    "computed in integers of {bits} bits, which overflow.",
    "precision:digits": "Your values are right to about {digits} digits only; look for an approximation, a "
    "small constant in another place, a step that is too coarse, or a narrower float.",
    #
    "nan:right_is_zero": "Your result is NaN or infinite exactly where the right one is 0; look at what a "
    "zero meets there, as in 0/0 or 0 times log 0.",
    "nan:input_is_zero": "Your result is NaN or infinite exactly where an input is 0; look at a division or "
    "a logarithm of that input.",
    "nan:input_is_nan": "Your result is NaN exactly where an input holds NaN; look at how missing values "
    "are to be left out.",
    "nan:overflow": "Your result is NaN or infinite exactly where an input is very large; look at an "
    "exponential, and subtract the maximum first.",
    "nan:input_is_constant": "Your result is NaN or infinite exactly where a row or column of an input is "
    "constant; look at a division by its standard deviation or range.",
    "nan:everywhere": "Your result is NaN or infinite everywhere; look for a division by zero or a "
    "logarithm of zero that reaches every value.",
    #
    "shape:axis_lost": "Your values are right but an axis of length 1 is missing; look at keepdims and at "
    "an index that drops it.",
    "shape:axis_kept": "Your values are right but there is an axis of length 1 too many; look at keepdims "
    "and at reshape(-1, 1).",
    "shape:flattened": "Your values are right but flattened; give the result back its axes.",
    "shape:reshaped": "Your values are right and in order but in another shape; look at your reshape.",
    "shape:summed": "Your result is the right one summed over an axis; look for a sum too many.",
    "shape:averaged": "Your result is the right one averaged over an axis; look for a mean too many.",
    "shape:sum_missing": "Your result holds the terms of which the right one is the sum; look for a missing "
    "sum over an axis.",
    "shape:mean_missing": "Your result holds the terms of which the right one is the mean; look for a "
    "missing mean over an axis.",
    "shape:first_missing": "Your values are right but the first is missing; look at where your loop or "
    "slice begins and ends.",
    "shape:last_missing": "Your values are right but the last is missing; look at where your loop or slice "
    "begins and ends.",
    "shape:first_extra": "Your values are right but there is one too many at the beginning; look at where "
    "your loop begins and ends, and at what you start from.",
    "shape:last_extra": "Your values are right but there is one too many at the end; look at where your "
    "loop begins and ends, and at what you start from.",
    "shape:broadcast": "Your result pairs every entry with every other; look for an array of shape (n,) "
    "combined with one of shape (n, 1).",
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
