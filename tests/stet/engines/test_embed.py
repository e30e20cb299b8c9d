"""The encoder: vectors that depend on their text alone, and pieces that stay bound to their characters."""

import shutil

import numpy as np
import pytest

from stet.engines import embed
from stet.errors import EngineError

FLOOD = "The river burst its banks on Tuesday and 300 people left their homes."
SAME_FLOOD = "After Tuesday's flood some 300 people had to leave their homes by the river."
FOOTBALL = "The striker scored twice in the cup final."


@pytest.fixture(scope="module")
def encoder() -> embed.Embedder:
    return embed.load()


def test_vectors_are_unit_length_and_the_same_event_in_other_words_is_nearer(encoder: embed.Embedder) -> None:
    flood, same, football = encoder.embed([FLOOD, SAME_FLOOD, FOOTBALL])
    assert np.allclose([np.linalg.norm(v) for v in (flood, same, football)], 1, atol=1e-5)
    assert flood @ same > 0.6 > 0.2 > flood @ football


def test_a_vector_does_not_depend_on_the_texts_beside_it(encoder: embed.Embedder) -> None:
    alone = encoder.embed([FLOOD])[0]
    among = encoder.embed([FOOTBALL * 9, FLOOD, "Rain."])[1]
    assert np.array_equal(alone, among)


def test_a_text_without_words_is_like_nothing(encoder: embed.Embedder) -> None:
    assert not encoder.embed(["", " \n"]).any()


def test_pieces_of_a_long_text_are_bound_to_their_characters_in_order(encoder: embed.Embedder) -> None:
    text = "Zoë paid €5 for naïve art. " * 60
    rows, spans = encoder.tokens(text)
    assert rows.shape == (len(spans), embed.WIDTH)
    assert len(spans) > embed.PIECES
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    covered = {at for s in spans for at in range(s.start, s.end)}
    assert covered == {at for at, char in enumerate(text) if not char.isspace()}


def test_an_empty_text_has_no_pieces(encoder: embed.Embedder) -> None:
    rows, spans = encoder.tokens("")
    assert (rows.shape, spans) == ((0, embed.WIDTH), ())


def test_a_missing_model_says_what_to_do(tmp_path) -> None:
    with pytest.raises(EngineError, match=r"Reinstall stet"):
        embed.load(tmp_path)


def test_an_altered_model_is_refused(tmp_path) -> None:
    shutil.copytree(embed.FOLDER, tmp_path / "m")
    (tmp_path / "m" / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EngineError, match="not the one that was shipped"):
        embed.load(tmp_path / "m")
