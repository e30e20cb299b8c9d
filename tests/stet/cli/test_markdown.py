"""Markdown drafts: marks are no copy, and words stay where they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.check.facts import facts
from stet.cli.markdown import blanked

COPY = """# Flood in Norhavn #

> **Nine** people were [killed](https://example.org/7 "at 4") in the *flood*.

- 14 boats sank
2. The _mayor_ opened 30 shelters ![A boat](boat-9.png)

| Town | Boats |
|------|------:|
| Norhavn | 14 |

```
77 lines of code
```

It cost \\$5 <!-- 6? -->, 3 * 4 nails and a `99`.

[news]: https://example.org/2025/66
"""


def test_only_words_are_left_each_where_it_stood():
    read = blanked(COPY)
    assert [line.split() for line in read.splitlines() if line.strip()] == [
        ["Flood", "in", "Norhavn"],
        ["Nine", "people", "were", "killed", "in", "the", "flood", "."],
        ["14", "boats", "sank"],
        ["The", "mayor", "opened", "30", "shelters", "A", "boat"],
        ["Town", "Boats"],
        ["Norhavn", "14"],
        ["It", "cost", "$5", ",", "3", "*", "4", "nails", "and", "a", "."],
    ]
    assert all(after in (" ", before) for before, after in zip(COPY, read, strict=True))


def test_the_dash_of_a_list_is_no_minus():
    figures = [fact for fact in facts(blanked("- 14 boats sank.\n")) if fact.kind == "figure"]
    assert [(fact.text, fact.value["number"]) for fact in figures] == [("14", 14)]


@pytest.mark.parametrize(
    "copy",
    [
        "2 * 3 * 4",
        "snake_case_words",
        "2019. A year",
        "He said [sic] it",
        "5 > 3",
        "a - b",
        "-14 degrees",
        "$1-$2",
        "---5",
    ],
)
def test_what_only_looks_like_a_mark_stays(copy):
    assert blanked(copy) == copy


@given(st.text(alphabet='ab1 \n#*_`[]()!<>|-\\~:=."', max_size=120))
def test_any_text_keeps_its_length_and_its_lines(copy):
    read = blanked(copy)
    assert [len(line) for line in read.split("\n")] == [len(line) for line in copy.split("\n")]
