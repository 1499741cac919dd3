import itertools as it, functools, collections, copy, operator, string, json, statistics, abc, typing, types, contextlib, sys, time
from collections import Counter, defaultdict, deque, namedtuple, OrderedDict
from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError
from typing import List, Optional, Dict, Any, Union, Callable, NamedTuple, TypeVar, Generic
print(list(it.islice(it.count(3, 2), 4)), list(it.islice(it.cycle("ab"), 5)), list(it.repeat(1, 3)), list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], operator.mul, initial=10)), list(it.chain([1], "ab", (2,))), list(it.chain.from_iterable([[1], [2, 3]])))
print(list(it.takewhile(lambda v: v < 3, [1, 2, 3, 1])), list(it.dropwhile(lambda v: v < 3, [1, 2, 3, 1])), list(it.filterfalse(None, [0, 1, ""])), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.compress("abcd", [1, 0, 1])), list(it.pairwise("abc")), list(it.zip_longest([1, 2, 3], "a", fillvalue="-")), [list(t) for t in it.tee([1, 2])], list(it.islice("abcdef", 1, None, 2)))
print([(k, list(g)) for k, g in it.groupby("aabbbc")], {k: [v for v in g] for k, g in it.groupby([1, 3, 2, 4, 5], key=lambda v: v % 2)}, list(it.product("ab", [1, 2])), len(list(it.product(range(3), repeat=3))), list(it.combinations("abc", 2)), list(it.combinations_with_replacement("ab", 2)), list(it.permutations([1, 2, 3], 2)), list(it.permutations("ab")), list(it.combinations([1], 2)))
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(operator.add, [[1], [2]], []), functools.partial(pow, 2)(5), functools.partial(int, base=2)("101"), functools.partial(print, "x", sep="-").args)
calls = []
@functools.lru_cache(maxsize=None)
def fib(n):
    """Doc of fib."""
    calls.append(n)
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(30), len(calls), fib.cache_info(), fib.__name__, fib.__doc__)
@functools.cache
def sq(v): return v * v
print(sq(3), sq(3), sq.cache_info())
def deco(f):
    @functools.wraps(f)
    def inner(*a): return f(*a)
    return inner
@deco
def named(): "doc"
print(named.__name__, named.__doc__, named.__wrapped__ is not None)
@functools.total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(2), V(1) > V(2), V(2) >= V(2), sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
class CP:
    @functools.cached_property
    def x(self): print("computed"); return 5
c = CP(); print(c.x, c.x)
@functools.singledispatch
def sd(x): return "base"
@sd.register(int)
def _(x): return "int"
@sd.register
def _(x: list): return "list"
print(sd(1), sd([]), sd(""))
cnt = Counter("abracadabra"); cnt.update("aa"); cnt["z"] += 1
print(cnt, cnt.most_common(2), cnt["nope"], sorted(cnt.elements())[:4], cnt.total(), Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) - Counter(a=1, b=2), Counter("ab") & Counter("bc"), Counter("ab") | Counter("bc"), Counter(), dict(Counter("aab")), Counter("aab") == Counter("aba"))
dd = defaultdict(list); dd["a"].append(1); dd["b"]; print(dd, dict(dd), "c" in dd, dd.get("c"), defaultdict(int, x=1), defaultdict(lambda: 5)["q"])
try: defaultdict()["x"]
except KeyError as e: print("KeyError", e)
dq = deque([1, 2, 3], maxlen=3); dq.append(4); dq.appendleft(0); print(dq, dq[0], dq[-1], len(dq), list(reversed(dq)), 3 in dq, dq.maxlen); dq.rotate(1); print(dq, dq.pop(), dq.popleft(), dq, deque("ab") == deque("ab"), deque())
P = namedtuple("P", "x y z", defaults=[9])
p = P(1, y=2); print(p, p.x, p[1], p._asdict(), p._replace(x=5), P._make([1, 2, 3]), P._fields, p == (1, 2, 9), [*p], len(p), isinstance(p, tuple))
a, b, c = p; print(a, b, c)
try: P(1)
except TypeError as e: print(e)
try: p.x = 5
except AttributeError as e: print("AttributeError", e)
od = OrderedDict(a=1, b=2); od.move_to_end("a"); print(od, list(od), od.popitem(last=False), OrderedDict(a=1) == {"a": 1})
x = [1, [2, 3], {"k": [4]}]; y = copy.copy(x); z = copy.deepcopy(x); x[1].append(9); x[2]["k"].append(8); print(x, y, z, y[1] is x[1])
class Node:
    def __init__(self): self.items = [1]; self.me = self
n = Node(); m = copy.deepcopy(n); n.items.append(2); print(m.items, m.me is m, type(m) is Node, copy.copy(n).items is n.items)
@dataclass
class D:
    a: int
    b: str = "x"
    c: list = field(default_factory=list)
    d: float = field(default=1.5, repr=False)
    def total(self): return self.a + self.d
d = D(1); e = D(1, c=[2]); d.c.append(5)
print(d, e, d == D(1, c=[5]), d != e, d.total(), asdict(d), astuple(e), replace(e, a=7), [f.name for f in fields(D)], D(a=2, b="y"))
@dataclass(order=True, frozen=True)
class F:
    x: int
    y: int = 0
    def __post_init__(self): object.__setattr__(self, "s", self.x + self.y)
print(F(1, 2) < F(1, 3), sorted([F(2), F(1)]), {F(1): "a"}[F(1)], F(1, 5).s, hash(F(1)) == hash(F(1)))
try: F(1).x = 5
except FrozenInstanceError as err: print(type(err).__name__, err)
@dataclass
class Base: p: int = 1
@dataclass
class Child(Base):
    q: int = 2
    k: "int" = field(default=3, kw_only=True)
print(Child(), Child(5, 6, k=7), Child.__match_args__)
try:
    @dataclass
    class Bad:
        v: list = []
except ValueError as err: print(err)
try:
    @dataclass
    class Bad2:
        v: int = 1
        w: int
except TypeError as err: print(err)
try: D()
except TypeError as err: print(err)
@dataclass
class Nested:
    inner: D
    items: List[D]
print(asdict(Nested(D(1), [D(2)])), Nested(D(1), []))
match d:
    case D(a=1, b=bb): print("matched", bb)
class NT(NamedTuple):
    x: int
    y: str = "d"
    def both(self): return f"{self.x}{self.y}"
print(NT(1), NT(1, "z").both(), NT._fields, NT(2) == (2, "d"))
T = TypeVar("T")
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: List[T] = []
    def push(self, v: T) -> "Stack[T]": self.items.append(v); return self
print(Stack[int]().push(1).items, Stack().push(2).items, list[int], dict[str, int], int | None, isinstance(1, int | str))
def hinted(a: Optional[int], b: Dict[str, Any] = {}, *c: Union[int, str]) -> Callable[[int], int]: return a
print(hinted(1), list(hinted.__annotations__), typing.cast(int, "x"), typing.TYPE_CHECKING)
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    @property
    @abc.abstractmethod
    def name(self): ...
class Sq(Shape):
    def area(self): return 4
    name = "sq"
try: Shape()
except TypeError as err: print(err)
print(Sq().area(), isinstance(Sq(), Shape))
@contextlib.contextmanager
def cm(tag):
    print("enter", tag)
    try: yield tag.upper()
    except ValueError as err: print("handled", err)
    finally: print("exit", tag)
with cm("a") as v: print(v)
with cm("b"): raise ValueError("boom")
with contextlib.suppress(KeyError): {}["x"]
with contextlib.nullcontext(5) as five: print(five)
print(operator.itemgetter(1)([5, 6]), operator.itemgetter("a", "b")({"a": 1, "b": 2}), operator.attrgetter("a")(d), operator.methodcaller("upper")("x"), operator.add(1, 2), operator.truth([]), operator.contains([1], 1), sorted([("b", 2), ("a", 1)], key=operator.itemgetter(1)))
print(string.ascii_lowercase, string.digits, string.punctuation, types.SimpleNamespace(a=1, b="x"))
print(json.dumps({"a": [1, 2.5, None, True], "b": {"c": "é\n\""}}), json.dumps([1, {"z": 1, "a": []}], indent=2, sort_keys=True), json.loads('{"a": [1, 2.0, null, true, "x\\u00e9"], "b": {}}'), json.dumps((1, 2), separators=(",", ":")))
try: json.loads("{bad}")
except json.JSONDecodeError as err: print(err)
print(statistics.mean([1, 2, 3, 4]), statistics.mean([1, 2, 3]), statistics.median([3, 1, 2]), statistics.median([1, 2, 3, 4]), statistics.stdev([1, 2, 3, 4]), statistics.pstdev([1, 2, 3, 4]), statistics.mode("aab"), statistics.variance([1, 2, 3, 4]))
from collections.abc import Iterable, Sequence, Mapping
print(isinstance([], Iterable), isinstance(5, Iterable), isinstance({}, Mapping), isinstance("a", Sequence))
print(sys.maxsize, sys.float_info.max, sys.float_info.epsilon, type(time.time()).__name__, sys.getrecursionlimit())
from math import *
print(sqrt(16), floor(2.7), pi)
