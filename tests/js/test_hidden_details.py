from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from js.pictures import DOCX, HEIC, PDF, jpeg_that_tells, office, png_that_tells, webp_that_tells
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
    assert (read.again, read.stays) == ([], {"comments"})


def test_an_archive_that_is_no_document_is_left_alone(reader: Reader) -> None:
    assert reader.reads(office({"docProps/core.xml": "<dc:creator>Lin</dc:creator>"})) is None


def test_a_pdf_is_named_and_not_touched(reader: Reader) -> None:
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
