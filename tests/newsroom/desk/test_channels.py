"""What we publish, correct and withdraw, followed through every channel that readers and machines have."""

import io
import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.mail import get_connection
from django.utils import timezone
from PIL import Image

from newsroom.archive.models import Article, Revision, Source, Story
from newsroom.desk import acts, checking, gate, readings
from newsroom.desk.models import Post
from newsroom.desk.states import Act
from newsroom.press import bake, digests
from newsroom.press.models import Subscription
from newsroom.wire import editions
from stet.news import Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(home, settings):
    """A story on the front page, with one report."""
    settings.MEDIA_ROOT = home / "media"
    now = timezone.now() - timedelta(hours=2)
    source = Source.objects.create(slug="kestrel", name="Kestrel")
    story = Story.objects.create(key="rates", title="Rates", first=now, last=now, reports=1, outlets=1, origins=1)
    article = Article.objects.create(source=source, key="a1", title="Rates fall", arrived=now, story=story)
    article.current = Revision.objects.create(article=article, arrived=now, title="Rates fall", text="It is 4.50 now.")
    article.save()
    from newsroom.archive.models import Membership

    Membership.objects.create(article=article, story=story, since=now)
    editions.make(now + timedelta(minutes=1))
    return story


@pytest.fixture
def publish(cast, checked, story):
    """Give a function that takes copy all the way to readers."""

    def to_readers(*, ground=None, **more):
        draft = acts.start(
            cast["Ada"], headline="Bank cuts to 4.25", body="The rate is 4.25 percent.", story=story, **more
        )
        checked(draft, ("4.25", "unsupported" if ground else "verbatim"))
        if ground:
            checking.bind(draft, fact="4.25", start=draft.text.index("4.25"), by=None, **ground)
        acts.do(Act.SUBMIT, draft.pk, cast["Ada"])
        reading = readings.begin(draft, cast["Eli"])
        readings.finish(reading, cast["Eli"], dict.fromkeys(reading.sample, Verdict.VERBATIM))
        acts.do(Act.APPROVE, draft.pk, cast["Eli"])
        cache.clear()
        return acts.do(Act.PUBLISH, draft.pk, cast["Pia"]).post

    return to_readers


def said(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_correction_reaches_every_channel_with_before_and_after(client, cast, checked, publish, monkeypatch, home):
    post = publish()
    begun = timezone.now()
    subscriptions = [
        Subscription.objects.create(address=f"{n}@x.example", story=s, asked=begun, confirmed=begun, sent=begun)
        for n, s in enumerate((None, post.draft.story))
    ]
    monkeypatch.setattr(checking, "run", lambda draft: checked(draft, ("4.50", "verbatim")))
    acts.correct(post, cast["Pia"], wrong="4.25", right="4.50", cause="We misread the release.")
    cache.clear()
    monkeypatch.undo()

    told = {
        address: said(client, address)
        for address in (
            f"/post/{post.slug}/", "/corrections/", f"/post/{post.slug}/version/2/",
            *(f"/corrections/feed.{form}" for form in ("rss", "atom", "json")),
            f"/api/v1/posts/{post.slug}", f"/api/v1/posts/{post.slug}/corrections", "/api/v1/corrections",
        )
    }  # fmt: skip
    now = timezone.now()
    for row in subscriptions:
        letter = digests.compose(row, begun, now, get_connection("django.core.mail.backends.dummy.EmailBackend"))
        told[f"letter to {row.address}"] = letter.body
    assert [row.address for row in digests.due(now + timedelta(hours=25))] == ["0@x.example", "1@x.example"]
    assert {where for where, text in told.items() if "4.25" not in text or "4.50" not in text} == set()
    for where, text in told.items():
        assert "We misread the release." in text or "/version/" in where, where

    current = [f"/posts/feed.{form}" for form in ("rss", "atom", "json")] + ["/posts/", "/", "/api/v1/posts"]
    for address in current:
        text = said(client, address)
        assert "4.50" in text, address
        assert "4.25" not in text, address
    assert "Corrected" in said(client, "/posts/feed.json")

    folder = home / "baked"
    bake.bake(folder, now=now)
    assert "4.25" in (folder / "corrections" / "index.html").read_text()
    assert "4.50" in (folder / "post" / post.slug / "index.html").read_text()


def test_the_interface_for_machines_gives_a_post_with_all_that_stands_behind_it(client, publish):
    post = publish()
    listed = json.loads(said(client, "/api/v1/posts"))
    assert (listed["count"], listed["items"][0]["headline"]) == (1, "Bank cuts to 4.25")
    one = json.loads(said(client, f"/api/v1/posts/{post.slug}"))
    fact = json.loads(said(client, f"/api/v1/posts/{post.slug}/ledger"))[0]
    assert one["text"][fact["start"] : fact["end"]] == fact["text"] == "4.25"
    assert (fact["verdict"], fact["ground"], one["story"], one["history"]) == ("verbatim", None, "rates", [])
    version = json.loads(said(client, f"/api/v1/posts/{post.slug}/versions"))[0]
    assert (version["number"], version["digest"], version["text"]) == (1, one["digest"], one["text"])
    assert "/api/v1/posts/{slug}/ledger" in said(client, "/api/")


def test_the_interface_narrows_posts_by_section_and_time(client, publish):
    publish(section="Money")
    count = lambda query: json.loads(client.get("/api/v1/posts", query).content)["count"]  # noqa: E731
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    assert [count({"section": "Money"}), count({"section": "Sport"}), count({"since": tomorrow})] == [1, 0, 0]


def test_a_withdrawn_post_says_why_and_no_more(client, cast, publish):
    post = publish()
    acts.do(Act.WITHDRAW, post.draft_id, cast["Pia"], reason="The document was forged.")
    cache.clear()
    one = json.loads(said(client, f"/api/v1/posts/{post.slug}"))
    assert (one["withdrawn"], one["text"], one["html"]) == ("The document was forged.", "", "")
    assert one["history"][0]["sort"] == "retraction"
    for part in ("ledger", "versions"):
        assert json.loads(said(client, f"/api/v1/posts/{post.slug}/{part}")) == []
    assert json.loads(said(client, "/api/v1/posts"))["count"] == 0
    assert client.get(f"/post/{post.slug}/").status_code == 410
    assert "The document was forged." in said(client, "/corrections/feed.json")


def test_readers_see_an_override_with_its_reason_everywhere(client, publish):
    reason = "The ministry confirmed it by letter, which we hold."
    post = publish(ground={"ground": gate.Bound.OVERRIDE, "note": reason})
    for address in (
        f"/post/{post.slug}/", f"/post/{post.slug}/fact/0/", f"/post/{post.slug}/proof.json",
        f"/api/v1/posts/{post.slug}/ledger",
    ):  # fmt: skip
        assert reason in said(client, address), address
    assert "Published against the checker" in said(client, f"/post/{post.slug}/")


INTERVIEW = {
    "ground": gate.Bound.INTERVIEW, "who": "Mara Venn", "on": timezone.now().date(), "note": "Her number is 5550199.",
    "recording": ContentFile(b"OggS", name="venn-5550199.ogg"),
}  # fmt: skip


def everywhere(client, post):
    addresses = [f"/post/{post.slug}/{part}" for part in ("", "fact/0/", "proof.json")]
    return [said(client, a) for a in [*addresses, f"/api/v1/posts/{post.slug}/ledger"]]


def test_an_interview_is_told_and_its_note_and_recording_stay_at_the_desk(client, publish):
    post = publish(ground=INTERVIEW)
    pages = everywhere(client, post)
    assert all("Mara Venn told us so in an interview" in page for page in pages)
    assert not [page for page in pages if "5550199" in page]
    assert client.get(f"/post/{post.slug}/fact/0/recording").status_code == 404


def test_a_recording_that_was_released_is_handed_out_as_a_file(client, publish, home):
    post = publish(ground={**INTERVIEW, "note": "On the record.", "shown": True})
    assert f'href="/post/{post.slug}/fact/0/recording"' in said(client, f"/post/{post.slug}/")
    answer = client.get(f"/post/{post.slug}/fact/0/recording")
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (b"OggS", "application/octet-stream")
    answer.close()
    bake.bake(home / "baked", now=timezone.now())
    assert (home / "baked" / "post" / post.slug / "fact" / "0" / "recording").read_bytes() == b"OggS"


def test_readers_see_the_picture_with_what_it_shows_and_whose_it_is(client, cast, publish, home):
    out = io.BytesIO()
    Image.new("RGB", (60, 40)).save(out, "JPEG")
    file = ContentFile(out.getvalue(), name="p.jpg")
    post = publish(picture=file, picture_alt="The bank at dusk", picture_credit="A. Ferro")
    page = said(client, f"/post/{post.slug}/")
    assert 'alt="The bank at dusk" width="60" height="40"' in page
    assert "A. Ferro" in page
    assert client.get(f"/post/{post.slug}/picture.jpg").content == out.getvalue()
    bake.bake(home / "baked", now=timezone.now())
    assert (home / "baked" / "post" / post.slug / "picture.jpg").read_bytes() == out.getvalue()
    acts.do(Act.HOLD, post.draft_id, cast["Pia"], reason="A judge says so.")
    assert client.get(f"/post/{post.slug}/picture.jpg").status_code == 404


def test_the_stories_an_editor_sets_beside_a_post_are_shown_there(client, publish):
    now = timezone.now()
    beside = Story.objects.create(key="jobs", title="Jobs", first=now, last=now, reports=1, outlets=1, origins=1)
    post = publish()
    post.draft.related.add(beside)
    assert 'href="/story/jobs/"' in said(client, f"/post/{post.slug}/")
    assert json.loads(said(client, f"/api/v1/posts/{post.slug}"))["related"] == ["jobs"]


def test_a_post_nobody_may_see_is_not_there_for_machines(client, cast, publish):
    post = publish()
    acts.do(Act.HOLD, post.draft_id, cast["Pia"], reason="A judge says so.")
    for part in ("", "/versions", "/corrections", "/ledger"):
        assert client.get(f"/api/v1/posts/{post.slug}{part}").status_code == 404
    assert Post.objects.count() == 1
