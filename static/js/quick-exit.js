// Stands inside /help/. Without it every link works; with it the pages of /help/ share one entry of the browser's
// history, and leaving puts another page in its place.
const exit = document.getElementById("exit");
let presses = 0;
let pause;

function leave() {
  document.title = "";
  document.body.replaceChildren(); // at once, while the other page is still on its way
  location.replace(exit.href);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link === exit) {
    event.preventDefault();
    leave();
  } else if (link?.dataset.here !== undefined && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    location.replace(link.href);
  }
});

document.addEventListener("keydown", (event) => {
  presses = event.key === "Escape" ? presses + 1 : 0;
  clearTimeout(pause);
  pause = setTimeout(() => { presses = 0; }, 3000);
  if (presses === 3) leave();
});
