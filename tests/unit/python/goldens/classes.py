class A:
    count = 0
    def __init__(self, x):
        self.x = x
        A.count += 1
    def __eq__(self, other):
        return isinstance(other, A) and self.x == other.x
    def __hash__(self):
        return hash(self.x)
    def __lt__(self, other):
        return self.x < other.x
    def __add__(self, other):
        return A(self.x + (other.x if isinstance(other, A) else other))
    def __radd__(self, other):
        return A(other + self.x)
    def __repr__(self):
        return f"A({self.x})"
    def __bool__(self):
        return self.x != 0
    def __contains__(self, item):
        return item == self.x
    def __neg__(self):
        return A(-self.x)
    def __iadd__(self, k):
        self.x += k
        return self

a = A(3)
print(a + 4, 5 + a, a + a, -a, bool(A(0)), 3 in a, 4 in a, a == A(3), a != A(3), sorted([A(2), A(1)]), max(A(1), A(5)))
a += 10
print(a, {A(1): "one"}[A(1)], len({A(1), A(1), A(2)}), A(1) in [A(0), A(1)], A(7) in {A(7): 0}, sum([A(1), A(2)], A(0)))
if not A(0): print("falsy")
x = A(0) or A(9)
print(x, A(0) and A(1), A.count > 5)

class Base:
    def __init__(self): self.log = ["base"]
    def who(self): return "base"
    @classmethod
    def make(cls, *args): return cls(*args)
    @staticmethod
    def helper(x): return x * 2
    @property
    def size(self): return len(self.log)
    @size.setter
    def size(self, n): self.log = self.log[:n]
    @size.deleter
    def size(self): self.log = []

class Left(Base):
    def __init__(self):
        super().__init__()
        self.log.append("left")
    def who(self): return "left " + super().who()

class Right(Base):
    def __init__(self):
        super(Right, self).__init__()
        self.log.append("right")
    def who(self): return "right " + super().who()

class Both(Left, Right):
    def who(self): return "both " + super().who()

b = Both.make()
print(b.who(), b.log, b.size, [c.__name__ for c in Both.__mro__], Base.helper(4), b.helper(5))
b.size = 1
print(b.log)
del b.size
print(b.log, b.__class__.__name__, type(b) is Both, isinstance(b, (int, Right)), issubclass(Both, Base))
try:
    b.nothing
except AttributeError as e:
    print(e)

class Proxy:
    def __init__(self): self.__dict__["seen"] = []
    def __getattr__(self, name): return f"<{name}>"
    def __setattr__(self, name, value): self.seen.append((name, value))
    def __delattr__(self, name): self.seen.append(name)
    def __getitem__(self, key): return key
    def __setitem__(self, key, value): self.seen.append((key, value))
    def __delitem__(self, key): self.seen.append(("del", key))
    def __call__(self, *args, **kwargs): return args, kwargs
    def __len__(self): return 42
p = Proxy()
p.y = 1; del p.z; p[1:2] = 3; del p["k"]
print(p.anything, p.seen, p[1, 2], p[::2], p(1, a=2), len(p), bool(p))

class Counter:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(Counter(3)), [x for x in Counter(2)], sum(Counter(4)), 2 in Counter(5))

class Seq:
    def __getitem__(self, i):
        if i > 3: raise IndexError(i)
        return i * i
print(list(Seq()), [*Seq()], max(Seq()), 4 in Seq())

class CM:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self): print("enter"); return self
    def __exit__(self, t, v, tb): print("exit", t.__name__ if t else None, v); return self.swallow
with CM(True) as c, CM(False):
    print("body", c.swallow)
    raise ValueError("oops")
try:
    with CM(False): raise KeyError("k")
except KeyError as e: print("caught", e)
def early():
    with CM(False):
        return "returned"
print(early())
for i in range(2):
    with CM(False):
        if i == 0: continue
        break

class Desc:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner): return (self.name, obj is None)
    def __set__(self, obj, value): print("set", value)
class UsesDesc:
    d = Desc()
u = UsesDesc(); u.d = 5
print(u.d, UsesDesc.d)

class Plugin:
    registry = []
    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        Plugin.registry.append((cls.__name__, tag))
class P1(Plugin, tag="x"): pass
class P2(P1): pass
print(Plugin.registry)

class Slots:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
print(Slots().a)

class MyList(list):
    def total(self): return sum(self)
m = MyList([1, 2, 3]); m.append(4); m.extra = "e"
print(m, m.total(), len(m), m[1:], isinstance(m, list), m.extra, m == [1, 2, 3, 4])
class MyDict(dict):
    def __missing__(self, key): return f"no {key}"
md = MyDict(a=1); md["b"] = 2
print(md, md["a"], md["zz"], md.get("q"), dict(md))
class Point(tuple):
    def __new__(cls, x, y): return super().__new__(cls, (x, y))
    @property
    def x(self): return self[0]
print(Point(1, 2), Point(3, 4).x, Point(1, 2) == (1, 2))
class Private:
    def __init__(self): self.__secret = 1
    def get(self): return self.__secret
print(Private().get(), Private().__dict__)
class Meta:
    x: int = 1
    y: "str"
    z: float = 2.0
print(Meta.__annotations__)
class Doc:
    """The doc."""
    def f(self):
        "f doc"
print(Doc.__doc__, Doc.f.__doc__, Doc.f.__name__, Doc.f.__qualname__, Doc.__module__)
print(hasattr(Doc, "f"), getattr(Doc(), "zz", 5), vars(Private()), callable(Doc), callable(5))
print(str(Doc), repr(type(5)), Doc().__class__)
def outer():
    class Inner:
        pass
    return Inner
print(outer(), outer().__qualname__)
T = type("Dyn", (Base,), {"v": 7, "f": lambda self: self.v})
print(T, T().f(), T().who())
class E1(Exception):
    def __init__(self, code, msg="m"):
        super().__init__(msg)
        self.code = code
try: raise E1(5)
except E1 as e: print(e, e.code, e.args, repr(e))
class Fmt:
    def __format__(self, spec): return f"<{spec}>"
    def __str__(self): return "STR"
print(f"{Fmt():abc} {Fmt()} {Fmt()!s}", "{:x}".format(Fmt()), str(Fmt()))
class Cmp:
    def __init__(self, v): self.v = v
    def __ge__(self, o): return self.v >= o.v
    def __gt__(self, o): return self.v > o.v
print(Cmp(1) <= Cmp(2), Cmp(1) < Cmp(2))
try: Cmp(1) + Cmp(2)
except TypeError as e: print(e)
class Mat:
    def __matmul__(self, o): return "mm"
    def __rmatmul__(self, o): return "rmm"
    def __pow__(self, o): return "pow"
    def __index__(self): return 2
    def __float__(self): return 1.5
    def __int__(self): return 7
    def __round__(self, n=None): return n
    def __abs__(self): return "abs"
print(Mat() @ 1, 1 @ Mat(), Mat() ** 2, [10, 20, 30][Mat()], float(Mat()), int(Mat()), round(Mat()), round(Mat(), 2), abs(Mat()))
