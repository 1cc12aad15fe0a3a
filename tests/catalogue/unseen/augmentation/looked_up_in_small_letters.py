def synonym_replace(words, synonyms, p, rng):
    if not 0 <= p <= 1:
        raise ValueError("p")
    result = []
    for word in words:
        options = synonyms.get(word.lower(), [])
        if len(options) and rng.random() < p:
            word = options[rng.integers(len(options))]
        result.append(word)
    return result
