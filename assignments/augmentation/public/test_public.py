"""Public tests. All results are worked by hand; README.md has the same examples."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_rate, generator, task


@task("rotate")
def test_a_turn_of_two_rows(student):
    """The last column, 3 and 6, becomes the first row."""
    x = np.array([[1, 2, 3], [4, 5, 6]])
    assert_close(student.rotate90(x), np.array([[3, 6], [2, 5], [1, 4]]))
    assert_close(student.rotate90(x, 2), np.array([[6, 5, 4], [3, 2, 1]]))


@task("flip")
def test_two_mirrored_rows(student):
    """Each row is written backwards."""
    x = np.array([[1, 2, 3], [4, 5, 6]])
    assert_close(student.horizontal_flip(x), np.array([[3, 2, 1], [6, 5, 4]]))


@task("crop")
def test_windows_of_one_row(student, rng):
    """A window of two numbers begins at the first, the second or the third of four, each as often."""
    x = np.arange(4.0).reshape(1, 1, 1, 4)
    found = student.repeat("random_crop", x, 1, 2, rng, times=300)
    assert_close(found[..., 1], found[..., 0] + 1)
    wrong = {"the last is left out": 0.0, "always the last": 1.0}
    assert_rate(int((found[..., 0] == 2).sum()), 300, 1 / 3, wrong=wrong)


@task("scale")
def test_three_pixels_become_five(student):
    """The pixels 0, 3/5, 6/5, 9/5 and 12/5 are rounded down to 0, 0, 1, 1 and 2."""
    found = student.scale_nearest(np.array([[1, 2, 3]]), 2, 5)
    assert_close(found, np.array([[1, 1, 2, 2, 3], [1, 1, 2, 2, 3]]))


@task("synonym")
def test_one_word_has_a_synonym(student):
    """With p = 1 the word that has a synonym is replaced; with p = 0 it is not."""
    words = ["a", "big", "dog"]
    assert_close(student.synonym_replace(words, {"big": ["large"]}, 1.0, generator(1)), ["a", "large", "dog"])
    assert_close(student.synonym_replace(words, {"big": ["large"]}, 0.0, generator(1)), words)


@task("delete")
def test_nine_of_ten_words_are_left(student, rng):
    """With p = 0.1 nine of ten words are left. With p = 0 all are."""
    words = ["a", "big", "dog", "runs", "home"]
    assert_close(student.random_delete(words, 0.0, generator(1)), words)
    found = student.repeat("random_delete", words, 0.1, rng, times=200)
    assert_rate(sum(map(len, found)), 1000, 0.9, wrong={"p is kept": 0.1, "nothing is deleted": 1.0})


@task("shuffle")
def test_two_sentences(student, rng):
    """Two sentences have two orders, each half of the time."""
    found = student.repeat("shuffle_sentences", "It rains. Why?", rng, times=200)
    assert_close(sorted(set(found)), ["It rains. Why?", "Why? It rains."])
    assert_rate(found.count("Why? It rains."), 200, 0.5, wrong={"never": 0.0, "always": 1.0})
