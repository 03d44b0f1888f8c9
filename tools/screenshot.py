"""Draws a picture of a report with Chromium: `tools/screenshot.py report.html docs/images/report.png`."""

import argparse
import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

OFFLINE = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)
FRAME = """<!doctype html>
<meta name="color-scheme" content="light dark">
<style>body {{ margin: 0 }} iframe {{ border: 0; display: block }}</style>
<iframe src="{address}" width="{width}" height="{height}"></iframe>"""
"""Chromium draws a scrolled window blank and none narrower than 500 pixels; a frame helps with both."""
SECONDS = 120
"""A page that is not drawn after this long is not going to be."""


def browser() -> str:
    """
    The path of Chromium.

    Raises: SystemExit with what to install, if there is none.
    """
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        raise SystemExit("Chromium is not on PATH; on Debian: apt-get install chromium fonts-noto-cjk")
    return found


def screenshot(
    page: Path, picture: Path, *, width: int, height: int, fragment: str = "", dark: bool = False
) -> None:
    """
    Write the picture of `page` as a window of that size shows it.

    Args:
        page: The report.
        picture: A PNG file; its folder is made.
        width: Of the window, in CSS pixels.
        height: Of the window, in CSS pixels.
        fragment: State of the page, e.g. `status=covered&device=3`.
        dark: Prefer the dark colours.
    """
    picture.parent.mkdir(parents=True, exist_ok=True)
    address = page.resolve().as_uri() + (f"#{fragment}" if fragment else "")
    with tempfile.TemporaryDirectory() as profile:
        frame = Path(profile) / "frame.html"
        frame.write_text(FRAME.format(address=html.escape(address), width=width, height=height), "utf-8")
        subprocess.run(  # noqa: S603 - our own arguments, no shell
            [
                browser(),
                *OFFLINE,
                *(["--blink-settings=preferredColorScheme=0"] if dark else []),
                f"--user-data-dir={profile}",
                f"--window-size={width},{height}",
                f"--screenshot={picture.resolve()}",
                frame.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )


def main() -> int:
    """Read the arguments, draw, say where the picture is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path, help="a report.html")
    parser.add_argument("picture", type=Path, help="the PNG to write")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=1600)
    parser.add_argument("--fragment", default="", help="state of the page, e.g. status=covered&device=3")
    parser.add_argument("--dark", action="store_true", help="prefer the dark colours")
    given = parser.parse_args()
    screenshot(
        given.page,
        given.picture,
        width=given.width,
        height=given.height,
        fragment=given.fragment,
        dark=given.dark,
    )
    print(given.picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
