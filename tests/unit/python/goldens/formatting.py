import math
for v in [0, 1, -1, 42, 1234567, -9876543210, 2**70]:
    print([format(v, s) for s in ["", "d", "5d", "<8d", ">12", "^12", "+d", " d", "08d", "+09d", ",", "_", "x", "#x", "X", "o", "#o", "b", "#b", "e", ".2e", ".2f", "g", "%", ".1%", "*^15", "=+12", "012,d", "c" if 0 <= v < 1000 else "d", "_x", "n"]])
for v in [0.0, -0.0, 1.0, 0.1, 1/3, 2/3, 123456.789, 1e10, 1e16, 1e-5, 1.5e300, 1e22, 123456789012345680.0, 5e-324, float("inf"), float("-inf"), float("nan"), 0.5, 2.5, 1e15, 9999999.5, 99.995, 1e100]:
    print(repr(v), str(v), [format(v, s) for s in ["", "f", ".0f", ".1f", ".3f", "10.2f", "<10.2f", "^10.2f", "+.2f", " .2f", "010.2f", "e", ".0e", ".3e", "g", ".3g", ".10g", "%", ".1%", ",", ",.2f", "_.2f", "G", "E", ".3", ".1", "#.3g", "020,.2f", "z.1f"]])
for s in ["", "s", "5", "<5", ">5", "^6", "*^9", ".2", "10.2", "-<8", "05"]:
    print(repr(format("abc", s)), end=" ")
print()
print("%d %i %5d %-5d| %05d %+d %x %X %o %#x %c %c %s %r %a %% %5s %-5s| %.2s" % (1, 2, 3, 4, 5, 6, 255, 255, 8, 255, 65, "B", "s", "r'q", "é", "ab", "cd", "xyz"))
print("%f %.2f %8.3f %-8.1f| %08.2f %+.1f %e %.3e %g %.3g %G %s" % (1.5, 2.345, 3.14159, 2.5, 3.7, 1.25, 12345.678, 0.00012, 1e-10, 123456, 1e20, 1.0))
print("%(a)s %(b)05.1f" % {"a": 1, "b": 2.25}, "%s" % [1, 2], "%s" % (1,), "%*d|%.*f" % (5, 3, 2, 1.23456), "%s %s" % ("a", None))
print("{} {1} {0}".format("a") if False else "{0} {1} {0} {k} {k!r:>5} {0[0]} {1.real} {k:{w}}".format("ab", 5, k="v", w=4), "{{}}".format(), "{:>{}}".format("x", 5), "{:,}".format(12345.678), "{!r}".format("q"))
print("{a[b]} {a[0]}".format(a={"b": 1, 0: 2}), "{0.x}".format(type("T", (), {"x": 9})), "{:%}".format(0.5), "{:08.3f}".format(-3.14159))
w, p, v, name = 10, 3, 3.14159, "n"
print(f"{v:{w}.{p}f}|{v!r:>12}|{name!s:^5}|{v=}|{v = :.2f}|{w+1=}|{name=}|{name=!s}|{'nested ' + name}|{ {'a': 1}['a'] }|{(lambda x: x * 2)(3)}|{w:>{p}}{{}}")
print(f"{'a' if w else 'b'}{w!r}{[1, 2][0]}{'quo' 'ted'}" f"{v:.1f}" "plain" rf"\n{w}", f"""multi
{w
} line""")
print(f"{1:+d} {-1:+d} {255:#06x} {True} {None} {True:d} {1.0:.0f} {'é':>3} {'日本':*^6}")
print(repr("a'b"), repr('a"b'), repr("a'\"b"), repr("\n\t\\\x00\x7f\xa0é日🙂\u200b"), ascii("é日🙂"), repr(b"a'b\n\xff"), str(b"x"), repr(""), repr(()), repr((1,)), repr([]), repr({}), repr(set()), repr({1}), repr(frozenset({1})), repr(range(3)), repr(range(1, 10, 2)), repr(slice(1, None)))
print(len("🙂日é"), "🙂日é"[0], "🙂日é"[::-1], "a🙂b".find("b"), "a🙂b".index("🙂"), [c for c in "🙂x"], "🙂".center(5, "*"), ord("🙂"), chr(128578), "🙂b"[1:], "a🙂" < "a\uffff")
print(1e15, 1e16, 123456789.123456789, 1.0e-4, 0.00001, 1/3, 100.0, 1e21, 12345678901234567890.0, 2.5e-8, 0.1 + 0.2, 1e308 * 10, -1e-320)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(0.5), round(1e20), round(5, -1), round(15, -1), round(25, -1), round(-15, -1), round(1.005, 2), round(2.345, 2), round(1e-10, 5), round(123.456, 1), round(-0.4), round(7, 2))
print(int("  42 "), int("-0x1f", 16), int("0b101", 0), int("z", 36), int("1_000"), int(3.99), int(-3.99), int(True), float("1e5"), float(" -2.5 "), float("inf"), float("nan"), float("1_0.5"), bool("False"))
print(2**100, -2**63, 10**20 // 3, -10**20 // 7, 10**20 % 7, -10**20 % 7, 2**64 - 1, (2**64) >> 3, 1 << 70, 2**70 & 2**69, ~2**70, 2**53 + 1, 9007199254740993 * 3, 2**-2, 10**18 / 3, 2**200 / 2**198, divmod(-7, 2), divmod(7, -2), divmod(7.5, -2), -7 // 2, -7 % 3, 7 % -3, -7.5 // 2, 5.5 % -2, 0.0 == -0.0, 3 == 3.0, hash(3) == hash(3.0), 10**16 == 1e16, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53)
print(pow(2, 10, 1000), pow(3, -1, 7), pow(2, 0.5), pow(2, -1), 2 ** 3 ** 2, -2 ** 2, (-2) ** 2, (-8) ** (1/3) if False else 0, 0 ** 0, 1e0, abs(-2**70), (5).bit_length(), (2**70).bit_length(), (255).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "big"), 7 .real, (3.0).is_integer(), (0.5).as_integer_ratio(), 0.1.hex())
print(math.pi, math.sqrt(2), math.floor(-2.5), math.ceil(2.1), math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.exp(1), math.factorial(20), math.gcd(12, 18), math.isclose(0.1 + 0.2, 0.3), math.inf, math.nan, math.hypot(3, 4), math.comb(5, 2), math.perm(5, 2), math.isqrt(17), math.prod([1, 2, 3]), math.fsum([0.1] * 10), math.copysign(1, -0.0), math.trunc(-2.7), math.degrees(math.pi), math.isnan(float("nan")), math.fmod(-7, 3), math.modf(2.5), math.atan2(1, 1), math.tanh(0.5), math.frexp(8.0), math.lcm(4, 6), math.dist([0, 0], [3, 4]))
