# exact
import re

print(re.findall(r"\d+", "a1 b22 c333"), re.findall(r"(\w)=(\d)", "a=1 b=2"), re.findall(r"a|(b)", "ab"))
m = re.search(r"(?P<name>\w+)@(?P<host>[\w.]+)", "mail ann@site.org now")
print(m, m.group(), m.group("name", "host"), m.groupdict(), m.span(), m.start("host"), m["name"], m[2])
print(m.lastindex, m.lastgroup, m.re.pattern, m.string, m.groups())
print(re.match("b", "ab"), bool(re.match("a", "ab")), re.fullmatch(r"a+", "aaa"), re.fullmatch("a|ab", "ab"))
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub(r"(?P<x>\d)", r"<\g<x>>", "a1b2", count=1))
print(re.sub(r"\d+", lambda m: str(int(m.group()) * 2), "3 and 10"), re.subn("x*", "-", "abxd"))
print(re.split(r"[,;]\s*", "a, b;c"), re.split(r"(\d)", "a1b2c"), re.split(r"\s+", "a b c", maxsplit=1))
p = re.compile(
    r"""
    (\d+)   # epoch
    \s* :   # separator
    \s* ([\d.]+)
    """,
    re.VERBOSE,
)
print(p.findall("1: 0.5, 2 :0.25"), p.groups, p.flags)
print(re.findall(r"^\w+", "one\ntwo", re.M), re.findall(r"o.t", "o\nt", re.DOTALL), re.findall("É", "é", re.I))
print([m.span() for m in re.finditer(r"(?<=a)b+(?!c)", "abb abc")], re.findall(r"(a)(b)?", "ab a"))
print(re.escape("a.b*c [1]"), re.compile("a+", re.I), repr(re.compile("x").sub("y", "xx")))
print(re.findall(r"\bé\w*", "été éa"), re.findall(r"[^\W\d_]+", "ab1_c"), re.findall(r"(['\"])(.*?)\1", "'a' \"b\""))
print(re.sub(r"(?<!^)(?=[A-Z])", "_", "CamelCaseName").lower(), re.findall(r"$", "a\n"), re.match(r".*", "a\nb").group())
print(re.findall(r"\w+-\w+|[{}]", "a-b {x}"), re.search(r"epoch[=_](\d{1,3})", "model_epoch=12.pt").group(1))
print(re.findall(r"(?i)AB", "ab aB"), re.sub(r"\s{2,}", " ", "a   b    c"), re.findall(r"x{,2}", "xxx"))
for bad in ["(a", "a)", "*a", "[a", "a**", r"\q", "(?P<1>a)", "(?P<a>x)(?P<a>y)", r"\2(a)"]:
    try:
        re.compile(bad)
        print("compiled", bad)
    except re.error as e:
        print(type(e).__name__, e, e.pos)
try:
    re.search("a", 5)
except TypeError as e:
    print(e)
