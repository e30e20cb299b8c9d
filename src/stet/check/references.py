"""Whom a pronoun or a bare role means: the nearest person before it that it can stand for, or nobody.

Rules after Hobbs (1978), much reduced: gender from titles and given names, roles from appositions in the same text. A
wrong answer is worse than none, so two equally near people of unknown gender leave a pronoun unresolved.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from stet.check.names import PERSON, Mention
from stet.check.roles import words
from stet.news import Span

GENDERS = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
FAR = 900  # characters: some three paragraphs of news; farther back a pronoun starts to mean somebody else


# "Rebels loyal to General Karim", "analysts at the bank": somebody else than the one named.
_LEADS = re.compile(r"\b(?:of|at|for|to|from|in|with|by|near|against|on|behind|under)\s", re.IGNORECASE)


class People:
    """The mentions of a text, asked who is meant at a place."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._all = sorted((m for m in mentions), key=lambda m: m.span.start)
        self._starts = [m.span.start for m in self._all]

    def meant_by(self, span: Span, *, last_speaker: Mention | None = None) -> Mention | None:
        """Return the mention that the words at `span` name or stand for.

        `last_speaker` is who spoke last: a bare pronoun beside a quotation means them before anybody else.
        """
        inside = [m for m in self._all[bisect_left(self._starts, span.start) :][:8] if span.holds(m.span)]
        if inside:
            inside = [m for m in inside if not _LEADS.search(self._text[span.start : m.span.start].rsplit(",")[-1])]
            if not inside:
                return None
            people = [m for m in inside if m.type == PERSON]
            return (people or inside)[-1 if people and _is_role_of_other(self._text, span) else 0]
        said = span.of(self._text).strip().lower()
        if said in GENDERS:
            return self._pronoun(span, GENDERS[said], last_speaker)
        return self._role(span, said)

    def _pronoun(self, span: Span, gender: str, last_speaker: Mention | None) -> Mention | None:
        if last_speaker and last_speaker.gender in {gender, ""} and span.start - last_speaker.span.end < FAR:
            return last_speaker
        near = [m for m in self._before(span) if m.type == PERSON and m.gender in {gender, ""}]
        sure = [m for m in near if m.gender == gender]
        if sure:
            return sure[-1]
        return near[-1] if len({m.canonical for m in near}) == 1 else None

    def _role(self, span: Span, said: str) -> Mention | None:
        """Resolve "the minister": the last person before with that word in the role; else nobody."""
        last = re.findall(r"[\w-]+", said)[-1:]
        if not last or last[0] not in words("roles"):
            return None
        end = bisect_left(self._starts, span.start)
        near = [m for m in self._all[max(0, end - 200) : end] if last[0] in m.role.split()]
        return near[-1] if near and len({m.canonical for m in near[-3:]}) == 1 else None

    def _before(self, span: Span) -> list[Mention]:
        end = bisect_left(self._starts, span.start)
        return [m for m in self._all[max(0, end - 40) : end] if span.start - m.span.end < FAR]


def _is_role_of_other(text: str, span: Span) -> bool:
    """Say whether the phrase reads like "Trump's lawyer, Rudy Giuliani": the last name in it is the one meant."""
    return bool(re.search(r"['’]s?\s", span.of(text)))
