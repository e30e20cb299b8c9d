"""What pages say to machines: schema.org records as JSON-LD.

Only what the page itself shows is said here. A story is a CollectionPage of other outlets' reports, not a NewsArticle
of ours; NewsArticle is kept for posts. ClaimReview is given only for a fact with a verdict that a reader can look up.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from newsroom.press.seen import Card, EvidencePage, FrontPage, Newsroom, PostPage, StoryPage

CONTEXT = "https://schema.org"


def embed(record: Mapping[str, Any]) -> Markup:
    """Write a record so that nothing in it can end the script element that holds it."""
    said = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign in "<>&\u2028\u2029":
        said = said.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(said)  # noqa: S704 - no sign is left that HTML reads


def moment(at: datetime) -> str:
    """Say a time as schema.org wants it."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def publisher(newsroom: Newsroom) -> dict[str, Any]:
    """Name the newsroom, with the pages on which it says how it works."""
    return {
        "@type": "NewsMediaOrganization",
        "name": newsroom.name,
        "url": newsroom.at("/"),
        "correctionsPolicy": newsroom.at("/corrections/"),
        "verificationFactCheckingPolicy": newsroom.at("/how-we-check/"),
        "ethicsPolicy": newsroom.at("/how-we-check/"),
    }


def front(newsroom: Newsroom, page: FrontPage) -> Markup:
    """Describe an edition: the stories in the order of their places."""
    return embed(
        {
            "@context": CONTEXT,
            "@type": "CollectionPage",
            "name": newsroom.name,
            "url": newsroom.at("/"),
            "dateModified": moment(page.moment),
            "publisher": publisher(newsroom),
            "mainEntity": {"@type": "ItemList", "itemListElement": _places(newsroom, page.cards)},
        }
    )


def _places(newsroom: Newsroom, cards: tuple[Card, ...]) -> list[dict[str, Any]]:
    return [
        {"@type": "ListItem", "position": place, "name": card.headline, "url": newsroom.at(card.href)}
        for place, card in enumerate(cards, 1)
    ]


def story(newsroom: Newsroom, page: StoryPage) -> Markup:
    """Describe a story as the collection of reports that it is."""
    card = page.card
    return embed(
        {
            "@context": CONTEXT,
            "@type": "CollectionPage",
            "name": card.headline,
            "inLanguage": card.language,
            "url": newsroom.at(card.href),
            "dateCreated": moment(page.started),
            "dateModified": moment(card.updated),
            "publisher": publisher(newsroom),
            "about": [{"@type": "Thing", "name": subject.label} for subject in page.subjects],
            "hasPart": [
                {
                    "@type": "NewsArticle",
                    "headline": arrival.headline,
                    "url": newsroom.at(arrival.href),
                    "datePublished": moment(arrival.at),
                    "publisher": {"@type": "Organization", "name": arrival.outlet},
                }
                for arrival in page.arrivals[:50]
            ],
        }
    )


def claim(newsroom: Newsroom, page: EvidencePage, path: str) -> Markup:
    """Review a claim: the words, who published them, and the verdict in words. There is no number to give."""
    return embed(
        {
            "@context": CONTEXT,
            "@type": "ClaimReview",
            "url": newsroom.at(path),
            "claimReviewed": (page.own.before + page.own.passage + page.own.after).strip(),
            "author": publisher(newsroom),
            "reviewBody": page.reason,
            "reviewRating": {"@type": "Rating", "alternateName": page.verdict.capitalize()},
            "itemReviewed": {
                "@type": "Claim",
                "appearance": {
                    "@type": "CreativeWork",
                    "url": newsroom.at(page.own.href),
                    "headline": page.own.headline,
                },
            },
        }
    )


def post(newsroom: Newsroom, page: PostPage) -> Markup:
    """Describe a post, with its corrections as comments that say what was wrong."""
    return embed(
        {
            "@context": CONTEXT,
            "@type": "NewsArticle",
            "headline": page.headline,
            "description": page.summary,
            "url": newsroom.at(page.href),
            "mainEntityOfPage": newsroom.at(page.href),
            "datePublished": moment(page.published),
            "dateModified": moment(page.updated),
            "version": page.number,
            "image": [newsroom.at(page.href + "card.png")],
            "author": [{"@type": "Person", "name": page.byline.label, "url": newsroom.at(page.byline.href)}],
            "publisher": publisher(newsroom),
            "citation": [{"@type": "CreativeWork", "name": link.label, "url": link.href} for link in page.sources],
            "correction": [
                {
                    "@type": "CorrectionComment",
                    "datePublished": moment(change.at),
                    "text": " ".join(
                        filter(
                            None,
                            [
                                f"It said: {change.before}." if change.before else "",
                                f"It should have said: {change.after}." if change.after else "",
                                change.cause,
                            ],
                        )
                    ),
                }
                for change in page.corrections
            ],
        }
    )
