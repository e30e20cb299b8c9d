"""People in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.gather import persons
from stet.news import Person


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ada Finch", Person(name="Ada Finch")),
        ("Ada Finch (ada@post.example)", Person(name="Ada Finch", email="ada@post.example")),
        ("ada@post.example (Ada Finch)", Person(name="Ada Finch", email="ada@post.example")),
        ("Ada Finch <ada+news@post.example>", Person(name="Ada Finch", email="ada+news@post.example")),
        ("mailto:ada@post.example", Person(email="ada@post.example")),
        ("Ada Finch (Harbour Post)", Person(name="Ada Finch (Harbour Post)")),
        ("", None),
    ],
)
def test_a_line_is_read_as_a_name_and_an_address(text: str, person: Person | None) -> None:
    assert persons.line(text) == person


@given(st.text(max_size=200))
def test_any_line_gives_somebody_or_nobody(text: str) -> None:
    found = persons.line(text)
    assert found is None or found.name or found.email
