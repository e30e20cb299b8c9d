"""Where pages stand. The dynamic site and the baked one have the same addresses, each a folder with an index."""

from datetime import date, datetime
from urllib.parse import quote

from django.utils.text import slugify


def story(key: str) -> str:
    """Return the page of a story."""
    return f"/story/{quote(key, safe='')}/"


def article(pk: int | str, start: int | None = None) -> str:
    """Return the page of an article, at the sentence that starts at `start`."""
    return f"/article/{pk}/" + (f"#s{start}" if start is not None else "")


def revision(article: int | str, number: int) -> str:
    """Return the page that shows what an outlet changed in an article after it was first captured."""
    return f"/article/{article}/revision/{number}/"


def evidence(pk: int | str) -> str:
    """Return the page that shows the evidence for a fact."""
    return f"/evidence/{pk}/"


def source(slug: str) -> str:
    """Return the page of a source."""
    return f"/source/{quote(slug, safe='')}/"


def section(name: str) -> str:
    """Return the page of a section."""
    return f"/section/{slugify(name) or 'other'}/"


def subject(key: str) -> str:
    """Return the page of a subject."""
    return f"/subject/{quote(key, safe='')}/"


def archive(day: date) -> str:
    """Return the page of a day."""
    return f"/archive/{day:%Y/%m/%d}/"


def post(slug: str) -> str:
    """Return the page of a post."""
    return f"/post/{slug}/"


def post_fact(slug: str, number: int) -> str:
    """Return the page that shows the evidence for a fact of a post."""
    return f"/post/{slug}/fact/{number}/"


def post_recording(slug: str, number: int) -> str:
    """Return the recording or note of an interview that a fact of a post stands on."""
    return f"/post/{slug}/fact/{number}/recording"


def post_picture(slug: str) -> str:
    """Return the picture of a post."""
    return f"/post/{slug}/picture.jpg"


def post_version(slug: str, number: int) -> str:
    """Return the page of one version of a post: it never changes."""
    return f"/post/{slug}/version/{number}/"


def author(name: str) -> str:
    """Return the page of an author."""
    return f"/author/{slugify(name) or 'editorial'}/"


def at(moment: datetime) -> str:
    """Return the front page as it was known at a minute."""
    return f"/at/{moment:%Y-%m-%dT%H:%MZ}/"


def at_outlet(url: str, passage: str) -> str:
    """Return the original page at the words of a passage (a text fragment), for browsers that find them.

    A long passage is given by its first and last words, as the specification advises. Empty without a web address.
    """
    if not url.startswith(("http://", "https://")):
        return ""
    words = passage.split()
    parts = [" ".join(words)] if len(words) <= 8 else [" ".join(words[:4]), " ".join(words[-4:])]
    return url.split("#")[0] + "#:~:text=" + ",".join(quote(part, safe="").replace("-", "%2D") for part in parts)
