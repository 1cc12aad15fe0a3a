"""Windows of a kernel on the padded image of the statement: padding 1, stride 2."""

from drawing import BLUE, LIGHT_BLUE, LIGHT_RED, PALE, RED, SMALL, WHITE, Figure, minus

X = [[1, 2, 0, 1], [3, 1, 2, 0], [0, 2, 1, 3]]
W = [[1, 2], [0, -1]]
B, PADDING, STRIDE = 1, 1, 2
CELL = 34
LEFT, TOP = 40, 74


def figure() -> Figure:
    width = len(X[0]) + 2 * PADDING
    frame = [[0] * width for _ in range(PADDING)]
    padded = [*frame, *([*[0] * PADDING, *row, *[0] * PADDING] for row in X), *frame]
    rows = (len(padded) - len(W)) // STRIDE + 1
    columns = (width - len(W[0])) // STRIDE + 1
    output = [[_product(padded, u, v) + B for v in range(columns)] for u in range(rows)]

    canvas = Figure(290)
    canvas.text(LEFT, 28, "x in its frame of zeros (padding 1, grey)", anchor="start", bold=True)
    canvas.text(LEFT, 50, "outlined: the windows at stride 2", anchor="start", size=SMALL)
    inside = [[_inside(i, j) for j in range(width)] for i in range(len(padded))]
    fills = [[WHITE if there else PALE for there in row] for row in inside]
    canvas.table(LEFT, TOP, padded, cell=CELL, fills=fills)
    for u in range(rows):
        for v in range(columns):
            last = (u, v) == (1, 1)
            canvas.box(
                LEFT + v * STRIDE * CELL + 2, TOP + u * STRIDE * CELL + 2, 2 * CELL - 4, 2 * CELL - 4,
                fill="none", edge=RED if last else BLUE, thick=4 if last else 2,
            )  # fmt: skip
    bottom = TOP + len(padded) * CELL
    canvas.text(
        LEFT,
        bottom + 22,
        "No window holds the last row: (3 + 2·1 − 2)/2 = 1.5 is rounded down to 1, so 1 + 1 = 2 rows fit.",
        anchor="start",
        size=SMALL,
    )

    kernel = 310
    canvas.text(kernel + CELL, TOP - 10, "W, and b = 1")
    canvas.table(kernel, TOP, [[minus(w) for w in row] for row in W], cell=CELL, fills=[[LIGHT_BLUE] * 2] * 2)
    canvas.arrow((kernel + 2 * CELL + 14, TOP + CELL), (kernel + 2 * CELL + 64, TOP + CELL))
    right = kernel + 2 * CELL + 92
    canvas.text(right + 1.5 * CELL, TOP - 10, "y")
    marked = [[LIGHT_RED if (u, v) == (1, 1) else WHITE for v in range(columns)] for u in range(rows)]
    canvas.table(right, TOP, output, cell=CELL, fills=marked)
    canvas.box(right + CELL + 2, TOP + CELL + 2, CELL - 4, CELL - 4, fill="none", edge=RED, thick=4)

    window = [row[STRIDE : STRIDE + 2] for row in padded[STRIDE : STRIDE + 2]]
    terms = [f"{minus(W[i][j])}·{window[i][j]}" for i in range(2) for j in range(2)]
    sum_ = " + ".join(terms).replace("+ −", "− ")
    canvas.text(kernel, TOP + 112, "The thick window meets the kernel, tap by tap:", anchor="start")
    canvas.text(kernel, TOP + 136, f"y_{{11}} = {sum_} + {B} = {output[1][1]}", anchor="start", colour=RED)
    canvas.text(kernel, TOP + 164, "Each window gives one number of y.", anchor="start")
    return canvas


def _inside(i: int, j: int) -> bool:
    return 0 <= i - PADDING < len(X) and 0 <= j - PADDING < len(X[0])


def _product(padded: list[list[int]], u: int, v: int) -> int:
    return sum(W[i][j] * padded[STRIDE * u + i][STRIDE * v + j] for i in range(2) for j in range(2))


if __name__ == "__main__":
    figure().save(__file__)
