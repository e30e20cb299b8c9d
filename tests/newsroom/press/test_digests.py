"""Letters go only to those who asked twice, and stop with one click. The mail server is a real one."""

import email
import re
import socket
from datetime import timedelta
from email import policy

import cast as troupe
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.db import IntegrityError, transaction

from newsroom.press import digests
from newsroom.press.models import Subscription

pytestmark = pytest.mark.django_db


class Box(Message):
    """A mail server that keeps what it gets."""

    def __init__(self):
        super().__init__()
        self.letters = []
        self.closed = False

    async def handle_DATA(self, server, session, envelope):
        if self.closed:
            return "451 try later"
        return await super().handle_DATA(server, session, envelope)

    def handle_message(self, message):
        self.letters.append(email.message_from_bytes(message.as_bytes(), policy=policy.default))


@pytest.fixture
def box(monkeypatch):
    """A mail server on this machine."""
    handler = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("STET_SMTP", f"smtp://127.0.0.1:{port}")
    yield handler
    server.stop()


def link(letter, kind):
    return re.search(rf"http://127\.0\.0\.1:8000(/mail/{kind}/\S+)", letter.get_content())[1]


def subscribe(client, box, **more):
    """Ask, read the letter, press the button."""
    client.post("/follow/mail/", {"address": "reader@example.org", **more})
    href = link(box.letters[-1], "begin")
    assert "Begin?" in troupe.words_of(client.get(href))
    client.post(href)
    return Subscription.objects.get()


def test_nothing_begins_before_the_reader_confirms(client, cast, box):
    client.post("/follow/mail/", {"address": "reader@example.org"})
    row = Subscription.objects.get()
    assert row.confirmed is None
    client.get(link(box.letters[0], "begin"))
    row.refresh_from_db()
    assert row.confirmed is None
    assert digests.send_due(row.asked + timedelta(days=2)) == (0, 0)
    assert len(box.letters) == 1


def test_the_day_comes_once_a_day_in_the_sources_own_sentences(client, cast, box):
    row = subscribe(client, box)
    later = row.confirmed + timedelta(hours=25)
    assert digests.send_due(later) == (1, 0)
    assert digests.send_due(later + timedelta(hours=1)) == (0, 0)
    letter = box.letters[-1]
    assert letter["Subject"] == "Stet, Friday 15 August 2025"
    text = letter.get_content()
    assert "7 outlets, 3 origins" in text
    assert "(Kestrel News)" in text


def test_the_day_can_be_asked_for_once_by_an_address_and_so_can_each_story(cast):
    for story in (None, cast.story("Summit")):
        Subscription.objects.create(address="ada@example.org", asked=cast.now, story=story)
        with pytest.raises(IntegrityError), transaction.atomic():
            Subscription.objects.create(address="ada@example.org", asked=cast.now, story=story)


def test_one_click_in_the_mail_program_stops_and_deletes(client, cast, box):
    row = subscribe(client, box)
    digests.send_due(row.confirmed + timedelta(days=2))
    letter = box.letters[-1]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    href = letter["List-Unsubscribe"].strip(" <>").removeprefix("http://127.0.0.1:8000")
    assert client.post(href, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()
    assert client.post(href).status_code == 200


def test_a_mail_program_that_only_opens_the_link_stops_nothing(client, cast, box):
    subscribe(client, box)
    assert "Stop these letters?" in troupe.words_of(client.get(link(box.letters[0], "stop")))
    assert Subscription.objects.exists()


def test_a_followed_story_is_told_of_only_when_something_came(client, cast, box):
    story = cast.stories["Dozens dead after flood in the Veld valley"]
    row = subscribe(client, box, story=story.key)
    later = row.confirmed + timedelta(hours=7)
    assert digests.send_due(later) == (0, 0)
    cast.now = later - timedelta(hours=1)
    cast.article("Veld Radio", "The search has ended", "The search has ended.", story=story)
    assert digests.send_due(later) == (1, 0)
    assert "The search has ended (Veld Radio)" in box.letters[-1].get_content()


def test_what_we_write_and_correct_about_a_followed_story_comes_with_its_letter(client, cast, box):
    row = subscribe(client, box, story=cast.stories["Dozens dead after flood in the Veld valley"].key)
    cast.now = row.confirmed + timedelta(hours=1)
    post = troupe.publish(cast)
    assert digests.send_due(row.confirmed + timedelta(hours=7)) == (1, 0)
    letter = box.letters[-1].get_content()
    assert "Written here by Ada Ferro: What we know of the flood." in letter
    assert "Only copies came" not in letter
    cast.now = row.confirmed + timedelta(hours=8)
    troupe.correct(cast, post)
    post.updated = post.current.at
    post.save()
    assert digests.send_due(row.confirmed + timedelta(hours=14)) == (1, 0)
    assert "We misread the gauge." in box.letters[-1].get_content()


def test_the_days_letter_tells_what_we_wrote_beside_the_story_it_tells(client, cast, box):
    troupe.publish(cast)
    row = subscribe(client, box)
    assert digests.send_due(row.confirmed + timedelta(hours=25)) == (1, 0)
    assert "Written here by Ada Ferro: What we know of the flood." in box.letters[-1].get_content()


def test_the_gatherer_sends_letters_by_itself_and_none_without_a_mail_server(client, cast, box, monkeypatch):
    from newsroom.wire.duties import DUTIES

    row = subscribe(client, box)
    every, send = DUTIES["send letters"]
    assert every <= timedelta(minutes=10)
    send(row.confirmed + timedelta(hours=25))
    assert len(box.letters) == 2
    monkeypatch.delenv("STET_SMTP")
    send(row.confirmed + timedelta(hours=50))
    assert len(box.letters) == 2


def test_a_letter_that_could_not_go_is_tried_again(client, cast, box):
    row = subscribe(client, box)
    later = row.confirmed + timedelta(days=2)
    box.closed = True
    assert digests.send_due(later) == (0, 1)
    box.closed = False
    assert digests.send_due(later) == (1, 0)


def test_the_form_cannot_be_used_to_pester_or_to_find_out_who_reads(client, cast, box):
    answers = {client.post("/follow/mail/", {"address": "reader@example.org"}).content for _ in range(5)}
    assert len(answers) == 1
    assert len(box.letters) == 1


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b", "x@example.org\nBcc: y@example.org", "a" * 300 + "@example.org"]
)
def test_what_is_no_address_is_told_so(client, cast, box, address):
    response = client.post("/follow/mail/", {"address": address})
    assert response.status_code == 400
    assert not box.letters


def test_a_forged_link_does_nothing(client, cast, box):
    subscribe(client, box)
    assert client.post("/mail/stop/forged:x:y/").status_code == 404
    assert client.post("/mail/begin/forged:x:y/").status_code == 404
    assert Subscription.objects.exists()


def test_without_a_mail_server_the_page_says_so(client, cast, monkeypatch):
    monkeypatch.delenv("STET_SMTP", raising=False)
    assert "no mail server set up" in troupe.words_of(client.get("/follow/mail/"))
