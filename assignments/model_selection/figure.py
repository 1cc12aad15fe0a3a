"""Ten samples in three folds; each round leaves one fold out."""

from drawing import BLUE, GREY, INK, LIGHT_BLUE, LIGHT_RED, RED, SMALL, Figure

FOLDS = (0, 2, 1, 0, 0, 1, 2, 0, 1, 2)
LEFT, WIDE, HIGH = 130, 36, 34


def figure() -> Figure:
    canvas = Figure(250)
    canvas.text(LEFT + 5 * WIDE, 24, "ten samples in three random folds", bold=True)
    for sample in range(len(FOLDS)):
        canvas.text(LEFT + (sample + 0.5) * WIDE, 50, str(sample), size=SMALL, colour=GREY)
    for fold in range(3):
        top = 60 + fold * 50
        canvas.text(LEFT - 12, top + 22, f"round {fold + 1}", anchor="end")
        for sample, own in enumerate(FOLDS):
            left = LEFT + sample * WIDE
            canvas.box(left, top, WIDE, HIGH, fill=LIGHT_RED if own == fold else LIGHT_BLUE, edge=INK)
            canvas.text(left + WIDE / 2, top + 22, "V" if own == fold else "F", size=SMALL)
        canvas.text(LEFT + 10 * WIDE + 14, top + 22, "score on F, score on V", anchor="start", size=SMALL)
    canvas.text(LEFT + 2.5 * WIDE, 226, "F: the model is fitted to these", size=SMALL, colour=BLUE)
    canvas.text(LEFT + 8 * WIDE, 226, "V: left out for validation", size=SMALL, colour=RED)
    return canvas


if __name__ == "__main__":
    figure().save(__file__)
