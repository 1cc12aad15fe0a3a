"""A starter has the signatures and docstrings of the reference, what these need, and nothing else."""

from __future__ import annotations

import ast
import asyncio
import doctest
import inspect
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course import load_course
from grader.course.starter import make_starter

HEAD = '"""T: write the body of each function. README.md says what it does."""\n\n'
SHIPPED = load_course(Path(__file__).parents[3] / "assignments")
MODULES = [
    pytest.param(assignment, module, id=module.removesuffix(".py"))
    for assignment in map(SHIPPED.assignment, SHIPPED.assignment_ids())
    for module in assignment.modules
]
MADE = [each for each in MODULES if not each.values[0].starter_path(each.values[1]).exists()]
WRITTEN = [each for each in MODULES if each not in MADE]


def starter(reference, *names, libraries=("numpy",)):
    """The starter of a reference, without its first line."""
    text = make_starter(textwrap.dedent(reference).lstrip("\n"), names or ("f",), "T", libraries)
    compile(text, "starter.py", "exec")
    assert text.startswith(HEAD)
    return text.removeprefix(HEAD)


def executed(text):
    names = {"__name__": "starter"}
    exec(compile(text, "starter.py", "exec", dont_inherit=True), names)
    return names


async def awaited(function, places, values):
    result = function(*places, **values)
    return await result if inspect.iscoroutine(result) else result


def refused(function):
    """Whether a call without work is answered with NotImplementedError, whatever the arguments."""
    parameters = inspect.signature(function).parameters.values()
    values = {p.name: None for p in parameters if p.kind is p.KEYWORD_ONLY}
    places = [None for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    with pytest.raises(NotImplementedError):
        asyncio.run(awaited(function, places, values))
    return True


# --- functions ---------------------------------------------------------------------------------------------------

FUNCTIONS = {
    "plain": (
        'def f(x, y=2):\n    """Say."""\n    return x + y\n',
        '\ndef f(x, y=2):\n    """Say."""\n    raise NotImplementedError\n',
    ),
    "without a docstring": ("def f(x):\n    return x\n", "\ndef f(x):\n    raise NotImplementedError\n"),
    "async": (
        'async def f(x):\n    """Say."""\n    return await x\n',
        '\nasync def f(x):\n    """Say."""\n    raise NotImplementedError\n',
    ),
    "decorated": (
        "import functools\n\n@functools.lru_cache(maxsize=None)\n@functools.singledispatch\ndef f(x):\n    return x\n",
        "import functools\n\n\n@functools.lru_cache(maxsize=None)\n@functools.singledispatch\n"
        "def f(x):\n    raise NotImplementedError\n",
    ),
    "every kind of parameter": (
        "def f(a, /, b, *rest: int, c, d=(1, 2), **more):\n    return a\n",
        "\ndef f(a, /, b, *rest: int, c, d=(1, 2), **more):\n    raise NotImplementedError\n",
    ),
    "over several lines": (
        'def f(\n    x: int,\n\n    *,\n    y: int = 3,\n) -> dict[\n    str, int\n]:\n    """Say."""\n    return {}\n',
        "\ndef f(\n    x: int,\n\n    *,\n    y: int = 3,\n) -> dict[\n    str, int\n]:\n"
        '    """Say."""\n    raise NotImplementedError\n',
    ),
    "with colons in brackets and texts": (
        'def f(x=lambda a: {"k": a}, y=":", z=[1, 2][0:1], *, w="):") -> "a: b":\n    return x\n',
        '\ndef f(x=lambda a: {"k": a}, y=":", z=[1, 2][0:1], *, w="):") -> "a: b":\n    raise NotImplementedError\n',
    ),
    "in one line": ("def f(x): return x\n", "\ndef f(x):\n    raise NotImplementedError\n"),
    "in one line with a docstring": (
        'def f(x): """Say."""; return x\n',
        '\ndef f(x):\n    """Say."""\n    raise NotImplementedError\n',
    ),
    "a body of dots": ("def f(x): ...\n", "\ndef f(x):\n    raise NotImplementedError\n"),
    "a body of dots below": ("def f(x):\n    ...\n", "\ndef f(x):\n    raise NotImplementedError\n"),
    "nothing but a docstring": ('def f(x):\n    "Say."\n', '\ndef f(x):\n    "Say."\n    raise NotImplementedError\n'),
    "a body behind the docstring": (
        'def f(x):\n    """Say."""; y = x\n    return y\n',
        '\ndef f(x):\n    """Say."""\n    raise NotImplementedError\n',
    ),
    "a raw docstring": (
        'def f(x):\n    r"""Say \\sum_i.\n\n    .. math:: \\frac{a}{b}\n    """\n    return x\n',
        '\ndef f(x):\n    r"""Say \\sum_i.\n\n    .. math:: \\frac{a}{b}\n    """\n    raise NotImplementedError\n',
    ),
    "a docstring of two texts": (
        'def f(x):\n    ("Say "\n     "more.")\n    return x\n',
        '\ndef f(x):\n    ("Say "\n     "more.")\n    raise NotImplementedError\n',
    ),
    "an empty docstring": (
        'def f(x):\n    ""\n    return x\n',
        '\ndef f(x):\n    ""\n    raise NotImplementedError\n',
    ),
    "other letters before the docstring": (
        "def f(größe='äöü'): 'Süß.'; return größe\n",
        "\ndef f(größe='äöü'):\n    'Süß.'\n    raise NotImplementedError\n",
    ),
    "other ends of lines inside the docstring": (
        'def f(x):\n    """Say\u2028a\x0cb\x85."""\n    return x\n\n\ndef other():\n    return 1\n',
        '\ndef f(x):\n    """Say\u2028a\x0cb\x85."""\n    raise NotImplementedError\n',
    ),
    "with tabs": ('def f(x):\n\t"""Say."""\n\treturn x\n', '\ndef f(x):\n\t"""Say."""\n\traise NotImplementedError\n'),
    "a generator": ("def f(n):\n    yield n\n", "\ndef f(n):\n    raise NotImplementedError\n"),
    "overloaded": (
        "from typing import overload\n\n@overload\ndef f(x: int) -> int: ...\n@overload\ndef f(x: str) -> str: ...\n"
        "def f(x):\n    return x\n",
        "from typing import overload\n\n\n@overload\ndef f(x: int) -> int:\n    raise NotImplementedError\n\n\n"
        "@overload\ndef f(x: str) -> str:\n    raise NotImplementedError\n\n\n"
        "def f(x):\n    raise NotImplementedError\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("reference", "expected"), FUNCTIONS.values(), ids=FUNCTIONS)
def test_of_a_function_head_and_docstring_stay(reference, expected):
    text = starter(reference)
    assert text == expected
    assert refused(inspect.unwrap(executed(text)["f"]))


def test_functions_come_in_the_order_of_the_reference_and_helpers_do_not_come():
    text = starter(
        """
        def _helper(x):
            return x

        def second(x):
            return _helper(x)

        def unasked(x):
            return x

        def first(x):
            def second(y):
                return y
            return second(x)
        """,
        "first", "second",
    )  # fmt: skip
    assert text == (
        "\ndef second(x):\n    raise NotImplementedError\n\n\ndef first(x):\n    raise NotImplementedError\n"
    )


def test_no_comment_comes_along_and_what_only_looks_like_one_stays():
    text = starter(
        '''
        # secret before
        LIMIT = (  # secret 1
            3,
            # secret 2
            4,
        )  # secret 3
        from typing import Any  # secret 4
        # secret above
        @staticmethod  # secret 5
        # secret between
        def f(  # secret 6
            x: Any = "#x",  # secret 7
            # secret 8
            y=LIMIT, z="""
        # a default
        """,
        ):  # secret 9
            # secret 10
            """Say.

            # a title
            """  # secret 11
            # secret 12
            return x  # secret 13
        '''
    )
    assert "secret" not in text
    assert text == (
        'from typing import Any\n\nLIMIT = (\n    3,\n    4,\n)\n\n\n@staticmethod\ndef f(\n    x: Any = "#x",\n'
        '    y=LIMIT, z="""\n# a default\n""",\n):\n    """Say.\n\n    # a title\n    """\n'
        "    raise NotImplementedError\n"
    )


def test_examples_stay_and_find_what_they_import():
    text = starter(
        '''
        import math
        import random
        from fractions import Fraction

        def f(x):
            """Half of it.

            >>> f(math.inf)
            inf
            >>> [f(y)
            ... for y in (Fraction(1, 2),)]
            [Fraction(1, 4)]

            The module random has nothing to do with it.
            """
            return x / 2
        '''
    )
    (found,) = [
        t for t in doctest.DocTestFinder().find(executed(text)["f"], "f", globs=executed(text)) if t.examples
    ]
    assert len(found.examples) == 2
    assert text.startswith("import math\nfrom fractions import Fraction\n\n\ndef f")
    assert found.globs.keys() >= {"math", "Fraction"}


# --- what a signature needs --------------------------------------------------------------------------------------

NEEDS = {
    "a library that is allowed": ("import numpy as np", "import numpy as np"),
    "a part of a library that is allowed": ("import numpy.linalg as la", "import numpy.linalg as la"),
    "a library that is not allowed": ("import scipy", ""),
    "a library of which something is imported": ("from numpy import linalg", ""),
    "the standard library": ("import math", ""),
    "two libraries in one line": ("import numpy as np, math", "import numpy as np"),
    "a helper's constant": ("EPS = 1e-9", ""),
    "the future": ("from __future__ import annotations", "from __future__ import annotations"),
    "under a condition": ("try:\n    import numpy\nexcept ImportError:\n    pass", ""),
}


@pytest.mark.parametrize(("line", "expected"), NEEDS.values(), ids=NEEDS)
def test_what_no_signature_needs_stays_behind_but_for_libraries(line, expected):
    text = starter(f"{line}\n\ndef f(x):\n    return x\n")
    assert text == (f"{expected}\n\n" if expected else "") + "\ndef f(x):\n    raise NotImplementedError\n"


def test_of_an_import_come_the_names_that_signatures_use():
    text = starter(
        """
        from __future__ import annotations
        from typing import Any, Callable as Function, Protocol
        import collections.abc, os, numpy as np
        import collections.abc as abc
        from numpy.typing import (
            ArrayLike,
            NDArray,
        )

        def f(x: NDArray, g: Function, s: collections.abc.Sequence) -> tuple[abc.Set, NDArray]:
            return np.asarray(Any)
        """
    )
    assert text.startswith(
        "from __future__ import annotations\n\n"
        "from typing import Callable as Function\nimport collections.abc\nimport collections.abc as abc\n\n"
        "import numpy as np\nfrom numpy.typing import NDArray\n\n\ndef f("
    )


def test_types_and_constants_come_with_what_they_need_in_turn():
    text = starter(
        """
        from typing import Any, TypeVar
        import numpy as np
        from numpy.typing import NDArray
        _T = TypeVar("_T")
        Array = NDArray[np.floating[Any]]
        SMALL, LARGE = 1e-9, 1e9; HIDDEN = 3
        fromage: float = LARGE
        important = 7
        Pairs = list[tuple[Array, _T]]
        STEPS = 3
        STEPS = STEPS + 1

        def f(x: Pairs, eps=SMALL, *, top: float = fromage, n=STEPS, m=important) -> Array:
            return HIDDEN
        """
    )
    assert text.startswith(
        "from typing import Any, TypeVar\n\nimport numpy as np\nfrom numpy.typing import NDArray\n\n"
        '_T = TypeVar("_T")\nArray = NDArray[np.floating[Any]]\nSMALL, LARGE = 1e-9, 1e9\nfromage: float = LARGE\n'
        "important = 7\nPairs = list[tuple[Array, _T]]\nSTEPS = 3\nSTEPS = STEPS + 1\n\n\ndef f(x: Pairs, eps=SMALL"
    )
    defaults = inspect.signature(executed(text)["f"]).parameters
    assert (defaults["eps"].default, defaults["top"].default, defaults["n"].default) == (1e-9, 1e9, 4)


def test_types_that_are_classes_come_whole_and_in_their_place():
    text = starter(
        '''
        import enum
        from dataclasses import dataclass
        from typing import NamedTuple, Protocol

        class Mode(enum.Enum):
            """How."""

            FAST = 1  # secret
            SLOW = 2

        @dataclass(frozen=True)
        class Step:
            size: float
            """How far."""
            mode: Mode = Mode.FAST

        class Rule(Protocol):
            def __call__(self, step: Step) -> float: ...
            def name(self) -> str:
                """What it is called."""

        class Unused(NamedTuple):
            x: int

        LAST = Step(1.0)

        def f(rule: Rule, last: Step = LAST):
            return rule(last)
        '''
    )
    assert text == textwrap.dedent(
        '''
        import enum
        from dataclasses import dataclass
        from typing import Protocol


        class Mode(enum.Enum):
            """How."""

            FAST = 1
            SLOW = 2


        @dataclass(frozen=True)
        class Step:
            size: float
            """How far."""
            mode: Mode = Mode.FAST


        class Rule(Protocol):
            def __call__(self, step: Step) -> float: ...
            def name(self) -> str:
                """What it is called."""


        LAST = Step(1.0)


        def f(rule: Rule, last: Step = LAST):
            raise NotImplementedError
        '''
    ).lstrip("\n")
    assert executed(text)["LAST"].size == 1.0


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("def f(x=helper(3)): ...", "helper"),
        ("@helper\ndef f(x): ...", "helper"),
        ("VALUE = helper(3)\ndef f(x=VALUE): ...", "helper"),
        ("def f(x=short): ...", "short"),
        ("def f(x: Layer): ...", "Layer"),
        ("class f(Layer): ...", "Layer"),
        ("class f:\n    def g(self, x=helper): ...", "helper"),
        ("class f:\n    x: int = helper(3)", "helper"),
    ],
)
def test_a_signature_that_needs_code_of_the_reference_is_refused(signature, name):
    helpers = "def helper(x):\n    return x\nshort = lambda x: x\nclass Layer:\n    def g(self):\n        return 1\n"
    with pytest.raises(
        ValueError, match=f"^the signature of f needs {name}, which has code that students do not get$"
    ):
        starter(f"{helpers}{signature}\n")


@pytest.mark.parametrize(
    "reference",
    ["f = abs\n", "from math import sin as f\n", "if True:\n    def f(x):\n        return x\n", ""],
)
def test_a_name_that_is_not_defined_is_refused(reference):
    with pytest.raises(ValueError, match=r"^it defines no function or class f$"):
        starter(reference)


def test_a_reference_that_is_not_python_is_refused():
    with pytest.raises(SyntaxError):
        starter("def f(x:\n")


# --- classes -----------------------------------------------------------------------------------------------------


def test_of_a_class_students_get_what_is_public():
    text = starter(
        '''
        from __future__ import annotations
        import functools
        from collections.abc import Iterator

        LIMIT = 3

        class Value(object):
            """A number.

            >>> (Value(2.0) + 3.0).data
            5.0
            """

            __slots__ = ("data", "_parents")  # secret
            count: int = 0
            """How many there are."""
            secret = 41
            _secret: int = 42
            """Of the secret."""
            START = 1.0
            data: float

            def __init__(self, data: float = START, parents: tuple[Value, ...] = ()) -> None:
                """Keep them."""
                self.data, self._secret = data, parents

            def __add__(self, other: Value | float) -> Value:
                # secret
                return Value(self.data + other)

            __radd__ = __add__

            def _secret_helper(self):
                """Secret as well."""

            def __secret_helper(self):
                """Secret as well."""

            @property
            def last(self) -> float:
                """The last one."""
                return self._secret

            @last.setter
            def last(self, value: float) -> None:
                self._secret = value

            @functools.cached_property
            def depth(self) -> int:
                return 1

            @staticmethod
            def of(text: str = "#") -> Value:
                return Value(float(text))

            @classmethod
            async def later(cls, n: int = LIMIT): return cls(n)  # secret

            class Secret:
                def helper(self):
                    return 1

            def __iter__(self) -> Iterator[Value]:
                yield self
        ''',
        "Value",
    )
    assert text == textwrap.dedent(
        '''
        from __future__ import annotations

        import functools
        from collections.abc import Iterator

        LIMIT = 3


        class Value(object):
            """A number.

            >>> (Value(2.0) + 3.0).data
            5.0
            """

            count: int = 0
            """How many there are."""
            START = 1.0
            data: float

            def __init__(self, data: float = START, parents: tuple[Value, ...] = ()) -> None:
                """Keep them."""
                raise NotImplementedError

            def __add__(self, other: Value | float) -> Value:
                raise NotImplementedError

            @property
            def last(self) -> float:
                """The last one."""
                raise NotImplementedError

            @last.setter
            def last(self, value: float) -> None:
                raise NotImplementedError

            @functools.cached_property
            def depth(self) -> int:
                raise NotImplementedError

            @staticmethod
            def of(text: str = "#") -> Value:
                raise NotImplementedError

            @classmethod
            async def later(cls, n: int = LIMIT):
                raise NotImplementedError

            def __iter__(self) -> Iterator[Value]:
                raise NotImplementedError
        '''
    ).lstrip("\n")
    made = executed(text)["Value"]
    assert made.count == 0
    assert refused(made.of)
    assert refused(made.later)


CLASSES = {
    "empty": ("class f: pass", "class f:\n    pass"),
    "an error with a docstring": (
        'class f(ValueError):\n    """Say."""',
        'class f(ValueError):\n    """Say."""',
    ),
    "dots": ("class f(ValueError): ...", "class f(ValueError):\n    pass"),
    "nothing public": ("class f:\n    _x = 1\n    def _g(self):\n        return 1", "class f:\n    pass"),
    "fields in one line": ("class f: x: int; y: int = 2", "class f:\n    x: int\n    y: int = 2"),
    "methods without a docstring": (
        "class f:\n\n    def g(self): return 1\n    def h(self): return 2",
        "class f:\n    def g(self):\n        raise NotImplementedError\n\n"
        "    def h(self):\n        raise NotImplementedError",
    ),
    "a keyword": (
        "import abc\nclass f(metaclass=abc.ABCMeta):\n    @abc.abstractmethod\n    def g(self): ...",
        "class f(metaclass=abc.ABCMeta):\n    @abc.abstractmethod\n    def g(self):\n        raise NotImplementedError",
    ),
    "an attribute called like a helper": (
        "def size(x):\n    return 1\nclass f:\n    size = 3\n    def g(self, n=size):\n        return n",
        "class f:\n    size = 3\n\n    def g(self, n=size):\n        raise NotImplementedError",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("reference", "expected"), CLASSES.values(), ids=CLASSES)
def test_small_classes(reference, expected):
    text = starter(f"{reference}\n")
    assert text.removeprefix("import abc\n\n") == f"\n{expected}\n"
    executed(text)


def test_a_type_that_is_made_of_a_students_class_comes_behind_it():
    text = starter(
        "class f:\n    def g(self):\n        return 1\n\nMany = list[f]\n\ndef h(x: Many):\n    return x\n",
        "f", "h",
    )  # fmt: skip
    assert text == (
        "\nclass f:\n    def g(self):\n        raise NotImplementedError\n\n\nMany = list[f]\n\n\n"
        "def h(x: Many):\n    raise NotImplementedError\n"
    )
    executed(text)


# --- every title, every signature --------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1))
def test_the_title_is_in_the_first_line_whatever_it_is(title):
    """Property: quotes and backslashes are text."""
    text = make_starter("def f(x):\n    return x\n", ["f"], title)
    said = ast.get_docstring(ast.parse(text), clean=False)
    assert said == f"{title}: write the body of each function. README.md says what it does."


NAMES = st.lists(st.sampled_from("abcdeghijk"), unique=True, max_size=6)
VALUE = st.sampled_from(
    ["1", "'#:'", "(1, 2)", "{'k': [1]}", "lambda u, v=2: u", "EPS", "np.pi", "x if 1 else (y)"]
)
TYPE = st.sampled_from(
    ["", ": int", ": 'a # b: c'", ": Array", ": dict[str, tuple[int, ...]]", ": np.floating | None"]
)
COMMENT = st.sampled_from(["", "  # secret: it's (", "\n    # secret ]\n    "])
DOCSTRING = st.sampled_from(
    ["", '"""Say."""', 'r"""Say \\a.\n\n    # no comment\n    >>> 1\n    1\n    """', "'Süß: 𝔘'"]
)


@st.composite
def definitions(draw):
    """Source of a function ``f`` with comments wherever they may stand."""
    parts, optional = [], False
    for number, name in enumerate(draw(NAMES)):
        optional = optional or draw(st.booleans())
        default = f" = {draw(VALUE)}" if optional else ""
        parts.append(f"{name}{draw(TYPE)}{default},{draw(COMMENT)}")
        if number == 1 and draw(st.booleans()):
            parts.append(draw(st.sampled_from(["/,", "*,", "*rest,"])) + draw(COMMENT))
    if parts and parts[-1].startswith("*,"):
        parts.pop()
    arguments = draw(COMMENT) + "".join(f"\n    {part}" for part in parts) + "\n"
    result = draw(st.sampled_from(["", " -> Array", " -> 'x: y'", " -> (\n    int  # secret\n)"]))
    docstring = draw(DOCSTRING)
    body = draw(
        st.sampled_from(["return 'secret'", "secret = 1; return secret", "if 1:\n        yield 'secret'"])
    )
    lines = ["def f(" + arguments + f"){result}:" + draw(st.sampled_from(["", "  # secret"]))]
    lines += ["    # secret", f"    {docstring}" if docstring else "", f"    {body}  # secret"]
    return "\n".join(lines) + "\n"


@given(definitions())
def test_signature_and_docstring_are_those_of_the_reference_and_no_more(definition):
    """Property: any parameters, defaults, annotations and comments."""
    reference = (
        '"""Secret."""\n# secret\nimport numpy as np  # secret\nsecret = 1\nEPS = 1e-9  # secret\nx = y = 3\n'
        f"Array = np.ndarray\n{definition}"
    )
    text = make_starter(reference, ["f"], "T", ["numpy"])
    assert "secret" not in text.lower()
    (was,) = [n for n in ast.parse(reference).body if isinstance(n, ast.FunctionDef)]
    (now,) = [n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef)]
    assert ast.dump(now.args) == ast.dump(was.args)
    assert ast.dump(now.returns or was) == ast.dump(was.returns or was)
    assert ast.get_docstring(now, clean=False) == ast.get_docstring(was, clean=False)
    assert ast.unparse(now.body[-1]) == "raise NotImplementedError"
    assert len(now.body) == 1 + (ast.get_docstring(now) is not None)
    assert refused(executed(text)["f"])


# --- the course --------------------------------------------------------------------------------------------------


def hidden_lines(text, names):
    """Lines of more than 20 characters but those of imports, types, constants, and of heads and docstrings of names."""
    shown: set[int] = set()
    for node in ast.parse(text).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name in names:
            shown |= set(range(node.lineno, node.body[0].end_lineno + 1))
        elif isinstance(node, (ast.Import, ast.ImportFrom, ast.Assign)):
            shown |= set(range(node.lineno, node.end_lineno + 1))
    lines = dict(enumerate(map(str.strip, text.split("\n")), 1))
    told = "\n".join(lines[number] for number in shown)
    return {line for line in lines.values() if len(line) > 20 and line not in told}


@pytest.mark.parametrize(("assignment", "module"), MADE)
def test_no_line_of_a_body_helper_or_comment_of_the_course_is_in_its_starter(assignment, module):
    names = assignment.functions_in(module)
    hidden = hidden_lines(assignment.reference_in(module).read_text(encoding="utf-8"), names)
    assert len(hidden) > 10
    text = assignment.starter_text(module)
    assert {line for line in hidden if line in text} == set()


@pytest.mark.parametrize(("assignment", "module"), MADE)
def test_starters_of_the_course_say_what_the_reference_says_and_do_nothing(assignment, module):
    """Signatures, docstrings and doctests are the reference's; each function raises NotImplementedError."""
    names = executed(assignment.starter_text(module))
    reference = executed(assignment.reference_in(module).read_text(encoding="utf-8"))
    functions = {name for name, value in names.items() if getattr(value, "__module__", "") == "starter"}
    assert functions == set(assignment.functions_in(module))
    for name in functions:
        assert inspect.signature(names[name]) == inspect.signature(reference[name])
        assert names[name].__doc__ == reference[name].__doc__
        assert ">>> " in names[name].__doc__
        assert refused(names[name])


def functions_of(node):
    """The functions of a module or class, with those of its classes, by name."""
    for inner in node.body:
        if isinstance(inner, ast.ClassDef):
            yield inner.name, inner
            yield from ((f"{inner.name}.{name}", each) for name, each in functions_of(inner))
        elif isinstance(inner, ast.FunctionDef):
            yield inner.name, inner


@pytest.mark.parametrize(("assignment", "module"), WRITTEN)
def test_a_starter_that_an_author_wrote_gives_helpers_and_no_body_of_what_is_asked_for(assignment, module):
    """What is asked for has the reference's parameters and docstring; what is given is the reference's own."""
    given = dict(functions_of(ast.parse(assignment.starter_text(module))))
    reference = dict(functions_of(ast.parse(assignment.reference_in(module).read_text(encoding="utf-8"))))
    asked = assignment.functions_in(module)
    assert set(asked) <= given.keys()
    for name, node in given.items():
        was = reference[name]
        assert ast.get_docstring(node, clean=False) == ast.get_docstring(was, clean=False), name
        if isinstance(node, ast.FunctionDef):
            assert ast.dump(node.args) == ast.dump(was.args), name
            if name.partition(".")[0] in asked:
                assert ast.unparse(node.body[-1]) == "raise NotImplementedError", name
                assert len(node.body) == 1 + (ast.get_docstring(node) is not None), name
            else:
                assert ast.dump(node) == ast.dump(was), name
