"""Make the shipped thesaurus from WordNet 3.0: lemmas, synonyms, opposites, kinds and related forms, in one small file.

    python training/thesaurus.py --wordnet /usr/share/wordnet

Only single words that news uses are kept (those of `articles/` in STET_DATA, at least twice), and the first senses of
each. WordNet's licence allows it: its notice is written beside the file. Same input, same bytes.
"""

import argparse
import gzip
import json
import lzma
import os
import re
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("STET_DATA", HERE.parent / "shared" / "data"))
OUT = HERE / "src/stet/engines/models/entail"
PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
SENSES = 6
HYPERNYM, ANTONYM, DERIVED, PERTAINS, SIMILAR = "@", "!", "+", "\\", "&"


def news_words(at_least: int) -> set[str]:
    """Return the lower-case words that the news articles use at least so often."""
    seen: Counter[str] = Counter()
    with lzma.open(DATA / "articles/news-2011-2020.jsonl.xz", "rt", encoding="utf-8") as rows:
        for row in rows:
            seen.update(re.findall(r"[a-z]+(?:-[a-z]+)*", (json.loads(row)["text"] or "").lower()))
    return {word for word, n in seen.items() if n >= at_least}


def irregular(folder: Path) -> dict[str, dict[str, str]]:
    """Return the irregular forms of each part of speech, such as rose: rise."""
    return {
        part: {form: base for form, base, *_ in map(str.split, (folder / f"{name}.exc").read_text().splitlines())}
        for part, name in PARTS.items()
    }


def bases(word: str, part: str, lemmas: set[str], odd: dict[str, str]) -> set[str]:
    """Return the lemmas `word` can be a form of: WordNet's own rules of detachment."""
    rules = {
        "n": [
            ("ses", "s"),
            ("xes", "x"),
            ("zes", "z"),
            ("ches", "ch"),
            ("shes", "sh"),
            ("ies", "y"),
            ("men", "man"),
            ("s", ""),
        ],
        "v": [("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""), ("s", "")],
        "a": [("er", ""), ("est", ""), ("er", "e"), ("est", "e")],
        "r": [],
    }[part]
    found = {odd[word]} if word in odd else set()
    found |= {word[: -len(end)] + new for end, new in rules if word.endswith(end)} | {word}
    return found & lemmas


def read(
    folder: Path,
) -> tuple[
    dict[str, dict[str, list[str]]], dict[str, dict[str, list[tuple[str, str, str, int, int]]]], dict[str, list[str]]
]:
    """Return per part: lemma to synsets in order of use; synset to pointers; synset to its words."""
    senses: dict[str, dict[str, list[str]]] = {p: {} for p in PARTS}
    pointers: dict[str, dict[str, list[tuple[str, str, str, int, int]]]] = {p: {} for p in PARTS}
    members: dict[str, list[str]] = {}
    for part, name in PARTS.items():
        for line in (folder / f"index.{name}").read_text().splitlines():
            if line.startswith(" "):
                continue
            cells = line.split()
            senses[part][cells[0]] = [part + off for off in cells[-int(cells[2]) :]]
        for line in (folder / f"data.{name}").read_text().splitlines():
            if line.startswith(" "):
                continue
            cells = line.split(" | ")[0].split()
            count = int(cells[3], 16)
            members[part + cells[0]] = [w.lower().split("(")[0] for w in cells[4 : 4 + 2 * count : 2]]
            at = 4 + 2 * count
            found = []
            for k in range(int(cells[at])):
                sign, off, pos, link = cells[at + 1 + 4 * k : at + 5 + 4 * k]
                found.append((sign, off, "a" if pos == "s" else pos, int(link[:2], 16), int(link[2:], 16)))
            pointers[part][part + cells[0]] = found
    return senses, pointers, members


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--wordnet", type=Path, required=True)
    ask.add_argument("--at-least", type=int, default=2)
    options = ask.parse_args()
    senses, pointers, members = read(options.wordnet)
    odd = irregular(options.wordnet)
    heard = news_words(options.at_least)
    keep: dict[str, set[str]] = {}
    forms: dict[str, str] = {}
    for part in PARTS:
        lemmas = {lemma for lemma in senses[part] if "_" not in lemma}
        keep[part] = set().union(*(bases(w, part, lemmas, odd[part]) for w in heard))
        forms |= {f"{part}:{form}": base for form, base in odd[part].items() if base in keep[part] and form in heard}
    number: dict[str, int] = {}
    lines = []
    for part in PARTS:
        for lemma in sorted(keep[part]):
            chosen = [number.setdefault(s, len(number)) for s in senses[part][lemma][:SENSES]]
            lines.append(f"{part}\t{lemma}\t{' '.join(map(str, chosen))}")
    kinds, opposite, related = climb(number, pointers, members, set().union(*keep.values()))
    held = f"{len(lines)} lemmas, {len(number)} synsets"
    head = f"# From WordNet 3.0, Princeton University; see WORDNET-LICENSE.txt. {held}."
    body = [head, "[lemmas]", *lines, "[kinds]", *kinds, "[opposites]", *opposite, "[related]", *related]
    body += ["[forms]", *(f"{k}\t{v}" for k, v in sorted(forms.items()))]
    (OUT / "thesaurus.txt.gz").write_bytes(gzip.compress("\n".join(body).encode(), 9, mtime=0))
    print(head, (OUT / "thesaurus.txt.gz").stat().st_size, "bytes")


def climb(number, pointers, members, kept):  # type: ignore[no-untyped-def]
    """Return the lines for kinds (synset: broader synsets), opposites and related forms of kept words."""
    kinds, opposite, related = [], set(), set()
    edges: dict[str, list[str]] = defaultdict(list)
    todo = list(number)
    while todo:
        synset = todo.pop()
        for sign, off, pos, mine, theirs in pointers[synset[0]].get(synset, []):
            other = pos + off
            if sign in {HYPERNYM, "@i", SIMILAR}:
                if synset not in edges or other not in edges[synset]:
                    edges[synset].append(other)
                if other not in number:
                    number[other] = len(number)
                    todo.append(other)
            elif sign in {ANTONYM, DERIVED, PERTAINS} and mine and theirs:
                a, b = members[synset][mine - 1], members[other][theirs - 1]
                if a in kept and b in kept and a != b:
                    (opposite if sign == ANTONYM else related).add(" ".join(sorted((a, b))))
    kinds = [
        f"{number[s]} {' '.join(str(number[o]) for o in others)}"
        for s, others in sorted(edges.items(), key=lambda e: number[e[0]])
    ]
    return kinds, sorted(opposite), sorted(related)


if __name__ == "__main__":
    main()
