"""Torch autograd through a function of the student's: the same in a worker and in the grader's process."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any


def differentiated(
    function: Callable[..., Any], args: Sequence[Any], wrt: Sequence[int], upstream: Any
) -> tuple[Any, Any]:
    """The output of a function, and its gradients by the arguments at the places ``wrt``.

    Instead of gradients a word where there are none: ``cut off``, ``in place`` or ``failed``. Without ``upstream``, the
    gradient of the output, it is ones.
    """
    torch = sys.modules["torch"]
    given = list(args)
    for place in wrt:
        given[place] = args[place].detach().clone().requires_grad_()
    output = function(*given)
    if not (isinstance(output, torch.Tensor) and output.requires_grad):
        return output, "cut off"
    seed = torch.ones_like(output) if upstream is None else upstream
    try:
        return output, torch.autograd.grad(output, [given[place] for place in wrt], seed, allow_unused=True)
    except NotImplementedError:  # it would read like a function that is not written yet
        return output, "failed"
    except RuntimeError as error:
        if "modified by an inplace operation" not in str(error):
            raise
        return output, "in place"
