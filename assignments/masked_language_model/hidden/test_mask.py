"""Which words are hidden, and what takes their place."""

from __future__ import annotations

import numpy as np
from support import IGNORED, NARROW

from grader.testing import (
    Discrete,
    assert_close,
    assert_distribution,
    assert_independent,
    assert_rate,
    coin,
    evenly,
    generator,
    task,
)

SPECIAL = (0, 1, 2)
MASK = 3
HIDDEN, RANDOM, SAME = 0, 1, 2
"""What a chosen word becomes: the mask, another word, itself."""


def text(rng, B, T, V, special=SPECIAL, mask=MASK):
    """Texts of words, without special tokens."""
    words = [k for k in range(V) if k not in (*special, mask)]
    return rng.choice(words, size=(B, T))


def draw(compare, rng, ids, V, times, special=SPECIAL, mask=MASK):
    """Inputs and labels of many calls."""
    inputs, labels = compare.repeat("mask_tokens", ids, V, mask, list(special), rng, times=times)
    return np.asarray(inputs), np.asarray(labels)


def fates(inputs, ids, chosen, mask=MASK):
    """What became of the chosen words."""
    ids = np.broadcast_to(ids, inputs.shape)
    return np.where(inputs == mask, HIDDEN, np.where(inputs == ids, SAME, RANDOM))[chosen]


def law(words):
    """A random word is the word itself once in so many times."""
    return Discrete({HIDDEN: 0.8, RANDOM: 0.1 * (1 - 1 / words), SAME: 0.1 + 0.1 / words})


def wrong_laws(words):
    return {
        "always the mask": Discrete({HIDDEN: 1.0}),
        "no word stays": Discrete({HIDDEN: 0.8, RANDOM: 0.2 * (1 - 1 / words), SAME: 0.2 / words}),
        "no random word": Discrete({HIDDEN: 0.8, SAME: 0.2}),
        "random and mask swapped": Discrete(
            {HIDDEN: 0.1, RANDOM: 0.8 * (1 - 1 / words), SAME: 0.1 + 0.8 / words}
        ),
    }


def judge_rate(compare, rng, B, T, times):
    """15 % of the words have a label."""
    ids = text(rng, B, T, 30)
    _, labels = draw(compare, rng, ids, 30, times)
    wrong = {"80 % of 15 %": 0.12, "all words": 1.0, "none": 0.0, "the other 85 %": 0.85}
    assert_rate(int((labels != IGNORED).sum()), labels.size, 0.15, "chosen words", wrong=wrong)


@task("mask", points=2, hint="Choose each word with probability 0.15.")
def test_fifteen_of_a_hundred_words_are_chosen(compare, rng):
    """15 % of the words are chosen."""
    judge_rate(compare, rng, 5, 40, 100)


@task("mask", points=1, hint="Words that stay as they are have a label, too.")
def test_words_of_one_long_text_are_chosen(compare, rng):
    """15 % of the words of a single text are chosen."""
    judge_rate(compare, rng, 1, 120, 150)


@task("mask", points=1, hint="Look at what you count as chosen.")
def test_words_of_many_short_texts_are_chosen(compare, rng):
    """15 % are chosen in many short texts, whose number may be equal to their length."""
    judge_rate(compare, rng, 8, 8, 250)


def judge_fates(compare, rng, B, T, V, times):
    """80 % of the chosen words become the mask, 10 % another word, 10 % stay."""
    ids = text(rng, B, T, V)
    inputs, labels = draw(compare, rng, ids, V, times)
    found = fates(inputs, ids, labels != IGNORED)
    words = V - 4
    assert_distribution(found, law(words), "what chosen words become", wrong=wrong_laws(words))


def judge_same(compare, rng, B, T, V, times):
    """How many of the chosen words become another word, where there are few words."""
    ids = text(rng, B, T, V)
    inputs, labels = draw(compare, rng, ids, V, times)
    found = fates(inputs, ids, labels != IGNORED)
    wrong = {"never the word itself": 0.1, "no random word": 0.0}
    share = 0.1 * (1 - 1 / (V - 4))
    assert_rate(
        int((found == RANDOM).sum()), found.size, share, "words that became another word", wrong=wrong
    )


@task("mask", points=2, hint="Of the chosen words 80 % become the mask, 10 % a random word, and 10 % stay.")
def test_what_chosen_words_become(compare, rng):
    """Of the chosen words 80 % become the mask, 10 % a random word, and 10 % stay."""
    judge_fates(compare, rng, 4, 50, 40, 150)


@task("mask", points=2, hint="One random number decides between three ends.")
def test_what_chosen_words_of_a_small_vocabulary_become(compare, rng):
    """The shares hold for a small vocabulary as well. A random word may be the word itself."""
    judge_fates(compare, rng, 6, 30, 8, 150)


@task("mask", points=1, weak=True, hint="The word that was there is one of the words that are drawn from.")
def test_what_chosen_words_of_two_words_become(compare, rng):
    """Of two words the random word is the word itself half of the time."""
    judge_same(compare, rng, 6, 30, 6, 150)


@task("mask", points=1, weak=True, hint="Draw from all words, whatever word was there.")
def test_what_chosen_words_of_three_words_become(compare, rng):
    """Of three words the random word is the word itself every third time."""
    judge_same(compare, rng, 9, 25, 7, 260)


@task("mask", points=1, hint="Draw for each place by itself.")
def test_what_chosen_words_of_square_batches_become(compare, rng):
    """The shares hold where there are as many texts as places."""
    judge_fates(compare, rng, 12, 12, 25, 200)


def judge_random_words(compare, rng, V, special, mask, times):
    """The random words are drawn evenly from the words."""
    words = [k for k in range(V) if k not in (*special, mask)]
    own = words[len(words) // 2]
    ids = np.full((10, 60), own)
    inputs, labels = draw(compare, rng, ids, V, times, special, mask)
    found = inputs[(labels != IGNORED) & (inputs != mask) & (inputs != own)]
    others = [word for word in words if word != own]
    assert_distribution(
        found,
        Discrete(dict.fromkeys(others, 1 / len(others))),
        "random words",
        wrong={
            "special tokens too": Discrete({k: 1 / (V - 1) for k in range(V) if k != own}),
            "the last word never": Discrete(dict.fromkeys(others[:-1], 1 / (len(others) - 1))),
            "always the same": Discrete({others[0]: 1.0}),
        },
    )


@task("mask", points=1, hint="Draw random words from the words only, each equally likely.")
def test_random_words_are_words(compare, rng):
    """A random word is no special token. All words are equally likely, the last one too."""
    judge_random_words(compare, rng, 10, SPECIAL, MASK, 160)


@task("mask", points=1, hint="Special tokens may stand anywhere in the vocabulary.")
def test_random_words_with_special_tokens_at_the_end(compare, rng):
    """Special tokens may have any numbers. None of them is put in."""
    judge_random_words(compare, rng, 9, (4, 8), 6, 140)


def judge_apart(compare, rng, B, T, V, times):
    """Two random words of one call agree as often as by chance."""
    words = [k for k in range(V) if k not in (*SPECIAL, MASK)]
    ids = np.full((B, T), words[0])
    inputs, labels = draw(compare, rng, ids, V, times)
    pairs = [
        one[where][:2]
        for one, where in zip(
            inputs, (labels != IGNORED) & (inputs != MASK) & (inputs != words[0]), strict=True
        )
        if where.sum() >= 2
    ]
    first, second = np.reshape(pairs, (-1, 2)).T
    assert_independent(first, second, evenly(words[1:]))


@task("mask", points=1, weak=True, hint="Draw a random word for each place.")
def test_random_words_of_a_batch_differ(compare, rng):
    """Each place that gets a random word has a draw of its own."""
    judge_apart(compare, rng, 10, 60, 10, 160)


@task("mask", points=1, weak=True, hint="One draw for the whole call gives all places the same random word.")
def test_random_words_of_one_text_differ(compare, rng):
    """The same holds for the places of a single long text."""
    judge_apart(compare, rng, 1, 500, 14, 160)


def judge_special(compare, rng, special, mask, V, share):
    """Special tokens have no label and stay."""
    ids = text(rng, 6, 40, V, special, mask)
    at = rng.random(size=ids.shape) < share
    at[0, :4] = True
    tokens = [*special, mask]
    ids[at] = rng.choice(tokens, size=int(at.sum()))
    inputs, labels = draw(compare, rng, ids, V, 60, special, mask)
    touched = (labels != IGNORED) | (inputs != ids)
    everywhere = np.broadcast_to(at, touched.shape)
    untouched = int((~touched[everywhere]).sum())
    assert_rate(untouched, int(everywhere.sum()), 1.0, "special tokens that stay", wrong={"chosen": 0.85})
    assert_rate(
        int((labels != IGNORED)[~everywhere].sum()), int((~everywhere).sum()), 0.15, "chosen words",
        wrong={"15 % of all places": 0.15 / (1 - share)},
    )  # fmt: skip


@task("mask", points=2, hint="Padding, beginning and end of a text are never chosen.")
def test_special_tokens_are_never_chosen(compare, rng):
    """Special tokens are never chosen. Of the words around them 15 % are."""
    judge_special(compare, rng, SPECIAL, MASK, 30, 0.5)


@task("mask", points=1, hint="The mask is special, whether the list has it or not.")
def test_a_mask_in_the_text_is_never_chosen(compare, rng):
    """The mask itself is special, also if the list does not have it. Special tokens may have any numbers."""
    judge_special(compare, rng, (7, 19), 11, 20, 0.6)
    judge_special(compare, rng, (), 0, 20, 0.5)


def judge_labels(compare, rng, B, T, times):
    """Labels hold the right tokens, and places without a label stay."""
    ids = text(rng, B, T, 25)
    inputs, labels = draw(compare, rng, ids, 25, times)
    chosen = labels != IGNORED
    right, same = labels == ids, inputs == ids
    wrong = {"the token afterwards": 0.1, "another token": 0.0}
    assert_rate(
        int(right[chosen].sum()), int(chosen.sum()), 1.0, "labels that are the right token", wrong=wrong
    )
    assert_rate(
        int(same[~chosen].sum()), int((~chosen).sum()), 1.0, "words without a label that stay",
        wrong={"labels where the token changed only": 0.98, "all hidden": 0.0},
    )  # fmt: skip


@task("mask", points=2, hint="A label is the token before it was hidden; elsewhere it is -100.")
def test_labels_are_the_right_tokens(compare, rng):
    """A label is the token that was there. Words that are not chosen stay and have the label -100."""
    judge_labels(compare, rng, 10, 60, 20)


@task("mask", points=1, hint="Write labels before you change the inputs.")
def test_labels_of_square_batches(compare, rng):
    """The same holds where there are as many texts as places."""
    judge_labels(compare, rng, 20, 20, 25)


@task("mask", points=1, hint="Keep a copy of the tokens before you hide them.")
def test_labels_of_one_long_text(compare, rng):
    """The same holds for a single long text."""
    judge_labels(compare, rng, 1, 300, 30)


def judge_independence(compare, rng, B, T, times):
    """Neighbours in a text, and the same place of two texts, are chosen independently."""
    _, labels = draw(compare, rng, text(rng, B, T, 20), 20, times)
    chosen = labels != IGNORED
    assert_independent(chosen[:, 0::2], chosen[:, 1::2], coin(0.15))
    assert_independent(chosen[:, :, 0::2], chosen[:, :, 1::2], coin(0.15))


@task("mask", points=1, hint="Draw one number for each place of each text.")
def test_places_are_chosen_independently(compare, rng):
    """Places are chosen independently of each other, in one text and in two."""
    judge_independence(compare, rng, 6, 10, 250)


@task("mask", points=1, hint="Texts of a batch share no draws.")
def test_places_of_square_batches_are_chosen_independently(compare, rng):
    """The same holds where there are as many texts as places."""
    judge_independence(compare, rng, 8, 8, 250)


@task("mask", points=1, hint="Look at the shape of what you draw.")
def test_places_of_two_texts_are_chosen_independently(compare, rng):
    """The same holds for two long texts."""
    judge_independence(compare, rng, 2, 40, 250)


@task("mask", weak=True, hint="A text of special tokens stays as it is.")
def test_nothing_to_choose(compare):
    """A text of special tokens has no label. There may be no text at all."""
    for ids in np.array([[1, 0, 2, 3]]), np.zeros((3, 5), dtype=int), np.zeros((0, 4), dtype=int):
        compare.mask_tokens(ids, 12, MASK, [*SPECIAL], generator(1))
        compare.mask_tokens(ids, 6, MASK, list(SPECIAL), generator(2))


@task("mask", points=1, hint="-100 does not fit into unsigned integers: return int64.")
def test_kinds_of_integers(compare, rng):
    """Token numbers may be integers of any width, signed or unsigned. The results are int64."""
    for dtype in NARROW:
        ids = text(rng, 4, 30, 20).astype(dtype)
        _, labels = draw(compare, rng, ids, 20, 40)
        wrong = {"none": 0.0, "all": 1.0}
        assert_rate(int((labels != IGNORED).sum()), labels.size, 0.15, "chosen words", wrong=wrong)


@task("mask", weak=True, hint="Draw from rng, and from nothing else.")
def test_the_same_generator_chooses_the_same_words(compare, student, rng):
    """Two generators in the same state choose the same words."""
    for shape in (5, 60), (30, 30):
        ids = text(rng, *shape, 25)
        draw(compare, rng, ids, 25, 2)
        seed = int(rng.integers(2**32))
        assert_close(
            student.mask_tokens(ids, 25, MASK, [*SPECIAL], generator(seed)),
            student.mask_tokens(ids, 25, MASK, [*SPECIAL], generator(seed)),
            what="Two generators in the same state must choose the same words; yours do not.",
        )
