// Elements are built, never parsed: whatever a record holds becomes text.

function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function count(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many || one + "s"}`;
}

function statusMark(status) {
  return h("span", { class: `status ${status}` }, run.statuses[status] || status);
}

// A deadline binds only what is covered; elsewhere it says what would be.
function pastDue(day, status) {
  if (!day || day >= run.at) return null;
  return h("span", { class: status === "covered" ? "past" : "past maybe" }, status === "covered" ? "past due" : "past due if covered");
}

function cited(number) {
  if (number < 0) return null;
  const [title, href, confidence] = run.citations[number];
  const text = href ? h("a", { rel: "noreferrer", href }, title) : title;
  const [mark, meaning] = run.confidences[confidence] || ["?", confidence];
  return h("cite", {}, text, " ", h("abbr", { class: "confidence", title: `${confidence}: ${meaning}` }, mark));
}

