from __future__ import annotations

import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from js.pictures import (
    DOCX,
    HEIC,
    INSIDE,
    PACKED_INFO,
    PDF,
    STAY,
    XMP_PACKET,
    jpeg_that_tells,
    office,
    pdf,
    png_that_tells,
    stream,
    webp_that_tells,
)
from playwright.sync_api import Browser, Page
from repository import served_repository

READ = """
    async (bytes) => {
        const { detailsOf } = await import("/src/fairwitness/sealed/static/sealed/details.js");
        const file = new File([new Uint8Array(bytes)], "a.bin", { type: "image/any" });
        const details = await detailsOf(file);
        const removed = details?.removed && await details.removed();
        const again = removed && await detailsOf(removed);
        return details && {
            found: details.found, stays: details.stays, again: again?.found ?? [],
            bare: removed ? [...new Uint8Array(await removed.arrayBuffer())] : null,
        };
    }
"""
DRAWN = """
    async (type) => {
        const canvas = new OffscreenCanvas(16, 16);
        const way = canvas.getContext("2d");
        const colours = way.createLinearGradient(0, 0, 16, 12);
        [["0", "#a31"], ["0.4", "#fe8"], ["1", "#135"]].forEach(([at, colour]) => colours.addColorStop(Number(at), colour));
        way.fillStyle = colours;
        way.fillRect(0, 0, 16, 16);
        const blob = await canvas.convertToBlob({ type, quality: 0.9 });
        return [...new Uint8Array(await blob.arrayBuffer())];
    }
"""
PIXELS = """
    async (bytes) => {
        const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
        const way = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
        way.drawImage(picture, 0, 0);
        return [picture.width, picture.height, ...way.getImageData(0, 0, picture.width, picture.height).data];
    }
"""
KINDS = {"jpeg": jpeg_that_tells, "png": png_that_tells, "webp": webp_that_tells}


@dataclass
class Details:
    """What the page says of a file, and the file without it."""

    found: dict[str, set[str]]
    stays: set[str]
    again: list[Any]
    bare: bytes


@dataclass
class Reader:
    """A page that has the modules."""

    page: Page

    def reads(self, content: bytes) -> Details | None:
        told = self.page.evaluate(READ, list(content))
        if told is None:
            return None
        found: dict[str, set[str]] = {}
        for one in told["found"]:
            found.setdefault(one["kind"], set()).add(one["text"])
        return Details(
            found, {one["kind"] for one in told["stays"]}, told["again"], bytes(told["bare"] or [])
        )

    def needs(self, content: bytes) -> Details:
        read = self.reads(content)
        assert read is not None
        return read

    def draws(self, kind: str) -> bytes:
        return bytes(self.page.evaluate(DRAWN, f"image/{kind}"))

    def sees(self, content: bytes) -> list[int]:
        return list(self.page.evaluate(PIXELS, list(content)))


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    with served_repository() as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/tests/js/page.html")
        yield Reader(page)


@pytest.mark.parametrize("kind", KINDS)
def test_place_camera_author_and_serial_number_are_named(reader: Reader, kind: str) -> None:
    picture = KINDS[kind](reader.draws(kind))

    found = reader.needs(picture).found

    assert found["place"] == {"31.23042, 121.47367"}
    assert found["camera"] == {"KilnCam", "K-100"}
    assert found["serial"] == {"SN-4711"}
    assert {"Lin W.", "Lin of hall 3"} <= found["author"]
    assert found["software"] == {"Snapper 3"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_without_them_the_picture_is_the_same_to_the_last_pixel(
    reader: Reader, kind: str, orientation: int
) -> None:
    picture = KINDS[kind](reader.draws(kind), orientation)

    read = reader.needs(picture)

    assert read.again == []
    assert not any(word in read.bare for word in (b"Lin", b"KilnCam", b"4711", b"xmpmeta", b"Snapper"))
    assert reader.sees(read.bare) == reader.sees(picture)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_asked_of_a_picture_that_tells_nothing(reader: Reader, kind: str) -> None:
    assert reader.reads(reader.draws(kind)) is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cut", [4, 40, 300])
def test_a_damaged_picture_is_left_alone(reader: Reader, kind: str, cut: int) -> None:
    picture = KINDS[kind](reader.draws(kind))[:cut]

    assert reader.reads(picture) is None


def test_the_colour_profile_stays(reader: Reader) -> None:
    plain = reader.draws("jpeg")
    profile = b"\xff\xe2\x00\x14ICC_PROFILE\0\x01\x01abcd"

    read = reader.needs(jpeg_that_tells(plain[:2] + profile + plain[2:]))

    assert profile in read.bare


@pytest.mark.parametrize("one_way", [False, True])
def test_an_office_document_loses_who_wrote_it_and_keeps_what_is_written(
    reader: Reader, *, one_way: bool
) -> None:
    read = reader.needs(office(DOCX, one_way=one_way))

    with zipfile.ZipFile(io.BytesIO(read.bare)) as bare:
        assert bare.testzip() is None
        assert bare.namelist() == list(DOCX)
        assert bare.read("word/document.xml").decode() == DOCX["word/document.xml"]
        assert {one.date_time for one in bare.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"Wei" not in bare.read("docProps/core.xml") + bare.read("docProps/app.xml")
    assert read.found["author"] == {"Lin & Wei", "Wei"}
    assert read.found["company"] == {"Kiln Works"}
    assert (read.again, read.stays) == ([], set())


@pytest.mark.parametrize("program", INSIDE)
def test_names_in_changes_and_comments_are_told_and_taken_out(reader: Reader, program: str) -> None:
    read = reader.needs(office(INSIDE[program]))

    with zipfile.ZipFile(io.BytesIO(read.bare)) as bare:
        assert bare.testzip() is None
        left = "".join(bare.read(name).decode() for name in bare.namelist())
    assert "Wei" in read.found["comments"]
    assert not {"Wei", "LW", "2026"} & set(re.findall(r"\w+", left))
    assert (read.again, read.stays) == ([], set())


def test_words_that_look_like_a_name_in_a_change_stay_as_they_were_written(reader: Reader) -> None:
    text = '<w:document><w:ins w:author="Wei"/><w:t>It says w:author="me" there.</w:t></w:document>'

    read = reader.needs(office(DOCX | {"word/document.xml": text}))

    with zipfile.ZipFile(io.BytesIO(read.bare)) as bare:
        assert bare.read("word/document.xml").decode() == text.replace("Wei", "")


@pytest.mark.parametrize("why", STAY)
def test_a_name_that_cannot_be_taken_out_is_said_to_stay(reader: Reader, why: str) -> None:
    name, content = STAY[why]

    alone = reader.needs(office({"[Content_Types].xml": "<Types/>", name: content}))
    beside = reader.needs(office(DOCX | {name: content}))

    assert (set(alone.found), alone.bare) == ({"comments"}, b"")
    assert beside.stays == {"comments"}


def test_an_archive_that_is_no_document_is_left_alone(reader: Reader) -> None:
    assert reader.reads(office({"docProps/core.xml": "<dc:creator>Lin</dc:creator>"})) is None


INFO = {
    "plain": b"<</Title(Plan)/Author (Lin \\(hall (3)\\))/ModDate(D:20260302081500Z)>>",
    "in UTF-16": b"<</Author<FEFF4F1A8BA1>/Creator(\xfe\xff\x4f\x1a\x8b\xa1)/Title(Plan)>>",
    "twice": b"<</Author(Lin)>>\nendobj\n9 0 obj\n<</Author(Wei)/Producer()>>",
    "elsewhere": b"<</Author 9 0 R>>\nendobj\n9 0 obj\n(Lin)",
}


@pytest.mark.parametrize("info", INFO)
def test_a_pdf_loses_who_wrote_it_and_nothing_in_it_moves(reader: Reader, info: str) -> None:
    document = pdf(INFO[info])

    read = reader.needs(document)

    changed = {place for place, byte in enumerate(document) if byte != read.bare[place]}
    told = document.index(b"2 0 obj"), document.index(b"xref")
    assert read.found["author"] <= {"Lin (hall (3))", "会计", "Lin", "Wei"}
    assert (len(read.bare), read.again, read.stays) == (len(document), [], set())
    assert all(told[0] < place < told[1] for place in changed)
    assert b"(Plan)" in read.bare or b"Plan" not in document
    assert not any(name in read.bare for name in (b"Lin", b"Wei", b"4F1A", b"\x4f\x1a", b"20260302"))


@pytest.mark.parametrize("size", [400, 70_000, 140_000])
@pytest.mark.parametrize("is_packed", [False, True])
def test_a_pdf_s_xmp_is_overwritten_with_as_many_spaces(
    reader: Reader, size: int, *, is_packed: bool
) -> None:
    words = b"/Type/Metadata/Subtype/XML" + (b"/Filter/FlateDecode" if is_packed else b"")
    packet = XMP_PACKET + os.urandom(size).hex().encode()
    document = pdf(stream(words, zlib.compress(packet) if is_packed else packet))

    read = reader.needs(document)

    start = read.bare.rindex(b"stream\n", 0, read.bare.index(b"xref")) - len(b"end")
    blank = read.bare[read.bare.index(b"/Metadata") : start]
    content = blank[blank.index(b"stream\n") + 7 :].removesuffix(b"\n")
    assert read.found == {"author": {"Wei"}, "software": {"Writer 9"}}
    assert (len(read.bare), read.again) == (len(document), [])
    assert b"Wei" not in read.bare
    assert not is_packed or zlib.decompress(content).strip() == b""


SHUT = {
    "packed": pdf(stream(b"/Type/ObjStm/Filter/FlateDecode", PACKED_INFO)),
    "signed": pdf(b"<</Author(Lin)>>", b"<</Type/Sig/ByteRange[0 1 2 3]>>"),
    "locked": pdf(b"<</Author(Lin)>>", end=b"/Encrypt 9 0 R"),
    "out of sight": pdf(b"<</Author 77 0 R/Creator(Writer)>>"),
    "packed otherwise": pdf(b"<</Author(Lin)>>", stream(b"/Type/Metadata/Filter/LZWDecode", b"....")),
}


@pytest.mark.parametrize("why", SHUT)
def test_a_pdf_that_cannot_be_changed_soundly_is_named_and_not_touched(reader: Reader, why: str) -> None:
    read = reader.needs(SHUT[why])

    assert read.found
    assert read.bare == b""


def test_a_picture_in_a_pdf_that_names_its_own_metadata_is_not_overwritten(reader: Reader) -> None:
    picture = stream(b"/Subtype/Image/Metadata 9 0 R/Filter/FlateDecode", zlib.compress(b"pixels" * 50))

    read = reader.needs(pdf(b"<</Author(Lin)>>", picture))

    assert picture in read.bare


def test_a_pdf_says_that_comments_and_photographs_stay(reader: Reader) -> None:
    comment = b"<</Type/Annot/Subtype/Highlight/T(Lin)>>"
    photograph = stream(b"/Subtype/Image/Filter/DCTDecode", b"\xff\xd8\xff")

    read = reader.needs(pdf(b"<</Author(Wei)>>", comment, photograph))

    assert read.stays == {"comments", "pictures"}
    assert reader.reads(pdf(photograph)) is None


def test_a_pdf_that_a_browser_made_loses_what_made_it(reader: Reader) -> None:
    made = reader.page.pdf()

    read = reader.needs(made)

    assert "software" in read.found
    assert (len(read.bare), read.again) == (len(made), [])


def test_a_pdf_with_a_packed_list_is_named(reader: Reader) -> None:
    read = reader.needs(PDF)

    assert read.found["author"] == {"Lin of hall 3"}
    assert read.found["software"] == {"Writer (9)", "会计"}
    assert read.found["time"] == {"D:20260302081500Z"}
    assert read.bare == b""


def test_a_telephone_s_heic_is_named_and_not_touched(reader: Reader) -> None:
    read = reader.needs(HEIC)

    assert read.found["place"] == {"31.23042, 121.47367"}
    assert read.bare == b""


@pytest.mark.parametrize("content", [b"", b"The exit is chained.", b"PK\3\4", b"%PDF-", b"\xff\xd8\xff"])
def test_of_what_nobody_can_read_nothing_is_said(reader: Reader, content: bytes) -> None:
    assert reader.reads(content) is None
