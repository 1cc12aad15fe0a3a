import heapq


def _nearest_others(table, i, k):
    squares = {j: ((table[j] - table[i]) ** 2).sum() for j in range(len(table)) if j != i}
    return set(heapq.nsmallest(k, squares, key=lambda j: (squares[j], j)))


def mutual_knn_alignment(X, Y, k):
    n = len(X)
    if not 0 < k < n:
        raise ValueError("k")
    X, Y = (a if a.dtype.kind == "f" else a.astype(float) for a in (X, Y))
    common = sum(len(_nearest_others(X, i, k) & _nearest_others(Y, i, k)) for i in range(n))
    return common / (n * k)
