# tolerance: exact
def gen():
    print("start")
    try:
        while True:
            x = yield 1
            print("got", x)
    except ValueError as e: print("caught", e); yield "after"
    finally: print("cleanup")
g = gen(); print(next(g)); print(g.send("hi")); print(g.throw(ValueError("boom")))
try: next(g)
except StopIteration as e: print("stop", e.value)
h = gen(); next(h); h.close(); print(list(h))
def inner():
    r = yield "a"; print("r", r); return "result"
def outer():
    v = yield from inner(); print("v", v); yield from [1, 2]; return 9
o = outer(); print(next(o), o.send(5), next(o))
try: next(o)
except StopIteration as e: print(e.value)
def fib():
    a, b = 0, 1
    while True: yield a; a, b = b, a + b
import itertools
print(list(itertools.islice(fib(), 10)), [x for x, _ in zip(fib(), range(5))])
e = (i * i for i in range(4)); print(next(e), list(e), list(e), type(e).__name__)
def ret():
    return 1
    yield
print(list(ret()))
def bad():
    yield 1
    raise RuntimeError("x")
b = bad(); next(b)
try: next(b)
except RuntimeError as e: print(e)
print(next(b, "done"))
def si():
    yield 1
    raise StopIteration
try: list(si())
except RuntimeError as e: print(e, type(e.__cause__).__name__)
g = gen()
try: g.send(1)
except TypeError as e: print(e)
def tree(n):
    if n: yield from tree(n - 1); yield n; yield from tree(n - 1)
print(list(tree(3)), sum(tree(4)))
class It:
    def __init__(s, n): s.n = n
    def __iter__(s): return s
    def __next__(s):
        if s.n == 0: raise StopIteration
        s.n -= 1; return s.n
print(list(It(3)), tuple(It(2)), max(It(4)), 2 in It(5))
class Seq:
    def __getitem__(s, i):
        if i > 3: raise IndexError
        return i * 10
print(list(Seq()), 20 in Seq(), [*reversed([1, 2])])
it = iter([1, 2, 3]); print(next(it), list(it), next(it, None))
print(list(iter(iter([1, 2, 0, 3]).__next__, 0)))
x = yield_ = 3
a = [i for i in range(3)]; print(a)
def co():
    total = 0
    while True:
        v = yield total
        if v is None: return total
        total += v
c = co(); next(c)
for v in [1, 2, 3]: print(c.send(v), end=" ")
try: c.send(None)
except StopIteration as s: print("=", s.value)
def g2():
    try: yield 1
    finally: print("closed")
for i in g2(): break
print("end"); k = 1
