"""Charsets: labels that are right, wrong and missing."""

import pytest

from stet.read import read
from stet.read.charset import decode

TEXT = "Mäyor Łukasz Çelik paid €1,250.50 – “not a złoty more” – on 3 May."
WESTERN = "Señora Müller paid £1,250.50 – “not a penny more” – on 3 May."


@pytest.mark.parametrize(
    "header", ["", "text/html; charset=iso-8859-1", "text/html; charset=nonsense", "text/html; charset=utf-8"]
)
def test_utf8_is_known_by_its_bytes_whatever_the_label(header: str) -> None:
    assert decode(TEXT.encode(), header) == TEXT


@pytest.mark.parametrize("label", ["windows-1252", "iso-8859-1", "latin1", "us-ascii"])
def test_a_western_label_means_windows_1252(label: str) -> None:
    page = f"<html><head><meta charset={label}></head><body><p>{WESTERN}</p>"
    assert WESTERN in decode(page.encode("cp1252"))


@pytest.mark.parametrize(
    ("label", "codec"), [("gb2312", "gb18030"), ("shift_jis", "cp932"), ("euc-kr", "cp949"), ("windows-1251", "cp1251")]
)
def test_the_pages_own_label_is_believed_where_the_bytes_fit(label: str, codec: str) -> None:
    words = {"gb18030": "王市长周二说", "cp932": "市長は火曜日に", "cp949": "시장은 화요일에", "cp1251": "Мэр сказал"}[
        codec
    ]
    assert words in decode(f'<meta http-equiv=content-type content="text/html; charset={label}">{words}'.encode(codec))


def test_a_label_that_the_bytes_contradict_is_not_believed() -> None:
    body = f"<meta charset=utf-8><p>{WESTERN}".encode("cp1252")
    assert "£1,250.50" in decode(body)
    assert "Müller" in decode(body)


def test_a_byte_order_mark_beats_every_label() -> None:
    assert decode(b"\xff\xfe" + TEXT.encode("utf-16-le"), "text/html; charset=utf-8") == TEXT


def test_one_cut_character_does_not_spoil_a_page() -> None:
    assert decode((TEXT * 20).encode()[:-1] + b"\xe2\x82").startswith(TEXT)


def test_figures_and_names_come_out_of_a_mislabelled_page_as_they_were_written() -> None:
    story = "".join(f"<p>{TEXT} The council met for the {n}th time and voted for the budget.</p>" for n in range(4, 9))
    article = read(
        f"<html><body><article><h1>Budget</h1>{story}</article>".encode(), content_type="text/html; charset=iso-8859-1"
    )
    assert article.text.count(TEXT) == 5
