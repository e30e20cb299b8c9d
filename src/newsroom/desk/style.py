"""The house's style: rules in a file that editors own, and what they find in a text. Pure but for reading the file.

::

    [[rule]]
    find = "Kiev"            # words, whole and in this case; or a pattern between slashes: "/\\bvery unique\\b/"
    say = "Kyiv"             # what to write instead; empty for a banned phrase
    why = "The city's name in its own language."
    on = true                # off while it is auditioned on the archive
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newsroom.desk.acts import Refused
from stet.news import Span

MOST_RULES = 500
LONGEST_PATTERN = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule of the house."""

    find: str
    pattern: re.Pattern[str]
    say: str
    why: str
    on: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Words against a rule, with where they stand."""

    span: Span
    text: str
    rule: Rule


def parse(toml: str) -> tuple[Rule, ...]:
    """Read the rules. Raises `Refused` naming the line or the rule that cannot be used."""
    try:
        rows = tomllib.loads(toml).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"The style file cannot be read: {error}.") from error
    if not isinstance(rows, list) or len(rows) > MOST_RULES:
        raise Refused(f"The style file holds [[rule]] tables, {MOST_RULES} at most.")
    return tuple(_rule(row, number) for number, row in enumerate(rows, 1))


def load(path: Path) -> tuple[Rule, ...]:
    """Read the rules of a file; no file, no rules."""
    return parse(path.read_text(encoding="utf-8")) if path.exists() else ()


def faults(rules: Iterable[Rule], text: str, *, auditioned: bool = False) -> Iterator[Fault]:
    """Yield what the rules find in `text`, in order; `auditioned` asks those that are off, not those that are on."""
    found = [
        Fault(span=Span(start=m.start(), end=m.end()), text=m[0], rule=rule)
        for rule in rules
        if rule.on is not auditioned
        for m in rule.pattern.finditer(text)
        if m[0]
    ]
    yield from sorted(found, key=lambda f: f.span)


def _rule(row: object, number: int) -> Rule:
    if not isinstance(row, dict) or not isinstance(find := row.get("find"), str) or not find.strip():
        raise Refused(f'Rule {number} has no "find".')
    if len(find) > LONGEST_PATTERN:
        raise Refused(f"Rule {number} looks for more than {LONGEST_PATTERN} characters.")
    return Rule(
        find=find,
        pattern=_pattern(find, number),
        say=str(row.get("say", "")),
        why=str(row.get("why", "")),
        on=bool(row.get("on", True)),
    )


def _pattern(find: str, number: int) -> re.Pattern[str]:
    if not (find.startswith("/") and find.endswith("/") and len(find) > 2):
        return re.compile(rf"(?<!\w){re.escape(find)}(?!\w)")
    inner = find[1:-1]
    # A repeat of a repeat can take for ever on a long text; rules of style never need one.
    if re.search(r"[+*}]\)?[+*{]", inner) or re.search(r"\([^)]*[+*][^)]*\)[+*{]", inner):
        raise Refused(f"Rule {number} repeats a repetition, which may never end. Write it simpler.")
    try:
        return re.compile(inner)
    except re.error as error:
        raise Refused(f"The pattern of rule {number} cannot be read: {error}.") from error
