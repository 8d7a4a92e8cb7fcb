// Show moments of meetings in the reader's own time zone, beside the local time.
const words = { weekday: "short", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };

for (const shown of document.querySelectorAll(".reader-time[hidden]")) {
  for (const time of shown.querySelectorAll("time")) {
    time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, words);
  }
  shown.hidden = false;
}
