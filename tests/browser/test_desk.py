"""A working day at the desk, in a real browser: from a story to publication to a correction."""

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.cache import cache

from newsroom.archive.models import Article, Revision, Source, Story
from newsroom.desk import acts, checking, people, readings
from newsroom.desk.models import Draft, Member, Notice, Post
from newsroom.desk.states import Act, Role, State
from stet.news import Verdict

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long enough sentence"
TEXT = (
    "Inspectors closed the Harl bridge on Monday.\n\n"
    "The repair of the Harl bridge will cost 2.4 million crowns, the roads office said.\n\n"
    '"Nobody was in danger at any time," said Mara Venn, the director of the roads office.'
)


@pytest.fixture
def house(live_server, settings, tmp_path):
    """Three people and one story on a live server."""
    cache.clear()
    settings.STET_HOME = settings.MEDIA_ROOT = tmp_path
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    source = Source.objects.create(slug="coast", name="Coast Agency")
    story = Story.objects.create(key="bridge", title="Harl bridge closed", first=now, last=now, outlets=1, origins=1)
    article = Article.objects.create(
        source=source, key="a", title="Inspectors closed the Harl bridge", arrived=now, published=now, story=story
    )
    article.current = Revision.objects.create(article=article, arrived=now, title=article.title, text=TEXT)
    article.save()
    hashed = make_password(PASSWORD)
    for name, role in {"Ada": Role.REPORTER, "Eli": Role.EDITOR, "Pia": Role.PUBLISHER}.items():
        user = User.objects.create(username=name.lower(), password=hashed)
        Member.objects.create(user=user, name=name, role=role)
    return live_server


@pytest.fixture
def sign_in(chromium, house):
    """Give a function that opens a window for one of the house; errors and breaches of the policy fail the test."""
    opened, complaints = [], []

    def window(name: str, *, width: int = 1440, script: bool = True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, base_url=house.url, java_script_enabled=script
        )
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        opened.append(context)
        page.goto("/desk/")
        page.get_by_label("Account name").fill(name.lower())
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        if name == "Pia":
            prove(page)
        return page

    yield window
    for context in opened:
        context.close()
    assert complaints == []


def prove(page) -> None:
    member = Member.objects.get(name="Pia")
    if not member.totp_secret:
        people.enrol(member)
    # A code works once, so every sign-in of the test takes a later step than the last.
    at = datetime.now(UTC) if not member.totp_last else datetime.fromtimestamp((member.totp_last + 1) * 30, UTC)
    page.goto("/desk/second-factor/")
    page.get_by_label("Code").fill(pyotp.TOTP(member.totp_secret).at(at))
    page.get_by_role("button", name="Go on").click()


def a_checked_draft(headline: str = "Inspectors closed the Harl bridge") -> Draft:
    ada = Member.objects.get(name="Ada")
    body = "The repair of the Harl bridge will cost 2.4 million crowns, the roads office said."
    draft = acts.start(ada, headline=headline, body=body, story=Story.objects.get(key="bridge"))
    checking.run(draft)
    return draft


def approved() -> Draft:
    draft, eli = a_checked_draft(), Member.objects.get(name="Eli")
    acts.do(Act.SUBMIT, draft.pk, Member.objects.get(name="Ada"))
    reading = readings.begin(Draft.objects.get(), eli)
    readings.finish(reading, eli, dict.fromkeys(reading.sample, Verdict.VERBATIM))
    return acts.do(Act.APPROVE, draft.pk, eli)


def test_the_enter_key_in_a_reason_decides_nothing(sign_in):
    eli = sign_in("Eli")
    eli.goto("/desk/stories/bridge/")
    eli.get_by_label("Reason").fill("because")
    eli.get_by_label("Reason").press("Enter")
    eli.get_by_role("button", name="Mute").click()
    eli.get_by_text("Eli muted it: because").wait_for()
    assert [one.act for one in Story.objects.get(key="bridge").decisions.all()] == ["mute"]


def test_from_a_story_to_publication_to_a_correction(sign_in):
    ada = sign_in("Ada")
    ada.goto("/desk/stories/bridge/")
    ada.get_by_role("button", name="Write from this story").click()
    ada.get_by_label("Headline").fill("Inspectors closed the Harl bridge")
    editor = ada.locator(".cm-content")
    editor.click()
    ada.keyboard.type("The repair of the Harl bridge will cost 2.4 million crowns, the roads office said.")
    ada.get_by_text(re.compile(r"Save \d+, draft")).wait_for()
    ada.locator("#ledger .ledger li").first.wait_for()
    ada.locator(".cm-fact").first.wait_for()
    ada.reload()
    ada.get_by_role("button", name="Submit").click()

    eli = sign_in("Eli")
    eli.get_by_role("link", name="Inspectors closed the Harl bridge").click()
    eli.get_by_role("link", name="Read as second person").click()
    assert "verbatim" not in eli.locator("fieldset p").all_inner_texts()
    for choice in eli.get_by_label("Verdict").all():
        choice.select_option("verbatim")
    eli.get_by_role("button", name="I have read it").click()
    eli.get_by_role("button", name="Approve").click()

    pia = sign_in("Pia", width=390)
    pia.goto("/desk/")
    pia.get_by_role("link", name="Inspectors closed the Harl bridge").click()
    pia.get_by_role("button", name="Publish").click()
    post = Post.objects.get()
    pia.goto(f"/post/{post.slug}/")
    assert "2.4 million crowns" in pia.locator("main").inner_text()

    Revision.objects.update(text=TEXT.replace("2.4 million", "2.6 million"))
    pia.goto(f"/desk/posts/{post.slug}/correct/")
    pia.get_by_label("What was wrong").fill("2.4 million")
    pia.get_by_label("What is right").fill("2.6 million")
    pia.get_by_label("Cause").fill("The roads office changed its figure.")
    pia.get_by_role("button", name="Correct", exact=True).click()
    pia.get_by_text("Corrected, in public.").wait_for()
    pia.goto("/corrections/")
    said = pia.locator("main").inner_text()
    assert "2.4 million" in said
    assert "2.6 million" in said


def test_two_editors_at_once_see_each_other_and_lose_nothing(sign_in):
    draft = a_checked_draft()
    ada, eli = sign_in("Ada"), sign_in("Eli")
    for page in (ada, eli):
        page.goto(f"/desk/drafts/{draft.pk}/")
        page.locator(".cm-content").wait_for()
    ada.get_by_text("Also here: Eli").wait_for()
    eli.route("**/here/", lambda route: route.abort())
    ada.get_by_label("Standfirst").fill("What Ada wrote.")
    ada.get_by_text(re.compile(r"Save 2, draft")).wait_for()
    eli.get_by_label("Standfirst").fill("What Eli wrote.")
    eli.get_by_text("Your text is kept under Revisions").wait_for()
    eli.get_by_role("link", name="Revisions").click()
    eli.get_by_text("aside").first.wait_for()
    assert set(draft.saves.values_list("standfirst", flat=True)) == {"", "What Ada wrote.", "What Eli wrote."}


def test_who_only_looks_on_sees_what_a_colleague_saved(sign_in):
    draft = a_checked_draft()
    ada, eli = sign_in("Ada"), sign_in("Eli")
    for page in (ada, eli):
        page.goto(f"/desk/drafts/{draft.pk}/")
        page.locator(".cm-content").wait_for()
    ada.locator(".cm-content").click()
    ada.keyboard.press("Control+End")
    ada.keyboard.type(" Ferries run from Tuesday.")
    eli.get_by_text("Save 2, by Ada").wait_for()
    assert "Ferries run from Tuesday." in eli.locator(".cm-content").inner_text()
    eli.locator(".cm-content").click()
    eli.keyboard.press("Control+End")
    eli.keyboard.type(" They are free.")
    ada.get_by_text("Save 3, by Eli").wait_for()
    draft.refresh_from_db()
    assert draft.body.endswith("Ferries run from Tuesday. They are free.")
    assert not draft.saves.filter(aside=True).exists()


def test_a_fact_of_an_interview_is_vouched_for_by_keyboard_alone(sign_in):
    draft = a_checked_draft(headline="Ferries carry 900 people")
    ada = sign_in("Ada")
    ada.goto(f"/desk/drafts/{draft.pk}/")
    fact = ada.locator("#ledger li.loose").filter(has_text="“900").first
    fact.locator("summary").focus()
    ada.keyboard.press("Enter")
    ada.keyboard.press("Tab")
    ada.keyboard.type("Somebody")
    assert fact.locator("[name=passage]").is_hidden()
    ada.keyboard.press("Tab")
    ada.keyboard.type("Mara Venn")
    ada.keyboard.press("Tab")
    ada.keyboard.type("03022026")
    fact.get_by_label("Note; for an override").focus()
    ada.keyboard.type("By phone, at noon.")
    fact.get_by_role("button", name="Vouch for it").focus()
    ada.keyboard.press("Enter")
    ada.get_by_text(re.compile("by hand")).first.wait_for(state="attached")
    bound = draft.bindings.get()
    assert (bound.who, str(bound.on), bound.ground, bound.shown) == ("Mara Venn", "2026-03-02", "interview", False)


def test_the_wire_is_walked_by_keys(sign_in):
    ada = sign_in("Ada")
    ada.goto("/desk/wire/")
    ada.keyboard.press("j")
    ada.keyboard.press("s")
    ada.get_by_role("heading", name="Harl bridge closed").wait_for()
    ada.go_back()
    ada.keyboard.press("j")
    ada.keyboard.press("o")
    ada.get_by_role("heading", name="Inspectors closed the Harl bridge").wait_for()


def test_a_word_processors_paste_comes_in_as_its_words(sign_in):
    draft = a_checked_draft()
    ada = sign_in("Ada")
    ada.goto(f"/desk/drafts/{draft.pk}/")
    ada.locator(".cm-content").click()
    ada.keyboard.press("Control+End")
    ada.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/html", "<p class=MsoNormal style='x'>It is <b>long</b>.<script>alert(1)</script></p>");
          data.setData("text/plain", "plain");
          const content = document.querySelector(".editor").shadowRoot.querySelector(".cm-content");
          const how = { clipboardData: data, bubbles: true, composed: true, cancelable: true };
          content.dispatchEvent(new ClipboardEvent("paste", how));
        }"""
    )
    ada.get_by_text(re.compile(r"Save 2, draft")).wait_for()
    draft.refresh_from_db()
    assert draft.body.endswith("It is **long**.")


def test_when_the_checker_dies_the_desk_says_so_and_nothing_goes_out(sign_in, monkeypatch):
    draft = a_checked_draft()

    def dead(draft, revisions):
        raise RuntimeError("the model is gone")

    monkeypatch.setattr(checking, "_ledger", dead)
    Draft.objects.filter(pk=draft.pk).update(state=State.IN_REVIEW, headline="Another headline")
    eli = sign_in("Eli")
    eli.goto(f"/desk/drafts/{draft.pk}/")
    eli.get_by_role("button", name="Check").click()
    eli.get_by_text("The checker is down: RuntimeError: the model is gone").wait_for()
    eli.get_by_role("button", name="Approve").click()
    assert "checker is down" in eli.locator(".messages").inner_text()
    assert Draft.objects.get().state == State.IN_REVIEW


def test_a_source_that_takes_back_what_we_cite_opens_a_task(sign_in):
    draft = approved()
    acts.do(Act.PUBLISH, draft.pk, Member.objects.get(name="Pia"))
    now = datetime.now(UTC)
    article = Article.objects.get()
    Revision.objects.create(
        article=article,
        number=2,
        arrived=now,
        title=article.title,
        text="Retracted.",
        change=Revision.Change.RETRACTION,
    )
    assert Notice.objects.get().about == Notice.About.SOURCE
    eli = sign_in("Eli")
    eli.get_by_text("Coast Agency took back").wait_for()
    eli.get_by_role("link", name="See what it touches").click()
    row = eli.get_by_role("row").filter(has_text="Inspectors closed the Harl bridge").first
    assert "2.4 million crowns" in row.inner_text()
    eli.get_by_label("What came of it").fill("We wait for the roads office.")
    eli.get_by_role("button", name="Close the task").click()
    eli.get_by_role("heading", name="Queue").wait_for()
    assert eli.locator(".tasks").count() == 0


def test_an_embargo_lifts_by_the_clock(sign_in, house, chromium):
    draft = approved()
    pia = sign_in("Pia")
    pia.goto(f"/desk/drafts/{draft.pk}/")
    pia.get_by_label("On (UTC)").fill((datetime.now(UTC) + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"))
    pia.get_by_role("button", name="Schedule").click()
    pia.get_by_text("Done: schedule").wait_for()
    stranger = chromium.new_context(base_url=house.url).new_page()
    stranger.goto("/posts/")
    assert "Harl bridge" not in stranger.locator("main").inner_text()
    Draft.objects.update(embargo=datetime.now(UTC) - timedelta(seconds=1))
    assert acts.publish_due(datetime.now(UTC))
    stranger.goto(f"/post/{Post.objects.get().slug}/")
    assert "2.4 million" in stranger.locator("main").inner_text()
    stranger.context.close()


def test_the_desk_works_without_script_and_by_keyboard(sign_in):
    draft = a_checked_draft()
    ada = sign_in("Ada", script=False)
    ada.goto(f"/desk/drafts/{draft.pk}/")
    body = ada.get_by_label("Text, in Markdown")
    body.focus()
    ada.keyboard.press("Control+End")
    ada.keyboard.type(" It is long.")
    while ada.evaluate("document.activeElement.textContent.trim()") != "Save":
        ada.keyboard.press("Tab")
    ada.keyboard.press("Enter")
    ada.get_by_text("Save 2").wait_for()
    assert Draft.objects.get().body.endswith("It is long.")


@pytest.mark.parametrize(
    "path",
    [
        "/desk/",
        "/desk/wire/",
        "/desk/drafts/{pk}/",
        "/desk/drafts/{pk}/saves/",
        "/desk/calendar/",
        "/desk/stories/bridge/",
    ],
)
def test_the_desk_has_no_access_violations(sign_in, path):
    from axe_playwright_python.sync_playwright import Axe

    draft = a_checked_draft()
    ada = sign_in("Ada")
    ada.goto(path.format(pk=draft.pk))
    ada.wait_for_load_state("networkidle")
    found = Axe().run(ada)
    assert found.violations_count == 0, found.generate_report()


def test_a_publisher_signs_in_with_a_passkey_alone(sign_in, chromium, house):
    pia = sign_in("Pia")
    wire = pia.context.new_cdp_session(pia)
    wire.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
              "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    pia.goto("/desk/me/")
    pia.get_by_label("What you call it").fill("The key on my desk")
    pia.get_by_role("button", name="Make a passkey").click()
    pia.get_by_text("The key on my desk, added").wait_for()
    pia.get_by_role("button", name="Sign out", exact=True).click()
    pia.get_by_role("button", name="Sign in with a passkey").click()
    pia.get_by_role("heading", name="Queue").wait_for()
    member = Member.objects.get(name="Pia")
    assert member.passkeys.get().signed > 0
    member.passkeys.all().delete()
    pia.get_by_role("button", name="Sign out", exact=True).click()
    pia.get_by_role("button", name="Sign in with a passkey").click()
    pia.get_by_text("not known here").wait_for()
