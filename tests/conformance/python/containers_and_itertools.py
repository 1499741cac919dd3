# tolerance: exact
d = {"b": 1, "a": 2}; d["c"] = 3; d["b"] = 9; print(d, list(d), d.keys(), d.values(), d.items(), len(d), list(reversed(d)), "a" in d)
print(d.get("z"), d.get("z", 0), d.setdefault("a", 5), d.setdefault("n", []), d.pop("n"), d.pop("zz", None), d.popitem(), d, d.copy() == d, d | {"q": 1}, dict(a=1), dict([("x", 1)]), dict(zip("ab", [1, 2])), dict.fromkeys("ab", 0), {**d})
d |= {"m": 1}; d.update([("k", 2)], z=3); print(d, sorted(d), sorted(d.items(), key=lambda kv: -kv[1]), max(d, key=d.get), d.keys() & {"a", "zz"}, d.keys() - {"a"} == {"b", "m", "k", "z"}, list(d.items())[0])
try:
    for k in d: d["new"] = 1
except RuntimeError as e: print(e)
d.pop("new", 0)
try:
    for k in list(d): del d[k]
    print(d)
except RuntimeError as e: print(e)
s = {3, 1, 2}; print(s, {1, 2} | {3}, {1, 2} & {2, 3}, {1, 2} - {2}, {1, 2} ^ {2, 3}, {1} < {1, 2}, {1, 2} >= {2}, s.issubset({1, 2, 3, 4}), s.isdisjoint({9}), frozenset([1, 2]), {frozenset([1]): 2}, set(), len(s), s.union([7], (8,)), s.intersection([1]), s.difference([1]), s.symmetric_difference([1, 5]))
s.add(5); s.discard(99); s.update([6, 7]); s.remove(1); s -= {2}; s |= {0}; s &= {0, 5, 6}; s ^= {5}; print(s, {1, "a", 2.0} == {2.0, 1, "a"}, {True, 1, 1.0}, {x for x in "hello" if x > "h"} == {"l", "o"})
words = ["banana", "Apple", "cherry", "date", "fig", "apple"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=lambda w: (-len(w), w)), sorted(words, reverse=True, key=len), min(words, key=len), max(words, key=lambda w: w[-1]))
pairs = [(1, "b"), (0, "z"), (1, "a"), (0, "y")]; pairs.sort(key=lambda p: p[0]); print(pairs); pairs.sort(reverse=True); print(pairs, sorted([3, 1, 2], key=lambda v: -v), sorted([True, 0, 2.5]), sorted({"b": 1, "a": 2}), sorted("bca", reverse=True), sorted([(2, 1), (1, 5)], key=lambda t: t[1]), list(reversed(range(5, 0, -2))))
from collections import Counter, defaultdict, OrderedDict, deque, namedtuple, ChainMap
c = Counter("mississippi"); print(c, c.most_common(2), c["z"], sorted(c.elements())[:4], c + Counter("ms"), c - Counter("iii"), c & Counter("ssx"), c | Counter("zz"), sum(c.values()), c.total(), Counter(a=3, b=1)); c.update("mmm"); c.subtract("i"); print(c, dict(c), +c, list(c))
dd = defaultdict(list); dd["x"].append(1); dd["y"]; print(dd, dict(dd), len(dd)); di = defaultdict(int); di["q"] += 5; print(di, defaultdict(lambda: 7)["a"])
od = OrderedDict([("a", 1), ("b", 2)]); od.move_to_end("a"); print(od, od.popitem(last=False), od == {"a": 1})
q = deque([1, 2, 3], maxlen=4); q.append(4); q.append(5); q.appendleft(0); print(q, q.pop(), q.popleft(), q, len(q)); q.rotate(1); print(q, q[0], list(q), deque("abc"), 2 in q); q.extend([8, 9]); q.extendleft([7]); print(q, q.maxlen, q.count(7), q.index(8))
P = namedtuple("P", "x y z", defaults=[0]); p = P(1, 2); print(p, p.x, p[1], p._asdict(), p._replace(x=9), P._fields, p == (1, 2, 0), P._make([4, 5, 6]), len(p), [*p], P(y=2, x=1))
try: P(1)
except TypeError as e: print(e)
try: p.x = 3
except AttributeError as e: print(e)
cm = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(cm["a"], cm["b"], dict(cm), cm)
import itertools as it
print(list(it.chain([1], "a")), list(it.chain.from_iterable([[1], [2]])), list(it.combinations("abc", 2)), list(it.permutations([1, 2, 3], 2)), list(it.product([0, 1], repeat=2)), list(it.combinations_with_replacement("ab", 2)), list(it.accumulate([1, 2, 3])), list(it.accumulate([3, 1, 2], max)), list(it.accumulate([1, 2], initial=10)), list(it.groupby("aabc"))[0][0], [(k, list(g)) for k, g in it.groupby([1, 1, 2], key=lambda x: x % 2)], list(it.islice(it.count(5, 2), 3)), list(it.takewhile(lambda x: x < 3, [1, 2, 5, 1])), list(it.dropwhile(lambda x: x < 3, [1, 5, 1])), list(it.zip_longest([1], "ab", fillvalue=0)), list(it.starmap(pow, [(2, 3)])), list(it.repeat(1, 3)), list(it.compress("abc", [1, 0, 1])), list(it.filterfalse(bool, [0, 1])), list(it.pairwise([1, 2, 3])), [next(c) for c in [it.cycle("ab")] for _ in range(3)])
a, b = it.tee([1, 2]); print(list(a), list(b), list(zip([1, 2], [3], strict=False)), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, ""])), list(enumerate("ab", 5)))
try: list(zip([1, 2], [3], strict=True))
except ValueError as e: print(e)
