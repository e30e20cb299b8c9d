"""Proof bundles: what a post says, the facts in it and the passages that carry them, signed, to be checked offline.

A bundle is one JSON file. Its body is signed in canonical form (RFC 8785 for the values we use: sorted keys, no white
space, UTF-8, no floats) with Ed25519 (RFC 8032). Verifying needs no server and no network. It shows that the newsroom
whose key it is said this, that nothing was changed since, and that every fact and passage stands where the bundle
says. It does not show that a passage is true, nor that a source said it: for that the digest of the archived text is
given, to be compared with anybody's copy of the page.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stet.errors import InputError, NotText, TooLarge

FORM = "stet-proof/1"
LARGEST = 20 * 1024 * 1024
KEY_BYTES = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Verified:
    """What checking a bundle found. `problems` is empty where everything holds; `key` is the signer's, in base64."""

    headline: str
    address: str
    newsroom: str
    key: str
    facts: int
    passages: int
    problems: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Say whether everything in the bundle holds."""
        return not self.problems


def canonical(body: Mapping[str, Any]) -> bytes:
    """Write a body as the bytes that are signed. Raises `InputError` for a number that is not whole."""
    if any(isinstance(value, float) for value in _values(body)):
        raise InputError("a proof holds a number with a fraction", advice="Give it as text: its form must not vary.")
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(text: str) -> str:
    """Return the SHA-256 of a text, as proofs and posts give it."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal(body: Mapping[str, Any], private_key: bytes) -> bytes:
    """Sign a body with a raw Ed25519 key of 32 bytes, and return the bundle."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key, said = Ed25519PrivateKey.from_private_bytes(private_key), canonical(body)
    parts = {
        "body": said,
        "form": json.dumps(FORM).encode(),
        "key": b'"%s"' % base64.b64encode(key.public_key().public_bytes_raw()),
        "signature": b'"%s"' % base64.b64encode(key.sign(said)),
    }
    return b"{\n" + b",\n".join(b' "%s": %s' % (name.encode(), part) for name, part in parts.items()) + b"\n}\n"


def public_key(private_key: bytes) -> str:
    """Return the public half of a raw key, in base64: what readers compare."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return base64.b64encode(Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()).decode()


def verify(bundle: bytes, *, key: str = "") -> Verified:
    """Check a bundle: its signature, its digests, and that each fact and passage stands where it says.

    With `key`, the newsroom's public key from elsewhere, the bundle must be signed by that one; without, it shows only
    that whoever holds the key in the bundle signed it.

    Raises:
        NotText, TooLarge, InputError: what was given is no bundle at all.
    """
    signed = _read(bundle)
    body = signed["body"]
    problems = [*_signature(signed, key), *_text(body), *_facts(body)]
    facts = [fact for fact in _listed(body, "facts") if isinstance(fact, dict)]
    return Verified(
        headline=str(body.get("headline", "")),
        address=str(body.get("address", "")),
        newsroom=str(body.get("newsroom", "")),
        key=str(signed["key"]),
        facts=len(facts),
        passages=sum(len(_listed(fact, "evidence")) for fact in facts),
        problems=tuple(problems),
    )


def _read(bundle: bytes) -> dict[str, Any]:
    if len(bundle) > LARGEST:
        raise TooLarge(f"the bundle has {len(bundle):,} bytes", advice=f"A bundle has at most {LARGEST:,}.")
    try:
        signed = json.loads(bundle)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise NotText(f"the bundle is not JSON ({error})") from error
    if not isinstance(signed, dict) or signed.get("form") != FORM:
        raise InputError("this is no proof bundle", advice=f"A bundle says form {FORM}.")
    if not isinstance(signed.get("body"), dict) or not all(
        isinstance(signed.get(k), str) for k in ("key", "signature")
    ):
        raise InputError("the bundle lacks its body, key or signature")
    return signed


def _signature(signed: Mapping[str, Any], trusted: str) -> Iterator[str]:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if trusted and trusted.strip() != signed["key"]:
        yield f"It is signed with the key {signed['key']}, not with the one you trust."
    try:
        raw = base64.b64decode(signed["key"], validate=True)
        Ed25519PublicKey.from_public_bytes(raw).verify(
            base64.b64decode(signed["signature"], validate=True), canonical(signed["body"])
        )
    except (InvalidSignature, binascii.Error, ValueError, InputError):
        yield "The signature does not fit: something was changed after it was signed."


def _text(body: Mapping[str, Any]) -> Iterator[str]:
    text = body.get("text")
    if not isinstance(text, str):
        yield "There is no text in it."
    elif digest(text) != body.get("sha256"):
        yield "The text is not the one whose digest is given."


def _facts(body: Mapping[str, Any]) -> Iterator[str]:
    text = body.get("text") if isinstance(body.get("text"), str) else ""
    sources = {str(s.get("id")) for s in _listed(body, "sources") if isinstance(s, dict)}
    for number, fact in enumerate(_listed(body, "facts"), 1):
        if not isinstance(fact, dict) or not _stands(str(text), fact):
            yield f"Fact {number} does not stand where it says."
            continue
        for passage in _listed(fact, "evidence"):
            if not isinstance(passage, dict) or str(passage.get("source")) not in sources:
                yield f"Fact {number} cites a source that is not in the bundle."
            elif not _within(passage):
                yield f"A passage for fact {number} does not stand in the context given for it."


def _stands(text: str, fact: Mapping[str, Any]) -> bool:
    start, end = fact.get("start"), fact.get("end")
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end and text[start:end] == fact.get("text")


def _within(passage: Mapping[str, Any]) -> bool:
    """Check a passage against the stretch of the archived text that surrounds it; `at` is where that stretch starts."""
    start, end, at, context = (passage.get(name) for name in ("start", "end", "at", "context"))
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(at, int) and isinstance(context, str)):
        return False
    return 0 <= at <= start < end and context[start - at : end - at] == passage.get("text")


def _listed(record: Mapping[str, Any], name: str) -> list[Any]:
    found = record.get(name)
    return found if isinstance(found, list) else []


def _values(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _values(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _values(inner)
    else:
        yield value
