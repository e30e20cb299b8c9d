"""No page breaks its own policy in a real browser, and the policy holds against script that text would bring."""

import functools
import http.server
import threading

import pytest

from newsroom.press import bake

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LISTEN = "addEventListener('securitypolicyviolation', e => console.error('POLICY ' + e.effectiveDirective + e.sample));"
INJECTED = """() => { try { document.body.innerHTML = '<img src=x onerror=alert(1)>'; return 'taken' }
    catch (error) { return error.name } }"""
INLINE = """() => { const script = document.createElement('script'); let ran = 'refused';
    window.ran = () => { ran = 'ran' };
    try { script.textContent = 'window.ran()'; document.head.append(script) } catch (error) { return error.name }
    return ran }"""


def test_no_page_for_readers_breaks_its_policy(reader, kinds):
    page = reader()
    page.add_init_script(LISTEN)
    for address in kinds:
        page.goto(address)
        page.wait_for_load_state("networkidle")


def test_text_does_not_become_markup_or_script(chromium, site):
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()
    for address in ("/", f"/post/{site.post.slug}/", "/nothing-here/", "/desk/sign-in/", "/api/"):
        page.goto(address)
        assert page.evaluate(INJECTED) == "TypeError", address
        assert page.evaluate(INLINE) == "TypeError", address
    context.close()


@pytest.fixture
def files(site, tmp_path):
    """The baked site behind a server that knows no headers of ours."""
    folder = tmp_path / "baked"
    bake.bake(folder, site.now)

    class Silent(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_baked_pages_hold_the_policy_without_a_server_that_sends_it(chromium, site, files):
    context = chromium.new_context(base_url=files)
    page = context.new_page()
    complaints = []
    page.add_init_script(LISTEN)
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    for address in ("/", "/sources/", f"/post/{site.post.slug}/", f"/story/{next(iter(site.stories.values())).key}/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert [said for said in complaints if "POLICY" in said or "Content Security Policy" in said] == []
    assert page.evaluate(INJECTED) == "TypeError"
    assert page.evaluate(INLINE) == "TypeError"
    context.close()
