"""Pasted pages in the layouts of several kinds of site, all of our own making: one article, eight surroundings."""

from datetime import UTC, datetime

import pytest

from stet.news import Genre, Precision
from stet.read import read

TITLE = "Orla floods lower town of Tessen"
BODY = (
    "The river Orla rose by two metres overnight and flooded lower Tessen, the water board said on Tuesday.",
    "About 1,200 people were taken to schools and sports halls, according to Mayor Ines Kalder.",
    "“We have not seen water like this since 1987,” she said at the town hall.",
    "What happens next",
    "The board expects the level to fall from Thursday, provided that the rain stops.",
    "Three roads stay closed:",
    "Mill Lane",
    "Harbour Street",
    "The old bridge to Brenn",
    "Trains are running again, the railway said.",
)
BROADCASTER = (
    "Kanal News", "Home", "News", "Sport", "Business", "Live", TITLE, "3 hours ago", "Share", "Save", "Ines Moor",
    "Reporting from Tessen", "Getty Images", *BODY, "Related", "Dam at Upper Orla passes inspection",
    "How towns insure against floods", "Europe", "Top stories", "Minister resigns over housing", "2 hours ago",
    "Banks raise rates again", "1 hour ago", "More to explore", "Elsewhere on the site",
    "A day in the life of a lock keeper. We followed Tom Reed on the canal for a whole week in winter.", "Most read",
    "1", "Minister resigns over housing", "2", "Banks raise rates again", "Terms of Use", "About", "Privacy Policy",
    "Copyright 2025 Kanal. All rights reserved. Kanal is not responsible for the content of external sites.",
)  # fmt: skip
BLOG_THEME = (
    "Facebook", "Twitter", "Breaking", "Minister resigns over housing", "Home", "»", "Local", "»", TITLE, "Local",
    "News", TITLE, "by", "Ines Moor", "—", "March 4, 2025", "in", "Local, News", "0", "0", "SHARES", "12", "VIEWS",
    "Share on Facebook", "Share on Twitter", *BODY, "Tags: flood, Orla, Tessen", "Share", "Tweet", "Previous Post",
    "Council elects a new speaker", "Next Post", "Bakers win a prize", "Ines Moor", "Ines Moor", "Related Posts",
    "Local", "Dam at Upper Orla passes inspection", "March 2, 2025", "Local", "How towns insure against floods",
    "March 1, 2025", "Leave a Reply Cancel reply", "Your email address will not be published.", "Comment *", "Name *",
    "Save my name, email, and website in this browser for the next time I comment.", "Recent News",
    "© 2025 The Tessen Mail - All rights reserved.",
)  # fmt: skip
NEWSLETTER_WITHIN = (
    TITLE, "Ines Moor", "Tue 4 Mar 2025 10.15 CET", "Share", *BODY[:2], "Sign up to First Light",
    "Free daily newsletter", "Our morning email breaks down the key stories of the day and why they matter",
    "Enter your email address", "Sign up",
    "Privacy Notice: Newsletters may contain information about charities and content funded by outside parties. "
    "For more information see our Privacy Policy.", "after newsletter promotion", *BODY[2:],
    "Explore more on these topics", "Floods", "Europe", "Share", "Reuse this content", "Most viewed",
)  # fmt: skip
TALK_WITHOUT_HEADING = (
    TITLE, "By Ines Moor", "4 March 2025", *BODY, "riverfan", "2 hours ago",
    "Finally somebody writes about the lower town and its old drains. The board has known for years.", "Reply",
    "Share", "old_miller", "1 hour ago",
    "My cellar has been wet since Monday and nobody from the board has called me about it.", "Reply", "Share",
)  # fmt: skip
ENDLESS = (
    TITLE, "By Ines Moor", "March 4, 2025", *BODY, "Advertisement", "Harbour of Lunden gets a new pier",
    "By Ana Ruiz", "March 4, 2025",
    "Lunden will have a new pier by autumn, the harbour master said on Monday at a meeting of traders.",
    "The pier is to cost 4.2 million and will be paid for by the fishing fleet and the town together.",
    "Work begins in April, and the old pier will be taken down after the summer season ends.",
)  # fmt: skip
TELEVISION = (
    "0 seconds of 1 minute, 32 secondsVolume 90%",
    "Press shift question mark to access a list of keyboard shortcuts", "NOW PLAYING", "Watch: boats in the streets",
    "01:32", TITLE, "Updated Mar. 4, 2025 at 3:15 PM EST", "By Ines Moor",
    "Photo: Boats in Harbour Street on Tuesday. (Ana Ruiz/Tessen Mail)", *BODY,
    "Copyright 2025 Tessen TV. All rights reserved.",
    "Download our free app to get the latest news and weather.", "SUGGEST A CORRECTION", "Around the Web",
)  # fmt: skip
LAYOUTS = {
    "broadcaster": BROADCASTER, "blog theme": BLOG_THEME, "newsletter within": NEWSLETTER_WITHIN,
    "talk without a heading": TALK_WITHOUT_HEADING, "endless page": ENDLESS, "television": TELEVISION,
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["tight", "open"])
def test_the_article_comes_out_whole_and_alone(layout: tuple[str, ...], gap: str) -> None:
    article = read(gap.join(layout))
    assert article.title == TITLE
    assert article.byline == ("Ines Moor",)
    assert tuple(p.of(article.text) for p in article.paragraphs) == BODY
    assert article.genre is Genre.REPORT


def test_a_deck_stays_and_what_stands_between_it_and_the_text_goes() -> None:
    deck = "The water rose by two metres in a night, and the lower town was cut off."
    article = read(
        "\n".join(
            ("Subscribe for 1 a week", "Log in", TITLE, deck, "Listen to this article · 4:12 min Learn more",
             "Share full article", "By Ines Moor and Carl Lind",
             "Ines Moor reported from Tessen, and Carl Lind from Brenn.", "March 4, 2025", *BODY,
             "See more on: Floods, Tessen", "Related Content", "More in Europe", "A Bridge Too Old", "Ana Ruiz")
        )
    )  # fmt: skip
    assert article.byline == ("Ines Moor", "Carl Lind")
    assert tuple(p.of(article.text) for p in article.paragraphs) == (deck, *BODY)


def test_an_agencys_text_keeps_its_dateline_and_loses_its_credits() -> None:
    opening = "TESSEN, March 4 (Dispatch) - " + BODY[0]
    credits = ("(Reporting by Ines Moor; Editing by Carl Lind)", "Our Standards: The Dispatch Principles.")
    article = read("\n\n".join((TITLE, "By Ines Moor", opening, *BODY[1:], *credits)))
    assert article.dateline == "TESSEN"
    assert tuple(p.of(article.text) for p in article.paragraphs) == (opening, *BODY[1:])


def test_a_plain_text_without_furniture_is_kept_to_the_last_paragraph() -> None:
    article = read("\n\n".join((TITLE, *BODY)))
    assert (article.title, article.text) == (TITLE, "\n\n".join(BODY))


def test_hours_ago_counts_from_the_moment_the_page_arrived() -> None:
    arrived = datetime(2025, 3, 5, 1, 30, tzinfo=UTC)
    published = read("\n".join(BROADCASTER), arrived=arrived).published
    assert published is not None
    assert (published.value, published.precision) == (datetime(2025, 3, 4, 22, 30, tzinfo=UTC), Precision.DAY)
    assert read("\n".join(BROADCASTER)).published is None


def test_one_sentence_is_a_text() -> None:
    assert read(BODY[0]).text == BODY[0]
    assert read(BODY[0]).genre is Genre.REPORT


def test_lines_that_were_wrapped_become_paragraphs_again() -> None:
    wrapped = (
        "The river Orla rose by two metres overnight and flooded lower Tessen,\n"
        "the water board of the valley said on Tuesday in a short statement to\n"
        "the press. About 1,200 people were taken to schools and sports halls."
    )
    assert "\n" not in read(wrapped).text


def test_a_word_that_is_also_a_button_stays_in_a_sentence() -> None:
    story = (*BODY[:2], "Share prices of insurers fell, and the board will comment on Friday, it said.", *BODY[4:5])
    assert "Share prices of insurers" in read("\n\n".join((TITLE, "By Ines Moor", *story))).text
