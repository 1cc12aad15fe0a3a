"""Code that was typed into a page comes out as it was typed."""

from __future__ import annotations

import pytest

from grader.intake.typed_text import code_of_page


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<p>def f(x):</p>\r\n<p>&nbsp; &nbsp; return x &lt; 1</p>", "def f(x):\n    return x < 1\n"),
        ("def f(x):<br />&nbsp;&nbsp;return x", "def f(x):\n  return x"),
        ("<pre>def f(x):\n    return x\n</pre>", "def f(x):\n    return x\n"),
        ("<pre><code>a = '&amp;'</code></pre>", "a = '&'\n"),
        ("<div>a = 1</div><div>b = 2</div>", "a = 1\nb = 2\n"),
        (
            "<html><head><title>Jane</title><style>p {}</style></head><body><p>a = 1</p></body></html>",
            "a = 1\n",
        ),
        (
            "<head><title>Sums: Jane</title></head>\n<body>\n<h1>Sums: Jane</h1>\n<div>\n  <p>a = 1</p>\n</div>",
            "a = 1\n",
        ),
        ("<html><head></head><body>\n<h1>Sums</h1>\n<div>\n  a = 1\n</div>\n</body>", "Sums\na = 1\n"),
        ("def f(x):<br />\n&nbsp; &nbsp; return x<br />\n<br />\na = 1", "def f(x):\n    return x\n\na = 1"),
        ("<p><span>def</span> <span>f(x):</span></p>\n<p>    return x</p>", "def f(x):\n    return x\n"),
        ("a = 1", "a = 1"),
        ("", ""),
        ("<p>a = '柳'</p>", "a = '柳'\n"),
    ],
)
def test_a_page_becomes_code(page, code):
    assert code_of_page(page.encode()).decode() == code
