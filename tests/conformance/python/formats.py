# tolerance: exact
from fractions import Fraction
for v in (0, 1, -1, 12345.678, -0.000123456, 1e10, 1e-10, 123456789.0, 0.5, 2.5, 1e100, float("inf"), float("nan"), -0.0):
    print(f"{v}|{v:e}|{v:.3e}|{v:f}|{v:.0f}|{v:g}|{v:.3g}|{v:10.2f}|{v:<10.1f}|{v:^+10.2f}|{v:010.3f}|{v:,.2f}|{v:_.1f}|{v:.1%}|{v:E}|{v:G}|{v:#.3g}|{v: .2f}|{v:n}")
for n in (0, 7, -42, 1234567, 255, 2**70):
    print(f"{n:d}|{n:5d}|{n:<6}|{n:^8}|{n:+}|{n: }|{n:08d}|{n:,}|{n:_}|{n:b}|{n:#b}|{n:o}|{n:#o}|{n:x}|{n:X}|{n:#x}|{n:#010x}|{n:e}|{n:.2f}|{n:%}|{n:*^12}|{n:=+8}|{n:_b}|{n:_x}|{n:g}")
for s in ("", "abc", "naïve", "日本"):
    print(f"{s}|{s:5}|{s:<6}|{s:>6}|{s:^7}|{s:.2}|{s:*^9.2}|{s!r}|{s!s:>8}|{s!a}|{s!r:>10}")
w, p = 10, 3; x = 3.14159; d = {"k": [1, 2]}; name = "n"
print(f"{x:{w}.{p}f}|{x:{'>'}{w}}|{d['k'][1]}|{x=}|{x = :.2f}|{d['k']!r:>10}|{{}}|{{{x:.1f}}}|{'a' if x > 3 else 'b'}|{(lambda z: z * 2)(4)}|{name!r}|{f'{x:.1f}'}|{x!r:.4}|{True:d}|{None}|{len('abc')=}")
print(f"""multi {
    x:.2f} line""", f'{"q"}', f"{3:>{w}}", f"{'x':{name[0]}>5}", rf"\n{x:.0f}", f"a{1}b{2}" "c" f"{3}")
print("{0} {1} {0} {name} {d[k]} {obj.real} {2!r:>6}".format(1, 2, "q", name="N", d={"k": 5}, obj=3), "{:>{w}}|{:{}}".format(1, 2, 5, w=4), "{{}}".format(), "{:,}".format(10**9), "{0[1]}".format([1, 2]), "{!s}".format(None))
print("%5d|%-5d|%05d|%+d|%x|%X|%#x|%o|%e|%.2e|%g|%G|%s|%r|%10s|%-10s|%.2s|%c|%c|%%|%5.1f|%*d|%(a)s" % {"a": 1} if False else "%5d|%-5d|%05d|%+d|%x|%X|%#x|%o|%e|%.2e|%g|%G|%s|%r|%10s|%-10s|%.2s|%c|%c|%%|%5.1f|%*d" % (42, 42, 42, 42, 255, 255, 255, 8, 12345.678, 0.00012, 1e-10, 1e20, "s", "r", "right", "left", "trunc", 65, "B", 2.25, 6, 7))
print("%(a)s %(b).2f %(a)r" % {"a": "x", "b": 3}, "%s" % [1], "%s" % (None,), "%d" % 3.9, "%i" % True, "%s %s" % ("a", (1, 2)), "%a" % "é", "% d" % 5, "%.3d" % 5, "%5s%%" % 10)
print(f"{1234.5:>15,.3f}|{-1234:,}|{1e6:,.0f}|{0.1 + 0.2:.17g}|{1/3:.20f}|{2**0.5:.15}|{1e16}|{1e15}|{123456789012345678}|{0.0001}|{0.00001}|{1.0}|{100.0:g}|{1e5:g}|{1e6:g}|{1234567.0:g}")
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(2.675, 2), round(1e20), round(1.15, 1), round(123.456, -1), round(15, -1), round(25, -1), round(-1.5), round(3.14159, 3), round(5), round(1234, -2), round(float("1e300"), 2))
print(format(3.14159, ".2f"), format(42), format("x", ">3"), format(True), format(1+0), f"{Fraction(1, 3)}", repr(1e22), repr(1e21), 1e22, 123456.789e3, 5e-324, 1.7976931348623157e308, 0.1, 1/3, 2/3, 1e-7, 1.0e+2)
from datetime import date
print(f"{date(2024, 3, 5):%d/%m/%y}")
