// One direction: a control changes the fragment, the fragment is read, the table is shown.

const form = document.getElementById("filters");
const headings = [...document.querySelectorAll("th[data-sort]")];

function show() {
  const state = readState();
  showState(form, state);
  showSort(headings, state);
  showRows(state);
}

function go(changes) {
  const state = { ...readState(), page: "", ...changes };
  history.replaceState(null, "", fragmentOf(state));
  show();
}

function drop(key) {
  if (key === "all") go(Object.fromEntries(["q", ...SELECTS, ...CHIPS].map((name) => [name, ""])));
  else go({ [key]: "" });
}

function toggle(group) {
  const state = readState();
  const closing = state.device === group;
  go({ page: state.page, device: closing ? "" : group });
  const button = document.querySelector(`button.open[data-device="${CSS.escape(group)}"]`);
  if (button) button.focus();
}

function sortBy(key) {
  const state = readState();
  go({ sort: key, dir: state.sort === key && state.dir !== "desc" ? "desc" : "" });
}

function turnTo(page) {
  go({ page, device: "" });
  document.getElementById("devices").scrollIntoView();
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => go({ [event.target.name]: event.target.value }));
form.addEventListener("click", (event) => {
  const key = event.target.closest("[data-drop]")?.dataset.drop;
  if (key) drop(key);
});
headings[0].parentElement.addEventListener("click", (event) => {
  const key = event.target.closest("[data-key]")?.dataset.key;
  if (key) sortBy(key);
});
document.getElementById("rows").addEventListener("click", (event) => {
  const row = event.target.closest("tr.device");
  if (row && !String(getSelection())) toggle(row.dataset.device);
});
document.getElementById("pages").addEventListener("click", (event) => {
  const page = event.target.closest("[data-page]")?.dataset.page;
  if (page) turnTo(page);
});
addEventListener("hashchange", () => {
  if (!location.hash.includes("=")) return;
  show();
  document.getElementById("devices").scrollIntoView();
});

form.hidden = false;
makeSortable(headings);
fillSelects(form);
show();
if (location.hash.includes("=")) document.getElementById("devices").scrollIntoView();
document.documentElement.dataset.ready = "yes";
