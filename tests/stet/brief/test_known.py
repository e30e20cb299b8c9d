"""What makes a sentence known: what it says itself, in one sentence of another origin."""

import pytest

from stet.brief.known import makes_known
from stet.news import Kind


@pytest.mark.parametrize(
    ("kind", "rule", "quoting", "known"),
    [
        (Kind.FIGURE, "same-figure", False, True),
        (Kind.EVENT, "same-statement", False, True),
        (Kind.EVENT, "told-in-several-sentences", False, False),
        (Kind.ATTRIBUTION, "said-by", False, False),
        (Kind.QUOTATION, "same-words", True, True),
        (Kind.FIGURE, "same-figure", True, False),
        (Kind.EVENT, "same-statement", True, False),
    ],
)
def test_a_remark_is_known_by_its_words_and_an_event_by_one_sentence(kind, rule, quoting, known) -> None:
    assert makes_known(kind, rule, quoting=quoting) is known
