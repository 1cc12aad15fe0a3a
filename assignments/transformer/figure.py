"""An encoder block and a decoder block, both post-norm, and where queries, keys and values come from."""

from drawing import BLUE, LIGHT_BLUE, LIGHT_GREEN, LIGHT_RED, PALE, RED, SMALL, Figure

WIDE, HIGH = 176, 34


def figure() -> Figure:
    canvas = Figure(560)
    encoder, decoder = 60, 400
    canvas.text(encoder + WIDE / 2, 26, "encoder block", bold=True)
    canvas.text(decoder + WIDE / 2, 26, "decoder block", bold=True)

    _sublayer(canvas, encoder, 470, "self-attention", LIGHT_BLUE)
    _sublayer(canvas, encoder, 330, "network", LIGHT_GREEN)
    canvas.arrow((encoder + WIDE / 2, 282), (encoder + WIDE / 2, 226))
    canvas.box(encoder, 190, WIDE, HIGH, ["memory (B, S, M)"], fill=PALE)

    _sublayer(canvas, decoder, 470, "masked self-attention", LIGHT_BLUE)
    _sublayer(canvas, decoder, 330, "cross-attention", LIGHT_RED)
    _sublayer(canvas, decoder, 190, "network", LIGHT_GREEN)
    canvas.arrow((decoder + WIDE / 2, 142), (decoder + WIDE / 2, 96))
    canvas.box(decoder, 60, WIDE, HIGH, ["softmax(x W + b)"], fill=PALE)
    canvas.text(decoder + WIDE / 2, 52, "next word (B, T, V)", size=SMALL)

    canvas.arrow((encoder + WIDE, 207), (318, 207), (318, 347), (decoder, 347), colour=RED)
    canvas.text(310, 300, "K, V", colour=RED, anchor="end")
    canvas.text(decoder + WIDE / 2 - 10, 384, "Q", colour=BLUE, anchor="end")
    for left, word in (encoder, "source"), (decoder, "text so far"):
        canvas.text(left + WIDE / 2, 548, f"{word}: √D · E + positions", size=SMALL)
    canvas.lines(
        24, 66,
        ["add & norm, post: norm(x + f(x))", "pre: x + f(norm(x)), without the norm behind"],
        size=SMALL, anchor="start",
    )  # fmt: skip
    return canvas


def _sublayer(canvas: Figure, left: float, top: float, name: str, fill: str) -> None:
    """A sub-layer with what comes in from below, the residual connection past it, and its layer norm above it."""
    middle = left + WIDE / 2
    canvas.arrow((middle, min(top + HIGH + 58, 534)), (middle, top + HIGH))
    canvas.box(left, top, WIDE, HIGH, [name], fill=fill)
    canvas.arrow((middle, top), (middle, top - 16))
    canvas.box(left + 28, top - 48, WIDE - 56, 32, ["add & norm"])
    side = left + WIDE + 18
    canvas.arrow(
        (middle, top + HIGH + 16), (side, top + HIGH + 16), (side, top - 32), (left + WIDE - 28, top - 32)
    )


if __name__ == "__main__":
    figure().save(__file__)
