"""Photographs and documents that tell too much, made by hand as cameras and offices make them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

LATITUDE, LONGITUDE = (31, 13, 49.5), (121, 28, 25.2)
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description xmp:CreatorTool="Snapper 3">'
    "<dc:creator><rdf:Seq><rdf:li>Lin of hall 3</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
)
TYPES = "http://schemas.openxmlformats.org/"
CORE = (
    f'<cp:coreProperties xmlns:cp="{TYPES}package/2006/metadata/core-properties"><dc:creator>Lin &amp; Wei</dc:creator>'
    "<cp:lastModifiedBy>Wei</cp:lastModifiedBy><dcterms:created>2026-03-02T08:15:00Z</dcterms:created></cp:coreProperties>"
)
APP = "<Properties><Application>Writer 9</Application><Company>Kiln Works</Company></Properties>"


def exif(orientation: int = 1) -> bytes:
    """A TIFF block, big-endian: maker, model, owner, orientation, a serial number, and a place."""
    data = b""
    base = 8 + 2 + 6 * 12 + 4 + 2 + 12 + 4 + 2 + 4 * 12 + 4

    def elsewhere(content: bytes) -> int:
        nonlocal data
        place = base + len(data)
        data += content
        return place

    def text(tag: int, words: str) -> bytes:
        content = words.encode() + b"\0"
        return struct.pack(">HHII", tag, 2, len(content), elsewhere(content))

    def degrees(tag: int, three: tuple[float, ...]) -> bytes:
        content = b"".join(struct.pack(">II", round(number * 100), 100) for number in three)
        return struct.pack(">HHII", tag, 5, 3, elsewhere(content))

    def letter(tag: int, side: bytes) -> bytes:
        return struct.pack(">HHI4s", tag, 2, 2, side + b"\0\0\0")

    deeper, place = 8 + 2 + 6 * 12 + 4, 8 + 2 + 6 * 12 + 4 + 2 + 12 + 4
    main = [
        text(0x010F, "KilnCam"),
        text(0x0110, "K-100"),
        struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0),
        text(0x013B, "Lin W."),
        struct.pack(">HHII", 0x8769, 4, 1, deeper),
        struct.pack(">HHII", 0x8825, 4, 1, place),
    ]
    inner = [text(0xA431, "SN-4711")]
    where = [letter(1, b"N"), degrees(2, LATITUDE), letter(3, b"E"), degrees(4, LONGITUDE)]
    lists = [struct.pack(">H", len(one)) + b"".join(one) + bytes(4) for one in (main, inner, where)]
    return b"MM\0\x2a" + struct.pack(">I", 8) + b"".join(lists) + data


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg_that_tells(plain: bytes, orientation: int = 1) -> bytes:
    """A picture as a camera leaves it, with another one hanging behind."""
    told = (
        segment(0xE1, b"Exif\0\0" + exif(orientation))
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP.encode())
        + segment(0xED, b"Photoshop 3.0\08BIM Lin")
        + segment(0xFE, b"taken by Lin")
    )
    return plain[:2] + told + plain[2:] + b"MotionPhoto of Lin"


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_that_tells(plain: bytes, orientation: int = 1) -> bytes:
    """Chunks behind the first."""
    told = (
        chunk(b"tEXt", b"Author\0Lin")
        + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP.encode())
        + chunk(b"eXIf", exif(orientation))
        + chunk(b"tIME", b"\x07\xea\3\2\x08\x0f\0")
    )
    return plain[:33] + told + plain[33:]


def webp_that_tells(plain: bytes, orientation: int = 1) -> bytes:
    """The extended form, with both kinds of notes."""
    width = 16  # as the tests draw it
    head = b"VP8X" + struct.pack("<I", 10) + bytes([0x0C, 0, 0, 0]) + struct.pack("<I", width - 1)[:3] * 2
    rest = plain[12:]
    if rest.startswith(b"VP8X"):
        head, rest = rest[:8] + bytes([rest[8] | 0x0C]) + rest[9:18], rest[18:]
    block = exif(orientation)
    told = b"EXIF" + struct.pack("<I", len(block)) + block + b"\0" * (len(block) % 2)
    also = b"XMP " + struct.pack("<I", len(XMP)) + XMP.encode() + b"\0" * (len(XMP) % 2)
    body = b"WEBP" + head + rest + told + also
    return b"RIFF" + struct.pack("<I", len(body)) + body


class _OneWay(io.BytesIO):
    """A stream that nobody goes back in, so that sizes stand behind the contents, as some offices write them."""

    def seekable(self) -> bool:
        return False

    def seek(self, *where: object) -> int:
        raise io.UnsupportedOperation(str(where))

    def tell(self) -> int:
        raise io.UnsupportedOperation


def office(entries: Mapping[str, str], *, one_way: bool = False) -> bytes:
    """A document of these entries, packed."""
    made = _OneWay() if one_way else io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 8, 15, 0)), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


DOCX = {
    "[Content_Types].xml": "<Types/>",
    "docProps/core.xml": CORE,
    "docProps/app.xml": APP,
    "word/document.xml": "<w:document>The exit of hall 3 is chained.</w:document>" * 50,
}
CHANGED = '<w:ins w:id="1" w:author="Lin &amp; Wei" w:date="2026-03-02T08:15:00Z"><w:t>The exit is chained.</w:t></w:ins>'
COMMENT = "<office:annotation><dc:creator>Wei</dc:creator><dc:date>2026-03-02T08:15:00</dc:date>"
INSIDE = {
    "word": {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document>{CHANGED}</w:document>",
        "word/footer1.xml": "<w:ftr><w:del w:id='2' w:author='Wei'/></w:ftr>",
        "word/comments.xml": '<w:comment w:id="0" w:author="Wei" w:initials="LW"/>',
        "word/people.xml": '<w15:people><w15:person w15:author="Wei"/></w15:people>',
    },
    "writer": {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:body>{COMMENT}<text:p>Lin</text:p></office:annotation></office:body>",
    },
    "sheet": {
        "[Content_Types].xml": "<Types/>",
        "xl/comments1.xml": "<comments><authors><author>Wei</author></authors></comments>",
    },
}
STAY = {
    "sheet": ("xl/persons/person.xml", '<personList><person displayName="Wei" id="{0}"/></personList>'),
    "slides": ("ppt/commentAuthors.xml", '<p:cmAuthorLst><p:cmAuthor id="1" name="Wei" /></p:cmAuthorLst>'),
    "letters of two bytes": ("word/document.xml", "<\0w\0:\0d\0"),
    "of a kind unknown here": ("ppt/comments/comment1.xml", "<p:cmLst/>"),
}
PACKED_INFO = zlib.compress(b"<</Author(Lin of hall 3)/Producer <FEFF4F1A8BA1>>>")
PDF = (
    b"%PDF-1.7\n1 0 obj <</Title(Plan)/Creator (Writer \\(9\\))/ModDate(D:20260302081500Z)>> endobj\n"
    b"2 0 obj <</Type/ObjStm/Length 9>>\nstream\n" + PACKED_INFO + b"\nendstream endobj\n%%EOF\n"
)
XMP_PACKET = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator><rdf:Seq><rdf:li>Wei</rdf:li></rdf:Seq></dc:creator>'
    b"<xmp:CreatorTool>Writer 9</xmp:CreatorTool></x:xmpmeta>"
)
DRAWN = b"BT (/Author \\(not one of ours\\)) Tj ET"


def pdf(*objects: bytes, end: bytes = b"") -> bytes:
    """With a table of where each object stands, and one that looks packed and is not: a page."""
    page = b"<</Length %d>>\nstream\n%s\nendstream" % (len(DRAWN), DRAWN)
    content, places = b"%PDF-1.7\n", list[int]()
    for number, one in enumerate((page, *objects), 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"xref\n1 %d\n%strailer<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(places),
        table,
        end,
        len(content),
    )


def stream(words: bytes, packed: bytes) -> bytes:
    """An object that is one."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (words, len(packed), packed)


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40) + b"Exif\0\0" + exif() + bytes(20)
