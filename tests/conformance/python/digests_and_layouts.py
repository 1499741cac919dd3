# tolerance: exact
# Digests, checksums, base64, struct, numbers, and flags made of auto().
import hashlib, base64, zlib, struct, numbers, numpy as np
print(hashlib.md5(b'abc').hexdigest(), hashlib.sha1(b'').hexdigest(), hashlib.sha256('é'.encode()).hexdigest(), hashlib.sha512(b'x').hexdigest()[:20], hashlib.sha224(b'x').hexdigest(), hashlib.sha384(b'x').hexdigest()[:9], hashlib.new('sha256', b'q').hexdigest(), hashlib.sha3_256(b'1').hexdigest(), hashlib.blake2b(b'1').hexdigest()[:16], hashlib.blake2s(b'1').hexdigest()[:16], hashlib.md5(np.arange(5, dtype=np.uint8)).hexdigest(), hashlib.md5(np.arange(5, dtype=np.float32).tobytes()).hexdigest())
h = hashlib.sha256(); h.update(b'a'); h2 = h.copy(); h.update(b'bc'); print(h.hexdigest(), h2.hexdigest(), h.digest()[:4], h.name, h.digest_size, h.block_size, int(h.hexdigest(), 16) % 1000)
try: hashlib.md5('abc')
except Exception as e: print(type(e).__name__, e)
try: hashlib.new('nope')
except Exception as e: print(type(e).__name__, e)
try: hashlib.md5(5)
except Exception as e: print(type(e).__name__, e)
print(base64.b64encode(b'hello world'), base64.b64decode('aGVsbG8='), base64.b64decode(b'aGVsbG8='), base64.urlsafe_b64encode(bytes(range(250, 256))), base64.urlsafe_b64decode('-_z9_v8='), base64.b16encode(b'\x01\xff'), base64.b16decode('01FF'))
try: base64.b64decode('abc')
except Exception as e: print(type(e).__name__, e)
try: base64.b64encode('abc')
except Exception as e: print(type(e).__name__, e)
print(zlib.crc32(b'hello'), zlib.adler32(b'hello'), zlib.crc32(b'world', zlib.crc32(b'hello ')), zlib.decompress(zlib.compress(b'abc' * 100)) == b'abc' * 100, zlib.crc32(b''))
try: zlib.decompress(b'nope')
except Exception as e: print(type(e).__name__, e)
print(struct.pack('>IHB', 1, 2, 3), struct.unpack('<hf', struct.pack('<hf', -5, 1.5)), struct.calcsize('iq'), struct.calcsize('=iq'), struct.pack('4s', b'ab'), struct.unpack('>2i', b'\0\0\0\1\xff\xff\xff\xff'), struct.pack('<d', 0.1), struct.pack('?bxh', True, -1, 5), struct.unpack_from('<H', b'\1\2\3\4', 2), list(struct.iter_unpack('<H', b'\1\0\2\0')), struct.Struct('>I').size, struct.Struct('>I').pack(7), struct.pack('<e', 1.5), struct.unpack('<e', b'\x00\xbe'), struct.pack('<qQ', -1, 2**64-1), struct.pack('c', b'x'), struct.calcsize('@lL'), struct.calcsize('<lL'))
for f in [lambda: struct.pack('>B', 256), lambda: struct.pack('>I', -1), lambda: struct.pack('>I', 1.5), lambda: struct.unpack('>I', b'1'), lambda: struct.pack('II', 1), lambda: struct.pack('y', 1), lambda: struct.pack('f', 'a'), lambda: struct.pack('s', 'a'), lambda: struct.unpack_from('>I', b'12', 0), lambda: struct.pack('h', 40000), lambda: struct.pack('f', 1e40), lambda: struct.pack('q', 2**63)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
from fractions import Fraction
print(isinstance(5, numbers.Number), isinstance(5, numbers.Integral), isinstance(5.5, numbers.Real), isinstance(5.5, numbers.Integral), isinstance(1j, numbers.Complex), isinstance(1j, numbers.Real), isinstance(True, numbers.Integral), isinstance('a', numbers.Number), isinstance(Fraction(1, 2), numbers.Rational), issubclass(int, numbers.Number), issubclass(float, numbers.Rational))
import enum
class Fl(enum.Flag):
    R = enum.auto(); W = enum.auto(); X = enum.auto(); RW = R | W; ALL = R | W | X
print(Fl.R, Fl.R | Fl.X, Fl.RW, Fl.R in Fl.RW, Fl.RW & Fl.W, ~Fl.R, Fl(5), bool(Fl.R & Fl.W), Fl(0), list(Fl.RW), repr(Fl.R|Fl.X), Fl.RW.value, [m.name for m in Fl], Fl.ALL, Fl.ALL == Fl.R | Fl.W | Fl.X, Fl.X.value)
