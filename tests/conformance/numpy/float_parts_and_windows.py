import numpy as np

inf, nan = np.inf, np.nan
x = np.array([1.5, -2.25, 0.0, -0.0, 3.0, inf, -inf, nan])
print(np.modf(x), np.modf(3), np.modf(-0.5), np.frexp(x[:5]), np.frexp(np.float32([0.1, 100])), np.frexp(5e-324), np.fix(x), np.fix([2, 3]), np.fix(-2.7))
print(np.ldexp([1.0, 0.75], [3, -2]), np.ldexp(5, np.arange(4)), np.ldexp(np.float32(1.5), 2), np.ldexp(1.0, -1074), np.ldexp(1.0, 2000))
print(np.isposinf(x), np.isneginf(x), np.isposinf(inf), np.isreal(x), np.iscomplex(x), np.isreal(2), np.angle([1.0, -1.0, 0.0]), np.angle(-1, deg=True))
print(np.nextafter(1, 2) - 1, np.nextafter(1, 0), np.nextafter(0, 1), np.nextafter(0.0, -1), np.nextafter(np.float32(1), np.float32(2)), np.nextafter([1.0, inf, -1.0], [inf, 0, -2]), np.spacing(1.0), np.spacing([1e10, -2.0, inf]), np.spacing(0.0), np.spacing(np.float32(1)))
print(np.logaddexp2([0, 1, 3.5], [0, 4, -inf]), np.logaddexp2(-inf, -inf))
for n in 0, 1, 2, 5, 8:
    print(np.bartlett(n), np.hanning(n).round(12), np.hamming(n), np.blackman(n).round(12), np.kaiser(n, 5.0))
print(np.i0(0), np.i0([0, 1, 2.5, -3, 8, 12, 50]))
print(np.unwrap([0, 2, 5, 8, 11, 6, 0]), np.unwrap([3.0, -3.0, 3.0]), np.unwrap([0, 1, 2, -1, 0], period=4), np.unwrap([2, 3, 4, 5, 2, 3, 4, 5], period=4), np.unwrap([[0.5, 6.0], [6.5, 0.1]], axis=0), np.unwrap([0, 190, 20, 355], period=360), np.unwrap(np.float32([0, 4, 1, 7])), np.unwrap([0, 4, 9.5], discont=5))
a = np.array([[1.0, nan, 3.0], [nan, 5.0, 6.0]])
print(np.nanprod(a), np.nanprod(a, axis=0), np.nancumsum(a), np.nancumsum(a, axis=1), np.nancumprod(a, axis=0), np.nanquantile(a, 0.5), np.nanquantile(a, [0.25, 0.75], axis=1), np.nanprod([2, 3]))
print(np.array_equiv([1, 2], [[1, 2], [1, 2]]), np.array_equiv([1, 2], [1, 3]), np.array_equiv([1, 2], [1, 2, 3]), np.alltrue([1, 0]), np.sometrue([0, 1]), np.cumproduct([1, 2, 3]), np.msort([[3, 1], [2, 5]]))
print(np.promote_types("f4", "i4"), np.promote_types(np.uint8, np.int8), np.promote_types("i8", "f4"), np.min_scalar_type(10), np.min_scalar_type(-260), np.min_scalar_type(70000), np.common_type(np.arange(2, dtype=np.float32)), np.common_type(np.arange(2), np.float32([1])), np.issctype(np.int32), np.issctype(44))
print(np.asfarray([2, 3]), np.asfarray([2], dtype="f4").dtype, np.asfarray([2], dtype=int).dtype, np.real_if_close([2.1, 3]), np.require([1, 2], float, "C"), np.require(np.ones((2, 2)), None, ["F", "O"]).flags["F_CONTIGUOUS"], np.isfortran(np.asfortranarray(np.ones((2, 3)))), np.asarray_chkfinite([1, 2]))
try:
    np.asarray_chkfinite([1, inf])
except ValueError as error:
    print(error)
h, xe, ye = np.histogram2d([0.1, 0.5, 0.9, 0.9, 2], [1, 2, 3, 3, 1], bins=[2, 3])
print(h, xe, ye, np.histogram2d([1, 2, 3], [1, 2, 3], bins=[[0, 2, 4], [1, 3]])[0], np.histogram2d([1, 2, 3], [1, 2, 3], bins=2, density=True)[0], np.histogram2d([1, 2], [3, 4], bins=2, range=[[0, 4], [0, 4]], weights=[0.5, 2])[0], np.histogram2d([1, 2, 3], [1, 2, 2], bins=[0, 1.5, 2.5, 3.5])[0])
h, edges = np.histogramdd(np.array([[1, 2, 3], [2, 2, 1], [5, 3, 1]]), bins=(2, 2, 1))
print(h, edges, np.histogramdd([[1, 2, 3], [4, 5, 6]], bins=2)[0], np.histogramdd([1, 2, 2, 5], bins=[3])[0])
for v in 3.14159265, 1e-7, 123456.0, -2.5, 0.0, np.float32(0.1), inf, 1e22:
    print(np.format_float_scientific(v), np.format_float_scientific(v, precision=3), np.format_float_scientific(v, precision=2, unique=False, exp_digits=3), np.format_float_scientific(v, trim="-", sign=True), np.format_float_positional(v), np.format_float_positional(v, precision=2), np.format_float_positional(v, 3, unique=False), np.format_float_positional(v, trim="-"), np.format_float_positional(v, trim="0", sign=True), np.format_float_positional(v, precision=1, pad_left=4) + "|")
