"""The pages of the sample wire: each gives its own words and nothing that stands around them."""

import html
import json
import re
from pathlib import Path

import pytest

from stet.read import read

SAMPLE = Path(__file__).resolve().parents[3] / "sample"
MANIFEST = json.loads((SAMPLE / "manifest.json").read_text())
AROUND = (
    "Audio:", "Listen live", "Tide tables", "Most read", "Read also", "morning letter", "partners value", "dentists",
    "hot, loud and first", "Continue Reading", "Trending", "Top Stories", "All rights reserved", "Press office:",
    "Reuse of more than", "is paid for by its listeners", "Letters to the editor", "Clients may reproduce",
)  # fmt: skip


@pytest.mark.parametrize("arrival", MANIFEST["arrivals"], ids=lambda a: a["file"])
def test_a_page_gives_its_own_words_only(arrival):
    raw = (SAMPLE / arrival["file"]).read_bytes()
    article = read(raw, url=arrival["url"])
    heading = re.search(rb"<h1[^>]*>(.*?)</h1>", raw, re.DOTALL)
    assert article.title == html.unescape(heading[1].decode())
    assert not [words for words in AROUND if words in article.text]
    assert all(p.of(article.text).strip() for p in article.paragraphs)
    assert article.published is not None
    assert article.language == "en"


@pytest.mark.parametrize("name", ["flood-1-kestrel", "final-kestrel"])
def test_the_stamp_under_a_headline_is_no_part_of_the_text(name):
    article = read((SAMPLE / "wire" / "kestrel" / f"{name}.html").read_bytes())
    assert " on 14 August 2025" not in article.text
    assert " on 16 August 2025" not in article.text
