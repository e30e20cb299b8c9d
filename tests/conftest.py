"""What tests of several rooms share: a data folder of their own, and articles as the wire would bring them."""

import json
import os
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

# Hypothesis without deadlines: how fast a machine is proves nothing about the code. A run that decides about others'
# work draws the same examples each time; every other run looks for new ones.
hypothesis.register_profile(
    "untimed",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true",
)
hypothesis.load_profile("untimed")

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def home(settings, tmp_path):
    """Give the site a data folder that nobody else has."""
    settings.STET_HOME = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STET_JOBS = 1
    return tmp_path


@pytest.fixture
def wire(db, home):
    """Give a function that loads articles and takes them through every stage; returns what the stages did.

    Each is a dict of `title`, `text` and what else a line may hold; `after` (minutes from noon) is its moment.
    """
    from newsroom.wire import loading, run

    def send(*said, through=True, now=NOON + timedelta(days=2)):
        path = home / "wire.jsonl"
        with path.open("w") as file:
            for one in said:
                moment = NOON + timedelta(minutes=one.get("after", 0))
                file.write(json.dumps({"outlet": "The Ledger", "date": moment.isoformat(), **one}) + "\n")
        loading.load(path, now=now)
        return run.through(now) if through else None

    return send


@pytest.fixture
def dispatches():
    """Return a small wire, written for tests: a bridge that closes, told by three outlets, and a bakery."""
    bridge = {
        "title": "Harl bridge closes after crack is found",
        "text": "HARLMOND (Coast Agency) - The Harl bridge was closed on Monday after inspectors found a crack 40 "
        "centimetres long in its main girder.\n\nAbout 12,000 cars cross the bridge each day. The repair will take "
        "three weeks and cost 2.4 million crowns, the roads office said.\n\n"
        '"Nobody was in danger at any time," said its director, Mara Venn.',
        "outlet": "Coast Agency",
        "url": "https://coast.example/harl-bridge",
    }
    copy = {**bridge, "title": "Crack shuts the Harl bridge", "outlet": "The Ledger", "after": 20}
    copy["url"] = "https://ledger.example/crack-shuts-bridge"
    other = {
        "title": "Harl bridge stays closed after crack in girder",
        "text": "Drivers must go round by Little Oss: the Harl bridge stays closed since a crack was seen in a girder "
        "on Monday. About 12,000 cars cross the bridge each day.\n\nThe repair will take five weeks, an engineer told "
        "this station. Shopkeepers on the north bank fear for their trade. Ferries carry people on foot from Tuesday, "
        "and the school bus leaves an hour earlier.",
        "outlet": "Radio Harl",
        "url": "https://radioharl.example/bridge-closed",
        "after": 90,
    }
    bakery = {
        "title": "Village bakery wins prize for rye bread",
        "text": "A bakery in Little Oss won the national prize for rye bread on Sunday, its third in ten years.\n\n"
        "The jury praised the crust and the long rise. The baker, Ilse Kern, said she would go on as before.",
        "outlet": "Radio Harl",
        "url": "https://radioharl.example/rye-bread",
        "after": 120,
    }
    return SimpleNamespace(bridge=bridge, copy=copy, other=other, bakery=bakery, all=(bridge, copy, other, bakery))


@pytest.fixture
def pdf():
    """Give a function that writes a PDF with the lines of each page."""
    return _pdf


def _pdf(pages):
    """Write the smallest PDF with one line of text after another on each page."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, lines in enumerate(pages):
        drawn = "BT /F1 12 Tf 72 700 Td " + " 0 -40 Td ".join(f"({line}) Tj" for line in lines) + " ET"
        content = f"/Contents {5 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {content} >>")
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
        f"startxref\n{len(out)}\n%%EOF"
    ).encode("latin-1")
