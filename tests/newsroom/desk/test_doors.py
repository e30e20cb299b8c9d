"""Every door of the desk, knocked at in every role with every method."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from newsroom.archive import hand
from newsroom.archive.models import Article, Revision, Source, Story
from newsroom.desk import acts, people
from newsroom.desk.models import Binding, Notice, Post, Version
from newsroom.desk.states import Role
from newsroom.desk.urls import urlpatterns
from stet.errors import InputError

pytestmark = pytest.mark.django_db
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
NAMES = {"Ada": Role.REPORTER, "Eli": Role.EDITOR, "Pia": Role.PUBLISHER, "Max": Role.ADMINISTRATOR}


@pytest.fixture
def house(cast, settings, tmp_path):
    """Something behind every address."""
    settings.MEDIA_ROOT = settings.STET_HOME = tmp_path
    now = timezone.now()
    source = Source.objects.create(slug="kestrel", name="Kestrel")
    story = Story.objects.create(key="s1", title="A flood", first=now, last=now)
    article = Article.objects.create(source=source, key="a1", title="Water rises", arrived=now, story=story)
    article.current = Revision.objects.create(article=article, arrived=now, title="Water rises", text="It rose.")
    article.save()
    draft = acts.start(cast["Ada"], headline="Water rises", body="It rose.", story=story)
    draft.picture.save("p.jpg", ContentFile(b"\xff\xd8"), save=True)
    binding = Binding.objects.create(draft=draft, text="It rose.", context="It rose.", ground="interview")
    binding.recording.save("call.html", ContentFile(b"<script>"), save=True)
    post = Post.objects.create(draft=draft, slug="water-rises", published=now, updated=now)
    post.current = Version.objects.create(
        post=post, number=1, at=now, headline="Water", body="It rose.", html="<p>It rose.</p>", byline="Ada", digest="d"
    )
    post.save()
    decision = hand.pin(story, 1, editor=None, reason="r", now=now)
    notice = Notice.objects.create(about=Notice.About.READER, key="k", title="Look", post=post)
    pks = {
        "article": article.pk,
        "draft": draft.pk,
        "notice": notice.pk,
        "role": cast["Eli"].pk,
        "key": 0,
        "decision": decision.pk,
        "binding": binding.pk,
    }
    return {"pk": pks, "cast": cast, "save": draft.saves.get().pk}


def address(pattern: URLPattern, house) -> str:
    wanted = pattern.pattern.converters
    known = {"token": "no-such-token", "key": "s1", "slug": "water-rises", "name": "submit", "save_pk": house["save"]}
    known |= {"source": "kestrel", "act": "pause"}
    pks = {
        "article": "article",
        "close": "notice",
        "task": "notice",
        "recording": "binding",
        "role": "role",
        "undo": "decision",
        "passkey-remove": "key",
        "drop-view": "key",
    }
    known["pk"] = house["pk"][pks.get(pattern.name, "draft")]
    return reverse(f"desk:{pattern.name}", kwargs={k: known[k] for k in wanted})


def signed_in(member, *, second_factor=True) -> Client:
    client = Client()
    client.force_login(member.user)
    if second_factor:
        session = client.session
        session["second_factor"] = True
        session.save()
    return client


@pytest.mark.parametrize("name", list(NAMES))
@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda p: p.name)
def test_each_door_answers_as_it_declares(house, pattern, name):
    for method in METHODS:
        client = signed_in(house["cast"][name])
        answer = client.generic(method, address(pattern, house))
        answer.close()
        status = answer.status_code
        declared = pattern.callback.methods
        if method not in {*declared, *(("HEAD",) if "GET" in declared else ())}:
            assert status == 405, (pattern.name, method)
        elif not pattern.callback.public and NAMES[name] not in pattern.callback.roles:
            assert status == 403, (pattern.name, method)
        else:
            assert status in {200, 302, 401, 409, 410, 422, *((404,) if pattern.name == "passkey-remove" else ())}, (
                pattern.name,
                method,
                status,
            )


@pytest.mark.parametrize("pattern", [p for p in urlpatterns if not p.callback.public], ids=lambda p: p.name)
def test_no_door_opens_to_a_stranger(house, pattern):
    for method in pattern.callback.methods:
        answer = Client().generic(method, address(pattern, house))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/desk/sign-in/")


@pytest.mark.parametrize("pattern", [p for p in urlpatterns if not p.callback.public], ids=lambda p: p.name)
@pytest.mark.parametrize("name", ["Pia", "Max"])
def test_whoever_may_publish_proves_it_twice(house, pattern, name):
    client = signed_in(house["cast"][name], second_factor=False)
    for method in pattern.callback.methods:
        answer = client.generic(method, address(pattern, house))
        assert answer["Location"].startswith("/desk/second-factor/")


def test_every_view_of_the_desk_is_behind_a_door():
    assert len(urlpatterns) > 20
    for pattern in urlpatterns:
        assert pattern.callback.methods, pattern.name
        assert pattern.callback.public or pattern.callback.roles, pattern.name


def test_a_form_without_its_token_is_refused(house):
    client = Client(enforce_csrf_checks=True)
    client.force_login(house["cast"]["Ada"].user)
    assert client.post(reverse("desk:new")).status_code == 403


def test_an_account_without_a_place_in_the_house_is_nobody(db, django_user_model, house):
    client = Client()
    client.force_login(django_user_model.objects.create_user("ghost"))
    assert client.get(reverse("desk:home"))["Location"].startswith("/desk/sign-in/")


def test_what_is_attached_is_handed_out_as_a_file_and_never_as_a_page(house):
    client = signed_in(house["cast"]["Ada"])
    answer = client.get(reverse("desk:recording", args=[house["pk"]["binding"]]))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    answer.close()


def test_guessing_passwords_meets_a_brake(house):
    for _ in range(people.TRIES):
        assert Client().post(reverse("desk:sign-in"), {"username": "ada", "password": "x"}).status_code == 401
    right = {"username": "ada", "password": "correct horse battery"}
    assert Client().post(reverse("desk:sign-in"), right).status_code == 429


def test_signing_in_leads_only_to_our_own_pages(house):
    form = {"username": "ada", "password": "correct horse battery", "next": "https://evil.example/desk/"}
    assert Client().post(reverse("desk:sign-in"), form)["Location"] == "/desk/"


def test_the_first_page_closes_behind_the_first_account(db):
    form = {"username": "pia", "password": "a long enough sentence", "name": "Pia"}
    assert Client().post(reverse("desk:first"), form)["Location"] == reverse("desk:second-factor")
    assert Client().get(reverse("desk:first"))["Location"] == reverse("desk:sign-in")


def test_the_first_page_opens_only_on_the_machine_itself(db):
    assert Client().get(reverse("desk:first"), REMOTE_ADDR="192.0.2.9").status_code == 403
    assert Client().get(reverse("desk:first"), headers={"X-Forwarded-For": "192.0.2.9"}).status_code == 403


def test_a_code_works_once(cast):
    import pyotp

    people.enrol(cast["Pia"])
    now = timezone.now()
    code = pyotp.TOTP(cast["Pia"].totp_secret).at(now)
    assert people.prove(cast["Pia"], code, now)
    cast["Pia"].refresh_from_db()
    assert not people.prove(cast["Pia"], code, now)
    assert not people.prove(cast["Pia"], "000000" if code != "000000" else "111111", now)


def test_an_invitation_works_once(cast):
    token = people.invite(cast["Pia"], Role.REPORTER)
    assert people.join(token, "nia", "a long enough sentence", "Nia").role == Role.REPORTER
    with pytest.raises(acts.Refused, match="used"):
        people.join(token, "noa", "a long enough sentence", "Noa")


def test_a_weak_password_is_refused_with_its_reasons(cast):
    with pytest.raises(acts.Refused, match="too short"):
        people.create("nia", "short", name="Nia", role=Role.REPORTER)


def test_signing_out_everywhere_keeps_the_session_one_asks_from(cast):
    here, there = signed_in(cast["Ada"]), signed_in(cast["Ada"])
    here.post(reverse("desk:end-sessions"))
    assert here.get(reverse("desk:home")).status_code == 200
    assert there.get(reverse("desk:home"))["Location"].startswith("/desk/sign-in/")


def test_an_editor_arranges_a_story_and_takes_it_back(house):
    client = signed_in(house["cast"]["Eli"])
    client.post(reverse("desk:arrange", args=["s1"]), {"act": "name", "title": "The flood", "reason": "plainer"})
    assert Story.objects.get(key="s1").title == "The flood"
    decision = Story.objects.get(key="s1").decisions.first()
    client.post(reverse("desk:undo", args=[decision.pk]))
    assert Story.objects.get(key="s1").title != "The flood"


def test_no_story_is_arranged_without_a_reason(house):
    client = signed_in(house["cast"]["Eli"])
    assert client.post(reverse("desk:arrange", args=["s1"]), {"act": "mute"}).status_code == 422
    assert client.post(reverse("desk:arrange", args=["s1"]), {"act": "burn", "reason": "r"}).status_code == 422


def other_story(**more) -> Story:
    now = timezone.now()
    return Story.objects.create(key="s2", title="Water in the Vale", first=now, last=now, **more)


def decided(client, key: str) -> str:
    shown = client.get(reverse("desk:story", args=[key])).content.decode()
    return " ".join(shown[shown.index("Decided by hand") :].split())


@pytest.mark.parametrize("said", ["s2", "https://news.example/story/s2/", "/story/s2/"])
def test_stories_are_merged_by_address_or_key_and_both_pages_say_so_and_undo_it(house, said):
    other_story()
    client = signed_in(house["cast"]["Eli"])
    client.post(reverse("desk:arrange", args=["s1"]), {"act": "merge", "into": said, "reason": "one flood"})
    assert Story.objects.get(key="s1").merged_into.key == "s2"
    for key in ("s1", "s2"):
        assert "Eli merged" in decided(client, key)
        assert "one flood" in decided(client, key)
    merge = Story.objects.get(key="s1").decisions.get(act="merge")
    assert reverse("desk:undo", args=[merge.pk]) in decided(client, "s2")
    client.post(reverse("desk:undo", args=[merge.pk]))
    assert Story.objects.get(key="s1").merged_into is None
    assert "by Eli" in decided(client, "s2")


def test_what_is_merged_into_a_merged_story_goes_where_that_is_now(house):
    kept = Story.objects.get(key="s1")
    gone = other_story(merged_into=kept)
    now = timezone.now()
    third = Story.objects.create(key="s3", title="Rain", first=now, last=now)
    client = signed_in(house["cast"]["Eli"])
    client.post(reverse("desk:arrange", args=["s3"]), {"act": "merge", "into": "s2", "reason": "r"})
    third.refresh_from_db()
    assert third.merged_into == kept
    with pytest.raises(InputError, match="merged itself"):
        hand.merge(kept, gone, editor=None, reason="r", now=now)


def test_a_marked_report_moves_to_another_story_and_not_all_of_them(house):
    other = other_story()
    story, first = Story.objects.get(key="s1"), Article.objects.get(key="a1")
    second = Article.objects.create(
        source=first.source, key="a2", title="Rain falls", arrived=timezone.now(), story=story
    )
    client = signed_in(house["cast"]["Eli"])
    asked = {"act": "move", "into": "s2", "reason": "another event", "article": [second.pk]}
    assert client.post(reverse("desk:arrange", args=["s1"]), {**asked, "article": []}).status_code == 422
    client.post(reverse("desk:arrange", args=["s1"]), asked)
    second.refresh_from_db()
    assert second.story == other
    assert "Eli moved “Rain falls” from" in decided(client, "s2")
    assert client.post(reverse("desk:arrange", args=["s1"]), {**asked, "article": [first.pk]}).status_code == 422


def test_a_story_that_is_not_there_is_refused_with_the_way_back(house):
    client = signed_in(house["cast"]["Eli"])
    answer = client.post(reverse("desk:arrange", args=["s1"]), {"act": "merge", "into": "nope", "reason": "r"})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "no such story" in said
    assert "This was not done" in said
    assert reverse("desk:story", args=["s1"]) in said
