"""robots.txt (RFC 9309): what a site lets us read, and how often."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

KEPT = 24 * 3600.0  # seconds; RFC 9309 says that a copy should not be used for longer
KEPT_UNREACHABLE = 3600.0  # a site that could not be asked is asked again sooner
MAX_SITES = 10_000
_CLOSED = "User-agent: *\nDisallow: /"

Text = Callable[[str], str | None]


class Rules:
    """The rules of the sites asked lately.

    `text` returns the robots.txt at a url: "" where the site has none, None where it could not be asked, which RFC 9309
    says to read as a complete refusal for the time being.
    """

    def __init__(self, text: Text, user_agent: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._text, self._clock = text, clock
        self._agent = user_agent.split("/", 1)[0].strip() or user_agent
        self._sites: OrderedDict[str, tuple[float, Protego, bool]] = OrderedDict()
        self._lock = threading.Lock()

    def refusal(self, url: str) -> str:
        """Return why `url` must not be read, or ""."""
        rules, asked = self._of(url)
        if rules.can_fetch(url, self._agent):
            return ""
        return "robots.txt forbids it" if asked else "its robots.txt could not be read, so nothing is until it can"

    def delay(self, url: str) -> float:
        """Return the seconds that the site asks to leave between requests, at most an hour; 0 if it does not say.

        Nothing is asked for this: a site whose rules are not known yet has said nothing.
        """
        with self._lock:
            held = self._sites.get(_site(url))
        said = held[1].crawl_delay(self._agent) if held else None
        return min(float(said or 0), 3600.0)

    def _of(self, url: str) -> tuple[Protego, bool]:
        site = _site(url)
        with self._lock:
            held = self._sites.get(site)
        if not held or held[0] < self._clock():
            held = self._ask(site)
            with self._lock:
                self._sites[site] = held
                while len(self._sites) > MAX_SITES:
                    self._sites.popitem(last=False)
        return held[1], held[2]

    def _ask(self, site: str) -> tuple[float, Protego, bool]:
        text = self._text(f"{site}/robots.txt")
        until = self._clock() + (KEPT_UNREACHABLE if text is None else KEPT)
        return until, Protego.parse(_CLOSED if text is None else text), text is not None


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
