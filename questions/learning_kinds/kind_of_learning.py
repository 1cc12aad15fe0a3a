"""Here is a task: {{ task }}. Which kind of learning is it?"""

from grader.exam import mistake, part

CLASSIFICATION = "supervised classification"
REGRESSION = "supervised regression"
CLUSTERING = "clustering without labels"
REDUCTION = "dimensionality reduction"
REINFORCEMENT = "reinforcement learning"
SEMI_SUPERVISED = "semi-supervised learning"
SELF_SUPERVISED = "self-supervised learning"

TASKS = {
    "e-mails are marked by people as spam or not, and a model learns to mark new ones": CLASSIFICATION,
    "doctors named the disease in each of 5,000 images, and a model learns to name it in new images": CLASSIFICATION,
    "recordings carry the name of the speaker, and a model learns to tell who speaks": CLASSIFICATION,
    "the prices of 8,000 sold houses are known, and a model learns to predict the price of a new one": REGRESSION,
    "a model learns from measured values of past years how many degrees tomorrow will have": REGRESSION,
    "the age of each person in a photo is given, and a model learns to tell the age in years": REGRESSION,
    "customers are put into groups that buy alike, and nobody has named any groups": CLUSTERING,
    "news articles of one day are collected in heaps by similarity, and no topics are given": CLUSTERING,
    "stars are put into groups by brightness and colour, and no types of stars are given": CLUSTERING,
    "100 measured features of each plant are replaced by the 2 that keep most of the variance": REDUCTION,
    "images of 4,096 pixels are described by 20 numbers each, and no labels are used": REDUCTION,
    "300 answers of each questionnaire are drawn as one point in a plane, without labels": REDUCTION,
    "a program plays a game against itself and learns from who wins": REINFORCEMENT,
    "a robot tries to walk, and it receives points for each metre": REINFORCEMENT,
    "a controller of a lift tries out decisions, and it is rewarded for short waiting times": REINFORCEMENT,
    "100 images have labels, 10,000 have none, and a model learns from all of them together": SEMI_SUPERVISED,
    "a model learns to mark sentences from 50 marked ones and a million that nobody has marked": SEMI_SUPERVISED,
    "a few recorded bird calls have labels, most have none, and one model is trained on both": SEMI_SUPERVISED,
    "words of a text are hidden, and a model learns to predict them from the rest of the text": SELF_SUPERVISED,
    "a model learns from raw text to predict the next word": SELF_SUPERVISED,
    "a part of each image is covered, and a model learns to fill it in from the rest": SELF_SUPERVISED,
}  # fmt: skip


def draw(rng):
    return {"task": list(TASKS)[int(rng.integers(len(TASKS)))]}


def unless_right(task, kind):
    return None if TASKS[task] == kind else kind


@part(
    choice=True,
    source="lecture notes 001, lines 16-22, and 004, lines 18-32",
    fixed="There are seven kinds. The tasks and the order of the choices differ between students.",
    solution=(
        "Ask where the targets come from. Supervised learning has a label for each example, "
        "semi-supervised learning for some, clustering and dimensionality reduction for none. "
        "Self-supervised learning takes targets from the data, and reinforcement learning uses rewards."
    ),
)
def kind(task):
    return TASKS[task]


@mistake(of=kind)
def classification(task):
    """Classification learns from examples whose class somebody has given, and it predicts a class."""
    return unless_right(task, CLASSIFICATION)


@mistake(of=kind)
def regression(task):
    """Regression learns from examples with a given number, and it predicts a number."""
    return unless_right(task, REGRESSION)


@mistake(of=kind)
def clustering(task):
    """Clustering has no labels and puts examples into groups that it finds itself."""
    return unless_right(task, CLUSTERING)


@mistake(of=kind)
def reduction(task):
    """Dimensionality reduction describes each example by fewer numbers. PCA is one such method."""
    return unless_right(task, REDUCTION)


@mistake(of=kind)
def reinforcement(task):
    """Reinforcement learning acts, and it learns from rewards for its actions."""
    return unless_right(task, REINFORCEMENT)


@mistake(of=kind)
def semi_supervised(task):
    """Semi-supervised learning uses a few examples with labels and many without."""
    return unless_right(task, SEMI_SUPERVISED)


@mistake(of=kind)
def self_supervised(task):
    """Self-supervised learning takes its targets from the data. Nobody has to give labels."""
    return unless_right(task, SELF_SUPERVISED)
