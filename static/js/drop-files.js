// The input for many files as a place to drop them on. Without this file they are chosen by its button.

for (const place of document.querySelectorAll("[data-drop-files]")) listen(place);

function listen(place) {
  const input = place.querySelector("input[type=file]");
  const hold = (event, over) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    place.classList.toggle("drop-here", over);
  };
  place.classList.add("drop-files");
  place.addEventListener("dragover", (event) => hold(event, true));
  place.addEventListener("dragleave", (event) => hold(event, place.contains(event.relatedTarget)));
  place.addEventListener("drop", (event) => {
    hold(event, false);
    add(input, event.dataTransfer?.files ?? []);
  });
  input.addEventListener("change", () => name(place, input));
}

// Files that are dropped come beside those that were chosen before.
function add(input, files) {
  const all = new DataTransfer();
  for (const file of [...input.files, ...files]) all.items.add(file);
  input.files = all.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function name(place, input) {
  const lines = [...input.files].map((file) => Object.assign(document.createElement("li"), { textContent: file.name, dir: "auto" }));
  place.querySelector(".chosen-files").replaceChildren(...lines);
}
