"""The report for people: one HTML file with the copy, its facts marked, and the passages beside them.

Self-contained: no script, no font, nothing fetched; light and dark; every mark is a link to its finding and back.
"""

from collections.abc import Sequence
from html import escape

from stet.check.cited import day, short
from stet.check.codes import ABOUT
from stet.check.reports.places import Lines
from stet.news import Finding, Ledger, Source

LONG = 400  # characters of a fact in the list: a paragraph; the copy beside it holds all of it
_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fdfcf9;--rule:#d8d4ca;--quiet:#595959;--bad:#9b1c1c;
--badbg:#fbe4e2;--warn:#7a4b00;--warnbg:#fdf0d3;--good:#1e5b34;--goodbg:#e3f2e6;--ask:#1d4f7c;--askbg:#e1edf7}
@media screen and (prefers-color-scheme:dark){
:root{--ink:#ececec;--paper:#17181a;--rule:#3a3c40;--quiet:#b0b0b0;--bad:#ffb4ab;
--badbg:#4a1f1c;--warn:#ffd58a;--warnbg:#443413;--good:#a5dcb5;--goodbg:#1d3a27;--ask:#a9d1f2;--askbg:#1c3346}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);
font:1.0625rem/1.6 Georgia,"Times New Roman",serif}
main{max-width:78rem;margin:0 auto;padding:1.5rem;display:grid;gap:2rem}
@media (min-width:60rem){main{grid-template-columns:minmax(0,3fr) minmax(0,2fr)}header{grid-column:1/-1}}
h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:0 0 .5rem;border-bottom:1px solid var(--rule)}
.sum{color:var(--quiet);margin:.3rem 0 0}.copy{white-space:pre-line;overflow-wrap:anywhere}
.copy a{color:inherit;text-decoration:none;border-bottom:2px solid;padding:0 .1em}
.bad{color:var(--bad)!important;background:var(--badbg)}.warn{color:var(--warn)!important;background:var(--warnbg)}
.ask{color:var(--ask)!important;background:var(--askbg)}
.notice{border-left:4px solid var(--warn);padding-left:.6rem;margin:.4rem 0}
summary{cursor:pointer}summary h2{display:inline-block;border:0;margin:0}details{margin-top:1rem}
.good{background:var(--goodbg);border-bottom-color:var(--good)!important}
ol{list-style:none;margin:0;padding:0}
li{border:1px solid var(--rule);border-radius:.3rem;padding:.6rem .8rem;margin:0 0 .8rem}
li:target,.copy a:target{outline:3px solid}a:focus-visible{outline:3px solid}
.tag{font:600 .8rem/1.2 system-ui,sans-serif;padding:.1rem .4rem;border-radius:.2rem}
blockquote{margin:.5rem 0 0;padding-left:.8rem;border-left:3px solid var(--rule);
font-size:.95rem;overflow-wrap:anywhere}
@media print{:root{color-scheme:light}body{background:none;font-size:11pt}main{padding:0}
li{break-inside:avoid}h2{break-after:avoid}
.copy a,.tag,.notice{print-color-adjust:exact;-webkit-print-color-adjust:exact}
summary{list-style:none}summary::-webkit-details-marker{display:none}
details::details-content{content-visibility:visible}}
cite{display:block;font:.8rem/1.4 system-ui,sans-serif;color:var(--quiet)}li p{margin:.3rem 0 0}li a{color:inherit}
"""


def html(ledger: Ledger, text: str, sources: Sequence[Source] = (), path: str = "-", where: Lines | None = None) -> str:
    """Return the report as a page; everything from outside is escaped. It shows the copy itself, and no places."""
    known = {source.id: source for source in sources}
    numbered = list(enumerate(ledger.findings, 1))
    faults = [(n, f) for n, f in numbered if not f.verdict.stands and not f.asks]
    asked = [(n, f) for n, f in numbered if f.asks]
    stand = [(n, f) for n, f in numbered if f.verdict.stands]
    places = _places(numbered)
    told = f"{len(faults)} to correct, {len(asked)} to ask about"
    left = f", {ledger.unselected} not selected that do not" if ledger.unselected else ""
    return _page(
        f"{path}: {told}",
        f"<header><h1>{escape(path)}</h1><p class='sum'>{len(numbered)} facts, {told}, {len(stand)} that stand{left}; "
        f"{len(known)} sources.</p>{_notices(ledger)}</header>"
        f"<section aria-labelledby='c'><h2 id='c'>The copy</h2>"
        f"<div class='copy'>{_marked(text, numbered)}</div></section>"
        f"<section aria-labelledby='p'><h2 id='p'>To correct</h2>{_list(faults, known, places)}"
        f"<h2>To ask about</h2>{_list(asked, known, places)}"
        f"<details><summary><h2>What stands</h2></summary>{_list(stand, known, places)}</details>"
        "</section>",
    )


def blank(why: str) -> str:
    """Return the page of a run in which no draft was checked."""
    return _page(
        "Nothing was checked", f"<header><h1>Nothing was checked</h1><p class='sum'>{escape(why)}</p></header>"
    )


def _page(title: str, body: str) -> str:
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width,initial-scale=1'>"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>{body}</main></body></html>\n"
    )


def _notices(ledger: Ledger) -> str:
    said = "".join(f"<p class='notice'>{escape(notice)}</p>" for notice in ledger.notices)
    return said if ledger.canary else said + "<p class='bad'>The canary was not rejected: do not trust this run.</p>"


def _marks(numbered: Sequence[tuple[int, Finding]]) -> list[tuple[int, int, int, Finding]]:
    """Return what to mark, each stretch once: faults before questions before what stands, short before long spans."""
    rank = {"bad": 0, "warn": 0, "ask": 1, "good": 2}
    order = sorted(numbered, key=lambda nf: (rank[_tone(nf[1])], nf[1].fact.span.end - nf[1].fact.span.start))
    taken: list[tuple[int, int, int, Finding]] = []
    for number, finding in order:
        span = finding.fact.span
        if span.end > span.start and all(span.end <= a or b <= span.start for a, b, _, _ in taken):
            taken.append((span.start, span.end, number, finding))
    return sorted(taken, key=lambda mark: mark[0])


def _places(numbered: Sequence[tuple[int, Finding]]) -> dict[int, int]:
    """Return the mark to which each finding leads: its own, or the first that stands in its stretch."""
    marks = _marks(numbered)
    return {
        n: min(
            (other != n, start, other)
            for start, end, other, _ in marks
            if start < f.fact.span.end > f.fact.span.start < end
        )[2]
        for n, f in numbered
        if f.fact.span.end > f.fact.span.start
    }


def _marked(text: str, numbered: Sequence[tuple[int, Finding]]) -> str:
    out, at = [], 0
    for start, end, number, finding in _marks(numbered):
        out.append(escape(text[at:start]))
        label = escape(f"{finding.verdict}: {finding.reason}", quote=True)
        mark = f"<a id='m{number}' class='{_tone(finding)}' href='#f{number}' title='{label}'>"
        out.append(f"{mark}{escape(text[start:end])}</a>")
        at = end
    return "".join([*out, escape(text[at:])]).strip()


def _tone(finding: Finding) -> str:
    if finding.verdict.stands:
        return "good"
    if finding.asks:
        return "ask"
    return "bad" if finding.verdict.value == "contradicted" else "warn"


def _list(findings: Sequence[tuple[int, Finding]], known: dict[str, Source], places: dict[int, int]) -> str:
    if not findings:
        return "<p>Nothing.</p>"
    return "<ol>" + "".join(_item(number, finding, known, places) for number, finding in findings) + "</ol>"


def _item(number: int, finding: Finding, known: dict[str, Source], places: dict[int, int]) -> str:
    code = f"{finding.code} {ABOUT[finding.code].name}" if finding.code in ABOUT else finding.rule
    quotes = "".join(
        f"<blockquote>{escape(e.text)}<cite>{escape(_source(known.get(e.source), e.source))}</cite></blockquote>"
        for e in finding.evidence[:4]
    )
    return (
        f"<li id='f{number}'><span class='tag {_tone(finding)}'>{escape(_verdict(finding))}</span> "
        f"<small>{escape(code)}</small>"
        f"<p><a href='#m{places.get(number, number)}'>{escape(short(finding.fact.text, LONG))}</a></p>"
        f"<p>{escape(finding.reason)}</p>{quotes}</li>"
    )


def _verdict(finding: Finding) -> str:
    return "not found" if finding.asks else str(finding.verdict)


def _source(source: Source | None, name: str) -> str:
    if source is None:
        return name
    when = f", {day(source.published)}" if source.published else ""
    return f"{source.outlet or source.id}{when}"
