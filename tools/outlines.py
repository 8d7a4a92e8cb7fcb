"""Outlines for a map: read from TopoJSON, simplified, merged and written as SVG paths. Only make_map.py needs it.

A ring is a list of points (x, y) that ends where it starts. Neighbours share the arcs between them, and an arc is
simplified once: so borders still meet, and what two rings share can be taken away to merge them.
"""

import heapq
from collections import Counter, defaultdict
from itertools import accumulate, pairwise

LEAST_BEND = 3  # square steps; a corner that makes a smaller triangle with its neighbours is left out
LEAST_ISLAND = 3  # square steps


class Arcs:
    """The arcs of a TopoJSON topology, projected and simplified; none is cut at the edge of the map."""

    def __init__(self, topology, west, project):
        self.scale, self.origin = topology["transform"]["scale"], topology["transform"]["translate"]
        self.west = west
        self.arcs = [self._drawn(arc, project) for arc in topology["arcs"]]

    def ring(self, numbers):
        """The ring that these arcs make one after another; ~n is arc n backwards."""
        arcs = [self.arcs[number] if number >= 0 else self.arcs[~number][::-1] for number in numbers]
        return [point for arc in arcs for point in arc[:-1]] + arcs[-1][-1:]

    def _drawn(self, arc, project):
        points = simplified([project(*point) for point in self._degrees(arc)])
        return [(round(x), round(y)) for x, y in points]

    def _degrees(self, arc):
        """Longitudes run on across the date line; an arc stands whole on the side where most of it is."""
        steps = accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        points = [tuple(n * k + zero for n, k, zero in zip(at, self.scale, self.origin, strict=True)) for at in steps]
        longitudes = list(accumulate((x for x, _ in points), lambda last, x: x + 360 * round((last - x) / 360)))
        turns = (sum(longitudes) / len(longitudes) - self.west) // 360
        return [(x - 360 * turns, y) for x, (_, y) in zip(longitudes, points, strict=True)]


def simplified(points):
    """The points without the smallest bends, least first (Visvalingam and Whyatt, 1993); both ends stay."""
    before = {n: n - 1 for n in range(1, len(points))}
    after = {n: n + 1 for n in range(len(points) - 1)}
    bends = {n: area(points[n - 1 : n + 2]) for n in range(1, len(points) - 1)}
    queue = [(bend, n) for n, bend in bends.items()]
    heapq.heapify(queue)
    while queue and queue[0][0] < LEAST_BEND:
        bend, n = heapq.heappop(queue)
        if bends.get(n) != bend:
            continue  # it has grown since it was queued
        del bends[n]
        last, following = before[n], after[n]
        after[last], before[following] = following, last
        for m in {last, following} & bends.keys():
            bends[m] = max(bend, area([points[before[m]], points[m], points[after[m]]]))
            heapq.heappush(queue, (bends[m], m))
    return [point for n, point in enumerate(points) if n in bends or n in (0, len(points) - 1)]


def dissolve(rings):
    """The rings round everything that these enclose, without the lines between them and without specks."""
    edges = Counter(edge for ring in rings for edge in pairwise(ring) if edge[0] != edge[1])
    ways = defaultdict(list)
    for (start, end), count in edges.items():
        ways[start] += [end] * (count - edges[end, start])
    joined = [_loop(ways, start) for start in list(ways)]
    return [ring for ring in joined if area(ring) >= LEAST_ISLAND]


def _loop(ways, start):
    """Follow the edges from a point until they end, which is where they began; each is followed once."""
    ring = [start]
    while ways[ring[-1]]:
        ring.append(ways[ring[-1]].pop())
    return ring


def area(ring):
    """The area inside a ring, or inside an open line when its ends are joined."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]))) / 2


def centre(ring):
    """The middle of a ring's width and height."""
    return tuple((min(values) + max(values)) / 2 for values in zip(*ring, strict=True))


def path(rings):
    """The rings as the `d` of an SVG path, in relative steps."""
    return "".join(_moves(ring) for ring in rings)


def _moves(ring):
    corners = [b for a, b, c in zip(ring[-2:-1] + ring, ring, ring[1:], strict=False) if area([a, b, c])]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(corners)]
    text = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
    return f"M{corners[0][0]} {corners[0][1]}l{text}z"
