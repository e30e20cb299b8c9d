"""Web push, as far as a newsroom needs it: sealing a message for one browser, and signing who sends it.

RFC 8291 (message encryption), RFC 8188 (aes128gcm), RFC 8292 (VAPID). Pure functions of keys, words and moments: what
is sent goes through the one door (`devices`), and nobody between us and the browser can read it.
"""

import base64
import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from stet.errors import InputError

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
RECORD = 4096
LONGEST = RECORD - 17 - 86  # bytes of words in one record: less its mark, its tag and the header
LASTS = timedelta(hours=12)
"""How long a signature holds. RFC 8292 allows a day; half of one leaves room for clocks that differ."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Browser:
    """Where a browser is reached, and the keys that it made for us alone."""

    endpoint: str
    public: bytes
    secret: bytes

    @classmethod
    def of(cls, endpoint: str, p256dh: str, auth: str) -> "Browser":
        """Read what a browser gives. Raises `InputError` for what is no endpoint or no key."""
        try:
            made = cls(endpoint=endpoint, public=unpacked(p256dh), secret=unpacked(auth))
            ec.EllipticCurvePublicKey.from_encoded_point(CURVE, made.public)
        except (ValueError, InvalidKey) as error:
            raise InputError("these are no keys of a browser", subject=endpoint[:80]) from error
        if len(made.secret) != 16 or not urlsplit(endpoint).hostname or len(endpoint) > 1000:
            raise InputError("this is no address of a push service", subject=endpoint[:80])
        return made


def seal(
    words: bytes, to: Browser, *, ours: ec.EllipticCurvePrivateKey | None = None, salt: bytes | None = None
) -> bytes:
    """Encrypt a message so that only one browser can read it. Key and salt are made anew unless a test gives them.

    Raises `InputError` for a message that does not fit one record.
    """
    if len(words) > LONGEST:
        raise InputError(f"a message has at most {LONGEST} bytes", subject=to.endpoint)
    ours, salt = ours or ec.generate_private_key(CURVE), salt or os.urandom(16)
    here = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, to.public)
    shared = _derive(ours.exchange(ec.ECDH(), theirs), to.secret, b"WebPush: info\0" + to.public + here, 32)
    key = _derive(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(shared, salt, b"Content-Encoding: nonce\0", 12)
    header = salt + RECORD.to_bytes(4, "big") + bytes([len(here)]) + here
    return header + AESGCM(key).encrypt(nonce, words + b"\x02", None)


def signed(endpoint: str, key: ec.EllipticCurvePrivateKey, contact: str, now: datetime) -> str:
    """Return the Authorization header that says who sends, for this push service alone and for half a day."""
    parts = urlsplit(endpoint)
    said = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int((now + LASTS).timestamp()), "sub": contact}
    claims = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{_json(said)}"
    r, s = decode_dss_signature(key.sign(claims.encode(), ec.ECDSA(hashes.SHA256())))
    signature = packed(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={claims}.{signature}, k={public(key)}"


def public(key: ec.EllipticCurvePrivateKey) -> str:
    """Return the public half of a key, as browsers want it."""
    return packed(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def private(secret: bytes) -> ec.EllipticCurvePrivateKey:
    """Return the key that follows from 32 secret bytes."""
    return ec.derive_private_key(int.from_bytes(secret, "big") % (ORDER - 1) + 1, CURVE)


def packed(raw: bytes) -> str:
    """Write bytes as base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unpacked(said: str) -> bytes:
    """Read base64 for addresses. Raises `ValueError` for anything else."""
    return base64.b64decode(said + "=" * (-len(said) % 4), altchars=b"-_", validate=True)


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def _json(said: dict[str, object]) -> str:
    return packed(json.dumps(said, separators=(",", ":")).encode())
