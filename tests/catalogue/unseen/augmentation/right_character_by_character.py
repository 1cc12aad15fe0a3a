def shuffle_sentences(text, rng):
    sentences, begin = [], 0
    for place, sign in enumerate(text):
        ends = sign in ".!?" and (place + 1 == len(text) or text[place + 1].isspace())
        if ends or place + 1 == len(text):
            sentences.append(text[begin : place + 1].strip())
            begin = place + 1
    sentences = [sentence for sentence in sentences if sentence]
    rng.shuffle(sentences)
    return " ".join(sentences)
