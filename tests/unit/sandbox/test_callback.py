"""Templates of callbacks for tensors; arrays and numbers are tested across the boundary."""

from __future__ import annotations

import pytest

from grader.sandbox.callback import Callback


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        (lambda t: t + 1, True),
        (lambda t: t.double(), True),
        (lambda t: t * float("nan"), False),
        (lambda t: t.long(), False),
        (lambda t: t[:1], False),
        (lambda t: t.numpy(), False),
        (lambda t: t.tolist(), False),
    ],
    ids=["equal", "wider", "NaN", "integers", "shape", "array", "list"],
)
def test_a_tensor_must_have_kind_and_shape_of_its_example_and_be_finite(change, fits):
    torch = pytest.importorskip("torch")
    example = torch.ones(3)
    refusal = Callback(function=abs, like=(example,)).refusal((change(example),), 1)
    assert (refusal == "") == fits


def test_a_tuple_must_have_the_parts_of_its_example():
    template = Callback(function=abs, like=((1.0, "a"),))
    assert template.refusal(((2.0, "b"),), 1) == ""
    for wrong in ((2.0,), [2.0, "b"], (2.0, 3.0), (float("inf"), "b")):
        assert template.refusal((wrong,), 1) != ""
