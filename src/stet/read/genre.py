"""What kind of page it is: only reports and releases may count as sources of fact."""

import re
from collections.abc import Sequence

from stet.news import Genre
from stet.read import claims as said


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_OPINION = _any(
    r"\b(?:opinion|op-?eds?|editorials?|comment(?:ary|isfree)?|columns?|columnists?|letters?|perspectives?|viewpoints?"
    r"|kommentare?|meinung|opinión|opinions|tribunes?|opinie|opinioni|blogs?)\b"
)
_OPINION_TITLE = _any(
    r"^\s*(?:opinion|op-?ed|editorial|commentary|letters?(?: to the editor)?|kommentar|opinión)\s*[:|–—]"
)
_LIVE_PATH = _any(r"/live(?:blogs?)?(?:/|-)", r"\blive-?(?:updates|blog|coverage|ticker)", r"\bliveticker\b", r"-live-")
_LIVE_TITLE = _any(
    r"\b(?:live (?:updates?|blog|coverage|ticker|reporting)|as it happened|liveblog|liveticker)\b",
    r"^live\s?[:|]|[–—-]\s?live$",
)
_RELEASE = _any(
    r"\b(?:prnewswire|business ?wire|globe ?newswire|accesswire|einpresswire|ots|pressetext|news aktuell)\b",
    r"\b(?:press release|for immediate release|pressemitteilung|communiqué de presse|comunicado de prensa)\b",
)
_WALL = _any(
    r"\b(?:subscribe|sign up|register|log ?in|sign in|create (?:a free |an )?account|become a (?:member|subscriber))\b"
    r".{0,40}\b(?:to (?:continue|keep|read|unlock|access|view)|for (?:full|unlimited) access)",
    r"\bto (?:continue|keep) reading\b.{0,60}\b(?:subscri|sign|log|regist|account)",
    r"\b(?:article|content|story|page) is (?:only )?(?:for|available to|reserved for|exclusive to) (?:our )?"
    r"(?:paying |premium |registered )?(?:subscribers|members)",
    r"\b(?:already|not|not yet) (?:a|an) (?:\w+ )?(?:subscriber|member)\?",
    r"\byou(?: have|['’]ve) (?:reached|used|read|hit)\b.{0,40}\b(?:free|limit|articles)",
    r"\bsubscribers? only\b|\bunlock (?:this|the full) (?:article|story)|\bsubscription required\b",
    r"\bnur für abonnenten\b|\bweiterlesen mit\b|\bréservé aux abonnés\b|\bla suite est réservée\b",
    r"\b(?:solo|exclusivo) para suscriptores\b|\briservato agli abbonati\b",
    r"\bbefore you continue\b|\bwe (?:value|care about|respect) your privacy\b",
    r"\b(?:we|our partners|we and our (?:\d+ )?partners) (?:use|store) (?:and/or access information|cookies)",
    r"\baccept (?:all )?cookies\b|\bconsent to (?:the use|our|cookies)\b|\bcookie (?:consent|settings|preferences)\b",
    r"\b(?:please )?enable (?:javascript|cookies)\b|\bjavascript is (?:disabled|required|not available)\b",
    r"\bchecking your browser\b|\bverify (?:that )?you are (?:a )?human\b|\bare you a robot\b|\bunusual traffic\b",
    r"\baccess denied\b|\bcaptcha\b|\bjust a moment\b|\bforgot(?:ten)? (?:your )?password\b|\bremember me\b",
    r"\bnot available in your (?:country|region)\b|\bunavailable for legal reasons\b",
)
_STUB_WORDS = 40  # below this a text is no report but a caption, a teaser or a breaking-news line
_WALL_WORDS = 160  # teasers over a wall run to about 120 words; a text beyond this is read for what it is
_UPDATES = 8  # times of the day that stand alone as paragraphs: a report has none, a live page one for each entry
_TIME = re.compile(
    r"(?:\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\.?)?(?:\s?(?:uhr|[A-Z]{2,4}))?|\d{1,2}\s?[ap]\.?m\.?)\W*", re.IGNORECASE
)


def of_page(claims: said.Claims, *, title: str, url: str, text: str, around: str) -> Genre:
    """Judge a page from its claims, its address, its body and the words around the body."""
    free = said.text_of(claims.linked.get("isAccessibleForFree")).lower()
    if (free == "false" and len(text.split()) < 2 * _WALL_WORDS) or is_wall(title, text, around):
        return Genre.WALL
    # A release says so in a line of its own beside the date; a link to "Press release" in the menu has no date.
    if any(_RELEASE.match(line.strip()) and re.search(r"\d", line) and len(line) < 80 for line in around.splitlines()):
        return Genre.RELEASE
    kinds = said.types(claims.linked)
    section = said.text_of(claims.linked.get("articleSection")) or claims.meta.get("article:section", "")
    return of_words(title, url, text, section=section, kinds=kinds)


def of_words(title: str, url: str, text: str, *, section: str = "", kinds: Sequence[str] = ()) -> Genre:
    """Judge what a page without a wall is: live, too short, opinion, press release, or report."""
    path = re.sub(r"^[a-z]+://[^/]+", "", url)
    if "LiveBlogPosting" in kinds or _LIVE_PATH.search(path) or _LIVE_TITLE.search(title) or _is_live(text):
        return Genre.LIVE
    if len(text.split()) < _STUB_WORDS and len(text) < 6 * _STUB_WORDS:
        return Genre.STUB
    folders = " ".join(re.findall(r"/([\w-]+)(?=/)", path))
    named = _OPINION.search(folders) or _OPINION.fullmatch(section.strip()) or _OPINION_TITLE.search(title)
    if named or any("Opinion" in k for k in kinds):
        return Genre.OPINION
    if _RELEASE.search(text[:300]) or re.search(r"/press-?releases?\b", path) or _RELEASE.search(url):
        return Genre.RELEASE
    return Genre.REPORT


def is_wall(title: str, text: str, around: str) -> bool:
    """Say whether a login, a payment, a consent or a robot check stands between the reader and the article.

    Every site offers a login somewhere, so the words around a body count only where there is next to no body.
    """
    words = len(text.split())
    if words >= _WALL_WORDS:
        return False
    if _WALL.search(f"{title}\n{text}"):
        return True
    spoken = {m[0].lower() for m in _WALL.finditer(around[:20_000])}
    return bool(spoken) if words < _STUB_WORDS else len(spoken) >= 2


def _is_live(text: str) -> bool:
    return sum(bool(_TIME.fullmatch(p)) for p in text.split("\n\n")) >= _UPDATES
