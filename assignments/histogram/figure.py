"""Bytes counted one by one and in pairs; the table of pairs is summed along both axes."""

from drawing import BLUE, GREEN, LIGHT_BLUE, LIGHT_GREEN, PALE, SMALL, WHITE, Figure

BYTES = (2, 2, 2, 1, 0, 2, 2, 2)
VALUES = 3
LEFT, CELL = 130, 40


def figure() -> Figure:
    pairs = list(zip(BYTES[::2], BYTES[1::2], strict=True))
    table = [[pairs.count((first, second)) for second in range(VALUES)] for first in range(VALUES)]
    firsts = [sum(row) for row in table]
    seconds = [sum(column) for column in zip(*table, strict=True)]
    canvas = Figure(430)
    canvas.text(24, 28, "Eight numbers with the values 0, 1 and 2", anchor="start", bold=True)
    canvas.text(LEFT - 12, 63, "one by one", anchor="end")
    canvas.table(LEFT, 44, [BYTES], cell=CELL, high=28)
    for y, words in ((56, "8 additions, 4 of them to"), (72, "the counter used just before")):
        canvas.text(LEFT + 8 * CELL + 10, y, words, anchor="start", size=SMALL)
    canvas.text(LEFT - 12, 117, "in pairs", anchor="end")
    cells = [[f"{first}, {second}" for first, second in pairs]]
    canvas.table(LEFT, 98, cells, cell=2 * CELL, high=28, fills=[[PALE] * 4])
    canvas.text(LEFT + 8 * CELL + 10, 117, "4 additions", anchor="start", size=SMALL)

    canvas.text(24, 168, "The counters of the pairs", anchor="start", bold=True)
    x, y, cell = LEFT + 70, 212, 44
    canvas.text(x + 1.5 * cell, 192, "second number", size=SMALL)
    canvas.text(x - 26, y + 1.5 * cell + 4, "first number", size=SMALL, anchor="end")
    for index in range(VALUES):
        canvas.text(x + (index + 0.5) * cell, y - 6, str(index), size=SMALL)
        canvas.text(x - 14, y + (index + 0.5) * cell + 4, str(index), size=SMALL)
    fills = [[LIGHT_BLUE if count else WHITE for count in row] for row in table]
    canvas.table(x, y, table, cell=cell, fills=fills)
    canvas.table(
        x + 3 * cell + 30, y, [[count] for count in firsts], cell=cell, fills=[[LIGHT_GREEN]] * VALUES
    )
    canvas.table(x, y + 3 * cell + 24, [seconds], cell=cell, high=28, fills=[[LIGHT_GREEN] * VALUES])
    for index in range(VALUES):
        canvas.arrow(
            (x + 3 * cell + 6, y + (index + 0.5) * cell), (x + 3 * cell + 28, y + (index + 0.5) * cell)
        )
        canvas.arrow(
            (x + (index + 0.5) * cell, y + 3 * cell + 4), (x + (index + 0.5) * cell, y + 3 * cell + 22)
        )
    canvas.text(
        x + 4 * cell + 42, y + 1.5 * cell, "as the first number", anchor="start", colour=GREEN, size=SMALL
    )
    canvas.text(
        x + 3 * cell + 12, y + 3 * cell + 43, "as the second number", anchor="start", colour=GREEN, size=SMALL
    )

    counts = [first + second for first, second in zip(firsts, seconds, strict=True)]
    sums = ",  ".join(
        f"value {value}: {first} + {second} = {count}"
        for value, (first, second, count) in enumerate(zip(firsts, seconds, counts, strict=True))
    )
    canvas.text(LEFT, 416, f"Counts: {sums}", anchor="start", colour=BLUE)
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
