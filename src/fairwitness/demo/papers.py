"""Small honest files for made-up tips: a text, a table, and a page that looks as if somebody had photographed it."""

from __future__ import annotations

import csv
import io
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence

MARGIN, LINE = 34, 40  # pixels of a page
PAPER, INK, RULE = 233, 52, 205  # grey, 0 to 255
DOT = 3  # pixels of one dot of a letter
LETTER = 6 * DOT  # pixels from one letter to the next
# Each letter is seven rows of five dots; a row is one digit to the base 32, its highest bit the dot on the left.
LETTERS = dict(
    pair.split("=")
    for pair in [
        "A=EHHVHHH",
        "B=UHHUHHU",
        "C=EHGGGHE",
        "D=UHHHHHU",
        "E=VGGUGGV",
        "F=VGGUGGG",
        "G=EHGNHHF",
        "H=HHHVHHH",
        "I=E44444E",
        "J=72222IC",
        "K=HIKOKIH",
        "L=GGGGGGV",
        "M=HRLLHHH",
        "N=HPLJHHH",
        "O=EHHHHHE",
        "P=UHHUGGG",
        "Q=EHHHLID",
        "R=UHHUKIH",
        "S=FGGE11U",
        "T=V444444",
        "U=HHHHHHE",
        "V=HHHHHA4",
        "W=HHHLLLA",
        "X=HHA4AHH",
        "Y=HHA4444",
        "Z=V1248GV",
        "0=EHJLPHE",
        "1=4C4444E",
        "2=EH1248V",
        "3=V2421HE",
        "4=26AIV22",
        "5=VGU11HE",
        "6=68GUHHE",
        "7=V124888",
        "8=EHHEHHE",
        "9=EHHF12C",
        ".=00000CC",
        ":=0CC0CC0",
        "-=000V000",
        "'=4480000",
    ]
)


def table(rows: Iterable[Sequence[object]]) -> bytes:
    """CSV as an office's program would save it: with a byte order mark, so that it opens with its Chinese characters."""
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def photographed_page(lines: Sequence[str]) -> bytes:
    """A PNG of a ruled page with these lines in capitals, written by a hand that does not keep quite to the line."""
    width = 2 * MARGIN + LETTER * max(len(line) for line in lines)
    page = [_paper(y, width) for y in range(2 * MARGIN + LINE * len(lines))]
    for place, line in enumerate(lines):
        base = MARGIN + LINE * place
        page[base + 30] = bytearray([RULE]) * width
        for x, y in _dots(line):
            drift = (place * 5 + x // 90) % 4
            for row in page[base + y + drift : base + y + drift + DOT]:
                row[MARGIN + x : MARGIN + x + DOT] = bytes([INK + (x * 7 + y) % 40]) * DOT
    return _png(page)


def _paper(y: int, width: int) -> bytearray:
    """A row of the empty page, a little darker towards where the light does not come from."""
    return bytearray(PAPER - (x + 2 * y) // 60 for x in range(width))


def _dots(line: str) -> Iterator[tuple[int, int]]:
    """Where the pen was, from the upper left corner of the line."""
    for column, letter in enumerate(line.upper()):
        for y, digit in enumerate(LETTERS.get(letter, "")):
            for x in range(5):
                if int(digit, 32) >> (4 - x) & 1:
                    yield column * LETTER + x * DOT, y * DOT


def _png(rows: Sequence[bytearray]) -> bytes:
    """Eight bits of grey a pixel, no filter (PNG, third edition, 5.2 and 11.2)."""
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
