// Autocomplete under a search box: the combobox of the ARIA Authoring Practices, with manual selection.
// Without this file, or without an answer, the box is a plain search field.

const ADDRESS = "/search/suggest.json?q=";
const PAUSE = 120; // milliseconds without a key before the server is asked
const MAX_ANSWERS = 100; // answers cached until the page is left
const answers = new Map();

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

async function ask(typed, signal) {
  if (!answers.has(typed)) {
    const response = await fetch(ADDRESS + encodeURIComponent(typed), { signal });
    if (!response.ok) return [];
    if (answers.size >= MAX_ANSWERS) answers.clear();
    answers.set(typed, (await response.json()).suggestions);
  }
  return answers.get(typed);
}

function option(suggestion, id) {
  const { text, kind, hint } = suggestion;
  const about = element("small", {}, kind, hint && " · ", element("bdi", {}, hint));
  return element("li", { id, role: "option", "aria-selected": "false" }, element("bdi", {}, text), " ", about);
}

class Combobox {
  constructor(input) {
    this.input = input;
    this.suggestions = [];
    this.active = -1;
    const id = `${input.id}-suggestions`;
    this.list = element("ul", { id, role: "listbox", "aria-label": "Suggestions", hidden: "" });
    this.status = element("p", { class: "visually-hidden", role: "status" });
    for (const [key, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", id]]) {
      input.setAttribute(key, value);
    }
    input.parentElement.classList.add("suggest");
    input.parentElement.append(this.list, this.status);
    this.close();
    this.listen();
  }

  listen() {
    const { input, list } = this;
    input.addEventListener("input", (event) => event.isComposing || this.refreshSoon());
    input.addEventListener("compositionend", () => this.refreshSoon());
    input.addEventListener("keydown", (event) => this.handleKey(event));
    input.addEventListener("blur", () => this.leave());
    input.form?.addEventListener("submit", () => this.leave());
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener("click", (event) => {
      const at = [...list.children].indexOf(event.target.closest("[role=option]"));
      if (at >= 0) this.choose(at);
    });
  }

  get isOpen() {
    return !this.list.hidden;
  }

  refreshSoon() {
    this.stop();
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  stop() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  async refresh() {
    const typed = this.input.value.trim();
    if (!typed) return this.forget();
    const { signal } = (this.request = new AbortController());
    try {
      const suggestions = await ask(typed, signal);
      if (!signal.aborted) this.show(suggestions);
    } catch {
      if (!signal.aborted) this.forget();
    }
  }

  show(suggestions) {
    this.suggestions = suggestions;
    this.list.replaceChildren(...suggestions.map((suggestion, at) => option(suggestion, `${this.list.id}-${at}`)));
    this.open(suggestions.length > 0);
    this.status.textContent = ["No suggestions", "1 suggestion"][suggestions.length] ?? `${suggestions.length} suggestions`;
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    this.point(-1);
  }

  close() {
    this.open(false);
    this.status.textContent = "";
  }

  forget() {
    this.suggestions = [];
    this.close();
  }

  leave() {
    this.stop();
    this.close();
  }

  point(at) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = at;
    const item = this.list.children[at];
    if (!item) return this.input.removeAttribute("aria-activedescendant");
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", item.id);
  }

  step(by, only) {
    if (!this.suggestions.length) return;
    if (!this.isOpen) this.open(true);
    const { length } = this.suggestions;
    if (!only) this.point(this.active < 0 ? (by > 0 ? 0 : length - 1) : (this.active + by + length) % length);
  }

  choose(at) {
    const { url } = this.suggestions[at];
    this.leave();
    location.assign(url);
  }

  handleKey(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const { key, altKey } = event;
    if (key === "ArrowDown") this.step(1, altKey);
    else if (key === "ArrowUp" && altKey) this.close();
    else if (key === "ArrowUp") this.step(-1);
    else if (key === "Escape" && this.isOpen) this.leave();
    else if (key === "Enter" && this.active >= 0) this.choose(this.active);
    else {
      if (key === "Home" || key === "End") this.point(-1); // back to the text, whose own keys these are
      return;
    }
    event.preventDefault();
  }
}

document.querySelectorAll("[role=search] input[type=search][name=q]").forEach((input) => new Combobox(input));
