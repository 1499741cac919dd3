# exact
import bisect
import heapq
import io
import json
import textwrap
import traceback
from bisect import insort
with open("h.json", "w") as f:
    json.dump({"loss": [1.5, 2], "name": "é"}, f, indent=2)
with open("h.json") as f:
    print(json.load(f))
print(open("h.json").read())
print(json.loads(b'[1, 2]'))
h = [9, 4, 7, 1, 8, 2]
heapq.heapify(h); print(h)
heapq.heappush(h, 3); print(h)
print([heapq.heappop(h) for _ in range(4)], h)
print(heapq.nlargest(3, [5, 1, 9, 3]), heapq.nsmallest(2, ["bb", "a", "ccc"], key=len))
print(heapq.heapreplace(h, 0), heapq.heappushpop(h, -1), h, list(heapq.merge([1, 4], [2, 3])))
try:
    heapq.heappop([])
except IndexError as e:
    print(e)
q = []
for p, name in [(2, "b"), (1, "a"), (3, "c")]:
    heapq.heappush(q, (p, name))
print(heapq.heappop(q))
a = [1, 2, 2, 5]
print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.bisect_right(a, 9))
insort(a, 3); print(a)
print(bisect.bisect_left([{"k": 1}, {"k": 4}], 3, key=lambda d: d["k"]))
print(textwrap.fill("The quick brown fox jumped over the lazy dog " * 3, width=40))
print(textwrap.dedent("""\
    a
      b

    c"""))
print(textwrap.indent("x\n\ny\n", "> "), end="")
print(textwrap.shorten("Hello  world, this is long", 18), textwrap.wrap("one two three", 8))
class MyError(Exception):
    def __str__(self):
        return "my " + str(self.args)
def f():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise MyError(3) from e
try:
    f()
except MyError as e:
    text = traceback.format_exc()
    print(text.splitlines()[-1], len(text.splitlines()) > 5)
    print("".join(traceback.format_exception_only(type(e), e)), end="")
    out = io.StringIO(); traceback.print_exc(file=out); print(out.getvalue() == text)
    print("".join(traceback.format_exception(e)) == text)
print(traceback.format_exc())
