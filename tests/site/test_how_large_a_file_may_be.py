from __future__ import annotations

import pytest
from tipster import Tipster

from fairwitness.site.templatetags.sizes import size


@pytest.mark.parametrize(
    ("mib", "shown"),
    [
        (1, "1 MiB"),
        (1023, "1023 MiB"),
        (1024, "1 GiB"),
        (1536, "1.5 GiB"),
        (2047, "1.9 GiB"),  # never more than fits
        (16384, "16 GiB"),
        (1_048_576, "1024 GiB"),
    ],
)
def test_from_1024_mib_on_a_size_is_shown_in_gib(mib: int, shown: str) -> None:
    assert size(mib) == shown


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("page", ["/charter/", "/tell/public/screens/", "/mailbox/sealed/pages/"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_that_names_the_largest_file_names_it_so(language: str, page: str) -> None:
    lin = Tipster(language)

    lin.goes_to(page)

    assert "16 GiB" in lin.response.content.decode()
    assert "16384 MiB" not in lin.response.content.decode()


@pytest.mark.usefixtures("office")
def test_the_mailbox_says_of_files_what_the_screen_says() -> None:
    lin, hint = Tipster(), "Choose them, drop them here, or paste them"
    shown = list[str]()

    for page in ("/tell/public/screens/", "/mailbox/sealed/pages/"):
        lin.goes_to(page)
        text = lin.response.content.decode()
        shown.append(text[text.index('<p class="hint" id="files-hint">') :].split("</div>")[0])
        assert "Before a file is sealed, this page names them" in text

    assert shown[0] == shown[1]
    assert hint in shown[0]
