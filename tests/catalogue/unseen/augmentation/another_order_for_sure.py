import re


def shuffle_sentences(text, rng):
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())
    order = list(range(len(sentences)))
    while len(order) > 1 and order == sorted(order):
        rng.shuffle(order)
    return " ".join(sentences[i] for i in order)
