// The form of a record: what is typed is kept in this browser until it is saved, and nothing is left by accident.
// Without this file the form is the plain one that the page came with.

import { read, same } from "./fields.js";
import { element, show } from "./notice.js";
import { offer } from "./offer.js";
import { speak } from "./presence.js";
import { explain, hindrance } from "./sending.js";
import { keep, tidy } from "./store.js";

const PAUSE = 600; // milliseconds without a key before the work is kept
const ROUND = 5_000; // milliseconds between two rounds for changes made without a key
const made = document.getElementById("record-form");

class RecordForm {
  constructor(place) {
    this.place = place;
    this.form = place.closest("form");
    this.about = place.dataset;
    this.notice = place.querySelector(".work-notice");
    const { work } = this.form.elements;
    work.value ||= [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    this.token = work.value;
    this.opened = this.now();
    this.unsaved = "unsaved" in this.about;
    this.listen();
    tidy();
    if (this.unsaved) this.keep();
    const { user, record } = this.about;
    const adopt = () => ((this.unsaved = true), this.keep());
    offer(this.notice, this.form, { user, record, token: this.token, now: () => this.now(), adopt });
    if (this.about.presence) speak(place.querySelector(".others"), this.about.presence, this.form);
    document.getElementById("newer")?.focus();
  }

  now() {
    return read(this.form);
  }

  get isDirty() {
    return this.unsaved || !same(this.opened, this.now());
  }

  listen() {
    const later = () => (clearTimeout(this.timer), (this.timer = setTimeout(() => this.keep(), PAUSE)));
    for (const event of ["input", "change", "formset:added", "formset:removed"]) {
      document.addEventListener(event, ({ target }) => this.form.contains(target) && ((this.forgotten = false), later()));
    }
    window.django?.jQuery?.(this.form).on("change", later); // lists that load as one types speak through jQuery alone
    setInterval(() => this.keep(), ROUND);
    document.addEventListener("work:forget", () => (this.forgotten = true));
    document.addEventListener("work:leaving", () => (this.leaving = true));
    document.addEventListener("visibilitychange", () => this.keep());
    addEventListener("pagehide", () => this.keep());
    addEventListener("pageshow", () => (this.leaving = false));
    addEventListener("beforeunload", (event) => !this.leaving && this.isDirty && event.preventDefault());
    this.form.addEventListener("submit", (event) => this.send(event));
  }

  keep() {
    if (this.forgotten || !this.isDirty) return;
    const now = this.now();
    if (this.stored && JSON.stringify(this.stored) === JSON.stringify(now)) return;
    const { user, record } = this.about;
    const work = { record, token: this.token, at: Date.now(), seen: this.form.elements.seen?.value ?? "", ...now };
    if (keep(user, this.token, work)) this.stored = now;
    else if (!this.warned) {
      this.warned = true;
      show(this.notice, element("p", {}, "This browser cannot keep your work for you: save it now and then."));
    }
  }

  async send(event) {
    if (this.leaving) return;
    event.preventDefault();
    if (this.asking) return;
    this.asking = true;
    this.stored = null;
    this.keep();
    const why = await hindrance(this.about, this.form);
    this.asking = false;
    if (why) return explain(this.notice, why, this.about);
    this.leaving = true;
    this.form.requestSubmit(event.submitter);
  }
}

if (made) new RecordForm(made);
