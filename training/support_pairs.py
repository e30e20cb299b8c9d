"""Make training pairs for the support model: true claims with their article, and copies with one fact changed.

    python training/support_pairs.py --n 3000 --seed 1 > pairs.jsonl

Claims are leads and headlines against the rest of their article, and sentences against the article they stand in.
Faithful copies have some words replaced by synonyms; false ones have one to two changes on top: the kinds of
stet.check.mutate, a word replaced by a sibling or an opposite (WordNet), a name by another, words put in.
Each line: {"source", "claim", "wrong": [[start, end], ...], "how"}; `wrong` marks the changed characters.
"""

import argparse
import json
import lzma
import os
import random
import re
import sys
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path

from stet import text as texts
from stet.check import mutate
from stet.check.wording import Sort, relation, words
from stet.engines import thesaurus
from stet.engines.thesaurus import Relation

DATA = Path(os.environ.get("STET_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
MAX_SOURCE = 3500


def articles(seed: int, part: str) -> list[dict]:
    """Return the training or the test half of the articles (by number, so that both never mix)."""
    with lzma.open(DATA / "articles/news-2011-2020.jsonl.xz", "rt", encoding="utf-8") as rows:
        found = [json.loads(row) for row in rows]
    half = [a for at, a in enumerate(found) if (at % 4 == 3) == (part == "test") and len(a["text"] or "") > 1200]
    random.Random(seed).shuffle(half)
    return half


@lru_cache(maxsize=1)
def tables() -> tuple[dict[int, list[str]], dict[int, list[str]], dict[str, list[str]]]:
    """Return words by synset, words by broader synset, and opposites by word."""
    known = thesaurus.load()
    by_sense, by_kind, opposite = defaultdict(list), defaultdict(list), defaultdict(list)
    for lemma, senses in known.senses.items():
        for sense in senses[:2]:
            by_sense[sense].append(lemma)
            for up in known.kinds.get(sense, ()):
                by_kind[up].append(lemma)
    for one, two in known.opposites:
        opposite[one].append(two)
        opposite[two].append(one)
    return by_sense, by_kind, opposite


def inflect(word: str, model: str) -> str:
    """Give `word` the ending that `model` has, roughly: the reader of the pair is a machine."""
    low = model.lower()
    if low.endswith("ing") and thesaurus.base(low) != low:
        return (word[:-1] if word.endswith("e") else word) + "ing"
    if low.endswith("ed") and thesaurus.base(low) != low:
        return word + ("d" if word.endswith("e") else "ed")
    if low.endswith("s") and not low.endswith("ss") and thesaurus.base(low) != low:
        return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
    return word


def replacements(word: str, how: str, rnd: random.Random, common: Counter) -> str:
    """Return another word for `word`: a synonym, a sibling or an opposite; empty when there is none in use."""
    by_sense, by_kind, opposite = tables()
    known, root = thesaurus.load(), thesaurus.base(word.lower())
    senses = known.senses.get(root, ())[:1]
    if how == "synonym":
        pool = [w for s in senses for w in by_sense[s] if w != root]
    elif how == "opposite":
        pool = opposite.get(root, [])
    else:
        pool = [w for s in senses for up in known.kinds.get(s, ()) for w in by_kind[up]]
        pool = [w for w in pool if relation(w, root) in {Relation.SIBLING, Relation.NONE, Relation.OPPOSITE}]
    pool = [w for w in pool if common[w] >= (40 if how == "synonym" else 25) and w.isalpha() and w != root]
    return inflect(rnd.choice(sorted(pool)), word) if pool else ""


class Copy:
    """A claim under change: the text and the spans that are wrong, which move as the text changes before them."""

    def __init__(self, text: str) -> None:
        self.text, self.wrong = text, []

    def put(self, start: int, end: int, new: str, wrong: bool) -> None:
        if any(a < end and start < b for a, b in self.wrong):
            return
        shift = len(new) - (end - start)
        self.wrong = [(a + shift, b + shift) if a >= end else (a, b) for a, b in self.wrong]
        self.text = self.text[:start] + new + self.text[end:]
        if wrong:
            self.wrong.append((start, start + len(new)) if new.strip() else (max(0, start - 2), start + 2))


def synonyms(copy: Copy, rnd: random.Random, common: Counter, n: int) -> None:
    for _ in range(n):
        pool = [w for w in words(copy.text) if w.sort is Sort.CONTENT and len(w.text) > 3]
        if pool:
            word = rnd.choice(pool)
            new = replacements(word.text, "synonym", rnd, common)
            if new:
                copy.put(word.start, word.end, new.capitalize() if word.text[0].isupper() else new, wrong=False)


def change(
    copy: Copy, rnd: random.Random, common: Counter, names: list[str], strangers: list[str], others: list[str]
) -> str:
    """Make one change that makes the claim false; return its kind, or an empty string."""
    how = rnd.choices(
        ["letter", "sibling", "opposite", "random", "name", "insert", "phrase", "drop-not", "swap"],
        [5, 5, 2, 2, 3, 2, 2, 1, 2],
    )[0]
    all_words = words(copy.text)
    content = [w for w in all_words if w.sort is Sort.CONTENT and len(w.text) > 3]
    if how == "letter":
        made = mutate.mutate(copy.text, seed=rnd.randrange(10**6))
        if not made:
            return ""
        m = rnd.choice(made)
        copy.put(m.span.start, m.span.end, m.after, wrong=True)
        return f"letter-{m.kind}"
    if how in {"sibling", "opposite"} and content:
        word = rnd.choice(content)
        new = replacements(word.text, how, rnd, common)
        if not new:
            return ""
        copy.put(word.start, word.end, new.capitalize() if word.text[0].isupper() else new, wrong=True)
        return how
    if how == "random" and content:
        word = rnd.choice(content)
        pool = [
            w
            for w in words(rnd.choice(others))
            if w.sort is Sort.CONTENT and thesaurus.is_verb(w.low) == thesaurus.is_verb(word.low)
        ]
        if not pool:
            return ""
        copy.put(word.start, word.end, rnd.choice(pool).low, wrong=True)
        return how
    if how == "name":
        runs = list(re.finditer(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*", copy.text))
        pool = names if rnd.random() < 0.5 else strangers
        if not runs or not pool:
            return ""
        run, new = rnd.choice(runs), rnd.choice(pool)
        if new.split()[-1] in run[0] or run[0].split()[-1] in new:
            return ""
        copy.put(run.start(), run.end(), new, wrong=True)
        return how
    if how == "insert" and content:
        word = rnd.choice(content)
        other = words(rnd.choice(others))
        pool = [
            w.low
            for w in other
            if w.sort is Sort.CONTENT and re.search(r"(?:al|ic|ive|ous|ful|less|ly|able|ary)$", w.low)
        ]
        if not pool:
            return ""
        copy.put(word.start, word.start, rnd.choice(pool) + " ", wrong=True)
        return how
    if how == "phrase":
        pool = re.findall(
            r"(?:,| (?:in|with|by|for|from|despite|after|because of|due to)) [^,.;“”\"]{8,60}(?=[,.;])",
            rnd.choice(others),
        )
        if not pool:
            return ""
        at = len(copy.text.rstrip(" .!?"))
        commas = [m.start() for m in re.finditer(",", copy.text)] + [at]
        copy.put(*(lambda p: (p, p))(rnd.choice(commas)), rnd.choice(pool), wrong=True)
        return how
    if how == "swap" and len(content) > 4:
        nouns = [w for w in content if not thesaurus.is_verb(w.low)]
        if len(nouns) < 2:
            return ""
        one, two = sorted(rnd.sample(nouns, 2), key=lambda w: w.start)
        if one.base == two.base:
            return ""
        copy.put(two.start, two.end, one.low, wrong=True)
        copy.put(one.start, one.end, two.low, wrong=True)
        return how
    return ""


def claims(article: dict, rnd: random.Random) -> list[tuple[str, str]]:
    """Return claims with the text that carries them."""
    text = article["text"]
    spans = texts.sentences(text)
    whole = [s.of(text) for s in spans if 40 < s.end - s.start < 400]
    if len(whole) < 8:
        return []
    body = text[:MAX_SOURCE]
    found = []
    kind = rnd.random()
    if kind < 0.4:
        found.append((whole[0], text[spans[1].start :][:MAX_SOURCE]))
    inside = [s.of(body) for s in texts.sentences(body)[1:-1] if 40 < s.end - s.start < 400]
    if inside:
        picked = rnd.sample(inside, min(len(inside), rnd.choice([1, 1, 2, 3])))
        found.append((" ".join(" ".join(p.split()) for p in picked), body))
    if 0.4 <= kind < 0.55 and article["title"] and len(article["title"]) > 30:
        found.append((article["title"], body))
    return found


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--n", type=int, default=3000)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--part", choices=["train", "test"], default="train")
    options = ask.parse_args()
    rnd = random.Random(options.seed)
    pool = articles(options.seed, options.part)
    common = Counter(w for a in pool[:2500] for w in map(thesaurus.base, re.findall(r"[a-z]+", a["text"].lower())))
    made: Counter = Counter()
    for article in pool:
        if made["articles"] >= options.n:
            break
        made["articles"] += 1
        names = sorted(set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]+ [A-Z][a-z]+", article["text"])))
        other = rnd.choice(pool)["text"]
        strangers = sorted(set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)?", other)))
        others = [s.of(other) for s in texts.sentences(other)] or [other]
        for claim, source in claims(article, rnd):
            for false in (False, True):
                copy = Copy(claim)
                synonyms(copy, rnd, common, rnd.choice([0, 1, 2, 3, 5]))
                times = rnd.choice([1, 1, 2]) if false else 0
                kinds = [change(copy, rnd, common, names, strangers, others) for _ in range(times)]
                if false and not copy.wrong:
                    continue
                made["false" if false else "true"] += 1
                row = {"source": source, "claim": copy.text, "wrong": copy.wrong, "how": [k for k in kinds if k]}
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(dict(made), file=sys.stderr)


if __name__ == "__main__":
    main()
