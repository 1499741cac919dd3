def gen():
    x = yield 1
    print("got", x)
    try:
        y = yield 2
    except ValueError as e:
        print("caught", e)
        y = "recovered"
    finally:
        print("cleanup")
    yield y
    return "result"
g = gen()
print(next(g), g.send("a"))
print(g.throw(ValueError("bad")))
try: next(g)
except StopIteration as e: print("stop", e.value)
def inner():
    r = yield "i1"
    print("inner got", r)
    try:
        yield "i2"
    except KeyError:
        print("inner keyerror")
    return 99
def outer():
    v = yield from inner()
    print("inner returned", v)
    yield from [10, 20]
    yield from (i * i for i in range(3))
g = outer()
print(next(g), g.send("hello"), g.throw(KeyError))
print(list(g))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
def take(n, it):
    for i, x in enumerate(it):
        if i >= n: return
        yield x
print(list(take(10, fib())))
def closing():
    try:
        while True:
            yield 1
    finally:
        print("closed")
c = closing(); next(c); c.close(); print(list(c))
print(sum(x for x in range(10) if x % 2), max((len(w), w) for w in ["a", "bbb", "cc"]))
ge = (x + y for x in range(3) for y in "ab" if False)
print(list(ge))
def bad():
    yield 1
    raise StopIteration
try: list(bad())
except RuntimeError as e: print(e, type(e.__cause__).__name__)
def countdown(n):
    if n == 0: return "done"
    yield n
    return (yield from countdown(n - 1))
def show():
    print((yield from countdown(3)))
print(list(show()))
g = (i for i in [1, 2])
print(next(g), next(g), next(g, "default"), next(g, None))
def g2():
    received = []
    while len(received) < 3:
        received.append((yield len(received)))
    return received
it = g2(); next(it)
try:
    while True: it.send("v")
except StopIteration as s: print(s.value)
print([*take(2, "xyz")], dict(take(2, [("a", 1), ("b", 2), ("c", 3)])), "-".join(take(3, "hello")))
a, *b = take(3, fib()); print(a, b)
print(list(zip(take(2, fib()), "ab")), list(map(lambda x: x * 2, take(3, fib()))), any(x > 2 for x in fib()))
def ctx():
    try:
        yield 1
    except GeneratorExit:
        print("exit")
        raise
x = ctx(); next(x); x.close()
def g3():
    yield
    try:
        yield 1
    finally:
        print("f")
for v in g3(): print(v)
try:
    g = gen(); g.send(5)
except TypeError as e: print(e)
def recursive():
    yield next(me)
me = recursive()
try: next(me)
except ValueError as e: print(e)
it = iter([1, 2, 3, 0, 4])
print(list(iter(lambda: next(it), 0)))
print(list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed(range(3))), list(enumerate("ab", 5)), list(zip([1, 2], [3, 4], [5, 6])), list(filter(None, [0, 1, "", "a"])))
lst = [1, 2, 3]
for v in lst:
    if v < 3: lst.append(v * 10)
    if len(lst) > 8: break
print(lst)
