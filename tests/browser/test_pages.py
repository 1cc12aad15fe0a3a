"""The pages in a real browser: hostile text does nothing there, and every page fits screen and paper."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from grader.model import CodeLine, Mistake, PerformanceResult, RejectedEntry, Report, SourceFile, Verdict
from grader.reports import class_html, class_pages, report_html
from grader.reports.classroom import HARDEST

pytestmark = pytest.mark.long

MARK = "document.title='pwned'"
ATTACKS = (
    f"</title></style></pre></code></textarea><script>{MARK}</script>",
    f'"\'><img src="x" onerror="{MARK}"><svg onload="{MARK}"><body onload="{MARK}">',
    f'" autofocus onfocus="{MARK}" x=\' autofocus onfocus={MARK} <details open ontoggle={MARK}>',
    f'<a href="javascript:{MARK}">a</a> [b](javascript:{MARK}) <javascript:{MARK}>',
    f'<iframe srcdoc="<script>parent.{MARK}</script>"></iframe><object data="javascript:{MARK}"></object>',
    '<img src="http://attack.example/a.png"> ![c](http://attack.example/b.png "d")',
    "<style>@import url(http://attack.example/c.css); body { background: url(http://attack.example/d.png) }",
    '</style><link rel="stylesheet" href="http://attack.example/e.css"><base href="http://attack.example/">',
    '<meta http-equiv="refresh" content="0;url=http://attack.example/f">',
    '<iframe src="http://attack.example/g"></iframe><embed src="http://attack.example/h">',
)
ATTACK = "\n".join(ATTACKS)

PROBE = r"""<!DOCTYPE html><title>probe</title><pre id="found"></pre>
<script>
const found = {};
function leaves(link) {
    return ["http:", "https:", "file:"].includes(link.protocol) && !link.getAttribute("href").startsWith("#");
}
// Words of up to 20 letters that stand on two lines. Code may be broken anywhere.
function brokenWords(page) {
    const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT), range = page.createRange(), found = [];
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (text.parentElement.closest("code, pre, title, desc")) continue;
        for (const word of text.data.matchAll(/(?<!\p{L})\p{L}{2,20}(?!\p{L})/gu)) {
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const tops = [...range.getClientRects()].map(box => box.top);
            if (Math.max(...tops) - Math.min(...tops) > 3) found.push(word[0]);
        }
    }
    return found;
}
function look(frame) {
    const page = frame.contentDocument, root = page.documentElement;
    page.querySelectorAll("details").forEach(part => part.open = true);
    page.querySelectorAll("a[href]").forEach(link => leaves(link) || link.click());
    const broken = brokenWords(page), height = page.querySelector(".page")?.scrollHeight;
    setTimeout(() => {
        const body = page.defaultView.getComputedStyle(page.body);
        found[frame.id] = {"width": root.clientWidth, "needs": root.scrollWidth, "title": page.title,
                           "ground": body.backgroundColor, "broken": broken, "height": height};
        document.getElementById("found").textContent = JSON.stringify(found);
    }, 500);
}
addEventListener("load", () => document.querySelectorAll("iframe").forEach(look));
</script>
"""


class Found(NamedTuple):
    """What a page around others saw of them, and what they asked the network for."""

    pages: dict[str, dict[str, Any]]
    requests: list[str]


def probed(
    browser: Any, pages: Mapping[str, str], folder: Path, widths: tuple[int, ...], *flags: str
) -> Found:
    """What a page around the pages finds in each, at each width, all folds open, all links clicked that stay."""
    frames = []
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
        for width in widths:
            style = f"width: {width}px; height: 500px; border: 0"
            frames.append(f'<iframe id="{name}-{width}" src="{name}.html" style="{style}"></iframe>')
    (folder / "probe.html").write_text(PROBE + "\n".join(frames), encoding="utf-8")
    dom, requests = browser.open(folder / "probe.html", *flags)
    found = json.loads(html.unescape(dom.partition('<pre id="found">')[2].partition("</pre>")[0]))
    assert len(found) == len(frames)
    return Found(found, requests)


def hostile_timing(sample: ModuleType) -> PerformanceResult:
    judged = sample.TIMINGS["judged"]
    return replace(
        judged,
        function=ATTACK,
        title=ATTACK,
        device_name=ATTACK,
        message=ATTACK,
        tiers=tuple(replace(judged.tiers[0], name=attack) for attack in ATTACKS),
        evidence=(replace(judged.evidence[0], name=ATTACK, unit=ATTACK, message=ATTACK),),
        sizes=tuple(replace(judged.sizes[0], size=attack) for attack in ATTACKS),
        advice=ATTACKS,
    )


def hostile(sample: ModuleType) -> Report:
    """A report with the attacks in every place that text can reach."""
    says = {"title": ATTACK, "message": ATTACK, "hint": ATTACK, "detail": ATTACK, "output": ATTACK}
    mistake = Mistake(id=ATTACK, sentence=ATTACK)
    lines = tuple(CodeLine(file=name, line=1) for name in (ATTACK, *ATTACKS))
    return sample.report(
        ATTACK,
        (
            sample.case("predict", 0, **says),
            sample.case("predict", 1, Verdict.ERROR, id=ATTACK, **says),
            sample.case("loss", 0, Verdict.FAILED, mistake=mistake, lines=lines, **says),
        ),
        title=ATTACK,
        notices=ATTACKS,
        performance=(hostile_timing(sample),),
        sources=tuple(SourceFile(name=name, text=f"{name}\n'''{ATTACK}") for name in ATTACKS),
    )


def hostile_pages(sample: ModuleType) -> dict[str, str]:
    report = hostile(sample)
    entry = RejectedEntry(student=ATTACK, origin=ATTACK, reason=ATTACK, assignment=ATTACK)
    other = replace(report, assignment=ATTACK, score=None, not_graded=ATTACK)
    return {
        "report": report_html(report, statement=ATTACK),
        "class": class_html((report, other), (entry,), title=ATTACK, generated=ATTACK),
        "assignment": dict(class_pages((report, other), (entry,), title=ATTACK))[f"{ATTACK}.html"],
        "student": dict(class_pages((report, other), (entry,), title=ATTACK))[f"{ATTACK}/index.html"],
    }


def unsafe_page() -> str:
    """What a page would be that escapes nothing."""
    staying = "\n".join(attack for attack in ATTACKS if "refresh" not in attack)
    return f"<!DOCTYPE html><title>safe</title><pre>{staying}</pre>"


def title_of(page: str) -> str:
    """The first title: one that text smuggled in would come later."""
    return html.unescape(re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1])


@pytest.fixture
def pages(sample: ModuleType, retrospect: dict[str, str]) -> dict[str, str]:
    """Honest pages of all kinds."""
    kinds = (
        "MIXED",
        "PERFECT",
        "UNGRADED",
        "NOTEBOOK",
        "BROKEN",
        "SLOW",
        "ATTACK",
        "CLOSE",
        "ENDINGS",
        "NOISY",
    )
    made = {name: report_html(getattr(sample, name), statement=sample.STATEMENT) for name in kinds}
    made["concealed"] = report_html(sample.concealed("hidden"))
    made["class"] = class_html(sample.LINEAR, sample.REJECTED, title="Linear regression")
    made["timed"] = class_html(sample.SPEEDS, (), title="Pairwise distances")
    several = dict(class_pages((*sample.CLASS, sample.ATTACK), sample.REJECTED, title="Deep learning"))
    made |= {"classes": several["index.html"], "assignment": several["metrics.html"]}
    made["student"] = several["ada01/index.html"]
    return made | retrospect


@pytest.mark.parametrize("kind", ["report", "class", "assignment", "student"])
def test_hostile_text_runs_nothing_and_asks_the_network_for_nothing(
    kind: str, sample: ModuleType, browser: Any, tmp_path: Path
) -> None:
    page = hostile_pages(sample)[kind]
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    dom, requests = browser.open(tmp_path / "page.html")
    assert title_of(dom) == title_of(page)
    assert MARK in html.unescape(dom)
    assert dom.count("<script") == page.count("<script") == (kind in ("class", "assignment"))
    assert requests == []


def test_hostile_links_do_nothing_when_they_are_clicked(
    sample: ModuleType, browser: Any, tmp_path: Path
) -> None:
    page = hostile_pages(sample)["report"]
    found = probed(browser, {"report": page}, tmp_path, (600,))
    assert found.pages["report-600"]["title"] == " ".join(title_of(page).split())
    assert found.requests == []


def test_a_page_that_escapes_nothing_would_be_caught(browser: Any, tmp_path: Path) -> None:
    """The control: the same text unescaped runs, and asks for what it names."""
    (tmp_path / "page.html").write_text(unsafe_page(), encoding="utf-8")
    dom, requests = browser.open(tmp_path / "page.html")
    assert title_of(dom) == "pwned"
    assert {f"http://attack.example/{name}" for name in ("a.png", "c.css", "e.css", "g")} <= set(requests)


def test_a_link_that_runs_a_script_would_be_caught(browser: Any, tmp_path: Path) -> None:
    page = f'<!DOCTYPE html><title>safe</title><a href="javascript:void({MARK})">go</a>'
    assert probed(browser, {"page": page}, tmp_path, (600,)).pages["page-600"]["title"] == "pwned"


def test_no_page_is_wider_than_a_phone(pages: dict[str, str], browser: Any, tmp_path: Path) -> None:
    """At 320 and 400 pixels, all folds open; a page that is too wide is there to be found."""
    wide = "<!DOCTYPE html><title>wide</title><body style='margin: 0'><p style='width: 500px'>wide</p>"
    found = probed(browser, {**pages, "wide": wide}, tmp_path, (320, 400))
    assert {entry["width"] for entry in found.pages.values()} == {320, 400}
    too_wide = {name for name, entry in found.pages.items() if entry["needs"] > entry["width"]}
    assert too_wide == {"wide-320", "wide-400"}


def test_the_page_is_dark_for_who_likes_it_dark(sample: ModuleType, browser: Any, tmp_path: Path) -> None:
    grounds = []
    for scheme in ("1", "0"):  # Blink's light and dark
        flag = f"--blink-settings=preferredColorScheme={scheme}"
        found = probed(browser, {"page": report_html(sample.MIXED)}, tmp_path, (600,), flag)
        grounds.append([int(part) for part in re.findall(r"\d+", found.pages["page-600"]["ground"])[:3]])
    light, dark = grounds
    assert min(light) > 200
    assert max(dark) < 60


def large_class(sample: ModuleType, assignments: int, students: int) -> list[Report]:
    """Scores from 0 to all points; every third student of an assignment handed in nothing."""
    return [
        replace(
            sample.metrics("s", 0), assignment=f"a{a:02}", title=f"Assignment number {a}", student=f"student {s:03}",
            score=float((s + a) % 7), max_score=6.0,
        )
        for a in range(assignments)
        for s in range(students)
        if (s + a) % 3
    ]  # fmt: skip


LOOK_AT_SHEET = r"""<!DOCTYPE html><title>probe</title><pre id="found"></pre>
<iframe id="class" src="class.html" style="width: WIDTHpx; height: 800px; border: 0"></iframe>
<script>
addEventListener("load", () => {
    const page = document.getElementById("class").contentDocument;
    const table = page.querySelector(".sheet"), box = table.parentElement, body = table.tBodies[0];
    const inside = cell => {
        const one = cell.getBoundingClientRect(), all = box.getBoundingClientRect();
        return one.left >= all.left - 1 && one.right <= all.right + 1;
    };
    const found = {"page": [page.documentElement.clientWidth, page.documentElement.scrollWidth]};
    found.box = [box.clientWidth, box.scrollWidth];
    found.cut = [...table.tHead.querySelectorAll("button")].filter(
        word => word.scrollHeight > word.clientHeight + 1 || word.scrollWidth > word.clientWidth + 1).length;
    found.titles = [...table.tHead.rows[0].cells].map(head => head.title).filter(title => title);
    found.sorted = [...table.tHead.rows[0].cells].slice(0, 2).map(head => {
        const button = head.querySelector("button"), column = head.cellIndex;
        return [0, 1].map(() => {
            button.click();
            return [head.ariaSort, ...[...body.rows].slice(0, 3).map(row => row.cells[column].textContent)];
        });
    });
    found.seen = [0, 300].map(left => {
        box.scrollTo(left, 400);
        const row = body.rows[40], head = table.tHead.rows[0].cells[1];
        return [
            inside(row.cells[0]), inside(row.cells[row.cells.length - 1]), inside(row.cells[row.cells.length - 2]),
            Math.abs(head.getBoundingClientRect().top - box.getBoundingClientRect().top) < 3 && box.scrollTop > 100,
        ];
    });
    document.getElementById("found").textContent = JSON.stringify(found);
});
</script>
"""


def seen_sheet(browser: Any, page: str, folder: Path, width: int) -> dict[str, Any]:
    (folder / "class.html").write_text(page, encoding="utf-8")
    (folder / "probe.html").write_text(LOOK_AT_SHEET.replace("WIDTH", str(width)), encoding="utf-8")
    dom = browser.open(folder / "probe.html").dom
    found: dict[str, Any] = json.loads(
        html.unescape(dom.partition('<pre id="found">')[2].partition("</pre>")[0])
    )
    return found


def test_thirty_five_assignments_fit_on_a_screen(sample: ModuleType, browser: Any, tmp_path: Path) -> None:
    """1280 pixels wide: neither the page nor the table has to be scrolled to the side."""
    page = class_html(large_class(sample, 35, 60), [], title="Deep learning")
    found = seen_sheet(browser, page, tmp_path, 1280)
    assert found["page"] == [1280, 1280]
    assert found["box"][1] <= found["box"][0]


@pytest.mark.parametrize("width", [390, 1280])
def test_names_heads_and_totals_of_the_overview_stay_in_view(
    width: int, sample: ModuleType, browser: Any, tmp_path: Path
) -> None:
    found = seen_sheet(
        browser, class_html(large_class(sample, 35, 60), [], title="Deep learning"), tmp_path, width
    )
    assert found["page"][1] <= width
    assert found["seen"] == [[True] * 4] * 2


def test_a_long_head_of_the_overview_is_not_cut_and_has_its_full_text_as_title(
    sample: ModuleType, browser: Any, tmp_path: Path
) -> None:
    titles = ["Distances of all pairs, without the block of differences", "Derivatives by differences", "RNN"]
    reports = [
        replace(report, title=titles[int(report.assignment[1:])]) for report in large_class(sample, 3, 42)
    ]
    page = class_html(reports, [], title="Deep learning")
    found = seen_sheet(browser, page, tmp_path, 1280)
    assert found["cut"] == 0
    assert found["titles"] == titles


def test_a_click_on_a_head_sorts_the_overview_and_what_is_absent_comes_last(
    sample: ModuleType, browser: Any, tmp_path: Path
) -> None:
    page = class_html(large_class(sample, 3, 42), [], title="Deep learning")
    names, scores = seen_sheet(browser, page, tmp_path, 800)["sorted"]
    assert names == [
        ["ascending", "student 000", "student 001", "student 002"],
        ["descending", "student 041", "student 040", "student 039"],
    ]
    assert scores == [["ascending", "0", "0", "0"], ["descending", "100", "100", "100"]]


NAMES = ("Jürgen Müller", "李雷", "x" * 200, "word " * 40, "Ada von und zu Hohenlohe-Langenburg", "O'Neil")
PAPER = (702, 935)
"""Pixels of a letter page, 8.5 by 11 inches, within the margins that the style sheet sets."""


def on_paper(page: str) -> str:
    """The page as it is printed, for a screen: what the style sheet says of paper holds everywhere."""
    assert page.count("@media print") >= 1
    return page.replace("@media print", "@media all")


def named_class(sample: ModuleType) -> tuple[list[Report], list[RejectedEntry]]:
    """A class with names of all kinds."""
    entry = {"assignment": "linear_regression", "reason": "The file is damaged. Ask for it again. " * 6}
    return (
        [replace(one, student=name) for one in (sample.MIXED, sample.metrics("s", 1)) for name in NAMES],
        [RejectedEntry(student=name, origin=f"{name}.zip", **entry) for name in ("willow", NAMES[4])],
    )


def test_no_word_is_broken_in_two(
    sample: ModuleType, pages: dict[str, str], browser: Any, tmp_path: Path
) -> None:
    """On a phone, on two screens and on paper; a page that breaks its words is there to be found."""
    reports, rejected = named_class(sample)
    pages |= {
        "named": class_html(reports, rejected, title="Deep learning"),
        "one": class_html([r for r in reports if r.assignment == "metrics"], rejected[:1], title="Metrics"),
    }
    control = (
        "<!DOCTYPE html><title>narrow</title><p style='width: 3em; overflow-wrap: anywhere'>everywhere</p>"
    )
    screen = probed(browser, {**pages, "control": control}, tmp_path, (360, 700, 1000))
    paper = probed(browser, {name: on_paper(page) for name, page in pages.items()}, tmp_path, PAPER[:1])
    broken = {name: entry["broken"] for found in (screen, paper) for name, entry in found.pages.items()}
    assert broken.pop("control-360") == ["everywhere"]
    assert {name: words for name, words in broken.items() if words and "control" not in name} == {}


def printed_pages(browser: Any, page: str, folder: Path) -> int:
    (folder / "page.html").write_text(page, encoding="utf-8")
    return len(re.findall(rb"/Type\s*/Page\b", browser.print(folder / "page.html")))


def test_the_class_is_printed_on_few_pages(sample: ModuleType, browser: Any, tmp_path: Path) -> None:
    """Forty rows to a page, and half a page for the head and the histogram of each assignment."""
    assignments, students, tests = 4, 40, 80
    cases = tuple(
        sample.case("predict", 0, Verdict.FAILED, id=f"hidden/test_predict.py::test_number_{n}")
        for n in range(tests)
    )
    reports = [
        sample.report(f"student-{s:02}", cases, assignment=f"a{a}", title=f"Assignment {a}")
        for a in range(assignments)
        for s in range(students)
    ]
    page = class_html(reports, [], title="Deep learning")
    rows = students + assignments * (students + HARDEST)
    assert printed_pages(browser, page, tmp_path) <= rows / 40 + assignments / 2 + 1


def test_a_printed_report_leaves_little_of_its_pages_empty(
    sample: ModuleType, browser: Any, tmp_path: Path
) -> None:
    """Twelve long cards in a row take at most a fifth more pages than they are high."""
    tests = [
        sample.case(
            task,
            0,
            Verdict.FAILED,
            id=f"hidden/test_{task}.py::test_{m}_{n}",
            title="A sentence of the length that titles of tests have, which takes a line or two.",
            mistake=Mistake(id=f"{task}__{m}", sentence="The same mistake stands behind all of these."),
        )
        for task in sample.POINTS
        for m in range(3)
        for n in range(11)
    ]
    page = report_html(sample.report("ada01", tuple(tests)))
    width, height = PAPER
    seen = probed(browser, {"report": on_paper(page)}, tmp_path, (width,)).pages[f"report-{width}"]
    assert printed_pages(browser, page, tmp_path) <= 1.2 * seen["height"] / height


@pytest.mark.parametrize("name", ["MIXED", "classes", "pair", "statistics"])
def test_a_page_can_be_printed(name: str, pages: dict[str, str], browser: Any, tmp_path: Path) -> None:
    assert printed_pages(browser, pages[name], tmp_path) >= 1
