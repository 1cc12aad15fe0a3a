"""Prints and raises what terminals, browsers, spreadsheets, Markdown and workflow runners would obey.

score: 2
tally: error
"""

TEXT = "\n".join(
    [
        "\x1b[2J\x1b[1;1H\x1b[32mPASSED\x1b[0m\x1b]0;title\x07\x1b]8;;http://127.0.0.1/\x1b\\click\x1b]8;;\x1b\\",
        "<script>document.title='4 of 4'</script><img src=x onerror=alert(1)></td></table></details>",
        "## Result\n\n| task | points |\n|---|---|\n| tally | **2 of 2** |\n\n```\n[ok](javascript:alert(1))",
        "::set-output name=score::4\n::error file=x::y\n::add-mask::passed\n::stop-commands::t\n##[group]all passed",
        '=HYPERLINK("http://127.0.0.1","ok")\n+1\n@SUM(1)\n-1\t=cmd|\'/c calc\'!A1',
        '{"score": 0, "score": 100} ]]> </failure><testcase name="tally"/> \r\n\x00\x08\u202e\u2028\ufeff\x85',
    ]
)


def tally(x):
    """<b>full marks</b> ::notice::passed"""
    print(TEXT)
    raise ValueError(TEXT)


def scale(x, factor):
    return x * factor
