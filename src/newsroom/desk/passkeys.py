"""Passkeys (W3C Web Authentication, level 2): a device proves who signs in, and that its owner is at it.

The challenge lives in the session and is spent by the first answer, right or wrong. Every failure is one `Refused`:
what exactly was wrong with a signature is nothing that whoever sent it needs to know.
"""

from collections.abc import MutableMapping
from typing import Any

import webauthn
from django.http import HttpRequest
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from newsroom.desk.acts import Refused
from newsroom.desk.models import Member, Passkey

CHALLENGE = "passkey_challenge"
_REQUIRED = UserVerificationRequirement.REQUIRED


def offer_registration(request: HttpRequest, member: Member) -> str:
    """Return the options with which a browser makes a key for `member`, as JSON."""
    options = webauthn.generate_registration_options(
        rp_id=_host(request),
        rp_name="Stet",
        user_id=str(member.user_id).encode(),
        user_name=member.user.username,
        user_display_name=member.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=bytes(k.credential)) for k in member.passkeys.all()],
    )
    request.session[CHALLENGE] = bytes_to_base64url(options.challenge)
    return webauthn.options_to_json(options)


def register(request: HttpRequest, member: Member, answer: dict[str, Any], name: str) -> Passkey:
    """Keep the key that a browser made. Raises `Refused`."""
    try:
        proved = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=_spend(request.session),
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
            require_user_verification=True,
        )
    except (WebAuthnException, KeyError, ValueError, TypeError) as error:
        raise Refused("That passkey could not be verified. Try again.") from error
    return Passkey.objects.create(
        member=member,
        credential=proved.credential_id,
        public_key=proved.credential_public_key,
        signed=proved.sign_count,
        name=name.strip()[:80] or "A passkey",
    )


def offer_sign_in(request: HttpRequest) -> str:
    """Return the options with which a browser proves any of its keys, as JSON; no account name is asked or told."""
    options = webauthn.generate_authentication_options(rp_id=_host(request), user_verification=_REQUIRED)
    request.session[CHALLENGE] = bytes_to_base64url(options.challenge)
    return webauthn.options_to_json(options)


def prove(request: HttpRequest, answer: dict[str, Any]) -> Member:
    """Return whose key signed the challenge. Raises `Refused`."""
    try:
        challenge = _spend(request.session)
        key = Passkey.objects.select_related("member__user").get(credential=base64url_to_bytes(answer["id"]))
        proved = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
            credential_public_key=bytes(key.public_key),
            credential_current_sign_count=key.signed,
            require_user_verification=True,
        )
    except (WebAuthnException, Passkey.DoesNotExist, KeyError, ValueError, TypeError) as error:
        raise Refused("That passkey is not known here, or could not be verified.") from error
    if not key.member.user.is_active:
        raise Refused("That passkey is not known here, or could not be verified.")
    Passkey.objects.filter(pk=key.pk).update(signed=proved.new_sign_count)
    return key.member


def _spend(session: MutableMapping[str, Any]) -> bytes:
    return base64url_to_bytes(session.pop(CHALLENGE))


def _host(request: HttpRequest) -> str:
    return request.get_host().rsplit(":", 1)[0]


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
