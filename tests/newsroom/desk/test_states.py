"""The life of copy, walked at random by everybody at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from newsroom.desk.states import GATED, PUBLIC, Act, Refusal, Role, State, after, open_to


@given(st.sampled_from(list(Act)), st.sampled_from(list(State)))
def test_nobody_without_a_role_does_anything(act, state):
    assert isinstance(after(act, state, None), Refusal)


@given(st.sampled_from(list(Act)), st.sampled_from(list(State)))
def test_administrators_run_the_house_and_touch_no_copy(act, state):
    assert isinstance(after(act, state, Role.ADMINISTRATOR), Refusal)


@given(st.sampled_from(list(State)), st.sampled_from([Role.REPORTER, Role.EDITOR]))
def test_only_publishers_put_words_before_readers(state, role):
    for act in (Act.PUBLISH, Act.SCHEDULE, Act.CORRECT, Act.UPDATE, Act.WITHDRAW):
        assert isinstance(after(act, state, role), Refusal)


def test_whatever_leads_to_readers_goes_through_the_gate():
    for act in Act:
        for state in set(State) - PUBLIC:
            to = after(act, state, Role.PUBLISHER, held_from=State.DRAFT)
            if to in PUBLIC:
                assert act in GATED


def test_a_save_of_checked_copy_is_no_longer_checked():
    for state in (State.IN_REVIEW, State.CHECKED, State.SCHEDULED):
        assert after(Act.SAVE, state, Role.REPORTER) is State.DRAFT


def test_published_copy_is_never_edited_in_silence():
    for state in PUBLIC | {State.WITHDRAWN, State.LEGAL_HOLD}:
        assert isinstance(after(Act.SAVE, state, Role.PUBLISHER), Refusal)


def test_what_is_withdrawn_stays_withdrawn():
    assert open_to(State.WITHDRAWN, Role.PUBLISHER) == ()


def test_a_refusal_says_what_is_open_instead():
    refused = after(Act.PUBLISH, State.DRAFT, Role.PUBLISHER)
    assert isinstance(refused, Refusal)
    assert "submit" in refused.reason


class Life(RuleBasedStateMachine):
    """Any acts by anybody in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.held_from, self.gate_passed, self.was_public = State.DRAFT, None, False, False

    @rule(act=st.sampled_from(list(Act)), role=st.sampled_from([None, *Role]), gate_open=st.booleans())
    def somebody_does(self, act, role, gate_open):
        to = after(act, self.state, role, held_from=self.held_from)
        if isinstance(to, Refusal) or (act in GATED and not gate_open):
            return
        if act is Act.HOLD:
            self.held_from = self.state
        if to is State.DRAFT and act is not Act.RELEASE:
            self.gate_passed = False
        self.gate_passed |= act is Act.APPROVE
        self.state = to
        self.was_public |= to in PUBLIC

    @invariant()
    def readers_see_only_what_passed(self):
        if self.state in PUBLIC | {State.SCHEDULED, State.CHECKED}:
            assert self.gate_passed

    @invariant()
    def what_was_public_never_becomes_a_draft_again(self):
        if self.was_public:
            assert self.state in PUBLIC | {State.WITHDRAWN, State.LEGAL_HOLD}


TestLife = Life.TestCase


@pytest.mark.parametrize("state", [State.CHECKED, State.PUBLISHED])
def test_a_legal_hold_goes_back_to_where_it_came_from(state):
    assert after(Act.HOLD, state, Role.PUBLISHER) is State.LEGAL_HOLD
    assert after(Act.RELEASE, State.LEGAL_HOLD, Role.PUBLISHER, held_from=state) is state
