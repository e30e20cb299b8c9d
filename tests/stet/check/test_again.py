"""A draft that is checked again and again as it is written: what was judged is kept, and nothing else changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stet.check import evidence, ledger
from stet.check.ledger import Desk
from stet.news import Source

SOURCES = [
    Source(
        id="a",
        text="The flood killed seven people in Harl on Monday, officials said. The bridge costs 2.4 million crowns.",
    ),
    Source(id="b", text='"Nobody was warned," said Mara Venn, the mayor of Harl. Schools stay shut until Friday.'),
]
SENTENCES = (
    "The flood killed nine people in Harl on Monday.",
    "The bridge costs 2.4 million crowns.",
    "Schools stay shut until Thursday.",
    '"Nobody was warned," said Mara Venn, the mayor.',
    "She is 54.",
)


def fresh(text):
    evidence.forget()
    return ledger.check(text, SOURCES)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), min_size=2, max_size=4))
def test_a_check_says_the_same_whatever_was_checked_before(drafts):
    texts = [" ".join(draft) for draft in drafts]
    evidence.forget()
    again = [ledger.check(text, SOURCES) for text in texts]
    assert again == [fresh(text) for text in texts]


@pytest.fixture
def judged(monkeypatch):
    """Return the list of sentences whose facts are judged from now on."""
    seen = []
    judge = Desk.judge

    def watched(self, fact, reading):
        seen.append(reading.text)
        return judge(self, fact, reading)

    monkeypatch.setattr(Desk, "judge", watched)
    return seen


def test_only_the_sentence_that_changed_is_judged_anew_and_the_canary_each_time(judged):
    fresh(" ".join(SENTENCES))
    judged.clear()
    ledger.check(" ".join((*SENTENCES[:2], "Schools stay shut until Sunday.", *SENTENCES[3:])), SOURCES)
    assert set(judged) == {"Schools stay shut until Sunday.", "The flood killed nine people in the town on Monday."}


@pytest.mark.parametrize("most", [1, 3])
def test_what_is_kept_is_bounded(monkeypatch, most):
    monkeypatch.setattr(ledger, "MOST_KEPT", most)
    assert fresh(" ".join(SENTENCES)) == fresh(" ".join(SENTENCES))
