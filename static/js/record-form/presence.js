// Tells the portal that this form is open, and the person who else has it open or has saved a newer version.

import { clock, element } from "./notice.js";

const PAUSE = 20_000; // milliseconds between two requests

export function speak(place, address, form) {
  let said = "";
  const body = (more = {}) => {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of Object.entries(more)) data.set(name, value);
    return data;
  };
  const tell = (lines) => {
    if (lines.join("\n") === said) return; // a screen reader announces each change, so nothing is set twice
    said = lines.join("\n");
    place.replaceChildren(...lines.map((line) => element("p", {}, line)));
  };
  const report = async () => {
    try {
      const answer = await fetch(address, { method: "POST", body: body(), redirect: "manual" });
      if (answer.type === "opaqueredirect") tell(["You are no longer signed in. What you type is kept in this browser; sign in in another window before you save."]);
      else if (answer.ok) tell(presenceMessages(await answer.json(), form.elements.over?.value ?? form.elements.seen?.value));
    } catch {
      // no connection: the next request may succeed
    }
  };
  report();
  setInterval(report, PAUSE);
  addEventListener("pageshow", (event) => event.persisted && report());
  addEventListener("pagehide", () => navigator.sendBeacon(address, body({ gone: "1" })));
}

function presenceMessages({ others, newest }, seen) {
  const messages = others.map(({ name, since }) => `${name} has this open since ${clock(since)}.`);
  if (newest && seen && String(newest.number) !== seen) {
    messages.push(`${newest.who} saved a newer version at ${clock(newest.at)}. When you save, you will see both side by side.`);
  }
  return messages;
}
