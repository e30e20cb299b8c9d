"""Our own tagger: parts of speech, lemmas, dependencies and names, by a small spaCy pipeline in `models/tagger`.

training/tagger.py makes the model; models/tagger/CARD.md says from what, under which licences, and how well it does.
Callers work, less well, without it: `shipped()` returns None where the model is missing.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol

from stet.engines import thesaurus
from stet.errors import EngineError

MODEL = Path(__file__).with_name("models") / "tagger"
# Longer texts are not tagged: at some 10,000 words a second this bounds a call to half a minute.
LONGEST = 1_500_000
# No word of news is longer. Runs beyond it (hostile text, encoded data) would cost the tokenizer quadratic time.
LONGEST_WORD = 300
# Tokens; beyond it a "sentence" is a table or worse, and rules that look at all of one would cost quadratic time.
LONGEST_SENTENCE = 400
_STOPS = frozenset(".!?")
_RUN = re.compile(rf"\S{{{LONGEST_WORD},}}")


class Tagger(Protocol):
    """What the rooms need of a tagger: spaCy documents whose tokens know their offsets in the text given."""

    def __call__(self, text: str) -> Any:
        """Return the tagged document of one text."""

    def pipe(self, texts: Iterable[str]) -> Iterator[Any]:
        """Yield the tagged documents of many texts, in order, more quickly than one by one."""


class SpacyTagger:
    """The pipeline with two guards: no sentence crosses a blank line, and no endless word reaches the tokenizer."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline

    def __call__(self, text: str) -> Any:
        """Return the tagged document of `text`; its characters keep their offsets."""
        return _with_lemmas(self._pipeline(self._words(text)))

    def pipe(self, texts: Iterable[str]) -> Iterator[Any]:
        """Yield the tagged documents of `texts`, in order."""
        yield from map(_with_lemmas, self._pipeline.pipe((self._words(t) for t in texts), batch_size=32))

    def _words(self, text: str) -> Any:
        doc = self._pipeline.make_doc(_RUN.sub(lambda run: " " * len(run[0]), text))
        since = 0
        for token in doc[:-1]:
            since += 1
            stop = token.is_space and "\n\n" in token.text.replace("\r", "")
            if stop or since >= LONGEST_SENTENCE or (since >= LONGEST_SENTENCE // 2 and token.text in _STOPS):
                doc[token.i + 1].is_sent_start = True
                since = 0
        return doc


def _with_lemmas(doc: Any) -> Any:
    for token in doc:
        token.lemma_ = lemma(token.text, token.pos_)
    return doc


def load(folder: Path = MODEL) -> SpacyTagger:
    """Load a tagger from its folder, the shipped one by default.

    Raises:
        EngineError: the model is missing, damaged, or made for another spaCy.
    """
    import spacy

    try:
        pipeline = spacy.load(folder)
    except (OSError, ValueError, KeyError) as cause:
        raise EngineError(
            f"the tagger cannot be loaded ({cause})",
            subject=str(folder),
            advice="Reinstall stet, or make the model with training/tagger.py",
        ) from cause
    pipeline.max_length = LONGEST
    return SpacyTagger(pipeline)


_LEMMAS = {
    **dict.fromkeys(("n't", "n’t"), "not"),
    **dict.fromkeys(("'ll", "’ll", "wo"), "will"),
    **dict.fromkeys(("'re", "’re", "'m", "’m"), "be"),
    **dict.fromkeys(("'ve", "’ve"), "have"),
    **dict.fromkeys(("'d", "’d"), "would"),
    "ca": "can",
}


_SINGULAR = frozenset("news means series species lens gas bus politics economics mathematics physics sports".split())


@lru_cache(maxsize=1 << 16)
def lemma(word: str, pos: str) -> str:
    """Return the dictionary form of a word with that part of speech, in lower case."""
    low = word.lower()
    if pos == "VERB" and low.endswith("s") and thesaurus.base(low) == low and thesaurus.is_verb(low[:-1]):
        return low[:-1]  # "talks" and "means" are nouns to the thesaurus
    if pos == "NOUN" and low.endswith("s") and low not in _SINGULAR and thesaurus.base(low) == low:
        return low[:-1] if low[-2:-1] not in "sui" and thesaurus.knows(low[:-1]) else low
    if pos in {"VERB", "NOUN"}:
        return thesaurus.base(low)
    if pos == "AUX":
        return _LEMMAS.get(low) or thesaurus.base(low)
    return _LEMMAS.get(low, low)


@cache
def shipped() -> SpacyTagger | None:
    """Return the shipped tagger, loaded once, or None where this installation has none."""
    return load() if (MODEL / "config.cfg").exists() else None
