"""Score the front page, a story and a post with Lighthouse, on a newsroom of a few made-up posts in a temporary folder.

    python -m bench.press_lighthouse

Needs `lighthouse` on the path or in STET_LIGHTHOUSE (npm install lighthouse) and Chromium; says SKIPPED without them.
Fails under 95 in performance, accessibility, best practices or SEO. Performance is simulated for a slow phone, and
depends on what else the machine does.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from newsroom.supervise import free_port

SKIPPED = 77
FLOOR = 95
PAGES = ("/", "/story/flood/", "/post/post-0/")


def main() -> int:
    """Start a newsroom, score its pages, and print a table."""
    lighthouse = os.environ.get("STET_LIGHTHOUSE") or shutil.which("lighthouse")
    browser = os.environ.get("STET_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not lighthouse or not browser:
        print("press_lighthouse: SKIPPED, no lighthouse (npm install lighthouse) or no Chromium")
        return SKIPPED
    with tempfile.TemporaryDirectory() as home:
        fill(home)
        port = free_port("127.0.0.1", 0)
        command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
        server = subprocess.Popen([*command, "--log-level", "warning"])
        try:
            awake(f"http://127.0.0.1:{port}/")
            scores = {page: score(lighthouse, browser, f"http://127.0.0.1:{port}{page}") for page in PAGES}
        finally:
            server.terminate()
            server.wait()
    for page, found in scores.items():
        print(f"{page:<20}" + "  ".join(f"{name} {points:.0f}" for name, points in found.items()), flush=True)
    return int(any(points < FLOOR for found in scores.values() for points in found.values()))


def fill(home: str) -> None:
    """Make a newsroom with a story, three posts and a front page."""
    os.environ |= {"STET_HOME": home, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    import django

    django.setup()
    from bench import press
    from django.core.management import call_command
    from django.utils import timezone

    from newsroom.archive.models import Story
    from newsroom.wire import editions

    call_command("migrate", verbosity=0)
    press.write(3)
    press.report(Story.objects.get())
    editions.make(timezone.now())


def awake(url: str) -> None:
    """Wait until the server answers. Raises TimeoutError after half a minute."""
    for _ in range(60):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(url)


def score(lighthouse: str, browser: str, url: str) -> dict[str, float]:
    """Return the four scores of a page, 0 to 100."""
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "report.json"
        flags = "--headless=new --no-sandbox --disable-gpu"
        options = ["--output=json", f"--output-path={said}", "--quiet", f"--chrome-flags={flags}"]
        subprocess.run([lighthouse, url, *options], check=True, env={**os.environ, "CHROME_PATH": browser})
        report = json.loads(said.read_text(encoding="utf-8"))
    for audit in report["audits"].values():
        if audit.get("score") == 0 and audit.get("scoreDisplayMode") == "binary":
            print(f"    {url}: {audit['title']}")
    return {name: 100 * (found["score"] or 0) for name, found in report["categories"].items()}


if __name__ == "__main__":
    sys.exit(main())
