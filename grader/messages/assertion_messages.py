"""What the assertions of `grader.testing` say: exceptions, gradients, objects and random draws.

The sentences that a hidden test may show name nothing of the student's code; an id that ends in ``.detail`` has its
values, and only public tests show it.
"""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "assertion.named": "{what}: {detail}",
    "raises.value": "Your function must raise {wanted} here; it returned a value.",
    "raises.kind": "Your function must raise {wanted} here; it raised {kind}.",
    "raises.other": "Your function must raise {wanted} here; it raised another exception.",
    "raises.value.detail": "returned a value of type {type} instead of raising {wanted}",
    "raises.error.detail": "raised {type} instead of {wanted}: {text}",
    #
    "gradient.no_tensor": "Your function did not return a tensor, so torch cannot differentiate it.",
    "gradient.cut_off": "The result has no gradient: something cut it from the inputs. Look for no_grad, detach, item "
    "and numpy. Keep every step in torch.",
    "gradient.in_place": "The result has no gradient: a tensor that it needs was changed in place. Write "
    "'x = x / c', not 'x /= c', and do not assign to parts of a tensor.",
    "gradient.failed": "The result has no gradient: a step of your function has no derivative. Call .backward() on "
    "your result to read the message of torch.",
    "gradient.required": "Your result requires a gradient and should not. Detach it, or compute under no_grad.",
    "gradient.not_required": "Your result requires no gradient and should. Look for detach, no_grad, item and numpy.",
    #
    "arguments.changed": "Your function changes its arguments; work on a copy.",
    "arguments.after": "{parameter} after the call",
    "arguments.new_memory": "{parameter} has the right values, but it is a new array or tensor. Change the one that "
    "you were given: 'x[:] = ...' or 'x += ...', not 'x.data = ...'.",
    #
    "object.none": "The test needed an object of a class. Your code gives something else.",
    "object.length": "An object or a result holds too few or too many values.",
    "object.none.detail": "Here {name} is no object of a class.",
    "object.holds.detail.one": "Here {name} does not hold 1 value.",
    "object.holds.detail.many": "Here {name} does not hold {n} values.",
    "object.few.detail": "Here {name} gives too few values.",
    "object.many.detail": "Here {name} gives too many values.",
    #
    "training.below": "After training, the model does worse on held-out data than right code does.",
    "training.below.detail": "{measure}: the best of {trainings} trainings reached {best}, {least} is needed; right "
    "code reaches {median}.",
    "training.rises": "The loss rises with every step: look at the sign of the step.",
    "training.diverges": "The loss grows instead of falling: the steps are too large, or go in a wrong direction.",
    "training.flat": "The loss does not change: no gradient reaches the parameters, or the step is lost.",
    "training.zigzag": "The loss goes up and down in turn: the steps are too large for the gradients they use.",
    "training.cpu_time": "All trainings of this test together took more than the {limit} s they may.",
    #
    "draws.none": "The results hold no draws of the kind that the task asks for.",
    "draws.not_finite": "Some of the drawn values are not finite numbers.",
    "draws.outside": "Some of the drawn values cannot occur.",
    "draws.shape": "The drawn values do not have the distribution that the task asks for.",
    "draws.mean.below": "The mean of the drawn values is too small.",
    "draws.mean.above": "The mean of the drawn values is too large.",
    "draws.spread.below": "The spread of the drawn values is too small.",
    "draws.spread.above": "The spread of the drawn values is too large.",
    "draws.frequency.below": "One of the possible values is drawn too seldom.",
    "draws.frequency.above": "One of the possible values is drawn too often.",
    "draws.rate.below": "What this test counts happens too seldom.",
    "draws.rate.above": "What this test counts happens too often.",
    "draws.agree.below": "Draws that must be independent of each other agree too seldom.",
    "draws.agree.above": "Draws that must be independent of each other agree too often.",
    "draws.not_finite.detail": "{bad} of {all} values are NaN or infinite.",
    "draws.impossible.detail": "{bad} of {all} values are none of the possible ones.",
    "draws.range.detail": "{bad} of {all} values lie outside of {low} to {high}, {one} for one.",
    "draws.shape.detail": "{got} of {all} values are at most {limit}; about {expected} expected.",
    "draws.mean.detail": "The mean of {all} values is {got}; about {expected} expected.",
    "draws.spread.detail": "The standard deviation of {all} values is {got}; about {expected} expected.",
    "draws.frequency.detail": "{value} is drawn {got} times of {all}; about {expected} expected.",
    "draws.rate.detail": "{got} of {all}; about {expected} expected ({p} of them).",
    "draws.odds.detail": "A right answer is as far off with a probability of {p} at most.",
}
"""Sentences by id."""
