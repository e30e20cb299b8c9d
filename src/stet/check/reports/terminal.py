"""The report for a terminal: place, code, what differs, and where the source says so."""

from collections import Counter
from collections.abc import Iterator, Sequence

from stet.check.cited import short
from stet.check.reports.places import Lines, lines
from stet.news import Finding, Ledger, Source

_WIDTH = 100


def text(ledger: Ledger, text: str, sources: Sequence[Source] = (), path: str = "-", where: Lines | None = None) -> str:
    """Return one line per fault and question, the passage under it, what could not be read, and a count at the end."""
    where = where or lines(text)
    known = {source.id: source for source in sources}
    out = [f"{path}: {notice}" for notice in ledger.notices]
    for finding in (f for f in ledger.findings if not f.verdict.stands):
        said = "asks" if finding.asks else finding.verdict
        out.append(f"{path}:{where.written(finding.fact.span.start)}: {finding.code} {said}: {finding.reason}")
        out += _passages(finding, known)
    out.append(_sum(ledger, path))
    return "\n".join(out)


def _passages(finding: Finding, known: dict[str, Source]) -> Iterator[str]:
    for evidence in finding.evidence[:2]:
        source = known.get(evidence.source)
        name = (source.outlet if source else "") or evidence.source
        spot = ""
        if source:
            spot = f":{lines(source.text).written(evidence.span.start)}"
        yield f"    {name}{spot}: {short(evidence.text, _WIDTH)}"


def _sum(ledger: Ledger, path: str) -> str:
    if not ledger.findings and not ledger.unselected:
        return f"{path}: no checkable fact was found"
    counts = Counter(str(f.verdict) for f in ledger.findings)
    told = ", ".join(f"{n} {verdict}" for verdict, n in counts.most_common())
    found = f"{len(ledger.findings)} facts ({told})" if told else "nothing that was selected"
    faults, asked = len(ledger.problems), len(ledger.questions)
    left = f"; {ledger.unselected} not selected do not stand" if ledger.unselected else ""
    canary = "" if ledger.canary else " The canary was not rejected: do not trust this run."
    return f"{path}: {found}; {faults} to correct, {asked} to ask about{left}.{canary}"
