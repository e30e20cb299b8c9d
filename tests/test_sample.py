"""The sample wire through every stage, held to what its manifest says must come out."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings as site

from newsroom.archive.models import Article, Edition, Evidence, Fact, Finding
from stet.check.ledger import check
from stet.cli import files
from stet.news import Source, Verdict

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).resolve().parents[1] / "sample"
MANIFEST = json.loads((SAMPLE / "manifest.json").read_text())
EXPECT = MANIFEST["expect"]


@pytest.fixture(scope="module")
def wire(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the sample once for this module; what it stored is taken back afterwards."""
    from django.db import transaction

    from newsroom.wire import run, sample

    home = tmp_path_factory.mktemp("home")
    kept = site.STET_HOME
    site.STET_HOME = home
    with django_db_blocker.unblock(), transaction.atomic():
        sample.load(SAMPLE)
        run.through(datetime.fromisoformat(MANIFEST["arrivals"][-1]["arrived"]))
        yield {a["id"]: Article.objects.get(url=a["url"]) for a in MANIFEST["arrivals"]}
        transaction.set_rollback(True)
    site.STET_HOME = kept


def test_everything_that_arrived_is_there_and_nothing_twice(wire):
    assert Article.objects.count() == EXPECT["items"]
    assert sum(a.revisions.count() for a in Article.objects.all()) == EXPECT["captures"]


@pytest.mark.parametrize("names", EXPECT["together"], ids=lambda n: n[0])
def test_reports_of_one_event_are_one_story(wire, names):
    assert len({wire[n].story_id for n in names}) == 1


@pytest.mark.parametrize("names", EXPECT["apart"], ids=lambda n: "-".join(n))
def test_neighbouring_events_stay_apart(wire, names):
    assert wire[names[0]].story_id != wire[names[1]].story_id


@pytest.mark.parametrize(("copy", "of"), [*EXPECT["copies"].items(), *EXPECT["rewrites"].items()])
def test_copies_and_rewrites_name_their_origin(wire, copy, of):
    assert wire[copy].origin == wire[of]


def test_only_copies_and_rewrites_are_called_so(wire):
    known = EXPECT["copies"] | EXPECT["rewrites"]
    assert {n for n, a in wire.items() if a.copy_of_id} == set(known)


def test_opinion_and_releases_are_known_for_what_they_are(wire):
    assert {n: wire[n].genre for n in EXPECT["genres"]} == EXPECT["genres"]


def test_what_is_dated_ahead_is_flagged_and_hides_nothing(wire):
    assert [n for n, a in wire.items() if a.ahead] == EXPECT["future_dated"]
    assert Article.objects.order_by("-arrived").first() == wire["final-beacon"]


def test_a_publishers_correction_is_kept_as_a_revision(wire):
    for name in EXPECT["corrected"]:
        first, second = wire[name].revisions.order_by("number")
        assert "91" in first.text
        assert second.change == "correction"
        assert wire[name].current == second


def test_pages_lose_their_furniture(wire):
    for page in EXPECT["furniture"]:
        assert not [w for w in page["without"] if w in wire[page["id"]].current.text]


def test_every_span_still_marks_its_characters(wire):
    assert Fact.objects.count() > 300
    for fact in Fact.objects.select_related("revision"):
        assert fact.revision.text[fact.start : fact.end] == fact.text
    assert Evidence.objects.exists()
    for passage in Evidence.objects.select_related("revision"):
        assert passage.revision.text[passage.start : passage.end] == passage.text


def test_outlets_that_differ_on_the_toll_are_shown_to_differ(wire):
    differ = EXPECT["differ"][0]
    findings = Finding.objects.filter(fact__revision__article__in=[wire[n] for n in differ["articles"]])
    verdicts = {f.verdict for f in findings if f.fact.kind == "figure" and f.fact.value.get("number") in (11, 14)}
    assert verdicts & {"disputed", "contradicted", "outdated"}


def test_outlets_that_agree_on_the_toll_corroborate_it(wire):
    for name in EXPECT["agree"][0]["articles"]:
        findings = Finding.objects.filter(fact__revision__article=wire[name], fact__kind="figure")
        assert "corroborated" in {f.verdict for f in findings if f.fact.value.get("number") == 19}


def test_the_same_quotation_is_never_called_disputed(wire):
    quoted = Finding.objects.filter(fact__kind="quotation", fact__text__contains="There's no deal")
    assert quoted.exists()
    assert not quoted.filter(verdict__in=["disputed", "contradicted"])


def test_a_wrong_office_is_found(wire):
    wrong = EXPECT["wrong_office"]
    text, other = wire[wrong["id"]].current.text, wire[wrong["against"]]
    ledger = check(
        text, [Source(id="a", text=other.current.text, published=other.published)], published=other.published
    )
    found = [f for f in ledger.findings if f.fact.span.start < len(wrong["text"]) and f.verdict is Verdict.CONTRADICTED]
    assert any("former" in f.reason for f in found)


def test_each_moment_has_the_front_page_that_stood_then(wire):
    editions = list(Edition.objects.order_by("moment"))
    assert editions
    for edition in editions:
        assert json.loads(edition.content)


def test_the_summit_article_is_checked_against_its_evidence():
    """A text of ours with the mistakes that were once made about this event."""
    copy = (
        "Leaders from Russia and the United States are set to meet in November 2023. The meeting, which takes place "
        "in Geneva, aims to end a war. Former President Donald Trump and President Vladimir Putin are to talk. "
        "According to the World Bank, U.S. trade with Russia has declined every year since 2014. A report by the "
        "Brookings Institution says that patience is essential."
    )
    ledger = check(copy, list(files.sources([str(SAMPLE / "evidence")])))
    loose = " ".join(f.fact.text for f in (*ledger.problems, *ledger.questions))
    for wrong in ("Geneva", "November 2023", "World Bank", "since 2014", "Brookings Institution"):
        assert wrong in loose
    assert any(f.verdict is Verdict.CONTRADICTED and "former" in f.reason for f in ledger.findings)
