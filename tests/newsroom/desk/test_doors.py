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
