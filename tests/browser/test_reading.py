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
@pytest.mark.parametrize("dark", [False, True])
def test_no_page_is_wider_than_the_screen(site, reader, width, dark):
    page = reader(width=width, dark=dark)
    for path in ["/", flood(site), report(site), evidence(site), "/sources/", "/search/?q=flood", "/verdicts/"]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_at_200_percent_nothing_is_lost_or_overlaps(site, reader):
    page = reader(width=640, height=450, device_scale_factor=2)
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(f'main a[href="{flood(site)}"]').first.is_visible()
    assert page.get_by_text("What we are not receiving").is_visible()


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
