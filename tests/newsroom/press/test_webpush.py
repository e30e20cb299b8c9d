"""A message for a browser is sealed as RFC 8291 says, and signed as RFC 8292 says."""

import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from newsroom.press import webpush
from stet.errors import InputError

# RFC 8291, appendix A
PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3"
    "jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
PLACE = "https://push.example.net/push/x"


def test_the_example_of_the_standard_comes_out_letter_for_letter():
    ours = ec.derive_private_key(int.from_bytes(webpush.unpacked(OURS), "big"), webpush.CURVE)
    to = webpush.Browser.of(PLACE, PUBLIC, AUTH)
    sealed = webpush.seal(b"When I grow up, I want to be a watermelon", to, ours=ours, salt=webpush.unpacked(SALT))
    assert webpush.packed(sealed) == SEALED


def test_the_same_words_are_never_sealed_the_same_way_twice():
    to = webpush.Browser.of(PLACE, PUBLIC, AUTH)
    assert webpush.seal(b"news", to) != webpush.seal(b"news", to)


def test_a_message_that_does_not_fit_is_refused():
    with pytest.raises(InputError, match="at most"):
        webpush.seal(b"x" * 4000, webpush.Browser.of(PLACE, PUBLIC, AUTH))


@given(st.tuples(st.text(max_size=100), st.text(max_size=100), st.text(max_size=30)))
def test_whatever_is_given_instead_of_keys_is_refused_in_words(said):
    with pytest.raises(InputError):
        webpush.Browser.of(*said)


def test_the_signature_names_the_service_and_ends_within_a_day():
    key = ec.generate_private_key(webpush.CURVE)
    now = datetime(2025, 8, 15, 12, tzinfo=UTC)
    header = webpush.signed(PLACE, key, "mailto:desk@example.org", now)
    token, public = header.removeprefix("vapid t=").split(", k=")
    head, claims, signature = token.split(".")
    raw = webpush.unpacked(signature)
    numbers = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    key.public_key().verify(encode_dss_signature(*numbers), f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    said = json.loads(webpush.unpacked(claims))
    assert said["aud"] == "https://push.example.net"
    assert 0 < said["exp"] - now.timestamp() < 24 * 3600
    assert public == webpush.public(key)
