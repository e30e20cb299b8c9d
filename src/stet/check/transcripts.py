"""Reports that need no parse: turns of a transcript, headlines with a colon, and the plainest "X said"."""

import re

from stet.check.quotations import Attribution, Quoted
from stet.news import Span
from stet.text import sentences

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


def scripted(text: str) -> list[Attribution]:
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


def plain(text: str, quotes: list[Quoted]) -> list[Attribution]:
    """Return the reports of the plainest forms: "X said …", "…, X said", "according to X"."""
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
