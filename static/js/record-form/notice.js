// Notices above the form: plain elements, no markup from data.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function button(text, act) {
  return element("button", { type: "button", class: "button", click: act }, text);
}

/** A time of day, with its date unless that is today. */
export function clock(at) {
  const when = new Date(at);
  const time = when.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const today = when.toDateString() === new Date().toDateString();
  return today ? time : `${when.toLocaleDateString([], { dateStyle: "medium" })}, ${time}`;
}

export function show(place, ...children) {
  place.replaceChildren(...children);
  place.hidden = !children.length;
}
