"""A classifier was tried on new samples. It found {{ tp }} true positives, {{ fp }} false positives, {{ fn }} false
negatives and {{ tn }} true negatives. Compute precision, recall and F1 of the positive class.
"""

import numpy as np

from grader.exam import mistake, part, reference

metrics = reference("metrics")


def draw(rng):
    return {
        "tp": int(rng.integers(20, 90)),
        "fp": int(rng.integers(4, 30)),
        "fn": int(rng.integers(31, 120)),
        "tn": int(rng.integers(60, 250)),
    }


@part(
    "precision",
    decimals=4,
    solution=(
        r"Precision is the share of true positives among the samples that were called positive: "
        r"$\frac{TP}{TP + FP} = \frac{ {{ tp }} }{ {{ tp }} + {{ fp }} } = {{ precision }}$."
    ),
)
def precision(tp, fp):
    return tp / (tp + fp)


@mistake(of=precision)
def share_of_all_that_is_right(tp, tn, fp, fn):
    """That is the accuracy. Precision looks only at the samples that were called positive."""
    return (tp + tn) / (tp + tn + fp + fn)


@mistake(of=precision, worth=0.25)
def recall_for_precision(tp, fn):
    """That is the recall. Precision divides by the samples that were called positive, TP + FP."""
    return tp / (tp + fn)


@part(
    "recall",
    decimals=4,
    solution=(
        r"Recall is the share of true positives among the samples that are positive: "
        r"$\frac{TP}{TP + FN} = \frac{ {{ tp }} }{ {{ tp }} + {{ fn }} } = {{ recall }}$."
    ),
)
def recall(tp, fn):
    return tp / (tp + fn)


@mistake(of=recall, worth=0.25)
def precision_for_recall(tp, fp):
    """That is the precision. Recall divides by the samples that are positive, TP + FN."""
    return tp / (tp + fp)


@mistake(of=recall)
def recall_of_the_negatives(tn, fp):
    """That is the share of the negative samples that were found. Recall is about the positive ones."""
    return tn / (tn + fp)


@part(
    "F1",
    decimals=3,
    points=2,
    solution=(
        r"F1 is the harmonic mean of precision $P$ and recall $R$: $\frac{2 P R}{P + R} = \frac{2 \cdot "
        r"{{ precision }} \cdot {{ recall }} }{ {{ precision }} + {{ recall }} } = {{ f1 }}$."
    ),
)
def f1(precision, recall):
    return 2 * precision * recall / (precision + recall)


@mistake(of=f1, worth=0.25)
def arithmetic_mean(precision, recall):
    """That is the arithmetic mean of precision and recall. F1 is the harmonic mean."""
    return (precision + recall) / 2


@mistake(of=f1, worth=0.5)
def two_forgotten(precision, recall):
    """That is half of F1. The harmonic mean of two numbers has the factor 2."""
    return precision * recall / (precision + recall)


@mistake(of=f1)
def accuracy_for_f1(tp, tn, fp, fn):
    """That is the accuracy. The true negatives do not count in F1."""
    return (tp + tn) / (tp + tn + fp + fn)


@mistake(of=f1)
def precision_for_f1(precision):
    """That is the precision alone. F1 needs the recall, too."""
    return precision


@mistake(of=f1)
def recall_for_f1(recall):
    """That is the recall alone. F1 needs the precision, too."""
    return recall


def proof(tp, fp, fn, tn):
    y, y_hat = (np.repeat(labels, (tp, fp, fn, tn)) for labels in ((1, 0, 1, 0), (1, 1, 0, 0)))
    return {
        "precision": metrics.precision(y, y_hat),
        "recall": metrics.recall(y, y_hat),
        "f1": metrics.f1_score(y, y_hat),
    }
