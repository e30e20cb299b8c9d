"""The policy that keeps fetched text from becoming script: on every answer of every address, and in baked pages."""

import html
import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from newsroom import protection
from newsroom.press import house, pages, views

FILLED = {"int": "7", "slug": "harbour-post", "str": "bridge", "path": "veld", "form": "atom"}
NUMBERS = re.compile(r"\[0-9\]\{1,\d+\}|\[\\w-\]\+")


def walked(resolver: URLResolver, before: str = "/") -> list[str]:
    """Return an address for every line of the address list, with something in the place of its parts."""
    found = []
    for entry in resolver.url_patterns:
        given = str(entry.pattern)
        given = re.sub(r"\(\?P<\w+>(.+?)\)(?=/|$|\[)", lambda part: NUMBERS.sub("7", part[1]), given.strip("^$"))
        given = re.sub(r"<(?:(\w+):)?\w+>", lambda part: FILLED[part[1] or "str"], given).replace("[.]", ".")
        if isinstance(entry, URLResolver):
            found += walked(entry, before + given)
        elif isinstance(entry, URLPattern):
            found.append(before + given)
    return found


def addresses() -> list[str]:
    return sorted(set(walked(get_resolver())))


def is_strict(policy: str) -> bool:
    words = {part.split()[0]: part.split()[1:] for part in policy.split("; ")}
    return (
        words["default-src"] == ["'none'"]
        and words["script-src"] == words["style-src"] == ["'self'"]
        and words["require-trusted-types-for"] == ["'script'"]
        and words["trusted-types"] == ["stet"]
        and words["base-uri"] == ["'none'"]
        and "unsafe" not in policy
    )


@pytest.fixture
def reader(db, home, monkeypatch) -> Client:
    monkeypatch.setattr("newsroom.press.events.stream", lambda: None)
    return Client(raise_request_exception=False)


def test_the_address_list_is_walked_whole():
    found = addresses()
    assert len(found) > 100
    assert {"/", "/story/bridge/", "/post/7/fact/7/card.png", "/desk/sources/", "/api/v1/stories", "/api/"} <= set(
        found
    )


def test_every_address_answers_with_the_policy_whatever_it_answers(reader):
    answers = {address: reader.get(address) for address in addresses()}
    loose = [a for a, answer in answers.items() if not is_strict(answer.headers.get("Content-Security-Policy", "x x"))]
    assert loose == []
    assert {200, 302, 404, 405} <= {answer.status_code for answer in answers.values()}
    assert all("frame-ancestors 'none'" in a.headers["Content-Security-Policy"] for a in answers.values())


def test_a_page_that_is_not_there_and_one_that_broke_carry_it_too(reader, monkeypatch):
    assert is_strict(reader.get("/nothing/at/all/").headers["Content-Security-Policy"])

    def broken(*_):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(views.house, "newsroom", broken)
    answer = reader.get("/about/")
    assert answer.status_code == 500
    assert is_strict(answer.headers["Content-Security-Policy"])


def test_a_request_for_another_host_is_refused_under_it(reader):
    answer = reader.get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert is_strict(answer.headers["Content-Security-Policy"])


def test_a_page_made_for_baking_carries_the_policy_in_itself(db):
    made = pages.page("plain.html", house.bare(), views.PlainPage(name="404", title="Nothing"), "/").decode()
    told = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', made)
    assert told is not None
    assert html.unescape(told[1]) == protection.IN_PAGE
    assert is_strict(protection.IN_PAGE)
    assert made.index(told[0]) < made.index("<link")


def test_no_template_holds_script_or_style_or_a_handler_of_its_own(reader):
    for address in ("/", "/about/", "/nothing/", "/desk/sign-in/", "/api/"):
        page = reader.get(address).content.decode()
        assert not re.findall(r"<script(?![^>]*\b(?:src=|type=.application/ld\+json))", page), address
        assert not re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", page), address
