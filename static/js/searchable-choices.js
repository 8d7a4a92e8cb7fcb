// Long lists of checkboxes get a field that shows the choices with the typed words. Without script all of them are shown.
const LONG = 12;

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

for (const list of document.querySelectorAll("[data-searchable]")) {
  const choices = [...list.querySelectorAll("label")];
  if (choices.length <= LONG) continue;
  const field = document.createElement("input");
  field.type = "search";
  field.className = "choice-search";
  field.autocomplete = "off";
  field.placeholder = `Search in ${choices.length}`;
  field.setAttribute("aria-label", `Search in these ${choices.length} choices`);
  field.addEventListener("input", () => {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    for (const choice of choices) {
      const text = folded(choice.textContent);
      const shown = choice.querySelector("input").checked || words.every((word) => text.includes(word));
      (choice.closest("li, fieldset > div > div") || choice).hidden = !shown;
    }
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // what is typed here is no part of the form
  });
  list.querySelector("legend, h3").after(field);
}
