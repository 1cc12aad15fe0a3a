def synonym_replace(words, synonyms, p, rng):
    if not 0 <= p <= 1:
        raise ValueError("p")
    flips = rng.binomial(1, p, len(words))
    return [rng.choice(synonyms[w]) if w in synonyms and f else w for w, f in zip(words, flips)]
