import re, heapq, bisect
from collections import namedtuple
Token = namedtuple("Token", "kind value column")
def tokenize(code):
    spec = [("NUMBER", r"\d+(\.\d*)?"), ("ASSIGN", r":="), ("END", r";"), ("ID", r"[A-Za-z_]\w*"), ("OP", r"[+\-*/]"), ("NEWLINE", r"\n"), ("SKIP", r"[ \t]+"), ("MISMATCH", r".")]
    rx = "|".join("(?P<%s>%s)" % p for p in spec)
    for mo in re.finditer(rx, code):
        if mo.lastgroup == "SKIP": continue
        if mo.lastgroup == "MISMATCH": raise RuntimeError(f"{mo.group()!r} unexpected")
        yield Token(mo.lastgroup, mo.group(), mo.start())
for t in tokenize("x := 3.5 * (y"[:11] + " + y1;\n"): print(t)
m = re.match(r"(\w+)\s(\w+)", "Isaac Newton, physicist")
print(m, m.group(0), m.group(1, 2), m.groups(), m.span(2), m[1], m.string, m.re)
print(re.search(r"(?P<y>\d{4})-(?P<m>\d\d)", "on 2024-03-09").groupdict(), re.search("z", "abc"))
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world foo bar"), re.sub(r"\d+", lambda m: str(int(m[0]) * 2), "a1 b22"), re.subn("a", "b", "banana", count=2))
print(re.split(r"[,;]\s*", "a, b;c"), re.split(r"(-)", "a-b-c", maxsplit=1), re.findall(r"(\w)(\d)", "a1 b2"), re.findall(r"\bf[a-z]*", "which foot or hand fell fastest"))
p = re.compile(r"""(\d+)  # int
   \. (\d*)   # frac
   """, re.X | re.I); print(p, p.match("3.14").groups(), p.groups, p.flags, p.pattern[:5])
print(re.findall("^a.c$", "abc\nadc", re.M), re.findall("a.c", "a\nc", re.S), re.fullmatch("ab", "abc"), re.findall(r"x*", "axxb"), re.sub("x*", "-", "abxd"), re.escape("a.b*c"))
for bad in ["(", "a)", "[a", "*a", r"\q", "(?P<1>a)", "(?P=z)", r"(a)\2", "a**"]:
    try: re.compile(bad); print("ok", bad)
    except re.error as e: print(repr(bad), e)
try: re.search("a", 3)
except TypeError as e: print(e)
print(re.match(r"[\w.+-]+@[\w-]+\.[\w.]+$", "a.b+c@x-y.org") is not None, re.findall(r"[^\s,]+", "é, ü ñ"), re.match("é\\w+", "étudé!").end(), re.search(r"🙂b", "a🙂b").span())
print(re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", "1234567"), re.sub(r"(?i)HELLO", "bye", "Hello hello"), re.findall("a{2,3}", "aaaaa"), re.findall("{a}", "{a}"), re.findall(r"a{,2}b", "aaab"))
print(re.sub(r"(a)|b", r"[\1]", "ab"), re.match("(a)|b", "b").groups(), re.match("(a)|b", "b").groups("-"), re.match("a(?P<q>b)?", "a").group("q"))
h = []
for x in [5, 3, 8, 1, 9, 2]: heapq.heappush(h, x)
print(h, [heapq.heappop(h) for _ in range(3)], h, heapq.heappushpop(h, 4), heapq.heapreplace(h, 7), h)
l = [9, 4, 7, 1, 8, 2]; heapq.heapify(l); print(l, heapq.nlargest(2, l), heapq.nsmallest(2, l, key=lambda v: -v), list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge([3, 1], [2], reverse=True)))
try: heapq.heappop([])
except IndexError as e: print(e)
q = []; heapq.heappush(q, (2, "b")); heapq.heappush(q, (1, "z")); print(heapq.heappop(q))
a = [1, 3, 3, 5]; print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 6)); bisect.insort(a, 4); print(a, bisect.bisect([1, 2], 2, key=lambda v: v))
