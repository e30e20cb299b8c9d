"""Pasted pages of our own making, in the layouts that browsers copy."""

import pytest

from stet.read import read

BODY = (
    "The river Orla rose by two metres overnight and flooded lower Tessen, the water board said on Tuesday.",
    "About 1,200 people were taken to schools and sports halls, according to Mayor Ines Kalder.",
    "“We have not seen water like this since 1987,” she said at the town hall.",
    "The board expects the level to fall from Thursday, provided that the rain stops.",
)
TITLE = "Orla floods lower town of Tessen"


def paste(*lines: str, gap: str = "\n\n") -> str:
    return gap.join(lines)


LAYOUTS = {
    "navigation above and small print below": (
        "Skip to main content", "Menu", "Home", "World", "Business", "Sport", TITLE, "By Jonas Weil",
        "March 4, 2025", "Share", "Tweet", "12 Shares", *BODY, "Trending", "Ten recipes for spring",
        "Why your cat ignores you", "Copyright © 2025 The Tessen Mail. All rights reserved.",
    ),
    "cookie note first": (
        "We use cookies to improve your experience on our site. By continuing you agree to our use of cookies.",
        "Accept all", "Manage preferences", TITLE, "Jonas Weil", "Published 4 March 2025, 10:15", *BODY,
        "Sign up for our newsletter", "Enter your email", "By signing up you agree to our privacy policy.",
    ),
    "related links in the middle": (
        TITLE, "By Jonas Weil, staff writer", "Updated: March 4, 2025", BODY[0], "Advertisement",
        "Related articles", "Dam at Upper Orla passes its inspection", "How towns insure against floods",
        *BODY[1:], "Read more: Dam at Upper Orla passes its inspection", "Back to top",
    ),
    "author box and comments": (
        "The Tessen Mail", TITLE, "By Jonas Weil", "3 min read", *BODY, "About the author",
        "Jonas Weil is a reporter for The Tessen Mail who covers rivers and roads.", "2 Comments",
        "Finally somebody writes about the lower town and its old drains.", "Reply",
        "My cellar has been wet since Monday and nobody from the board has called.", "Reply",
    ),
    "the outlet praises itself": (
        "Connect with us", TITLE, "Editorial", *BODY,
        "Our newsroom has covered the valley for forty years. We report what matters to our readers.",
        "Continue reading", "© The Tessen Mail",
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n"], ids=["tight", "open", "windows"])
def test_the_article_comes_out_whole_and_alone(layout: tuple[str, ...], gap: str) -> None:
    article = read(paste(*layout, gap=gap))
    assert article.title == TITLE
    assert tuple(p.of(article.text) for p in article.paragraphs) == BODY


@pytest.mark.parametrize(
    ("layout", "names"),
    [
        ("navigation above and small print below", ("Jonas Weil",)),
        ("cookie note first", ("Jonas Weil",)),
        ("related links in the middle", ("Jonas Weil",)),
        ("the outlet praises itself", ("Editorial",)),
    ],
)
def test_the_byline_is_found_near_the_headline(layout: str, names: tuple[str, ...]) -> None:
    assert read(paste(*LAYOUTS[layout])).byline == names


def test_the_published_time_has_no_more_precision_than_was_written() -> None:
    article = read(paste(*LAYOUTS["navigation above and small print below"]))
    assert article.published is not None
    assert (article.published.value.date().isoformat(), article.published.precision) == ("2025-03-04", "day")
