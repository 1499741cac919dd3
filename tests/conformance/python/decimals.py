# tolerance: exact
# Decimal: exact sums, contexts, roundings, formats.
from decimal import *
import decimal
print(Decimal('0.1') + Decimal('0.2'), Decimal(0.1), Decimal('1.10') * 3, Decimal(1) / Decimal(3), Decimal(10) / 4, Decimal('7') // 2, Decimal('-7') // 2, Decimal('-7') % 3, Decimal('1.5') - 1, 2 - Decimal('0.5'), Decimal(2) ** 10, Decimal(2) ** -2, Decimal('1.1') ** 20, -Decimal('1.50'), +Decimal('1.50'), abs(Decimal('-3.2')), Decimal('3.14159').quantize(Decimal('0.01')), Decimal('2.675').quantize(Decimal('0.01'), rounding=ROUND_HALF_UP), Decimal('2.665').quantize(Decimal('0.01')), round(Decimal('2.5')), round(Decimal('2.675'), 2), round(Decimal('3.5')), int(Decimal('-3.9')), float(Decimal('0.1')), Decimal(2).sqrt(), Decimal(16).sqrt(), Decimal('0.0004').sqrt(), Decimal('100').normalize(), Decimal('1.500').normalize())
print(repr(Decimal('1E+5')), Decimal('1e-10'), Decimal('0.000001'), Decimal('0.0000001'), Decimal('123E3'), Decimal('Infinity'), Decimal('-inf'), Decimal('nan'), Decimal(), Decimal('  5 '), Decimal('1_000.5'), Decimal((1, (1, 2, 3), -2)), Decimal(10**30), Decimal('1.0') == 1, Decimal('0.5') == 0.5, Decimal('0.1') == 0.1, Decimal(1) < 1.5, Decimal('2') > 1, hash(Decimal('1.0')) == hash(1), hash(Decimal('0.5')) == hash(0.5), {Decimal(1): 'a'}, sorted([Decimal('3'), Decimal('1.5'), 2]), sum([Decimal('0.1')] * 10), max(Decimal(1), Decimal('1.1')), bool(Decimal('0.0')), Decimal('-0'), Decimal('1.23').as_tuple(), Decimal('0.25').as_integer_ratio(), Decimal('123.4').adjusted(), divmod(Decimal(7), 2), Decimal('1.5').to_integral_value(), Decimal('5').compare(Decimal('3')), Decimal('nan').is_nan(), type(Decimal(1) + 1))
print(f"{Decimal('3.14159'):.2f}", f"{Decimal('1234567.891'):,.2f}", f"{Decimal('0.256'):.1%}", f"{Decimal('1.5'):>10}", f"{Decimal('1.5'):08.3f}", f"{Decimal('12345'):e}", f"{Decimal('0.00012'):.3e}", f"{Decimal('1.5')}", f"{Decimal('1e3'):f}", f"{Decimal('-2.5'):+.0f}", f"{Decimal('3'):.2f}", '%.3f' % Decimal('1.23456'), str(Decimal('1.20')), f"{Decimal('1234.5'):g}", f"{Decimal('2.345'):.3}")
getcontext().prec = 6; print(Decimal(1) / Decimal(7), Decimal('1.23456789') + 0, Decimal(2).sqrt(), getcontext().prec, Decimal('123456789') * 1, Decimal(3) ** 20)
with localcontext() as ctx:
    ctx.prec = 3; ctx.rounding = ROUND_DOWN; print(Decimal(2) / 3, Decimal(1) / 7)
with localcontext(prec=50): print(Decimal(1) / 7)
print(Decimal(2) / 3); getcontext().prec = 28; getcontext().rounding = ROUND_UP; print(Decimal(1) / 3, getcontext().rounding); getcontext().rounding = ROUND_HALF_EVEN
for f in [lambda: Decimal('abc'), lambda: Decimal(1) / 0, lambda: Decimal(0) / 0, lambda: Decimal(1) % 0, lambda: Decimal('inf') - Decimal('inf'), lambda: Decimal(1) + 1.5, lambda: Decimal(1) + 'a', lambda: Decimal([1]), lambda: Decimal(-1).sqrt(), lambda: int(Decimal('nan')), lambda: Decimal('nan') < 1, lambda: Decimal(10) ** 30 // 1, lambda: Decimal(1).quantize(Decimal('1e-40')), lambda: Decimal(0) ** 0, lambda: Decimal(None)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try: Decimal(1) / 0
except ZeroDivisionError as e: print('zero', isinstance(e, decimal.DivisionByZero), isinstance(e, ArithmeticError))
for r in (ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, ROUND_05UP): print(r, [str(Decimal(v).quantize(Decimal('1'), rounding=r)) for v in ('1.5', '2.5', '-1.5', '1.4', '-1.6', '5.1', '0.5')])
total = Decimal('0')
for p, q in [('19.99', 3), ('5.49', 2), ('0.10', 10)]: total += Decimal(p) * q
print(total, (total * Decimal('0.0825')).quantize(Decimal('.01'), ROUND_HALF_UP), total.quantize(Decimal(1)))
import math
print(math.floor(Decimal('-1.5')), math.ceil(Decimal('1.2')), math.sqrt(Decimal(4)), isinstance(Decimal(1), Decimal), str(sum(Decimal(x) for x in '123')))
