"""Each operator on ranges of numbers makes the change it is named for, and no other."""

from __future__ import annotations

import pytest

from grader.changes.mutants import mutants
from grader.verification.numeric_mutations import NUMERIC_OPERATORS


def made(body: str, operator: str) -> list[str]:
    source = "def f(x, y, n, rng):\n" + "".join(f"    {line}\n" for line in body.splitlines())
    return [m.after for m in mutants(source, NUMERIC_OPERATORS) if m.operator == operator]


CASES = [
    ("tiny", "return np.log(x)", ["return np.log(x + 1e-300)", "return np.log(np.maximum(x, 1e-12))"]),
    ("tiny", "return torch.log(x)", ["return torch.log(x + 1e-300)", "return torch.log(torch.clamp(x, 1e-12))"]),
    ("tiny", "return math.log(x)", ["return math.log(x + 1e-300)", "return math.log(max(x, 1e-12))"]),
    ("tiny", "return x.log()", []),
    ("tiny", "return np.sqrt(x)", ["return np.sqrt(x + 1e-12)"]),
    ("tiny", "return x / y", ["return x / (y + 1e-12)"]),
    ("tiny", "x /= y", ["x /= y + 1e-12"]),
    ("tiny", "return x / 2", []),
    ("narrow", "x = _real(x)", ["x = np.asarray(x)"]),
    ("narrow", "x, y = _floating(x, y)", ["x, y = [np.asarray(x), np.asarray(y)]"]),
    ("narrow", "return _floating(*x)", ["return [*map(np.asarray, x)]"]),
    ("narrow", "return x.astype(np.float64)", ["return x"]),
    ("narrow", "return x.double()", ["return x"]),
    ("narrow", "return np.zeros(n, dtype=x.dtype)", ["return np.zeros(n)"]),
    ("narrow", "y = float(x)", ["y = x"]),
    ("narrow", "y = float(x.mean())", []),
    ("narrow", "return np.bincount(x)", ["return np.bincount(x) % 256"]),
    ("narrow", "return np.sum(x == y)", ["return np.sum(x == y) % 256"]),
    ("narrow", "return ((x == 1) & (y == 1)).sum()", ["return ((x == 1) & (y == 1)).sum() % 256"]),
    ("narrow", "return x.sum()", []),
    ("truncate", "for t in range(n):\n    x = g(x, t)", ["for t in list(range(n))[:30]:"]),
    ("truncate", "for t in reversed(range(n)):\n    x = g(x)", ["for t in list(reversed(range(n)))[:30]:"]),
    ("truncate", "return [g(t) for t in range(n)]", ["return [g(t) for t in list(range(n))[:30]]"]),
    ("truncate", "for W in x:\n    y = g(W)", []),
    ("clip", "for t in x:\n    y = y @ t", ["y = (y @ t).clip(-10, 10)"]),
    ("clip", "for t in x:\n    y += t * n", ["y += (t * n).clip(-10, 10)"]),
    ("clip", "y = y @ x", []),
    ("condition", "return np.linalg.lstsq(x, y, rcond=None)[1]", ["return np.linalg.lstsq(x, y, rcond=0.0001)[1]"]),
    ("condition", "return np.linalg.lstsq(x, y)[0]", ["return np.linalg.pinv(x.T @ x) @ (x.T @ y)"]),
    ("shuffle", "return rng.permutation(n)", ["return (np.arange(n) + rng.permutation(n)[0]) % n"]),
    ("shuffle", "return torch.randperm(n)", ["return (torch.arange(n) + torch.randperm(n)[0]) % n"]),
]  # fmt: skip


@pytest.mark.parametrize(("operator", "body", "expected"), CASES)
def test_an_operator_makes_its_change(operator: str, body: str, expected: list[str]) -> None:
    assert made(body, operator) == expected


def test_every_operator_is_tried() -> None:
    assert {case[0] for case in CASES} == set(NUMERIC_OPERATORS)


def test_the_changed_loop_keeps_its_body() -> None:
    source = "def f(n):\n    x = 0\n    for t in range(n):\n        x += t\n    return x\n"
    (short,) = [m for m in mutants(source, NUMERIC_OPERATORS) if m.operator == "truncate"]
    names: dict = {}
    exec(short.source, names)
    assert [names["f"](n) for n in (3, 30, 50)] == [3, 435, 435]


def test_the_helper_that_converts_is_changed_as_well() -> None:
    source = "def _real(x):\n    x = np.asarray(x)\n    return x if x.dtype.kind == 'f' else x.astype(np.float64)\n"
    (kept,) = [m for m in mutants(source, NUMERIC_OPERATORS) if m.operator == "narrow"]
    assert kept.after == "return x if x.dtype.kind == 'f' else x"
