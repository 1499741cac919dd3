# tolerance: exact
s = "Hello, World"
print(s.upper(), s.lower(), s.swapcase(), s.title(), "hELLO wORLD".capitalize(), s.casefold(), s.center(20, "*"), s.ljust(15, "."), s.rjust(15), "42".zfill(5), "-42".zfill(5), "+4".zfill(4))
print(s.find("o"), s.rfind("o"), s.index("W"), s.find("z"), s.find("o", 5), s.count("l"), s.count(""), s.startswith(("He", "x")), s.endswith("ld"), s.startswith("World", 7))
print("a,b,,c".split(","), "a b  c ".split(), "a b c d".split(" ", 2), "a b c d".rsplit(" ", 1), "a-b-c".partition("-"), "a-b-c".rpartition("-"), "abc".partition("x"), "l1\nl2\r\nl3\n".splitlines(), "l1\nl2".splitlines(True), "".split(), "".split(","))
print("xxhixx".strip("x"), "  a ".lstrip() + "|", "  a ".rstrip() + "|", "abcabc".replace("b", "X", 1), "www.ex.com".strip("wcom."), "prefix_x".removeprefix("prefix_"), "x.py".removesuffix(".py"))
print("abc".isalpha(), "ab1".isalnum(), "12".isdigit(), "1.2".isdecimal(), "½".isnumeric(), " ".isspace(), "Ab".istitle(), "AB".isupper(), "ab".islower(), "x1".isidentifier(), "".isalpha(), "é".isascii(), "a\n".isprintable())
print("-".join("abc"), "ab" in "cab", "a" * 3, "abc"[::-1], "tab\tx".expandtabs(4), "a{}b".format(1), "abc".translate(str.maketrans("ab", "xy", "c")), "ß".upper(), "ǅ".lower(), "İ".lower().encode())
print(repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("\n\t\\\x00\x7f\u00e9\u200b\U0001f600"), ascii("é😀"), "\x41\u0042\101", len("😀"), "😀"[0], [c for c in "a😀b"], "😀é".encode(), b"\xf0\x9f\x98\x80".decode())
b = b"hello\x00\xff"; print(b, b[0], b[1:3], list(b[:3]), len(b), b.hex(), bytes.fromhex("48 65"), bytes([65, 66]), bytes(3), b"a" + b"b", b"ab" * 2, b"abc".upper(), b"a,b".split(b","), b"x" in b"xyz", b.decode("latin-1"), "é".encode("utf-8"), "é".encode("latin-1"), b"abc" < b"abd", b"%d" % 5 if False else b"")
try: b"\xff".decode()
except UnicodeDecodeError as e: print(e)
try: "é".encode("ascii")
except UnicodeEncodeError as e: print(e)
print("é".encode("ascii", "ignore"), "é".encode("ascii", "replace"), b"\xff".decode("utf-8", "replace"), "é".encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "backslashreplace"))
ba = bytearray(b"abc"); ba[0] = 90; ba.append(33); ba.extend(b"xy"); print(ba, ba[1:2], bytes(ba), len(ba)); del ba[0]; print(ba.pop(), ba)
print("b" > "a", "Z" < "a", "" < "a", "abc" == 'abc', ord("a"), chr(8364), max("hello"), sorted("hello"), "".join(reversed("abc")), list("abc"), tuple("ab"), set("aab") == {"a", "b"})
print("%s" % "x", "a" "b", ("long "
  "string"), """tri
ple""", r"\n", "a\
b", 'a"b', str(123), str(None), str([1, "a"]), str(b"x"), str("é"), str(1.0), str(object)[:7])
for w in ("one two three".split()): print(w.ljust(6) + "|", end="")
print(); print(*[1, 2], sep="", end="!\n"); print("a", "b", sep="\n"); print(); print(1, [2], {"a": 3}, None, sep=" | ")
print("abc".__len__(), "abc".__contains__("a"), "abc".__getitem__(1), "abc".__add__("d"), (5).__add__(3), [1].__len__(), "a".__eq__("a"), (3).__lt__(4))
import string, textwrap
print(string.ascii_lowercase, string.digits, string.punctuation, string.capwords("hello world"), string.Template("$a and ${b} $$").substitute(a=1, b=2))
print(textwrap.fill("The quick brown fox jumps over the lazy dog", 20), textwrap.dedent("  a\n    b\n"), textwrap.shorten("Hello big world", 12), textwrap.wrap("aaa bbb ccc", 7), textwrap.indent("a\nb", "> "))
