"""Small pictures made of lines: the origins of a story as dots, its pace as a line. Each has its words beside it."""

from markupsafe import Markup

from newsroom.press.seen import Origins, Trend

MOST_DOTS = 12
_STEP = 11


def dots(origins: Origins) -> Markup:
    """Draw one dot per outlet: full for an origin, hollow for an outlet that carries another's words.

    Beyond twelve the row is scaled, so that it stays a glance and keeps its proportion.
    """
    shown = min(origins.outlets, MOST_DOTS)
    full = max(1, round(shown * origins.origins / max(origins.outlets, 1))) if shown else 0
    circles = "".join(
        f'<circle class="dot-{"origin" if n < full else "copy"}" cx="{n * _STEP + 5}" cy="5" r="4"/>'
        for n in range(shown)
    )
    return Markup('<svg viewBox="0 0 %d 10" aria-hidden="true">%s</svg>') % (max(shown, 1) * _STEP, Markup(circles))  # noqa: S704 - numbers only


def sparkline(trend: Trend) -> Markup:
    """Draw the counts as a line over a ground; its name for a screen reader is the sentence that stands beside it."""
    top = max(trend.counts, default=0) or 1
    wide = max(len(trend.counts) - 1, 1)
    points = [(round(100 * n / wide, 1), round(27 - 24 * count / top, 1)) for n, count in enumerate(trend.counts)]
    line = " ".join(f"{x},{y}" for x, y in points)
    now_x, now_y = points[-1] if points else (100, 27)
    return Markup(
        '<svg class="spark" viewBox="0 0 104 30" role="img" aria-label="%s">'
        '<path class="ground" d="M0 28.5H104"/><polyline class="line" points="%s"/>'
        '<circle class="now" cx="%s" cy="%s" r="3.2"/></svg>'
    ) % (trend.words, line, now_x, now_y)
