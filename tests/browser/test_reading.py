"""Readers find their way: by mouse, by keyboard, on a phone, in the dark, without script."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def flood(site):
    return f"/story/{site.stories['Dozens dead after flood in the Veld valley'].key}/"


def evidence(site):
    return f"/evidence/{site.articles[0].current.facts.first().pk}/"


def report(site):
    return f"/article/{site.articles[0].pk}/"


def test_a_reader_goes_from_the_front_page_to_the_passage_that_carries_a_fact(site, reader):
    page = reader()
    page.goto("/")
    page.locator(f'main a[href="{flood(site)}"]').first.click()
    page.locator("#reports ~ .timeline a").first.click()
    page.locator("a.fact", has_text="41 people").click()
    note = page.get_by_role("region", name="41 people")
    note.wait_for()
    assert note.locator("mark").first.inner_text() == "43 people"
    assert "Kestrel News" in note.inner_text()
    assert "15 Aug 2025, 09:00 UTC" in note.inner_text()


def test_the_keyboard_opens_a_fact_and_brings_the_reader_back_to_it(site, reader):
    page = reader()
    page.goto(report(site))
    fact = page.locator("a.fact", has_text="41 people")
    fact.focus()
    page.keyboard.press("Enter")
    page.get_by_role("region", name="41 people").wait_for()
    assert page.evaluate("document.activeElement.id") == "evidence-title"
    page.keyboard.press("Escape")
    assert page.locator("[data-note]").count() == 0
    assert page.evaluate("document.activeElement.textContent").startswith("41 people")


def test_on_a_phone_the_evidence_comes_up_as_a_sheet(site, reader):
    page = reader(width=360, height=740, has_touch=True)
    page.goto(report(site))
    page.locator("a.fact", has_text="41 people").tap()
    sheet = page.get_by_role("dialog", name="41 people")
    sheet.wait_for()
    assert sheet.locator("mark").first.inner_text() == "43 people"
    page.get_by_role("button", name="Close").tap()
    assert sheet.count() == 0


def test_without_script_a_fact_leads_to_its_own_page_with_the_passage_highlighted(site, reader):
    page = reader(script=False)
    page.goto(report(site))
    page.locator("a.fact", has_text="41 people").click()
    assert page.url.endswith("/")
    assert "/evidence/" in page.url
    assert page.locator("mark#p1").inner_text() == "43 people"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_fact_of_a_post_shows_its_evidence_where_one_reads(site, reader, width):
    page = reader(width=width)
    page.goto(f"/post/{site.post.slug}/")
    page.locator(".body a.fact", has_text="4.2 metres").click()
    note = page.locator("[data-note]")
    note.wait_for()
    assert note.locator("mark").first.inner_text() == "4.2 metres"
    assert page.url.endswith(f"/post/{site.post.slug}/")


def test_a_reader_tells_the_desk_of_an_error_without_script(site, reader):
    page = reader(script=False)
    page.goto(f"/post/{site.post.slug}/")
    page.get_by_label("The sentence that is wrong").fill("hospitals count 43.")
    page.get_by_role("button", name="Tell the desk").click()
    assert page.get_by_role("heading", name="The desk has it").is_visible()


def test_a_link_from_a_brief_lights_up_the_sentence_it_came_from(site, reader):
    page = reader(script=False)
    page.goto(flood(site))
    page.locator("#happened ~ .lines a").first.click()
    lit = page.locator(".s:target")
    assert lit.inner_text().strip().startswith("At least 41 people")


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_no_page_is_wider_than_the_screen(odd, kinds, reader, width):
    page = reader(width=width)
    long = [f"/story/{odd.embarrassing.key}/", f"/article/{odd.articles[-1].pk}/"]
    for path in [*kinds, *long]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_at_200_percent_nothing_is_lost_on_any_page(odd, kinds, reader):
    """A screen of 1280 by 900 zoomed to 200 percent is one of 640 by 450 (WCAG 1.4.4, 1.4.10)."""
    page = reader(width=640, height=450, device_scale_factor=2)
    for path in kinds:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.evaluate(CUT) == [], path


def test_text_alone_at_200_percent_pushes_nothing_off_the_page(odd, reader):
    page = reader(width=1280)
    for path in ["/", flood(odd), report(odd), f"/post/{odd.post.slug}/"]:
        page.goto(path)
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


CUT = """[...document.querySelectorAll('main :is(h1, h2, h3, p, li, a, td)')].filter(one => {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    return box.width > 1 && style.overflow === 'visible' && !one.closest('.scroll, .vh')
        && (box.left < -1 || box.right > innerWidth + 1);
}).map(one => one.textContent.slice(0, 60))"""
"""What stands outside the screen, save in tables that scroll by themselves."""


def test_no_page_asks_anyone_else_for_anything(odd, kinds, reader):
    page, asked = reader(), set()
    page.on("request", lambda request: asked.add(request.url))
    for path in kinds:
        page.goto(path)
    assert {url for url in asked if not url.startswith((odd.url, "data:"))} == set()


def test_the_keyboard_alone_leads_from_the_front_page_to_the_evidence_and_back(site, reader):
    page = reader()
    page.goto("/")
    tab_to(page, f"a[href='{site.post.get_absolute_url()}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{site.post.get_absolute_url()}")
    tab_to(page, ".body a.fact")
    page.keyboard.press("Space")
    page.locator("[data-note]").wait_for()
    assert page.evaluate("document.activeElement.id") == "evidence-title"
    tab_to(page, "[data-note] .proof a")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.body a.fact')")


def test_where_the_keyboard_is_can_be_seen_on_every_stop(site, reader):
    page = reader()
    page.goto("/")
    for _ in range(25):
        page.keyboard.press("Tab")
        style = "(one => getComputedStyle(one).outlineStyle !== 'none' && one.getBoundingClientRect().height > 0)"
        assert page.evaluate(f"{style}(document.activeElement)"), page.evaluate("document.activeElement.outerHTML")


def tab_to(page, selector):
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_without_a_source_or_a_story_the_page_is_whole(live_server, chromium, transactional_db):
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.goto(live_server.url)
    assert page.get_by_role("heading", name="There is no news on this page yet").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_search_finds_and_filters_without_script(site, reader):
    page = reader(script=False)
    page.goto("/search/")
    page.get_by_label("Words").fill("flood")
    page.get_by_label("Outlet").select_option("Kestrel News")
    page.get_by_role("button", name="Search").click()
    assert page.locator("ol.rows li").count() == 1
    assert page.locator("ol.rows mark").first.inner_text().lower() == "flood"


def test_the_skip_link_is_the_first_stop_and_leads_to_the_news(site, reader):
    page = reader()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the news"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_a_new_edition_is_taken_in_at_the_top_of_the_page_and_offered_while_one_reads(site, reader):
    from datetime import timedelta

    from newsroom.wire import editions

    resting, reading = reader(), reader()
    for page in (resting, reading):
        page.goto("/")
    reading.mouse.wheel(0, 900)
    reading.wait_for_function("scrollY > 100")
    before = reading.evaluate("scrollY")
    story = site.story("A bridge is closed after the flood", "World")
    site.article("Veld Radio", "Bridge closed", "The old bridge was closed at noon.", hours=-0.5, story=story)
    editions.make(site.now + timedelta(hours=1))
    for page in (resting, reading):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    resting.get_by_role("link", name="Bridge closed").first.wait_for()
    reading.get_by_role("link", name="A newer edition is out").wait_for()
    assert reading.evaluate("scrollY") == before
    assert reading.get_by_role("link", name="Bridge closed").count() == 0


def test_arabic_is_set_from_right_to_left(site, reader):
    page = reader()
    page.goto("/section/world/")
    heading = page.locator("[lang=ar]").first
    assert heading.get_attribute("dir") == "rtl"


def test_paper_leaves_out_what_cannot_be_used_on_paper(site, reader):
    page = reader()
    page.goto("/")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Sections").is_visible()
    assert page.locator(f'main a[href="{flood(site)}"]').first.is_visible()
