"""A small class as the engine would report it, every kind of result among it."""

from __future__ import annotations

from dataclasses import replace

from grader.model import (
    CodeLine,
    Ending,
    EvidenceResult,
    Mistake,
    PerformanceResult,
    Provenance,
    RejectedEntry,
    Report,
    SizeResult,
    SourceFile,
    TaskResult,
    TestResult,
    TierResult,
    Verdict,
    Visibility,
)

STATEMENT = r"""# Linear regression

Fit a line to data $(x_i, y_i)$ by minimising the mean squared error

$$
L(\mathbf{w}, b) = \frac{1}{n}\sum_{i=1}^{n}\left(\mathbf{w}^\top\mathbf{x}_i + b - y_i\right)^2 .
$$

| name | shape | meaning |
|---|---|---|
| `X` | $(N, D)$ | one row per example |
| `y` | $(N,)$ | targets |
| `w` | $(D,)$ | weights |

## Gradient

$$
\begin{aligned}
\nabla_{\mathbf{w}} L &= \frac{2}{n}\,\mathbf{X}^\top(\mathbf{X}\mathbf{w} + b - \mathbf{y}) \\
\partial_b L &= \frac{2}{n}\sum_{i=1}^{n}(\mathbf{w}^\top\mathbf{x}_i + b - y_i)
\end{aligned}
$$

With `X = [[1], [2]]`, `y = [2, 4]`, `w = [1]` and `b = 0` the loss is $\tfrac12(1 + 4) = 2.5$.

1. Write `predict`.
2. Write `loss`; mind the $\frac1n$.

See [the course page](https://example.org/notes) and `<b>no HTML</b>`: <b>shown as typed</b>.
"""

CODE = '''\
"""Linear regression with numpy."""

import numpy as np


def predict(X, w, b):
    """X of shape (N, D), w of shape (D,): predictions of shape (N,)."""
    return X @ w + b


def loss(X, y, w, b):
    error = predict(X, w, b) - y
    return np.sum(error**2) / 2  # half, so that the 2 goes away later


def gradient(X, y, w, b):
    error = predict(X, w, b) - y
    for i in range(len(y)):
        if error[i] is None:
            raise ValueError(f"no value in row {i}")
    return X.T @ error, error.sum()


def fit(X, y, lr=0.1, steps=200):
    raise NotImplementedError
'''

PROVENANCE = Provenance(
    submission_sha256="4f1c" * 16,
    assignment_sha256="a09e" * 16,
    reference_sha256="77d2" * 16,
    grader="0.1.0",
    python="3.12.4",
    libraries={"numpy": "2.3.5"},
)
LIMITS = {"timeout_s": 2.0, "submission_s": 60.0, "memory_mib": 512.0, "output_mib": 10.0, "reply_mib": 64.0}
HALF = Mistake(
    id="loss__sum",
    sentence="You sum the squared errors where the loss is their mean, so your value grows with `n`. "
    "Divide by the number of examples.",
)
TWO = Mistake(id="factor:2", sentence="Your gradient is half the right one: the derivative of `e²` is `2e`.")

TITLES = {
    "predict": ("Predictions are `X @ w + b`, one per row.", "A single example gives a single prediction."),
    "loss": (
        "The loss of a perfect fit is zero.",
        "The loss is the mean of the squared errors.",
        "Doubling the data by repeating it leaves the loss as it is.",
        "The loss of a long data set does not overflow.",
    ),
    "gradient": (
        "The gradient is the derivative of the loss with respect to `w` and `b`.",
        "At the best fit the gradient is zero.",
        "The gradient with respect to `b` is a number, not an array.",
    ),
    "fit": ("Gradient descent finds the line that made the data.", "More steps never give a larger loss."),
}
POINTS = {"predict": 2.0, "loss": 4.0, "gradient": 4.0, "fit": 5.0}


def case(task: str, index: int, verdict: Verdict = Verdict.PASSED, **changes: object) -> TestResult:
    """One test of the sample assignment, worth an equal share of its task."""
    share = POINTS[task] / len(TITLES[task])
    origin = "public" if index == 0 else "hidden"
    result = TestResult(
        id=f"{origin}/test_{task}.py::test_{task}_{index}",
        task=task,
        origin=origin,
        title=TITLES[task][index],
        verdict=verdict,
        points=share if verdict is Verdict.PASSED else 0.0,
        max_points=share,
    )
    return replace(result, **changes)  # type: ignore[arg-type]


def all_passed(task: str) -> tuple[TestResult, ...]:
    return tuple(case(task, index) for index in range(len(TITLES[task])))


def report(student: str, tests: tuple[TestResult, ...], **changes: object) -> Report:
    """A report whose points are added up from its tests."""
    tasks = tuple(
        TaskResult(
            id=task,
            function=task,
            title="",
            points=sum(t.points for t in tests if t.task == task),
            max_points=points,
        )
        for task, points in POINTS.items()
    )
    made = Report(
        assignment="linear_regression",
        title="Linear regression",
        student=student,
        attempt=1,
        score=sum(t.points for t in tests),
        max_score=sum(POINTS.values()),
        tasks=tasks,
        tests=tests,
        sources=(SourceFile(name="linear_regression.py", text=CODE),),
        limits=LIMITS,
        isolation=3,
        provenance=PROVENANCE,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def at(line: int) -> CodeLine:
    return CodeLine(file="linear_regression.py", line=line)


MIXED_TESTS = (
    *all_passed("predict"),
    case("loss", 0),
    case(
        "loss",
        1,
        Verdict.FAILED,
        message="Your value is wrong for every one of 5 data sets.",
        mistake=HALF,
        hint="Compare your value for 3 rows with your value for the same rows twice.",
        lines=(at(13),),
    ),
    case(
        "loss",
        2,
        Verdict.FAILED,
        message="Your loss grew from one data set to the doubled one.",
        mistake=HALF,
        lines=(at(13),),
    ),
    case("loss", 3, Verdict.FAILED, message="The worst error is about 10³.", mistake=HALF, lines=(at(13),)),
    case(
        "gradient",
        0,
        Verdict.FAILED,
        message="Your function returned other numbers than expected.",
        lines=(at(17), at(21)),
        detail="gradient(X, y, w, b)[0]\n    expected  [-10.0, 4.0]\n    got       [ -5.0, 2.0]\n"
        "    off by the factor 0.5 in all 2 values",
        output="error [-1. -2.]\nshape (2,)\n",
        hint="Write the loss of one example down and take its derivative by hand.",
    ),
    case(
        "gradient",
        1,
        Verdict.ERROR,
        message="`IndexError`: index 3 is out of bounds for size 3.",
        lines=(at(19),),
    ),
    case("gradient", 2),
    *(
        case(
            "fit",
            i,
            Verdict.NOT_IMPLEMENTED,
            message="`fit` still raises NotImplementedError.",
            lines=(at(25),),
        )
        for i in range(2)
    ),
)

MIXED = report("ada01", MIXED_TESTS, notices=("`linreg.py` was read as `linear_regression.py`.",))

PERFECT = report("student-07", tuple(t for task in POINTS for t in all_passed(task)), attempt=3)

UNGRADED = report(
    "student-09",
    (case("predict", 0), case("predict", 1, Verdict.GRADER_ERROR)),
    score=None,
    not_graded="A hidden test of `predict` broke down on our side. You will be graded again.",
)

NOTEBOOK_CODE = """\
import numpy as np


def predict(X, w, b):
    return X @ w + b


def loss(X, y, w, b):
    return ((predict(X, w, b) - y)**2).mean() / 2
"""
NOTEBOOK = report(
    "student-03",
    (
        *all_passed("predict"),
        case("loss", 0, weak=True, points=0.0),
        *(
            case(
                "loss",
                i,
                Verdict.FAILED,
                message="Your value is half the right one.",
                mistake=Mistake(
                    id="factor:2", sentence="You halve the mean. Here the loss has `1/n`, not `1/(2n)`."
                ),
                lines=(CodeLine(file="work.ipynb", cell=3, line=2),),
            )
            for i in (1, 2, 3)
        ),
        *(case("gradient", i, Verdict.MISSING) for i in range(3)),
        *(case("fit", i, Verdict.NOT_RUN, message="`fit` waits for `gradient`.") for i in range(2)),
    ),
    sources=(SourceFile(name="work.ipynb", text=NOTEBOOK_CODE, cells=((1, 1), (2, 4), (3, 8))),),
    notices=("Cell 4 was left out: `%matplotlib inline` is no Python.",),
)


def concealed(visibility: Visibility) -> Report:
    """The mixed report with its hidden tests not to be shown yet."""
    tests = tuple(replace(t, visibility=visibility) if t.origin == "hidden" else t for t in MIXED_TESTS)
    return report("student-04", tests)


BROKEN = report(
    "student-05",
    tuple(
        case(
            task,
            i,
            Verdict.ERROR,
            message="Your file cannot be imported. `SyntaxError`: '(' was never closed.",
            hint="Python reads the whole file first: mend this line, then run it once yourself.",
            lines=(at(8),),
        )
        for task in POINTS
        for i in range(len(TITLES[task]))
    ),
)

SLOW = report(
    "student-06",
    (
        *all_passed("predict"),
        *all_passed("loss"),
        *all_passed("gradient"),
        case("fit", 0, Verdict.TIMEOUT, message="`fit` was stopped after 2 s of CPU time.", lines=(at(25),)),
        case("fit", 1, Verdict.NOT_RUN, message="`fit` timed out twice and was not waited for again."),
    ),
)

ATTACK_TEXT = (
    "</title></style></pre><script>alert(1)</script><img src=x onerror=alert(1)>\"'>"
    "\x1b[31mred\x1b[0m \x1b]0;owned\x07\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\ "
    "\u202egnp.exe\u2066 \x00\x08\x7f\x85\ufeff {{ 7*7 }} `<b>code</b>` =cmd|' /C calc'!A0 \ud800"
)
ATTACK = report(
    "=cmd<script>",
    (
        case("predict", 0, title=ATTACK_TEXT, output=ATTACK_TEXT),
        case(
            "loss",
            1,
            Verdict.FAILED,
            title=ATTACK_TEXT,
            message=ATTACK_TEXT,
            hint=ATTACK_TEXT,
            mistake=Mistake(id='x"><script>', sentence=ATTACK_TEXT),
            detail=ATTACK_TEXT + "\n" + "w" * 10_000,
            output="z" * 50_000 + "\n" * 5_000,
            lines=(CodeLine(file="<img src=x>", line=3), CodeLine(file='ev"il<script>.py', line=2)),
        ),
    ),
    notices=(ATTACK_TEXT,),
    sources=(
        SourceFile(name='ev"il<script>.py', text="# " + ATTACK_TEXT + "\nx = '" + "y" * 10_000 + "'\n"),
    ),
    title="</title><script>alert(1)</script>",
)

LINEAR = (MIXED, PERFECT, UNGRADED, NOTEBOOK, BROKEN, SLOW)


def metrics(student: str, right: int, mistake: bool = False) -> Report:
    """A report of a second assignment with three equal tests, ``right`` of them passed."""
    swapped = Mistake(id="precision__swapped", sentence="You divide by the actual positives: this is recall.")
    tests = tuple(
        TestResult(
            id=f"hidden/test_precision.py::test_{name}",
            task="precision",
            origin="hidden",
            title=title,
            verdict=Verdict.PASSED if i < right else Verdict.FAILED,
            points=2.0 if i < right else 0.0,
            max_points=2.0,
            mistake=swapped if mistake and i >= right else None,
        )
        for i, (name, title) in enumerate(
            (
                ("all_right", "Precision is 1 when every positive call is right."),
                ("unequal", "False positives lower precision, false negatives do not."),
                ("none", "Without a positive call precision is 0."),
            )
        )
    )
    points = 2.0 * right
    task = TaskResult(id="precision", function="precision", title="", points=points, max_points=6.0)
    return Report(
        assignment="metrics",
        title="Classification metrics",
        student=student,
        attempt=1,
        score=points,
        max_score=6.0,
        tasks=(task,),
        tests=tests,
        provenance=PROVENANCE,
        isolation=3,
    )


CLASS = (
    *LINEAR,
    metrics("ada01", 3),
    metrics("student-03", 1, mistake=True),
    metrics("student-05", 0, mistake=True),
    metrics("student-07", 3),
    metrics("student-10", 2),
)
REJECTED = (
    RejectedEntry(
        student="student-08",
        origin="student-08.zip",
        assignment="linear_regression",
        reason="`student-08.zip` is not a zip file or is damaged. Ask for it again.",
    ),
)

DISTANCES = '''\
"""Distances between all pairs of rows."""

import numpy as np


def pairwise_distances(x, y):
    squared = (x**2).sum(1)[:, None] + (y**2).sum(1) - 2 * x @ y.T
    return np.sqrt(np.maximum(squared, 0))
'''

TIERS = (
    ("a row at a time", 0.057, 2.0),
    ("one matrix product", 0.4, 3.0),
    ("as good as ours", 0.85, 2.0),
)
SIZES = ((600, 600, 64), (611, 487, 67), (1201, 797, 16), (353, 1301, 96))


def sizes(ratio: float, bytes_per_s: float, operations_per_s: float) -> tuple[SizeResult, ...]:
    """What a function takes that has so much of the reference's speed, a little more or less by size."""
    made = []
    for place, (n, m, d) in enumerate(SIZES):
        moved, operations = 8.0 * (n * d + m * d + n * m), 2.0 * n * m * d
        least_s = max(moved / bytes_per_s, operations / operations_per_s)
        own = ratio * (0.94 + 0.04 * place)
        made.append(
            SizeResult(
                size=f"{n}x{m}x{d}",
                reference_s=1.7 * least_s,
                student_s=1.7 * least_s / own,
                ratio=own,
                ideal_bytes=moved,
                operations=operations,
                least_s=least_s,
            )
        )
    return tuple(made)


def timed(ending: Ending = "judged", score: float | None = None, **changes: object) -> PerformanceResult:
    """A timing whose points are added up from its tiers and evidence."""
    reached = [score is not None and score >= least for _, least, _ in TIERS]
    tiers = tuple(
        TierResult(
            name=name,
            least=least,
            state="reached" if yes else "missed",
            points=yes * points,
            max_points=points,
        )
        for (name, least, points), yes in zip(TIERS, reached, strict=True)
    )
    saves = score is not None and reached[1]
    memory = EvidenceResult(
        name="peak memory",
        unit="MB",
        measured=None if score is None else 2.9 if saves else 94.3,
        most=4.0,
        points=2.0 if saves else 0.0,
        max_points=2.0,
        message="" if score is None or saves else "Your function builds a 600×600×64 temporary.",
    )
    made = PerformanceResult(
        id="cpu",
        task="pairwise_distances",
        function="pairwise_distances",
        title="Speed and memory",
        device="cpu",
        ending=ending,
        points=sum(tier.points for tier in tiers) + memory.points,
        max_points=9.0,
        device_name="AMD EPYC 9554",
        score=score,
        noise=None if score is None else 0.024,
        pairs=0 if score is None else 31,
        tiers=tiers,
        evidence=(memory,),
        sizes=() if score is None else sizes(score, 14e9, 92e9),
        bytes_per_s=0.0 if score is None else 14e9,
        operations_per_s=0.0 if score is None else 92e9,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


GPU = {"id": "gpu", "title": "", "device": "cuda", "device_name": "NVIDIA H200"}
UNTIMED = {"tiers": (), "evidence": ()}

TIMINGS: dict[Ending, PerformanceResult] = {
    "judged": timed(
        score=0.62,
        message="Look at how often `x` is read: a product of matrices reads it once for many rows.",
        advice=(
            "One call executes 1,234 lines of Python, the reference's 9.",
            "It makes 3 arrays of 600×600.",
        ),
    ),
    "not run": timed("not run", message="Speed and memory count once every hidden test of the task passes."),
    "forbidden": timed(
        "forbidden",
        message="Work outside the timed call: while its inputs were staged your code computed for 13.1 ms "
        "where the reference took 0.3 ms. Move the work into the call.",
        **UNTIMED,
    ),
    "failed": timed("failed", message="In a timed call your code raised `ValueError`.", **UNTIMED),
    "faster than possible": timed(
        "faster than possible",
        message="The points for right answers are yours. Your function seems faster than this machine can be.",
        **UNTIMED,
    ),
    "disturbed": timed("disturbed", message="Too much else was running there.", noise=0.113, **UNTIMED),
    "no device": timed(
        "no device", max_points=0.0, **{**GPU, **UNTIMED, "device_name": ""}, message="This machine has none."
    ),
    "uncalibrated": timed(
        "uncalibrated",
        **GPU,
        points=3.5,
        max_points=3.5,
        tiers=(),
        evidence=(
            EvidenceResult(name="peak memory", unit="MB", measured=2.9, most=4.0, points=2.0, max_points=2.0),
        ),
        message="Nobody has measured yet what is fast on such a device.",
    ),
}
"""One of each ending."""


UNJUDGED = ("disturbed",)


def distances(student: str, *performance: PerformanceResult, right: bool = True) -> Report:
    """A report of an assignment whose function is timed, after one test of four points."""
    test = TestResult(
        id="hidden/test_distances.py::test_against_a_loop",
        task="pairwise_distances",
        origin="hidden",
        title="Every distance is that of the two rows.",
        verdict=Verdict.PASSED if right else Verdict.FAILED,
        points=4.0 * right,
        max_points=4.0,
    )
    task = TaskResult(
        id="pairwise_distances",
        function="pairwise_distances",
        title="Distances between rows",
        points=4.0 * right,
        max_points=4.0,
    )
    unjudged = next((p.message for p in performance if p.ending in UNJUDGED), "")
    return Report(
        assignment="pairwise_distances",
        title="Pairwise distances",
        student=student,
        attempt=1,
        score=None if unjudged else task.points + sum(p.points for p in performance),
        not_graded=unjudged,
        max_score=4.0 + sum(p.max_points for p in performance),
        tasks=(task,),
        tests=(test,),
        performance=performance,
        sources=(SourceFile(name="pairwise_distances.py", text=DISTANCES),),
        limits=LIMITS,
        isolation=3,
        provenance=PROVENANCE,
    )


FAST = distances("ada01", TIMINGS["judged"], TIMINGS["no device"])
ENDINGS = distances("student-11", *(p for p in TIMINGS.values() if p.ending not in UNJUDGED))
NOISY = distances("student-16", TIMINGS["faster than possible"], TIMINGS["disturbed"])
CLOSE = distances(
    "student-12",
    replace(timed(score=0.9), score=0.845, noise=0.021, pairs=248, undecided=True),
    timed(score=0.02, **GPU, bytes_per_s=4.3e12, operations_per_s=51e12),
)
SPEEDS = (
    FAST,
    CLOSE,
    distances("student-13", timed(score=1.1), TIMINGS["uncalibrated"]),
    distances("student-14", TIMINGS["not run"], TIMINGS["no device"], right=False),
    distances("student-15", TIMINGS["failed"]),
    NOISY,
    distances("student-17", TIMINGS["forbidden"]),
    distances("student-19", TIMINGS["faster than possible"]),
)


def concealed_timing(visibility: Visibility) -> Report:
    """What was timed of an assignment whose hidden test is not to be shown yet."""
    return replace(FAST, tests=tuple(replace(test, visibility=visibility) for test in FAST.tests))


ATTACK_TIMING = distances(
    "student-18",
    replace(
        TIMINGS["judged"],
        title=ATTACK_TEXT,
        function=ATTACK_TEXT,
        device_name=ATTACK_TEXT,
        message=ATTACK_TEXT,
        tiers=tuple(replace(tier, name=ATTACK_TEXT) for tier in TIMINGS["judged"].tiers),
        evidence=tuple(
            replace(e, name=ATTACK_TEXT, unit=ATTACK_TEXT, message=ATTACK_TEXT)
            for e in TIMINGS["judged"].evidence
        ),
        sizes=tuple(replace(size, size=ATTACK_TEXT) for size in TIMINGS["judged"].sizes),
        advice=(ATTACK_TEXT,),
    ),
)
