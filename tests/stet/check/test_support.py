from stet.check import ledger, statements
from stet.check.evidence import shelve
from stet.check.support import score
from stet.news import Fact, Finding, Kind, Source, Span, Verdict

SOURCE = (
    "The flood killed seven people in Norhavn on Monday, the mayor said. Rescue teams searched the harbour until dark. "
    "The bridge over the river was closed. Schools will open again next week."
)


def support(copy, *sources):
    return ledger.check(copy, [Source(id=str(n), text=text) for n, text in enumerate(sources)]).support


def test_a_copy_has_more_support_than_a_rewrite_and_a_rewrite_more_than_another_story():
    copy = support("Rescue teams searched the harbour until dark.", SOURCE)
    rewrite = support("Until dark, teams of rescuers were searching the port.", SOURCE)
    other = support("The orchestra played a new symphony in Lakemont.", SOURCE)
    assert 1 >= copy > rewrite > other >= 0


def test_one_changed_fact_costs_support():
    true = support("The flood killed seven people in Norhavn on Monday.", SOURCE)
    assert support("The flood killed nine people in Norhavn on Monday.", SOURCE) < true
    assert support("The flood killed seven people in Lakemont on Monday.", SOURCE) < true


def test_no_source_and_an_empty_source_give_no_support():
    assert support("The flood killed seven people.") == 0
    assert support("The flood killed seven people.", "", " \n") == 0


def test_the_order_of_sources_does_not_matter():
    first, second = SOURCE, "The orchestra played a new symphony in Lakemont."
    copy = "The flood killed seven people in Norhavn."
    assert support(copy, first, second) == support(copy, second, first)


def test_a_fault_costs_more_support_than_a_question():
    copy = "The river flooded Norhavn on Monday and drove four families from their homes by the mill."
    whole = Span(start=0, end=len(copy))
    readings = statements.readings(copy, [whole], shelve([Source(id="s", text=copy)]))

    def found(*, asks):
        fact = Fact(kind=Kind.FIGURE, span=whole, text="four")
        unsupported = Verdict.UNSUPPORTED
        return [Finding(fact=fact, verdict=unsupported, rule="no-evidence", reason="Nowhere.", code="F10", asks=asks)]

    assert score(readings, found(asks=False)) < score(readings, found(asks=True)) < score(readings, [])


def test_sentences_about_something_else_are_not_taken_for_a_free_retelling():
    other = "The orchestra played a new symphony in Lakemont. Critics praised the young conductor afterwards."
    free = "In Norhavn seven people were killed by a flood. Until dark, teams of rescuers were searching the port."
    assert support(other, SOURCE) < 0.2 < 0.4 < support(free, SOURCE)
