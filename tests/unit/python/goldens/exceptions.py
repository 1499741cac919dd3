def f():
    try:
        return "try"
    finally:
        print("finally")
print(f())
def g():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
            print("body", i)
        finally:
            print("fin", i)
    else:
        print("else")
    return "end"
print(g())
def h():
    try:
        raise ValueError("v")
    except ValueError:
        return "except"
    finally:
        return "finally wins"
print(h())
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise KeyError("inner") from e
except KeyError as k:
    print(repr(k), repr(k.__cause__), k.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        undefined
except NameError as n:
    print(n, repr(n.__context__))
try:
    x = 1
except Exception:
    print("no")
else:
    print("else ran")
finally:
    print("finally ran")
def nested():
    try:
        try:
            raise TypeError("t")
        finally:
            print("inner finally")
    except TypeError as e:
        print("outer", e)
        try:
            raise
        except TypeError as again:
            print("again", again is e)
nested()
try:
    e
except NameError as err: print(err)
for exc in [ValueError("a"), KeyError("k"), IndexError(), StopIteration(3), ZeroDivisionError("z")]:
    try: raise exc
    except LookupError as e: print("lookup", repr(e), str(e))
    except (ValueError, ArithmeticError) as e: print("val", e.args)
    except Exception as e: print("other", type(e).__name__, e)
try: raise ValueError
except ValueError as e: print(repr(e))
try: assert 1 == 2, "message"
except AssertionError as e: print("assert", e)
try: assert []
except AssertionError as e: print("assert", repr(e))
try: raise 5
except TypeError as e: print(e)
try:
    try: 1 + "a"
    except 5: pass
except TypeError as e: print(e)
try: raise
except RuntimeError as e: print(e)
def loop():
    while True:
        try:
            return 1
        finally:
            break
    return 2
print(loop())
def rec(n): return rec(n + 1)
try: rec(0)
except RecursionError as e: print(type(e).__name__, e)
class A(Exception): pass
class B(A): pass
for c in (A, B):
    try: raise c("x", 1)
    except B as b: print("B", b)
    except A as a: print("A", a)
def unbound():
    print(q)
    q = 1
try: unbound()
except UnboundLocalError as e: print(e)
def free():
    def inner(): return later
    try: inner()
    except NameError as e: print(e)
    later = 1
    return inner()
print(free())
for s in ["{}['x']", 0]:
    pass
tests = [lambda: {}["x"], lambda: [][1], lambda: int("z"), lambda: "a" + 1, lambda: 1 + "a", lambda: len(5), lambda: None.x, lambda: (1).y, lambda: [] < 3, lambda: "abc"[10], lambda: {1: 2}[3], lambda: [1, 2].index(9), lambda: {}.pop("k"), lambda: set().pop(), lambda: [].pop(), lambda: int(None), lambda: float("x"), lambda: next(iter([])), lambda: max([]), lambda: 5(), lambda: None[0], lambda: f(1), lambda: print(1, foo=2), lambda: sorted([1, "a"]), lambda: {[]: 1}, lambda: chr(-1), lambda: ord("ab"), lambda: 1 // 0, lambda: 1 % 0, lambda: 1.5 // 0, lambda: 2 ** -1 // 0, lambda: (lambda a, b: 0)(1), lambda: (lambda a: 0)(1, 2), lambda: (lambda *, k: 0)(), lambda: (lambda a: 0)(a=1, b=2), lambda: (lambda a: 0)(1, a=2), lambda: "%d" % "x", lambda: "{} {}".format(1), lambda: range(1, 2, 0), lambda: "a" * "b", lambda: [1] * 1.5, lambda: -"a", lambda: ~1.5, lambda: not_defined, lambda: isinstance(1, 5), lambda: round("x"), lambda: abs("x"), lambda: sum(["a"]), lambda: "".join([1]), lambda: [].append(), lambda: "a".split(""), lambda: int("5", 99), lambda: zip(1), lambda: iter(5), lambda: list(5), lambda: dict([1]), lambda: [*5], lambda: {**5}, lambda: print(*5), lambda: print(**5), lambda: object().x, lambda: setattr(1, "a", 2), lambda: 1 in 5, lambda: 1 in "a", lambda: hash([]), lambda: divmod(1, 0), lambda: pow(2, -1, 4), lambda: (1, 2)[5], lambda: (1, 2)["a"], lambda: [1, 2]["a"], lambda: super().x, lambda: 10 ** 400 * 1.0, lambda: round(float("nan")), lambda: bool(1, 2), lambda: getattr(5), lambda: {1, 2}[0], lambda: {"a": 1}.update(5), lambda: "abc".index("z"), lambda: tuple(5), lambda: f.x, lambda: "x".nope, lambda: int.nope, lambda: enumerate(5), lambda: map(1), lambda: [1, 2, 3].remove(9), lambda: (1, 2).index(9), lambda: frozenset([[]]), lambda: "a" < 1, lambda: {} < {}, lambda: 1 @ 2, lambda: [] - [], lambda: {} + {}]
for i, t in enumerate(tests):
    try: print(i, t())
    except Exception as e: print(i, type(e).__name__, e)
def unpack_errors():
    for v in [(1,), (1, 2, 3), 5, "ab", {}]:
        try:
            a, b = v
            print(a, b)
        except Exception as e: print(type(e).__name__, e)
    try: a, *b, c = [1]
    except ValueError as e: print(e)
unpack_errors()
