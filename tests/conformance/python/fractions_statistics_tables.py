# tolerance: exact
import statistics as st, fractions, string, pprint, csv, io
from fractions import Fraction as F
print(st.mean([1, 2, 3, 4]), st.mean([1, 2]), st.mean([0.1, 0.2, 0.3]), st.mean([F(1, 3), F(2, 3)]), st.fmean([1, 2, 4]), st.median([3, 1, 2, 4]), st.median_low([1, 2, 3, 4]), st.mode("aab"), st.multimode([1, 1, 2, 2, 3]), st.stdev([1, 2, 3, 4]), st.pstdev([2, 4]), st.variance([2, 4, 4]), st.variance([0.1, 0.5, 0.9]), st.pvariance([1, 2, 3, 4]), st.quantiles([1, 2, 3, 4, 5]), st.quantiles(range(11), n=10, method="inclusive"), st.geometric_mean([1, 2, 4]), st.harmonic_mean([1, 2, 4]), st.harmonic_mean([40, 60]), st.correlation([1, 2, 3], [1, 2, 4]), st.covariance([1, 2, 3], [1, 2, 4]), st.linear_regression([1, 2, 3], [2, 4, 7]), st.stdev([0.1] * 5), st.mean([1e308, 1e308]) if 0 else "")
for bad in (lambda: st.mean([]), lambda: st.stdev([1]), lambda: st.median([]), lambda: st.mode([]), lambda: st.correlation([1, 1], [1, 2]), lambda: st.mean(["a"])):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
a, b = F(1, 3), F("0.25")
print(a + b, a - b, a * b, a / b, a // b, a % b, a ** 2, a ** -2, a ** 0.5, -a, abs(F(-1, 2)), a + 1, 1 - a, 2 * a, 1 / a, a + 0.5, a == F(2, 6), F(1, 2) == 0.5, F(2) == 2, a < b, a > 0.3, float(a), int(F(7, 2)), round(F(7, 2)), round(F(5, 3), 2), F(3.14159).limit_denominator(100), F("3/4"), F("1e-2"), F(0.1), a.numerator, a.denominator, repr(a), hash(F(1, 2)) == hash(0.5), {F(1, 2): 1}[0.5], sum([a, b]), max(a, b), F(6, 4), F(-1, -2), F(5).as_integer_ratio(), divmod(F(7, 2), 1) if 0 else "", bool(F(0)), sorted([b, a, 0.3]), f"{a}", F(1, 3) // 1, 5 // F(2, 3), 5 % F(2, 3), F(10, 3) > 3)
for bad in (lambda: F(1, 0), lambda: F("x"), lambda: F(1.5, 2), lambda: a + "x", lambda: a / 0, lambda: F(float("nan")), lambda: F([1])):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
data = {"name": "experiment", "values": list(range(30)), "nested": {"a": [1, 2, {"deep": "x" * 40}], "b": ("tuple", 1)}, "zeta": None, "alpha": {3, 1, 2}}
pprint.pprint(data); pprint.pprint(data, width=40, compact=True); pprint.pprint([1, 2, 3]); pprint.pprint(data, depth=1); pprint.pprint(data, sort_dicts=False, indent=4); print(pprint.pformat({"b": 1, "a": 2})); pprint.pp({"b": 1, "a": 2})
pprint.pprint("The quick brown fox jumps over the lazy dog and keeps running through the forest until night falls"); pprint.pprint({"text": "The quick brown fox jumps over the lazy dog and keeps running through the forest"}); pprint.pprint([("a" * 30, "b" * 30), ("c" * 30,)]); pprint.pprint([[i * j for j in range(12)] for i in range(6)]); pprint.pprint({3, 1, 2}); pprint.pprint(()); pprint.pprint({}); pprint.pprint([{"id": i, "label": f"item number {i}", "tags": ["x", "y"]} for i in range(3)])
f = io.StringIO('name,age,note\nAnn,30,"hi, there"\n"Bob ""B""",4,"two\nlines"\n,,\n')
rows = list(csv.reader(f)); print(rows); f.seek(0)
for r in csv.DictReader(f): print(r)
out = io.StringIO(); w = csv.writer(out); w.writerow(["a", 1, 2.5, None, "x,y", 'q"q', "new\nline"]); w.writerows([[1, 2], [3, ""], [""]]); print(repr(out.getvalue()))
out = io.StringIO(); d = csv.DictWriter(out, ["x", "y"]); d.writeheader(); d.writerow({"x": 1, "y": 2}); d.writerow({"x": 3}); print(out.getvalue())
print(list(csv.reader(["a;b;'c;d'"], delimiter=";", quotechar="'")), list(csv.reader(["a\tb"], dialect="excel-tab")), list(csv.reader(["1,2", "", "3,4"])), list(csv.reader(['1,"a"'], quoting=csv.QUOTE_NONNUMERIC)))
try: d.writerow({"z": 1})
except ValueError as e: print(e)
print(string.capwords("hello  big world"), string.Template("$who likes ${what} $$5").substitute(who="tim", what="kung"), string.Template("$a $b").safe_substitute(a=1))
try: string.Template("$x").substitute({})
except KeyError as e: print(e)
try: string.Template("$ x").substitute({})
except ValueError as e: print(e)
