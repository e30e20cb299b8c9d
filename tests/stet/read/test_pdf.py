"""PDF documents: text with the page it stands on."""

import pytest

from stet.errors import NotText
from stet.read import read

PAGES = (
    ("The river authority measured 4.2 metres at Tessen.", "Its report is dated 4 March 2025."),
    ("Damage is put at 3.5 million.", "The authority asks for a new wall."),
)


def pdf(pages: tuple[tuple[str, ...], ...]) -> bytes:
    """Write the smallest PDF with one line of text after another on each page."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, lines in enumerate(pages):
        drawn = "BT /F1 12 Tf 72 700 Td " + " 0 -40 Td ".join(f"({line}) Tj" for line in lines) + " ET"
        content = f"/Contents {5 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {content} >>")
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
        f"startxref\n{len(out)}\n%%EOF"
    ).encode("latin-1")


def test_every_page_is_a_span_of_the_text() -> None:
    article = read(pdf(PAGES), url="https://example.org/report.pdf")
    assert len(article.pages) == 2
    for span, lines in zip(article.pages, PAGES, strict=True):
        assert all(line in " ".join(span.of(article.text).split()) for line in lines)


def test_a_page_of_pictures_is_an_empty_span_and_the_next_keeps_its_number() -> None:
    article = read(pdf((PAGES[0], (), PAGES[1])))
    assert [bool(p.of(article.text)) for p in article.pages] == [True, False, True]


@pytest.mark.parametrize("body", [pdf(PAGES)[:90], b"%PDF-1.7\n" + b"\xff" * 500, pdf(((),))])
def test_a_damaged_or_empty_document_is_a_named_error(body: bytes) -> None:
    with pytest.raises(NotText, match="PDF"):
        read(body, url="https://example.org/report.pdf")
