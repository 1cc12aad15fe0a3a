import numpy as np


def sentence_vector(h, mask, how="last", weights=None):
    h = np.asarray(h)
    if not np.issubdtype(h.dtype, np.floating):
        h = h.astype(float)
    B, T, H = h.shape
    vectors = []
    for n in range(B):
        places = np.flatnonzero(mask[n])
        vec = np.zeros(H, h.dtype)
        if places.size:
            words = h[n, places]
            if how == "last":
                vec = words[-1]
            elif weights is None:
                vec = np.sum(words, axis=0) / T
            else:
                a = np.asarray(weights[n])[places].astype(float)
                if np.any(a > 0):
                    vec = (a / a.sum()).astype(h.dtype) @ words
        vectors.append(vec)
    return np.array(vectors)
