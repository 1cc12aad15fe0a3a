"""Markdown with formulas to HTML with MathML: no JavaScript, no fonts, no network."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, Final, cast
from urllib.parse import unquote
from xml.etree.ElementTree import Element, tostring

from latex2mathml import exceptions as tex_errors
from latex2mathml.converter import convert_to_element
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

HEADING_SHIFT: Final = 2
"""A statement's ``# Title`` becomes ``<h3>``: the page has its own first and second level."""

_TEX_ERRORS: Final[tuple[type[Exception], ...]] = (
    *(e for e in vars(tex_errors).values() if isinstance(e, type) and issubclass(e, Exception)),
    # What the converter lets escape on input it did not foresee.
    AttributeError, IndexError, KeyError, RecursionError, StopIteration, TypeError, ValueError,
)  # fmt: skip

# Spellings the converter does not know, by ones it does.
_SPELLINGS: Final = (
    ("{aligned}", "{align*}"),
    (r"\operatorname*{arg\,max}", r"\argmax"),
    (r"\operatorname*{arg\,min}", r"\argmin"),
    (r"\operatorname*", r"\operatorname"),
)

_SPACES: Final = {"thinmathspace": "0.167em", "mediummathspace": "0.222em", "thickmathspace": "0.278em"}

_WITH_LIMITS: Final = {"max", "min", "sup", "inf", "lim"}

_SIGNS: Final = {"−", "-", "+", "±", "∓"}
_BEFORE_A_SIGN: Final = set("([{=<>≤≥≈≠≡,;:·×⋅*/→∈")
_FUNCTIONS: Final = {
    "arg", "cos", "cosh", "cot", "det", "dim", "exp", "ker", "lg", "ln", "log", "sin", "sinh", "tan", "tanh",
}  # fmt: skip
_BESIDE_A_FUNCTION: Final = {"width": "0.167em"}
_ROWS: Final = {"math", "mrow", "mtd", "mstyle", "msqrt", "mpadded"}

# Styling only: \href and \style can put links and CSS into a formula.
_ATTRIBUTES: Final = {
    "accent", "accentunder", "columnalign", "columnlines", "columnspacing", "depth", "display",
    "displaystyle", "fence", "form", "height", "largeop", "linethickness", "lspace", "mathsize",
    "mathvariant", "maxsize", "minsize", "movablelimits", "notation", "rowlines", "rowspacing", "rspace",
    "scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width", "xmlns",
}  # fmt: skip


@lru_cache(maxsize=64)
def markdown_html(
    text: str, pictures: frozenset[tuple[str, str]] = frozenset(), *, heading_shift: int = HEADING_SHIFT
) -> Markup:
    """Markdown as HTML. ``$…$`` and ``$$…$$`` become MathML; raw HTML is shown, not obeyed.

    Addresses outside the page are printed behind their text instead of being linked. A picture is put into the page
    if it is ``data:`` or among ``pictures``, which has ``data:`` addresses for names. Any other gives way to its
    alternative text, so that a page never asks the network for anything.
    """
    env = {"pictures": dict(pictures), "heading_shift": heading_shift}
    return Markup(_parser().render(text, env))  # noqa: S704 - html is off, formulas are built from escaped trees


@lru_cache(maxsize=2048)
def inline_html(text: str) -> Markup:
    """A short text in Markdown as HTML without a paragraph around it, for labels and choices."""
    env = {"pictures": {}, "heading_shift": HEADING_SHIFT}
    return Markup(_parser().renderInline(text, env))  # noqa: S704 - as in markdown_html


@lru_cache(maxsize=2048)
def formula(tex: str, *, display: bool) -> Markup:
    """A formula as MathML, or its TeX in ``<code>`` if it cannot be converted."""
    spelled = tex.strip()
    for theirs, ours in _SPELLINGS:
        spelled = spelled.replace(theirs, ours)
    try:
        tree = convert_to_element(spelled, display="block" if display else "inline")
    except _TEX_ERRORS:
        return _as_code(tex)
    if not all(_sound(node) for node in tree.iter()):
        return _as_code(tex)
    _prefix_signs(tree)
    _space_functions(tree)
    if display:
        _limits_below(tree)
    return Markup(tostring(tree, encoding="unicode"))  # noqa: S704 - tostring escapes


def _as_code(tex: str) -> Markup:
    return Markup("<code class='tex'>{}</code>").format(tex.strip())


def _sound(node: Element) -> bool:
    """Mend one node of the converter's tree; false if it stands for a command that was not understood."""
    text = html.unescape(node.text or "")  # the converter writes entities into its texts
    if text.startswith("\\") and len(text) > 1:
        return False
    for name in set(node.attrib) - _ATTRIBUTES:
        del node.attrib[name]
    if node.get("mathvariant") == "double-struck" and re.fullmatch("[0-9]", text):
        text = chr(0x1D7D8 + int(text))  # browsers draw the character, not the attribute
    if node.tag == "mspace":  # browsers do not know these words any more
        node.set("width", _SPACES.get(node.get("width", ""), node.get("width", "0")))
    node.text = text or None
    return True


def _prefix_signs(tree: Element) -> None:
    """A sign at the beginning of a row, or behind a bracket or a relation, belongs to the number that follows it."""
    for row in tree.iter():
        if row.tag not in _ROWS:
            continue
        for at, node in enumerate(row):
            if node.tag == "mo" and node.text in _SIGNS and at + 1 < len(row):
                before = row[at - 1] if at else None
                if before is None or (before.tag == "mo" and before.text in _BEFORE_A_SIGN):
                    node.set("form", "prefix")


def _space_functions(tree: Element) -> None:
    """The name of a function stands apart from the factors beside it, as TeX sets it: ``y ln a``."""
    for row in [each for each in tree.iter() if each.tag in _ROWS]:
        nodes = list(row)
        for at in reversed(range(1, len(nodes))):
            left, right = nodes[at - 1], nodes[at]
            after = _is_function(left) and right.tag != "mo"
            before = _is_function(right) and (left.tag != "mo" or left.text in (")", "]"))
            if after or before:
                row.insert(at, Element("mspace", _BESIDE_A_FUNCTION))


def _is_function(node: Element) -> bool:
    name = node[0] if node.tag in ("msub", "msup", "msubsup") else node
    return name.tag == "mi" and name.text in _FUNCTIONS


def _limits_below(tree: Element) -> None:
    """The index of max and its kin, which the converter sets beside the word, goes below it."""
    for node in tree.iter("msub"):
        if node[0].get("movablelimits") == "true" or node[0].text in _WITH_LIMITS:
            node.tag = "munder"


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
    dollarmath_plugin(parser, allow_labels=False, double_inline=True, renderer=_formula_rule)
    parser.core.ruler.push("shift_headings", _shift_headings)
    parser.add_render_rule("link_open", _link_open)
    parser.add_render_rule("link_close", _link_close)
    parser.add_render_rule("image", _image)
    parser.add_render_rule("table_open", lambda *_: '<div class="scroll" tabindex="0"><table>')
    parser.add_render_rule("table_close", lambda *_: "</table></div>")
    rules = cast("RendererHTML", parser.renderer).rules
    for name in ("fence", "code_block", "math_block"):
        parser.add_render_rule(name, _reached_by_keys(rules[name]))
    parser.add_render_rule("th_open", _heading_cell)
    parser.add_render_rule("th_close", _heading_cell)
    return parser


def _reached_by_keys(rule: Callable[..., str]) -> Callable[..., str]:
    """The rule of a block that may be wider than the page, with a place in the order of the keyboard."""

    def rendered(
        _: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
    ) -> str:
        block = rule(tokens, index, options, env)
        return re.sub(r"<(pre|div)\b", r'<\1 tabindex="0"', block, count=1)

    return rendered


def _heading_cell(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """A cell without a heading in the first row is a plain cell: there is nothing to read out."""
    content = tokens[index + 1 if tokens[index].nesting == 1 else index - 1]
    if not content.content.strip():
        tokens[index].tag = "td"
    return self.renderToken(tokens, index, options, env)


def _formula_rule(tex: str, options: dict[str, Any]) -> str:
    return formula(tex, display=options["display_mode"])


def _shift_headings(state: Any) -> None:
    for token in state.tokens:
        if token.type.startswith("heading_"):
            token.tag = f"h{min(int(token.tag[1]) + state.env['heading_shift'], 6)}"


def _inner(token: Token) -> bool:
    return str(token.attrs.get("href", "")).startswith("#")


def _link_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    env.setdefault("links", []).append(token)
    return self.renderToken(tokens, index, options, env) if _inner(token) else ""


def _link_close(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    opened: Token = env["links"].pop()
    if _inner(opened):
        return self.renderToken(tokens, index, options, env)
    address = str(opened.attrs.get("href", ""))
    if not re.match(r"https?:", address) or tokens[index - 1].content == address:
        return ""
    return Markup(' <span class="address">({})</span>').format(address)


def _image(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    text = self.renderInlineAsText(token.children or [], options, env)
    source = str(token.attrs.get("src", ""))
    source = env.get("pictures", {}).get(unquote(source), source)
    if source.startswith("data:image/"):
        return Markup('<img src="{}" alt="{}">').format(source, text)
    return Markup("<em>{}</em>").format(text)
