"""The Jinja environment that all pages share."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from grader.data import template_folder
from grader.messages import say, say_count
from grader.phrases import (
    other_work_notice,
    point_count,
    points_of,
    speed_phrase,
    verdict_message,
    verdict_phrase,
)
from grader.reports.chart import anchor
from grader.reports.loss_chart import loss_chart
from grader.reports.page_text import bounded, prose
from grader.reports.quantity import operation_count
from grader.reports.symbol import VERDICT_SYMBOLS
from grader.text import count, figure, number, one_line


def _printable(value: object) -> object:
    """Every string a template prints goes through `bounded`; markup was made from such strings already."""
    return bounded(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _percent(part: float, whole: float) -> float:
    return round(100 * min(max(part / whole, 0.0), 1.0), 1) if whole > 0 else 0.0


def _css_string(text: str) -> Markup:
    """A text as a CSS string of one short line. All but letters and digits is written by its number."""
    shown = one_line(text, 90)
    signs = (c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in shown)
    return Markup('"{}"').format(Markup("".join(signs)))  # noqa: S704 - nothing is left that could end a string


@cache
def _css(name: str) -> Markup:
    """A style sheet without its comments and indentation: it travels in every page."""
    text = (template_folder() / name).read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return Markup(re.sub(r"\s*\n\s*", "\n", text).strip())  # noqa: S704 - our own file


@cache
def _script(name: str) -> Markup:
    """A script without its indentation."""
    text = (template_folder() / name).read_text(encoding="utf-8")
    return Markup(re.sub(r"\n *", "\n", text).strip())  # noqa: S704 - our own file


@cache
def _script_hash(name: str) -> Markup:
    """What a content security policy says of the only script that may run."""
    digest = hashlib.sha256(_script(name).encode()).digest()
    return Markup(f"'sha256-{b64encode(digest).decode()}'")  # noqa: S704 - base64


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(template_folder()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"prose": prose, "number": number, "path": lambda p: "./" + quote(p)}
    environment.filters |= {
        "css_string": _css_string,
        "figure": figure,
        "operations": operation_count,
        "speed": speed_phrase,
    }
    environment.filters |= {"anchor": anchor, "one_line": one_line}
    environment.globals |= {
        "count": count,
        "percent": _percent,
        "css": _css,
        "script": _script,
        "loss_chart": loss_chart,
        "symbols": VERDICT_SYMBOLS,
    }
    environment.globals |= {"script_hash": _script_hash}
    environment.globals |= {
        "say": say,
        "say_count": say_count,
        "points": points_of,
        "point_count": point_count,
    }
    environment.globals |= {"other_work": other_work_notice}
    environment.globals |= {"verdict_phrase": verdict_phrase, "verdict_message": verdict_message}
    return environment


def render(template: str, **context: object) -> str:
    return _environment().get_template(template).render(**context)
