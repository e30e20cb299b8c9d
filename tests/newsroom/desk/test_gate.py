"""The gate fails closed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk.gate import Bound, Checked, Standing, refusals
from stet.news import Verdict

READY = Standing(
    version="v1",
    headline="Rates fall",
    author=1,
    contributors=frozenset({1, 2}),
    checked_version="v1",
    canary_rejected=True,
    facts=(Checked(text="4.25 percent", verdict=Verdict.VERBATIM),),
    second_reader=3,
    read_version="v1",
)


def test_copy_with_everything_in_place_may_go():
    assert refusals(READY) == ()


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"checked_version": ""}, "has not run"),
        ({"checked_version": "v0"}, "has not run on this version"),
        ({"checker_error": "EngineError: no model"}, "checker is down"),
        ({"canary_rejected": False}, "must reject"),
        ({"second_reader": None}, "No second person"),
        ({"read_version": "v0"}, "No second person"),
        ({"second_reader": 1}, "wrote part"),
        ({"second_reader": 2}, "wrote part"),
        ({"headline": "  "}, "no headline"),
        ({"picture_without_alt": True}, "no alternative text"),
        ({"facts": (Checked(text="9", verdict=Verdict.UNSUPPORTED),)}, "is unsupported"),
    ],
)
def test_each_thing_that_is_missing_refuses_in_words(broken, words):
    assert any(words in reason for reason in refusals(replace(READY, **broken)))


@given(st.sampled_from(list(Verdict)))
def test_a_fact_that_does_not_stand_refuses_until_somebody_vouches_for_it(verdict):
    loose = replace(READY, facts=(Checked(text="x", verdict=verdict),))
    assert bool(refusals(loose)) is not verdict.stands
    vouched = replace(READY, facts=(Checked(text="x", verdict=verdict, by_hand=Bound.INTERVIEW),))
    assert refusals(vouched) == ()


@given(st.lists(st.sampled_from(list(Verdict)), max_size=6), st.booleans())
def test_no_ground_by_hand_opens_a_gate_whose_checker_did_not_run(verdicts, canary):
    facts = tuple(Checked(text="x", verdict=v, by_hand=Bound.OVERRIDE) for v in verdicts)
    assert refusals(replace(READY, facts=facts, checked_version="", canary_rejected=canary))
