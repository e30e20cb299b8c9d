"""Articles that are cut into numbered pages: where the next page is.

Nothing is fetched here. Whoever fetches asks `following` of each page until the answer is empty, reads every page by
itself, and hands the articles to `joining.join`.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

from stet.read import charset, markup
from stet.read.blocks import clean

MOST = 30  # pages of one article; more is a forum or a trap
_QUERY = frozenset(
    """page p pg pag pagina página page_no pageno pagenum pagenumber page_number seite part teil paged currentpage
    articlepage""".split()
)
_ENDING = r"(?:\.(?:s?html?|php|aspx?|jsp)|/)"
# What stands around the number of a page in a path: "/2", "/page/2/", "/seite-2", "-2.html", ",p2", "_p2.htm".
_PATH = re.compile(
    r"(?P<before>/.+?)(?:/(?:page|pg|pag|pagina|seite|part|teil|strona|sida|side)[/_-]?|[/,_-]p?)"
    rf"(?P<number>[1-9]\d?){_ENDING}?",
    re.IGNORECASE,
)
_DAY = re.compile(r"/(?:19|20)\d\d(?:/\d{1,2})?")
_LISTING = re.compile(
    r"/?|.*/(?:category|categories|tags?|topics?|authors?|search|archives?|kategorie|thema|autor)(?:/[^/]+)?/?"
    r"|(?:/[a-z]{2})?/(?:news|blog|latest|home)/?",
    re.IGNORECASE,
)
_REPLIES = re.compile(r"comment|reply|respond|cpage", re.IGNORECASE)
# A link says that it leads to the next PAGE; "next" alone leads to the next article as often.
_NEXT_PAGE = re.compile(
    r"\W*(?:(?:(?:go|continue) to |view |to )?(?:the )?next page\b|page \d+\b|continued? on (?:the )?(?:next )?page"
    r"|(?:zur |auf der )?nächsten? seite\b|(?:weiter auf )?seite \d+\b|page suivante\b|página siguiente\b"
    r"|siguiente página\b|pagina (?:successiva|seguente)\b|volgende pagina\b|próxima página\b|następna strona\b"
    r"|nästa sida\b|ne[sx]te side\b|næste side\b|следующая страница|下一[页頁]|次のページ|다음 페이지|sonraki sayfa"
    r"|الصفحة التالية)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\W*(?:next|weiter|suivante?|siguiente|successiv[ao]|avanti|volgende|próxim[ao]|seguinte|następna|nästa|næste|neste"
    r"|далее|sonraki|[›»→>]+)\W*",
    re.IGNORECASE,
)
_PAGER = re.compile(r"pag(?:er|ination|inator|e-?nav|e-?numbers?|e-?links?|inierung)|multi-?page|wp-?link-?pages", re.I)


def following(html: str | bytes, url: str, *, content_type: str = "") -> str:
    """Return the address of the next page of the article that `url` is a page of, or an empty string.

    A link counts when its address is this page's with the number one higher, and when it says so: ``rel=next``, words
    for "next page" in some fifteen languages, or the bare number in a pager. The link to the next ARTICLE, which blogs
    also mark with ``rel=next``, has another address. Only pages of the same host are given, and none beyond `MOST`.
    """
    if isinstance(html, bytes):
        if html[:1024].lstrip().startswith(b"%PDF-"):
            return ""
        html = charset.decode(html, content_type)
    ours = _readings(url) if _joined(url, "") else set()
    if not html.strip() or not ours or any(_LISTING.fullmatch(path) for (_, path, _), _ in ours):
        return ""
    tree = markup.parse(html, url)
    base = _joined(url, next((b.get("href") for b in tree.iter("base") if b.get("href")), "")) or url
    for link, words in _links(tree):
        address = _joined(base, link.get("href", ""))
        number = next((n for whole, n in _readings(address) if (whole, n - 1) in ours), 0) if address else 0
        # Where the first page is called 0, or nothing, the second is ?page=1, and a pager calls it 2.
        from_zero = bool(_number(address)) and (number == 1 or words == str(number + 1))
        if (1 < number <= MOST or (number == 1 and from_zero)) and _says_so(link, words, number + from_zero):
            return address
    return ""


def _links(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for link in tree.iter("link", "a"):
        href = link.get("href") or ""
        if href and len(href) < 2_000 and not _REPLIES.search(href):
            yield link, clean("".join(link.itertext())[:200].replace("\n", " ")) or link.get("aria-label") or ""


def _joined(base: str, href: str) -> str:
    """Return the whole address of a link without its fragment, or an empty string where it is none of the web."""
    try:
        address = urldefrag(urljoin(base, href.strip()))[0]
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname else ""


def _says_so(link: HtmlElement, words: str, wanted: int) -> bool:
    if "next" in (link.get("rel") or "").lower().split() or _NEXT_PAGE.match(words):
        return True
    labels = (words, link.get("title") or "", link.get("aria-label") or "")
    if any(_NEXT_PAGE.match(label) for label in labels):
        return True
    around = [link, *list(link.iterancestors())[:4]]
    in_pager = any(_PAGER.search(f"{e.get('class') or ''} {e.get('id') or ''} {e.get('role') or ''}") for e in around)
    return in_pager and (words == str(wanted) or bool(_NEXT.fullmatch(words)))


_Whole = tuple[str, str, frozenset[tuple[str, str]]]  # host, path and query without the number of the page


def _readings(url: str) -> set[tuple[_Whole, int]]:
    """Return the ways to read an address as a page of an article: what all pages share, and the number of this one.

    "/covid-19" may be page 19 of "/covid" or the first of itself. "/2025/03/04" ends in a day.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    query = [(n, v) for n, v in parse_qsl(parts.query) if not _is_tracking(n)]
    path = re.sub(rf"{_ENDING}$", "", parts.path)
    said = _number(url)
    if said and path:
        rest = frozenset(q for q in query if q[0].lower() not in _QUERY)
        return {((host, path, rest), int(said))}
    rest = frozenset(query)
    found = {((host, path, rest), 1), ((host, path, rest), 0)}
    numbered = _PATH.fullmatch(parts.path)
    if numbered and not _DAY.search(numbered["before"][-8:]):
        found.add(((host, numbered["before"], rest), int(numbered["number"])))
    return found


def _number(url: str) -> str:
    """Return the number of the page in the query of an address, where there is one such number."""
    said = [v for n, v in parse_qsl(urlsplit(url).query) if n.lower() in _QUERY and re.fullmatch(r"\d|[1-9]\d", v)]
    return said[0] if len(said) == 1 else ""


def wholes(url: str) -> set[_Whole]:
    """Return what the address of every page of one article has in common, in each way to read it."""
    return {whole for whole, _ in _readings(url)}


def _is_tracking(name: str) -> bool:
    return name.lower().startswith("utm_") or name.lower() in ("fbclid", "gclid", "ref", "cmp", "share")
