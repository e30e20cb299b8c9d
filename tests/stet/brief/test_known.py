"""What makes a sentence known: what it says itself."""

import pytest

from stet.brief.known import makes_known
from stet.news import Kind


@pytest.mark.parametrize(
    ("kind", "quoting", "known"),
    [
        (Kind.FIGURE, False, True),
        (Kind.EVENT, False, True),
        (Kind.ATTRIBUTION, False, False),
        (Kind.QUOTATION, True, True),
        (Kind.FIGURE, True, False),
        (Kind.EVENT, True, False),
    ],
)
def test_a_remark_is_known_by_its_words(kind, quoting, known) -> None:
    assert makes_known(kind, quoting=quoting) is known
