// On every page of the back office: work that was saved is forgotten, and on signing out all that this person left.

import { dropAll, tidy } from "./store.js";

const { user } = document.querySelector("script[data-user]").dataset;

tidy();
for (const pair of document.cookie.split("; ").filter((each) => each.startsWith("saved-"))) {
  const path = document.querySelector("script[data-admin]").dataset.admin;
  document.cookie = `${pair.split("=")[0]}=; path=${path}; max-age=0; samesite=lax`;
}
document.querySelector("#logout-form")?.addEventListener("submit", () => {
  document.dispatchEvent(new Event("work:forget"));
  if (user) dropAll(user);
});
