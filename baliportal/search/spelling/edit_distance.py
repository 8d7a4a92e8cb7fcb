"""How many slips of the pen lie between two words."""

from functools import lru_cache


@lru_cache(maxsize=10_000)
def edit_distance(one: str, other: str, most: int) -> int:
    """Letters missing, added, wrong or swapped with their neighbour (optimal string alignment); `most` + 1 for more."""
    before, last = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            best = min(row[-1] + 1, last[j] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and against == one[i - 2]:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
