"""The layout of each kind of page stays as it was looked at and found good.

What is compared is structure, not pixels: for each landmark its left edge and width in hundredths of the screen, its
size of type and its colours. Pictures of pages differ between machines that have other fonts or another rasteriser, so
a pixel baseline either fails on every machine but one or is compared so loosely that it sees nothing; a column that
moves, a size or a colour that changes is seen here everywhere. To accept a new layout, look at it, and run with
STET_SNAPSHOT=write.
"""

import json
import os
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = Path(__file__).with_name("layout.json")
LANDMARKS = (
    "h1.nameplate, .ears, nav.sections, main, main > *, main h1, .lead, .lead h2, .seconds, section.ours, .briefs, "
    ".rail, .story > *, .reading > *, .reading .body, .note-card, .proof, .legend, .side, footer .cols"
)
MEASURE = """landmarks => [...document.querySelectorAll(landmarks)].map(one => {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const share = n => Math.round(100 * n / innerWidth), size = Math.round(parseFloat(style.fontSize));
    const name = one.tagName.toLowerCase() + (one.classList.length ? '.' + one.classList[0] : '');
    return box.height ? [name, share(box.left), share(box.width), size, style.color].join(' ') : '';
}).filter(one => one)"""


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_landmark_stands_where_it_stood(odd, kinds, reader, width, dark):
    page, key = reader(width=width, dark=dark), f"{width} {'dark' if dark else 'light'}"
    found = {}
    for path in kinds:
        page.goto(path)
        # The same landmark over and over says nothing new, and how many there are is what other tests are about.
        found[name(path)] = list(dict.fromkeys(page.evaluate(MEASURE, LANDMARKS)))
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    if os.environ.get("STET_SNAPSHOT") == "write":
        kept[key] = found
        KEPT.write_text(json.dumps(dict(sorted(kept.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == kept[key]


def name(path):
    """Return the kind of page without the numbers and keys that are others in every run."""
    parts = path.split("?")[0].strip("/").split("/")
    kind = [part for part in parts if part.isalpha() or part in {"how-we-check", "most-read", "nothing-here"}]
    return "/".join(kind) + ("?" + path.split("?")[1] if "?" in path else "") or "front"
