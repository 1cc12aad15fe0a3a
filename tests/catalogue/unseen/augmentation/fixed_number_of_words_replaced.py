def synonym_replace(words, synonyms, p, rng):
    if not 0 <= p <= 1:
        raise ValueError("p")
    result = list(words)
    places = [i for i, word in enumerate(words) if len(synonyms.get(word, ()))]
    count = int(round(p * len(places)))
    for i in rng.permutation(len(places))[:count]:
        options = synonyms[words[places[i]]]
        result[places[i]] = options[int(rng.integers(len(options)))]
    return result
