# tolerance: exact
import functools
def repeat(n):
    def deco(f):
        @functools.wraps(f)
        def w(*a, **k): return [f(*a, **k) for _ in range(n)]
        return w
    return deco
@repeat(2)
def hi(name): "doc"; return "hi " + name
print(hi("bo"), hi.__name__, hi.__doc__, hi.__wrapped__("z"))
def log(f):
    calls = []
    def w(*a): calls.append(a); w.calls = calls; return f(*a)
    return w
@log
def sq(x): return x * x
sq(2); sq(3); print(sq.calls)
class Count:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *a): self.n += 1; return self.f(*a)
@Count
def add(a, b): return a + b
add(1, 2); print(add(3, 4), add.n)
def cls_deco(c): c.extra = 42; return c
@cls_deco
class Q: pass
print(Q.extra)
fs = [lambda: i for i in range(3)]; print([f() for f in fs]); fs = [lambda i=i: i for i in range(3)]; print([f() for f in fs])
def make():
    x = 0
    def inc(): nonlocal x; x += 1; return x
    def get(): return x
    return inc, get
inc, get = make(); inc(); inc(); print(get(), inc.__closure__[0].cell_contents, inc.__code__.co_freevars)
def dflt(a, L=[]): L.append(a); return L
print(dflt(1), dflt(2), dflt.__defaults__)
def kw(a, /, b, *, c=3, **d): return a, b, c, d
print(kw(1, 2), kw(1, b=2, c=4, e=5), kw.__kwdefaults__)
for bad in (lambda: kw(a=1, b=2), lambda: kw(1), lambda: kw(1, 2, 3), lambda: kw(1, 2, b=3), lambda: hi.__wrapped__(), lambda: dflt(x=1), lambda: make(1), lambda: kw(), lambda: sq(1, 2), lambda: print(1, foo=2), lambda: len(), lambda: len(1, 2), lambda: int("a", "b"), lambda: sorted()):
    try: bad()
    except TypeError as e: print(e)
@functools.lru_cache(maxsize=None)
def f(n): return n if n < 2 else f(n - 1) + f(n - 2)
print(f(80), f.cache_info())
p = functools.partial(kw, 1, c=9); print(p(2), p.func is kw, p.args, p.keywords, functools.reduce(lambda a, b: a * b, range(1, 6)), functools.reduce(max, [3, 1], 7))
@functools.singledispatch
def show(x): return "obj"
@show.register
def _(x: int): return "int"
@show.register(list)
def _(x): return "list"
print(show(1), show([]), show("s"), show(True))
@functools.total_ordering
class T:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(T(1) <= T(1), T(2) > T(1), T(1) >= T(2))
class CP:
    @functools.cached_property
    def v(self): print("once"); return 5
c = CP(); print(c.v, c.v, c.__dict__)
print(sorted("bca", key=functools.cmp_to_key(lambda a, b: (a < b) - (a > b))))
x = 10
def outer():
    x = 20
    class C: y = x; x = 5; z = [x for _ in range(1)]
    return C
print(globals()["x"], (lambda: (yield))().__class__.__name__)
def ann(a: int, b: "str" = "x") -> float: ...
print(ann.__annotations__, ann("1"))
def scope():
    try: print(v)
    except UnboundLocalError as e: print(e)
    v = 1
scope()
def free():
    def g(): return zz
    try: g()
    except NameError as e: print(e)
    zz = 1
free()
