"""Files as the commands take them: drafts, sources with their particulars, folders of either."""

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stet import documents
from stet.cli import markdown
from stet.errors import InputError, NotText
from stet.news import Article, Source

if TYPE_CHECKING:
    from stet.check.reports.places import Lines

TEXTS = {".txt", ".md", ".markdown", ".text", ".csv", ".tsv"}
MARKED = {".md", ".markdown"}
PAGES = {".html", ".htm", ".xhtml", ".pdf"}
ROWS = {".json", ".jsonl"}
LINES = {".jsonl"}
FEEDS = {".xml", ".rss", ".atom", ".rdf", ".json"}
_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A text with where it came from and what its head says of it."""

    path: str
    text: str
    published: datetime | None = None
    outlet: str = ""
    origin: str = ""
    where: "Lines | None" = None  # where the text stands in its file; None where it is the file


def contents(path: str) -> bytes:
    """Read a file, or standard input for ``-``.

    Raises `InputError` that names the path where it cannot be read.
    """
    import sys

    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as cause:
        raise InputError(cause.strerror or "cannot be read", subject=path, advice="Check the path") from cause


def decoded(raw: bytes, path: str) -> str:
    """Return the text of `raw`: UTF-8 with or without a mark, or UTF-16 with one.

    Raises `NotText` for anything else.
    """
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as cause:
        raise NotText(
            f"byte {cause.start} is no {encoding.upper().removesuffix('-SIG')} text",
            subject=path,
            advice="Save it as UTF-8, or hand in the HTML or PDF file itself",
        ) from cause
    if "\0" in text:
        raise NotText("this is a binary file", subject=path, advice="Hand in text, HTML or PDF")
    return text.replace("\r\n", "\n")


def paper(path: str) -> Paper:
    """Read one draft or source. Pages are read as articles; texts keep every character after their head.

    A head is lines ``outlet: …``, ``published: …``, ``origin: …`` between two lines of ``---``.
    """
    return _paper(path, contents(path))


def _paper(path: str, raw: bytes, *, located: bool = False) -> Paper:
    if Path(path).suffix.lower() in PAGES or raw[:5] == b"%PDF-" or _looks_like_html(raw):
        from stet.read import read

        article = read(raw, url="")
        claimed = article.published.value if article.published else None
        where = _where(article, raw) if located else None
        return Paper(path=path, text=article.text, published=claimed, outlet=article.site, where=where)
    text = decoded(raw, path)
    head = _HEAD.match(text)
    said = dict(re.findall(r"^(\w+):[ \t]*(.+?)[ \t]*$", head[1], re.MULTILINE)) if head else {}
    copy = text[head.end() :] if head else text
    return Paper(
        path=path,
        # The head is blanked, not cut, so that line numbers stay those of the file.
        text=(markdown.blank(head[0]) if head else "")
        + (markdown.blanked(copy) if Path(path).suffix.lower() in MARKED else copy),
        published=documents.to_moment(said.get("published")),
        outlet=said.get("outlet", ""),
        origin=said.get("origin", ""),
    )


def draft(path: str) -> Paper:
    """Read a text that is to be worked on; unlike a source, it may not be empty: nothing is passed by saying nothing.

    Raises `InputError` where there is not a word in it.
    """
    found = _paper(path, contents(path), located=True)
    if not any(char.isalnum() for char in found.text):  # spaces that nobody sees are no words either
        raise InputError("there is nothing in it", subject=path, advice="Hand in text, HTML or PDF")
    return found


def _where(article: Article, raw: bytes) -> "Lines | None":
    """Return where an article stands in its page; a PDF has no lines but those of its text."""
    if raw[:5] == b"%PDF-":
        return None
    from stet.cli import located
    from stet.read import charset

    return located.places(article.text, article.paragraphs, charset.decode(raw))


def article_only(found: Paper) -> Paper:
    """Blank what stands around the article in a pasted page, so that every place stays that of the file.

    Raises `InputError` where no article is found in it: nothing is passed over in silence.
    """
    from stet.read import read

    article = read(found.text)
    keep = bytearray(len(found.text))
    at = 0
    for part in [article.title, *(p.of(article.text) for p in article.paragraphs)]:
        words = re.compile(r"\s+".join(map(re.escape, part.split())))
        if part and (hit := words.search(found.text, at) or words.search(found.text)):
            keep[hit.start() : hit.end()] = b"\1" * (hit.end() - hit.start())
            at = hit.end()
    if not any(keep):
        raise InputError("no article was found in it", subject=found.path, advice="Check it without --article")
    claimed = article.published.value if article.published else None
    text = "".join(c if k or c == "\n" else " " for c, k in zip(found.text, keep, strict=True))
    return replace(found, text=text, published=found.published or claimed)


def sources(paths: list[str]) -> Iterator[Source]:
    """Yield the sources in files and folders; a ``.json`` or ``.jsonl`` file may hold many.

    A file that is named twice, as by itself and by its folder, is one source: it would else weigh as two.
    """
    seen = set()
    for path in walk(paths, TEXTS | PAGES | ROWS):
        if path in seen or (place := Path(path).resolve()) in seen:
            continue
        seen |= {path, place}
        if Path(path).suffix.lower() in ROWS:
            yield from _rows(path)
        else:
            read = _named(path)
            yield Source(
                id=path, text=read.text, published=read.published, outlet=read.outlet, origin=read.origin or read.outlet
            )


def told_apart(found: Iterable[Source]) -> tuple[list[Source], tuple[str, ...]]:
    """Return the sources, each with a name of its own, and a sentence for every name that several had.

    A ledger cites sources by name: of two with the same one it would hear only one, and cite it for the other's words.
    Sources that are the same in everything are one. Others of one name are versions of one thing: they are kept, and
    count as one origin.
    """
    kept: dict[str, Source] = {}
    shared: dict[str, list[str]] = {}
    every = list(dict.fromkeys(found))
    taken = {source.id for source in every}
    for source in every:
        name = source.id
        if name in kept:
            name = next(other for n in itertools.count(2) if (other := f"{source.id} ({n})") not in taken)
            taken.add(name)
            shared.setdefault(source.id, []).append(name)
        kept[name] = replace(source, id=name, origin=source.origin or source.id if name != source.id else source.origin)
    return list(kept.values()), tuple(
        f"{len(more) + 1} different sources are called {name}: the later ones are {', '.join(more)} here."
        for name, more in shared.items()
    )


def _named(path: str) -> Paper:
    """Read one source; what is wrong with it names it, among all the others of a run."""
    try:
        return paper(path)
    except InputError as cause:
        if cause.subject:
            raise
        raise InputError(cause.message, subject=path, advice=cause.advice) from cause


def walk(paths: list[str], kinds: set[str]) -> Iterator[str]:
    """Yield each file, and of each folder the files of `kinds`, sorted, without hidden ones.

    Raises `InputError` for a path that is not there and a folder that holds none.
    """
    for path in paths:
        place = Path(path)
        if not place.is_dir():
            yield path
            continue
        found = [
            str(p)
            for p in sorted(place.rglob("*"))
            if p.suffix.lower() in kinds
            and p.is_file()
            and not any(part.startswith(".") for part in p.relative_to(place).parts)
        ]
        if not found:
            raise InputError(
                "nothing in this folder can be read", subject=path, advice=f"Known: {', '.join(sorted(kinds))}"
            )
        yield from found


def _rows(path: str) -> Iterator[Source]:
    for where, row in _objects(path):
        try:
            yield documents.to_source(row)
        except InputError as cause:
            raise InputError(cause.message, subject=where, advice=cause.advice) from cause


def _objects(path: str) -> Iterator[tuple[str, Any]]:
    """Yield what stands in a file of JSON, and of JSON lines, with its place for people."""
    text = decoded(contents(path), path)
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if Path(path).suffix.lower() == ".json":
        lines = [(0, text)]
    for number, line in lines:
        try:
            found = json.loads(line)
        except json.JSONDecodeError as cause:
            where = f"line {number or cause.lineno}"
            raise InputError(f"{where} is not JSON", subject=path, advice="One object a line, or a list") from cause
        except (RecursionError, ValueError) as cause:  # too deep, or a number of too many digits
            raise InputError(
                "it cannot be read as JSON", subject=path, advice="One object a line, or a list"
            ) from cause
        if number:
            yield f"{path}, line {number}", found
        elif isinstance(found, list):
            yield from ((f"{path}, object {n}", one) for n, one in enumerate(found, 1))
        else:
            yield path, found


def _looks_like_html(raw: bytes) -> bool:
    return bool(re.match(rb"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<!doctype html)", raw[:400], re.IGNORECASE))
