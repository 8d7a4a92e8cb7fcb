// Gives names to the search fields that the admin's scripts put in place of a <select>: screen readers would say
// "edit, blank". Each takes the name of its <select>; lists that are no lists to select2 stop claiming to be.
const NAMELESS = ".select2-selection[role=combobox], .select2-search__field, .select2-selection__rendered[role=textbox]";

const nameOf = (select) =>
  select.getAttribute("aria-label") || select.labels[0]?.textContent.trim().replace(/:$/, "") || "Search";

const nameAll = () => {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const box = select.nextElementSibling;
    if (!box?.classList.contains("select2-container")) continue;
    const name = nameOf(select);
    const open = box.classList.contains("select2-container--open");
    const dropdown = open ? document.querySelectorAll(".select2-dropdown .select2-search__field") : [];
    for (const part of [...box.querySelectorAll(NAMELESS), ...dropdown]) part.setAttribute("aria-label", name);
    for (const part of box.querySelectorAll("ul, li")) part.setAttribute("role", "presentation");
  }
  for (const hint of document.querySelectorAll(".help-tooltip[aria-label]")) hint.setAttribute("role", "img");
};

new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
nameAll();
