// Under the title of a record: other records with a title like the one being typed. Without this file the duplicates
// queue finds them after saving.

const WAIT = 400; // milliseconds without a key before the portal is asked
const box = document.getElementById("alike");
const field = document.getElementById("id_title");

if (box && field && !field.disabled) {
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const list = document.createElement("ul");
  field.closest(".form-row").append(box);
  box.append(said, list);
  // A screen reader does not read a live region that was hidden when it was added: it is visible from the start, and empty.
  box.hidden = false;
  box.classList.add("alike-empty");
  let timer = 0;
  let asked = 0;
  let typed = field.value;

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });

  async function ask() {
    if (field.value === typed) return;
    typed = field.value;
    const number = ++asked;
    const query = new URLSearchParams({ title: typed, id: box.dataset.id });
    try {
      const response = await fetch(`${box.dataset.url}?${query}`, { headers: { Accept: "application/json" } });
      if (response.ok && number === asked) show((await response.json()).alike);
    } catch {
      // Offline: the hint is optional, so no error is shown.
    }
  }

  function show(records) {
    box.classList.toggle("alike-empty", !records.length);
    said.textContent = records.length ? sentence(records.length) : "";
    list.replaceChildren(...records.map(line));
  }

  function sentence(count) {
    const records = count === 1 ? "1 record has" : `${count} records have`;
    return `${records} a title like this. Is it there already? Links open in a new tab.`;
  }

  function line({ title, about, url }) {
    const link = Object.assign(document.createElement("a"), { href: url, target: "_blank", rel: "noopener" });
    link.textContent = title;
    link.dir = "auto";
    const item = document.createElement("li");
    item.append(link, about ? ` (${about})` : "");
    return item;
  }
}
