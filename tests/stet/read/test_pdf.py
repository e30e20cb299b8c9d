"""PDF documents: text with the page it stands on."""

from collections.abc import Callable, Sequence

import pytest

from stet.errors import NotText
from stet.read import read

Writer = Callable[[Sequence[Sequence[str]]], bytes]
PAGES = (
    ("The river authority measured 4.2 metres at Tessen.", "Its report is dated 4 March 2025."),
    ("Damage is put at 3.5 million.", "The authority asks for a new wall."),
)


def test_every_page_is_a_span_of_the_text(pdf: Writer) -> None:
    article = read(pdf(PAGES), url="https://example.org/report.pdf")
    assert len(article.pages) == 2
    for span, lines in zip(article.pages, PAGES, strict=True):
        assert all(line in " ".join(span.of(article.text).split()) for line in lines)


def test_a_page_of_pictures_is_an_empty_span_and_the_next_keeps_its_number(pdf: Writer) -> None:
    article = read(pdf((PAGES[0], (), PAGES[1])))
    assert [bool(p.of(article.text)) for p in article.pages] == [True, False, True]


@pytest.mark.parametrize("fault", ["torn", "no document", "no text"])
def test_a_damaged_or_empty_document_is_a_named_error(pdf: Writer, fault: str) -> None:
    body = {"torn": pdf(PAGES)[:90], "no document": b"%PDF-1.7\n" + b"\xff" * 500, "no text": pdf(((),))}[fault]
    with pytest.raises(NotText, match="PDF"):
        read(body, url="https://example.org/report.pdf")
