"""A step of k-means, and nearest neighbours in two representations."""

from drawing import BLUE, GREEN, GREY, INK, RED, SMALL, WHITE, Figure, Point

SAMPLES = ((30, 150), (60, 190), (75, 140), (160, 60), (190, 90), (180, 40))
CENTERS = (((80, 210), (55, 160), BLUE, SAMPLES[:3]), ((130, 100), (176.7, 63.3), RED, SAMPLES[3:]))
FIRST = {"a": (40, 60), "b": (75, 90), "c": (150, 60), "d": (120, 170)}
SECOND = {"a": (60, 170), "b": (95, 150), "c": (40, 60), "d": (140, 90)}


def figure() -> Figure:
    canvas = Figure(290)
    canvas.text(130, 24, "one step of k-means", bold=True)
    for before, after, colour, own in CENTERS:
        for x, y in own:
            canvas.circle(x + 20, y + 30, 5, fill=colour, edge=INK)
        canvas.arrow(_at(before), _at(after), colour=colour)
        canvas.text(before[0] + 20, before[1] + 48, "centre", size=SMALL, colour=colour)
        canvas.circle(before[0] + 20, before[1] + 30, 6, fill=WHITE, edge=colour)
    canvas.circle(250, 240, 6, fill=WHITE, edge=GREY)
    canvas.text(250, 262, "no samples: stays", size=SMALL, colour=GREY)
    _neighbours(canvas, 330, "representation X", FIRST, {"a": "b", "b": "a", "c": "b", "d": "b"})
    _neighbours(canvas, 510, "representation Y", SECOND, {"a": "b", "b": "a", "c": "d", "d": "b"})
    canvas.text(510, 262, "nearest neighbours: 3 of 4 in common", size=SMALL, colour=GREEN, bold=True)
    return canvas


def _at(point: Point) -> Point:
    return point[0] + 20, point[1] + 30


def _neighbours(
    canvas: Figure, left: float, word: str, places: dict[str, Point], nearest: dict[str, str]
) -> None:
    canvas.text(left + 85, 24, word, bold=True)
    for name, other in nearest.items():
        (x, y), (u, v) = places[name], places[other]
        length = ((u - x) ** 2 + (v - y) ** 2) ** 0.5
        end = left + u - 14 * (u - x) / length, v + 30 - 14 * (v - y) / length
        colour = RED if name == "c" else GREEN
        canvas.arrow((left + x, y + 30), end, colour=colour, dashed=name == "c")
    for name, (x, y) in places.items():
        canvas.circle(left + x, y + 30, 11, fill=WHITE, edge=INK)
        canvas.text(left + x, y + 35, name)


if __name__ == "__main__":
    figure().save(__file__)
