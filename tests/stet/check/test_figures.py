"""Figures as news writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.check.figures import figures
from stet.news import Fact, Kind


def only(text: str) -> Fact:
    found = figures(text)
    assert len(found) == 1, [f.text for f in found]
    return found[0]


def measured(fact: Fact) -> str:
    return str(fact.frame.get("measured", {}).get("text", ""))


@pytest.mark.parametrize(
    ("text", "span", "measure", "low", "high"),
    [
        ("Seven people came.", "Seven", "count", 7, 7),
        ("It cost £2.1bn.", "£2.1bn", "money", 2.1e9, 2.1e9),
        ("It cost $5 to $7 million.", "$5 to $7 million", "money", 5e6, 7e6),
        ("between 10 and 15 boats", "10 and 15", "count", 10, 15),
        ("10-15 % of boats", "10-15 %", "percent", 10, 15),
        ("1,5 million boats", "1,5 million", "count", 1.5e6, 1.5e6),
        ("15 million boats", "15 million", "count", 15e6, 15e6),
        ("a third of voters", "a third", "fraction", 1 / 3, 1 / 3),
        ("two-thirds of voters", "two-thirds", "fraction", 2 / 3, 2 / 3),
        ("half of voters", "half", "fraction", 0.5, 0.5),
        ("half a million voters", "half a million", "count", 500_000, 500_000),
        ("up 2 percentage points", "2 percentage points", "points", 2, 2),
        ("up 50 basis points", "50 basis points", "points", 0.5, 0.5),
        ("a 45-year-old man", "45-year-old", "age", 45, 45),
        ("Ann Lee, 45, won.", "45", "age", 45, 45),
        ("a man aged 45", "45", "age", 45, 45),
        ("Sales doubled.", "doubled", "multiple", 2, 2),
        ("three times as many boats", "three times", "multiple", 3, 3),
        ("a tenfold rise", "tenfold", "multiple", 10, 10),
        ("a dozen boats", "a dozen", "count", 12, 12),
        ("one hundred and five thousand boats", "one hundred and five thousand", "count", 105_000, 105_000),
        ("They won 3-1.", "3-1", "score", 1, 3),
        ("The Senate voted 52-48.", "52-48", "score", 48, 52),
        ("one in three women", "one in three", "ratio", 1 / 3, 1 / 3),
        ("-5 degrees Celsius", "-5 degrees Celsius", "measure", -5, -5),
        ("minus 5 degrees", "minus 5 degrees", "measure", -5, -5),
        ("30 miles of road", "30 miles", "measure", 30, 30),
        ("winds of 120 km/h", "120 km/h", "measure", 120, 120),
        ("4,000 square kilometres of forest", "4,000 square kilometres", "measure", 4000, 4000),
        ("the 21st attempt", "21st", "ordinal", 21, 21),
        ("a third attempt", "third", "ordinal", 3, 3),
        ("35 lakh rupees", "35 lakh rupees", "money", 3_500_000, 3_500_000),
        ("thirteen dollars and forty-five cents", "thirteen dollars and forty-five cents", "money", 13.45, 13.45),
        ("5m people", "5m", "count", 5_000_000, 5_000_000),
        ("a 100m race", "100m", "measure", 100, 100),
        ("2½ miles", "2½ miles", "measure", 2.5, 2.5),
        ("Article 5 of the treaty", "5", "label", 5, 5),
        ("40 000 boats", "40 000", "count", 40_000, 40_000),
    ],
)
def test_a_figure_is_read_whole(text: str, span: str, measure: str, low: float, high: float) -> None:
    fact = only(text)
    assert fact.text == span
    assert fact.value["measure"] == measure
    assert fact.value["low"] == pytest.approx(low)
    assert fact.value["high"] == pytest.approx(high)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("US$50", "USD"), ("€50m", "EUR"), ("50 pence", "GBP"), ("five million yen", "JPY"), ("A$5", "AUD"),
        ("2 crore rupees", "INR"), ("100 billion yuan", "CNY"), ("CHF 20", "CHF"), ("20 Swiss francs", "CHF"),
    ],
)  # fmt: skip
def test_money_carries_the_code_of_its_currency(text: str, currency: str) -> None:
    assert only(text).value["currency"] == currency


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("about 9 boats", "about"), ("at least 9 boats", "at least"), ("nearly 9 boats", "nearly"),
        ("more than 9 boats", "more than"), ("over 9 boats", "more than"), ("up to 9 boats", "up to"),
        ("exactly 9 boats", "exactly"), ("no more than 9 boats", "at most"), ("fewer than 9 boats", "less than"),
        ("9 or more boats", "at least"), ("some 90 boats", "about"), ("as many as 9 boats", "up to"), ("9 boats", ""),
    ],
)  # fmt: skip
def test_a_qualifier_belongs_to_its_figure(text: str, qualifier: str) -> None:
    assert only(text).frame.get("qualifier", "") == qualifier


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("All 12 won their races.", "count"), ("It cost 12,000 won.", "money"), ("He lost 20 pounds.", "measure"),
        ("It cost 20 pounds.", "money"), ("a 5-pound baby", "measure"), ("30 pounds of meat", "measure"),
        ("She holds two degrees from Oxford.", "count"), ("It was 90 degrees.", "measure"),
        ("about 50 Rand Paul supporters", "count"), ("It cost 50 rand.", "money"), ("two stone walls", "count"),
        ("5 million pounds of aid", "money"),
    ],
)  # fmt: skip
def test_words_that_are_units_only_in_company_are_weighed(text: str, measure: str) -> None:
    assert only(text).value["measure"] == measure


def test_what_is_counted_and_what_happened_to_it_are_kept() -> None:
    fact = only("Seven people were killed in the fire.")
    assert measured(fact) == "people"
    assert fact.frame["action"]["text"] == "killed"


def test_killed_and_injured_are_told_apart_without_a_noun() -> None:
    assert [measured(f) for f in figures("Police said 12 killed and 40 injured.")] == ["killed", "injured"]


@pytest.mark.parametrize(
    ("text", "direction", "role"),
    [
        ("Exports rose 3 %.", "up", ""), ("Exports fell by 3 %.", "down", "by"), ("Exports rose to 3 %.", "up", "to"),
        ("a 3 % fall in exports", "down", "by"), ("Rates were cut to 3 %.", "down", "to"),
        ("more than 3 % of exports", "", ""),
    ],
)  # fmt: skip
def test_a_change_has_its_direction_and_role(text: str, direction: str, role: str) -> None:
    frame = only(text).frame
    assert (frame.get("direction", ""), frame.get("role", "")) == (direction, role)


def test_the_subject_of_a_change_is_what_is_measured() -> None:
    assert measured(only("The unemployment rate fell to 4.2 percent.")) == "unemployment rate"


@pytest.mark.parametrize(
    "text",
    [
        "It came on July 7.", "COVID-19 spread.", "This one is right.", "No one came.", "5G networks", "at first",
        "the first lady", "in the second half of the match", "They met at 3pm.", "It lasted three hours.",
        "https://a.example/9", "from 2010 to 2015", "First, they met.", "parts per million",
    ],
)  # fmt: skip
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert [f.text for f in figures(text) if f.value["measure"] != "ordinal"] == []


def test_a_date_and_a_count_of_the_same_number_do_not_meet() -> None:
    assert [f.text for f in figures("Seven people were killed on July 7.")] == ["Seven"]


def test_each_of_two_sides_keeps_its_own_number() -> None:
    assert [f.value["number"] for f in figures("Russia lost 40 tanks and Ukraine 9.")] == [40, 9]


def test_ten_thousand_digits_in_a_row_are_no_quantity() -> None:
    assert figures("9" * 10_000) == []


def test_a_flood_of_digits_and_separators_ends() -> None:
    for hostile in ("1," * 5_000, "1-" * 5_000, "1 " * 5_000, "$" * 20_000, "one " * 5_000, "1 111 " * 10_000):
        assert isinstance(figures(hostile), list)


ALPHABET = st.sampled_from(
    "0 1 2 5 12 45 1,200 3.5 . , - – / % $ € £ million bn one two third half a an dozen and of to between people km "
    "percent points years old aged times rose fell by was killed about at least ° ( ) ½ é \n . US$ first".split(" ")
)


@given(st.lists(ALPHABET, max_size=25), st.sampled_from(["", " "]))
def test_spans_are_exact_ordered_and_apart(words: list[str], glue: str) -> None:
    text = glue.join(words)
    done = 0
    for fact in figures(text):
        assert fact.kind is Kind.FIGURE
        assert fact.span.of(text) == fact.text
        assert fact.text
        assert fact.span.start >= done
        done = fact.span.end
        for slot in fact.frame.values():
            if isinstance(slot, dict):
                assert text[slot["start"] : slot["end"]] == slot["text"]


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    assert all(fact.span.of(text) == fact.text for fact in figures(text))


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_read_back_as_the_number_they_write(number: int) -> None:
    assert only(f"{number:,} boats").value["number"] == number
    assert only(f"{number} tanks" if not 1000 <= number <= 2100 else f"{number:,} tanks").value["number"] == number


@pytest.mark.parametrize(
    ("text", "span", "sides"),
    [
        ("It passed 118 votes to 102 on Friday.", "118 votes to 102", [118, 102]),
        ("Members backed it by 1,180 votes to 902, with 3 away.", "1,180 votes to 902", [1180, 902]),
        ("The panel voted 16 to 0 that it was safe.", "16 to 0", [16, 0]),
        ("They won 118 to 102.", "118 to 102", [118, 102]),
    ],
)
def test_a_vote_is_one_score_with_both_sides(text: str, span: str, sides: list[int]) -> None:
    found = figures(text)[0]
    assert (found.text, found.value["measure"], found.value["sides"]) == (span, "score", sides)


@pytest.mark.parametrize(
    "text",
    [
        "He led the House from 2007 to 2011.",
        "The lead fell from 118 votes to 102 votes.",
        "They lost 100,000 to 200,000 tonnes.",
        "They voted 18 to 20% down.",
    ],
)
def test_a_range_or_a_fall_is_no_vote(text: str) -> None:
    assert all(figure.value["measure"] != "score" for figure in figures(text, taken=()))


@pytest.mark.parametrize(
    "text",
    [
        "The aide, whom one asks, knows.",
        "That is how one feels.",
        "What can one say?",
        "One never knows.",
        "At one point, he left.",
        "On one hand, it rained.",
        "They met one-on-one.",
    ],
)
def test_one_that_stands_for_anybody_or_in_a_set_phrase_counts_nothing(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize("text", ["If one bus fails, all stop.", "Could one man do it?", "It closed at one plant."])
def test_one_before_what_it_counts_is_a_figure(text: str) -> None:
    assert [figure.text for figure in figures(text)] == ["one"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("(maximum", "at most"),
        ("in excess of", "more than"),
        ("just shy of", "nearly"),
        ("“roughly another", "about"),
        ("~", "about"),
        ("the chief of", ""),
        ("a group that saw", ""),
    ],
)
def test_the_words_before_a_figure_qualify_it(words: str, said: str) -> None:
    assert only(f"They counted {words} 40 boats.").frame.get("qualifier", "") == said
