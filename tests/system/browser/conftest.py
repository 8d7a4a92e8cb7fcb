"""A served portal and a window of a browser."""

import pytest


@pytest.fixture
def portal(starter, live_server):
    """A portal with the starter content, served as to visitors."""
    return live_server.url


@pytest.fixture
def page(portal, browser):
    """A window that notes every complaint of the browser and every host it asks."""
    context = browser.new_context()
    window = context.new_page()
    window.complaints, window.asked = [], set()
    window.on("console", lambda said: window.complaints.append(said.text) if said.type in ("error", "warning") else 0)
    window.on("response", lambda response: window.complaints.append(response.url) if response.status >= 400 else 0)
    window.on("pageerror", lambda error: window.complaints.append(str(error)))
    window.on("request", lambda request: window.asked.add(request.url.split("/")[2]))
    yield window
    context.close()
