"""A dozen steps on a whole matrix, and on a block of rows that stays in the cache; bars to scale."""

from drawing import BLUE, LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, PALE, RED, SMALL, Figure

ROWS, COLUMNS, BYTES = 2048, 512, 4
PASSES, LEAST = 31, 3
LEFT, FULL = 150, 330


def figure() -> Figure:
    one = ROWS * COLUMNS * BYTES / 1e6
    canvas = Figure(440)
    canvas.text(24, 28, "Step by step on whole matrices", anchor="start", bold=True)
    _matrices(canvas, 46)
    canvas.box(200, 46, 96, 96, ["memory"], fill=LIGHT_RED, edge=RED)
    for place, step in enumerate(("step 1", "step 2", "… 12")):
        y = 52 + 32 * place
        canvas.arrow((296, y + 6), (390, y + 6))
        canvas.arrow((390, y + 18), (296, y + 18))
        canvas.box(392, y, 92, 24, [step], fill=PALE, size=SMALL)
    canvas.lines(
        500,
        76,
        ("Every step reads whole", "matrices from memory", "and writes one."),
        anchor="start",
        size=SMALL,
    )

    canvas.text(24, 190, "All steps on one block of rows, then the next block", anchor="start", bold=True)
    _matrices(canvas, 208, block=True)
    canvas.arrow((150, 222), (196, 222))
    canvas.box(200, 208, 284, 96, fill=LIGHT_GREEN)
    canvas.text(342, 228, "cache", size=SMALL)
    for place, step in enumerate(("step 1", "step 2", "… 12")):
        canvas.box(212 + 94 * place, 244, 74, 28, [step], fill=PALE, size=SMALL)
        if place:
            canvas.arrow((192 + 94 * place, 258), (211 + 94 * place, 258))
    canvas.text(342, 294, "128 rows of 512 numbers: 256 kB", size=SMALL)
    canvas.lines(
        500,
        238,
        ("A block is read once.", "Its part of the result", "is written once."),
        anchor="start",
        size=SMALL,
    )

    canvas.text(24, 348, f"Bytes moved for {ROWS} × {COLUMNS} numbers in float32:", anchor="start", bold=True)
    for y, name, passes in ((360, "whole matrices", PASSES), (396, "blocks of rows", LEAST)):
        wide = FULL * passes / PASSES
        canvas.text(LEFT - 12, y + 19, name, anchor="end")
        canvas.box(LEFT, y, wide, 28, fill=LIGHT_RED if passes > LEAST else LIGHT_GREEN, edge=BLUE, round_=0)
        words = f"{passes} passes of {one:.1f} MB: {passes * one:.0f} MB"
        canvas.text(LEFT + wide + 10, y + 19, words, anchor="start", size=SMALL)
    return canvas


def _matrices(canvas: Figure, y: float, *, block: bool = False) -> None:
    """x and the upstream gradient, with the first block of rows where there is one."""
    for x, name in ((32, "x"), (96, "g")):
        canvas.box(x, y, 52, 96, fill=LIGHT_BLUE, round_=0)
        if block:
            canvas.box(x, y, 52, 26, fill=LIGHT_GREEN, round_=0)
        canvas.text(x + 26, y + 64, name)


if __name__ == "__main__":
    figure().save(__file__)
