# tolerance: exact
# Complex numbers and cmath.
z = 3 + 4j; w = 1 - 2j
print(z, w, z + w, z * w, z / w, z - w, z ** 2, z ** -1, z ** 0.5, z ** w, abs(z), z.real, z.imag, z.conjugate(), -z, +z, z == 3 + 4j, z != w, 1j, -1j, 0j, 2j * 2j, 1 + 0j == 1, complex(1, 2), complex('1+2j'), complex('3'), complex(' -2.5j '), complex(2), complex(1j, 1j), complex(), type(z), bool(0j), hash(1 + 0j) == hash(1), hash(z), repr(z), [z], {1j: 2}, isinstance(z, complex), z + 1, 2.5 * z, 1 - z, 5 / w, 2 ** 1j, sum([1j, 2]), complex(float('nan'), float('inf')), complex(-0.0, -0.0), 1e20j, 1.5j, (1+2j).imag, 3.0 + 0j)
print((-8) ** (1/3), (-1) ** 0.5, (-2.0) ** 1.5, pow(-1, 0.5), round((-8) ** (1/3) .real, 3) if False else '')
print(f'{z:.2f}', f'{z}', f'{z:>12}', f'{w:.3}', f'{z:e}', f'{1j:.1f}', f'{z:g}', format(z, '+.1f'), f'{2j:.3}', '%s' % z, str(1j))
for f in [lambda: z < w, lambda: int(z), lambda: float(z), lambda: z // 2, lambda: z % 2, lambda: z / 0, lambda: 0j ** -1, lambda: complex('a'), lambda: complex('1 + 2j'), lambda: complex('1', 2), lambda: complex([1]), lambda: complex(1, 'a'), lambda: z.real(), lambda: f'{z:05}', lambda: f'{z:d}', lambda: f'{z:=5}', lambda: max(z, w), lambda: sorted([z, w]), lambda: divmod(z, 1), lambda: round(z), lambda: z.foo, lambda: (1e200j) ** 50]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
import cmath, math
print(cmath.sqrt(-1), cmath.sqrt(3 + 4j), cmath.exp(1j), cmath.phase(1j), cmath.polar(1 + 1j), cmath.rect(2, 0.5), cmath.log(-1), cmath.pi, cmath.isclose(1j, 1j + 1e-12), cmath.exp(1j * math.pi), cmath.log(2j, 2), cmath.isnan(1j), cmath.sqrt(-4 - 0j))
try: cmath.sqrt('a')
except Exception as e: print(type(e).__name__, e)
try: cmath.log(0)
except Exception as e: print(type(e).__name__, e)
match 1j:
    case 1j: print('m')
for x in [1+2j, 3.5, 2]: print(x.real, x.imag, x.conjugate())
class C:
    def __complex__(self): return 5j
print(complex(C()), sorted([3j, 1j, 2 + 1j], key=abs), [round(v.real, 3) for v in (1j, 2 + 1j)])
def mandel(c, n=20):
    z = 0
    for i in range(n):
        if abs(z) > 2: return i
        z = z * z + c
    return n
print([mandel(complex(x / 4, y / 4)) for y in range(-2, 3) for x in range(-6, 3)])
