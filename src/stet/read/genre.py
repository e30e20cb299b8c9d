"""What kind of page it is: only reports and releases may count as sources of fact."""

import re
from collections.abc import Sequence

from stet.news import Genre
from stet.read import claims as said

_OPINION = re.compile(
    r"\b(?:opinion|op-?ed|editorials?|comment(?:ary|isfree)?|columns?|columnists?|letters?|kommentare?|meinung|opinión|opinions?|perspectives?|viewpoints?|blogs?)\b",
    re.IGNORECASE,
)
_OPINION_TITLE = re.compile(
    r"^\s*(?:opinion|op-?ed|editorial|commentary|letters?(?: to the editor)?|column|kommentar|opinión)\s*[:|–—-]",
    re.IGNORECASE,
)
_LIVE = re.compile(
    r"(?:/live(?:blog)?s?(?:/|-|$)|live-?(?:updates|blog|coverage|ticker)|\bliveticker\b|-live-)", re.IGNORECASE
)
_LIVE_TITLE = re.compile(
    r"\b(?:live (?:updates?|blog|coverage|ticker|reporting)|as it happened|liveblog|liveticker)\b|\blive$|^live\s?[:|]|–\s?live\b|-\s?live\b",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"\b(?:prnewswire|pr newswire|business ?wire|globenewswire|globe newswire|accesswire|newswire|ots\b|pressetext|einpresswire|press release|for immediate release|pressemitteilung)\b",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"\b(?:(?:subscribe|sign up|register|log ?in|sign in|create (?:a free|an) account|become a (?:member|subscriber))\b.{0,40}\b(?:to (?:continue|keep|read|unlock|access|view)|for (?:full|unlimited) access)"
    r"|to (?:continue|keep) reading\b.{0,60}\b(?:subscribe|sign|log|register|account)|(?:this|the) (?:article|content|story|page) is (?:only )?(?:for|available to|reserved for|exclusive to) (?:our )?(?:paying |premium |registered )?(?:subscribers|members)"
    r"|(?:already|not) (?:a|yet a) (?:subscriber|member)\?|you have (?:reached|used|read)\b.{0,40}\b(?:free|limit|articles)|subscribers? only|unlock (?:this|the full) (?:article|story)|subscription required"
    r"|weiterlesen mit|nur für abonnenten|réservé aux abonnés|la suite de cet article est réservée|solo para suscriptores|exclusivo para suscriptores"
    r"|before you continue|we (?:value|care about) your privacy|(?:we|our partners) use cookies|accept (?:all )?cookies|consent to (?:the use|our|cookies)|cookie (?:consent|settings|preferences)"
    r"|(?:please )?enable (?:javascript|cookies)|javascript is (?:disabled|required)|checking your browser|verify (?:that )?you are (?:a )?human|are you a robot|unusual traffic|access denied|captcha|just a moment"
    r"|(?:forgot|reset) (?:your )?password|remember me|not available in your (?:country|region)|451: unavailable)\b",
    re.IGNORECASE,
)
_LEAST_WORDS = 60  # below this a text is no report: a caption, a teaser, a breaking-news line
_WALL_WORDS = 160  # a page that speaks of walls and has fewer words of its own is one


def of_page(claims: said.Claims, *, title: str, url: str, text: str, furniture: str, breaks: int = 0) -> Genre:
    """Judge a page from its claims, its address, its body and the words around the body."""
    words = len(text.split())
    if is_wall(claims, text, furniture, title):
        return Genre.WALL
    kinds = said.types(claims.linked)
    if "LiveBlogPosting" in kinds or _LIVE.search(url) or _LIVE_TITLE.search(title) or breaks >= 8:
        return Genre.LIVE
    if words < _LEAST_WORDS:
        return Genre.STUB
    return of_words(title, url, _section(claims), kinds, text)


def of_words(title: str, url: str, section: str, kinds: Sequence[str], text: str) -> Genre:
    """Judge what a page without a wall is: opinion, press release, or report."""
    path = re.sub(r"^[a-z]+://[^/]+", "", url)
    folders = " ".join(re.findall(r"/([\w-]+)(?=/)", path))
    if (
        any("Opinion" in k for k in kinds)
        or _OPINION.search(folders)
        or _OPINION.fullmatch(section.strip())
        or _OPINION_TITLE.search(title)
    ):
        return Genre.OPINION
    head = text[:400] + " " + url
    if _RELEASE.search(head) or "/press-release" in path or "/pressreleases" in path:
        return Genre.RELEASE
    return Genre.REPORT


def is_wall(claims: said.Claims, text: str, furniture: str, title: str = "") -> bool:
    """Say whether a login, a payment, a consent or a robot check stands between the reader and the article."""
    words = len(text.split())
    free = str(claims.linked.get("isAccessibleForFree", "")).lower()
    if free == "false" and words < 2 * _WALL_WORDS:
        return True
    if words >= _WALL_WORDS:
        return False
    spoken = len(set(m[0].lower() for m in _WALL.finditer(f"{title}\n{text}\n{furniture}"[:20_000])))
    within = bool(_WALL.search(f"{title}\n{text}"))
    return within or (spoken >= 2 and words < _LEAST_WORDS)


def _section(claims: said.Claims) -> str:
    return said.text_of(claims.linked.get("articleSection")) or claims.meta.get("article:section", "")
