def synonym_replace(words, synonyms, p, rng):
    if not 0 <= p <= 1:
        raise ValueError("p")
    chosen = {word: options[rng.integers(len(options))] for word, options in synonyms.items() if len(options)}
    return [chosen[word] if word in chosen and rng.random() < p else word for word in words]
