"""The pairs that must be told apart, and the pairs that must be seen as the same, each way.

    python gates/pairs.py

Every pair is one sentence of a source and one of copy, written for this project; gates/pairs.txt has more of them. All
must come out right.
"""

import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from stet.check import ledger
from stet.news import Source

MORE = Path(__file__).with_suffix(".txt")
DAY = datetime(2025, 8, 20, 12, tzinfo=UTC)  # a Wednesday


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A source and a copy, and what makes them differ or agree. `back` asks for the other direction too."""

    what: str
    source: str
    copy: str
    back: bool = True


APART = (
    Pair(
        what="a count and a date",
        source="July 7 was a quiet day in the valley.",
        copy="Seven people were killed in the valley.",
    ),
    Pair(
        what="whose figure it is",
        source="Russia lost 40 tanks and Ukraine 9.",
        copy="Russia lost 9 tanks and Ukraine 40.",
    ),
    Pair(
        what="miles and kilometres",
        source="The town is 30 miles from the border.",
        copy="The town is 30 km from the border.",
    ),
    Pair(
        what="dollars and euros",
        source="The company paid $50m for the firm.",
        copy="The company paid €50m for the firm.",
    ),
    Pair(
        what="rose and fell", source="Sales rose 3% in the second quarter.", copy="Sales fell 3% in the second quarter."
    ),
    Pair(
        what="exactly and at least",
        source="Exactly nine people were hurt in the crash.",
        copy="At least nine people were hurt in the crash.",
    ),
    Pair(
        what="were and were not",
        source="The soldiers were ready for the attack.",
        copy="The soldiers were not ready for the attack.",
    ),
    Pair(
        what="percent and points",
        source="Unemployment fell by 2 percent in May.",
        copy="Unemployment fell by 2 percentage points in May.",
    ),
    Pair(
        what="a decimal comma", source="The city has 1,5 million residents.", copy="The city has 15 million residents."
    ),
    Pair(what="5kg and 2kg", source="The parcel weighed 5kg.", copy="The parcel weighed 2kg."),
    Pair(
        what="45 and 54 years",
        source="A 45-year-old man was arrested in Leeds.",
        copy="A 54-year-old man was arrested in Leeds.",
    ),
    Pair(
        what="a third and a quarter",
        source="A third of voters backed the plan.",
        copy="A quarter of voters backed the plan.",
    ),
    Pair(
        what="$1.2bn and $9.9bn",
        source="The firm raised $1.2bn from investors.",
        copy="The firm raised $9.9bn from investors.",
    ),
    Pair(what="2nd and 3rd", source="She finished 2nd in the race.", copy="She finished 3rd in the race."),
    Pair(
        what="03/04 and 4 March",
        source="The law takes effect on 4 March.",
        copy="The law takes effect on 03/05.",
        back=False,
    ),
    Pair(
        what="who told whom",
        source="Anna told Boris that the deal was off.",
        copy="Boris told Anna that the deal was off.",
    ),
    Pair(what="an empty source", source="", copy="Seven people were killed.", back=False),
    Pair(
        what="president and former president",
        source="President Donald Trump spoke in Iowa.",
        copy="Former President Donald Trump spoke in Iowa.",
    ),
    Pair(
        what="killed and injured",
        source="Seven people were killed in the blast.",
        copy="Seven people were injured in the blast.",
    ),
    Pair(what="Tuesday and Wednesday", source="The vote was held on Tuesday.", copy="The vote was held on Wednesday."),
    Pair(what="will and may", source="The minister will resign.", copy="The minister may resign."),
    Pair(what="will and did", source="The minister will resign.", copy="The minister resigned."),
    Pair(what="may and did", source="The minister may resign.", copy="The minister resigned."),
    Pair(what="all and some", source="All of the passengers survived.", copy="Some of the passengers survived."),
    Pair(
        what="one quoted word",
        source="“We will never leave this valley,” Anna Berg said.",
        copy="“We will never leave this village,” Anna Berg said.",
    ),
    Pair(
        what="the wrong speaker",
        source="“We will never leave this valley,” Anna Berg said. Carl Holm was silent.",
        copy="“We will never leave this valley,” Carl Holm said.",
        back=False,
    ),
    Pair(
        what="million and billion",
        source="The fund lost $4.2 million in May.",
        copy="The fund lost $4.2 billion in May.",
    ),
    Pair(
        what="before and after",
        source="The suspect fled before the police arrived.",
        copy="The suspect fled after the police arrived.",
    ),
    Pair(
        what="won and lost",
        source="The party won the election in Norland.",
        copy="The party lost the election in Norland.",
    ),
    Pair(
        what="a passive turned round",
        source="Anna Berg was beaten by Carl Holm in the final.",
        copy="Carl Holm was beaten by Anna Berg in the final.",
    ),
)

SAME = (
    Pair(
        what="1.2 million and 1,200,000",
        source="The city has 1.2 million residents.",
        copy="The city has 1,200,000 residents.",
    ),
    Pair(
        what="a dozen and 12", source="A dozen people were hurt in the crash.", copy="12 people were hurt in the crash."
    ),
    Pair(what="U.K. and Britain", source="The U.K. left the union.", copy="Britain left the union."),
    Pair(what="British and U.K.", source="British officials met on Friday.", copy="U.K. officials met on Friday."),
    Pair(
        what="last Friday and 15 August",
        source="The vote was held last Friday.",
        copy="The vote was held on 15 August.",
    ),
    Pair(what="half and 50 %", source="Half of the members voted for it.", copy="50% of the members voted for it."),
    Pair(
        what="Trump and Mr. Trump",
        source="President Donald Trump arrived in Alaska on Friday. Trump met troops.",
        copy="Mr. Trump arrived in Alaska on Friday.",
        back=False,
    ),
    Pair(
        what="Trump and the president",
        source="President Donald Trump arrived in Alaska on Friday.",
        copy="The president arrived in Alaska on Friday.",
        back=False,
    ),
    Pair(
        what="said and told reporters",
        source="“We will never leave,” Anna Berg told reporters.",
        copy="“We will never leave,” Anna Berg said.",
    ),
    Pair(
        what="7.04 and about 7",
        source="The quake had a magnitude of 7.04.",
        copy="The quake had a magnitude of about 7.",
        back=False,
    ),
    Pair(
        what="a paraphrase",
        source="Police arrested two men after the robbery at a bank in Leeds on Monday.",
        copy="Two men were arrested by police after a bank in Leeds was robbed on Monday.",
    ),
    Pair(
        what="another paraphrase",
        source="The central bank raised its main rate by half a point to 5.25% on Thursday, citing stubborn inflation.",
        copy="The central bank lifted its key rate by half a point to 5.25% on Thursday because of stubborn inflation.",
    ),
    Pair(
        what="active and passive",
        source="Carl Holm beat Anna Berg in the final.",
        copy="Anna Berg was beaten by Carl Holm in the final.",
    ),
)


def more(title: str) -> tuple[Pair, ...]:
    """Return the pairs under one title of gates/pairs.txt: ``apart`` or ``same``, and those asked each way."""
    sections = re.split(r"^\[(.+)\]$", MORE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return tuple(
        Pair(what=line, source=source, copy=copy, back=heading.endswith("each way"))
        for heading, lines in zip(sections[1::2], sections[2::2], strict=True)
        if heading.split(",")[0] == title
        for line in lines.split("\n")
        if line.strip()
        for source, copy in [line.split(" | ")]
    )


APART += more("apart")
SAME += more("same")


def problems(source: str, copy: str) -> list[str]:
    """Return what the ledger finds wrong with a copy or asks about it, in words."""
    found = ledger.check(copy, [Source(id="source", text=source, published=DAY)], published=DAY)
    return [f"{f.code} {f.reason}" for f in (*found.problems, *found.questions)]


def failures() -> tuple[list[str], int]:
    """Return the pairs that come out wrong, and how many were asked."""
    wrong, asked = [], 0
    for pairs, differ in ((APART, True), (SAME, False)):
        for pair in pairs:
            for source, copy in [(pair.source, pair.copy), (pair.copy, pair.source)][: 2 if pair.back else 1]:
                asked += 1
                if bool(found := problems(source, copy)) != differ:
                    wrong.append(f"{pair.what}: {source!r} / {copy!r}: {found or 'nothing seen'}")
    return wrong, asked


def main() -> None:
    """Ask every pair and fail on the first that comes out wrong."""
    if not ledger.canary_rejected():
        sys.exit("the canary was not rejected")
    wrong, asked = failures()
    print(*wrong, f"{asked - len(wrong)} of {asked} pairs come out right", sep="\n")
    if wrong or not asked:
        sys.exit(1)


if __name__ == "__main__":
    main()
