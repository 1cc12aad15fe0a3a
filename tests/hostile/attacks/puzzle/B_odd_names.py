"""Fills its module with names that are no identifiers, not even texts, some of them dangerous to print.

score: 4
"""


def tally(x):
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor


for name in (
    "__class__",
    "__proto__",
    "<script>",
    "\x1b[2J",
    "../..",
    "=cmd",
    "",
    7,
    (1, 2),
    b"x",
    None,
    2.5,
    frozenset(),
):
    globals()[name] = tally
