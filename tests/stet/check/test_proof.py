"""A proof bundle holds without our server, and stops holding when a letter of it is changed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.check import proof
from stet.errors import InputError, NotText, TooLarge

KEY = bytes(range(32))
OTHER = bytes(range(1, 33))
TEXT = "The river rose 4.2 metres in six hours."


def body():
    context = "Officials said that the river Ansel rose 4.2 metres on Friday."
    at = 100
    start = at + context.index("4.2 metres")
    return {
        "newsroom": "Stet",
        "address": "https://stet.example/post/river/",
        "headline": "The river",
        "text": TEXT,
        "sha256": proof.digest(TEXT),
        "sources": [{"id": "r1", "outlet": "Harbour Post", "sha256": "0" * 64}],
        "facts": [
            {
                "start": 15,
                "end": 25,
                "text": "4.2 metres",
                "verdict": "verbatim",
                "evidence": [
                    {
                        "source": "r1",
                        "start": start,
                        "end": start + 10,
                        "text": "4.2 metres",
                        "at": at,
                        "context": context,
                    }
                ],
            }
        ],
    }


def changed(change):
    """Return a sealed bundle with a change made after it was signed."""
    bundle = json.loads(proof.seal(body(), KEY))
    change(bundle)
    return json.dumps(bundle).encode()


def test_a_sealed_bundle_stands():
    found = proof.verify(proof.seal(body(), KEY), key=proof.public_key(KEY))
    assert found.stands
    assert (found.facts, found.passages, found.headline) == (1, 1, "The river")


def test_a_bundle_signed_by_somebody_else_does_not_stand_for_those_who_know_the_key():
    found = proof.verify(proof.seal(body(), OTHER), key=proof.public_key(KEY))
    assert "not with the one you trust" in found.problems[0]


def test_a_changed_letter_breaks_the_signature():
    found = proof.verify(changed(lambda b: b["body"].update(headline="The River")))
    assert found.problems == ("The signature does not fit: something was changed after it was signed.",)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda b: b.update(text=TEXT.replace("six", "seven")), "whose digest is given"),
        (lambda b: b["facts"][0].update(text="4.3 metres"), "Fact 1 does not stand where it says"),
        (lambda b: b["facts"][0].update(end=10_000), "Fact 1 does not stand where it says"),
        (lambda b: b["facts"][0]["evidence"][0].update(source="r2"), "cites a source that is not in the bundle"),
        (lambda b: b["facts"][0]["evidence"][0].update(start=0), "does not stand in the context"),
        (lambda b: b["facts"][0]["evidence"][0].update(context="Nothing of it."), "does not stand in the context"),
        (lambda b: b.pop("text"), "There is no text in it"),
    ],
)
def test_even_a_properly_signed_bundle_must_be_true_to_itself(wrong, says):
    said = body()
    wrong(said)
    assert any(says in problem for problem in proof.verify(proof.seal(said, KEY)).problems)


@pytest.mark.parametrize(
    ("given_bytes", "error"),
    [
        (b"", NotText),
        (b"\xff\xfe", NotText),
        (b"[" * 100_000, NotText),
        (b"[]", InputError),
        (b'{"form": "other/1"}', InputError),
        (b'{"form": "stet-proof/1", "body": {}}', InputError),
        (b" " * (proof.LARGEST + 1), TooLarge),
    ],
)
def test_what_is_no_bundle_is_refused_with_a_reason(given_bytes, error):
    with pytest.raises(error):
        proof.verify(given_bytes)


def test_a_fraction_is_not_signed_because_its_form_may_vary():
    with pytest.raises(InputError):
        proof.seal({**body(), "score": 0.1}, KEY)


@given(st.binary(max_size=300))
def test_no_bytes_make_verification_fall_over(junk):
    signed = json.loads(proof.seal(body(), KEY))
    signed["signature"] = junk.decode("latin-1")
    assert not proof.verify(json.dumps(signed).encode()).stands


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@given(facts=json_values, sources=json_values)
def test_any_facts_and_sources_give_problems_and_never_a_crash(facts, sources):
    for said in ({**body(), "facts": facts, "sources": sources}, {**body(), "facts": [facts, {"evidence": sources}]}):
        assert isinstance(proof.verify(proof.seal(said, KEY)).problems, tuple)
