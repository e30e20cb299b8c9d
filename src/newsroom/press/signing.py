"""The newsroom's signature: its key, and the proof bundle of each post."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from newsroom.archive.models import Revision
from newsroom.desk.models import Post
from newsroom.press import addresses
from newsroom.press.makeup import posts
from newsroom.press.pages import iso
from newsroom.press.seen import Newsroom
from stet.check import proof
from stet.errors import ConfigError

AROUND = 160


def key() -> bytes:
    """Return the newsroom's private key, made once and readable by us only.

    Whoever has this file can sign as this newsroom: it belongs in the backup, and nowhere else.
    """
    return kept(Path(settings.STET_HOME) / "signing_key")


def public() -> str:
    """Return the public key, as it stands at ``/signing-key.txt``."""
    return proof.public_key(key()) + "\n"


@lru_cache(maxsize=8)
def kept(path: Path) -> bytes:
    """Return the secret of 32 bytes in a file, made once and readable by us only."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raw = bytes.fromhex(path.read_text(encoding="ascii").strip() or "00")
        if len(raw) != proof.KEY_BYTES:
            raise ConfigError("is no key", subject=str(path), advice="Put back the one from the backup.") from None
        return raw
    raw = os.urandom(proof.KEY_BYTES)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(raw.hex())
        file.flush()
        os.fsync(file.fileno())
    return raw


def bundle(who: Newsroom, post: Post, held: dict[int, Revision] | None = None) -> bytes:
    """Return the signed proof of a post: its text, facts, passages in context, digests. `held` is what is cited."""
    version = post.current
    assert version is not None
    held = posts.cited(version) if held is None else held
    return proof.seal(
        {
            "newsroom": who.name,
            "address": who.at(addresses.post(post.slug)),
            "headline": version.headline,
            "byline": version.byline,
            "published": iso(post.published),
            "version": version.number,
            "at": iso(version.at),
            "engine": version.engine,
            "text": version.text,
            "sha256": proof.digest(version.text),
            "facts": [_fact(said, held) for said in version.findings],
            "sources": [_source(pk, revision) for pk, revision in sorted(held.items())],
            "grounds": [_ground(n, said["ground"]) for n, said in enumerate(version.findings) if said.get("ground")],
        },
        key(),
    )


def _fact(said: dict[str, Any], held: dict[int, Revision]) -> dict[str, Any]:
    named = ("kind", "start", "end", "text", "verdict", "rule", "reason")
    evidence = [_passage(one, held[pk]) for one in said.get("evidence", ()) if (pk := _pk(one)) in held]
    return {**{name: said[name] for name in named}, "evidence": evidence}


def _passage(one: dict[str, Any], revision: Revision) -> dict[str, Any]:
    at, until = max(0, one["start"] - AROUND), one["end"] + AROUND
    return {
        "source": f"r{revision.pk}",
        "start": one["start"],
        "end": one["end"],
        "text": revision.text[one["start"] : one["end"]],
        "at": at,
        "context": revision.text[at:until],
    }


def _pk(one: dict[str, Any]) -> int:
    return int(str(one["source"]).removeprefix("r"))


def _source(pk: int, revision: Revision) -> dict[str, Any]:
    article = revision.article
    capture = revision.capture
    return {
        "id": f"r{pk}",
        "outlet": article.source.name,
        "headline": revision.title,
        "address": article.url,
        "arrived": iso(revision.arrived),
        "sha256": proof.digest(revision.text),
        "capture": capture.sha256 if capture else "",
    }


def _ground(fact: int, said: dict[str, Any]) -> dict[str, Any]:
    return {"fact": fact, **{name: said[name] for name in ("ground", "words", "note")}}
