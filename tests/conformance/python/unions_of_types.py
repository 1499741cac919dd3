# tolerance: exact
# typing.Union and Optional: what they print, hold and check.
from typing import *
import typing
print(Union[int, None], Optional[Union[int, str]], Union[int, str, int], Union[int], Optional[None], Union[Union[int, str], float], Optional[int], Union[None, int], Optional[List[int]], Dict[str, Optional[int]], List[Union[int, None]], Callable[..., Any], Union[int, 'str'] if False else '')
print(get_origin(List[int]), get_origin(Dict[str, int]), get_origin(Union[int, str]), get_origin(Optional[int]), get_args(Optional[int]), get_args(Union[int, str]), get_args(Dict[str, int]), get_origin(int), get_args(int), get_origin(list[int]), get_args(list[int]), get_args(Callable[[int], str]))
print(isinstance(5, Union[int, str]), isinstance(None, Optional[int]), isinstance(1.5, Union[int, str]))
try: isinstance([1], List[int])
except Exception as e: print(type(e).__name__, e)
def f(a: int, b: Optional[str] = None, *c: float, **d: 'x') -> Union[int, None]: ...
print(f.__annotations__, get_type_hints(lambda: 1))
