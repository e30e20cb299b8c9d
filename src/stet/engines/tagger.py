"""Our own tagger: parts of speech, lemmas, dependencies and names, as spaCy documents.

spaCy cuts the text into words and holds what is found; sentences are those of `stet.text`; tags, trees and names come
from a small network of ours (`syntax`). training/tagger.py makes it; models/tagger/CARD.md says from what, under which
licences, and how well it does. Callers work, less well, without it: `shipped()` returns None where it is missing.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from stet import text as texts
from stet.engines import syntax, thesaurus
from stet.engines.spelling import NAMES, TAGS
from stet.engines.words import Words
from stet.errors import EngineError

MODEL = Path(__file__).with_name("models") / "tagger"
# No word of news is longer. Runs beyond it (hostile text, encoded data) would cost the tokenizer quadratic time.
LONGEST_WORD = 300
# Tokens; beyond it a "sentence" is a table or worse, and the network's arcs would cost quadratic time.
LONGEST_SENTENCE = 200
# Words of a part of speech whose dictionary form is kept at hand.
REMEMBERED = 1 << 17
# "ORLA, March 3 — ": no part of the sentence after it.
_DATELINE = re.compile(r"(?:^|(?<=\n))[A-Z][A-Z'’-]{2,}[^\n—–]{0,50}?\s(?:—|–|--?)\s(?=[\"“A-Z0-9])")
_RUN = re.compile(rf"\S{{{LONGEST_WORD},}}")


class Tagger(Protocol):
    """What the rooms need of a tagger: spaCy documents whose tokens know their offsets in the text given."""

    def __call__(self, text: str) -> Any:
        """Return the tagged document of one text."""


class SpacyTagger:
    """spaCy's words, our sentences, our network."""

    def __init__(self, network: syntax.Syntax) -> None:
        import spacy

        language: Any = spacy.blank("en")
        self.vocab = language.vocab
        self.vocab.lex_attr_getters = {}  # what spaCy would note of a new word, nobody asks
        self._cut = Words(language.tokenizer)
        self._network = network
        self._lemmas: dict[tuple[str, str], int] = {}
        add = self.vocab.strings.add
        self._tags = np.array([add(tag) for tag in TAGS], dtype=np.uint64)
        self._relations = np.array([add("ROOT" if r == "root" else r) for r in network.relations], dtype=np.uint64)
        self._kinds = np.array([add(name[2:]) if name != "O" else 0 for name in NAMES], dtype=np.uint64)
        self._marks = np.array([{"O": 2, "B": 3, "I": 1}[name[0]] for name in NAMES], dtype=np.uint64)

    def __call__(self, text: str) -> Any:
        """Return the tagged document of `text`; its characters keep their offsets."""
        from spacy.tokens import Doc

        text = _RUN.sub(lambda run: " " * len(run[0]), text)
        words, blanks = self._cut(text)
        doc = Doc(self.vocab, words=words, spaces=blanks)
        return self._read(doc, words, _sentences(words, blanks, text))

    def read(self, doc: Any, sentences: Sequence[Sequence[int]]) -> Any:
        """Return the document tagged. `sentences` holds the words of each by their numbers, white space left out.

        A run never mixes texts: what is found in one does not depend on what is read beside it.
        """
        return self._read(doc, [token.text for token in doc], sentences)

    def _read(self, doc: Any, words: list[str], sentences: Sequence[Sequence[int]]) -> Any:
        readings = self._network.read([[words[i] for i in sentence] for sentence in sentences])
        return self._written(doc, words, sentences, readings)

    def _written(
        self, doc: Any, words: list[str], sentences: Sequence[Sequence[int]], readings: Sequence[syntax.Reading]
    ) -> Any:
        """Write readings into a document. White space hangs on the word before it, and at the start on the first."""
        from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS

        if not sentences:
            return doc
        size, add = len(doc), self.vocab.strings.add
        place = np.fromiter((i for cut in sentences for i in cut), dtype=np.int64)
        tags = np.full(size, add("SPACE"), dtype=np.uint64)
        relations = np.full(size, add("dep"), dtype=np.uint64)
        marks, kinds = np.full(size, 2, dtype=np.uint64), np.zeros(size, dtype=np.uint64)
        word = np.zeros(size, dtype=np.int64)
        word[place] = place
        heads = np.maximum(np.maximum.accumulate(word), place[0])
        lemmas = np.full(size, add(" "), dtype=np.uint64)
        chosen = [t for r in readings for t in r.tags]
        tags[place] = self._tags[chosen]
        lemmas[place] = [self._lemma(words[i], TAGS[t]) for i, t in zip(place.tolist(), chosen, strict=True)]
        relations[place] = self._relations[[t for r in readings for t in r.relations]]
        names = [t for r in readings for t in r.names]
        marks[place], kinds[place] = self._marks[names], self._kinds[names]
        self._close(words, marks, kinds)
        heads[place] = [
            cut[head - 1] if head else i
            for cut, reading in zip(sentences, readings, strict=True)
            for i, head in zip(cut, reading.heads, strict=True)
        ]
        steps = (heads - np.arange(size)).view(np.uint64)
        columns = [tags, lemmas, relations, steps, marks, kinds]
        doc.from_array([POS, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE], np.stack(columns, axis=1))
        return doc

    def _lemma(self, word: str, pos: str) -> int:
        """Return the number of a word's dictionary form: asking spaCy's table costs as much as finding the form."""
        found = self._lemmas.get((word, pos))
        if found is None:
            found = self.vocab.strings.add(lemma(word, pos))
            if len(self._lemmas) < REMEMBERED:
                self._lemmas[word, pos] = found
        return found

    def _close(self, words: list[str], marks: Any, kinds: Any) -> None:
        """Make white space inside a name part of it: spaCy knows no name with a gap."""
        inside = self._marks[NAMES.index("I-PER")]
        for i in (np.flatnonzero(marks[1:] == inside)[::-1]).tolist():
            while i >= 0 and words[i].isspace():
                marks[i], kinds[i] = marks[i + 1], kinds[i + 1]
                i -= 1


def _sentences(words: list[str], blanks: list[bool], text: str) -> list[list[int]]:
    """Return the words of each sentence by their numbers, white space left out."""
    ahead = (found.end() for found in _DATELINE.finditer(text))
    bounds = sorted({*(span.start for span in texts.sentences(text)), *ahead})
    starts = list(accumulate((len(word) + blank for word, blank in zip(words, blanks, strict=True)), initial=0))
    kept = [i for i, word in enumerate(words) if not word.isspace()]
    sentence_of = np.searchsorted(bounds, [starts[i] for i in kept], side="right").tolist()
    found: list[list[int]] = []
    for _, group in groupby(zip(sentence_of, kept, strict=True), key=itemgetter(0)):
        sentence = [i for _, i in group]
        found += [sentence[at : at + LONGEST_SENTENCE] for at in range(0, len(sentence), LONGEST_SENTENCE)]
    return found


def load(folder: Path = MODEL) -> SpacyTagger:
    """Load a tagger from its folder, the shipped one by default.

    Raises:
        EngineError: the model is missing or damaged.
    """
    try:
        return SpacyTagger(syntax.load(folder))
    except Exception as cause:  # the runtimes raise types of their own, which nobody should have to know
        raise EngineError(
            f"the tagger cannot be loaded ({cause})",
            subject=str(folder),
            advice="Reinstall stet, or make the model with training/tagger.py",
        ) from cause


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
    return load() if (MODEL / "model.onnx").exists() else None
