// What is shown is a function of the address fragment, so every view can be linked to: #status=covered&q=olt.

const SELECTS = ["status", "maker", "role", "order", "site", "source"];
const FIELD = { status: "status", maker: "producer", role: "role", order: "order", site: "site", source: "source" };
const CHIPS = ["provision", "question"];
const KEYS = ["q", ...SELECTS, ...CHIPS, "sort", "dir", "page", "device"];

function readState() {
  const fragment = location.hash.slice(1);
  const given = new URLSearchParams(fragment.includes("=") ? fragment : "");
  return Object.fromEntries(KEYS.map((key) => [key, given.get(key) || ""]));
}

function fragmentOf(state) {
  const kept = new URLSearchParams(KEYS.filter((key) => state[key]).map((key) => [key, state[key]]));
  return "#" + (kept.toString() || "devices");
}

// Under an order or provision a device has the statuses of those decisions; otherwise its own roll-up.
function statusesUnder(device, state) {
  if (!state.order && !state.provision) return [device.status];
  return profileOf(device).decisions
    .filter((decision) => (!state.order || decision.order === state.order)
      && (!state.provision || decision.provision === state.provision))
    .map((decision) => decision.status);
}

function matches(device, state, words) {
  if (state.maker && device.producer !== (state.maker === "-" ? "" : state.maker)) return false;
  if (state.role && device.role !== (state.role === "-" ? "" : state.role)) return false;
  if (state.site && device.site !== (state.site === "-" ? "" : state.site)) return false;
  if (state.source && device.source !== state.source) return false;
  const statuses = statusesUnder(device, state);
  if (!statuses.length || (state.status && !statuses.includes(state.status))) return false;
  if (state.question && !profileOf(device).facts.has(state.question)) return false;
  return words.every((word) => device.haystack.includes(word));
}

function selected(state) {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  return sorted(devices.filter((device) => matches(device, state, words)), state);
}

const SORTS = {
  device: (device) => device.device.toLowerCase(),
  status: (device) => STATUS_ORDER.indexOf(device.status),
  maker: (device) => device.producer_name.toLowerCase() || "\uffff",
  model: (device) => (device.model || device.family || device.roleLabel).toLowerCase() || "\uffff",
  site: (device) => device.site.toLowerCase() || "\uffff",
  effect: (device) => (device.effect || device.question).toLowerCase() || "\uffff",
  due: (device) => device.due || "\uffff",
};

function sorted(list, state) {
  const key = SORTS[state.sort];
  if (!key) return list;
  const sign = state.dir === "desc" ? -1 : 1;
  const keyed = list.map((device) => [key(device), device]);
  keyed.sort(([a, x], [b, y]) => (a < b ? -sign : a > b ? sign : x.index - y.index));
  return keyed.map(([, device]) => device);
}

function optionsOf(key) {
  const seen = new Map();
  for (const device of devices) {
    const value = device[FIELD[key]];
    const label = { maker: device.producer_name, role: device.roleLabel, status: run.statuses[value] }[key] || value;
    const entry = seen.get(value) || { value: value || "-", label: label || "not known", number: 0 };
    entry.number += 1;
    seen.set(value, entry);
  }
  const list = [...seen.values()];
  if (key === "status") return list.sort((a, b) => STATUS_ORDER.indexOf(a.value) - STATUS_ORDER.indexOf(b.value));
  return list.sort((a, b) => a.label.localeCompare(b.label, "en"));
}

function orderOptions() {
  return Object.entries(run.orders)
    .map(([value, [title]]) => ({ value, label: title, number: devices.filter((d) => statusesUnder(d, { order: value }).length).length }))
    .filter((option) => option.number);
}

function fillSelects(form) {
  for (const key of SELECTS) {
    const options = key === "order" ? orderOptions() : optionsOf(key);
    const items = options.map(({ value, label, number }) => h("option", { value }, `${label} (${number.toLocaleString("en")})`));
    form.elements[key].replaceChildren(h("option", { value: "" }, "any"), ...items);
  }
}

// A linked value that no option has is added, so that the control never hides a filter that is on.
function showState(form, state) {
  if (document.activeElement !== form.elements.q) form.elements.q.value = state.q;
  for (const key of SELECTS) {
    const select = form.elements[key];
    if (![...select.options].some((option) => option.value === state[key])) select.append(h("option", { value: state[key] }, state[key]));
    select.value = state[key];
  }
  const names = { provision: run.provisions[`${state.order}/${state.provision}`], question: run.questions[state.question] };
  const chips = CHIPS.filter((key) => state[key]).map((key) =>
    h("button", { type: "button", class: "chip", "data-drop": key }, `${key}: ${names[key] || state[key]}`, h("span", { "aria-label": "remove" }, " ×")));
  const any = ["q", ...SELECTS, ...CHIPS].some((key) => state[key]);
  form.querySelector(".chips").replaceChildren(...chips, ...(any ? [h("button", { type: "button", class: "clear", "data-drop": "all" }, "Clear all")] : []));
}

