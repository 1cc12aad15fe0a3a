"""The vocabulary is a list.

fails: test_the_vocabulary_holds_every_word_once
"""


def vocabulary(sentences):
    return sorted({word for sentence in sentences for word in tokens(sentence)})
