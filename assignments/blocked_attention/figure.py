"""The matrix of scores cut into blocks, and what is kept for each query from block to block, in numbers."""

from drawing import BLUE, GREY, LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, PALE, RED, SMALL, WHITE, Figure

BLOCKS, CELL = 4, 56
LEFT, TOP = 130, 92


def figure() -> Figure:
    canvas = Figure(400)
    _matrix(canvas)
    _example(canvas, 398, 92)
    return canvas


def _matrix(canvas: Figure) -> None:
    side = BLOCKS * CELL
    canvas.text(24, 28, "All scores: (Tq, Tk). In memory: one block.", anchor="start", bold=True)
    canvas.text(LEFT + side / 2, TOP - 34, "keys and values, block by block")
    canvas.arrow((LEFT, TOP - 20), (LEFT + side, TOP - 20), colour=BLUE)
    canvas.box(LEFT - 34, TOP + CELL, 26, CELL, ["q"], fill=LIGHT_BLUE, round_=0)
    canvas.lines(LEFT - 44, TOP + CELL + 24, ["one block", "of queries"], anchor="end", size=SMALL)
    words = [["", "", "", ""], ["done", "now", "next", "later"], ["", "", "", ""], ["", "", "", ""]]
    fills = [[WHITE] * 4, [PALE, LIGHT_RED, WHITE, WHITE], [WHITE] * 4, [WHITE] * 4]
    canvas.table(LEFT, TOP, words, cell=CELL, fills=fills)
    canvas.box(LEFT + CELL, TOP + CELL, CELL, CELL, fill="none", edge=RED, thick=4, round_=0)
    canvas.lines(
        24,
        TOP + side + 28,
        [
            "A block of scores stays in the cache.",
            "What is kept of the blocks before it:",
            "m, ℓ and a, for each query of the block.",
        ],
        anchor="start",
        size=13,
    )


def _example(canvas: Figure, x: float, y: float) -> None:
    canvas.text(x, 28, "The example with block = 2", anchor="start", bold=True)
    states = (
        ("after keys 1 and 2", ("m = log 3", "ℓ = 1/3 + 1 = 4/3", "a = (8/3, 8)")),
        ("after key 3", ("m = log 4", "ℓ = 2", "a = (18, 14)")),
    )
    for index, (title, lines) in enumerate(states):
        top = y - 30 + index * 138
        canvas.text(x, top, title, anchor="start", size=SMALL, colour=GREY)
        canvas.box(x, top + 10, 258, 76, lines, fill=LIGHT_BLUE)
        canvas.arrow((x + 60, top + 86), (x + 60, top + 120))
    canvas.lines(
        x + 74,
        y + 72,
        ["larger maximum: what was", "summed is rescaled"],
        anchor="start",
        size=SMALL,
        pitch=14,
    )
    canvas.box(x, y + 230, 258, 38, ["result: o = (9, 7)"], fill=LIGHT_GREEN)


if __name__ == "__main__":
    figure().save(__file__)
