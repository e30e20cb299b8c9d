"""The five-minute edition of a moment: the top stories in their sources' own sentences, and an end."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from newsroom.archive import past, records
from newsroom.archive.models import Fact
from newsroom.archive.past import Known
from stet import news
from stet.brief import daily
from stet.brief.brief import brief

STORIES = 12  # of the front page: about what five minutes hold
REPORTS = 40  # the latest of each from which its sentences are chosen


def told(stories: Sequence[Known], moment: datetime) -> dict[str, Any]:
    """Return what a reader can finish in five minutes, each sentence with the passage it is."""
    chosen = [(story, _shown(story)) for story in stories[:STORIES]]
    revisions = past.revisions([member.id for _, members in chosen for member in members], moment)
    facts = _facts([row.pk for row in revisions.values()])
    briefs = [(story.key, _brief(story, members, revisions, facts, moment)) for story, members in chosen]
    page = daily.edition(briefs)
    return {
        "stories": [{"story": key, "lines": [_line(line, revisions) for line in lines]} for key, lines in page.stories],
        "words": page.words,
        "left": page.left,
        "end": page.end,
    }


def _shown(story: Known) -> Sequence[past.Member]:
    counted = [one for one in story.members if one.genre in ("report", "release")] or list(story.members)
    return counted[-REPORTS:]


def _brief(
    story: Known,
    members: Sequence[past.Member],
    revisions: Mapping[int, Any],
    facts: Mapping[int, Sequence[news.Fact]],
    moment: datetime,
) -> news.Brief:
    present = [one for one in members if one.id in revisions]
    return brief(
        [_report(one, revisions[one.id]) for one in present],
        [facts[revisions[one.id].pk] for one in present],
        now=moment,
        origins={str(one.id): str(one.origin) for one in present},
    )


def _report(member: past.Member, revision: Any) -> news.Report:
    return news.Report(
        id=str(member.id),
        title=revision.title,
        text=revision.text,
        arrived=member.arrived,
        outlet=member.outlet,
        owner=member.owner,
        url=member.url,
        genre=news.Genre(member.genre),
        language=member.language or "en",
    )


def _facts(revisions: Sequence[int]) -> defaultdict[int, list[news.Fact]]:
    found: defaultdict[int, list[news.Fact]] = defaultdict(list)
    for row in Fact.objects.filter(revision__in=revisions):
        found[row.revision_id].append(records.fact(row))
    return found


def _line(line: news.Line, revisions: Mapping[int, Any]) -> dict[str, Any]:
    place = line.evidence[0]
    return {
        "text": line.text,
        "article": int(place.source),
        "revision": revisions[int(place.source)].number,
        "start": place.span.start,
        "end": place.span.end,
    }
