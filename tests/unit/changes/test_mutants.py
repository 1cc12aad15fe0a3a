"""Each operator makes the change it is named for, and no other."""

from __future__ import annotations

import pytest

from grader.changes.mutants import OPERATORS, Mutant, mutants


def made(body: str, operator: str, arguments: str = "x, y, n, b, eps, stride, train") -> list[str]:
    source = f"def f({arguments}):\n" + "".join(f"    {line}\n" for line in body.splitlines())
    return [m.after for m in mutants(source) if m.operator == operator]


CASES = [
    ("mean_sum", "return x.mean(axis=0)", ["return x.sum(axis=0)"]),
    ("mean_sum", "return np.sum(x)", ["return np.mean(x)"]),
    ("divisor", "return x / n", ["return x / (n - 1)"]),
    ("divisor", "return x / (n - 1)", ["return x / n"]),
    ("divisor", "x /= n", ["x /= n - 1"]),
    ("divisor", "return x.var(ddof=1)", ["return x.var(ddof=0)"]),
    ("axis", "return x.max(axis=0)", ["return x.max(axis=1)"]),
    ("axis", "return x.max(axis=(0, 2))", ["return x.max(axis=(2,))", "return x.max(axis=(0,))"]),
    ("keepdims", "return x.max(keepdims=True)", ["return x.max(keepdims=False)"]),
    ("transpose", "return x.T", ["return x"]),
    ("transpose", "return x @ y", ["return x.T @ y", "return x @ y.T"]),
    ("transpose", "return x.transpose(1, 0)", ["return x"]),
    ("transpose", "return np.swapaxes(x, 0, 1)", ["return x"]),
    ("sign", "return x + y", ["return x - y"]),
    ("sign", "return -x", ["return x"]),
    ("sign", "x -= y", ["x += y"]),
    ("times_over", "return x * y", ["return x / y"]),
    ("times_over", "x *= y", ["x /= y"]),
    ("border", "return 0 <= x < y", ["return 0 < x < y", "return 0 <= x <= y"]),
    ("border", "return x < y", ["return x <= y"]),
    ("constant", "return x ** 2", ["return x ** 3"]),
    ("constant", "return 0.5 * x", ["return 0.55 * x"]),
    ("off_by_one", "return x[1:]", ["return x[1 + 1:]", "return x[1 - 1:]"]),
    ("off_by_one", "return x[slice(n, y, 2)]", [
        "return x[slice(n + 1, y, 2)]", "return x[slice(n - 1, y, 2)]",
        "return x[slice(n, y + 1, 2)]", "return x[slice(n, y - 1, 2)]",
    ]),
    ("off_by_one", "return range(n)", ["return range(n + 1)", "return range(n - 1)", "return range(1, n)"]),
    ("epsilon", "return np.sqrt(x + eps)", ["return np.sqrt(x) + eps", "return np.sqrt(x)"]),
    ("epsilon", "return y / (1e-8 + x)", ["return y / x"]),
    ("epsilon", "return y / np.maximum(x, eps)", ["return y / x"]),
    ("root", "return x ** 0.5", ["return x"]),
    ("root", "return np.sqrt(x)", ["return x"]),
    ("max_shift", "return x - x.max()", ["return x"]),
    ("mask", "return np.where(x, y, 0)", ["return y", "return 0", "return np.where(x, 0, y)"]),
    ("mask", "return ~x", ["return x"]),
    ("mask", "return x.masked_fill(mask, 0)", ["return x", "return x.masked_fill(~mask, 0)"]),
    ("mask", "return x * mask", ["return x"]),
    ("mask", "return x * (y > 0)", ["return x"]),
    ("mask", "return x[mask]", ["return x[~mask]"]),
    ("mask", "return g(x, mask)", ["return g(x, None)"]),
    ("swap", "i, f = g(x)", ["f, i = g(x)"]),
    ("swap", "return x, y", ["return (y, x)"]),
    ("swap", "return np.concatenate([x, y])", ["return np.concatenate([y, x])"]),
    ("swap", "return g(x, y)", ["return g(y, x)"]),
    ("accumulate", "x += y", ["x = y"]),
    ("ignored_setting", "return x[::stride]", ["return x[::1]"]),
    ("bias", "return x @ y + b", ["return x @ y"]),
    ("ignored_setting", "return x[::stride, ::stride]", ["return x[::1, ::stride]", "return x[::stride, ::1]"]),
    ("bias", "return x @ y + b1", ["return x @ y"]),
    ("copy", "return x.detach()", ["return x"]),
    ("copy", "return np.copy(x)", ["return x"]),
    ("mode", "x.eval()", ["x.train()"]),
    ("copy", "return x.copy()", ["return x"]),
    ("mode", "return x if train else y", ["return x if not train else y"]),
    ("state", "for t in y:\n    x = g(x, t)", ["_ = g(x, t)"]),
]  # fmt: skip


@pytest.mark.parametrize(("operator", "body", "expected"), CASES)
def test_an_operator_makes_its_change(operator: str, body: str, expected: list[str]) -> None:
    assert made(body, operator) == expected


def test_every_operator_is_tried() -> None:
    assert {case[0] for case in CASES} == set(OPERATORS)


def test_what_is_assigned_outside_a_loop_is_no_state() -> None:
    assert made("x = g(x)", "state") == []


@pytest.mark.parametrize(
    ("body", "operator"),
    [
        ("return x.sum(axis=(0, 1))", "swap"), ("return x in (1, 2)", "swap"), ("return np.maximum(x, 0)", "swap"),
        ("return np.result_type(x, y)", "swap"), ("return x.astype(np.result_type(x, 1.0))", "constant"),
        ("return x.reshape(n, -1)", "constant"), ("y: tuple[int, str] = x", "swap"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_matter_is_not_made(body: str, operator: str) -> None:
    assert made(body, operator) == []


def test_messages_and_docstrings_are_left_alone() -> None:
    body = '"""x + y"""\nif x is None:\n    raise ValueError("1" + "2")\nreturn x'
    assert made(body, "sign") == []


def test_a_mutant_names_its_place_and_keeps_the_rest() -> None:
    source = "def f(x):\n    y = x + 1\n    return y\n\ndef g(x):\n    return x\n"
    found = [m for m in mutants(source) if m.operator == "sign"]
    assert found == [
        Mutant(
            function="f", operator="sign", line=2, before="y = x + 1", after="y = x - 1",
            source="def f(x):\n    y = x - 1\n    return y\n\ndef g(x):\n    return x", span=(2, 4, 2, 13),
        )
    ]  # fmt: skip
    assert found[0].diff == "- y = x + 1\n+ y = x - 1"
    assert found[0].key == ("f", "sign", "y = x + 1", "y = x - 1")


def test_no_two_mutants_are_the_same_and_none_is_the_original() -> None:
    source = "def f(x, n):\n    return (x + x).sum(axis=0) / (n - 1)\n"
    sources = [m.source for m in mutants(source)]
    assert len(sources) == len(set(sources))
    assert source.strip() not in sources
