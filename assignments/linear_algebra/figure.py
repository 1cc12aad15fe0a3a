"""The two sums of a table of two rows and three columns, each beside the axis that disappears."""

from drawing import BLUE, GREEN, GREY, LIGHT_BLUE, LIGHT_GREEN, SMALL, Figure

TABLE = ((1, 2, 3), (4, 5, 6))
LEFT, TOP, CELL = 190, 60, 46


def figure() -> Figure:
    rows, columns = len(TABLE), len(TABLE[0])
    right, bottom = LEFT + columns * CELL, TOP + rows * CELL
    canvas = Figure(260)
    canvas.table(LEFT, TOP, TABLE, cell=CELL)
    canvas.text(LEFT + columns * CELL / 2, TOP - 30, "A has shape (2, 3)", bold=True)

    down = [sum(column) for column in zip(*TABLE, strict=True)]
    for j in range(columns):
        x = LEFT + (j + 0.5) * CELL
        canvas.arrow((x, bottom + 6), (x, bottom + 32), colour=BLUE)
    canvas.table(LEFT, bottom + 36, [down], cell=CELL, fills=[[LIGHT_BLUE] * columns])
    canvas.lines(LEFT - 14, bottom + 56, ["axis 0: one sum", "for each column"], anchor="end", colour=BLUE)

    across = [[sum(row)] for row in TABLE]
    for i in range(rows):
        y = TOP + (i + 0.5) * CELL
        canvas.arrow((right + 6, y), (right + 36, y), colour=GREEN)
    canvas.table(right + 40, TOP, across, cell=CELL, fills=[[LIGHT_GREEN]] * rows)
    canvas.lines(
        right + 40 + CELL + 14, TOP + 40, ["axis 1: one sum", "for each row"], anchor="start", colour=GREEN
    )
    canvas.lines(
        right + 40,
        bottom + 50,
        ["without keepdims: shapes (3,) and (2,)", "with keepdims: shapes (1, 3) and (2, 1)"],
        anchor="start",
        size=SMALL,
        colour=GREY,
    )
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
