"""The shipped tagger: loads, keeps offsets, never crosses a paragraph, and survives endless words."""

from pathlib import Path

import pytest

from stet.engines import tagger
from stet.errors import EngineError


@pytest.fixture(scope="module")
def tag() -> tagger.SpacyTagger:
    found = tagger.shipped()
    assert found is not None
    return found


def test_tokens_know_their_place_in_the_text(tag: tagger.SpacyTagger) -> None:
    text = "  The bank\u00a0cut rates.\n\nPrices fell."
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in tag(text))


def test_words_have_tags_lemmas_and_relations(tag: tagger.SpacyTagger) -> None:
    doc = tag("The banks raised their rates.")
    assert [t.pos_ for t in doc][:3] == ["DET", "NOUN", "VERB"]
    assert [t.lemma_ for t in doc][1:3] == ["bank", "raise"]
    assert doc[1].head.text == "raised"


def test_no_sentence_crosses_a_blank_line(tag: tagger.SpacyTagger) -> None:
    doc = tag("The bank cut rates and\n\nprices fell")
    assert any(t.is_sent_start and t.text == "prices" for t in doc)


def test_a_text_of_no_words_is_read(tag: tagger.SpacyTagger) -> None:
    assert [tag(text).text for text in ("", " ", "\n\n")] == ["", " ", "\n\n"]


def test_an_endless_word_and_an_endless_sentence_are_cut(tag: tagger.SpacyTagger) -> None:
    doc = tag("x" * 50_000 + " " + "and so on " * 1000)
    assert len(doc.text) == 50_000 + 1 + 10_000
    assert max(len(s) for s in doc.sents) <= tagger.LONGEST_SENTENCE + 1


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"training/tagger\.py"):
        tagger.load(tmp_path / "none")


@pytest.mark.parametrize(
    ("word", "pos", "base"),
    [
        ("said", "VERB", "say"),
        ("talks", "VERB", "talk"),
        ("banks", "NOUN", "bank"),
        ("news", "NOUN", "news"),
        ("children", "NOUN", "child"),
        ("n't", "PART", "not"),
        ("was", "AUX", "be"),
    ],
)
def test_lemmas_follow_the_part_of_speech(word: str, pos: str, base: str) -> None:
    assert tagger.lemma(word, pos) == base


def test_the_model_keeps_its_card_and_stays_small() -> None:
    assert (tagger.MODEL / "CARD.md").read_text(encoding="utf-8").strip()
    assert sum(f.stat().st_size for f in tagger.MODEL.rglob("*") if f.is_file()) < 15_000_000


def test_white_space_inside_a_name_belongs_to_it(tag: tagger.SpacyTagger) -> None:
    assert [e.text for e in tag("The visit by Angela  Merkel ended.").ents] == ["Angela  Merkel"]


def test_a_dateline_is_no_part_of_the_first_sentence(tag: tagger.SpacyTagger) -> None:
    starts = [s.text for s in tag("ORLA, March 3 — Nine people died. More may follow.").sents]
    assert starts == ["ORLA, March 3 —", "Nine people died.", "More may follow."]


@pytest.mark.parametrize("text", ["", " ", " \n\n a\u00a0b ", "It said  Angela  Merkel won.\n\nPrices fell, 3%."])
def test_plain_lists_say_what_the_document_says(tag: tagger.SpacyTagger, text: str) -> None:
    found, doc = tag.tagged(text), tag(text)
    assert found.words == [t.text for t in doc]
    assert found.starts == [t.idx for t in doc]
    assert found.pos == [t.pos_ for t in doc] or text.isspace()
    assert found.heads == [t.head.i for t in doc]
    assert [text[found.starts[a] : found.starts[b - 1] + len(found.words[b - 1])] for a, b, _ in found.names] == [
        e.text for e in doc.ents
    ]
    assert found.first == [s.start for s in doc.sents]
