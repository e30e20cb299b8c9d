"""Joined: copy in which marks were set apart ("40 - year - old"), put together again as its sources write it.

Machines that write copy often part words from their marks, and a figure or name in pieces is found in no source; one
with a soft hyphen inside is no more than that. Only such spaces and what nobody sees go, so each place in the joined
text has one in the copy; findings are moved back before anybody sees them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stet.check.seen import Seen, unseen
from stet.news import Finding, Source

_APART = re.compile(r"(?<=\w) - (?=\w)")
_AGE = re.compile(r"\d - (?:year|month|week|day) - old\b")
_WORD_BEFORE, _WORD_AFTER = re.compile(r"[\w’'.]+\Z"), re.compile(r"[\w’'.]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """A copy without the spaces around hyphens; character `i` of `text` is character ``origin[i]`` of the copy."""

    text: str
    copy: str
    origin: tuple[int, ...]

    def back(self, finding: Finding) -> Finding:
        """Return a finding as it stands in the copy."""
        if self.text == self.copy:
            return finding
        view = Seen(text=self.text, whole=self.copy, origin=self.origin)
        return replace(finding, fact=view.back(finding.fact))


def join(copy: str, sources: Sequence[Source]) -> Joined:
    """Return `copy` with "semi - final" as one word where a source has it so, and ages in one piece wherever."""
    hidden = unseen(copy)
    if " - " not in copy and not hidden:
        return Joined(text=copy, copy=copy, origin=())
    ages = [(hit.start(), hit.end()) for hit in _AGE.finditer(copy)]
    held = [source.text.lower() for source in sources]
    gone = {at for at, char in enumerate(copy) if char in hidden}
    for mark in _APART.finditer(copy):
        aged = any(start <= mark.start() < end for start, end in ages)
        if aged or any(_written(copy, mark, text) for text in held):
            gone |= {mark.start(), mark.end() - 1}
    kept = [at for at in range(len(copy)) if at not in gone]
    return Joined(text="".join(copy[at] for at in kept), copy=copy, origin=(*kept, len(copy)))


def _written(copy: str, mark: re.Match[str], text: str) -> bool:
    """Say whether a text has the words on both sides of a mark as one."""
    before, after = _WORD_BEFORE.search(copy, 0, mark.start()), _WORD_AFTER.match(copy, mark.end())
    if not before or not after:
        return False
    one, two = re.escape(before[0].lower()), re.escape(after[0].lower())
    return re.search(rf"(?<!\w){one}[-‐‑–]{two}(?!\w)", text) is not None
