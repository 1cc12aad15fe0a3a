"""``python -m benchmarks [--quick] [--only PART] [--json FILE]``: measure, and print one table of ratios."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from pathlib import Path

# Run as a folder, Python puts this folder on the path; what is imported is the package, from its parent.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks import class_pages, loops, memory, similarity, startup, throughput, timing  # noqa: E402
from benchmarks.figure import Figure, say, table  # noqa: E402

PARTS = {
    "throughput": throughput, "startup": startup, "memory": memory, "loops": loops, "timing": timing,
    "pages": class_pages, "similarity": similarity,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure the engine beside what one would do without it."
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds: under a minute, and less sure")
    parser.add_argument(
        "--only", choices=PARTS, action="append", help="measure this part; may be given several times"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    options = parser.parse_args()
    started = time.monotonic()
    figures: list[Figure] = []
    for name in options.only or PARTS:
        figures += PARTS[name].measure(quick=options.quick)
    print(table(figures))
    say(f"Measured in {time.monotonic() - started:.0f} s.")
    if options.json:
        records = [{**dataclasses.asdict(figure), "holds": figure.holds} for figure in figures]
        options.json.write_text(json.dumps(records, indent=1) + "\n")


if __name__ == "__main__":
    main()
