"""From pitch to publication to correction, in a real database."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.desk import acts, audit, checking, gate, readings
from newsroom.desk.acts import Refused
from newsroom.desk.models import Correction, Draft, Entry, Post, Saved
from newsroom.desk.states import Act, State
from stet.news import Verdict

pytestmark = pytest.mark.django_db
STANDS = ("4.25", "verbatim")


def a_draft(cast, **more):
    fields = {
        "headline": "Bank cuts to 4.25",
        "standfirst": "By a quarter.",
        "body": "The rate is 4.25 percent.",
        **more,
    }
    return acts.start(cast["Ada"], **fields)


def published(cast, checked):
    draft = a_draft(cast)
    acts.do(Act.SUBMIT, draft.pk, cast["Ada"])
    draft.refresh_from_db()
    checked(draft, STANDS)
    reading = readings.begin(draft, cast["Eli"])
    readings.finish(reading, cast["Eli"], dict.fromkeys(reading.sample, Verdict.VERBATIM))
    acts.do(Act.APPROVE, draft.pk, cast["Eli"])
    return acts.do(Act.PUBLISH, draft.pk, cast["Pia"])


def test_copy_goes_from_pitch_to_readers(cast, checked):
    draft = published(cast, checked)
    post = Post.objects.public(timezone.now()).get()
    assert draft.state == State.PUBLISHED
    assert post.slug == "bank-cuts-to-425"
    assert post.current.byline == "Ada"
    assert post.current.findings[0]["text"] == "4.25"
    assert [e.act for e in Entry.objects.all()] == ["start", "submit", "read", "approve", "publish"]


def test_nothing_is_approved_that_was_not_checked(cast):
    draft = a_draft(cast)
    acts.do(Act.SUBMIT, draft.pk, cast["Ada"])
    with pytest.raises(Refused, match="has not run"):
        acts.do(Act.APPROVE, draft.pk, cast["Eli"])


def test_when_the_checker_is_down_publishing_stops_and_says_so(cast, checked):
    draft = a_draft(cast)
    acts.do(Act.SUBMIT, draft.pk, cast["Ada"])
    checked(draft, error="EngineError: no model")
    with pytest.raises(Refused, match="checker is down"):
        acts.do(Act.APPROVE, draft.pk, cast["Eli"])
    assert not Post.objects.exists()


def test_a_check_that_breaks_is_stored_as_broken(cast, monkeypatch):
    def broken(draft, revisions):
        raise RuntimeError("the model is gone")

    monkeypatch.setattr(checking, "_ledger", broken)
    check = checking.run(a_draft(cast))
    assert check.error == "RuntimeError: the model is gone"
    assert not check.canary


def test_an_unbound_fact_refuses_until_somebody_vouches_for_it(cast, checked):
    draft = a_draft(cast)
    acts.do(Act.SUBMIT, draft.pk, cast["Ada"])
    checked(draft, ("4.25", "unsupported"))
    reading = readings.begin(draft, cast["Eli"])
    readings.finish(reading, cast["Eli"], dict.fromkeys(reading.sample, Verdict.UNSUPPORTED))
    with pytest.raises(Refused, match=r"“4\.25” is unsupported"):
        acts.do(Act.APPROVE, draft.pk, cast["Eli"])
    start = draft.text.index("4.25")
    checking.bind(draft, fact="4.25", start=start, ground=gate.Bound.INTERVIEW, who="The governor", by=None)
    assert acts.do(Act.APPROVE, draft.pk, cast["Eli"]).state == State.CHECKED


def test_a_binding_does_not_outlive_the_sentence_it_was_made_for(cast, checked):
    draft = a_draft(cast)
    start = draft.text.index("4.25")
    checking.bind(draft, fact="4.25", start=start, ground=gate.Bound.OBSERVATION, by=None)
    acts.save(draft.pk, cast["Ada"], base=1, headline="Bank cuts rate to 4.25 at last")
    draft.refresh_from_db()
    check = checked(draft, ("4.25", "unsupported"))
    assert [f.by_hand for f in checking.checked(draft, check)] == [None]


def test_a_save_after_approval_sends_it_back(cast, checked):
    draft = a_draft(cast)
    acts.do(Act.SUBMIT, draft.pk, cast["Ada"])
    kept = acts.save(draft.pk, cast["Eli"], base=1, body="The rate is 4.5 percent.")
    assert kept.state is State.DRAFT


def test_the_author_cannot_be_the_second_reader(cast, checked):
    draft = a_draft(cast)
    checked(draft, STANDS)
    with pytest.raises(Refused, match="wrote part"):
        readings.begin(draft, cast["Ada"])


def test_the_blind_sample_is_drawn_once(cast, checked):
    draft = a_draft(cast, body="One 1, two 2, three 3, four 4, five 5, six 6, seven 7, eight 8.")
    checked(draft, *[(f"{n}", "verbatim") for n in range(1, 9)])
    assert readings.begin(draft, cast["Eli"]).sample == readings.begin(draft, cast["Eli"]).sample


def test_disagreement_between_reader_and_engine_is_counted(cast, checked):
    draft = a_draft(cast)
    checked(draft, STANDS)
    reading = readings.begin(draft, cast["Eli"])
    readings.finish(reading, cast["Eli"], dict.fromkeys(reading.sample, Verdict.CONTRADICTED))
    assert checking.disagreement() == (1, 1)


def test_twenty_editors_save_at_random_and_nobodys_text_is_lost(cast):
    """Each editor holds the number he loaded; saves over an older number are kept aside, never dropped."""
    draft, chance = a_draft(cast), random.Random(7)
    seen, wrote = [1] * 20, {draft.body}
    for n in range(1000):
        who = chance.randrange(20)
        if chance.random() < 0.4:
            seen[who] = Draft.objects.get(pk=draft.pk).number
        text = f"Text {n} by {who}"
        kept = acts.save(draft.pk, cast["Ada"], base=seen[who], body=text)
        wrote.add(text)
        if not kept.aside:
            seen[who] = kept.number
    assert set(Saved.objects.values_list("body", flat=True)) == wrote
    line = list(Saved.objects.filter(aside=False).values_list("number", flat=True))
    assert line == list(range(1, len(line) + 1))


def test_saving_what_is_already_there_makes_no_revision(cast):
    draft = a_draft(cast)
    assert acts.save(draft.pk, cast["Ada"], base=1, body=draft.body).number == 1


def test_a_correction_changes_the_post_and_keeps_both_in_public(cast, checked, monkeypatch):
    draft = published(cast, checked)
    monkeypatch.setattr(checking, "run", lambda d: checked(d, ("4.50", "verbatim")))
    made = acts.correct(draft.post, cast["Pia"], wrong="4.25", right="4.50", cause="We misread the release.")
    post = Post.objects.get()
    assert (made.before.number, made.after.number) == (1, 2)
    assert post.current.headline == "Bank cuts to 4.50"
    assert "4.25" in made.before.body
    assert Draft.objects.get().state == State.CORRECTED


def test_a_correction_that_does_not_hold_changes_nothing(cast, checked, monkeypatch):
    draft = published(cast, checked)
    monkeypatch.setattr(checking, "run", lambda d: checked(d, ("9.99", "contradicted")))
    with pytest.raises(Refused, match="is contradicted"):
        acts.correct(draft.post, cast["Pia"], wrong="4.25", right="9.99", cause="A guess.")
    assert Post.objects.get().current.number == 1
    assert Draft.objects.get().body == "The rate is 4.25 percent."
    assert not Correction.objects.exists()


def test_words_that_are_not_in_the_post_cannot_be_corrected(cast, checked):
    draft = published(cast, checked)
    with pytest.raises(Refused, match="not in the post"):
        acts.correct(draft.post, cast["Pia"], wrong="7.77", right="1", cause="x")


def test_posts_that_share_the_mistake_are_found(cast, checked):
    first = published(cast, checked).post
    second = published(cast, checked).post
    assert acts.sharing("4.25 percent", besides=first) == [second]


def test_withdrawal_needs_a_public_reason_and_leaves_a_notice(cast, checked):
    draft = published(cast, checked)
    with pytest.raises(Refused, match="readers will see"):
        acts.do(Act.WITHDRAW, draft.pk, cast["Pia"])
    acts.do(Act.WITHDRAW, draft.pk, cast["Pia"], reason="The document was forged.")
    assert not Post.objects.public(timezone.now()).exists()
    assert Post.objects.withdrawn().get().notice == "The document was forged."
    assert Correction.objects.get().sort == Correction.Sort.RETRACTION


def test_a_legal_hold_takes_a_post_from_readers_and_gives_it_back(cast, checked):
    draft = published(cast, checked)
    acts.do(Act.HOLD, draft.pk, cast["Pia"], reason="Court order")
    assert not Post.objects.public(timezone.now()).exists()
    acts.do(Act.RELEASE, draft.pk, cast["Pia"])
    assert Post.objects.public(timezone.now()).exists()


def scheduled(cast, checked):
    draft = a_draft(cast)
    acts.do(Act.SUBMIT, draft.pk, cast["Ada"])
    checked(draft, STANDS)
    reading = readings.begin(draft, cast["Eli"])
    readings.finish(reading, cast["Eli"], dict.fromkeys(reading.sample, Verdict.VERBATIM))
    acts.do(Act.APPROVE, draft.pk, cast["Eli"])
    return acts.do(Act.SCHEDULE, draft.pk, cast["Pia"], at=timezone.now() + timedelta(hours=2))


def test_scheduled_copy_appears_at_its_hour_and_not_before(cast, checked):
    draft = scheduled(cast, checked)
    assert acts.publish_due(timezone.now()) == []
    assert acts.publish_due(draft.embargo) == [draft]
    assert Post.objects.get().current.number == 1


def test_scheduled_copy_whose_gate_has_closed_is_not_published(cast, checked):
    draft = scheduled(cast, checked)
    checked(draft, error="EngineError: gone")
    assert acts.publish_due(draft.embargo) == []
    assert Draft.objects.get().state == State.CHECKED
    assert Entry.objects.last().act == "refused"


def test_a_past_hour_cannot_be_scheduled(cast, checked):
    draft = scheduled(cast, checked)
    acts.do(Act.UNSCHEDULE, draft.pk, cast["Pia"])
    with pytest.raises(Refused, match="still to come"):
        acts.do(Act.SCHEDULE, draft.pk, cast["Pia"], at=timezone.now() - timedelta(minutes=1))


@pytest.mark.parametrize("field", ["who", "act", "what", "digest"])
def test_an_altered_entry_is_detected(cast, field):
    for n in range(4):
        audit.record("Ada", "save", f"draft {n}")
    assert list(audit.broken()) == []
    Entry.objects.filter(number=2).update(**{field: "f" * 10})
    assert list(audit.broken())


def test_an_export_is_verified_by_itself_and_an_altered_line_is_detected(cast):
    for n in range(4):
        audit.record("Ada", "save", f"draft {n}", words=n)
    lines = list(audit.export())
    assert list(audit.verify(lines)) == []
    for number, line in enumerate(lines):
        altered = [*lines[:number], line.replace(f"draft {number}", "draft 9"), *lines[number + 1 :]]
        assert list(audit.verify(altered)) == [f"Entry {number + 1} was altered."]
    assert next(audit.verify([*lines[:1], *lines[2:]])) == "Entries 2 to 2 are missing."
    assert list(audit.verify([lines[0], lines[2], lines[1], lines[3]]))


def test_a_dropped_entry_is_detected(cast):
    for n in range(4):
        audit.record("Ada", "save", f"draft {n}")
    Entry.objects.filter(number=2).delete()
    assert any("missing" in said for said in audit.broken())


def test_an_act_that_is_refused_leaves_no_entry(cast):
    draft = a_draft(cast)
    before = Entry.objects.count()
    with pytest.raises(Refused):
        acts.do(Act.PUBLISH, draft.pk, cast["Pia"])
    assert Entry.objects.count() == before
