"""The cast: a few invented outlets and what they reported, stored as the wire stores it. All words are ours."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape

from django.contrib.auth import get_user_model
from django.http import HttpResponse

from newsroom.archive.models import (
    Article,
    Evidence,
    Fact,
    Finding,
    Membership,
    Mention,
    Owner,
    Revision,
    Source,
    SourceFeed,
    Story,
    Subject,
)
from newsroom.desk import copy
from newsroom.desk.models import Correction, Draft, Member, Post, Version
from newsroom.wire import reading
from stet import news
from stet import text as texts
from stet.read import revisions

NOON = datetime(2025, 8, 15, 12, 0, tzinfo=UTC)

DEAD_41 = "At least 41 people have died in the flood that struck the Veld valley on Thursday, the regional office said."
DEAD_43 = "The flood in the Veld valley has killed 43 people, hospitals told Kestrel News on Friday."
FLOOD = (
    "At least 41 people have died in the flood that struck the Veld valley on Thursday, the regional office said.\n\n"
    "“We are still looking for nineteen people,” said Mara Oyelaran, who leads the search. "
    "The river Ansel rose 4.2 metres in six hours, its highest level since 1987.\n\n"
    "Trains between Harbour and Veld will not run before Monday. The army sent 600 soldiers to the valley."
)
FLOOD_OTHER = (
    "The flood in the Veld valley has killed 43 people, hospitals told Kestrel News on Friday.\n\n"
    "The river Ansel rose 4.2 metres in six hours. Nineteen people are missing, according to Mara Oyelaran, "
    "the head of the search. Six hundred soldiers have arrived.\n\n"
    "The government is to meet on Saturday morning to decide on aid."
)
BANK = (
    "The Central Bank of Meridia raised its main interest rate by a quarter of a percentage point to 4.75 percent.\n\n"
    "“Inflation is still too high,” said its governor, Ilse Brandt. The bank expects prices to rise by 3.1 percent "
    "this year and by 2.2 percent next year. The decision was taken by seven votes to two."
)
FINAL = (
    "Northlight won the cup final against Harbour by 2 goals to 1 on Friday evening, in front of 38,412 people.\n\n"
    "Sena Okafor scored both goals for Northlight, in the 12th and the 88th minute."
)


@dataclass
class Cast:
    """Everyone on the stage, by name."""

    now: datetime = NOON
    sources: dict[str, Source] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)

    def source(self, name: str, **more: object) -> Source:
        """Return an outlet, made when it is first named."""
        if name not in self.sources:
            slug = name.lower().replace(" ", "-")
            self.sources[name] = Source.objects.create(slug=slug, name=name, home=f"https://{slug}.example/", **more)
            SourceFeed.objects.create(
                source=self.sources[name], url=f"https://{slug}.example/feed", host=f"{slug}.example", interval=900
            )
        return self.sources[name]

    def story(self, title: str, section: str = "") -> Story:
        """Return a story, made when it is first named."""
        if title not in self.stories:
            key = "s" + hashlib.sha256(title.encode()).hexdigest()[:11]
            self.stories[title] = Story.objects.create(
                key=key, title=title, section=section, first=self.now, last=self.now, stale=False
            )
        return self.stories[title]

    def article(
        self,
        outlet: str,
        title: str,
        text: str,
        *,
        hours: float = 0,
        story: Story | None = None,
        copies: Article | None = None,
        language: str = "en",
    ) -> Article:
        """Publish an article `hours` before noon; `copies` makes it carry another's words."""
        source = self.source(outlet)
        arrived = self.now - timedelta(hours=hours)
        number = len(self.articles) + 1
        made = Article.objects.create(
            source=source,
            key=f"article-{number}",
            url=f"https://{source.slug}.example/{number}",
            title=title,
            excerpt=text[:200],
            language=language,
            words=len(text.split()),
            arrived=arrived,
            published=arrived - timedelta(minutes=7),
            copy_of=copies,
            story=story,
            grouped_at=arrived,
            checked_at=arrived,
        )
        made.origin = (copies.origin or copies) if copies else made
        made.current = Revision.objects.create(
            article=made,
            arrived=arrived,
            title=title,
            text=text,
            paragraphs=[[span.start, span.end] for span in texts.paragraphs(text)],
        )
        made.save()
        source.last_arrival = max(arrived, source.last_arrival or arrived)
        source.save()
        self.articles.append(made)
        if story:
            Membership.objects.create(article=made, story=story, since=arrived)
            self.count(story)
        return made

    def count(self, story: Story) -> None:
        """Bring a story's figures up to date."""
        members = list(story.articles.all())
        story.first = min(a.arrived for a in members)
        story.last = max(a.arrived for a in members)
        story.reports = len(members)
        story.outlets = len({a.source_id for a in members})
        story.origins = len({a.origin_id for a in members})
        story.save()

    def fact(
        self,
        article: Article,
        words: str,
        kind: str = "figure",
        verdict: str = "",
        evidence: Sequence[tuple[Article, str]] = (),
        reason: str = "",
    ) -> Fact:
        """Mark the first `words` of an article as a fact, with what other articles say of it."""
        start = article.current.text.index(words)
        fact = Fact.objects.create(
            revision=article.current, kind=kind, start=start, end=start + len(words), text=words, value={}, frame={}
        )
        if verdict:
            finding = Finding.objects.create(
                fact=fact,
                story=article.story,
                verdict=verdict,
                rule="the same value in other words",
                reason=reason or f"Two origins say {words}.",
                origins=1 + len(evidence),
            )
            for other, passage in evidence:
                at = other.current.text.index(passage)
                Evidence.objects.create(
                    finding=finding, revision=other.current, start=at, end=at + len(passage), text=passage
                )
        return fact

    def revise(
        self, article: Article, *swaps: tuple[str, str], title: str = "", hours: float = 0, notices: Sequence[str] = ()
    ) -> Revision:
        """Let an outlet change words of an article, as the wire finds them at the next capture."""
        before, arrived = article.current, self.now - timedelta(hours=hours)
        text = before.text
        for gone, new in swaps:
            assert gone in text
            text = text.replace(gone, new, 1)
        row = Revision.objects.create(
            article=article,
            number=before.number + 1,
            arrived=arrived,
            title=title or before.title,
            text=text,
            paragraphs=[[span.start, span.end] for span in texts.paragraphs(text)],
            notices=[[text.index(one), text.index(one) + len(one)] for one in notices],
        )
        change = revisions.compare(*(self._read(one) for one in (before, row)))
        row.change = change.kind.value
        row.diff = [reading._edit(edit, where) for where in ("headline", "edits") for edit in getattr(change, where)]
        row.save()
        article.current, article.title = row, row.title
        article.save()
        return row

    def _read(self, row: Revision) -> news.Article:
        notices = tuple(news.Span(start=start, end=end) for start, end in row.notices)
        paragraphs = tuple(texts.paragraphs(row.text))
        return news.Article(url=row.article.url, title=row.title, text=row.text, paragraphs=paragraphs, notices=notices)

    def line(self, article: Article, words: str) -> dict[str, object]:
        """Return a line of a brief: a passage of an article."""
        start = article.current.text.index(words)
        where = {"source": str(article.pk), "span": {"start": start, "end": start + len(words)}, "text": words}
        return {"text": words, "evidence": [where], "since": article.arrived.isoformat()}

    def mention(self, article: Article, name: str, kind: str = "name") -> Subject:
        """Let an article name a subject."""
        subject, _ = Subject.objects.get_or_create(key=name.casefold(), defaults={"name": name, "kind": kind})
        Mention.objects.create(subject=subject, article=article, arrived=article.arrived, since=article.arrived)
        return subject


def assemble(now: datetime = NOON) -> Cast:
    """Tell three days of news: a flood with a disputed toll, a bank's release that many carry, a final, some noise."""
    cast = Cast(now=now)
    for name, kind in [("Harbour Post", "newspaper"), ("Kestrel News", "agency"), ("Veld Radio", "broadcaster")]:
        cast.source(
            name, kind=kind, owner=Owner.objects.get_or_create(name="Harbour Media")[0] if "Post" in name else None
        )
    _flood(cast)
    _bank(cast)
    _final(cast)
    _noise(cast)
    silent = cast.source("Capital Gazette")
    silent.last_arrival = now - timedelta(hours=30)
    silent.silent_since, silent.silence = now - timedelta(hours=20), "it usually speaks every 2 hours"
    silent.save()
    return cast


def _flood(cast: Cast) -> None:
    story = cast.story("Dozens dead after flood in the Veld valley", "World")
    first = cast.article(
        "Harbour Post", "At least 41 dead as river Ansel floods the Veld valley", FLOOD, hours=9, story=story
    )
    other = cast.article("Kestrel News", "Flood toll reaches 43, hospitals say", FLOOD_OTHER, hours=3, story=story)
    for hours, outlet in [(8, "Meridian Mail"), (7.5, "Coast Today"), (7, "Beacon Online"), (6, "Daily Veld")]:
        cast.article(outlet, "41 dead in Veld valley flood", FLOOD, hours=hours, story=story, copies=first)
    cast.article("Veld Radio", "Search goes on in the valley", FLOOD_OTHER[:300], hours=1, story=story)
    cast.fact(
        first,
        "41 people",
        verdict="disputed",
        evidence=[(other, "43 people")],
        reason=("Harbour Post says at least 41, citing the regional office; Kestrel News says 43, citing hospitals."),
    )
    cast.fact(first, "4.2 metres", verdict="corroborated", evidence=[(other, "4.2 metres in six hours")])
    cast.fact(first, "600 soldiers", verdict="equivalent", evidence=[(other, "Six hundred soldiers")])
    cast.fact(first, "Mara Oyelaran", "name", "corroborated", [(other, "Mara Oyelaran, the head of the search")])
    cast.fact(first, "1987", "date")
    cast.fact(first, "on Thursday", "date", "unsupported", reason="No other passage gives a day for the flood.")
    cast.fact(other, "43 people", verdict="disputed", evidence=[(first, "At least 41 people")])
    cast.fact(other, "Nineteen people", verdict="corroborated", evidence=[(first, "nineteen people")])
    for article in (first, other):
        cast.mention(article, "Mara Oyelaran")
        cast.mention(article, "Veld", "place")
    story.brief = {
        "happened": [
            cast.line(
                first,
                DEAD_41,
            )
        ],
        "new": [cast.line(other, "Nineteen people are missing, according to Mara Oyelaran, the head of the search.")],
        "known": [cast.line(first, "The river Ansel rose 4.2 metres in six hours, its highest level since 1987.")],
        "said": [
            cast.line(first, "“We are still looking for nineteen people,” said Mara Oyelaran, who leads the search.")
        ],
        "ahead": [cast.line(other, "The government is to meet on Saturday morning to decide on aid.")],
        "timeline": [
            cast.line(
                first,
                DEAD_41,
            ),
            cast.line(other, DEAD_43),
        ],
        "disputed": [
            {
                "about": "the number of dead",
                "values": [
                    [
                        "at least 41",
                        [
                            cast.line(
                                first,
                                DEAD_41,
                            )
                        ],
                    ],
                    [
                        "43",
                        [
                            cast.line(
                                other,
                                DEAD_43,
                            )
                        ],
                    ],
                ],
            }
        ],
    }
    story.save()


def _bank(cast: Cast) -> None:
    story = cast.story("Central Bank of Meridia raises its rate to 4.75 percent", "Economy")
    release = cast.article("Central Bank", "Monetary policy decision", BANK, hours=26, story=story)
    for n, outlet in enumerate(["Meridian Mail", "Kestrel News", "Coast Today", "Beacon Online", "Daily Veld"]):
        cast.article(outlet, "Central bank lifts rate again", BANK, hours=25 - n, story=story, copies=release)
    cast.mention(release, "Ilse Brandt")


def _final(cast: Cast) -> None:
    story = cast.story("Northlight win the cup with a goal two minutes from time", "Sport")
    a = cast.article("Northlight Herald", "Okafor’s double wins the cup for Northlight", FINAL, hours=14, story=story)
    b = cast.article(
        "Harbour Post",
        "Harbour lose the final in the last minutes",
        FINAL.replace("38,412", "more than 38,000"),
        hours=13.5,
        story=story,
    )
    cast.fact(a, "38,412 people", verdict="equivalent", evidence=[(b, "more than 38,000 people")])
    cast.mention(a, "Sena Okafor")
    cast.mention(b, "Sena Okafor")


POST_BODY = (
    "The office counts *at least* 41 dead; hospitals count 43. The river rose 4.2 metres in six hours.\n\n"
    "## What comes next\n\nThe government meets on **Saturday morning**. See [the office](https://office.example/41)."
)


def publish(
    cast: Cast, *, slug: str = "what-we-know-of-the-flood", headline: str = "What we know of the flood"
) -> Post:
    """Publish a post by an editor, as the desk stores it, with facts bound to the reports of the flood."""
    first, other = (next(a for a in cast.articles if a.source.name == n) for n in ("Harbour Post", "Kestrel News"))
    user, _ = get_user_model().objects.get_or_create(username="ada")
    Member.objects.get_or_create(
        user=user, defaults={"name": "Ada Ferro", "role": "publisher", "about": "Covers rivers."}
    )
    draft = Draft.objects.create(
        state="published",
        headline=headline,
        standfirst="41 or 43 dead: two counts, side by side.",
        body=POST_BODY,
        author=user,
        story=first.story,
    )
    post = Post.objects.create(draft=draft, slug=slug, published=cast.now, updated=cast.now)
    version(cast, post, first, other)
    return post


WANTED = [
    ("41 dead", 0, "41 people"),
    ("43", 1, "43 people"),
    ("4.2 metres", 0, "4.2 metres"),
    ("Saturday morning", 1, "Saturday morning"),
]


def version(cast: Cast, post: Post, first: Article, other: Article) -> Version:
    """Give readers the draft's words as they stand now, as a new version."""
    draft, number = post.draft, post.versions.count() + 1
    findings = [_bound(draft.text, words, (first, other)[which], passage) for words, which, passage in WANTED]
    post.current = Version.objects.create(
        post=post,
        number=number,
        at=cast.now + timedelta(hours=number - 1),
        headline=draft.headline,
        standfirst=draft.standfirst,
        body=draft.body,
        html=copy.html(draft.body),
        byline="Ada Ferro",
        section="World",
        findings=findings,
        engine="stet 0.1",
        digest=draft.version,
        sources=[
            {
                "id": f"r{a.current.pk}",
                "outlet": a.source.name,
                "title": a.title,
                "url": a.url,
                "arrived": a.arrived.isoformat(),
            }
            for a in (first, other)
        ],
    )
    post.save()
    return post.current


def _bound(text: str, words: str, source: Article, passage: str) -> dict[str, object]:
    at, place = text.rindex(words), source.current.text.index(passage)
    where = {"source": f"r{source.current.pk}", "start": place, "end": place + len(passage), "text": passage}
    return {
        "kind": "figure",
        "start": at,
        "end": at + len(words),
        "text": words,
        "value": {},
        "frame": {},
        "verdict": "verbatim",
        "rule": "same words",
        "code": "",
        "reason": f"{source.source.name} says so.",
        "origins": 1,
        "evidence": [where],
    }


def _noise(cast: Cast) -> None:
    titles = [
        ("World", "Court orders the harbour company to publish its contracts"),
        ("World", "Talks on the border river begin with a delay of three hours"),
        ("Science", "Astronomers measure the age of the Ansel crater anew"),
        ("Economy", "Fishing quota for the coast falls by a fifth"),
        ("Sport", "Cycling tour changes its route because of the flood"),
        ("Science", "A beetle thought lost is found in a school garden"),
        ("World", "الفيضانات تقطع الطرق المؤدية إلى الوادي"),
        ("World", "洪水切断了通往山谷的道路"),
    ]
    for n, (section, title) in enumerate(titles):
        language = "ar" if "الف" in title else "zh" if "洪" in title else "en"
        text = f"{title}. That is what was known at the time. More is to be said in {n + 2} days."
        cast.article(
            ["Veld Radio", "Coast Today", "Kestrel News"][n % 3],
            title,
            text,
            hours=2 + 3.3 * n,
            story=cast.story(title, section),
            language=language,
        )


def embarrass(cast: Cast) -> Story:
    """Add what breaks pages: a headline of 200 characters, half of it one word, and 300 facts."""
    long = ("Unprecedented " * 7 + "x" * 110)[:200]
    story = cast.story(long, "World")
    text = "\n\n".join(
        f"On day {n} the office counted {n * 7} cases and {n} new ones in the valley." for n in range(1, 151)
    )
    article = cast.article("Kestrel News", long, text, hours=0.2, story=story)
    for n in range(1, 151):
        cast.fact(article, f"counted {n * 7} cases")
        cast.fact(article, f"and {n} new ones")
    return story


def correct(cast: Cast, post: Post) -> None:
    """Change a word of a post in public, as the desk does."""
    before = post.current
    post.draft.body = post.draft.body.replace("six hours", "seven hours")
    post.draft.state = "corrected"
    post.draft.save()
    first, other = (next(a for a in cast.articles if a.source.name == n) for n in ("Harbour Post", "Kestrel News"))
    after = version(cast, post, first, other)
    Correction.objects.create(
        post=post,
        sort="correction",
        wrong="six hours",
        right="seven hours",
        cause="We misread the gauge.",
        before=before,
        after=after,
        at=after.at,
    )


def words_of(response: HttpResponse) -> str:
    """Return the words of a page, without its elements."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())
