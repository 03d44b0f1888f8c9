// The device table: one page of rows at a time, so that five thousand stay quick.

const PAGE_ROWS = 50;

function cell(label, main, sub, attributes) {
  return h("td", { "data-label": label, ...attributes }, main, sub ? h("span", { class: "sub" }, sub) : null);
}

function dayCell(day, status) {
  if (!day) return cell("Due", "", "", { class: "day" });
  const past = pastDue(day, status);
  return h("td", { "data-label": "Due", class: "day" }, h("time", { datetime: day }, day), past && " ", past);
}

function makerNote(device) {
  const found = run.identifications[device.identification];
  const notes = [];
  if (device.producer_name && found) notes.push(found.words);
  if (found && found.relabelled) notes.push(`sold as ${device.brand || "another brand"}`);
  else if (device.brand) notes.push(`labelled ${device.brand}`);
  return notes.join(", ");
}

function rowOf(device, open) {
  const id = `detail-${device.group}`;
  const button = h("button", { type: "button", class: "open", "aria-expanded": String(open), "aria-controls": id, "data-device": device.group }, device.device);
  const name = device.hostname && device.hostname !== device.device ? h("span", { class: "sub" }, device.hostname) : null;
  return h("tr", { class: open ? "device is-open" : "device", "data-device": device.group },
    h("th", { scope: "row" }, button, name),
    cell("Status", statusMark(device.status)),
    cell("Maker", device.producer_name || "not named", makerNote(device)),
    cell("Model and role", device.model || device.family, device.roleLabel),
    cell("Site", device.site, device.region),
    cell(device.status === "undetermined" ? "Open" : "Effect", device.effect || run.questions[device.question] || device.question,
      run.orders[device.order] && (device.status === "covered" || device.status === "undetermined") ? run.orders[device.order][0] : ""),
    dayCell(device.due, device.status));
}

function detailRow(device) {
  return h("tr", { class: "detail", id: `detail-${device.group}` }, h("td", { colspan: 7 }, detailOf(device)));
}

function showRows(state) {
  const list = selected(state);
  const pages = Math.max(1, Math.ceil(list.length / PAGE_ROWS));
  let page = Math.min(Math.max(1, Number.parseInt(state.page, 10) || 1), pages);
  const opened = list.findIndex((device) => String(device.group) === state.device);
  if (opened >= 0 && !state.page) page = Math.floor(opened / PAGE_ROWS) + 1;
  const shown = list.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS);
  const rows = shown.flatMap((device) => {
    const open = String(device.group) === state.device;
    return open ? [rowOf(device, true), detailRow(device)] : [rowOf(device, false)];
  });
  const none = h("tr", {}, h("td", { colspan: 7, class: "empty" }, "No device matches these filters."));
  document.getElementById("rows").replaceChildren(...(rows.length ? rows : [none]));
  const whole = list.length === devices.length ? count(list.length, "device") : `${list.length.toLocaleString("en")} of ${count(devices.length, "device")}`;
  document.getElementById("found").textContent = whole;
  showPages(page, pages, list.length);
}

function showPages(page, pages, total) {
  const bar = document.getElementById("pages");
  bar.hidden = pages < 2;
  const from = (page - 1) * PAGE_ROWS + 1;
  const button = (label, to) => h("button", { type: "button", "data-page": to, disabled: to < 1 || to > pages }, label);
  bar.replaceChildren(button("Previous", page - 1),
    h("span", {}, `${from.toLocaleString("en")} to ${Math.min(from + PAGE_ROWS - 1, total).toLocaleString("en")} of ${total.toLocaleString("en")}`),
    button("Next", page + 1));
}

function makeSortable(headings) {
  for (const heading of headings) {
    heading.replaceChildren(h("button", { type: "button", class: "sort", "data-key": heading.dataset.sort }, heading.textContent));
  }
}

function showSort(headings, state) {
  for (const heading of headings) {
    const on = heading.dataset.sort === state.sort;
    heading.setAttribute("aria-sort", on ? (state.dir === "desc" ? "descending" : "ascending") : "none");
  }
}

