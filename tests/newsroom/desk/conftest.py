"""The cast: Ada reports, Eli edits, Pia publishes, Max administers."""

from functools import cache

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User

from newsroom.desk.models import Check, Member
from newsroom.desk.states import Role


@cache
def hashed() -> str:
    """Hash the cast's password once: Argon2 is slow on purpose."""
    return make_password("correct horse battery")


@pytest.fixture(autouse=True)
def fresh_cache():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def cast(db):
    """Make one member of each role, by first name."""
    names = {"Ada": Role.REPORTER, "Eli": Role.EDITOR, "Pia": Role.PUBLISHER, "Max": Role.ADMINISTRATOR}
    made = {}
    for name, role in names.items():
        user = User.objects.create(username=name.lower(), password=hashed())
        made[name] = Member.objects.create(user=user, name=name, role=role)
    return made


@pytest.fixture
def checked():
    """Give a function that stands in for a run of the checker: a stored check of the draft's very version."""

    def store(draft, *verdicts, canary=True, error=""):
        findings = [
            {"kind": "figure", "text": word, "start": draft.text.index(word), "end": draft.text.index(word) + len(word),
             "verdict": verdict, "rule": "r", "code": "", "reason": "Because.", "evidence": [], "origins": 1,
             "value": {}, "frame": {}}
            for word, verdict in verdicts
        ]  # fmt: skip
        return Check.objects.create(
            draft=draft, version=draft.version, engine="stet", canary=canary, findings=findings, error=error
        )

    return store
