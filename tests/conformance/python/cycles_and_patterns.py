# tolerance: exact
"""Endless cycles, patterns of complex numbers, and values that hold themselves."""
import math
from dataclasses import dataclass
from itertools import count, cycle, islice


def batches():
    for i in range(3):
        print("making", i)
        yield i


endless = cycle(batches())
print([next(endless) for _ in range(7)])
print(list(islice(cycle(count()), 4)), list(cycle([])))


def kind(value):
    match value:
        case 1 + 2j:
            return "sum"
        case -3 - 1.5j:
            return "difference"
        case {"z": 0 + 1j}:
            return "within"
        case complex(real=re):
            return re


print(kind(1 + 2j), kind(-3 - 1.5j), kind({"z": 1j}), kind(2 + 2j))


class Point:
    __match_args__ = "x"


try:
    match Point():
        case Point(1):
            pass
except TypeError as e:
    print(e)


@dataclass
class Node:
    value: int
    next: "Node | None" = None


ring = Node(1, Node(2))
ring.next.next = ring
print(ring, [ring])

print(" a b ".rsplit(None, 1), "  x  y z  ".rsplit(None, 5), " a b ".rsplit(maxsplit=0), " a b ".split(None, 0))
for spec in ["10.", ".", ".s", "+", " ", "5.2"]:
    try:
        print(repr(format("hello", spec)))
    except ValueError as e:
        print(spec, e)
print([math.modf(x) for x in (-1.0, -0.0, math.nan, -2.5, -math.inf)], math.degrees(1e308))
for bounds in [(-1,), (0, -1), (1, 5, 0)]:
    try:
        islice([], *bounds)
    except ValueError as e:
        print(e)
