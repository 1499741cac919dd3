xs = [5, 3, 9]
print(xs.copy(), xs.count(3), xs.index(9), xs.index(3, 1), sorted(xs, key=lambda v: -v), xs * 2, [0] * 3, xs + [1], xs == [5, 3, 9], xs < [5, 4], [] < [0], [1, 2] > [1], 3 in xs, xs[-1], xs[1:], xs[::-1], xs[5:], xs[-100:2])
xs.insert(0, 1); xs.insert(-1, 7); xs.insert(100, 8); xs.extend(range(2)); xs += "ab"; print(xs, xs.pop(0), xs.pop(), xs.pop(-2)); xs.remove("a") if "a" in xs else None; xs.reverse(); print(xs, len(xs)); xs.clear(); print(xs)
words = ["banana", "Apple", "cherry", "date"]
words.sort(); print(words); words.sort(key=str.lower, reverse=True); print(words); words.sort(key=len); print(words)
print(sorted([(1, "b"), (1, "a"), (0, "z")]), sorted("hello"), sorted({3: 1, 1: 2}), sorted([3, 1, 2], reverse=True), sorted([("a", 2), ("b", 1), ("c", 2)], key=lambda t: t[1], reverse=True), sorted([0.5, 1, -1.5, True]))
d = {"a": 1, "b": 2}
d.setdefault("c", []).append(1); d.setdefault("a", 9)
print(d, d.pop("a"), d.pop("zz", None), d.get("b"), d.get("q", 0), "b" in d, list(d), d.keys(), d.values(), d.items(), len(d), d.popitem(), d)
d.update(x=1, y=2); d.update([("z", 3)]); d.update({"x": 10}, w=5); print(d, dict(a=1), dict([(1, 2)]), dict({"q": 1}, r=2), dict.fromkeys("ab", 0), {**d, "x": 0}, d | {"n": 1}, d == dict(d), d.copy() is d)
d |= {"v": 1}; del d["v"]; print(d, list(reversed(d)), {1: "a", 1.0: "b", True: "c"}, {(1, 2): 3}[(1, 2)], {None: 1, (): 2}, d.keys() & {"x", "q"}, sorted(d.keys() | {"q"}), d.items() - {("x", 10)} == {("b", 2), ("y", 2), ("z", 3), ("w", 5), ("c", [1])} if False else "", max(d, key=lambda k: str(d[k])))
for k in d: pass
try:
    for k in d: d[k + "2"] = 1
except RuntimeError as e: print(e)
s = {3, 1, 2}
s.add(5); s.discard(99); s.update([7, 8], {9}); s.remove(1)
print(s, len(s), 3 in s, s & {3, 5, 100}, s | {0}, s - {3}, s ^ {3, 100}, {1, 2} <= {1, 2, 3}, {1} < {1}, {1, 2} >= {1}, s.isdisjoint({0}), {1, 2}.union([3], (4,)), {1, 2, 3}.intersection([2, 3, 4]), {1, 2}.difference([1]), {1, 2}.symmetric_difference([2, 3]), {1, 2}.issubset([1, 2, 3]), set("aab") == {"a", "b"}, frozenset([1, 2]) == {1, 2}, {frozenset([1]): 1}[frozenset([1])])
print({10, 3, 7, 100, 33}, {-1, 5, 64, 0}, set(range(20, 0, -3)), {x * 37 % 101 for x in range(12)}, {1.0, 2, 3}, {True, 2, 0})
s &= {3, 5}; s |= {6}; s -= {3}; s ^= {5, 1}; print(sorted(s), s.pop() in {1, 6})
t = (1, 2, 3, 2)
print(t.count(2), t.index(3), t[1:], t * 2, t + (4,), t == (1, 2, 3, 2), t < (1, 3), hash((1, 2)) == hash((1, 2)), (1,), (), tuple("ab"), tuple([1]), len(t), (1, [2]) == (1, [2]), max(t), (1, 2) + (3,))
print("a,b,,c".split(","), " a  b ".split(), "a b c".split(" ", 1), "a b c d".rsplit(None, 2), "a-b-c".rsplit("-", 1), "abc".partition("b"), "abc".rpartition("z"), "l1\nl2\r\nl3".splitlines(), "x\n".splitlines(True), ",".join("abc"), "aXbX".replace("X", "-"), "aaa".replace("a", "b", 2), "abc".find("z"), "abcabc".rfind("b"), "abcabc".count("bc"), "abc".startswith(("x", "a")), "abc".endswith("bc", 1), "  x ".strip() + "|", "xxaxx".strip("x"), "xxa".lstrip("x"), "axx".rstrip("x"), "a".ljust(3) + "|", "a".rjust(3, "*"), "a".center(4, "-"), "42".zfill(5), "-42".zfill(5))
print("Hello World".swapcase(), "hello world".title(), "hello".capitalize(), "HELLO".casefold(), "abc".isalpha(), "123".isdigit(), "a1".isalnum(), " ".isspace(), "".isalpha(), "Abc".isupper(), "ABC".isupper(), "abc".islower(), "a_b".isidentifier(), "1a".isidentifier(), "Ab Cd".istitle(), "abc".encode(), b"abc".decode(), "é".encode("utf-8"), "a\tb".expandtabs(4), "abc".translate(str.maketrans("ab", "xy")), "abc".translate({97: None, 98: "ZZ"}), "prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"), "ß".upper(), "abc" < "abd", "Z" < "a", "a" * 3, "abc"[1], "abc"[-2:], "abc"[::2], "a" "b" 'c', "%s" % "x", "x".join([]), max("hello"), min(["b", "a"]))
print(b"abc"[0], b"abc"[1:], b"a" + b"b", len(b"abc"), list(b"ab"), bytes([1, 2]), bytes(3), b"a" in b"abc", b"ab" == b"ab", b"a".hex(), bytes("é", "utf-8"))
print(list(range(0, 10, 3)), list(range(5, 0, -2)), range(10)[2:5], range(10)[-1], len(range(0, 10, 3)), 4 in range(0, 10, 2), 5 in range(0, 10, 2), range(3) == range(0, 3), range(10)[::-1], list(range(0)), sum(range(101)), range(5).index(3))
print(any([]), all([]), any([0, 1]), all([1, 0]), sum([1.5, 2]), sum([[1], [2]], []), min(3, 1, 2), max([1, 5], key=lambda v: -v), max([], default="d"), min("b", "a"), abs(-3), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(zip([1, 2, 3], "ab")), list(zip()), list(enumerate("ab")), list(filter(lambda v: v % 2, range(5))), bin(10), hex(255), oct(8), bin(-5), chr(97), ord("a"), divmod(7, 3), round(3.7), isinstance(True, int), isinstance(1, (str, int)), type(1) == int, type("").__name__, callable(print), id(xs) == id(xs), repr("x"), bool([0]), int("7"), str(5), list("ab"), next(iter([1])), iter([1]).__class__.__name__, print.__name__, len.__name__)
a = [1, [2, 3]]; b = a[:]; b[1].append(4); print(a, a is b, a == b)
r = [1]; r.append(r); print(r); dd = {}; dd["self"] = dd; print(dd)
print([1, 2, 3].__len__(), "abc".__contains__("b"), (5).__add__(3), [1].__eq__([1]), {}.__class__, int.__name__, [].append.__name__, (1.5).__class__, type(None), type(...), type(print), type(lambda: 0), type([].append), type(int), type(range(1)), type(NotImplemented), Ellipsis, NotImplemented)
print(type({}.keys()), type(iter([])), type(zip()), type(x for x in []), type(type), type(Exception()), object.__name__, isinstance(object(), object), issubclass(bool, int), int.__mro__, bool.__bases__)
