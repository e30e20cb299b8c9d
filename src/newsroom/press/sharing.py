"""Let others show our pages: cards for stories, posts and facts, and oEmbed for a fact.

The card of a fact is a picture at a fixed address: every page that shows it shows the correction too, once there
is one.
"""

import re
from html import escape
from urllib.parse import unquote, urlsplit

from newsroom.press import pictures
from newsroom.press.seen import EvidencePage, FrontPage, Newsroom, PostPage, StoryPage

WIDE, HIGH = 600, 315
FACT = re.compile(r"^/(?:evidence/(?P<pk>\d{1,18})|post/(?P<slug>[\w-]+)/fact/(?P<number>\d{1,6}))/$", re.ASCII)


def of_front(who: Newsroom, seen: FrontPage) -> bytes:
    """Draw the card of the front page."""
    if seen.lead is None:
        return pictures.card(who.name, who.motto, "")
    return pictures.card(who.name, seen.lead.headline, seen.lead.origins.words, seen.lead.origins)


def of_story(who: Newsroom, seen: StoryPage) -> bytes:
    """Draw the card of a story."""
    return pictures.card(who.name, seen.card.headline, seen.card.origins.words, seen.card.origins)


def of_post(who: Newsroom, seen: PostPage) -> bytes:
    """Draw the card of a post; one that was withdrawn says so."""
    said = "Withdrawn" if seen.withdrawn else f"By {seen.byline.label}. {seen.facts} facts bound to evidence"
    return pictures.card(who.name, seen.headline, said)


def of_fact(who: Newsroom, seen: EvidencePage) -> bytes:
    """Draw the card of a fact: its words with those around them, its verdict, and who carries it."""
    said = f"{seen.own.before}{seen.words}{seen.own.after}" if len(seen.words) < 40 else seen.words
    outlets = ", ".join(sorted({proof.outlet for proof in seen.proofs})) or seen.own.outlet
    return pictures.card(who.name, said.strip(), f"{seen.verdict.capitalize()}: {outlets}")


def asked(who: Newsroom, url: str) -> re.Match[str] | None:
    """Return which fact an address of ours names, or None for any other address."""
    try:
        parts, ours = urlsplit(url), urlsplit(who.url)
    except ValueError:
        return None
    if (parts.scheme, parts.netloc) != (ours.scheme, ours.netloc):
        return None
    return FACT.match(unquote(parts.path))


def oembed(who: Newsroom, seen: EvidencePage) -> dict[str, object]:
    """Return the oEmbed answer for a fact (oEmbed 1.0, type rich): a linked picture, without script or frame."""
    page, picture = who.at(seen.mark.href), who.at(seen.mark.href + "card.png")
    words = f"{seen.words}: {seen.verdict}. {seen.reason}"
    return {
        "version": "1.0",
        "type": "rich",
        "title": f"{seen.words}: {seen.verdict}",
        "provider_name": who.name,
        "provider_url": who.at("/"),
        "cache_age": 300,
        "width": WIDE,
        "height": HIGH,
        "thumbnail_url": picture,
        "thumbnail_width": pictures.SIZE[0],
        "thumbnail_height": pictures.SIZE[1],
        "html": f'<a href="{escape(page)}"><img src="{escape(picture)}" width="{WIDE}" height="{HIGH}" '
        f'alt="{escape(words)}"></a>',
    }
