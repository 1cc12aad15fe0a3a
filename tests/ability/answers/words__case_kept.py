"""Words keep their capital letters.

fails: test_words_are_lower_case_and_in_order, test_the_vocabulary_holds_every_word_once
"""


def tokens(text):
    return text.split()
