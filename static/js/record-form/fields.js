// What a person typed into a form, as pairs of name and text; and the way back into the form.

const OURS = new Set(["csrfmiddlewaretoken", "work", "theirs"]); // the page's own, none of the record's
const PROTOTYPE = /__prefix__/; // the empty row that new rows are copied from
const COUNT = /^(.+)-TOTAL_FORMS$/;

function controls(form) {
  return [...form.elements].filter(
    ({ name, type }) => name && !OURS.has(name) && !PROTOTYPE.test(name) && !["password", "file", "submit", "button"].includes(type),
  );
}

/** The form as it would be sent, without files and passwords; labels for what is chosen from lists that load as one types. */
export function read(form) {
  const pairs = [];
  const labels = {};
  for (const control of controls(form)) {
    if (control.type === "checkbox" || control.type === "radio") {
      if (control.checked) pairs.push([control.name, control.value]);
    } else if (control.tagName === "SELECT") {
      for (const { value, text } of control.selectedOptions) {
        pairs.push([control.name, value]);
        labels[`${control.name} ${value}`] = text;
      }
    } else pairs.push([control.name, control.value.replace(/\r\n?/g, "\n")]);
  }
  return { pairs, labels };
}

/** Whether two readings hold the same, whatever version of the record they began from. */
export function same(one, other) {
  const comparable = ({ pairs }) => JSON.stringify(pairs.filter(([name, value]) => name !== "seen" && !(value === "" && !COUNT.test(name))));
  return comparable(one) === comparable(other);
}

function valuesByName({ pairs }) {
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return values;
}

/** The fields in which two readings differ: [{name, before, after}], in words. */
export function differing(before, after) {
  const [ours, theirs] = [valuesByName(before), valuesByName(after)];
  const words = (values, { labels }, name) => (values ?? []).map((value) => labels[`${name} ${value}`] ?? value).join(", ");
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((name) => name !== "seen" && !/-(id|TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS)$/.test(name))
    .map((name) => ({ name, before: words(ours.get(name), before, name), after: words(theirs.get(name), after, name) }))
    .filter((field) => field.before !== field.after);
}

/** Writes a reading into the form that it was taken from, or one like it: rows are added where it has more. */
export function write(form, reading) {
  const wanted = valuesByName(reading);
  for (const [name, [total]] of wanted) if (COUNT.test(name)) addRows(form, name.match(COUNT)[1], Number(total));
  for (const control of controls(form)) {
    if (control.type === "hidden") continue;
    const values = wanted.get(control.name) ?? [];
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (control.tagName === "SELECT") choose(control, values, reading.labels);
    else control.value = values[0] ?? "";
    tell(control);
  }
}

function addRows(form, prefix, total) {
  const count = form.elements[`${prefix}-TOTAL_FORMS`];
  const button = document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
  while (count && button && Number(count.value) < total) {
    const was = count.value;
    button.click();
    if (count.value === was) return; // no more rows are allowed
  }
}

function choose(select, values, labels) {
  for (const value of values) {
    if (![...select.options].some((option) => option.value === value)) {
      select.add(new Option(labels[`${select.name} ${value}`] ?? value, value));
    }
  }
  for (const option of select.options) option.selected = values.includes(option.value);
}

function tell(control) {
  control.dispatchEvent(new Event("change", { bubbles: true }));
  window.django?.jQuery?.(control).trigger("change.select2"); // lets select2 draw its choice anew
}

/** What people call a field on this page. */
export function labelOf(form, name) {
  const control = [...form.elements].find((each) => each.name === name);
  const label = control?.labels?.[0]?.textContent ?? control?.getAttribute("aria-label");
  const row = name.match(/^(.+)-(\d+)-(.+)$/);
  if (row) return `${row[1]} ${Number(row[2]) + 1}: ${row[3].replaceAll("_", " ")}`;
  return (label ?? name.replaceAll("_", " ")).trim().replace(/:$/, "");
}
