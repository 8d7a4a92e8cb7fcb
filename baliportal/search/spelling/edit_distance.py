"""Edit distance between two words."""

from functools import lru_cache


@lru_cache(maxsize=10_000)
def edit_distance(one: str, other: str, most: int) -> int:
    """Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours; `most` + 1 for more."""
    before: list[int] = []
    last = list(range(len(other) + 1))
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
