"""Read CoNLL-U: the sentences of a treebank with their tokens, spacing, paragraphs and notes."""

import gzip
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(os.environ.get("STET_DATA", Path(__file__).resolve().parents[2] / "shared/data"))
SETS = ("ewt", "gum")


@dataclass(slots=True)
class Token:
    """A syntactic word; `space` says whether white space follows it in the text."""

    id: int
    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    misc: str
    space: bool = True


@dataclass(slots=True)
class Sentence:
    """A sentence with the id of its document and whether it opens a paragraph."""

    id: str = ""
    document: str = ""
    new_paragraph: bool = False
    tokens: list[Token] = field(default_factory=list)

    def no_names(self) -> list[str]:
        """Return what the tags alone say of names: proper nouns unknown, all else outside.

        A preposition, article or mark between two proper nouns may lie inside a name ("Bank of England").
        """
        proper = [t.upos in {"PROPN", "X"} for t in self.tokens]
        tags = []
        for i, token in enumerate(self.tokens):
            between = any(proper[max(0, i - 3) : i]) and any(proper[i + 1 : i + 4])
            inside = between and token.upos in {"ADP", "DET", "CCONJ", "PUNCT", "PART"}
            capital = i > 0 and token.form[:1].isupper()
            tags.append("" if proper[i] or inside or capital else "O")
        return tags


def read(name: str, part: str) -> list[Sentence]:
    """Return the sentences of one part of a treebank."""
    with gzip.open(DATA / f"grammar/en_{name}-{part}.conllu.gz", "rt", encoding="utf-8") as lines:
        return list(sentences(lines))


def sentences(lines: Iterable[str]) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file; empty nodes are passed over, contractions have no space inside."""
    document, paragraph, current = "", True, Sentence()
    until, after = 0, True
    for raw in lines:
        line = raw.rstrip("\n")
        if not line:
            if current.tokens:
                current.document, current.new_paragraph = document, paragraph
                yield current
                paragraph = False
            current, until = Sentence(), 0
        elif line.startswith("# newdoc"):
            document, paragraph = line, True
        elif line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("# sent_id"):
            current.id = line.partition("=")[2].strip()
        elif not line.startswith("#"):
            cells = line.split("\t")
            if "-" in cells[0]:
                until, after = int(cells[0].partition("-")[2]), "SpaceAfter=No" not in cells[9]
            elif "." not in cells[0]:
                current.tokens.append(_token(cells, until, after))
    if current.tokens:
        yield current


def _token(cells: list[str], until: int, after: bool) -> Token:
    number = int(cells[0])
    space = "SpaceAfter=No" not in cells[9]
    if number <= until:
        space = after if number == until else False
    return Token(
        id=number, form=cells[1], lemma=cells[2], upos=cells[3], feats="" if cells[5] == "_" else cells[5],
        head=int(cells[6]), deprel=cells[7], misc=cells[9], space=space,
    )  # fmt: skip
