# tolerance: exact
from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError
from typing import List, Optional, Dict, Any, Union, Tuple, Callable, NamedTuple, TypedDict, ClassVar, Generic, TypeVar, Protocol
@dataclass
class Point:
    x: int
    y: int = 0
    tags: List[str] = field(default_factory=list)
    _hidden: float = field(default=1.0, repr=False, compare=False)
    count: ClassVar[int] = 0
    def __post_init__(self): self.norm = (self.x ** 2 + self.y ** 2) ** 0.5
p = Point(3, 4); q = Point(3, 4, []); print(p, p == q, p.norm, asdict(p), astuple(p), replace(p, x=0), [f.name for f in fields(p)], p != Point(1))
@dataclass(frozen=True, order=True)
class V:
    a: int; b: str = "z"
print(V(1) < V(2), sorted([V(2, "a"), V(1, "b"), V(1, "a")]), hash(V(1)) == hash(V(1)), {V(1): 5}[V(1)])
try: V(1).a = 3
except FrozenInstanceError as e: print(type(e).__name__, e)
@dataclass
class Sub(Point):
    z: int = 9
print(Sub(1, z=2), Sub.__match_args__)
for bad in (lambda: Point(), lambda: Point(1, 2, 3, 4, 5), lambda: Point(1, w=2), lambda: Point(1) < Point(2), lambda: hash(Point(1))):
    try: bad()
    except TypeError as e: print(e)
try:
    @dataclass
    class Bad:
        a: int = 1
        b: str
except TypeError as e: print(e)
try:
    @dataclass
    class Bad2: a: list = []
except ValueError as e: print(e)
@dataclass(kw_only=True)
class K: a: int; b: int = 2
print(K(a=1))
@dataclass(slots=True)
class S: a: int
try: S(1).b = 2
except AttributeError as e: print(e)
class NT(NamedTuple):
    a: int
    b: str = "q"
    def both(self): return f"{self.a}{self.b}"
print(NT(1), NT(1).both(), NT(1)._asdict(), NT.__annotations__)
class TD(TypedDict): a: int
print(TD(a=1), List[int], Optional[int], Dict[str, List[int]], Union[int, str], list[int], int | None, Tuple[int, ...], Callable[[int], str], Any)
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
print(Box[int](5).v, T)
def m(v):
    match v:
        case 0 | 1: return "small"
        case int(n) if n > 100: return f"big {n}"
        case int(): return "int"
        case "a" | "b" as s: return f"str {s}"
        case []: return "empty"
        case [x]: return f"one {x}"
        case [x, y, *rest]: return f"many {x} {y} {rest}"
        case {"type": "pt", "x": x, **kw}: return f"pt {x} {kw}"
        case Point(x=0, y=yy): return f"on axis {yy}"
        case Point(a, b): return f"point {a} {b}"
        case None: return "none"
        case float() | bool(): return "flt"
        case (1.5, _): return "tup"
        case _: return "other"
for v in (0, 7, 500, "a", "z", [], [5], (1, 2, 3), {"type": "pt", "x": 1, "q": 2}, Point(0, 8), Point(2, 3), None, 2.5, {"a": 1}, {1, 2}): print(m(v), end="; ")
print()
from enum import Enum, auto, IntEnum, Flag
class Color(Enum): RED = 1; GREEN = 2; BLUE = auto(); CRIMSON = 1
print(Color.RED, repr(Color.GREEN), Color(2), Color["BLUE"], Color.BLUE.value, Color.RED.name, list(Color), Color.CRIMSON is Color.RED, Color.RED == 1, len(Color), Color.RED in Color, {Color.RED: 1})
try: Color(9)
except ValueError as e: print(e)
try: Color["X"]
except KeyError as e: print(e)
class Perm(Flag): R = auto(); W = auto(); X = auto()
print(Perm.R | Perm.W, repr(Perm.R | Perm.X), Perm.R in (Perm.R | Perm.W), Perm(3), bool(Perm(0)), (Perm.R | Perm.W) & Perm.W, ~Perm.R, Perm.X.value, Perm.R ^ Perm.R)
class Lv(IntEnum): LO = 1; HI = 2
print(Lv.LO < Lv.HI, Lv.LO + 1, Lv.HI, f"{Lv.HI}", sorted([Lv.HI, Lv.LO]), Lv(1))
match Color.RED:
    case Color.RED: print("red")
import copy
a = {"l": [1, [2]], "p": p}; b = copy.copy(a); c = copy.deepcopy(a); a["l"][1].append(3); print(b["l"], c["l"], c["p"] == p, c["p"] is p)
import json
print(json.dumps({"a": [1, 2.5, None, True, "é\n"], "b": {"c": ()}}), json.dumps([1, 2], indent=2), json.dumps({"b": 1, "a": 2}, sort_keys=True, separators=(",", ":")), json.loads('{"x": [1, 2.0, null, false, "\\u00e9"]}'), json.dumps("é", ensure_ascii=False), json.dumps({1: 2, None: 3, True: 4}), json.dumps(float("nan")), json.dumps({"a": {"b": [1, {"c": 2}]}}, indent=1), json.dumps([]), json.dumps({}, indent=2))
for bad in (lambda: json.loads("{bad}"), lambda: json.loads(""), lambda: json.loads("[1,]"), lambda: json.dumps({1, 2}), lambda: json.loads('{"a": 1} x'), lambda: json.dumps(p), lambda: json.loads("nul")):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
import re
print(re.findall(r"\d+", "a1b22"), re.sub(r"(\w)(\d)", r"\2\1", "a1b2"), re.match(r"(?P<y>\d{4})-(?P<m>\d\d)", "2024-05").groupdict(), re.split(r"[,;]\s*", "a, b;c"), re.search("x", "abc"), re.fullmatch(r"a+", "aaa"), [m.span() for m in re.finditer("a", "banana")], re.compile("A", re.I).findall("aA"), re.sub("a", lambda m: m[0].upper(), "banana", count=2), re.escape("a.b"), re.subn("a", "x", "aa"))
