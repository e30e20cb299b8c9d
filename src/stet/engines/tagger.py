"""Our own tagger: parts of speech, lemmas, dependencies and names, as spaCy documents.

spaCy cuts the text into words and holds what is found; sentences are those of `stet.text`; tags, trees and names come
from a small network of ours (`syntax`). training/tagger.py makes it; models/tagger/CARD.md says from what, under which
licences, and how well it does. Callers work, less well, without it: `shipped()` returns None where it is missing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from stet import text as texts
from stet.engines import syntax, thesaurus
from stet.engines.spelling import NAMES, TAGS
from stet.engines.syntax import Ints
from stet.engines.words import Words
from stet.errors import EngineError

MODEL = Path(__file__).with_name("models") / "tagger"
# No word of news is longer. Runs beyond it (hostile text, encoded data) would cost the tokenizer quadratic time.
LONGEST_WORD = 300
# Tokens; beyond it a "sentence" is a table or worse, and the network's arcs would cost quadratic time.
LONGEST_SENTENCE = 200
# "ORLA, March 3 — ": no part of the sentence after it.
_DATELINE = re.compile(r"(?:^|(?<=\n))[A-Z][A-Z'’-]{2,}[^\n—–]{0,50}?\s(?:—|–|--?)\s(?=[\"“A-Z0-9])")
_RUN = re.compile(rf"\S{{{LONGEST_WORD},}}")
_TAGS = np.array(TAGS, dtype=object)
_MARKS = np.array([name[0] for name in NAMES])


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text in words, white space that is more than a blank among them; each list has one entry a word.

    `heads` says which word governs each; a root governs itself, and white space hangs on the word before it. `first`
    holds the first word of each sentence, `names` the first word, the one after the last, and the kind of each name.
    """

    words: list[str]
    blanks: list[bool]  # whether one blank follows the word
    starts: list[int]
    pos: list[str]
    lemmas: list[str]
    deps: list[str]
    heads: list[int]
    first: list[int]
    names: list[tuple[int, int, str]]

    @classmethod
    def blank(cls, words: list[str], blanks: list[bool], starts: list[int]) -> "Tagged":
        """Return a text of white space."""
        n = len(words)
        return cls(words, blanks, starts, ["SPACE"] * n, [" "] * n, ["dep"] * n, [0] * n, [0] * bool(n), [])


class Tagger(Protocol):
    """What the rooms need of a tagger."""

    def tagged(self, text: str) -> Tagged:
        """Return one text in words with all that is known of them; offsets are those of the text given."""


class SpacyTagger:
    """spaCy's words, our sentences, our network. Called, it gives spaCy's documents; `tagged` is quicker."""

    def __init__(self, network: syntax.Syntax) -> None:
        import spacy

        language: Any = spacy.blank("en")
        self.vocab = language.vocab
        self.vocab.lex_attr_getters = {}  # what spaCy would note of a new word, nobody asks
        self._cut = Words(language.tokenizer)
        self._network = network
        self._relations = np.array(["ROOT" if r == "root" else r for r in network.relations], dtype=object)

    def __call__(self, text: str) -> Any:
        """Return the document of `text`; its characters keep their offsets."""
        from spacy.tokens import Doc

        found = self.tagged(text)
        marks = ["O"] * len(found.words)
        for start, end, kind in found.names:
            marks[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
        columns: dict[str, Any] = {"pos": found.pos, "lemmas": found.lemmas, "deps": found.deps}
        columns |= {"heads": found.heads, "ents": marks}
        return Doc(self.vocab, words=found.words, spaces=found.blanks, **(columns if found.words else {}))

    def tagged(self, text: str) -> Tagged:
        """Return `text` in words with all that is known of them.

        A run never mixes texts: what is found in one does not depend on what is read beside it.
        """
        text = _RUN.sub(lambda run: " " * len(run[0]), text)
        words, blanks = self._cut(text)
        starts = _starts(words, blanks)
        place = np.array([i for i, word in enumerate(words) if not word.isspace()], dtype=np.int64)
        return self._read(words, blanks, starts, place, _sizes(text, np.array(starts)[place]))

    def sentence(self, words: list[str], blanks: list[bool]) -> Tagged:
        """Return what is known of the words of one sentence, none of them white space."""
        return self._read(words, blanks, _starts(words, blanks), np.arange(len(words)), [len(words)])

    def _read(self, words: list[str], blanks: list[bool], starts: list[int], place: Ints, sizes: list[int]) -> Tagged:
        """Read the words at `place`, in sentences of those sizes; what is left out is white space."""
        if not sizes:
            return Tagged.blank(words, blanks, starts)
        reading = self._network.read([words[i] for i in place.tolist()], sizes)
        pos, deps = (np.full(len(words), said, dtype=object) for said in ("SPACE", "dep"))
        word = np.zeros(len(words), dtype=np.int64)
        pos[place], deps[place] = _TAGS[reading.tags], self._relations[reading.relations]
        word[place] = place
        heads = np.maximum(np.maximum.accumulate(word), place[0])  # white space at the start hangs on the first word
        heads[place] = place[reading.heads]
        tags = pos.tolist()
        first = place[np.cumsum([0, *sizes[:-1]])]
        return Tagged(
            words=words,
            blanks=blanks,
            starts=starts,
            pos=tags,
            lemmas=[lemma(*both) for both in zip(words, tags, strict=True)],
            deps=deps.tolist(),
            heads=heads.tolist(),
            first=[0, *first.tolist()[1:]],
            names=list(_names(reading.names, place)),
        )


def _starts(words: list[str], blanks: list[bool]) -> list[int]:
    sizes = (len(word) + blank for word, blank in zip(words, blanks, strict=True))
    return list(accumulate(sizes, initial=0))[: len(words)]


def _sizes(text: str, starts: Ints) -> list[int]:
    """Return how many words each sentence has, given where they start; a longer one than is read at once is cut."""
    ahead = (found.end() for found in _DATELINE.finditer(text))
    bounds = sorted({*(span.start for span in texts.sentences(text)), *ahead})
    _, counts = np.unique(np.searchsorted(bounds, starts, side="right"), return_counts=True)
    return [min(LONGEST_SENTENCE, n - at) for n in counts.tolist() for at in range(0, n, LONGEST_SENTENCE)]


def _names(found: Ints, place: Ints) -> Iterator[tuple[int, int, str]]:
    """Yield the first word of each name, the one after its last, and its kind; white space inside belongs to it."""
    goes_on = np.append(_MARKS[found] == "I", False)
    for start in np.flatnonzero(_MARKS[found] == "B").tolist():
        end = start + 1
        while goes_on[end]:
            end += 1
        yield int(place[start]), int(place[end - 1]) + 1, NAMES[found[start]][2:]


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


@lru_cache(maxsize=1 << 17)
def lemma(word: str, pos: str) -> str:
    """Return the dictionary form of a word with that part of speech, in lower case."""
    low = word.lower()
    if pos == "VERB" and low.endswith("s") and thesaurus.base(low) == low and thesaurus.is_verb(low[:-1]):
        return low[:-1]  # "talks" and "means" are nouns to the thesaurus
    if pos == "NOUN" and low.endswith("s") and low not in _SINGULAR and thesaurus.base(low) == low:
        return low[:-1] if low[-2:-1] not in "sui" and thesaurus.knows(low[:-1]) else low
    if pos in {"VERB", "NOUN"}:
        return thesaurus.base(low)
    if pos == "SPACE":
        return " "
    if pos == "AUX":
        return _LEMMAS.get(low) or thesaurus.base(low)
    return _LEMMAS.get(low, low)


@cache
def shipped() -> SpacyTagger | None:
    """Return the shipped tagger, loaded once, or None where this installation has none."""
    return load() if (MODEL / "model.onnx").exists() else None
