"""Matrices and passes of the formula against those of the fused gradient, and the entries of the targets."""

from drawing import LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, PALE, SMALL, WHITE, Figure

ROWS, COLUMNS, BYTES = 1024, 8192, 4
NEW = ("z − c", "exp", "p", "zeros, ones", "p − 1", "result")
TARGETS = (3, 0, 5, 3)
LEFT, CELL = 116, 26


def figure() -> Figure:
    one = ROWS * COLUMNS * BYTES / 1e6
    canvas = Figure(430)
    canvas.text(
        24, 28, f"Matrices of {ROWS} × {COLUMNS} in float32, {one:.1f} MB each", anchor="start", bold=True
    )
    for y, name, matrices in ((44, "formula", NEW), (96, "fused", ("result",))):
        canvas.text(LEFT - 12, y + 25, name, anchor="end")
        canvas.box(LEFT, y, 74, 40, ["logits"], fill=LIGHT_BLUE, round_=0, size=SMALL)
        for index, word in enumerate(matrices):
            fill = LIGHT_GREEN if word == "result" else LIGHT_RED
            canvas.box(LEFT + 78 * (index + 1), y, 74, 40, [word], fill=fill, round_=0, size=SMALL)

    canvas.text(
        24, 172, "Passes. R: a whole matrix is read once. W: it is written once.", anchor="start", bold=True
    )
    _passes(canvas, 186, "formula", "RRWRWRRWWRRWRW", one)
    _passes(canvas, 232, "fused", "RRWRWRRW", one)

    canvas.text(24, 302, "A target changes one entry of its row:", anchor="start", bold=True)
    signs = [["p − 1" if column == target else "p" for column in range(7)] for target in TARGETS]
    fills = [[LIGHT_RED if word != "p" else WHITE for word in row] for row in signs]
    canvas.table(LEFT, 316, signs, cell=44, high=24, fills=fills)
    for row, target in enumerate(TARGETS):
        canvas.text(LEFT + 7 * 44 + 14, 333 + 24 * row, f"target {target}", anchor="start", size=SMALL)
    return canvas


def _passes(canvas: Figure, y: float, name: str, signs: str, one: float) -> None:
    canvas.text(LEFT - 12, y + 20, name, anchor="end")
    fills = [[PALE if sign == "R" else LIGHT_GREEN for sign in signs]]
    canvas.table(LEFT, y, [tuple(signs)], cell=CELL, high=30, fills=fills)
    words = f"{len(signs)} · {one:.1f} = {len(signs) * one:.0f} MB"
    canvas.text(LEFT + len(signs) * CELL + 12, y + 20, words, anchor="start")


if __name__ == "__main__":
    figure().save(__file__)
