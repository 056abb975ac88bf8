"""make_film.py FILE: two minutes of grey."""
import sys

with open(sys.argv[1], 'wb') as film:
    film.write(b'YUV4MPEG2 W64 H48 F25:1 Ip A1:1 C420\n')
    for i in range(3000):
        film.write(b'FRAME\n' + bytes([i % 200]) * (64 * 48) + b'\x80' * (64 * 48 // 2))
