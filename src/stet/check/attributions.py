"""Attributions: who says or thinks what. Source, cue and content of every report of words or of a mind.

"Officials say the bank failed": source `Officials`, cue `say`, content `the bank failed`. Direct, indirect and mixed
speech alike, "according to", and chains ("officials say the police believe"), where the outer attribution holds the
inner as its chain. With a parse the rules follow its relations; without one they see only the plainest forms.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from stet.check.grammar import SUBJECTS, Parse
from stet.check.quotations import Attribution, Quoted, slot
from stet.check.references import People
from stet.news import Fact, Kind, Span
from stet.text import sentences

DATA = Path(__file__).with_name("data")


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
    """Keep the attributions that stand in no other's content; where two claim one cue, the earlier found stays."""
    kept: list[Attribution] = []
    for one in sorted(found, key=lambda a: (-sum(c.end - c.start for c in a.content), a.cue.start)):
        inside = any(c.holds(one.cue) for other in kept for c in other.content)
        if not inside and not any(other.cue.overlaps(one.cue) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda a: a.cue.start)


# --- by the parse -----------------------------------------------------------------------------------------------------

_GROUP = frozenset({"aux", "aux:pass", "advmod", "cop", "compound:prt"})
_LEADS = frozenset({"mark", "punct", "cc", "case"})


def _parsed(parse: Parse, quotes: list[Quoted]) -> list[Attribution]:
    found = []
    for i, pos in enumerate(parse.pos):
        one = None
        if pos in {"VERB", "AUX"}:
            one = _of_verb(parse, i, quotes)
        elif pos in {"NOUN", "ADJ"} and parse.lemmas[i] in cues()["nouns"] | cues()["adjectives"]:
            one = _of_word(parse, i)
        elif parse.words[i].lower() == "according" and parse.words[i + 1 : i + 2] == ["to"]:
            one = _according(parse, i)
        if one and one.content:
            found.append(one)
    return found


def _of_verb(parse: Parse, i: int, quotes: list[Quoted]) -> Attribution | None:
    words, lemma = cues(), parse.lemmas[i]
    if parse.deps[i] in {"amod", "compound", "case", "aux", "aux:pass", "cop"}:
        return None
    clause = parse.child(i, "ccomp")
    quote = _quote_beside(parse, i, quotes)
    source = _source(parse, i)
    if clause is not None and lemma not in words["not_with_clause"] and (source or parse.child(i, "aux:pass")):
        return _build(parse, i, source, _clause_content(parse, i, clause, quote))
    if parse.deps[i] == "parataxis" and source and lemma in words["speech"]:
        return _build(parse, i, source, _around(parse, i, quote))
    if quote is not None and source and lemma in words["speech"] | words["with_object"]:
        return _build(parse, i, source, [quote.span, *_after(parse, i, source)])
    if lemma in words["speech"] and source:
        return _build(parse, i, source, _after(parse, i, source))
    if lemma in words["with_object"] and parse.child(i, "obj") is not None and source:
        return _build(parse, i, source, _after(parse, i, source))
    if lemma in words["with_infinitive"] and parse.child(i, "xcomp") is not None:
        return _build(parse, i, source, _after(parse, i, source))
    if _through_preposition(parse, i) and source:
        return _build(parse, i, source, _after(parse, i, source))
    return None


def _through_preposition(parse: Parse, i: int) -> bool:
    listed = cues()["with_preposition"]
    cases = {
        parse.lemmas[g]
        for c in parse.children[i]
        if parse.deps[c] == "obl"
        for g in parse.children[c]
        if parse.deps[g] == "case"
    }
    if not cases:
        return False
    return parse.lemmas[i] in listed or any(f"{parse.lemmas[i]}:{case}" in listed for case in cases)


def _source(parse: Parse, i: int) -> Span | None:
    """Return the phrase that names who speaks: the subject, or the agent of a passive."""
    agent = parse.child(i, "obl:agent")
    subject = agent if agent is not None else parse.subject(i)
    if (
        subject is None
        or parse.words[subject].lower() in {"it", "there", "this", "that"}
        and agent is None
        and parse.child(i, "obj") is None
        and parse.child(i, "ccomp") is None
    ):
        return None
    if parse.child(i, "aux:pass") is not None and agent is None:
        return None
    first, last = parse.phrase(
        subject,
        without=frozenset(
            {"acl:relcl", "acl", "parataxis", "conj", "cc", "case", "punct", "ccomp", "appos"}
            if parse.child(subject, "appos") is None
            else {"acl:relcl", "acl", "parataxis", "conj", "cc", "case", "ccomp"}
        ),
    )
    if first <= i <= last:
        first = last = subject
    return parse.span(first, last)


def _build(parse: Parse, i: int, source: Span | None, content: list[Span]) -> Attribution | None:
    cue = _cue(parse, i)
    kept = tuple(sorted(c for c in content if not c.overlaps(cue) and not (source and c.overlaps(source))))
    if not kept:
        return None
    return Attribution(cue=cue, content=kept, source=source, lemma=parse.lemmas[i])


def _cue(parse: Parse, i: int) -> Span:
    """Return the verb with its auxiliaries, denials and adverbs that touch it."""
    first = last = i
    for c in sorted((c for c in parse.children[i] if c < i), reverse=True):
        if parse.deps[c] in _GROUP and c == first - 1:
            first = c
    for c in parse.children[i]:
        if c == last + 1 and parse.deps[c] == "compound:prt":
            last = c
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


def _after(parse: Parse, i: int, source: Span | None) -> list[Span]:
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
    """Return the attribution carried by a noun or adjective: "his claim that", "is confident that"."""
    complement = parse.child(i, "acl", "ccomp", "advcl", "xcomp", "csubj")
    if complement is None or complement < i:
        return None
    owner = parse.child(i, "nmod:poss")
    if parse.pos[i] == "ADJ" or parse.child(i, "cop") is not None:
        owner = parse.subject(i)
    source = None
    if owner is not None:
        source = parse.span(*parse.phrase(owner, without=frozenset({"acl:relcl", "acl", "case", "appos", "punct"})))
    first, last = parse.phrase(complement)
    if parse.pos[i] == "NOUN" and not any(parse.words[c].lower() in {"that", "to"} for c in parse.children[complement]):
        return None
    return Attribution(cue=_cue(parse, i), content=(parse.span(first, last),), source=source, lemma=parse.lemmas[i])


def _according(parse: Parse, i: int) -> Attribution | None:
    """Return the attribution of "according to": the rest of the sentence is content."""
    head = parse.heads[i] if parse.deps[i] in {"case", "mark"} else parse.child(i, "obl", "nmod")
    if head is None or head == i:
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
    sentence = parse.sentence[i]
    start, end = parse.starts[parse.first_of[sentence]], parse.ends[parse.last_of[sentence]]
    near = [
        q
        for q in quotes
        if q.span.start < end and q.span.end > start and not q.span.start <= parse.starts[i] < q.span.end
    ]
    return min(
        near, key=lambda q: min(abs(q.span.end - parse.starts[i]), abs(q.span.start - parse.ends[i])), default=None
    )


# --- scripts and transcripts ------------------------------------------------------------------------------------------

_SPEAKER = re.compile(r"^(?P<who>[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){0,3})(?P<cue>:) +(?P<what>\S.*)$", re.MULTILINE)


def _scripted(text: str) -> list[Attribution]:
    """Return the turns of a transcript: a name in capitals, a colon, and what was said."""
    return [
        Attribution(
            cue=Span(start=m.start("cue"), end=m.end("cue")),
            content=(Span(start=m.start("what"), end=m.end("what")),),
            source=Span(start=m.start("who"), end=m.end("who")),
            lemma=":",
        )
        for m in _SPEAKER.finditer(text)
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


def facts(text: str, found: Sequence[Attribution], inner: Sequence[Attribution], people: People) -> list[Fact]:
    """Return the attributions as facts, each with the chain of those inside its content."""
    return [_fact(text, one, [i for i in inner if any(c.holds(i.cue) for c in one.content)], people) for one in found]


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
            {"cue": slot(text, i.cue), **({"source": slot(text, i.source)} if i.source else {})} for i in inner[:3]
        ]
    return Fact(kind=Kind.ATTRIBUTION, span=one.span, text=one.span.of(text), value=value, frame=frame)
