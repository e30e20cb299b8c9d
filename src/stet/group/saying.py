"""Numbers and spans of time as a page says them."""


def counted(number: int, noun: str) -> str:
    """Say how many: ``1 newsroom``, ``12 newsrooms``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def ago(hours: float) -> str:
    """Say how long ago something was, in the largest unit of which there are two or more: ``90 minutes ago``."""
    for size, unit in ((24, "day"), (1, "hour")):
        if hours >= 2 * size:
            return f"{counted(round(hours / size), unit)} ago"
    minutes = max(0, round(hours * 60))
    return f"{counted(minutes, 'minute')} ago" if minutes else "just now"
