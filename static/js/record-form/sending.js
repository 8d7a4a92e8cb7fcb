// Before a long form is sent: is the portal there, and is it still the same person? If not, the form stays.

import { element, show } from "./notice.js";

const PATIENCE = 10_000; // milliseconds to wait for the portal

/** What stands in the way of sending: "" for nothing, else "away", "signed out" or "somebody else"; brings a new token. */
export async function hindrance({ alive, user }, form) {
  try {
    const answer = await fetch(alive, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.type === "opaqueredirect") return "signed out";
    if (!answer.ok) return answer.status >= 500 ? "away" : "signed out";
    const session = await answer.json();
    if (String(session.user) !== user) return "somebody else";
    form.elements.csrfmiddlewaretoken.value = session.csrf;
    return "";
  } catch {
    return "away";
  }
}

const NOT_SENT = " Nothing was sent. What you typed stays in this form, and this browser keeps it. ";

export function explain(place, why, { login }) {
  const way = element("a", { href: login, target: "_blank", rel: "noopener" }, "Sign in in another window");
  const words = {
    away: ["The portal cannot be reached.", NOT_SENT, "Try again when the connection is back."],
    "signed out": ["You are no longer signed in.", NOT_SENT, way, ", come back here and save again."],
    "somebody else": ["Somebody else is signed in in this browser by now.", NOT_SENT, way, " as yourself, then save again."],
  }[why];
  show(place, element("p", {}, element("strong", {}, words[0]), ...words.slice(1)));
  place.focus();
}
