"""A story's page over time: what is new since the last look, its earlier chapters, and what was corrected."""

from datetime import UTC, datetime, timedelta
from html import unescape

from newsroom.archive import placing
from newsroom.archive.models import Article, Fact, Owner, Story
from newsroom.press.makeup import chain
from newsroom.press.makeup.stories import agreed, differing
from newsroom.press.makeup.stories import page as made_up
from newsroom.press.seen import Trend

from .cast import NOON

BRIDGE = "A bridge near Tarnow was closed on Friday after its main cable tore, the road office said."
LATER = "Engineers found 14 torn wires in the cable on Friday, the road office said in a second statement."


def page(client, story: Story, **asked: str) -> str:
    return unescape(client.get(f"/story/{story.key}/", asked).content.decode())


def bridge(cast) -> Story:
    story = cast.story("Bridge at Tarnow closed", "World")
    for hours, outlet, said, figure in ((5, "Veld Radio", BRIDGE, ""), (1, "Kestrel News", LATER, "14 torn wires")):
        article = cast.article(outlet, "The bridge at Tarnow", said, hours=hours, story=story)
        if figure and not Fact.objects.filter(revision=article.current, text__contains="14").exists():
            at = said.index(figure)
            Fact.objects.create(
                revision=article.current, kind="figure", start=at, end=at + 2, text="14", value={"number": 14}
            )
    return story


def test_a_reader_who_comes_back_with_a_link_is_shown_only_what_nobody_had_said_before(cast, client) -> None:
    story = bridge(cast)
    between = NOON - timedelta(hours=3)
    shown = page(client, story, since=f"{between:%Y-%m-%dT%H:%MZ}")
    told = shown[shown.index('id="new"') : shown.index("</section>", shown.index('id="new"'))]
    assert LATER in told
    assert BRIDGE not in told


def test_a_reader_for_whom_nothing_is_new_is_told_so(cast, client) -> None:
    shown = page(client, bridge(cast), since=f"{NOON:%Y-%m-%dT%H:%MZ}")
    assert "You are up to date." in shown


def test_what_is_no_moment_or_has_not_come_changes_nothing(cast, client) -> None:
    story = bridge(cast)
    plain = page(client, story)
    assert 'id="new"' not in plain
    assert page(client, story, since="<b>") == page(client, story, since="2999-01-01") == plain


def test_the_page_gives_the_link_to_keep_and_sets_no_cookie(cast, client) -> None:
    story = bridge(cast)
    answer = client.get(f"/story/{story.key}/")
    assert f'href="?since={story.last.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"' in answer.content.decode()
    assert not answer.cookies


def test_an_outlet_that_says_the_same_in_another_sentence_is_not_shown_to_differ(cast) -> None:
    story = cast.story("Bridge at Tarnow falls", "World")
    first = cast.article("Veld Radio", "Three missing", "Three people are missing.", hours=5, story=story)
    other = cast.article(
        "Kestrel News", "Nine dead", "Nine people are known to have died. Three more are missing.", hours=4, story=story
    )
    cast.fact(first, "Three", verdict="disputed", evidence=[(other, "Nine people are known to have died.")])
    (board,) = differing(story)
    assert board.about
    cast.fact(other, "Three", verdict="corroborated", evidence=[(first, "Three people are missing.")])
    assert not differing(story)


def test_what_is_known_stands_once_in_whose_words_ever(cast, client) -> None:
    story = cast.story("Bridge at Tarnow falls", "World")
    said = "The fall killed nine people.", "Nine people are now known to have died. A dog was saved with 40 sheep."
    first = cast.article("Veld Radio", "Nine dead", said[0], hours=5, story=story)
    other = cast.article("Kestrel News", "Nine dead", said[1], hours=4, story=story)
    third = cast.article("Meridian Mail", "Sheep", "All 40 sheep were led ashore.", hours=3, story=story)
    cast.fact(first, "nine", verdict="corroborated", evidence=[(other, "Nine people are now known to have died.")])
    cast.fact(other, "Nine", verdict="corroborated", evidence=[(first, said[0])])
    cast.fact(other, "Nine people", kind="event", verdict="corroborated", evidence=[(first, said[0])])
    cast.fact(other, "40", verdict="corroborated", evidence=[(third, "All 40 sheep were led ashore.")])
    cast.fact(third, "40", verdict="corroborated", evidence=[(other, "A dog was saved with 40 sheep.")])
    assert [f.before + f.said.text + f.after for f in agreed(story)] == [
        said[0],
        "A dog was saved with 40 sheep.",
    ]


def test_a_value_on_the_board_is_not_among_what_is_known(cast) -> None:
    story = cast.story("Flood at Tarnow", "World")
    toll = cast.article("Veld Radio", "11 dead", "Floods killed 11 people. Some 2,400 are in shelters.", story=story)
    other = cast.article(
        "Kestrel News", "14 dead", "Fourteen people died. The office could not confirm that 14 had died.", story=story
    )
    for article, words, number in ((toll, "11", 11), (toll, "2,400", 2400), (other, "Fourteen", 14), (other, "14", 14)):
        fact = cast.fact(article, words, verdict="corroborated", evidence=[(toll, "Floods killed 11 people.")])
        Fact.objects.filter(pk=fact.pk).update(value={"number": number})
    sides = [("11", toll, "Floods killed 11 people."), ("fourteen", other, "Fourteen people died.")]
    values = [
        [value, [{"text": said, "evidence": [{"source": str(article.pk), "span": [0, len(said)], "text": said}]}]]
        for value, article, said in sides
    ]
    story.brief = {"disputed": [{"about": "people dead", "values": values}]}
    assert [fact.said.text for fact in agreed(story)] == ["2,400"]


def test_a_figure_within_a_remark_is_not_known(cast) -> None:
    story = cast.story("Rate cut", "Business")
    said = "The crown fell on Thursday. “Three dissents is more than anybody expected,” she said."
    one = cast.article("Veld Radio", "Crown falls", said, story=story)
    other = cast.article("Kestrel News", "Rate cut", "The bank cut its rate. Three voted against.", story=story)
    cast.fact(one, "“Three dissents is more than anybody expected,”", kind="quotation")
    cast.fact(one, "Three", verdict="corroborated", evidence=[(other, "Three voted against.")])
    assert agreed(story) == ()


def test_the_coverage_lists_as_many_origins_as_are_counted_and_keeps_comment_apart(cast, client) -> None:
    story = cast.story("Bridge at Tarnow opens", "World")
    owner = Owner.objects.create(name="Coast Media")
    for name in ("Coast Post", "Coast Radio"):
        cast.source(name, owner=owner)
    first = cast.article("Veld Radio", "Bridge opens", "The bridge opened on Friday.", hours=9, story=story)
    cast.article("Veld Radio", "More on the bridge", "The mayor cut a ribbon.", hours=8, story=story)
    cast.article("Coast Post", "Bridge open", "Cars crossed at noon.", hours=7, story=story)
    cast.article("Coast Radio", "A bridge again", "People walked across.", hours=6, story=story)
    cast.article("Kestrel News", "Bridge opens", first.current.text, hours=5, story=story, copies=first)
    column = cast.article("Harbour Post", "Opinion: too late", "It should have opened in May.", hours=4, story=story)
    Article.objects.filter(pk=column.pk).update(genre="opinion")
    placing.settle([story.pk])
    story.refresh_from_db()
    seen = made_up(story)
    assert [(voice.name, len(voice.reports)) for voice in seen.coverage] == [("Veld Radio", 2), ("Coast Media", 2)]
    assert len(seen.coverage) == seen.card.origins.origins == 2
    assert [(one.headline, one.apart) for one in seen.apart] == [("Opinion: too late", "opinion")]
    shown = page(client, story)
    assert "Kept apart from the reports" in shown
    assert "Copies are not counted." in shown


def test_a_story_of_comment_alone_is_nobodys_report(cast, client) -> None:
    story = cast.story("Opinion: build the dyke", "World")
    column = cast.article("Harbour Post", "Opinion: build the dyke", "It is time to build.", story=story)
    Article.objects.filter(pk=column.pk).update(genre="opinion")
    placing.settle([story.pk])
    shown = page(client, Story.objects.get(pk=story.pk))
    assert "No outlet reports this" in shown
    assert "nobody else has confirmed it" not in shown
    assert " · opinion" in unescape(client.get("/latest/").content.decode())


def test_a_story_is_in_the_language_of_its_headline(cast, client) -> None:
    story = cast.story("إغلاق جسر تارنوف", "World")
    cast.article("Al Khabar", story.title, "أُغلق جسر تارنوف يوم الاثنين.", story=story, language="ar")
    assert made_up(story).card.language == "ar"
    assert '<h1 lang="ar" dir="rtl"' in page(client, story)
    assert "Facts are found by rules for English." in page(client, story)
    assert "Facts are found by rules for English." not in page(client, bridge(cast))
    assert 'lang="ar" dir="rtl"' in unescape(client.get("/section/world/").content.decode())


def test_a_live_page_alone_is_listed_once(cast) -> None:
    story = cast.story("Live: the bridge", "World")
    live = cast.article("Harbour Post", "Live: the bridge", "10:30 It opened.", story=story)
    Article.objects.filter(pk=live.pk).update(genre="live")
    seen = made_up(story)
    assert len(seen.coverage) == 1
    assert seen.apart == ()


def test_a_pace_of_one_report_says_so() -> None:
    assert (
        Trend(counts=(0, 0, 1), hours=6).words
        == "at its highest: 0, then 0, then 1 report in the last 3 spans of 6 hours"
    )


def test_follow_ups_stand_in_a_chain_from_any_chapter(cast, client) -> None:
    chapters = [cast.story(f"Chapter {n}", "World") for n in range(3)]
    for n, story in enumerate(chapters):
        cast.article("Veld Radio", f"Chapter {n}", f"What happened on day {n}.", hours=72 - 24 * n, story=story)
    for later, earlier in ((1, 0), (2, 1)):
        Story.objects.filter(pk=chapters[later].pk).update(chapter_of=chapters[earlier])
    for n in range(3):
        links = chain.of(Story.objects.get(pk=chapters[n].pk))
        assert [link.label for link in links] == ["Chapter 0", "Chapter 1", "Chapter 2"]
        assert [link.href == "" for link in links] == [at == n for at in range(3)]
    assert "Chapters of this affair" in page(client, Story.objects.get(pk=chapters[1].pk))


def test_a_chapter_that_an_editor_muted_does_not_break_the_chain_and_a_circle_ends(cast) -> None:
    first, muted, last = (cast.story(name) for name in ("First", "Muted", "Last"))
    for at, story in enumerate((first, muted, last)):
        cast.article("Veld Radio", story.title, f"On {story.title}.", hours=9 - at, story=story)
    Story.objects.filter(pk=muted.pk).update(chapter_of=first, muted=True)
    Story.objects.filter(pk=last.pk).update(chapter_of=muted)
    assert [link.label for link in chain.of(Story.objects.get(pk=last.pk))] == ["First", "Last"]
    Story.objects.filter(pk=first.pk).update(chapter_of=last)
    assert len(chain.of(Story.objects.get(pk=last.pk))) == 2


def test_a_story_that_stands_alone_has_no_chain(cast) -> None:
    assert chain.of(bridge(cast)) == ()


def test_what_a_source_took_back_is_shown(cast, client) -> None:
    story = bridge(cast)
    said = "Correction: an earlier version of this report gave the wrong number of wires."
    article = cast.article("Kestrel News", "Correction", said, hours=0.5, story=story)
    line = {
        "text": said,
        "since": datetime.isoformat(article.arrived),
        "evidence": [{"source": str(article.pk), "span": [0, len(said)], "text": said}],
    }
    Story.objects.filter(pk=story.pk).update(brief={"corrections": [line]})
    shown = page(client, story)
    assert "Corrections and retractions" in shown
    assert said in shown[shown.index('id="corrected"') :]
