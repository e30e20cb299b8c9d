"""A source changes what we stand on: the task that opens, and what it lists."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.archive.models import Article, Edition, Evidence, Fact, Finding, Revision, Source, Story
from newsroom.desk import acts, notices, readings
from newsroom.desk.models import Citation, Notice, Version
from newsroom.desk.states import Act
from stet.news import Verdict

pytestmark = pytest.mark.django_db
TEXT = "The rate is 4.25 percent. Shops stay open on Sunday."
Change = Revision.Change


@pytest.fixture
def report():
    """A report of Kestrel, in a story that stands at the third place of the front page."""
    now = timezone.now()
    story = Story.objects.create(key="rates", title="Rates", first=now, last=now)
    source = Source.objects.create(slug="kestrel", name="Kestrel")
    article = Article.objects.create(source=source, key="a1", title="Rates", arrived=now, story=story)
    article.current = Revision.objects.create(article=article, arrived=now, title="Rates", text=TEXT)
    article.save()
    content = json.dumps({"top": [{"story": "rates", "place": 3}]})
    Edition.objects.create(moment=now, content=content, digest="d")
    return article


def cites(article, words="4.25"):
    start = TEXT.index(words)
    passage = {"source": f"r{article.current_id}", "start": start, "end": start + len(words), "text": words}
    return {"evidence": [passage]}


def a_draft(cast, checked, article, **more):
    draft = acts.start(cast["Ada"], headline="Bank cuts to 4.25", body="The rate is 4.25 percent.", **more)
    check = checked(draft, ("4.25", "verbatim"))
    check.findings = [{**f, **cites(article)} for f in check.findings]
    check.save()
    return draft


def published(cast, checked, article):
    draft = a_draft(cast, checked, article)
    acts.do(Act.SUBMIT, draft.pk, cast["Ada"])
    reading = readings.begin(draft, cast["Eli"])
    readings.finish(reading, cast["Eli"], dict.fromkeys(reading.sample, Verdict.VERBATIM))
    acts.do(Act.APPROVE, draft.pk, cast["Eli"])
    return acts.do(Act.PUBLISH, draft.pk, cast["Pia"]).post


def revise(article, text, change):
    """Store a revision as the wire does: first the text, then what kind of change it is."""
    number = article.revisions.count() + 1
    made = Revision.objects.create(article=article, number=number, arrived=timezone.now(), title="Rates", text=text)
    made.change = change
    made.save(update_fields=["change"])
    return made


def test_publication_writes_down_each_passage_and_asks_for_its_article_again(cast, checked, report):
    post = published(cast, checked, report)
    cited = Citation.objects.get()
    assert (cited.version, cited.revision_id, TEXT[cited.start : cited.end]) == (
        post.current,
        report.current_id,
        "4.25",
    )
    report.refresh_from_db()
    assert report.cited_at


def test_a_passage_that_changes_opens_one_task_with_posts_drafts_and_places(cast, checked, report):
    post = published(cast, checked, report)
    draft = a_draft(cast, checked, report)
    revision = revise(report, TEXT.replace("4.25", "4.5"), Change.FACT)
    task = Notice.objects.get()
    assert task.revision == revision
    assert {(t["what"], t["key"], *t["facts"], t.get("place")) for t in task.touched} == {
        ("post", post.slug, "4.25", None),
        ("draft", draft.pk, "4.25", None),
        ("story", "rates", 3),
    }


def test_a_change_elsewhere_in_the_report_opens_nothing(cast, checked, report):
    published(cast, checked, report)
    revise(report, TEXT.replace("open", "shut"), Change.FACT)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("change", [Change.TYPO, Change.REPLACED])
def test_a_mended_letter_or_a_wall_opens_nothing(cast, checked, report, change):
    published(cast, checked, report)
    revise(report, "Subscribe to read on.", change)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("change", [Change.RETRACTION, Change.CORRECTION])
def test_what_a_publisher_takes_back_opens_a_task_even_where_its_words_still_stand(cast, checked, report, change):
    published(cast, checked, report)
    revise(report, TEXT + " Correction: the rate was wrong.", change)
    assert Notice.objects.get().touched[0]["facts"] == ["4.25"]


def test_a_retraction_on_the_front_page_opens_a_task_though_we_do_not_cite_it(report):
    revise(report, "Retracted.", Change.RETRACTION)
    assert [t["place"] for t in Notice.objects.get().touched] == [3]


def test_a_retraction_nobody_shows_opens_nothing(report):
    Edition.objects.all().delete()
    revise(report, "Retracted.", Change.RETRACTION)
    assert not Notice.objects.exists()


def test_the_task_names_facts_of_other_reports_that_rest_on_the_passage(cast, checked, report):
    published(cast, checked, report)
    now, other = timezone.now(), Source.objects.create(slug="post", name="Harbour Post")
    second = Article.objects.create(source=other, key="a2", title="Rates", arrived=now, story=report.story)
    held = Revision.objects.create(article=second, arrived=now, title="Rates", text="It is 4.25.")
    fact = Fact.objects.create(revision=held, kind="figure", start=6, end=10, text="4.25")
    finding = Finding.objects.create(fact=fact, story=report.story, verdict="corroborated", rule="r", reason="r")
    Evidence.objects.create(finding=finding, revision=report.current, start=0, end=25, text=TEXT[:25])
    revise(report, TEXT.replace("4.25", "4.5"), Change.FACT)
    assert Notice.objects.get().touched[-1]["facts"] == ["4.25"]


def test_a_post_that_says_the_same_in_other_words_shares_the_mistake(cast, checked, report):
    first, second = published(cast, checked, report), published(cast, checked, report)
    value = {"number": 4.25, "percent": True}
    for post, words in ((first, "4.25"), (second, "four and a quarter")):
        body = f"The rate is {words} percent."
        start = len("Bank cuts to 4½\n\n") + body.index(words)
        place = {"start": start, "end": start + len(words), "text": words}
        findings = [{**post.current.findings[0], **place, "value": value}]
        Version.objects.filter(pk=post.current_id).update(body=body, headline="Bank cuts to 4½", findings=findings)
        post.current.refresh_from_db()
    assert acts.sharing("4.25", besides=first) == [second]
    Version.objects.filter(pk=second.current_id).update(findings=[{**findings[0], "value": {"number": 4.5}}])
    assert acts.sharing("4.25", besides=first) == []


def test_a_withdrawn_post_is_nobodys_task(cast, checked, report):
    post = published(cast, checked, report)
    acts.do(Act.WITHDRAW, post.draft_id, cast["Pia"], reason="Forged.")
    revise(report, TEXT.replace("4.25", "4.5"), Change.FACT)
    assert not Notice.objects.exists()


def test_the_task_shows_what_changed_and_leads_to_the_correction(cast, checked, report, client, home):
    post = published(cast, checked, report)
    revision = revise(report, TEXT.replace("4.25", "4.5"), Change.FACT)
    revision.diff = [{"in": "text", "kind": "fact", "old": [12, 16], "new": [12, 15], "before": "4.25", "after": "4.5"}]
    revision.save()
    client.force_login(cast["Ada"].user)
    page = client.get(f"/desk/tasks/{Notice.objects.get().pk}/").content.decode()
    assert "<del>4.25</del> <ins>4.5</ins>" in page
    assert f"/desk/posts/{post.slug}/correct/?wrong=4.25" in page
    assert "place 3 on the front page" in page
    assert "See what it touches" in client.get("/desk/").content.decode()


def look(source, text, at):
    """Let the wire see a page of `source` at a moment: archived, then read."""
    from newsroom.archive import vault
    from newsroom.wire import reading
    from stet import news

    url, paragraphs = "https://kestrel.example/harl-bridge", "".join(f"<p>{one}</p>" for one in text.split("\n\n"))
    body = f"<html><body><article><h1>Harl bridge closed</h1>{paragraphs}</article></body></html>".encode()
    capture = news.Capture(
        url=url, final_url=url, arrived=at, status=200, headers=(("content-type", "text/html"),), body=body,
        sha256=hashlib.sha256(body).hexdigest(),
    )  # fmt: skip
    for row in vault.keep([(capture, {"source": source})]):
        row.save()
    reading.read(at)
    return Article.objects.get(url=url)


def test_from_the_source_to_the_task_it_takes_less_than_five_minutes(cast, checked, dispatches, home, monkeypatch):
    """Cited pages are asked for again within that time; from the page's arrival on, the task opens with the reading."""
    text, changed_at = dispatches.bridge["text"], timezone.now()
    source = Source.objects.create(slug="kestrel", name="Kestrel")
    article = look(source, text, changed_at - timedelta(days=1))
    draft = a_draft(cast, checked, article)
    start = article.current.text.index("three weeks")
    place = {"source": f"r{article.current_id}", "start": start, "end": start + 11, "text": "three weeks"}
    check = draft.checks.get()
    check.findings = [{**f, "evidence": [place]} for f in check.findings]
    check.save()
    seen_at = changed_at + timedelta(minutes=4)
    monkeypatch.setattr(notices.timezone, "now", lambda: seen_at)
    look(source, text.replace("three weeks", "five weeks"), seen_at)
    task = Notice.objects.get()
    assert task.touched == [{"what": "draft", "key": draft.pk, "title": draft.headline, "facts": ["4.25"]}]
    assert task.opened - changed_at < timedelta(minutes=5)
