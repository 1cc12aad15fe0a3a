"""Two words are looked up, averaged, and predict a third; the gradient goes back to their rows only."""

from drawing import BLUE, GREEN, GREY, INK, LIGHT_BLUE, PALE, RED, SMALL, WHITE, Figure

WORDS = ("I", "you", "like", "tea", "rain")
USED = (0, 2)
HIGH, TOP, TABLE, CELL = 34, 60, 120, 24


def figure() -> Figure:
    canvas = Figure(290)
    canvas.text(TABLE + 2 * CELL, 40, "table E, a word per row", bold=True, size=SMALL)
    for row, word in enumerate(WORDS):
        y = TOP + row * HIGH
        canvas.text(TABLE - 12, y + 20, word, anchor="end")
        for column in range(4):
            fill = LIGHT_BLUE if row in USED else WHITE
            canvas.box(TABLE + column * CELL, y + 3, CELL, HIGH - 6, fill=fill, edge=INK)
    middle = TOP + 2 * HIGH
    for row in USED:
        canvas.arrow((TABLE + 4 * CELL + 6, TOP + row * HIGH + 14), (300, middle - 6), colour=BLUE)
        canvas.arrow(
            (300, middle + 12), (TABLE + 4 * CELL + 6, TOP + row * HIGH + 26), colour=RED, dashed=True
        )
    canvas.box(304, middle - 22, 84, 48, fill=PALE, edge=INK)
    canvas.text(346, middle + 7, "mean h", size=SMALL)
    canvas.arrow((390, middle - 6), (428, middle - 6), colour=BLUE)
    canvas.arrow((428, middle + 12), (392, middle + 12), colour=RED, dashed=True)
    canvas.box(430, middle - 22, 112, 48, fill=PALE, edge=INK)
    canvas.text(486, middle + 7, "softmax(hW + b)", size=SMALL)
    for row, (word, share) in enumerate(zip(WORDS, (0.05, 0.05, 0.1, 0.6, 0.2), strict=True)):
        y = TOP + row * HIGH
        canvas.box(580, y + 8, 90 * share, HIGH - 16, fill=GREEN if row == 3 else PALE, edge=INK)
        canvas.text(574, y + 20, word, anchor="end", size=SMALL)
    canvas.text(620, 40, "next word", bold=True, size=SMALL)
    canvas.text(340, 262, "context: I like …", size=SMALL, colour=BLUE)
    canvas.text(340, 280, "dashed: the gradient, for the two rows that were used", size=SMALL, colour=RED)
    canvas.text(TABLE + 2 * CELL, 246, "the other rows stay", size=SMALL, colour=GREY)
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
