"""axe-core finds nothing against WCAG 2.2 AA on any kind of page, in the light or in the dark, open or closed."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_kind_of_page_is_free_of_violations(odd, kinds, reader, dark, width):
    page = reader(dark=dark, width=width, bypass_csp=True)
    found = {}
    embarrassing = [f"/story/{odd.embarrassing.key}/", f"/article/{odd.articles[-1].pk}/", *revision(odd)]
    for path in [*kinds, *embarrassing]:
        page.goto(path)
        if broken := violations(page):
            found[path] = broken
    assert found == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_open_evidence_is_free_of_violations(site, reader, width):
    page = reader(width=width, bypass_csp=True)
    page.goto(f"/article/{site.articles[0].pk}/")
    page.locator("a.fact", has_text="41 people").click()
    page.locator("[data-note]").wait_for()
    assert violations(page) == []


def revision(site):
    return [f"/article/{site.articles[0].pk}/revision/2/"]


def violations(page):
    """Return what axe-core objects to: the rule, and the first places."""
    result = Axe().run(page, options=RULES)
    return [
        f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}" for one in result.response["violations"]
    ]
