from stet.check import ledger
from stet.news import Source

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
