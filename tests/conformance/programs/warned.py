import gc
import io
import sys
import warnings


def careless(n):
    warnings.warn(f'careless {n}')
    return n


warnings.resetwarnings()
warnings.simplefilter('default')
sys.stderr = io.StringIO()
for i in range(3):
    careless(1)
careless(2)
warnings.warn('old', DeprecationWarning)
text = sys.stderr.getvalue()
sys.stderr = sys.__stderr__
print([line.split('.py')[-1] for line in text.splitlines()])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    careless(3)
    careless(3)
print(len(caught), caught[0].category.__name__, caught[0].message)
warnings.filterwarnings('error', category=RuntimeWarning)
try:
    warnings.warn('divided', RuntimeWarning)
except RuntimeWarning as e:
    print(repr(e))
warnings.filterwarnings('ignore')
careless(4)
print(gc.isenabled())
