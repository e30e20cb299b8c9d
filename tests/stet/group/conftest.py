"""A small wire of our own, told by invented outlets."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from stet.news import Genre, Report

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
Write = Callable[..., Report]


@pytest.fixture
def write() -> Write:
    """Return a maker of reports that arrive a given number of hours into the day."""

    def made(id: str, title: str, text: str = "", *, hours: float = 0, **more: object) -> Report:
        arrived = START + timedelta(hours=hours)
        given = {"outlet": f"Outlet {id}", "genre": Genre.REPORT, **more}
        return Report(id=id, title=title, text=text, arrived=arrived, published=arrived, **given)  # type: ignore[arg-type]

    return made


@pytest.fixture
def flood(write: Write) -> list[Report]:
    """Three newsrooms on one flood."""
    return [
        write(
            "river",
            "Hundreds flee as the Orla bursts its banks in Tarnow Vale",
            "More than 400 people left their homes in Tarnow Vale on Monday after the river Orla broke through a dyke "
            "near the old mill. Mayor Lena Horvat said that two bridges were closed.",
        ),
        write(
            "vale",
            "Tarnow Vale evacuated after dyke on the Orla fails",
            "Rescue crews in boats brought out families from the lower town of Tarnow Vale on Monday when a dyke on "
            "the Orla gave way. The mayor, Lena Horvat, spoke of at least 400 evacuated residents.",
            hours=2,
        ),
        write(
            "boats",
            "Boats rescue families from flooded Tarnow Vale",
            "The flood on the river Orla has driven some 400 people from their houses, mayor Horvat told reporters in "
            "Tarnow Vale. Soldiers were filling sandbags at the broken dyke.",
            hours=3,
        ),
    ]


@pytest.fixture
def bank(write: Write) -> list[Report]:
    """Two newsrooms on one decision of a central bank."""
    return [
        write(
            "rate",
            "Central bank of Norvia lifts key rate to 4.5 percent",
            "The Norvian central bank raised its key interest rate by a quarter of a point to 4.5 percent on Monday, "
            "citing stubborn inflation. Governor Ida Brandt said that further steps were possible.",
            hours=1,
        ),
        write(
            "brandt",
            "Norvia raises interest rates again as inflation persists",
            "Governor Ida Brandt announced a rise of the key rate to 4.5 percent. Inflation in Norvia has stayed above "
            "target for two years, the central bank said.",
            hours=4,
        ),
    ]
