"""What can go wrong, as a tree.

::

    StetError                       anything this project raises on purpose
    ├── InputError                  what was handed in cannot be used
    │   ├── NotText                 bytes that are no text, or a page without any
    │   ├── NotAFeed                no entries and no known feed format
    │   ├── NotAnArticle            a stub, paywall, login or consent page
    │   └── TooLarge                over a cap on bytes, depth, entries or length
    ├── GatherError                 a source did not give what was asked for
    │   ├── Refused                 an address, scheme or hop that policy forbids
    │   ├── Unreachable             DNS, connection or TLS failed
    │   ├── TimedOut                the total deadline passed
    │   └── BadStatus               an HTTP status that is no answer
    ├── ArchiveError                a capture is missing or is not what it was
    ├── EngineError                 a model is missing, or failed to load or run
    ├── GateError                   a check that must run could not; publication stops
    └── ConfigError                 a setting or option that cannot be used

Every error says what happened, to what (`subject`: a url, id or path) and what to do about it (`advice`).
"""


class StetError(Exception):
    """Root of the tree: `str()` reads ``subject: what happened. What to do.``"""

    def __init__(self, message: str, *, subject: str = "", advice: str = "") -> None:
        self.message = message
        self.subject = subject
        self.advice = advice
        super().__init__(message)

    def __str__(self) -> str:
        said = f"{self.subject}: {self.message}" if self.subject else self.message
        return f"{said.rstrip('.')}. {self.advice}" if self.advice else said


class InputError(StetError):
    """What was handed in cannot be used."""


class NotText(InputError):
    """Bytes that are no text, or a page without any."""


class NotAFeed(InputError):
    """No entries and no known feed format."""


class NotAnArticle(InputError):
    """A stub, paywall, login or consent page."""


class TooLarge(InputError):
    """Over a cap on bytes, depth, entries or length."""


class GatherError(StetError):
    """A source did not give what was asked for."""


class Refused(GatherError):
    """An address, scheme or hop that policy forbids."""


class Unreachable(GatherError):
    """DNS, connection or TLS failed."""


class TimedOut(GatherError):
    """The total deadline passed."""


class BadStatus(GatherError):
    """An HTTP status that is no answer; `status` holds it."""

    def __init__(self, message: str, *, status: int, subject: str = "", advice: str = "") -> None:
        super().__init__(message, subject=subject, advice=advice)
        self.status = status


class ArchiveError(StetError):
    """A capture is missing or is not what it was."""


class EngineError(StetError):
    """A model is missing, or failed to load or run."""


class GateError(StetError):
    """A check that must run could not; publication stops."""


class ConfigError(StetError):
    """A setting or option that cannot be used."""
