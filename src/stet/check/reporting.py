"""Reports of words and minds, by the parse: which verb, noun or adjective reports, whose words, and which words.

A word reports when data/cues.toml lists it for the complement it has here: almost any verb with a clause, fewer with
an object or an infinitive. Where the parse goes astray, the order of words around a verb of speech decides.
"""

import tomllib
from bisect import bisect_left, bisect_right
from functools import cache
from pathlib import Path

from stet.check.grammar import SUBJECTS, Parse
from stet.check.quotations import Attribution, Quoted
from stet.news import Span

DATA = Path(__file__).with_name("data")


@cache
def cues() -> dict[str, frozenset[str]]:
    """Return the cue words by the complement they need (data/cues.toml)."""
    table = tomllib.loads((DATA / "cues.toml").read_text(encoding="utf-8"))
    return {k: frozenset(v.split() if isinstance(v, str) else v) for k, v in table.items()}


@cache
def _reporting() -> frozenset[str]:
    """Return the verbs that report without a clause and without a preposition of their own."""
    return cues()["speech"] | cues()["with_object"] | cues()["with_infinitive"]


_GROUP = frozenset({"aux", "aux:pass", "advmod", "cop", "compound:prt"})
_LEADS = frozenset({"mark", "punct", "cc", "case"})


def parsed(parse: Parse, quotes: list[Quoted]) -> list[Attribution]:
    """Return the reports that the parse shows, those inside others too, in the order of their cues."""
    found = []
    for i, pos in enumerate(parse.pos):
        one = None
        if parse.words[i].lower() == "according" and parse.words[i + 1 : i + 2] == ["to"]:
            one = _according(parse, i)
        elif pos in {"VERB", "AUX"}:
            one = _of_verb(parse, i, quotes)
        elif pos in {"NOUN", "ADJ"} and i + 1 < len(parse.words):
            one = _of_word(parse, i)
        if one and one.content and not any(q.inner.holds(one.cue) for q in _near(quotes, one.cue)):
            found.append(one)
    return found


def _near(quotes: list[Quoted], span: Span) -> list[Quoted]:
    at = bisect_right(quotes, span.start, key=lambda q: q.span.start)
    return quotes[max(0, at - 2) : at + 1]


def _of_verb(parse: Parse, i: int, quotes: list[Quoted]) -> Attribution | None:
    words, lemma = cues(), parse.lemmas[i]
    if parse.deps[i] in {"amod", "compound", "aux", "aux:pass", "cop"} and lemma not in words["speech"]:
        return None
    if lemma in words["speech"] and (turned := _inverted(parse, i, quotes) or _aside(parse, i, quotes)):
        return turned
    clause = parse.child(i, "ccomp")
    if clause is None and lemma not in _reporting() and not _through_preposition(parse, i):
        return None  # as below, for most verbs at once
    quote = _quote_beside(parse, i, quotes)
    source = _source(parse, i)
    passive = parse.child(i, "aux:pass") is not None
    if clause is not None and lemma not in words["not_with_clause"] and (source or passive):
        return _build(parse, i, source, _clause_content(parse, i, clause, quote))
    if lemma in words["speech"]:
        if parse.deps[i] == "parataxis" and source and (around := _around(parse, i, quote)):
            return _build(parse, i, source, around)
        if quote is not None and (source or _participle(parse, i)):
            return _build(parse, i, source, [quote.span, *_after(parse, i)])
        if source or passive or _participle(parse, i):
            return _build(parse, i, source, _after(parse, i)) or _plainly(parse, i, source)
    if lemma in words["with_object"] and parse.child(i, "obj") is not None and source:
        return _build(parse, i, source, _after(parse, i))
    if lemma in words["with_infinitive"] and parse.child(i, "xcomp") is not None:
        return _build(parse, i, source, _after(parse, i))
    if _through_preposition(parse, i) and source:
        return _build(parse, i, source, _after(parse, i))
    return _forward(parse, i) if lemma in _STRONG else None


def _aside(parse: Parse, i: int, quotes: list[Quoted]) -> Attribution | None:
    """Return the attribution of a report set off by commas or marks: "The bank, she said, failed." "…," she said."""
    after = i + 1
    while (
        after < len(parse.pos)
        and (parse.deps[after] in {"advmod", "obl", "nmod", "obl:unmarked"} or parse.pos[after] == "ADP")
        and after < i + 4
    ):
        after += 1
    if after < len(parse.words) and parse.words[after] not in {",", "."} and parse.pos[after] != "SPACE":
        return None
    first, sentence = i, parse.sentence[i]
    while (
        first > parse.first_of[sentence]
        and first > i - 14
        and parse.words[first - 1] not in _BEFORE_INVERTED | {"?", "!", ";"}
    ):
        first -= 1
    last = i - 1
    while last > first and parse.deps[last] in _GROUP:
        last -= 1
    start = parse.first_of[sentence]
    quote = _quote_beside(parse, i, quotes)
    if (
        first > last
        or parse.pos[last] not in {"NOUN", "PROPN", "PRON"}
        or parse.pos[first] in {"SCONJ", "VERB", "ADP", "ADV", "AUX", "CCONJ"}
    ):
        return None
    if first <= start and not (quote and quote.span.end <= parse.starts[first]):
        return None
    content = _trimmed(parse, start, first - 1)
    if parse.words[after : after + 1] == [","] and parse.pos[after - 1] != "NOUN" and not _says_on(parse, after + 1):
        content += _trimmed(parse, after + 1, parse.last_of[sentence])
    if quote and quote.span.end <= parse.starts[i]:
        content = [
            _joined(quote.span, [c for c in content if c.overlaps(quote.span)]),
            *(c for c in content if not c.overlaps(quote.span)),
        ]
    return _build(parse, i, parse.span(first, last), content)


def _says_on(parse: Parse, i: int) -> bool:
    """Say whether a second report starts here: "…," he said, adding that …"""
    return i < len(parse.words) and parse.words[i].endswith("ing") and parse.lemmas[i] in cues()["speech"]


def _forward(parse: Parse, i: int) -> Attribution | None:
    """Return "X said …" where the parse went astray: what stands before the verb is its source."""
    start, last = parse.first_of[parse.sentence[i]], parse.last_of[parse.sentence[i]]
    end = i - 1
    while end > start and parse.deps[end] in _GROUP | {"punct"}:
        end -= 1
    if i == start or parse.words[i].endswith("ing") or i + 1 > last or parse.words[i + 1] in {",", "."}:
        return None
    if parse.pos[end] not in {"NOUN", "PROPN", "PRON", "NUM"}:
        return None
    first = end
    while (
        first > start
        and parse.words[first - 1] not in {",", ";", ":", '"', "“", "”"}
        and parse.pos[first - 1] not in {"SCONJ", "CCONJ", "SPACE", "VERB"}
    ):
        first -= 1
    while first < end and parse.pos[first] in {"ADV", "PUNCT"}:
        first += 1
    return _build(parse, i, parse.span(first, end), _trimmed(parse, i + 1, last))


def _participle(parse: Parse, i: int) -> bool:
    return parse.words[i].lower().endswith("ing") or (
        parse.words[i].lower() == "asked" and parse.first_of[parse.sentence[i]] == i
    )


def _inverted(parse: Parse, i: int, quotes: list[Quoted]) -> Attribution | None:
    """Return the attribution of a verb before its subject: "…," said Ann Lee, who runs the bank."""
    if i < 2 or i + 1 >= len(parse.words) or parse.words[i - 1] not in _BEFORE_INVERTED:
        return None
    if parse.pos[i + 1] not in {"PROPN", "DET", "NOUN", "ADJ", "NUM"} or parse.words[i].endswith("ing"):
        return None
    if parse.words[i + 1].lower() in {"that", "this"} or parse.child(i, "ccomp") not in {None, *range(i)}:
        return None
    head = next(
        (c for c in parse.children[i] if c > i and parse.deps[c] in {"nsubj", "obj", "obl", "nsubj:pass"}), None
    )
    if parse.words[i - 1] == "," and any(parse.deps[c] == "nsubj" for c in parse.children[i] if c < i):
        return None  # "The minister, Ann Lee, promised a report": the comma ends an apposition
    if head is None or parse.child(head, "case") is not None:
        return None
    first, last = parse.phrase(head, without=_OUTSIDE)
    quote = _quote_beside(parse, i, quotes)
    start = parse.first_of[parse.sentence[i]]
    before = [quote.span] if quote and quote.span.start < parse.starts[i] else _trimmed(parse, start, i - 1)
    return _build(parse, i, parse.span(max(first, i + 1), max(last, i + 1)), before) if before else None


_BEFORE_INVERTED = frozenset({",", '"', "”", "’", "''", "'"})
_OUTSIDE = frozenset({"parataxis", "ccomp", "advcl", "case"})


def _plainly(parse: Parse, i: int, source: Span | None) -> Attribution | None:
    """Return the rest of the sentence as content, where the parse hangs it elsewhere."""
    last = parse.last_of[parse.sentence[i]]
    follows = _trimmed(parse, i + 1, last)
    if not follows or not source or source.end > parse.starts[i] or parse.words[i + 1] in {",", "."}:
        return None
    return _build(parse, i, source, follows)


def _through_preposition(parse: Parse, i: int) -> bool:
    after = parse.words[i + 1].lower() if i + 1 < len(parse.words) else ""
    if parse.pos[i + 1 : i + 2] == ["ADP"] and f"{parse.lemmas[i]}:{after}" in cues()["with_preposition"]:
        return True
    particle = parse.child(i, "compound:prt")
    return particle is not None and f"{parse.lemmas[i]}_{parse.lemmas[particle]}" in cues()["with_particle"]


def _source(parse: Parse, i: int) -> Span | None:
    """Return the phrase that names who speaks: the subject, or the agent of a passive."""
    passive = parse.child(i, "aux:pass") is not None
    agent = parse.doer(i) if passive else None
    if passive and agent is None:
        return None
    subject = agent if agent is not None else parse.subject(i)
    if (
        subject is None
        or subject == i
        or (parse.words[subject].lower() in _NOBODY and parse.child(i, "obj", "ccomp") is None)
    ):
        return None
    first, last = parse.phrase(subject, without=_OUTSIDE)
    if first < i <= last:
        last = i - 1
        while last > subject and parse.pos[last] in {"PUNCT", "ADV", "AUX", "SPACE"}:
            last -= 1
    if first <= i <= last:
        first = last = subject
    return parse.span(first, last)


_NOBODY = frozenset({"it", "there", "this", "that"})


def _build(parse: Parse, i: int, source: Span | None, content: list[Span]) -> Attribution | None:
    cue = _cue(parse, i)
    free = [
        Span(start=cue.end + 1, end=c.end) if c.start < cue.end < c.end - 1 and c.start >= cue.start else c
        for c in content
    ]
    kept = tuple(sorted(c for c in free if not c.overlaps(cue) and not (source and c.overlaps(source))))
    if not kept:
        return None
    speech = parse.lemmas[i] in cues()["speech"] or parse.child(i, "ccomp") is not None
    return Attribution(
        cue=cue, content=kept, source=source, lemma=parse.lemmas[i], apart=_apart(parse, i), speech=speech
    )


def _apart(parse: Parse, i: int) -> int:
    """Return where the report before must end, for a verb that starts one beside it; else 0."""
    if i < 2 or parse.lemmas[i] not in cues()["speech"]:
        return 0
    before = parse.words[i - 1].lower()
    if parse.words[i].lower().endswith("ing") and before == ",":
        return parse.ends[i - 2]
    if before in {"and", "but"} and parse.lemmas[i] in _STRONG and parse.child(i, *SUBJECTS) is None:
        return parse.ends[i - 2]
    return 0


_STRONG = frozenset("say tell add write note argue ask claim warn explain insist announce reply report".split())


def _cue(parse: Parse, i: int) -> Span:
    """Return the verb with the auxiliaries, denials and adverbs that touch it, and its preposition."""
    first = last = i
    for c in sorted((c for c in parse.children[i] if c < i), reverse=True):
        if (
            parse.deps[c] in _GROUP
            and c == first - 1
            and parse.words[c].lower() not in {"when", "then", "how", "why", "so"}
        ):
            first = c
    for c in parse.children[i]:
        if c == last + 1 and parse.deps[c] == "compound:prt":
            last = c
    first = _begun(parse, i, first)
    following = parse.lemmas[last + 1 : last + 2]
    if following and f"{parse.lemmas[i]}:{following[0]}" in cues()["with_preposition"]:
        last += 1
    return parse.span(first, _through(parse, i, last))


def _begun(parse: Parse, i: int, first: int) -> int:
    """Return where the cue starts when another verb leads to it: "[went on to] criticise", "[seemed to] accept"."""
    head: int = parse.heads[i]
    if parse.deps[i] != "xcomp" or not head < i <= head + 4 or parse.lemmas[head] not in cues()["leading"]:
        return first
    between = range(head + 1, first)
    if any(parse.pos[j] not in {"PART", "ADP", "ADV", "AUX"} for j in between):
        return first
    while head and parse.heads[head - 1] == parse.heads[first] and parse.deps[head - 1] in _GROUP:
        head -= 1
    return head


def _through(parse: Parse, i: int, last: int) -> int:
    """Return where the cue ends when the means of speech follows: "said [in a statement]", "wrote [on Twitter]"."""
    if parse.lemmas[i] not in cues()["speech"]:
        return last
    means = (
        parse.edges[c][1]
        for c in parse.children[i]
        if parse.edges[c][0] == last + 1 and parse.pos[last + 1] == "ADP" and parse.lemmas[c] in cues()["means"]
    )
    return next((end for end in means if end <= last + 8), last)


def _clause_content(parse: Parse, i: int, clause: int, quote: Quoted | None) -> list[Span]:
    """Return the reported clause; one that the cue interrupts in two stretches, and a quotation whole."""
    first, last = parse.phrase(clause)
    if first <= i <= last:
        return _around(parse, i, quote)
    spans = [parse.span(first, last)]
    if clause > i:
        later = [c for c in parse.children[i] if c > clause and parse.deps[c] in {"obl", "advcl", "obj"}]
        if later:
            spans = [parse.span(first, _end(parse, max(parse.edges[c][1] for c in later)))]
    if quote is not None:
        spans = [s for s in spans if not quote.span.overlaps(s)] + [
            _joined(quote.span, [s for s in spans if quote.span.overlaps(s)])
        ]
    return spans


def _joined(one: Span, others: list[Span]) -> Span:
    return Span(start=min([one.start, *(s.start for s in others)]), end=max([one.end, *(s.end for s in others)]))


def _around(parse: Parse, i: int, quote: Quoted | None) -> list[Span]:
    """Return the sentence on both sides of a parenthetical cue ("The bank, he said, failed")."""
    sentence = parse.sentence[i]
    low, high = parse.edges[i]
    first, last = parse.first_of[sentence], parse.last_of[sentence]
    spans = []
    if low > first:
        spans += _trimmed(parse, first, low - 1)
    if high < last:
        spans += _trimmed(parse, high + 1, last)
    if quote is not None and not any(s.overlaps(quote.span) for s in spans):
        spans.append(quote.span)
    return spans


def _after(parse: Parse, i: int) -> list[Span]:
    """Return what the verb governs after itself, its subject and further verbs left out."""
    start, end = i + 1, i
    for c in parse.children[i]:
        if c > i and parse.deps[c] not in {"punct", "conj", "cc", "parataxis", "compound:prt", *SUBJECTS}:
            end = max(end, parse.edges[c][1])
    for c in parse.children[i]:
        if parse.deps[c] in {"compound:prt"} and c == start:
            start = c + 1
        if parse.deps[c] in {"conj", "parataxis"} and i < c <= end:
            end = min(end, parse.edges[c][0] - 1)
    return _trimmed(parse, start, end) if end >= start else []


def _end(parse: Parse, last: int) -> int:
    while parse.pos[last] in {"PUNCT", "SPACE"} and last:
        last -= 1
    return last


def _trimmed(parse: Parse, first: int, last: int) -> list[Span]:
    while first <= last and parse.pos[first] in {"PUNCT", "SPACE", "CCONJ"}:
        first += 1
    while last >= first and parse.pos[last] in {"PUNCT", "SPACE"}:
        last -= 1
    return [parse.span(first, last)] if first <= last else []


def _of_word(parse: Parse, i: int) -> Attribution | None:
    """Return the attribution carried by a noun or adjective: "his claim that", "is confident that", "criticism of"."""
    key = f"{parse.lemmas[i]}:{parse.words[i + 1].lower()}"
    noun = parse.pos[i] == "NOUN"
    if key not in cues()["nouns" if noun else "adjectives"] or (not noun and parse.child(i, "cop") is None):
        return None
    complement = next((c for c in parse.children[i] if c > i and parse.edges[c][0] == i + 1), None)
    content = _trimmed(parse, i + 2, parse.edges[complement][1]) if complement else []
    cue = _cue(parse, i)
    if not key.endswith(":that"):
        cue = Span(start=cue.start, end=parse.ends[i + 1])
    owner = parse.child(i, "nmod:poss") if noun else parse.subject(i)
    if noun and owner is None and parse.deps[i] == "obj":
        owner = parse.subject(parse.heads[i])
        cue = Span(start=min(cue.start, parse.starts[parse.heads[i]]), end=cue.end)
    source = parse.span(*parse.phrase(owner, without=_OUTSIDE)) if owner is not None and owner != i else None
    if source and source.overlaps(cue):
        source = None
    return Attribution(cue=cue, content=tuple(content), source=source, lemma=parse.lemmas[i]) if content else None


def _according(parse: Parse, i: int) -> Attribution | None:
    """Return the attribution of "according to": the rest of the sentence is content."""
    head = parse.heads[i] if parse.deps[i] in {"case", "mark"} else parse.child(i, "obl", "nmod", "obj")
    if head is None or head <= i + 1:
        head = next(
            (j for j in range(i + 2, min(i + 9, len(parse.pos))) if parse.pos[j] in {"NOUN", "PROPN", "PRON"}), None
        )
    if head is None:
        return None
    first, last = parse.phrase(head, without=frozenset({"case", "punct", "acl:relcl", "parataxis"}))
    if first <= i + 1:
        first = i + 2
    if last < first:
        return None
    sentence = parse.sentence[i]
    content = _trimmed(parse, parse.first_of[sentence], i - 1) + _trimmed(parse, last + 1, parse.last_of[sentence])
    return Attribution(
        cue=parse.span(i, i + 1), content=tuple(content), source=parse.span(first, last), lemma="according"
    )


def _quote_beside(parse: Parse, i: int, quotes: list[Quoted]) -> Quoted | None:
    """Return the quotation that touches the clause of verb `i`: in its sentence, or just before or after it."""
    at, sentence = parse.starts[i], parse.sentence[i]
    start, end = parse.starts[parse.first_of[sentence]], parse.ends[parse.last_of[sentence]]
    close = i + 4 >= parse.last_of[sentence] and ":" in parse.text[at : end + 1]
    near = [
        q
        for q in _within(quotes, start - 4, end + 6)
        if not q.span.start <= at < q.span.end
        and (q.span.end > start or _goes_on(parse, q, sentence))
        and (q.span.start < end or close)
    ]
    return min(near, key=lambda q: min(abs(q.span.end - at), abs(q.span.start - at)), default=None)


def _goes_on(parse: Parse, quote: Quoted, sentence: int) -> bool:
    """Say whether the sentence after a quotation goes on from it: “It failed!” said Ann Lee. “It failed.” Lee said."""
    first, last = parse.first_of[sentence], parse.last_of[sentence]
    start = parse.starts[first]
    leans = parse.text[start].islower() or parse.text[quote.inner.end - 1] in ",?!" or last - first < _SHORT
    return quote.span.end > start - 3 and leans


_SHORT = 6  # tokens; a sentence of no more holds only who says it


def _within(quotes: list[Quoted], start: int, end: int) -> list[Quoted]:
    low = bisect_left(quotes, start, key=lambda q: q.span.end)
    high = bisect_right(quotes, end, key=lambda q: q.span.start)
    return quotes[low:high]
