// Tells on the button of the filters how many records it will show. Without this file the button says "Show".

const PAUSE = 300; // milliseconds without a tick before the server is asked

for (const form of document.querySelectorAll(".facets-form")) {
  const button = form.querySelector(".facets-show button");
  let waiting, controller;

  async function count() {
    controller?.abort();
    controller = new AbortController();
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form));
    address.hash = "";
    try {
      const response = await fetch(address, { signal: controller.signal });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const total = page.querySelector(".listing-bar h2, .listing-bar p");
      button.textContent = response.ok && total ? `Show ${total.textContent.trim()}` : "Show";
    } catch {
      button.textContent = "Show"; // a later tick came first, or there is no connection
    }
  }

  form.addEventListener("change", (event) => {
    if (event.target.type !== "checkbox") return;
    button.textContent = "Show";
    clearTimeout(waiting);
    waiting = setTimeout(count, PAUSE);
  });
}
