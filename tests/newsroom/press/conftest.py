"""A stage with its cast, and an edition made by the wire itself."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def cast(db, settings, tmp_path):
    """Everyone, with the edition of noon."""
    import cast as troupe

    from newsroom.press import views
    from newsroom.wire import editions

    views._front_body.cache_clear()  # another test's database may have given its rows the same numbers
    settings.STET_HOME = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    company = troupe.assemble()
    editions.make(company.now)
    return company
