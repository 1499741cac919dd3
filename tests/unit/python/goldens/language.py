# Functions
def f(a, b=2, /, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, x=7), f(1, c=9, d=0))
def g(*, k=1): return k
print(g(), g(k=2), (lambda *a, **k: (a, k))(1, 2, z=3), (lambda x, /, y=1: x + y)(5))
def defaults(x, acc=[]):
    acc.append(x)
    return acc
print(defaults(1), defaults(2), defaults.__defaults__, f.__name__, f.__kwdefaults__)
print(f(*[1, 2], *(3,), **{"d": 1}, **{"q": 2}), [*range(3), *"ab"], {**{"a": 1}, "b": 2}, (*[1], 2), {*[1, 2], 3})
def make():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    return [h() for h in fs], [h() for h in [lambda i=i: i for i in range(3)]]
print(make())
def counter():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    def get(): return n
    return inc, get
inc, get = counter(); inc(); inc(); print(get())
x = 10
def shadow():
    x = 20
    def inner():
        global x
        x = 30
        return x
    return inner(), x
print(shadow(), x)
def deco(fn):
    def wrapper(*a, **k):
        print("call", fn.__name__, a, k)
        return fn(*a, **k)
    return wrapper
def param(tag):
    def d(fn):
        return lambda *a: (tag, fn(*a))
    return d
@deco
@param("T")
def add(a, b): return a + b
print(add(1, 2))
@(lambda c: c)
class Decorated: v = 1
print(Decorated.v)
def ann(a: int, b: "str" = "x", *c: float) -> bool: return True
print(ann.__annotations__, ann(1))
# Assignment
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d)
[p, q] = [1, 2]; p, q = q, p; print(p, q)
i = 0
arr = [0, 0, 0]
i, arr[i] = 1, 9
print(i, arr)
lst = [1, 2, 3, 4, 5]
lst[1:3] = [20, 30, 40]; print(lst)
lst[::2] = [0, 0, 0]; print(lst)
del lst[0], lst[-1]; print(lst)
lst[1:1] = "xy"; print(lst)
del lst[::2]; print(lst)
m = [[1, 2], [3, 4]]; m[0][1] += 10; m[1] *= 2; print(m)
class O: pass
o = O(); o.x = o.y = 3; o.x += 1; o.d = {"k": [1]}; o.d["k"][0] -= 5; print(o.x, o.y, o.d)
s = "abc"; s += "d"; t = (1,); t += (2,); print(s, t)
if (n := len(s)) > 3: print("walrus", n)
print([y := 1, y ** 2], [z for w in range(3) if (z := w * 2)], z)
while (n := n - 1) > 2: print(n)
# Comparisons and booleans
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, "a" in "abc" in ["abc"], not 1 in [2], 1 not in [2], None is None is not False)
print(1 and 0 or "x", [] or {} or None, 0 or [] and 5, not [] and not 0, 5 if [] else 6 if 0 else 7)
def side(v): print("side", v); return v
print(side(1) < side(0) < side(5), side(0) and side(1), side(1) or side(2))
# Loops
for i in range(3):
    for j in range(3):
        if j == 1: continue
        if i == 1: break
        print(i, j, end=" ")
    else:
        print("|", end=" ")
else:
    print("done")
i = 0
while i < 3:
    i += 1
    if i == 2: continue
else:
    print("while else", i)
for k, (v, w) in {"a": (1, 2), "b": (3, 4)}.items(): print(k, v, w, end=";")
print()
for o.attr in [1, 2]: pass
for arr[0] in "xyz": pass
print(o.attr, arr)
# Comprehensions
print([x * y for x in range(3) for y in range(x) if x + y > 1], {k: v for k, v in zip("abc", range(3)) if v}, {c.lower() for c in "AaB"} == {"a", "b"})
print([[j for j in range(i)] for i in range(3)], [x for x in [1, 2, 3] if x > 1 if x < 3], list(x for x in "ab"))
print([(lambda: v)() for v in range(2)], x)
class K:
    n = 3
    vals = [i for i in range(n)]
print(K.vals)
# match
def match(v):
    match v:
        case 0 | 1: return "small"
        case -5: return "neg"
        case "hi" | 'there': return "str"
        case None: return "none"
        case True: return "true"
        case []: return "empty"
        case [x]: return f"one {x}"
        case [1, *rest]: return f"rest {rest}"
        case (a, b) if a == b: return "pair eq"
        case (a, b): return f"pair {a} {b}"
        case {"type": t, **others}: return f"map {t} {others}"
        case O(x=xx, y=3): return f"O {xx}"
        case int() | float() as num: return f"num {num}"
        case str(sv): return f"strv {sv}"
        case [[a, b], c]: return "nested"
        case _: return "other"
for v in [0, 1, -5, "hi", None, [], [7], [1, 2, 3], (2, 2), (2, 3), {"type": "a", "z": 1}, o, 3.5, 99, "zzz", {}, {1, 2}, [3, 4, 5]]:
    print(match(v), end=", ")
print()
match = 5; case = 6; print(match, case, match + case); type = int
_ = 3; print(_)
# Scope quirks
def local_class():
    v = "enclosed"
    class C:
        v = "class"
        def get(self): return v
        w = v
    return C().get(), C.w
print(local_class())
print((lambda a: lambda b: a + b)(1)(2), (lambda: (yield))().__class__.__name__)
del x
try: x
except NameError as e: print(e)
assert True, "never"
pass; ...
"just a string"
print(__name__, __doc__ is None)
def doc():
    """Docstring."""
print(doc.__doc__)
long = 1 + \
    2 + (3 +
         4)
print(long, 0x1F, 0o17, 0b101, 1_000_000, 1e3, .5, 5., 1_0.5e-1_0)
if True: print("one line"); print("two")
print("semi"); print("x") if False else None
