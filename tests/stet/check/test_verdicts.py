from stet.check.codes import Code
from stet.check.verdicts import Ruling, Stance, settle
from stet.news import Fact, Finding, Kind, Source, Span, Verdict

FACT = Fact(kind=Kind.FIGURE, span=Span(start=0, end=5), text="seven")
NOWHERE = Finding(fact=FACT, verdict=Verdict.UNSUPPORTED, rule="no-evidence", reason="none", code="F10")


def ruling(stance, name, fit, origin=""):
    return Ruling(
        stance=stance,
        rule="a rule",
        reason="a reason",
        source=Source(id=name, text="some text", origin=origin),
        span=Span(start=0, end=4),
        fit=fit,
        says="“nine”",
        code=Code.FIGURE_DIFFERS if stance is Stance.DENIES else None,
    )


def test_silence_is_unsupported():
    assert settle(FACT, [], NOWHERE) is NOWHERE


def test_within_one_source_the_passage_that_fits_clearly_better_wins():
    carries, denies = ruling(Stance.CARRIES, "a", 0.4), ruling(Stance.DENIES, "a", 0.9)
    assert settle(FACT, [carries, denies], NOWHERE).verdict is Verdict.CONTRADICTED
    assert settle(FACT, [ruling(Stance.CARRIES, "a", 0.8), denies], NOWHERE).verdict is Verdict.EQUIVALENT


def test_a_poorly_fitting_denial_disturbs_no_carrier():
    found = settle(FACT, [ruling(Stance.CARRIES, "a", 0.9), ruling(Stance.DENIES, "b", 0.5)], NOWHERE)
    assert found.verdict is Verdict.EQUIVALENT


def test_sources_of_one_origin_count_once():
    rulings = [ruling(Stance.CARRIES, name, 0.9, origin="wire") for name in "abc"]
    found = settle(FACT, rulings, NOWHERE)
    assert (found.verdict, found.origins) == (Verdict.EQUIVALENT, 1)
