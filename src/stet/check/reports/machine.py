"""Reports for machines: JSON (docs/json.md), SARIF 2.1.0 for code hosts, and GitHub's annotation commands."""

import json as jsons
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from stet import __version__
from stet.check.codes import ABOUT
from stet.check.reports.places import Lines, lines
from stet.news import Finding, Ledger, Source, Verdict


def _loose(ledger: Ledger) -> list[Finding]:
    """Return what does not stand: faults and questions, in the order of the text."""
    return [finding for finding in ledger.findings if not finding.verdict.stands]


def _level(finding: Finding, asked: str) -> str:
    if finding.asks:
        return asked
    return "error" if finding.verdict is Verdict.CONTRADICTED else "warning"


def json(ledger: Ledger, text: str, sources: Sequence[Source] = (), path: str = "-", where: Lines | None = None) -> str:
    """Return the ledger as the JSON document that `stet check --format json` prints."""
    return jsons.dumps(document(ledger, where or lines(text), path), ensure_ascii=False, indent=2)


def document(ledger: Ledger, where: Lines, path: str) -> dict[str, Any]:
    """Return the ledger as plain values, with the line and column of each fact in its file; null where unknown."""
    from stet import documents

    plain = documents.of_ledger(ledger)
    for fact in plain["facts"]:
        line, column = where.place(fact["start"])
        fact |= {"line": line, "column": column} if column else {"line": None, "column": None}
    return {"path": path, **plain}


def sarif(
    ledger: Ledger, text: str, sources: Sequence[Source] = (), path: str = "-", where: Lines | None = None
) -> str:
    """Return a SARIF 2.1.0 log with one result per fault, and one of level "note" per question."""
    where = where or lines(text)
    found = _loose(ledger)
    used = sorted({f.code for f in found})
    rules = [
        {
            "id": code,
            "name": ABOUT[code].name,
            "shortDescription": {"text": ABOUT[code].says},
        }
        for code in used
        if code in ABOUT
    ]
    notices = [_notice(notice, path) for notice in ledger.notices]
    call = {"executionSuccessful": ledger.canary, "toolExecutionNotifications": notices}
    return _log(rules, [call], [_result(f, where, path) for f in found])


def _notice(notice: str, path: str) -> dict[str, Any]:
    place = {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}}
    return {"level": "warning", "message": {"text": notice}, "locations": [place]}


def merged(logs: Sequence[str]) -> str:
    """Return any number of SARIF logs as one, with one run: a code host takes one file with one run of a tool."""
    runs = [jsons.loads(log)["runs"][0] for log in logs]
    rules = {rule["id"]: rule for run in runs for rule in run["tool"]["driver"]["rules"]}
    return _log(
        [rules[code] for code in sorted(rules)],
        [call for run in runs for call in run["invocations"]],
        [result for run in runs for result in run["results"]],
    )


def _log(rules: Sequence[Any], invocations: Sequence[Any], results: Sequence[Any]) -> str:
    run = {
        "tool": {"driver": {"name": "stet", "version": __version__, "rules": rules}},
        "invocations": invocations,
        "results": results,
        "columnKind": "unicodeCodePoints",
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return jsons.dumps(log, ensure_ascii=False, indent=2)


def _result(finding: Finding, where: Lines, path: str) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "level": _level(finding, "note"),
        "message": {"text": finding.reason},
        "locations": [_location(finding, where, path)],
        "relatedLocations": [
            {"message": {"text": text}, "physicalLocation": {"artifactLocation": {"uri": _uri(source)}}}
            for source, text in dict.fromkeys((e.source, " ".join(e.text.split())) for e in finding.evidence)
        ],
        "properties": {"verdict": str(finding.verdict), "rule": finding.rule},
    }


def _location(finding: Finding, where: Lines, path: str) -> dict[str, Any]:
    (line, column), (last, end) = where.place(finding.fact.span.start), where.end(finding.fact.span)
    region = {"startLine": line}
    if column:
        region |= {"startColumn": column, **({"endLine": last, "endColumn": end} if end else {})}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}}


def _uri(name: str) -> str:
    """Return a path or the name of a source as the standard wants it: an address, or one relative to the project."""
    return name if name.startswith(("https://", "http://")) else quote(name, safe="/")


def github(
    ledger: Ledger, text: str, sources: Sequence[Source] = (), path: str = "-", where: Lines | None = None
) -> str:
    """Return GitHub workflow commands, one per notice, fault or question; data is escaped as the runner asks."""
    where = where or lines(text)
    out = [f"::warning file={_property(path)},title=on what was read::{_data(notice)}" for notice in ledger.notices]
    for finding in _loose(ledger):
        line, column = where.place(finding.fact.span.start)
        level = _level(finding, "notice")
        title = f"{finding.code} {ABOUT[finding.code].name}" if finding.code in ABOUT else finding.code
        spot = f"line={line},col={column}" if column else f"line={line}"
        out.append(f"::{level} file={_property(path)},{spot},title={_property(title)}::{_data(finding.reason)}")
    return "\n".join(out)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
