"""What kind of page it is: only reports and releases may count as sources of fact."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from stet.news import Genre
from stet.read import claims as said


class _Words:
    """The lists of genres.toml, compiled."""

    def __init__(self) -> None:
        listed = tomllib.loads((resources.files("stet.read") / "genres.toml").read_text("utf-8"))
        self.section = _any(listed["opinion"]["sections"], r"(?<!\w)(?:{})(?!\w)")
        self.opinion_title = _any(listed["opinion"]["titles"], r"^\s*(?:{})\s*[:|–—]")
        self.live_path = _any(listed["live"]["paths"])
        self.live_title = _any(listed["live"]["titles"])
        self.release = _any((*listed["release"]["services"], *listed["release"]["labels"]))
        self.wall = _any([pattern for patterns in listed["wall"].values() for pattern in patterns])


def _any(patterns: Iterable[str], frame: str = "{}") -> re.Pattern[str]:
    return re.compile(frame.replace("{}", "|".join(f"(?:{p})" for p in patterns)), re.IGNORECASE)


@cache
def _words() -> _Words:
    return _Words()


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
    if any(
        _words().release.match(line.strip()) and re.search(r"\d", line) and len(line) < 80
        for line in around.splitlines()
    ):
        return Genre.RELEASE
    kinds = said.types(claims.linked)
    section = said.text_of(claims.linked.get("articleSection")) or claims.meta.get("article:section", "")
    if _is_live(text, around):
        return Genre.LIVE
    return of_words(title, url, text, section=section, kinds=kinds)


def of_words(title: str, url: str, text: str, *, section: str = "", kinds: Sequence[str] = ()) -> Genre:
    """Judge what a page without a wall is: live, too short, opinion, press release, or report."""
    path = re.sub(r"^[a-z]+://[^/]+", "", url)
    if (
        "LiveBlogPosting" in kinds
        or _words().live_path.search(path)
        or _words().live_title.search(title)
        or _is_live(text)
    ):
        return Genre.LIVE
    if len(text.split()) < _STUB_WORDS and len(text) < 6 * _STUB_WORDS:
        return Genre.STUB
    folders = " ".join(re.findall(r"/([\w-]+)(?=/)", path))
    named = (
        _words().section.search(folders)
        or _words().section.fullmatch(section.strip())
        or _words().opinion_title.search(title)
    )
    if named or any("Opinion" in k for k in kinds):
        return Genre.OPINION
    if _words().release.search(text[:300]) or re.search(r"/press-?releases?\b", path) or _words().release.search(url):
        return Genre.RELEASE
    return Genre.REPORT


def is_wall(title: str, text: str, around: str) -> bool:
    """Say whether a login, a payment, a consent or a robot check stands between the reader and the article.

    Every site offers a login somewhere, so the words around a body count only where there is next to no body.
    """
    words = len(text.split())
    if words >= _WALL_WORDS:
        return False
    if _words().wall.search(f"{title}\n{text}"):
        return True
    spoken = {m[0].lower() for m in _words().wall.finditer(around[:20_000])}
    return bool(spoken) if words < _STUB_WORDS else len(spoken) >= 2


def _is_live(text: str, around: str = "") -> bool:
    """Say whether the paragraphs of `text` are entries: each under a time of the day that stands alone.

    A column of other articles with their times has no paragraph of this text under each.
    """
    told = set(text.split("\n\n"))
    lines = around.split("\n") if around else text.split("\n\n")
    times = [i for i, line in enumerate(lines) if _TIME.fullmatch(line)]
    return sum(any(line in told for line in lines[i + 1 : i + 4]) for i in times) >= _UPDATES
