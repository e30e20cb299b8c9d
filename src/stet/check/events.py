"""Events: who did what to whom, whether it happened, and which way things went.

From the parse: one event per predicate that is no report of words, with agent and patient (a passive's subject is its
patient), polarity, modality and direction. Without a parse only the plainest "X killed Y" between two names is seen.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from stet.check.grammar import Parse
from stet.check.names import Mention
from stet.check.quotations import slot
from stet.news import Fact, Kind, Span

UP = frozenset(
    """rise increase grow climb jump soar surge gain expand improve advance swell rally double triple raise boost lift
    strengthen accelerate widen""".split()
)
DOWN = frozenset(
    """fall decrease decline drop slip sink plunge tumble shrink contract lose cut reduce slash lower weaken slow ease
    halve slump narrow dip""".split()
)
# Light verbs carry no event of their own.
LIGHT = frozenset(
    """be have do seem appear let go come get keep become use need try start begin continue stop make take
    include""".split()
)
# Branches that tell more of a slot than its name.
BRANCHES = frozenset({"acl:relcl", "acl", "parataxis", "advcl", "case", "ccomp"})


def events(text: str, parse: Parse | None, cues: Sequence[Span], known: Sequence[Mention] = ()) -> list[Fact]:
    """Return the events of `text` in order; verbs inside `cues` report words and are left to attributions."""
    if parse is None:
        return list(_plain(text, known))
    reporting = {i for cue in cues for i in parse.tokens_in(cue)}
    return [
        e for i, pos in enumerate(parse.pos) if pos == "VERB" and i not in reporting and (e := _event(text, parse, i))
    ]


def _event(text: str, parse: Parse, i: int) -> Fact | None:
    if (
        parse.lemmas[i] in LIGHT
        or parse.deps[i] in {"amod", "compound", "case", "aux", "aux:pass"}
        or not parse.words[i].isalpha()
    ):
        return None
    agent, patient = _roles(parse, i)
    lemma = parse.lemmas[i]
    if lemma == "lose" and (winner := parse.beside(i, "to")) is not None:
        lemma, agent, patient = "beat", winner, agent  # one match, told from the other side
    if patient is None and (agent is None or not _moves_alone(parse, i)):
        return None
    slots = {k: _slot(text, parse, j) for k, j in (("agent", agent), ("patient", patient)) if j is not None}
    way = direction(lemma) if parse.child(i, "xcomp") is None else ""  # "declined to comment"
    value: dict[str, Any] = {
        "predicate": lemma, **slots,
        "polarity": "negative" if parse.negated(i) else "positive",
        "modality": parse.modality(i), "direction": way,
    }  # fmt: skip
    starts = [
        parse.starts[i],
        *(s["start"] for s in slots.values() if parse.sentence[parse.token_at(s["start"])] == parse.sentence[i]),
    ]
    ends = [parse.ends[i], *(s["end"] for s in slots.values())]
    span = Span(start=min(starts), end=max(ends))
    frame = {"predicate": slot(text, parse.span(i, i))}
    return Fact(kind=Kind.EVENT, span=span, text=span.of(text), value=value, frame=frame)


def _moves_alone(parse: Parse, i: int) -> bool:
    """Say whether a verb without an object tells an event: a finite one, or one of rising and falling."""
    return parse.lemmas[i] in UP | DOWN or parse.deps[i] not in {"xcomp", "acl", "advcl"}


def direction(lemma: str) -> str:
    """Return `up`, `down` or "" for a verb."""
    return "up" if lemma in UP else "down" if lemma in DOWN else ""


def _roles(parse: Parse, i: int) -> tuple[int | None, int | None]:
    """Return the tokens that head agent and patient."""
    passive = parse.child(i, "nsubj:pass", "csubj:pass")
    if parse.child(i, "aux:pass") is not None or (passive is not None and parse.child(i, "obj") is None):
        return parse.doer(i), _meant(parse, i, passive if passive is not None else parse.subject(i))
    if parse.deps[i] in {"acl"} and parse.words[i].lower().endswith(("ed", "en")):
        return parse.doer(i), parse.heads[i]
    agent, patient = _meant(parse, i, parse.subject(i)), parse.child(i, "obj")
    if patient is None and parse.lemmas[i] in _DONE_TO and parse.words[i].endswith("ed"):
        return parse.doer(i), agent  # a headline: "Two killed in blast"
    return agent, patient


def _meant(parse: Parse, i: int, subject: int | None) -> int | None:
    """Return the noun that "which" or "who" stands for."""
    if subject is not None and parse.deps[i] == "acl:relcl" and parse.words[subject].lower() in _RELATIVE:
        return parse.heads[i]
    return subject


# Nobody does these without an object.
_DONE_TO = frozenset("kill injure wound arrest jail detain sack kidnap rescue charge accuse convict sentence".split())
_RELATIVE = frozenset({"which", "who", "that"})


def _slot(text: str, parse: Parse, i: int) -> dict[str, Any]:
    return slot(text, parse.span(*parse.phrase(i, without=BRANCHES)))


_VERBS = dict(
    pair.split(":")
    for pair in """killed:kill injured:injure wounded:wound arrested:arrest attacked:attack invaded:invade beat:beat
    defeated:defeat sued:sue bought:buy acquired:acquire met:meet visited:visit elected:elect appointed:appoint
    fired:fire hired:hire accused:accuse shot:shoot bombed:bomb sanctioned:sanction joined:join left:leave won:win
    lost:lose signed:sign rejected:reject approved:approve banned:ban blamed:blame replaced:replace""".split()
)
_BETWEEN = re.compile(
    rf"^\s(?:(?P<by>was|were|has been|have been)\s)?(?P<not>did not |never )?(?P<verb>{'|'.join(_VERBS)})"
    r"\s(?:by\s)?(?:the\s)?$"
)


def _plain(text: str, known: Sequence[Mention]) -> Iterator[Fact]:
    for one, other in pairwise(known):
        found = _BETWEEN.match(text[one.span.end : other.span.start]) if other.span.start - one.span.end < 60 else None
        if found:
            agent, patient = (other, one) if found["by"] else (one, other)
            span = Span(start=one.span.start, end=other.span.end)
            value = {
                "predicate": _VERBS[found["verb"]],
                "agent": slot(text, agent.span),
                "patient": slot(text, patient.span),
                "polarity": "negative" if found["not"] else "positive",
                "modality": "actual",
                "direction": "",
            }
            yield Fact(kind=Kind.EVENT, span=span, text=span.of(text), value=value)
