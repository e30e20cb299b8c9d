"""Make up a story: its card on a front, and its page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

from newsroom.archive.models import Article, Evidence, Fact, Finding, Mention, Story
from newsroom.press import addresses
from newsroom.press.makeup import briefs, chain, marking
from newsroom.press.seen import (
    Agreed,
    Arrival,
    Board,
    Card,
    Chapter,
    Coverage,
    Link,
    Origins,
    Own,
    Said,
    StoryPage,
    Trend,
    Voice,
)
from stet import news
from stet.brief.corrections import corrects
from stet.brief.known import makes_known
from stet.news import Span

SPAN_HOURS = 6
SPANS = 12
CHAPTER_FROM = 30
LISTED = 60  # reports on a story's page, the latest; a page of two thousand is no page
ORIGINS = 24
COPIES = 8
A_DAY = 12
TEXTS = 6  # reports of one newsroom that are listed
APART: dict[str, str] = {news.Genre.OPINION: "opinion", news.Genre.LIVE: "live page"}
AGREED = 10
BOARDS = 5
TELLING = ("figure", "event", "quotation")
DIFFERENT = (news.Verdict.DISPUTED, news.Verdict.CONTRADICTED)


def headline(story: Story) -> str:
    """Return what the story is called, or a plain name where no article gave it one."""
    return story.title.strip() or "Untitled story"


def section(name: str) -> Link | None:
    """Return the way to a section, or nothing for a story without one."""
    return Link(label=name.title() if name.islower() else name, href=addresses.section(name)) if name else None


def arrival(article: Article) -> Arrival:
    """Return one report as it came in. `source` and `origin.source` should be selected with it."""
    origin = article.origin
    carries = origin.source.name if origin and origin.pk != article.pk else ""
    return Arrival(
        at=article.arrived,
        headline=article.title.strip() or "(no headline)",
        outlet=article.source.name,
        href=addresses.article(article.pk),
        carries=carries,
        apart=APART.get(article.genre, ""),
        language=article.language or "en",
    )


def excerpt(article: Article) -> Said | None:
    """Return the opening words of a report as somebody's words."""
    if not article.excerpt.strip():
        return None
    return Said(
        text=article.excerpt.strip(),
        outlet=article.source.name,
        at=article.arrived,
        href=addresses.article(article.pk),
        language=article.language,
    )


def trend(moments: Iterable[datetime], now: datetime, hours: int = SPAN_HOURS, spans: int = SPANS) -> Trend:
    """Count moments per span of hours up to `now`, oldest first."""
    counts = [0] * spans
    size = timedelta(hours=hours)
    for moment in moments:
        back = int((now - moment) / size) if moment <= now else 0
        if 0 <= back < spans:
            counts[spans - 1 - back] += 1
    return Trend(counts=tuple(counts), hours=hours)


def opening(story: Story, articles: Mapping[str, Article]) -> Said | None:
    """Return the first line of the brief, or else the opening of the first report of its own words."""
    for name in ("happened", "known"):
        for line in briefs.said(story.brief, name, articles):
            return line
    firsts = [a for a in articles.values() if a.story_id == story.pk and a.reports]
    return excerpt(min(firsts, key=lambda a: (a.origin_id not in (None, a.pk), a.arrived))) if firsts else None


def card(
    story: Story,
    articles: Mapping[str, Article],
    *,
    why: str = "",
    parts: Sequence[news.Part] = (),
    pace: Trend | None = None,
) -> Card:
    """Return a story as a card; `articles` are those its brief cites, or all of its own, by id."""
    boards = briefs.boards(story.brief, articles)
    first = opening(story, articles)
    named = next((a.language for a in articles.values() if a.title.strip() == story.title.strip()), "")
    return Card(
        id=story.key,
        href=addresses.story(story.key),
        headline=headline(story),
        origins=Origins(outlets=story.outlets, origins=story.origins),
        updated=story.last,
        language=named or (first.language if first else "") or "en",
        excerpt=first,
        section=section(story.section),
        differs=differs(boards),
        why=why,
        parts=tuple(parts),
        trend=pace,
    )


def differs(boards: Sequence[Board]) -> str:
    """Say on a card that sources differ, and on what."""
    if not boards:
        return ""
    first = boards[0]
    values = " or ".join(value for value, _ in first.sides[:3])
    more = f", and on {len(boards) - 1} more" if len(boards) > 1 else ""
    return f"Sources differ on {first.about}: {values}{more}"


def cards(stories: Sequence[Story]) -> list[Card]:
    """Return stories as cards, with two queries for all of them."""
    articles = cited(stories)
    return [card(story, articles) for story in stories]


def cited(stories: Sequence[Story]) -> dict[str, Article]:
    """Return the articles that the briefs of these stories cite, and the first of each, by id."""
    wanted = {pk for story in stories for pk in briefs.sources(story.brief)}
    bare = [story.pk for story in stories if not briefs.sources(story.brief)]
    rows = Article.objects.select_related("source", "origin__source")
    found = {str(a.pk): a for a in rows.filter(pk__in=wanted)} if wanted else {}
    if bare:
        seen: set[int] = set()
        for a in rows.filter(story__in=bare, genre__in=("report", "release")).order_by("arrived", "id")[
            : 40 * len(bare)
        ]:
            if a.story_id not in seen:
                seen.add(a.story_id)
                found[str(a.pk)] = a
    return found


def page(story: Story, now: datetime | None = None, *, written: Sequence[Own] = ()) -> StoryPage:
    """Make up the page of a story; `written` is what we wrote about it ourselves."""
    rows = list(
        Article.objects.filter(story=story)
        .select_related("source__owner", "origin__source__owner")
        .order_by("arrived", "id")
    )
    articles = {str(a.pk): a for a in rows} | cited([story])
    pace = trend((a.arrived for a in rows if a.origin_id in (None, a.pk)), now or story.last)
    boards = briefs.boards(story.brief, articles)
    groups = coverage(rows)
    line = lambda name: tuple(briefs.said(story.brief, name, articles))  # noqa: E731
    agree = agreed(story)
    happened = {one.text for one in line("happened")}
    return StoryPage(
        card=replace(card(story, articles, pace=pace), own=tuple(written)),
        started=story.first,
        happened=line("happened"),
        new=line("new"),
        known=() if agree else tuple(one for one in line("known") if one.text not in happened),
        said=line("said"),
        ahead=line("ahead"),
        timeline=line("timeline"),
        corrections=line("corrections"),
        boards=boards or differing(story),
        agreed=agree,
        coverage=groups[:ORIGINS],
        more_coverage=max(0, len(groups) - ORIGINS),
        apart=_beside_reports(rows),
        arrivals=tuple(arrival(a) for a in rows[-LISTED:]),
        more_arrivals=max(0, len(rows) - LISTED),
        chapters=chapters(rows),
        chain=chain.of(story),
        subjects=subjects(story),
        related=related(story, story.last),
    )


def coverage(rows: Sequence[Article]) -> tuple[Voice, ...]:
    """Return the origins that are counted, each with its reports and who carries them; the most carried first."""
    by_voice: dict[str, list[Article]] = defaultdict(list)
    for row in _counted(rows):
        by_voice[row.voice].append(row)
    return tuple(sorted((_voice(name, own) for name, own in by_voice.items()), key=_carried))


def _counted(rows: Sequence[Article]) -> list[Article]:
    """Return what counts as a source, as `past.counted` does."""
    rest = {news.Genre.LIVE, news.Genre.CORRECTION}
    return [row for row in rows if row.reports] or [row for row in rows if row.genre in rest]


def _beside_reports(rows: Sequence[Article]) -> tuple[Arrival, ...]:
    """Return the latest opinion and live pages of a story that has reports."""
    counted = _counted(rows)
    return tuple(arrival(a) for a in rows if a.genre in APART and a not in counted)[-TEXTS:] if counted else ()


def _voice(name: str, rows: Sequence[Article]) -> Voice:
    by_origin: dict[int, list[Article]] = defaultdict(list)
    for row in rows:
        by_origin[row.origin_id or row.pk].append(row)
    told = sorted((_told(origin, members) for origin, members in by_origin.items()), key=lambda one: one.origin.at)
    told.sort(key=lambda one: -len(one.copies) - one.more)
    outlets = {row.source.name for row in rows if row.origin_id in (None, row.pk)}
    return Voice(
        name=outlets.pop() if len(outlets) == 1 else name, reports=tuple(told[:TEXTS]), more=max(0, len(told) - TEXTS)
    )


def _told(origin: int, members: Sequence[Article]) -> Coverage:
    first = next((a for a in members if a.pk == origin), members[0])
    copies = [a for a in members if a.pk != first.pk]
    shown = tuple(map(arrival, copies[:COPIES]))
    return Coverage(origin=arrival(first), copies=shown, more=len(copies) - len(shown))


def _carried(voice: Voice) -> tuple[int, datetime]:
    return -sum(len(one.copies) + one.more for one in voice.reports), min(one.origin.at for one in voice.reports)


def chapters(rows: Sequence[Article]) -> tuple[Chapter, ...]:
    """Cut a long story into days; a short one has no chapters."""
    days: dict[Any, list[Article]] = defaultdict(list)
    for row in rows:
        days[row.arrived.date()].append(row)
    if len(rows) < CHAPTER_FROM or len(days) < 2:
        return ()
    return tuple(
        Chapter(
            title=f"{day:%A} {day.day} {day:%B}",
            href=addresses.archive(day),
            reports=len(items),
            arrivals=tuple(map(arrival, items[-A_DAY:])),
        )
        for day, items in sorted(days.items())
    )


def agreed(story: Story) -> tuple[Agreed, ...]:
    """Return facts that at least two origins carry: figures, then events and words, each fact and sentence once.

    What a sentence that is listed bears out is told already, in whatever words another report has for it. A sentence
    with a value on which sources differ is left to the board.
    """
    findings = (
        Finding.objects.filter(story=story, verdict=news.Verdict.CORROBORATED, origins__gte=2, fact__kind__in=TELLING)
        .select_related("fact__revision__article__source")
        .prefetch_related("evidence")
        .order_by("-origins", "fact__revision__arrived", "fact__start")[: AGREED * 20]
    )
    beside = _beside(findings)
    open_values = _open_values(story)
    found: dict[str, Agreed] = {}
    listed: dict[int, list[Span]] = defaultdict(list)  # the sentences of each revision that are told
    for finding in sorted(findings, key=lambda f: TELLING.index(f.fact.kind)):
        fact = finding.fact
        before, words, after = marking.sentence(fact.revision.text, Span(start=fact.start, end=fact.end))
        whole = Span(start=fact.start - len(before), end=fact.end + len(after))
        there = [one for one in beside[fact.revision_id] if whole.holds(Span(start=one.start, end=one.end))]
        quoting = any(one.kind == news.Kind.QUOTATION for one in there)
        borne_out = any(
            one.overlaps(Span(start=row.start, end=row.end))
            for row in finding.evidence.all()
            for one in listed[row.revision_id]
        )
        if (
            borne_out
            or before + words + after in found
            or corrects(before + words + after)
            or not makes_known(news.Kind(fact.kind), quoting=quoting)
            or any(one.value.get("number") in open_values for one in there)
        ):
            continue
        listed[fact.revision_id].append(whole)
        found[before + words + after] = Agreed(
            said=_fact_said(finding), origins=finding.origins, before=before, after=after
        )
    return tuple(found.values())[:AGREED]


def _beside(findings: Iterable[Finding]) -> dict[int, list[Fact]]:
    """Return the figures and quotations of the texts in which findings stand, by revision."""
    found: dict[int, list[Fact]] = defaultdict(list)
    revisions = {finding.fact.revision_id for finding in findings}
    for fact in Fact.objects.filter(revision__in=revisions, kind__in=("figure", "quotation")):
        found[fact.revision_id].append(fact)
    return found


def _open_values(story: Story) -> set[float]:
    """Return the numbers on which sources differ, however each is written."""
    sides = list(briefs.values(story.brief))
    figures = Fact.objects.filter(kind="figure", revision__article__in={article for _, article, _, _ in sides})
    rows = list(figures.values_list("revision__article", "start", "end", "text", "value"))
    return {
        value["number"]
        for said, article, start, end in sides
        for pk, first, last, text, value in rows
        if pk == article and start <= first and last <= end and text.casefold() in said.casefold() and "number" in value
    }


def differing(story: Story) -> tuple[Board, ...]:
    """Return values on which the checker found origins to differ, each with who says it, where the brief names none."""
    findings = (
        Finding.objects.filter(story=story, verdict__in=DIFFERENT, fact__kind__in=("figure", "date", "place"))
        .select_related("fact__revision__article__source")
        .prefetch_related("evidence__revision__article__source")
        .order_by("fact__revision__arrived", "fact__start")[:40]
    )
    # An outlet whose own sentence was found to say the same denies nothing: another of its figures was taken for it.
    agree = Finding.objects.filter(story=story, verdict=news.Verdict.CORROBORATED)
    carried = {(pk, text.casefold()) for pk, text in agree.values_list("fact__revision__article", "fact__text")}
    boards: dict[str, Board] = {}
    for finding in findings:
        words = finding.fact.text
        span = Span(start=finding.fact.start, end=finding.fact.end)
        if corrects("".join(marking.sentence(finding.fact.revision.text, span))):
            continue
        others = tuple(
            _passage_said(row)
            for row in finding.evidence.all()
            if words.casefold() not in row.text.casefold()
            and (row.revision.article_id, words.casefold()) not in carried
        )
        if others and words.casefold() not in boards and len(boards) < BOARDS:
            sides = ((words, (_fact_said(finding),)), ("elsewhere", others))
            boards[words.casefold()] = Board(about=_about(finding.fact), sides=sides)
    return tuple(boards.values())


def _about(fact: Fact) -> str:
    """Say what a fact measures or whom it is about, in its own text's words, or else what kind of fact it is."""
    slots = (fact.frame.get(name) for name in ("measured", "subject"))
    said = next((str(slot["text"]) for slot in slots if isinstance(slot, dict) and slot.get("text")), "")
    return said or f"A {fact.kind}"


def _passage_said(row: Evidence) -> Said:
    article = row.revision.article
    return Said(
        text=row.text,
        outlet=article.source.name,
        at=row.revision.arrived,
        href=addresses.article(article.pk, row.start),
        language=article.language,
    )


def _fact_said(finding: Finding) -> Said:
    fact = finding.fact
    article = fact.revision.article
    return Said(
        text=fact.text,
        outlet=article.source.name,
        at=fact.revision.arrived,
        href=addresses.evidence(fact.pk),
        language=article.language,
    )


def subjects(story: Story, most: int = 12) -> tuple[Link, ...]:
    """Return whom and what at least two of its reports name, the most named first: each of these has a page."""
    rows = (
        Mention.objects.filter(article__story=story, until=None)
        .values("subject__key", "subject__name")
        .annotate(articles=Count("article", distinct=True))
        .filter(articles__gte=2)
        .order_by("-articles", "subject__name")[:most]
    )
    return tuple(
        Link(label=row["subject__name"], href=addresses.subject(row["subject__key"]), note=str(row["articles"]))
        for row in rows
    )


def related(story: Story, before: datetime, most: int = 5) -> tuple[Link, ...]:
    """Return stories that had begun by `before` with the most subjects in common, then others of the section.

    What began later is left out, so that an old page stays as it is while news goes on.
    """
    return begun_by(before, neighbours(story), most)


def begun_by(before: datetime, near: Iterable[tuple[datetime, Link]], most: int = 5) -> tuple[Link, ...]:
    """Return the first of a story's neighbours that had begun by a moment."""
    return tuple([link for first, link in near if first <= before][:most])


def neighbours(story: Story, most: int = 60) -> tuple[tuple[datetime, Link], ...]:
    """Return stories of the same time, each with its begin: those with most subjects in common, then of the section."""
    named = Mention.objects.filter(article__story=story, until=None)
    keys = list(named.values_list("subject_id", flat=True).distinct()[:40])
    window = timedelta(days=14)
    near = Story.objects.filter(merged_into=None, muted=False, last__gte=story.first - window).exclude(pk=story.pk)
    shared = list(
        near.filter(articles__mentions__subject__in=keys, articles__mentions__until=None)
        .annotate(common=Count("articles__mentions__subject", distinct=True))
        .filter(common__gte=2)
        .order_by("-common", "-last")[:most]
    )
    if len(shared) < most and story.section:
        rest = near.filter(section=story.section).exclude(pk__in=[s.pk for s in shared])
        shared += list(rest.order_by("-origins", "-last")[: most - len(shared)])
    return tuple((s.first, Link(label=headline(s), href=addresses.story(s.key))) for s in shared)
