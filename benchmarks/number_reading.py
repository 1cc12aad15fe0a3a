"""A million texts for the reader of typed numbers: none may raise, and none may take a millisecond.

``python -m benchmarks.number_reading [COUNT]`` prints how many were read and refused, and the slowest. The time of one
text is CPU time; a text that seems slow is timed again, because the machine may have done something else.
"""

from __future__ import annotations

import random
import sys
import time

from grader.exam.number_reading import NumberRefusal, read_number
from grader.exam.number_syntax import MOST_CHARACTERS

ALPHABET = "0123456789" * 4 + ".,'+-−*/·×^()[]{}%√πeE²⁻³⁵½⅓ =:xXpilnsqrtogexpabd_\u00a0\u202f∞$٣三\u0000"
PIECES = (
    "0.375", "1,234", "1.5e-3", "10^", "√", "sqrt(", "ln ", "2pi", "(", ")", "^-", "^64", "e^", "%", "/", "·10⁻³", "= ",
    "x = ", "1/0", "exp(9", "--", "½", "log2", "tanh(", "9^9^", " ", "1'000", "**", "nan",
)  # fmt: skip
LIMIT_S = 1e-3
TRIES = 5


def fuzzed(rng: random.Random) -> str:
    """Random characters, random pieces, or a mixture of both; a few are too long."""
    if rng.random() < 0.5:
        text = "".join(rng.choices(ALPHABET, k=rng.randint(0, MOST_CHARACTERS + 5)))
    else:
        text = "".join(rng.choices(PIECES, k=rng.randint(1, 14)))
    if rng.random() < 0.2:
        at = rng.randint(0, len(text))
        text = text[:at] + chr(rng.randrange(0x20, 0x2FFF)) + text[at:]
    return text


def cpu_s(text: str) -> tuple[float, bool]:
    """CPU time of reading a text, and whether it was read."""
    began = time.thread_time()
    found = read_number(text, "kg")
    return time.thread_time() - began, not isinstance(found, NumberRefusal)


def main(count: int) -> int:
    rng = random.Random(17)
    read, slowest, slowest_text = 0, 0.0, ""
    began = time.perf_counter()
    for _ in range(count):
        text = fuzzed(rng)
        took, was_read = cpu_s(text)
        read += was_read
        if took > slowest:
            took = min(took, *(cpu_s(text)[0] for _ in range(TRIES)))
        if took > slowest:
            slowest, slowest_text = took, text
    print(
        f"{count:,} texts in {time.perf_counter() - began:.0f} s: {read:,} read, {count - read:,} refused, none raised"
    )
    print(f"slowest: {slowest * 1e6:.0f} µs for {slowest_text!r}")
    return 0 if slowest < LIMIT_S else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
