"""What must be true before words go to readers. Fails closed: what is missing refuses.

Pure. The caller says what the check, the second reader and the overrides are; this says what still stands in the way.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from stet.news import Verdict

# Facts the sources do not carry as they stand. Disputed facts may be published when they are bound by hand to the
# passages on either side: a text that says "one source says" is right about a dispute.
UNBOUND = frozenset({Verdict.UNSUPPORTED, Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.DISPUTED})


class Bound(StrEnum):
    """How a person vouches for a fact that the engine could not bind."""

    PASSAGE = "passage"
    OBSERVATION = "observation"
    INTERVIEW = "interview"
    OVERRIDE = "override"


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """One fact of the ledger as the gate sees it; `by_hand` is how somebody bound it, if anybody did."""

    text: str
    verdict: Verdict
    by_hand: Bound | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """All that the gate asks of a version. `version` and `checked_version` are digests of the text."""

    version: str
    headline: str
    author: int
    contributors: Collection[int] = ()
    checked_version: str = ""
    checker_error: str = ""
    canary_rejected: bool = False
    facts: tuple[Checked, ...] = ()
    second_reader: int | None = None
    read_version: str = ""
    picture_without_alt: bool = False


def refusals(standing: Standing) -> tuple[str, ...]:
    """Return what stands in the way, each as a sentence that says what to do; nothing means the copy may go."""
    return (*_check(standing), *_facts(standing), *_reader(standing), *_form(standing))


def _check(s: Standing) -> tuple[str, ...]:
    if s.checker_error:
        return (f"The checker is down ({s.checker_error}). Nothing is published until it runs again.",)
    if s.checked_version != s.version:
        return ("The checker has not run on this version. Run the check.",)
    if not s.canary_rejected:
        return ("The checker let a text pass that it must reject. Nothing is published until it is mended.",)
    return ()


def _facts(s: Standing) -> tuple[str, ...]:
    loose = [f for f in s.facts if f.verdict in UNBOUND and f.by_hand is None]
    return tuple(
        f"“{_short(f.text)}” is {f.verdict}. Bind it to a passage, mark its ground, or rewrite it." for f in loose
    )


def _reader(s: Standing) -> tuple[str, ...]:
    if s.second_reader is None or s.read_version != s.version:
        return ("No second person has read this version.",)
    if s.second_reader == s.author or s.second_reader in s.contributors:
        return ("The second reader wrote part of this text. Somebody else must read it.",)
    return ()


def _form(s: Standing) -> tuple[str, ...]:
    missing = [] if s.headline.strip() else ["There is no headline."]
    return (*missing, *(("The picture has no alternative text.",) if s.picture_without_alt else ()))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
