"""Make the screenshots of the documentation anew from a running portal: `make pictures` (needs Chromium).

Takes the portal's address as its argument. Writes docs/home.png and docs/search.png and, when PICTURES_NAME and
PICTURES_PASSWORD name an administrator without a second factor, docs/curation/*.png too: the portal needs a proposal
and links below example.org, one of them broken.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent.parent / "docs"
VISITORS = {"home": "/", "search": "/search/?q=human+trafficking+law+Malaysia"}
#: Name of the picture: the address, and the text of links to follow from there.
CURATORS = {
    "desk": ("/admin/", []),
    "account": ("/admin/account/", []),
    "second-factor": ("/admin/account/second-factor/", []),
    "sign-ins": ("/admin/account/sign-ins/", []),
    "list": ("/admin/legislation/law/?q=trafficking", []),
    "form": ("/admin/legislation/law/?q=my-act-670-2007", [".field-title a"]),
    "history": ("/admin/legislation/law/?q=my-act-670-2007", [".field-title a", ".historylink"]),
    "proposal": ("/admin/editorial/proposal/", ["#result_list tbody th a"]),
    "links": ("/admin/linkcheck/webaddress/?q=example.org", []),
    "link": ("/admin/linkcheck/webaddress/?standing=broken", [".field-address a"]),
}
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"  # among one's own sign-ins
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
        for name, address in VISITORS.items():
            page.goto(base + address)
            page.screenshot(path=DOCS / f"{name}.png")
        if "PICTURES_NAME" in os.environ:
            curators(browser.new_page(viewport={"width": 1280, "height": 760}, user_agent=BROWSER), base)
        browser.close()


def curators(page, base):
    page.goto(f"{base}/admin/login/")
    page.screenshot(path=DOCS / "curation" / "sign-in.png", clip={"x": 400, "y": 60, "width": 480, "height": 500})
    page.get_by_label("Name").fill(os.environ["PICTURES_NAME"])
    page.get_by_label("Password").fill(os.environ["PICTURES_PASSWORD"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/admin/")
    for name, (address, steps) in CURATORS.items():
        page.goto(base + address)
        for step in steps:
            page.locator(step).first.click()
            page.wait_for_load_state()
        page.screenshot(path=DOCS / "curation" / f"{name}.png")


if __name__ == "__main__":
    (DOCS / "curation").mkdir(exist_ok=True)
    main(sys.argv[1].rstrip("/"))
