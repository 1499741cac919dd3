# tolerance: exact
import io
import os

import numpy as np


def failure(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


arrays = [np.arange(6.0).reshape(2, 3), np.float32([1.5, 2]), np.array(7), np.array([True, False]), np.arange(4, dtype=np.int16), np.array(["ab", "cdé"]), np.zeros((0, 3)), np.arange(6, dtype=np.uint8).reshape(2, 3).T, np.int64([-1, 2**40])]
for x in arrays:
    np.save("array", x)
    with open("array.npy", "rb") as file:
        print(file.read())
    y = np.load("array.npy")
    print(y, y.dtype, y.shape, np.array_equal(x, y))
np.savez("several.npz", np.arange(3), weights=np.eye(2), labels=np.array(["x", "y"]))
with np.load("several.npz") as data:
    print(sorted(data.files), data["weights"], data["labels"], data["arr_0"], "weights" in data, len(data), sorted(data))
    failure(lambda: data["other"])
np.savez_compressed("small", a=np.zeros(1000))
print(np.load("small.npz")["a"].sum(), os.path.getsize("small.npz") < 1000, {k: v.shape for k, v in np.load("small.npz").items()})
with open("two.npy", "wb") as file:
    np.save(file, [1, 2])
print(np.load("two.npy"))
failure(lambda: np.load("missing.npy"))
with open("text.npy", "w") as file:
    file.write("hello")
failure(lambda: np.load("text.npy"))
failure(lambda: np.savez("x", np.zeros(1), arr_0=np.zeros(1)))

np.savetxt("table.txt", [[1, 2.5], [3, -4e-7]])
print(open("table.txt").read(), np.loadtxt("table.txt"))
np.savetxt("table.csv", np.arange(6).reshape(2, 3), fmt="%d", delimiter=",", header="a,b,c\nsecond", footer="end")
print(open("table.csv").read(), np.loadtxt("table.csv", delimiter=",", dtype=int))
for options in dict(fmt="%.2f"), dict(fmt=["%d", "%.1f"], delimiter="\t"), dict(fmt="%d: %.3e"), dict(fmt="%5.1f", newline=";\n"), dict(header="h", comments=""):
    text = io.StringIO()
    np.savetxt(text, [[1, 2.25], [3, 4]], **options)
    print(repr(text.getvalue()))
text = io.StringIO()
np.savetxt(text, [1, 2, 3], fmt="%g")
print(repr(text.getvalue()))
failure(lambda: np.savetxt("x.txt", np.zeros((1, 1, 1))))
failure(lambda: np.savetxt("x.txt", np.zeros((1, 3)), fmt="%d %d"))
lines = ["# a comment", "1 2 3  # behind", "", "4 5 6"]
print(np.loadtxt(lines), np.loadtxt(lines, usecols=(0, -1)), np.loadtxt(lines, usecols=1), np.loadtxt(lines, unpack=True), np.loadtxt(lines, skiprows=2), np.loadtxt(lines, max_rows=1), np.loadtxt(["7"]), np.loadtxt(["7"], ndmin=1), np.loadtxt(["1 2"], ndmin=2), np.loadtxt(["1", "2"], ndmin=2), np.loadtxt(["a b", "c d"], dtype=str), np.loadtxt(io.StringIO("1;nan\n-inf;2"), delimiter=";"))
a, b = np.loadtxt(["1 2", "3 4"], unpack=True)
print(a, b, np.loadtxt(["1,x", "2,yy"], delimiter=",", converters={1: lambda s: len(s)}))
failure(lambda: np.loadtxt(["1 a"]))
failure(lambda: np.loadtxt(["1 2", "3"]))
failure(lambda: np.loadtxt(["1.5"], dtype=int))
failure(lambda: np.loadtxt("missing.txt"))
print(np.genfromtxt(["1,,3", "4,x,6"], delimiter=","), np.genfromtxt(["a b", "1 2", "3 4"], skip_header=1), np.genfromtxt(["1,,3"], delimiter=",", filling_values=0), np.genfromtxt(["1 2", "3 4", "end"], skip_footer=1, usecols=(1,)), np.genfromtxt(["1 2", "3 4"], dtype=int, unpack=True))
failure(lambda: np.genfromtxt(["1 2", "3"]))
for name in os.listdir():
    if name in {"array.npy", "several.npz", "small.npz", "two.npy", "text.npy", "table.txt", "table.csv"}:
        os.remove(name)
