// Shows each print button, which without JavaScript would do nothing, and makes it print.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
