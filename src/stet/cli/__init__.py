"""The commands: each reads files or standard input; exits 0 when all is well, 1 with findings, 2 when it cannot run.

The heavy rooms load inside the verb that needs them, so that ``stet --help`` answers at once.
"""

import io
import itertools
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any

import typer

from stet import __version__, documents, news
from stet.cli import batch, files
from stet.errors import GateError, InputError, StetError

app = typer.Typer(
    name="stet",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Hunt down the facts, and verify them to the letter.\n\n"
    "Every verb reads files or standard input (`-`), prints for people or for machines (`--format`), and with "
    "`--batch` answers JSON lines one for one. Exit codes: 0 fine, 1 findings, 2 cannot run.",
    epilog="Try: `stet check draft.md --source notes/`",
)


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


class Report(StrEnum):
    """How a ledger is written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    HTML = "html"
    GITHUB = "github"


Paths = Annotated[
    list[str] | None,
    typer.Argument(help="Files or folders; `-` or nothing reads standard input.", metavar="FILE…"),
]
Rows = Annotated[
    list[str] | None,
    typer.Argument(help="Files, or folders of `.jsonl`; `-` or nothing reads standard input.", metavar="FILE…"),
]
As = Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")]
Batch = Annotated[bool, typer.Option("--batch", help="Read JSON lines; write one line for each, in order.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes for --batch; 0 is one per core.")]
Published = Annotated[str, typer.Option(help="The text's own date: `yesterday` in it is read from there.")]


def main() -> None:
    """Run the commands; errors we know are one line on standard error, and any error is exit code 2.

    Python's own code for a crash is 1, which here means findings: a fault of ours would pass for an answer.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # halves of characters, in a file's name or a line's id
    try:
        code = app(standalone_mode=False) or 0
        sys.stdout.flush()  # at exit it would be too late to say that the disk is full
        sys.exit(code)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except StetError as error:
        _cannot(str(error))
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):  # which typer turns into a 1
            _unread()
        raise
    except BrokenPipeError:
        _unread()
    except OSError as error:
        _drop()
        _cannot(f"the answer could not be written: {error.strerror or error}")
    except Exception as error:
        # Wrong use (an unknown option, a missing argument) knows how to show itself.
        if show := getattr(error, "show", None):
            show()
        else:
            sys.excepthook(type(error), error, error.__traceback__)
        sys.exit(2)


def _unread() -> None:
    """Leave as other tools do whose reader (`head`, a pager) has seen enough: neither with findings nor with a pass."""
    _drop()
    sys.exit(128 + 13)  # SIGPIPE


def _drop() -> None:
    """Drop what is still held back for standard output: it would fail again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _cannot(message: str) -> None:
    print(f"stet: {message}", file=sys.stderr)  # noqa: T201 - this is the place that speaks to people
    sys.exit(2)


def _hint(message: str) -> None:
    print(f"stet: {message}", file=sys.stderr)  # noqa: T201 - so does this


def _say(text: str) -> None:
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def _document(document: Any, format: Format | Report) -> None:
    _say(json.dumps(document, ensure_ascii=False, indent=None if format == "jsonl" else 2))


def _batch(
    answer: batch.Answer,
    paths: list[str] | None,
    jobs: int,
    faulty: Callable[[batch.Row], bool] = lambda row: False,
) -> None:
    raise typer.Exit(batch.run(answer, _lines(paths), jobs=jobs or os.cpu_count() or 1, faulty=faulty))


def _lines(paths: list[str] | None) -> Iterator[bytes]:
    """Yield the lines of standard input, of files, and in folders of every file of JSON lines."""
    for path in files.walk(paths or ["-"], files.LINES):
        yield from sys.stdin.buffer if path == "-" else files.contents(path).splitlines()


def _each(paths: list[str] | None, one: Callable[[str], bool], kinds: set[str] = files.TEXTS | files.PAGES) -> None:
    """Do `one` for every path, and in folders for every file of `kinds`.

    A path that cannot be used is named and the rest go on. `one` returns True for findings.
    """
    findings = failed = False
    for path in files.walk(paths or ["-"], kinds):
        try:
            findings |= one(path)
        except StetError as error:
            failed = True
            print(f"stet: {error}" if error.subject else f"stet: {path}: {error}", file=sys.stderr)  # noqa: T201
    raise typer.Exit(2 if failed else 1 if findings else 0)


# --- read -------------------------------------------------------------------------------------------------------------


@app.command()
def read(paths: Paths = None, format: As = Format.TEXT, batch: Batch = False, jobs: Jobs = 1, url: str = "") -> None:
    """Give the article in a page, a PDF or a pasted text, without the furniture around it."""
    if batch:
        return _batch(_read_row, paths, jobs)

    def one(path: str) -> bool:
        from stet.read import read as read_article

        article = documents.of_article(read_article(files.contents(path), url=url))
        if format is Format.TEXT:
            _say(_article_text(article))
        else:
            _document(article, format)
        return bool(article["state"] == "empty")

    _each(paths, one)


def _read_row(row: batch.Row) -> batch.Row:
    from stet.read import read as read_article

    source = row.get("html") if row.get("html") is not None else row.get("text")
    if not isinstance(source, str):
        raise InputError('there is neither "html" nor "text"', advice="Add one of them to the line")
    return documents.of_article(read_article(source, url=str(row.get("url") or "")))


def _article_text(article: documents.Document) -> str:
    published = article["published"]
    when = f"{published['value']} ({published['from']})" if published else ""
    genre = "" if article["genre"] == "report" else article["genre"]
    known = [x for x in (", ".join(article["byline"]), when, article["site"], article["language"], genre) if x]
    text = article["text"] or "(empty: no text of an article is on this page; look at it in a browser)"
    return "\n".join([article["title"] or "(no headline)", " · ".join(known), "", text, ""])


# --- feed -------------------------------------------------------------------------------------------------------------


@app.command()
def feed(
    paths: Paths = None,
    format: As = Format.TEXT,
    batch: Batch = False,
    jobs: Jobs = 1,
    url: str = "",
    whole: Annotated[bool, typer.Option("--all", help="Give everything the feed says, as JSON.")] = False,
) -> None:
    """List the items of a feed (RSS, Atom, RDF or JSON Feed); nothing is fetched."""
    if batch:
        return _batch(partial(_feed_row, whole=whole), paths, jobs)

    def one(path: str) -> bool:
        from stet.gather import feeds

        parsed = documents.of_feed(feeds.parse(files.contents(path), url=url, whole=whole))
        if format is Format.TEXT and not whole:
            _say(_feed_text(parsed))
        else:
            _document(parsed, format)
        return bool(parsed["problems"])

    _each(paths, one, files.FEEDS)


def _feed_row(row: batch.Row, *, whole: bool = False) -> batch.Row:
    from stet.gather import feeds

    body = documents.text_of(row, "feed" if "feed" in row else "text")
    return {**documents.of_feed(feeds.parse(body.encode(), url=str(row.get("url") or ""), whole=whole))}


def _feed_text(feed: documents.Document) -> str:
    lines = [f"{feed['title'] or '(no title)'}: {len(feed['items'])} items"]
    lines += [f"{(i['published'] or i['updated'] or '-'):25}  {i['title']}\n{'':27}{i['link']}" for i in feed["items"]]
    return "\n".join([*lines, *(f"problem: {p}" for p in feed["problems"])])


# --- facts ------------------------------------------------------------------------------------------------------------


@app.command()
def facts(
    paths: Paths = None, format: As = Format.TEXT, batch: Batch = False, jobs: Jobs = 1, published: Published = ""
) -> None:
    """List every checkable fact of a text: figure, date, name, place, quotation, attribution, event."""
    if batch:
        return _batch(_facts_row, paths, jobs)
    given = documents.to_moment(published)

    def one(path: str) -> bool:
        paper = files.draft(path)
        found = _facts(paper.text, given or paper.published)
        if format is Format.TEXT:
            places = _places(paper, found)
            _say("\n".join(map(_fact_line, places, found)) or f"{path}: no checkable facts")
        else:
            _document({"version": documents.VERSION, "facts": found}, format)
        return False

    _each(paths, one)


def _facts(text: str, published: datetime | None) -> list[documents.Document]:
    from stet.check.facts import facts as list_facts

    return [documents.of_fact(f) for f in list_facts(text, published=published)]


def _facts_row(row: batch.Row) -> batch.Row:
    return {"facts": _facts(documents.text_of(row, "text"), documents.to_moment(row.get("published")))}


def _fact_line(place: str, fact: documents.Document) -> str:
    held = {k: v["text"] if isinstance(v, dict) and "text" in v else v for k, v in fact["value"].items()}
    value = ", ".join(f"{k} {v}" for k, v in held.items() if v not in (None, "", False, [], {}))
    return f"{place}: {fact['kind']} {fact['text']!r}" + (f" ({value})" if value else "")


def _places(paper: files.Paper, found: Sequence[documents.Document]) -> Iterator[str]:
    """Yield where each of the things found starts: path, line and column."""
    from stet.check.reports.places import lines

    where = paper.where or lines(paper.text)
    return (f"{paper.path}:{where.written(one['start'])}" for one in found)


# --- check ------------------------------------------------------------------------------------------------------------


@app.command()
def check(
    paths: Paths = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source", "-s", help="A file, folder or archive’s .jsonl to check against; may be given again and again."
        ),
    ] = None,
    format: Annotated[Report | None, typer.Option("--format", "-f", help="How to write the ledger.")] = None,
    select: Annotated[
        list[str] | None, typer.Option(help="Only these codes: F01, F, figure-differs, or several: F,D.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Not these codes.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Questions count as faults: nothing unfound passes.")
    ] = False,
    published: Published = "",
    article: Annotated[
        bool, typer.Option("--article", "-a", help="It is a pasted page: check only the article in it.")
    ] = False,
    batch: Batch = False,
    jobs: Jobs = 1,
) -> None:
    """Check copy against sources, as a linter checks code: place, code, what differs, where the source says so.

    Faults give exit code 1. What a rewrite was not found to have from its sources is asked about; `--strict` makes that
    a fault too.

    Settings come from stet.toml, or from `[tool.stet]` in pyproject.toml, in this folder or above; the command line
    wins.
    """
    from stet.check import codes, config, ledger, reports
    from stet.check.reports.places import lines

    settings = config.load(Path.cwd())
    asked = tuple(select or settings.select), tuple(ignore or settings.ignore)
    chosen, strict = codes.chooser(*asked), strict or settings.strict
    named = source or [settings.path(name) for name in settings.sources]
    if batch:
        row = partial(_check_row, asked=asked, named=tuple(named))
        return _batch(row, paths, jobs, partial(_faulty, strict=strict))
    against, doubled = files.told_apart(files.sources(named))
    given = documents.to_moment(published)
    written = format or Report(settings.format)
    if not against:
        _hint("there is no source, so nothing can stand: name files or folders with --source, or in stet.toml")
    drafts = paths or ["-"]
    checked = (path for path in files.walk(drafts, files.TEXTS | files.PAGES) if not settings.excludes(path))
    if written is Report.HTML and len(list(itertools.islice(checked, 2))) > 1:
        raise InputError("an HTML report shows one draft", advice="Name one file at a time, or write text or SARIF")
    logs: list[str] = []  # of SARIF: one document for all files
    ledgers: list[documents.Document] = []  # of JSON: likewise
    taken: list[str] = []  # drafts to check
    left: list[str] = []  # those that the settings exclude

    def one(path: str) -> bool:
        (left if settings.excludes(path) else taken).append(path)
        if path in left:
            return False
        paper = files.article_only(files.draft(path)) if article else files.draft(path)
        found = chosen(ledger.check(paper.text, against, published=given or paper.published))
        found = replace(found, notices=(*doubled, *_lost(found, paper), *found.notices))
        where = paper.where or lines(paper.text)
        if written is Report.JSON:
            ledgers.append(reports.document(found, where, path))
        elif written is Report.JSONL:
            _document(reports.document(found, where, path), written)
        elif written is Report.SARIF:
            logs.append(reports.sarif(found, paper.text, against, path, where))
        else:
            _say(reports.render(str(written), found, text=paper.text, sources=against, path=path, where=where))
        if not found.canary:
            raise GateError("the canary was not rejected", subject=path, advice="Do not trust this run")
        return bool(found.problems or (strict and found.questions))

    try:
        _each(paths, one)
    finally:
        if logs:
            _say(reports.merged(logs))
        if ledgers:
            _document(ledgers if len(taken) > 1 else ledgers[0], written)
        if left and not taken:
            why = f"{settings.found} excludes {', '.join(left[:3])}{' …' if left[3:] else ''}"
            _hint(f"nothing was checked: {why}")
            sys.stdout.write(reports.nothing(str(written), f"{why}."))


def _lost(found: news.Ledger, paper: files.Paper) -> Iterator[str]:
    """Say of how many findings the place in the page is not known."""
    starts = [f.fact.span.start for f in found.findings if not f.verdict.stands]
    if paper.where and (lost := sum(not paper.where.place(at)[1] for at in starts)):
        yield f"{lost} of {len(starts)} findings could not be placed in the page: they stand in its line 1 here."


def _check_row(row: batch.Row, *, asked: tuple[tuple[str, ...], tuple[str, ...]], named: tuple[str, ...]) -> batch.Row:
    from stet.check import codes, ledger

    given = row.get("sources")
    if given is None and named:
        against, doubled = _shared(named)
    elif isinstance(given, list):
        against, doubled = files.told_apart(documents.to_source(s) for s in given)
    else:
        advice = 'Write "sources": [{"id": …, "text": …}], or name those of all lines with --source'
        raise InputError('"sources" is missing or is no list', advice=advice)
    when = documents.to_moment(row.get("published"))
    found = codes.chooser(*asked)(ledger.check(documents.text_of(row, "text"), against, published=when))
    return documents.of_ledger(replace(found, notices=(*doubled, *found.notices)))


def _faulty(line: batch.Row, *, strict: bool) -> bool:
    return bool(line["problems"] or (strict and line["questions"]) or not line["canary"])


@cache
def _shared(named: tuple[str, ...]) -> tuple[list[news.Source], tuple[str, ...]]:
    """Return the sources of all lines, read once a process, and what is to say of their names."""
    return files.told_apart(files.sources([*named]))


# --- group ------------------------------------------------------------------------------------------------------------


@app.command()
def group(
    paths: Rows = None,
    format: As = Format.TEXT,
    batch: Annotated[bool, typer.Option("--batch", help="The same: grouping always reads JSON lines.")] = False,
) -> None:
    """Group reports into stories, and name copies and their origins.

    Reads JSON lines `{"id","title","text","published","outlet","url"}` in any order; answers in time order.
    """
    from stet.cli import batch as lines

    machine = format is not Format.TEXT or batch
    good, failed = [], []
    for number, row in lines.rows(_lines(paths)):
        try:
            if isinstance(row, StetError):
                raise row
            good.append(documents.to_report({**row, "id": row.get("id", number)}))
        except StetError as error:
            failed.append({"id": row.get("id") if isinstance(row, dict) else None, "line": number, "error": str(error)})
    if not good and not failed:
        raise InputError("there is no line in it", advice="A line is a JSON object; see stet group --help")
    _group(good, machine)
    for line in failed:
        _say(json.dumps(line, ensure_ascii=False))
    raise typer.Exit(2 if not good else 1 if failed else 0)


def _group(reports: list[Any], machine: bool) -> None:
    from stet.group.stories import group as group_reports

    reports.sort(key=lambda r: (r.arrived, r.id))
    titles = {r.id: f"{r.arrived:%Y-%m-%d %H:%M}  {r.outlet}: {r.title}" for r in reports}
    placed = group_reports(reports)
    if machine:
        for placement in placed:
            _say(json.dumps(documents.of_placement(placement), ensure_ascii=False))
        return
    stories: dict[str, list[Any]] = {}
    for placement in placed:
        stories.setdefault(placement.story, []).append(placement)
    for story, members in sorted(stories.items(), key=lambda s: -len(s[1])):
        origins = len({m.origin for m in members})
        _say(f"story {story}: {len(members)} articles, {origins} origins")
        for m in members:
            _say(f"  {titles[m.id]}" + (f"  (copy of {m.copy_of})" if m.copy_of else ""))


# --- mutate, verify ---------------------------------------------------------------------------------------------------


@app.command()
def mutate(
    paths: Paths = None,
    format: As = Format.TEXT,
    batch: Batch = False,
    jobs: Jobs = 1,
    seed: Annotated[int, typer.Option(help="The same seed gives the same changes.")] = 0,
    published: Published = "",
) -> None:
    """Change one fact at a time in true copy, to see whether a checker notices."""
    if batch:
        return _batch(_mutate_row, paths, jobs)
    given = documents.to_moment(published)

    def one(path: str) -> bool:
        paper = files.draft(path)
        made = _mutations(paper.text, given or paper.published, seed)
        if format is Format.TEXT:
            places = _places(paper, made)
            lines = (f"{at}: {m['kind']}: {m['before']!r} → {m['after']!r}" for at, m in zip(places, made, strict=True))
            _say("\n".join(lines) or f"{path}: no fact to change")
        else:
            _document({"version": documents.VERSION, "mutations": made}, format)
        return False

    _each(paths, one)


def _mutations(text: str, published: datetime | None, seed: int) -> list[documents.Document]:
    from stet.check.mutate import mutate as change

    return [
        {"kind": str(m.kind), **documents.of_span(m.span), "before": m.before, "after": m.after, "text": m.text}
        for m in change(text, published=published, seed=seed)
    ]


def _mutate_row(row: batch.Row) -> batch.Row:
    when = documents.to_moment(row.get("published"))
    return {"mutations": _mutations(documents.text_of(row, "text"), when, int(row.get("seed") or 0))}


@app.command()
def verify(
    paths: Paths = None,
    key: Annotated[
        str, typer.Option(help="The newsroom's public key, got from elsewhere: only then is the signer known.")
    ] = "",
    format: As = Format.TEXT,
) -> None:
    """Verify the proof bundle of a post without its newsroom's server: signature, digests, facts, passages."""

    def one(path: str) -> bool:
        from stet.check import proof

        found = proof.verify(files.contents(path), key=key)
        if format is not Format.TEXT:
            _document({"version": documents.VERSION, "stands": found.stands, **asdict(found)}, format)
            return not found.stands
        _say(f"{path}: {found.headline!r}, {found.newsroom}: {found.facts} facts, {found.passages} passages")
        _say("\n".join(f"  {problem}" for problem in found.problems) or "  Everything in it holds.")
        if not key:
            _say(f"  Signed with {found.key}. Compare it with the key that the newsroom publishes, or use --key.")
        return not found.stands

    _each(paths, one)


@app.command()
def version() -> None:
    """Print the version."""
    _say(f"stet {__version__}")


def _version(asked: bool) -> None:
    if asked:
        version()
        raise typer.Exit


@app.callback()
def options(
    asked: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version, and leave.")
    ] = False,
) -> None:
    """Take what may stand before any verb."""
