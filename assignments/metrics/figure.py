"""Which cells of the table precision and recall use, for two classes and for one of many."""

from drawing import BLUE, LIGHT_GREEN, PALE, RED, SMALL, WHITE, Figure

Y = (1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0)
Y_HAT = (1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0)
Y_MANY = (0, 0, 0, 0, 1, 1, 1, 1, 2, 2)
Y_HAT_MANY = (0, 0, 0, 0, 0, 0, 1, 2, 2, 2)
CHOSEN = 0
"""The class that is the positive one at the right."""


def figure() -> Figure:
    canvas = Figure(340)
    _two(canvas, 110, 92, 90, 56)
    _many(canvas, 440, 92, 46)
    canvas.box(40, 296, 22, 14, fill="none", edge=BLUE, thick=3, dashed=True)
    canvas.text(72, 308, "cells of precision (a column)", anchor="start")
    canvas.box(340, 296, 22, 14, fill="none", edge=RED, thick=3)
    canvas.text(372, 308, "cells of recall (a row)", anchor="start")
    return canvas


def _two(canvas: Figure, x: float, y: float, wide: float, high: float) -> None:
    c = _counts(Y, Y_HAT, 2)
    canvas.text(x + wide, 28, "Two classes, label 1 is positive", bold=True)
    for j in range(2):
        canvas.text(x + (j + 0.5) * wide, y - 12, f"predicted {j}")
        canvas.text(x - 10, y + (j + 0.5) * high + 5, f"truth {j}", anchor="end")
    words = [[f"TN = {c[0][0]}", f"FP = {c[0][1]}"], [f"FN = {c[1][0]}", f"TP = {c[1][1]}"]]
    canvas.table(x, y, words, cell=wide, high=high, fills=[[WHITE, WHITE], [WHITE, LIGHT_GREEN]])
    canvas.box(x + wide + 4, y + 4, wide - 8, 2 * high - 8, fill="none", edge=BLUE, thick=3, dashed=True)
    canvas.box(x + 8, y + high + 8, 2 * wide - 16, high - 16, fill="none", edge=RED, thick=3)
    tp, fp, fn = c[1][1], c[0][1], c[1][0]
    below = y + 2 * high
    canvas.text(x + wide, below + 34, f"precision = TP/(TP + FP) = {tp}/{tp + fp}", colour=BLUE)
    canvas.text(x + wide, below + 58, f"recall = TP/(TP + FN) = {tp}/{tp + fn}", colour=RED)


def _many(canvas: Figure, x: float, y: float, cell: float) -> None:
    k = 4
    c = _counts(Y_MANY, Y_HAT_MANY, k)
    canvas.text(x + k * cell / 2, 28, f"Four classes, class {CHOSEN} is positive", bold=True)
    canvas.text(x + k * cell / 2, 58, "predicted", size=SMALL)
    for j in range(k):
        canvas.text(x + (j + 0.5) * cell, y - 12, str(j))
        canvas.text(x - 10, y + (j + 0.5) * cell + 5, str(j) if j else "truth 0", anchor="end")
    fills = [[PALE if CHOSEN not in (i, j) else WHITE for j in range(k)] for i in range(k)]
    fills[CHOSEN][CHOSEN] = LIGHT_GREEN
    canvas.table(x, y, c, cell=cell, fills=fills)
    canvas.box(
        x + CHOSEN * cell + 3, y + 3, cell - 6, k * cell - 6, fill="none", edge=BLUE, thick=3, dashed=True
    )
    canvas.box(x + 7, y + CHOSEN * cell + 7, k * cell - 14, cell - 14, fill="none", edge=RED, thick=3)


def _counts(y: tuple[int, ...], y_hat: tuple[int, ...], k: int) -> list[list[int]]:
    pairs = list(zip(y, y_hat, strict=True))
    return [[pairs.count((i, j)) for j in range(k)] for i in range(k)]


if __name__ == "__main__":
    figure().save(__file__)
