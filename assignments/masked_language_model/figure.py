"""A text before and after words are hidden, and its labels."""

from collections.abc import Sequence

from drawing import BLUE, GREY, INK, LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, SMALL, WHITE, Figure

WIDE, HIGH, LEFT = 70, 34, 100
TEXT = ("[start]", "the", "cat", "sat", "on", "the", "mat", "[end]")
INPUTS = ("[start]", "the", "[mask]", "sat", "red", "the", "mat", "[end]")
LABELS = ("−100", "−100", "cat", "−100", "on", "−100", "mat", "−100")
FATES = {2: ("80 %", LIGHT_BLUE), 4: ("10 %", LIGHT_RED), 6: ("10 %", LIGHT_GREEN)}


def figure() -> Figure:
    canvas = Figure(260)
    _row(canvas, 40, "text", TEXT)
    _row(canvas, 110, "inputs", INPUTS)
    _row(canvas, 180, "labels", LABELS)
    for place, (share, _) in FATES.items():
        middle = LEFT + (place + 0.5) * WIDE
        canvas.arrow((middle, 78), (middle, 106), colour=BLUE)
        canvas.text(middle + 20, 98, share, size=SMALL, colour=BLUE)
    canvas.text(
        340, 245, "Three of six words are chosen here; special tokens never are.", size=SMALL, colour=GREY
    )
    return canvas


def _row(canvas: Figure, top: float, word: str, tokens: Sequence[str]) -> None:
    canvas.text(LEFT - 12, top + HIGH / 2 + 5, word, bold=True, anchor="end")
    for place, token in enumerate(tokens):
        fill = FATES[place][1] if place in FATES else WHITE
        canvas.box(LEFT + place * WIDE, top, WIDE, HIGH, fill=fill, edge=INK)
        canvas.text(LEFT + (place + 0.5) * WIDE, top + HIGH / 2 + 5, token, size=SMALL)


if __name__ == "__main__":
    figure().save(__file__)
