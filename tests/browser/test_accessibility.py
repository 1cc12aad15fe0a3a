"""A student's page for everybody: axe-core finds nothing in it, and the keyboard reaches all of it."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from grader.model import CodeLine, SourceFile, TaskResult, Verdict
from grader.reports import report_html

pytestmark = pytest.mark.long

KINDS = ("MIXED", "PERFECT", "UNGRADED", "NOTEBOOK", "BROKEN", "SLOW", "CLOSE", "ENDINGS", "NOISY")
CSP = '<meta http-equiv="Content-Security-Policy"'
DARK, LIGHT = "--blink-settings=preferredColorScheme=0", "--blink-settings=preferredColorScheme=1"

WIDE = f"""
```python
{"a_long_name = " * 20}
```

$$
{"+".join(["x^2"] * 80)}
$$

| | one | two |
|---|---|---|
| a | 1 | 2 |
"""
"""What a statement may hold: code and a formula wider than the page, a table without a heading in its corner."""

RUN_AXE = """
<script src="axe.js"></script>
<script>
document.querySelectorAll("details").forEach(part => part.open = true);
axe.run(document, {resultTypes: ["violations"]}).then(result => parent.postMessage([frameElement.id,
    result.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)])], "*"));
</script>
"""
COLLECT = """<!DOCTYPE html><title>collect</title><pre id="found"></pre><script>
const found = {};
addEventListener("message", event => {
    found[event.data[0]] = event.data[1];
    document.getElementById("found").textContent = JSON.stringify(found);
});
</script>"""
FAULTY = (
    "<!DOCTYPE html><html><head><title>faulty</title></head><body><main><h1>One</h1><h4>Four</h4>"
    "<p style='color: #bbb; background: #fff'>pale</p><img src='data:,'></main></body></html>"
)


@pytest.fixture
def pages(sample: ModuleType, retrospect: dict[str, str]) -> dict[str, str]:
    made = retrospect | {
        name: report_html(getattr(sample, name), statement=sample.STATEMENT + WIDE) for name in KINDS
    }
    made["concealed"] = report_html(sample.concealed("hidden"))
    return made


def faults_of(
    browser: Any, pages: Mapping[str, str], axe: str, folder: Path, width: int, *flags: str
) -> dict[str, list[Any]]:
    """What axe-core finds in each page, all folds open: rule, number of places, the first place."""
    (folder / "axe.js").write_text(axe, encoding="utf-8")
    frames = []
    for name, page in pages.items():
        assert page.count(CSP) == (name != "faulty")
        # The policy of a page refuses every script, so it is taken out for the check.
        open_page = page.replace(CSP, '<meta name="removed"')
        (folder / f"{name}.html").write_text(
            open_page.replace("</body>", f"{RUN_AXE}</body>"), encoding="utf-8"
        )
        frames.append(
            f'<iframe id="{name}" src="{name}.html" style="width: {width}px; height: 900px; border: 0"></iframe>'
        )
    (folder / "collect.html").write_text(COLLECT + "\n".join(frames), encoding="utf-8")
    dom, _ = browser.open(folder / "collect.html", "--virtual-time-budget=60000", *flags)
    found: dict[str, list[Any]] = json.loads(
        html.unescape(dom.partition('<pre id="found">')[2].partition("</pre>")[0])
    )
    assert set(found) == set(pages)
    return found


@pytest.mark.parametrize(
    ("width", "scheme"),
    [(1280, LIGHT), (390, LIGHT), (1280, DARK), (390, DARK)],
    ids=["light", "light-phone", "dark", "dark-phone"],
)
def test_axe_core_finds_nothing(
    width: int, scheme: str, pages: dict[str, str], browser: Any, axe: str, tmp_path: Path
) -> None:
    found = faults_of(browser, {**pages, "faulty": FAULTY}, axe, tmp_path, width, scheme)
    faulty = {rule for rule, *_ in found.pop("faulty")}
    assert {"color-contrast", "heading-order", "html-has-lang", "image-alt"} <= faulty
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_axe_core_finds_nothing_on_paper(
    pages: dict[str, str], browser: Any, axe: str, tmp_path: Path
) -> None:
    paper = {name: page.replace("@media print", "@media all") for name, page in pages.items()}
    found = faults_of(browser, paper, axe, tmp_path, 702)
    assert {name: faults for name, faults in found.items() if faults} == {}


KEYS = """<!DOCTYPE html><title>keys</title><pre id="found"></pre><script>
function look(frame) {
    const page = frame.contentDocument, view = page.defaultView;
    const link = page.querySelector("dd a[href^='#f0l']"), target = page.querySelector(link.getAttribute("href"));
    const before = target.checkVisibility();
    link.click();
    setTimeout(() => {
        const after = target.checkVisibility();
        page.querySelectorAll("details").forEach(part => part.open = true);
        const asked = [...page.querySelectorAll("a[href], summary")], reached = asked.filter(each => {
            each.focus();
            return page.activeElement === each;
        });
        const outlined = reached.filter(each => { each.focus({focusVisible: true});
            return view.getComputedStyle(each).outlineStyle !== "none"; });
        const wide = [...page.querySelectorAll("pre, .scroll")].filter(each => each.tabIndex < 0);
        document.getElementById("found").textContent = JSON.stringify({before, after, asked: asked.length,
            reached: reached.length, outlined: outlined.length, wide: wide.length,
            order: page.querySelectorAll("[tabindex]:not([tabindex='0'])").length});
    }, 300);
}
addEventListener("load", () => look(document.querySelector("iframe")));
</script><iframe src="page.html" style="width: 900px; height: 800px"></iframe>"""


def test_the_keyboard_reaches_everything_and_a_link_opens_the_code(
    sample: ModuleType, browser: Any, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text(
        report_html(sample.MIXED, statement=sample.STATEMENT), encoding="utf-8"
    )
    (tmp_path / "keys.html").write_text(KEYS, encoding="utf-8")
    dom, _ = browser.open(tmp_path / "keys.html")
    found = json.loads(html.unescape(dom.partition('<pre id="found">')[2].partition("</pre>")[0]))
    assert (found["before"], found["after"]) == (False, True)
    assert found["asked"] == found["reached"] == found["outlined"] > 15
    assert (found["wide"], found["order"]) == (0, 0)


HEIGHTS = """<!DOCTYPE html><title>heights</title><pre id="found"></pre><script>
addEventListener("load", () => {
    const page = document.querySelector("iframe").contentDocument;
    const card = page.querySelector(".finding").getBoundingClientRect();
    document.getElementById("found").textContent = JSON.stringify({
        height: page.documentElement.scrollHeight, card: card.bottom, width: page.documentElement.scrollWidth});
});
</script><iframe src="page.html" style="width: WIDTHpx; height: 900px; border: 0"></iframe>"""


def heights(browser: Any, page: str, folder: Path, width: int) -> dict[str, int]:
    """The height of a page, and where its first card ends."""
    (folder / "page.html").write_text(page, encoding="utf-8")
    (folder / "heights.html").write_text(HEIGHTS.replace("WIDTH", str(width)), encoding="utf-8")
    dom, _ = browser.open(folder / "heights.html")
    found: dict[str, int] = json.loads(
        html.unescape(dom.partition('<pre id="found">')[2].partition("</pre>")[0])
    )
    return found


def long_report(sample: ModuleType, verdict: Verdict, **changes: object) -> Any:
    """A report of ten tasks with fourteen tests each, none of which passed."""
    one = sample.case("fit", 1, verdict, **changes)
    tests = tuple(
        replace(
            one,
            id=f"hidden/test.py::test_{task}_{n}",
            task=f"function_{task}",
            title="A sentence of the length that titles of tests have, which takes a line or two.",
            hint="" if verdict is Verdict.ERROR else f"Hint {task} {n}.",
        )
        for task in range(10)
        for n in range(14)
    )
    tasks = tuple(
        TaskResult(id=f"function_{n}", function=f"function_{n}", title="A task", points=0, max_points=3)
        for n in range(10)
    )
    source = SourceFile(name="linear_regression.py", text="def f(x):\n    raise NotImplementedError\n\n" * 60)
    return sample.report("ada01", tests, tasks=tasks, sources=(source,))


def test_an_unwritten_assignment_takes_two_screens_at_most(
    sample: ModuleType, browser: Any, tmp_path: Path
) -> None:
    page = report_html(long_report(sample, Verdict.NOT_IMPLEMENTED), statement=sample.STATEMENT)
    assert heights(browser, page, tmp_path, 1280)["height"] <= 2 * 900


def test_a_file_that_cannot_be_imported_is_explained_on_the_first_screen(
    sample: ModuleType, browser: Any, tmp_path: Path
) -> None:
    place = CodeLine(file="linear_regression.py", line=2, column=5)
    told = {"message": "Your file cannot be imported: '(' was never closed.", "lines": (place,)}
    found = heights(browser, report_html(long_report(sample, Verdict.ERROR, **told)), tmp_path, 1280)
    assert found["card"] <= 900
    assert found["height"] <= 2 * 900


@pytest.mark.parametrize("width", [390, 1280])
def test_score_next_step_and_first_mistake_are_on_the_first_screen(
    width: int, sample: ModuleType, browser: Any, tmp_path: Path
) -> None:
    found = heights(browser, report_html(sample.MIXED, statement=sample.STATEMENT), tmp_path, width)
    assert found["card"] <= 900
    assert found["width"] == width
