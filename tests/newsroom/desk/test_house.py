"""Pictures, style and the calendar."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from newsroom.archive.models import Article, Fact, Revision, Source, Story
from newsroom.desk import acts, copy, pictures, planning, style
from newsroom.desk.acts import Refused

NOON = datetime(2025, 8, 15, 12, tzinfo=UTC)


def a_picture(size=(60, 40), kind="JPEG", **more) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return SimpleUploadedFile("p.jpg", out.getvalue())


def test_a_picture_loses_what_the_camera_wrote_into_it():
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Camera of Ada", 6
    accepted = Image.open(pictures.accept(a_picture(exif=exif)))
    assert not accepted.getexif()
    assert accepted.size == (40, 60)


def test_a_large_picture_is_scaled():
    assert max(Image.open(pictures.accept(a_picture((5000, 10)))).size) == pictures.LONGEST_SIDE


@pytest.mark.parametrize(
    "data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\0" * 40, b"\xff\xd8\xff junk"]
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(Refused, match="no picture"):
        pictures.accept(SimpleUploadedFile("p.jpg", data))


def test_a_small_file_of_very_many_pixels_is_refused():
    with pytest.raises(Refused, match="million pixels"):
        pictures.accept(a_picture((9000, 9000), "PNG"))


RULES = """
[[rule]]
find = "Kiev"
say = "Kyiv"

[[rule]]
find = "/[Ii]n order to/"
say = "to"
on = false
"""


def test_only_rules_that_are_on_find_faults():
    rules = style.parse(RULES)
    text = "In order to reach Kiev, not Kievan Rus."
    assert [(f.text, f.rule.say) for f in style.faults(rules, text)] == [("Kiev", "Kyiv")]
    assert [f.text for f in style.faults(rules, text, auditioned=True)] == ["In order to"]


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("[[rule]\n", "cannot be read"),
        ("[[rule]]\nsay = 'x'", 'no "find"'),
        ("[[rule]]\nfind = '/(/'", "pattern of rule 1"),
        ("[[rule]]\nfind = '/(a+)+$/'", "repeats a repetition"),
    ],
)
def test_a_style_file_that_cannot_be_used_says_where(toml, words):
    with pytest.raises(Refused, match=words):
        style.parse(toml)


@pytest.mark.django_db
def test_the_calendar_holds_what_sources_announced_and_what_we_owe(cast):
    source = Source.objects.create(slug="k", name="Kestrel")
    article = Article.objects.create(source=source, key="a", title="Aid", arrived=NOON)
    text = "Parliament will debate aid on Tuesday, August 19."
    revision = Revision.objects.create(article=article, arrived=NOON, title="Aid", text=text)
    Fact.objects.create(
        revision=revision, kind="date", start=30, end=48, text="Tuesday, August 19", value={"start": "2025-08-19"}
    )
    line = {"text": text, "evidence": [{"revision": revision.pk, "span": {"start": 0, "end": len(text)}, "text": text}]}
    Story.objects.create(key="s", title="Aid", first=NOON, last=NOON, brief={"ahead": [line]})
    draft = acts.start(cast["Ada"], headline="Aid", due=NOON + timedelta(days=1))
    days = planning.ahead(NOON)
    assert [(str(day), [e.about for e in entries]) for day, entries in days] == [
        ("2025-08-16", [str(draft)]),
        ("2025-08-19", ["Aid"]),
    ]
    assert planning.ahead(NOON + timedelta(days=30)) == []


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](x onerror=alert(1))",
        "<img src=x onerror=alert(1)>",
    ],
)
def test_hostile_markdown_becomes_words(hostile):
    made = copy.html(hostile)
    assert "<script" not in made
    assert "<img" not in made
    assert 'href="javascript' not in made


def test_a_paste_from_a_word_processor_keeps_words_and_emphasis():
    rich = (
        '<p class="MsoNormal" style="x">The <b>rate</b> is <strong>4.25</strong>.</p><script>x</script><p>Second.</p>'
    )
    assert copy.pasted(rich) == "The **rate** is **4.25**.\n\nSecond.\n"


def test_a_wrapper_that_calls_itself_bold_and_is_not_makes_nothing_bold():
    rich = '<b style="font-weight:normal;" id="x"><p>The <i>rate</i> is <b>4.25</b>.</p></b>'
    assert copy.pasted(rich) == "The *rate* is **4.25**.\n"


def test_a_paste_of_megabytes_is_cut_and_not_chewed():
    assert len(copy.pasted("<p>word</p>" * 1_000_000)) <= copy.LONGEST


def signed_in(member):
    from django.test import Client

    client = Client()
    client.force_login(member.user)
    return client


@pytest.mark.django_db
def test_a_search_is_kept_under_a_name_and_shown_to_whom_it_is_meant_for(cast, home):
    ada, eli = signed_in(cast["Ada"]), signed_in(cast["Eli"])
    ada.post("/desk/wire/views/", {"name": "Sport", "query": "section=sport"})
    ada.post("/desk/wire/views/", {"name": "Floods", "query": "q=flood", "shared": "1"})
    assert "Sport" in ada.get("/desk/wire/").content.decode()
    seen = eli.get("/desk/wire/").content.decode()
    assert "?q=flood" in seen
    assert "section=sport" not in seen


@pytest.mark.django_db
def test_handing_a_draft_over_opens_a_task_with_what_the_next_person_needs(cast, home):
    draft = acts.start(cast["Ada"], headline="Aid")
    form = {"to": "eli", "due": "2026-03-04T18:00", "handover": "The minister calls back at five."}
    signed_in(cast["Ada"]).post(f"/desk/drafts/{draft.pk}/assign/", form)
    draft.refresh_from_db()
    assert (draft.assigned, str(draft.due)) == (cast["Eli"].user, "2026-03-04 18:00:00+00:00")
    assert "The minister calls back" in signed_in(cast["Eli"]).get("/desk/").content.decode()
    assert "The minister calls back" not in signed_in(cast["Ada"]).get("/desk/").content.decode()


@pytest.mark.django_db
def test_only_stories_that_exist_are_related(cast, home):
    Story.objects.create(key="s9", title="Aid", first=NOON, last=NOON)
    draft = acts.start(cast["Ada"], headline="Aid")
    ada = signed_in(cast["Ada"])
    assert ada.post(f"/desk/drafts/{draft.pk}/related/", {"stories": "https://x.example/story/s9/"}).status_code == 302
    assert [s.key for s in draft.related.all()] == ["s9"]
    assert ada.post(f"/desk/drafts/{draft.pk}/related/", {"stories": "nope"}).status_code == 422


@pytest.mark.django_db
def test_pasting_from_a_word_processor_gives_its_words(cast, home):
    said = signed_in(cast["Ada"]).post("/desk/paste/", {"html": "<p style='x'>The <b>rate</b></p><script>x</script>"})
    assert said.json() == {"text": "The **rate**\n"}


@pytest.mark.django_db
def test_an_interview_keeps_its_recording(cast, home, settings):
    settings.MEDIA_ROOT = home
    draft = acts.start(cast["Ada"], headline="Aid of 9 crowns")
    form = {"fact": "9", "start": draft.text.index("9"), "ground": "interview", "who": "The minister",
            "on": "2026-03-04", "recording": SimpleUploadedFile("call.ogg", b"OggS")}  # fmt: skip
    signed_in(cast["Ada"]).post(f"/desk/drafts/{draft.pk}/bind/", form)
    assert draft.bindings.get().recording.size == 4
