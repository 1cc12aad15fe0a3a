"""A dozen arrays as long as the weights, against three long rows and one block for all operations."""

from drawing import LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, SMALL, Figure

LEFT, LONG, HIGH, PITCH = 190, 440, 14, 20
BLOCKS, NOW = 11, 4
INPUTS = ("w", "g", "m", "v")
WRITTEN = (
    "(1 − β_1) g",
    "β_1 m",
    "m'",
    "g · g",
    "(1 − β_2) g · g",
    "β_2 v",
    "v'",
    "m̂",
    "v̂",
    "root + ε",
    "step",
    "w'",
)
RESULT = ("w'", "m'", "v'")


def figure() -> Figure:
    canvas = Figure(530)
    canvas.text(24, 28, "The formula on whole arrays: each operation writes one", anchor="start", bold=True)
    y = 44.0
    for name in WRITTEN:
        result = name in RESULT
        _row(canvas, y, f"{name}, result" if result else name, LIGHT_GREEN if result else LIGHT_RED)
        y += PITCH
    canvas.text(
        24,
        y + 18,
        "green: asked for; red: written, read once or twice, and thrown away",
        anchor="start",
        size=SMALL,
    )
    y += 58
    canvas.text(24, y, "In blocks: only the inputs and the result are long", anchor="start", bold=True)
    y += 16
    for name in INPUTS:
        _row(canvas, y, name, LIGHT_BLUE, now=True)
        y += PITCH
    for name in RESULT:
        _row(canvas, y, f"{name}, result", LIGHT_GREEN, now=True)
        y += PITCH
    wide = LONG / BLOCKS
    canvas.box(LEFT + NOW * wide, y, wide, HIGH, fill=LIGHT_RED, round_=0)
    canvas.text(LEFT - 12, y + 12, "one block of memory", anchor="end", size=SMALL)
    canvas.text(
        LEFT + (NOW + 1) * wide + 12, y + 12, "eight blocks stay in the cache", anchor="start", size=SMALL
    )
    return canvas


def _row(canvas: Figure, y: float, name: str, fill: str, *, now: bool = False) -> None:
    canvas.text(LEFT - 12, y + 12, name, anchor="end", size=SMALL)
    canvas.box(LEFT, y, LONG, HIGH, fill=fill, thick=1, round_=0)
    if now:
        wide = LONG / BLOCKS
        for block in range(1, BLOCKS):
            canvas.line([(LEFT + block * wide, y), (LEFT + block * wide, y + HIGH)], thick=0.6)
        canvas.box(LEFT + NOW * wide, y, wide, HIGH, fill=fill, thick=2.6, round_=0)


if __name__ == "__main__":
    figure().save(__file__)
