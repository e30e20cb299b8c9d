"""A publisher of our own on this machine: a site with a feed, pages that can change, and errors on request."""

import threading
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from newsroom.wire import budgets
from newsroom.wire.door import door

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>{title}</h1>{body}</article><footer>All rights reserved</footer></body></html>"""


class Publisher:
    """What the site says, and what it was asked."""

    def __init__(self, address):
        self.address = address
        self.pages = {}
        self.asked = []

    def article(self, name, title, *paragraphs):
        """Publish a page, or change it."""
        body = "".join(f"<p>{one}</p>" for one in paragraphs)
        self.pages[f"/{name}"] = (200, "text/html; charset=utf-8", PAGE.format(title=title, body=body))
        return f"{self.address}/{name}"

    def feed(self, *entries, published=None):
        """Publish the feed: name, title and summary of each entry, all dated alike."""
        dated = f"<pubDate>{format_datetime(published)}</pubDate>" if published else ""
        items = "".join(
            f"<item><title>{title}</title><link>{self.address}/{name}</link><guid>{name}</guid>{dated}"
            f"<description>{summary}</description></item>"
            for name, title, summary in entries
        )
        text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harl Post</title>{items}</channel></rss>'
        self.pages["/feed.xml"] = (200, "application/rss+xml", text)
        home = '<html><head><title>Harl Post</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        self.pages["/"] = (200, "text/html", f"{home}</head><body><h1>Harl Post</h1></body></html>")


@pytest.fixture
def publisher(settings):
    """Run a site on this machine that the door is allowed to ask."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            site.asked.append(self.path)
            status, kind, said = site.pages.get(self.path, (404, "text/plain", "nothing here"))
            body = said if isinstance(said, bytes) else said.encode()
            tag = f'"{hash(body)}"'
            if self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site = Publisher(f"http://127.0.0.1:{server.server_address[1]}")
    settings.STET_ALLOW = ["127.0.0.1"]
    settings.STET_CONTACT = "desk@newsroom.example"
    door.cache_clear()
    budgets.forget()
    yield site
    door().close()
    door.cache_clear()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def two_pages(pdf):
    """Write a PDF of two pages with a sentence on each."""
    return pdf(
        (
            ("The inspectors found a crack 40 centimetres long.",),
            ("A second crack, 15 centimetres long, is below it.",),
        )
    )
