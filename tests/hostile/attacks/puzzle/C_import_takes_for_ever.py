"""Never finishes being imported.

score: 0
tally: timeout
scale: timeout
"""

while True:
    pass
