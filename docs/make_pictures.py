"""Makes the pictures of the README anew from a running portal: `make pictures` (needs Chromium).

Takes the portal's address as its argument and writes docs/home.png and docs/search.png.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
PICTURES = {"home": "/", "search": "/search/?q=human+trafficking+law+Malaysia"}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def main(base):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        for name, address in PICTURES.items():
            page.goto(base.rstrip("/") + address)
            page.screenshot(path=HERE / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
