"""Charsets: labels that are right, wrong and missing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


LATIN = st.text(alphabet="abcdefghijklmnopqrstuvwxyzÄÖÜäöüßéèêàçñ", min_size=2, max_size=12)
FIGURE = st.from_regex(r"[1-9][0-9]{0,2}(,[0-9]{3}){0,2}(\.[0-9]{1,2})?", fullmatch=True)
NAMES = {
    "cp1252": LATIN, "iso-8859-15": LATIN,
    "cp1250": st.text(alphabet="abcdeąćęłńóśźżčřšžěůőű", min_size=2, max_size=12),
    "iso-8859-2": st.text(alphabet="abcdeąćęłńóśźżčřšžěůőű", min_size=2, max_size=12),
    "cp1251": st.text(alphabet="абвгдежзийклмнопрстуфхцчшщэюяёії", min_size=2, max_size=12),
    "koi8-r": st.text(alphabet="абвгдежзийклмнопрстуфхцчшщэюя", min_size=2, max_size=12),
    "cp1253": st.text(alphabet="αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ", min_size=2, max_size=12),
    "cp1254": st.text(alphabet="abcdeçğıöşüİ", min_size=2, max_size=12),
    "cp1255": st.text(alphabet="אבגדהוזחטיכלמנסעפצקרשת", min_size=2, max_size=12),
    "cp1256": st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=2, max_size=12),
    "gb18030": st.text(alphabet="王市长周二说桥梁投票", min_size=2, max_size=12),
    "big5": st.text(alphabet="市長週二說橋樑投票", min_size=2, max_size=12),
    "euc-jp": st.text(alphabet="市長は火曜日に橋の採決", min_size=2, max_size=12),
    "shift_jis": st.text(alphabet="市長は火曜日に橋の採決", min_size=2, max_size=12),
    "euc-kr": st.text(alphabet="시장은화요일에다리표결", min_size=2, max_size=12),
}  # fmt: skip
LABELS = ["", "utf-8", "iso-8859-1", "windows-1251", "shift_jis", "gb2312", "koi8-r", "nonsense", "utf-16"]


@st.composite
def stories(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a charset and a text of names and figures that it can write."""
    codec = draw(st.sampled_from(sorted(NAMES)))
    told = draw(st.lists(st.tuples(NAMES[codec], FIGURE), min_size=1, max_size=8))
    return codec, " ; ".join(f"{name} = {figure}" for name, figure in told)


@settings(deadline=None)
@given(stories(), st.sampled_from(LABELS), st.sampled_from(LABELS))
def test_utf8_is_stable_under_every_label(story: tuple[str, str], header: str, meta: str) -> None:
    text = f"<meta charset='{meta}'><p>{story[1]} – 5 °C"
    assert decode(text.encode(), f"text/html; charset={header}") == text


@settings(deadline=None)
@given(stories(), st.booleans())
def test_names_and_figures_are_stable_where_the_label_is_right(story: tuple[str, str], in_header: bool) -> None:
    codec, text = story
    label = f"<meta charset={codec}>" if not in_header else "<meta charset=utf-8>"
    body = f"{label}<p>{text}".encode(codec)
    assert text in decode(body, f"text/html; charset={codec}" if in_header else "text/html")


@settings(deadline=None, max_examples=40)
@given(stories(), st.sampled_from(LABELS))
def test_figures_are_stable_whatever_the_label(story: tuple[str, str], label: str) -> None:
    codec, text = story
    read_back = decode(f"<p>{text} ;".encode(codec), f"text/html; charset={label}")
    assert re.findall(r"= ([\d.,]+)(?= ;)", read_back) == re.findall(r"= ([\d.,]+)(?= ;|$)", text)


@given(
    st.lists(st.tuples(LATIN, FIGURE), min_size=1, max_size=8), st.sampled_from(["", "utf-8", "us-ascii", "nonsense"])
)
def test_western_names_are_stable_without_a_label_that_helps(told: list[tuple[str, str]], label: str) -> None:
    prose = "The council of the town met on Monday and heard a report on the votes that were cast in the wards. " * 4
    text = prose + " ; ".join(f"{name} = {figure}" for name, figure in told)
    assert decode(f"<html lang=de><p>{text}".encode("cp1252"), f"text/html; charset={label}").endswith(text)


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=400), st.sampled_from(LABELS))
def test_any_bytes_give_characters(body: bytes, label: str) -> None:
    assert isinstance(decode(body, f"text/html; charset={label}"), str)
