"""Gate of the feed reader: what feedparser's own suite expects, and agreement with feedparser on real feeds.

Expectations are parsed with `ast` and interpreted here, never evaluated. Stet's texts are plain where feedparser's hold
markup, so an expected text is brought to plain text by the same rules before it is compared. The floor is over all
files: an expectation about something that Stet does not give counts against it like one that fails.
docs/decisions/0007-gather-feed-reader.md says which do not hold, and why.
"""

import ast
import gzip
import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from gates._feedparser import NAMES, entry, view
from gates._published import interval

from stet.errors import StetError
from stet.gather import feeds
from stet.news import Item

DATA = Path(os.environ.get("STET_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")) / "feeds"
FLOOR_SUITE = 0.96  # of all files that expect something
FLOOR_FIELDS = 0.99  # of the fields that feedparser finds in well-formed real feeds
_EXPECT = re.compile(r"Expect:\s*(.*?)\s*(?:-->|\n\s*\n|\Z)", re.DOTALL)
_TYPE = re.compile(r"^\s*Header:\s*Content-[Tt]ype:\s*(.+?)\s*$", re.MULTILINE)
_LOCATION = re.compile(r"^\s*Header:\s*Content-[Ll]ocation:\s*(.+?)\s*$", re.MULTILINE)
_HOME = "http://127.0.0.1:8097/"


class Unsupported(Exception):
    """The expectation is about something that Stet does not keep."""


# --- expectations -----------------------------------------------------------------------------------------------------


def holds(node: ast.AST, seen: dict[str, Any]) -> Any:
    """Interpret one expectation: names, look-ups, comparisons, logic, and the few calls that make a plain value."""
    match node:
        case ast.Expression(body=body):
            return holds(body, seen)
        case ast.BoolOp(op=ast.And(), values=values):
            return all(holds(v, seen) for v in values)
        case ast.BoolOp(op=ast.Or(), values=values):
            return any(holds(v, seen) for v in values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not holds(operand, seen)
        case ast.Compare(left=left, ops=ops, comparators=rights):
            values = [holds(v, seen) for v in (left, *rights)]
            return all(compared(op, a, b) for op, (a, b) in zip(ops, pairwise(values), strict=True))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return holds(left, seen) + holds(right, seen)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return holds(left, seen) * min(1000, holds(right, seen))
        case ast.Constant(value=value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=value)):
            return -value  # type: ignore[operator]
        case ast.Tuple(elts=elements):
            return tuple(holds(e, seen) for e in elements)
        case ast.List(elts=elements):
            return [holds(e, seen) for e in elements]
        case ast.Dict(keys=keys, values=values):
            return {holds(k, seen): holds(v, seen) for k, v in zip(keys, values, strict=True) if k}
        case ast.Name(id=name):
            return field(seen, name)
        case ast.Attribute(value=value, attr=name):
            return field(holds(value, seen), name)
        case ast.Subscript(value=value, slice=key):
            return field(holds(value, seen), holds(key, seen))
        case ast.Call(func=ast.Name(id="len"), args=[one]):
            return len(holds(one, seen))
        case ast.Call(func=ast.Attribute(value=record, attr="has_key"), args=[key]):
            return holds(key, seen) in holds(record, seen)
        case ast.Call(func=ast.Attribute(value=record, attr="get"), args=[key]):
            return holds(record, seen).get(holds(key, seen))
        case ast.Call(func=ast.Name(id="ord"), args=[one]):
            return ord(holds(one, seen))
        case ast.Call(func=ast.Attribute(value=ast.Name(id="datetime"), attr="timedelta"), args=numbers):
            return timedelta(*(holds(n, seen) for n in numbers))
        case ast.Call(func=ast.Name(id="bool"), args=[one]):
            return bool(holds(one, seen))
    raise Unsupported(f"an expression ({type(node).__name__})")


def compared(op: ast.cmpop, left: Any, right: Any) -> bool:
    """Compare as the operator says; parts of a time beyond the second (weekday, year day) follow from the rest."""
    if isinstance(right, tuple) and isinstance(left, tuple) and len(left) == len(right) == 9:
        left, right = left[:6], right[:6]
    match op:
        case ast.Eq():
            return bool(left == right)
        case ast.NotEq():
            return bool(left != right)
        case ast.In():
            return left in right
        case ast.NotIn():
            return left not in right
        case ast.Is():
            return left is right
    raise Unsupported(f"an operator ({type(op).__name__})")


def field(record: Any, name: Any) -> Any:
    """Look a field up; a known one that is missing fails the expectation, an unknown one is not supported."""
    if isinstance(record, list | tuple):
        if isinstance(name, int) and -len(record) <= name < len(record):
            return record[name]
        raise KeyError(name)
    if not isinstance(record, dict):
        raise Unsupported(f"a part of a text ({name})")
    if name == "url" and "url" not in record:
        name = "href"  # feedparser's other name for it
    if name in record:
        return record[name]
    if name in NAMES:
        raise KeyError(name)
    raise Unsupported(str(name))


# --- the suite --------------------------------------------------------------------------------------------------------


def suite() -> tuple[Counter[str], list[str], Counter[str]]:
    """Run the suite: outcomes, the files that failed, and what is not supported."""
    outcomes, failed, unsupported = Counter[str](), list[str](), Counter[str]()
    for path in sorted(p for p in (DATA / "feedparser").rglob("*") if p.suffix in (".xml", ".json")):
        body = path.read_bytes()
        outcome, why = judged(path.name, body, expectation(body))
        outcomes[outcome] += 1
        if outcome == "not supported":
            unsupported[why] += 1
        elif outcome in ("failed", "crashed"):
            failed.append(f"{outcome}: {path.relative_to(DATA)}: {why}")
    return outcomes, failed, unsupported


def expectation(body: bytes) -> tuple[str, str, str]:
    """Return what a file expects of its reader, and the content type and location that came with it."""
    for encoding in ("utf-8", "utf-16", "utf-32", "utf-16-be", "utf-32-be", "cp037", "latin-1"):
        try:
            text = body.decode(encoding)
        except UnicodeError:
            continue
        if found := _EXPECT.search(text):
            kind, place = _TYPE.search(text), _LOCATION.search(text)
            return found[1], kind[1] if kind else "", place[1] if place else ""
    return "", "", ""


def judged(name: str, body: bytes, expected: tuple[str, str, str]) -> tuple[str, str]:
    """Read one file and compare."""
    expression, kind, place = expected
    location = place if place.startswith("http") else _HOME + place.lstrip("/") if place else ""
    location = location or (_HOME if name.startswith("http_") else "")
    try:
        seen = view(feeds.parse(body, content_type=kind, url=location, whole=True))
    except StetError as error:
        seen = {"bozo": True, "feed": {}, "entries": [], "refused": str(error)}
    except Exception as error:
        return "crashed", repr(error)
    if not expression:
        return "no expectation", ""
    try:
        return ("passed", "") if holds(ast.parse(expression, mode="eval"), seen) else ("failed", expression[:160])
    except (SyntaxError, ValueError):
        return "no expectation", ""
    except Unsupported as reason:
        return ("failed", f"{seen['refused']}") if "refused" in seen else ("not supported", str(reason))
    except (KeyError, TypeError) as error:
        return "failed", f"{error!r} in {expression[:160]}"


# --- agreement with feedparser on real feeds --------------------------------------------------------------------------


def agreement() -> tuple[Counter[str], Counter[str], list[str]]:
    """Compare field by field with feedparser: found the same, of how many, and examples of differences."""
    import feedparser

    same, of, differing = Counter[str](), Counter[str](), list[str]()
    for path in sorted((DATA / "real").glob("*.gz")):
        body = gzip.decompress(path.read_bytes())
        ours = feeds.parse(body)
        theirs = feedparser.parse(io.BytesIO(body), sanitize_html=False)
        of["entries"] += max(len(theirs.entries), len(ours.items))
        same["entries"] += min(len(theirs.entries), len(ours.items))
        for mine, other in zip(ours.items, theirs.entries, strict=False):
            for name, left, right in fields(mine, other):
                of[name] += 1
                agree = bool(left == right)
                same[name] += agree
                if not agree:
                    differing.append(f"{path.name[:8]} {name}: {str(left)[:90]!r} / {str(right)[:90]!r}")
    return same, of, differing


def fields(mine: Item, other: Any) -> Iterator[tuple[str, Any, Any]]:
    """Give each field that feedparser found, ours beside it."""
    seen = entry(mine)
    for name in ("title", "link", "id", "author", "summary"):
        if other.get(name):
            yield name, seen[name], other[name]
    for name, value in (("published", mine.published), ("updated", mine.updated)):
        parsed = other[f"{name}_parsed"] if f"{name}_parsed" in other else None  # noqa: SIM401 - get() substitutes
        if parsed:
            yield name, value, datetime(*parsed[:6], tzinfo=UTC)
    if other.get("tags"):
        yield "tags", [t["term"] for t in seen["tags"]], [t.term for t in other.tags if t.term]


# --- report -----------------------------------------------------------------------------------------------------------


def main() -> int:
    """Measure, print, and compare with the floors."""
    if not DATA.exists():
        print(f"feeds: no data at {DATA}; set STET_DATA. Not measured.")
        return 77
    outcomes, failed, unsupported = suite()
    said = sum(outcomes.values()) - outcomes["no expectation"]
    rate = outcomes["passed"] / said if said else 0.0
    print(f"suite: {sum(outcomes.values())} files: {dict(outcomes)}")
    print(
        f"  passed {outcomes['passed']}/{said} = {rate:.4f} {interval(outcomes['passed'], said)}, floor {FLOOR_SUITE}"
    )
    print(f"  not supported: {dict(unsupported.most_common())}")
    print("\n".join(f"  {line}" for line in failed[: None if "-v" in sys.argv else 12]))
    same, of, differing = agreement()
    ratio = sum(same.values()) / max(1, sum(of.values()))
    print("real: " + ", ".join(f"{k} {same[k]}/{of[k]}" for k in of))
    print(f"  fields that agree {ratio:.4f} {interval(sum(same.values()), sum(of.values()))}, floor {FLOOR_FIELDS}")
    print("\n".join(f"  {line}" for line in differing[: 4000 if "-v" in sys.argv else 8]))
    return int(rate < FLOOR_SUITE or ratio < FLOOR_FIELDS or outcomes["crashed"] > 0 or said < 2000)


if __name__ == "__main__":
    sys.exit(main())
