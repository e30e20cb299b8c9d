"""Attributions: who says or thinks what. Source, cue and content of every report of words or of a mind.

"Officials say the bank failed": source `Officials`, cue `say`, content `the bank failed`. Direct, indirect and mixed
speech alike, "according to", and chains ("officials say the police believe"), where the outer attribution holds the
inner as its chain. With a parse the rules follow its relations; without one they see only the plainest forms.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from stet.check.grammar import SUBJECTS, Parse
from stet.check.quotations import Attribution, Quoted, slot
from stet.check.references import People
from stet.news import Fact, Kind, Span
from stet.text import sentences

DATA = Path(__file__).with_name("data")
LINKS = 3  # reports inside a report that are told of: officials say the police believe the man admitted …


@cache
def cues() -> dict[str, frozenset[str]]:
    """Return the cue words by the complement they need (data/cues.toml)."""
    table = tomllib.loads((DATA / "cues.toml").read_text(encoding="utf-8"))
    return {k: frozenset(v.split() if isinstance(v, str) else v) for k, v in table.items()}


def attributions(text: str, parse: Parse | None = None, quotes: list[Quoted] | None = None) -> list[Attribution]:
    """Return the attributions of `text` in order, the outermost only."""
    return outermost(every(text, parse, quotes))


def every(text: str, parse: Parse | None = None, quotes: list[Quoted] | None = None) -> list[Attribution]:
    """Return all attributions, those inside others' content too."""
    return [*(_parsed(parse, quotes or []) if parse else _plain(text, quotes or [])), *_scripted(text)]


def outermost(found: list[Attribution]) -> list[Attribution]:
    """Keep the attributions that stand in no other's content; where two claim one cue, the earlier found stays.

    A participle after a comma ("criticised the plan, saying it failed") ends the content before it: the two stand side
    by side.
    """
    beside = sorted(a.apart for a in found if a.apart)
    cut = [_ended(a, beside) for a in found]
    size = max((a.span.end for a in cut if a.content), default=0)
    inside, claimed = bytearray(size), bytearray(size)
    kept: list[Attribution] = []
    for one in sorted((a for a in cut if a.content), key=lambda a: (-_length(a), a.cue.start)):
        if not inside[one.cue.start] and not any(claimed[one.cue.start : one.cue.end]):
            kept.append(one)
            claimed[one.cue.start : one.cue.end] = b"\1" * (one.cue.end - one.cue.start)
            for c in one.content:
                inside[c.start : c.end] = b"\1" * (c.end - c.start)
    return sorted(kept, key=lambda a: a.cue.start)


def _length(one: Attribution) -> int:
    return sum(c.end - c.start for c in one.content)


def _ended(one: Attribution, beside: list[int]) -> Attribution:
    content = []
    for stretch in one.content:
        at = bisect_right(beside, stretch.start)
        if at < len(beside) and beside[at] < stretch.end and one.cue.start < stretch.start:
            stretch = Span(start=stretch.start, end=beside[at])
        if stretch.end > stretch.start:
            content.append(stretch)
    return replace(one, content=tuple(content))


# --- by the parse -----------------------------------------------------------------------------------------------------

_GROUP = frozenset({"aux", "aux:pass", "advmod", "cop", "compound:prt"})
_LEADS = frozenset({"mark", "punct", "cc", "case"})


def _parsed(parse: Parse, quotes: list[Quoted]) -> list[Attribution]:
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
    if parse.words[after : after + 1] == [","] and parse.pos[after - 1] != "NOUN":
        content += _trimmed(parse, after + 1, parse.last_of[sentence])
    if quote and quote.span.end <= parse.starts[i]:
        content = [
            _joined(quote.span, [c for c in content if c.overlaps(quote.span)]),
            *(c for c in content if not c.overlaps(quote.span)),
        ]
    return _build(parse, i, parse.span(first, last), content)


def _forward(parse: Parse, i: int) -> Attribution | None:
    """Return "X said …" where the parse went astray: what stands before the verb is its source, the rest its content."""
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
    agent = parse.child(i, "obl:agent")
    if parse.child(i, "aux:pass") is not None and agent is None:
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
    return Attribution(cue=cue, content=kept, source=source, lemma=parse.lemmas[i], apart=_apart(parse, i))


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
    """Return the verb with its auxiliaries, denials and adverbs that touch it, and the preposition it reports through."""
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
    following = parse.lemmas[last + 1 : last + 2]
    if following and f"{parse.lemmas[i]}:{following[0]}" in cues()["with_preposition"]:
        last += 1
    return parse.span(first, last)


def _clause_content(parse: Parse, i: int, clause: int, quote: Quoted | None) -> list[Span]:
    """Return the reported clause; one that the cue interrupts in two stretches, and a quotation whole."""
    first, last = parse.phrase(clause)
    if first <= i <= last:
        return _around(parse, i, quote)
    spans = [parse.span(first, last)]
    if clause > i:
        low, high = parse.edges[i]
        later = [
            c
            for c in parse.children[i]
            if c > clause and parse.deps[c] in {"obl", "advcl", "obj", "conj"} and parse.deps[c] != "conj"
        ]
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
        if not q.span.start <= at < q.span.end and (q.span.end > start - 3) and (q.span.start < end or close)
    ]
    return min(near, key=lambda q: min(abs(q.span.end - at), abs(q.span.start - at)), default=None)


def _within(quotes: list[Quoted], start: int, end: int) -> list[Quoted]:
    low = bisect_left(quotes, start, key=lambda q: q.span.end)
    high = bisect_right(quotes, end, key=lambda q: q.span.start)
    return quotes[low:high]


# --- scripts and transcripts ------------------------------------------------------------------------------------------

_SPEAKER = re.compile(
    r"^[\"“]?(?P<who>(?:[A-Z][\w’'.-]*)(?: (?:of|the|to|on|for|[A-Z][\w’'.-]*)){0,5})(?P<cue>:) +(?P<what>\S.*)$",
    re.MULTILINE,
)
# Labels of a page, not speakers.
_LABELS = frozenset(
    """note update correction related read photo video image source sources warning location when where what who why how
    date time price details contact email phone tel address website follow question answer more also here but and
    breaking watch listen editor result score""".split()
)


def _scripted(text: str) -> list[Attribution]:
    """Return the turns of a transcript and headlines of that form: a name, a colon, and what was said."""
    return [
        Attribution(
            cue=Span(start=m.start("cue"), end=m.end("cue")),
            content=(Span(start=m.start("what"), end=m.end("what")),),
            source=Span(start=m.start("who"), end=m.end("who")),
            lemma=":",
        )
        for m in _SPEAKER.finditer(text)
        if m["who"].split()[0].lower() not in _LABELS and m["who"].split()[-1][0].isupper()
    ]


# --- without a parse --------------------------------------------------------------------------------------------------

_SAID = (
    r"(?:said|says|say|told|tells|added|adds|wrote|writes|announced|argued|argues|claimed|claims|warned|warns|noted|notes|"
    r"explained|insisted|insists|declared|reported|reports|believes?|believed|thinks?|thought|suggested|suggests|stated|"
    r"confirmed|denied|asked|replied|predicted|acknowledged|admitted|concluded|estimated|estimates)"
)
_WHO = r"(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ss]ome|[Mm]any)\s+)?(?:[\w’'.-]+\s+){0,5}?[\w’'.-]+"
_FORWARD = re.compile(
    rf"^(?P<who>{_WHO})\s+(?:(?:has|have|had|also|later)\s+)?(?P<cue>{_SAID})\b[,:]?\s+(?:that\s+)?(?P<what>\S.*)",
    re.DOTALL,
)
_BACKWARD = re.compile(
    rf"(?P<what>\S.*?)[,.?!]?[\"”’']?,?\s+(?:(?P<who>{_WHO})\s+(?P<cue>{_SAID})|(?P<cue2>{_SAID})\s+(?P<who2>{_WHO}))[^,\"“]*$",
    re.DOTALL,
)
_ACCORDING = re.compile(rf"\b(?P<cue>[Aa]ccording to)\s+(?P<who>{_WHO})(?=[,.]|$)")


def _plain(text: str, quotes: list[Quoted]) -> list[Attribution]:
    found = []
    for sentence in sentences(text):
        words = sentence.of(text)
        if len(words) > 2000:
            continue
        if m := _ACCORDING.search(words):
            rest = [(0, m.start()), (m.end(), len(words))]
            found.append(_plain_one(sentence, words, m.span("cue"), m.span("who"), rest))
        elif m := _FORWARD.match(words):
            found.append(_plain_one(sentence, words, m.span("cue"), m.span("who"), [m.span("what")]))
        elif (", " in words or '"' in words or "”" in words) and (m := _BACKWARD.match(words)):
            names = ("cue", "who") if m["cue"] else ("cue2", "who2")
            found.append(_plain_one(sentence, words, m.span(names[0]), m.span(names[1]), [m.span("what")]))
    return [f for f in found if f.content and not any(q.inner.holds(f.cue) for q in quotes)]


def _plain_one(
    sentence: Span, words: str, cue: tuple[int, int], who: tuple[int, int], what: list[tuple[int, int]]
) -> Attribution:
    def span(at: tuple[int, int]) -> Span:
        kept = words[at[0] : at[1]]
        lead = len(kept) - len(kept.lstrip(" ,;:.\n"))
        end = at[0] + len(kept.rstrip(" ,;:.\n"))
        start = min(at[0] + lead, end)
        return Span(start=sentence.start + start, end=sentence.start + end)

    content = tuple(s for s in map(span, what) if s.end > s.start)
    return Attribution(cue=span(cue), content=content, source=span(who), lemma=words[cue[0] : cue[1]].lower())


# --- as facts ---------------------------------------------------------------------------------------------------------


def facts(text: str, found: Sequence[Attribution], every: Sequence[Attribution], people: People) -> list[Fact]:
    """Return the attributions as facts, each with the chain of those of `every` that stand in its content."""
    starts = sorted((a.cue.start, n) for n, a in enumerate(every))
    return [_fact(text, one, _inside(one, every, starts), people) for one in found]


def _inside(one: Attribution, every: Sequence[Attribution], starts: list[tuple[int, int]]) -> list[Attribution]:
    found: list[Attribution] = []
    for c in one.content:
        at = bisect_left(starts, (c.start, 0))
        found += [every[n] for start, n in starts[at : at + LINKS] if start < c.end]
    return found[:LINKS]


def _fact(text: str, one: Attribution, inner: list[Attribution], people: People) -> Fact:
    content = Span(start=one.content[0].start, end=one.content[-1].end)
    apart = content.overlaps(one.cue) or bool(one.source and content.overlaps(one.source))
    main = max(one.content, key=lambda c: c.end - c.start) if apart else content
    frame: dict[str, Any] = {"cue": slot(text, one.cue), "content": slot(text, main)}
    if apart:
        frame["parts"] = [slot(text, c) for c in one.content]
    value: dict[str, Any] = {"cue": one.lemma}
    if one.source:
        frame["source"] = slot(text, one.source)
        if meant := people.meant_by(one.source):
            value["source"] = meant.canonical or meant.name
            frame["antecedent"] = slot(text, meant.span)
    if inner:
        frame["chain"] = [
            {"cue": slot(text, i.cue), **({"source": slot(text, i.source)} if i.source else {})} for i in inner
        ]
    return Fact(kind=Kind.ATTRIBUTION, span=one.span, text=one.span.of(text), value=value, frame=frame)
