# tolerance: exact
xs = list(range(10))
print(xs[2:5], xs[::3], xs[::-2], xs[-3:], xs[:-7], xs[5:2], xs[100:], xs[-100:2], xs[7:2:-2])
xs[2:4] = ["a", "b", "c"]; print(xs); xs[::2] = [0] * len(xs[::2]); print(xs); del xs[1:3]; print(xs); del xs[::2]; print(xs); xs[1:1] = [7, 8]; print(xs); xs[:] = []; print(xs)
try: [1, 2, 3][::2] = [1]
except ValueError as e: print(e)
ys = [1, 2, 3, 4]
try: ys[::2] = [1]
except ValueError as e: print(e)
try: ys["a"]
except TypeError as e: print(e)
try: ys[1.0]
except TypeError as e: print(e)
try: (1, 2)[5]
except IndexError as e: print(e)
try: ys[9] = 1
except IndexError as e: print(e)
try: "abc"[7]
except IndexError as e: print(e)
try: (1,)[0] = 2
except TypeError as e: print(e)
try: "abc"[0] = "x"
except TypeError as e: print(e)
try: del (1,)[0]
except TypeError as e: print(e)
a, *b, c = "hello"; print(a, b, c); *a, b = [1]; print(a, b); (a, (b, *c)), d = (1, (2, 3, 4)), 5; print(a, b, c, d)
try: a, b = [1, 2, 3]
except ValueError as e: print(e)
try: a, b, c = [1, 2]
except ValueError as e: print(e)
try: a, *b, c = [1]
except ValueError as e: print(e)
try: a, b = 5
except TypeError as e: print(e)
print([*range(3), *"ab"], {*[1, 2], 3}, {**{"a": 1}, "b": 2, **{"a": 9}}, (*[1], 2))
def f(*a, **k): return a, k
print(f(*[1, 2], 3, *"x", **{"p": 1}, q=2))
try: f(**{"a": 1}, a=2)
except TypeError as e: print(e)
try: f(**{1: 2})
except TypeError as e: print(e)
try: f(*5)
except TypeError as e: print(e)
for i, (a, b) in enumerate([(1, 2), (3, 4)]): print(i, a, b)
m = [[1, 2], [3, 4]]; print([list(r) for r in zip(*m)], [x for row in m for x in row], [[x * 2 for x in r] for r in m])
x = 5; print([x for x in range(3)], x, {x: y for x, y in zip("ab", (1, 2))}, {x % 3 for x in range(7)}, [y := 4, y ** 2], y)
print([a if a % 2 else -a for a in range(5) if a != 3], any(n > 3 for n in range(5)), sum(i * j for i in range(3) for j in range(i)))
s = slice(1, 8, 3); print(s, s.indices(5), list(range(20))[s], s.start, slice(None), slice(2) == slice(None, 2, None))
l = [3, 1, 2]; l2 = l; l = l + [4]; print(l2, l); l2 += [5]; print(l2); l2 *= 2; print(l2, [0] * 3, [[]] * 2, (1, 2) * 2, [1] < [1, 2], [1, 3] > [1, 2, 9], (1, "a") == (1, "a"))
print(l.index(2), l.count(1), l.copy(), l.pop(0), l, l.insert(1, "z"), l, l.remove("z"), l.reverse(), l, l.clear(), l)
for bad in (lambda: [].pop(), lambda: [1].remove(2), lambda: [1].index(5), lambda: [1].pop(3), lambda: [1] + (2,), lambda: [1] * "a", lambda: [1, "a"].sort(), lambda: sorted([1, None]), lambda: max([]), lambda: min(3), lambda: sum(["a"]), lambda: {}.popitem(), lambda: set().pop(), lambda: {}["k"], lambda: {1: 2}[3], lambda: {[]: 1}, lambda: {1}.remove(5), lambda: next(iter([])), lambda: range(1, 2, 0), lambda: [1, 2].extend(3), lambda: dict([1]), lambda: dict(["abc"]), lambda: list(5), lambda: zip(1), lambda: "a".join([1]), lambda: "a" + 1, lambda: 1 + "a", lambda: -"a", lambda: not_defined, lambda: None.x, lambda: (1).foo, lambda: len(5), lambda: int("3.5"), lambda: float("abc"), lambda: chr(-1), lambda: ord("ab"), lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 0 ** -1, lambda: None + 1, lambda: [] < 1, lambda: "a" < 1, lambda: 5(), lambda: "x"(), lambda: None[0], lambda: 5[0], lambda: abs("a"), lambda: round("a"), lambda: isinstance(1, 2), lambda: issubclass(1, int), lambda: bytes("a"), lambda: int(None), lambda: int([]), lambda: "%d" % "a", lambda: "%s %s" % 1, lambda: "%s" % (1, 2), lambda: "{}".format(), lambda: "{a}".format(), lambda: "{:d}".format("a"), lambda: "{:.2f}".format("a"), lambda: f"{'a':d}", lambda: format(3, "q"), lambda: format(1.5, "d")):
    try: print("no error", bad())
    except Exception as e: print(type(e).__name__, e)
