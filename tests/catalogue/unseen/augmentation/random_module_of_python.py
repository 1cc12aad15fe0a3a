import random
import re


def shuffle_sentences(text, rng):
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())
    random.shuffle(sentences)
    return " ".join(sentences)
