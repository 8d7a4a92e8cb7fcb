// Unsaved work in this browser: one piece per open form, per person and record; few, bounded, and forgotten in time.

const PREFIX = "unsaved-work:";
const LONGEST = 400_000; // characters of one piece
const PIECES = 20;
const DAYS = 30;

function all() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  return keys.map((key) => [key, read(key)]).filter(([, work]) => work);
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    localStorage.removeItem(key);
    return null;
  }
}

const keyOf = (user, token) => `${PREFIX}${user}:${token}`;

/** Keeps a piece of work; false when it is too long, or the browser keeps nothing. */
export function keep(user, token, work) {
  const text = JSON.stringify(work);
  if (text.length > LONGEST) return false;
  tidy();
  const others = all().filter(([key]) => key !== keyOf(user, token)).sort(([, a], [, b]) => a.at - b.at);
  while (others.length >= PIECES) localStorage.removeItem(others.shift()[0]);
  for (;;) {
    try {
      localStorage.setItem(keyOf(user, token), text);
      return true;
    } catch {
      if (!others.length) return false;
      localStorage.removeItem(others.shift()[0]);
    }
  }
}

/** What this person left unsaved on a record in other windows, newest first: [[token, work]]. */
export function left(user, record, token) {
  return all()
    .filter(([key, work]) => key.startsWith(`${PREFIX}${user}:`) && work.record === record && key !== keyOf(user, token))
    .sort(([, a], [, b]) => b.at - a.at)
    .map(([key, work]) => [key.slice(keyOf(user, "").length), work]);
}

export function drop(user, token) {
  localStorage.removeItem(keyOf(user, token));
}

/** On signing out nothing of this person stays behind. */
export function dropAll(user) {
  for (const [key] of all()) if (key.startsWith(`${PREFIX}${user}:`)) localStorage.removeItem(key);
}

/** Work that was saved (a cookie says so, by its token) or lay here too long goes. */
export function tidy() {
  const saved = document.cookie.split("; ").filter((pair) => pair.startsWith("saved-")).map((pair) => pair.slice(6).split("=")[0]);
  for (const [key, work] of all()) {
    const old = Date.now() - work.at > DAYS * 24 * 3600_000;
    if (old || saved.includes(key.split(":").pop())) localStorage.removeItem(key);
  }
}
