"""Eight passes of the formula over whole matrices, against one read and one write; bars to scale."""

from drawing import LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, PALE, SMALL, Figure

ROWS, COLUMNS, BYTES = 2048, 1024, 4
MATRICES = ("x", "x − c", "exp", "p")
LEFT, FULL = 150, 480


def figure() -> Figure:
    one = ROWS * COLUMNS * BYTES / 1e6
    canvas = Figure(400)
    canvas.text(
        24, 28, "The formula, one operation on the whole matrix after the other", anchor="start", bold=True
    )
    centres = [80 + 172 * index for index in range(4)]
    y, wide, high = 62, 64, 76
    for index, (x, name) in enumerate(zip(centres, MATRICES, strict=True)):
        new = index > 0
        canvas.box(x - wide / 2, y, wide, high, [name], fill=LIGHT_RED if new else LIGHT_BLUE, round_=0)
        canvas.text(x, y + high + 18, "new matrix" if new else "input", size=SMALL)
    for start, end, word in zip(centres, centres[1:], ("subtract", "exponential", "divide"), strict=False):
        canvas.arrow((start + wide / 2, y + 38), (end - wide / 2, y + 38))
        canvas.text((start + end) / 2, y + 28, word, size=SMALL)
        canvas.text((start + end) / 2, y + 56, "read, write", size=SMALL)
    for x, word in ((centres[0], "c: the constant of each row"), (centres[2], "sum of each row")):
        canvas.arrow((x, y + high + 26), (x, y + high + 48))
        canvas.text(
            x if x > 100 else 24, y + high + 64, word, size=SMALL, anchor="middle" if x > 100 else "start"
        )
        canvas.text(x + 10, y + high + 42, "read", size=SMALL, anchor="start")

    canvas.text(
        24,
        240,
        f"Bytes moved for {ROWS} × {COLUMNS} numbers in float32 (one square is {one:.1f} MB):",
        anchor="start",
        bold=True,
    )
    passes = ("R", "R", "W", "R", "W", "R", "R", "W")
    least = ("R", "W")
    _bar(canvas, 258, "formula", passes, one)
    _bar(canvas, 302, "the least", least, one)
    canvas.text(
        24,
        366,
        "R: a whole matrix is read once. W: a whole matrix is written once.",
        anchor="start",
        size=SMALL,
    )
    canvas.text(
        24,
        386,
        "A block of 40 rows has 160 kB: it stays in the cache from its first read to its last.",
        anchor="start",
        size=SMALL,
    )
    return canvas


def _bar(canvas: Figure, y: float, name: str, passes: tuple[str, ...], one: float) -> None:
    wide = FULL / 10
    canvas.text(LEFT - 12, y + 20, name, anchor="end")
    fills = [[PALE if sign == "R" else LIGHT_GREEN for sign in passes]]
    canvas.table(LEFT, y, [passes], cell=wide, high=30, fills=fills)
    canvas.text(
        LEFT + len(passes) * wide + 12,
        y + 20,
        f"{len(passes)} · {one:.1f} = {len(passes) * one:.1f} MB",
        anchor="start",
    )


if __name__ == "__main__":
    figure().save(__file__)
