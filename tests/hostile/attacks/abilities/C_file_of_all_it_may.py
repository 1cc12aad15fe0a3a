"""Writes files as large as they may be and larger, and sparse ones.

score: 3.5
save: failed
"""

def save(weights, path):
    try:
        with open(path, "wb") as file:
            while True:
                file.write(bytes(1 << 20))
    except OSError:
        pass
    with open(path, "r+b") as file:
        try:
            file.truncate(1 << 40)
        except OSError:
            pass
