// Unsaved work of an earlier window is offered back, never put back by itself.

import { differing, labelOf, same, write } from "./fields.js";
import { button, clock, element, show } from "./notice.js";
import { drop, left } from "./store.js";

/** Offers the newest piece of work that differs from the form; `adopt` is called once it was put back. */
export function offer(place, form, { user, record, token, now, adopt }) {
  for (const [old, work] of left(user, record, token)) {
    if (same(work, now())) drop(user, old); // it was saved after all
    else return ask(place, form, { user, old, work, now, adopt });
  }
  return undefined;
}

function ask(place, form, { user, old, work, now, adopt }) {
  const newer = work.seen !== (form.elements.seen?.value ?? "");
  const done = (...said) => (show(place, ...said), said.length && place.focus());
  const restore = () => {
    if (newer) return replay(form, work);
    write(form, work);
    drop(user, old);
    adopt();
    return done(element("p", {}, `Your work of ${clock(work.at)} is back in the form. It is not saved yet.`));
  };
  const discard = () => (drop(user, old), done());
  const message = `You have unsaved work of ${clock(work.at)} on this record.`;
  const about = newer ? " The record was changed after you opened it then: restoring shows both versions side by side." : "";
  show(
    place,
    element("p", {}, element("strong", {}, message), about),
    element("p", { class: "choices" }, button("Restore it", restore), button("Discard it", discard)),
    element("details", {}, element("summary", {}, "Look at it"), table(form, now(), work)),
  );
}

function table(form, now, work) {
  const cell = (text) => element("td", {}, element("bdi", {}, text));
  const rows = differing(now, work).map(({ name, before, after }) =>
    element("tr", {}, element("th", { scope: "row" }, labelOf(form, name)), cell(before), cell(after)),
  );
  const head = ["Field", "In the form now", "Your unsaved work"].map((text) => element("th", { scope: "col" }, text));
  return element("table", { class: "differences" }, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
}

// Work on an older version goes to the server as that version's form would: it saves nothing and shows both sides.
function replay(form, work) {
  const sent = element("form", { method: "post", hidden: "", action: form.action || location.href });
  const token = form.elements.csrfmiddlewaretoken.value;
  for (const [name, value] of [...work.pairs, ["csrfmiddlewaretoken", token], ["work", work.token]]) {
    const field = element("textarea", { name });
    field.value = value;
    sent.append(field);
  }
  document.body.append(sent);
  document.dispatchEvent(new Event("work:leaving"));
  sent.submit();
}
