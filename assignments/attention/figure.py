"""From queries, keys and values to the result, with the numbers of the statement: key 3 is masked for query 1."""

from drawing import BLUE, LIGHT_BLUE, LIGHT_GREEN, PALE, RED, SMALL, WHITE, Figure

ALLOWED = ((True, True, False), (False, False, False))
SCORES = ((1, 3, 4), (5, 2, 1))
"""The exponentials of the scores."""
VALUES = ((8, 0), (0, 8), (16, 8))


def figure() -> Figure:
    canvas = Figure(420)
    canvas.box(24, 30, 108, 48, ["q", "(Tq, d)"], fill=LIGHT_BLUE)
    canvas.box(24, 100, 108, 48, ["k", "(Tk, d)"], fill=LIGHT_BLUE)
    canvas.box(24, 330, 108, 48, ["v", "(Tk, dv)"], fill=LIGHT_BLUE)
    canvas.arrow((132, 54), (200, 76), colour=BLUE)
    canvas.arrow((132, 124), (200, 102), colour=BLUE)

    words = [[f"ln {score}" for score in row] for row in SCORES]
    _labelled(canvas, 226, 60, words, "scores S: q · k / √d", "(Tq, Tk)")
    canvas.arrow((376, 90), (452, 90))
    canvas.text(414, 80, "mask", size=SMALL)
    masked = [
        [word if there else "×" for word, there in zip(row, seen, strict=True)]
        for row, seen in zip(words, ALLOWED, strict=True)
    ]
    fills = [[WHITE if there else PALE for there in row] for row in ALLOWED]
    _labelled(canvas, 476, 60, masked, "allowed scores", "(Tq, Tk)", fills)
    canvas.text(546, 158, "× is False in the mask: may not attend", size=SMALL)

    canvas.arrow((546, 168), (546, 208))
    canvas.text(534, 194, "softmax along each row", anchor="end")
    weights = [_weights(row, seen) for row, seen in zip(SCORES, ALLOWED, strict=True)]
    shown = [[_fraction(weight) for weight in row] for row in weights]
    _labelled(canvas, 476, 254, shown, "weights A", "(Tq, Tk)", fills)
    canvas.lines(
        664,
        344,
        ["A row sums to 1 over its allowed keys.", "Query 2 has none: its row is 0, not 0/0."],
        size=SMALL,
        anchor="end",
    )

    canvas.text(428, 272, "A v", bold=True)
    canvas.arrow((456, 284), (396, 284))
    canvas.arrow((132, 354), (426, 354), (426, 290), colour=BLUE)
    result = [
        [sum(w * v[column] for w, v in zip(row, VALUES, strict=True)) for column in range(2)]
        for row in weights
    ]
    shown = [[f"{number:g}" for number in row] for row in result]
    _labelled(canvas, 296, 254, shown, "result", "(Tq, dv)", [[LIGHT_GREEN] * 2] * 2)
    canvas.text(
        24,
        404,
        "Leading axes, such as batch B and heads n, are the same in q, k, v and in the result.",
        anchor="start",
        size=SMALL,
    )
    canvas.text(24, 318, f"rows: {', '.join(f'({a}, {b})' for a, b in VALUES)}", anchor="start", size=SMALL)
    canvas.text(24, 298, "query 1: ¼ · (8, 0) + ¾ · (0, 8) = (2, 6)", anchor="start", size=SMALL, colour=RED)
    return canvas


def _labelled(
    canvas: Figure, x: float, y: float, rows: list[list[str]], title: str, shape: str,
    fills: list[list[str]] | None = None,
) -> None:  # fmt: skip
    cell = 46
    middle = x + len(rows[0]) * cell / 2
    canvas.text(middle, y - 28, title, bold=True)
    canvas.text(middle, y - 10, shape, size=SMALL)
    canvas.table(x, y, rows, cell=cell, high=34, fills=fills or ())
    for index in range(2):
        canvas.text(x - 8, y + 22 + 34 * index, str(index + 1), anchor="end", size=SMALL)


def _weights(exponentials: tuple[int, ...], allowed: tuple[bool, ...]) -> list[float]:
    kept = [e if there else 0 for e, there in zip(exponentials, allowed, strict=True)]
    return [e / sum(kept) if sum(kept) else 0.0 for e in kept]


def _fraction(weight: float) -> str:
    return {0.25: "¼", 0.75: "¾"}.get(weight, f"{weight:g}")


if __name__ == "__main__":
    figure().save(__file__)
