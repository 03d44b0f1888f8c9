// One device in full: who made it and why we say so, what the law says of it and why, what the sources said.

const TRUTHS = { true: ["✓", "holds"], false: ["✕", "does not hold"], unknown: ["?", "not known"] };
const OPERATORS = { all: "all of", any: "any of", not: "not" };

function block(title, ...children) {
  const kept = children.flat().filter(Boolean);
  return kept.length ? h("section", { class: "block" }, h("h4", {}, title), kept) : null;
}

function detailOf(device) {
  const decisions = strictestFirst(decisionsAt(run.decisions, device.profile));
  const parts = strictestFirst(decisionsAt(run.parts, device.group));
  return h("div", { class: "detail-body" },
    h("div", { class: "made" }, identityBlock(device), clueBlock(device), evidenceBlock(device)),
    h("div", { class: "found-here" },
      block("What the law says of it", decisions.length ? decisions.map((one, n) => decisionCard(one, n === 0)) : h("p", { class: "quiet" }, "No provision reaches it, and none might.")),
      block("Parts inside", device.components ? h("p", {}, device.components) : null, parts.map((one) => decisionCard(one, false)))));
}

function strictestFirst(decisions) {
  return decisions.sort((a, b) => STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status));
}

function percent(probability) {
  const value = probability * 100;
  return `${value > 99 && value < 100 ? value.toFixed(2) : value.toFixed(value < 10 ? 1 : 0)} %`;
}

function fact(term, ...value) {
  return value.some(Boolean) ? h("div", {}, h("dt", {}, term), h("dd", {}, ...value)) : null;
}

function identityBlock(device) {
  const found = run.identifications[device.identification];
  if (!found) return block("Who made it", h("p", { class: "quiet" }, "No identification is stored for this device."));
  const certainty = `${found.words}, ${percent(found.probability)}`;
  const said = found.abstained
    ? h("p", { class: "maker" }, "The maker is not named: ", found.candidates.length ? `the best candidate is ${found.candidates[0][0]} (${certainty}), which is not enough.` : "there is no clue to it.")
    : h("p", { class: "maker" }, h("b", {}, found.producer), ` (${certainty})`);
  const warning = found.relabelled
    ? h("p", { class: "warn" }, "Relabelled: ", h("b", {}, `sold as ${found.brand || device.brand || "another brand"}`), `, made by ${found.producer}.`) : null;
  return block("Who made it", said, warning,
    found.contradictions.map((sentence) => h("p", { class: "warn" }, "Contradiction. ", text(sentence))),
    h("dl", { class: "facts" }, fact("Model", device.model), fact("Family", device.family), fact("Role", device.roleLabel),
      fact("Label", found.relabelled ? "" : found.brand), fact("Site", [device.site, device.region].filter(Boolean).join(", ")), fact("Acquired", device.acquired),
      fact("Known from", `${device.source}, ${device.place} (${count(device.sources, "source")})`), fact("In this run", `device #${device.group}`)),
    found.candidates.length > 1 ? h("p", { class: "quiet" }, "Candidates: ", found.candidates.map(([name, p, words]) => `${name} ${percent(p)}, ${words}`).join("; ")) : null);
}

function clueLine(id, aside) {
  const [because, weight, bearing] = run.clues[id] || [text(id), 0, ""];
  const bar = h("span", { class: "weight", title: `weight of evidence ${weight.toFixed(1)}, natural log-odds` },
    h("i", { style: `width:${Math.min(100, Math.abs(weight) * 16)}%` }));
  const mark = h("span", { class: "number" }, weight ? (weight > 0 ? "+" : "−") + Math.abs(weight).toFixed(1) : "0");
  return h("li", { class: aside ? "aside" : "" }, aside ? h("span", { class: "weight" }) : bar, mark,
    h("span", {}, aside ? h("s", {}, because) : because, " ", h("span", { class: "quiet" }, bearing),
      aside ? h("span", { class: "sub" }, "Set aside: ", aside) : null));
}

function clueBlock(device) {
  const found = run.identifications[device.identification];
  if (!found) return null;
  const lines = [...found.clues.map((id) => clueLine(id, "")), ...found.aside.map(([id, why]) => clueLine(id, text(why) || "a trap applies"))];
  return block("Clues", lines.length ? h("ul", { class: "clues" }, lines) : null);
}

function evidenceBlock(device) {
  const lines = device.evidence.map(([property, value, where]) => h("li", {}, text(property) ? h("b", {}, text(property)) : null,
    h("code", {}, text(value)), text(where) ? h("span", { class: "sub" }, text(where)) : null));
  return block("What the sources said", lines.length ? h("ul", { class: "evidence" }, lines)
    : h("p", { class: "quiet" }, "Not copied onto this page; ask for it with ", h("code", {}, `interdict explain '#${device.group}'`), "."));
}

function decisionCard(decision, open) {
  const [title, assumed] = run.orders[decision.order] || [decision.order, false];
  const name = run.provisions[`${decision.order}/${decision.provision}`] || decision.provision;
  return h("article", { class: `decision ${decision.status}` },
    h("header", {}, statusMark(decision.status), " ", h("b", {}, name), h("span", { class: "sub" }, title, assumed ? " (assumed, not law)" : "")),
    decision.effects.length ? h("ul", { class: "effects" }, decision.effects.map((effect) => effectLine(effect, decision.status))) : null,
    decision.exemption ? h("p", {}, "Taken out by the exemption ", h("code", {}, decision.exemption), ".") : null,
    settling(decision),
    h("details", { class: "why", open }, h("summary", {}, "Why"), h("ul", { class: "tree" }, reasonNode(decision.reason, 0))));
}

function effectLine([kind, action, since, due, summary, citation], status) {
  const day = text(due);
  const dates = [text(since) && `since ${text(since)}`, day && `due ${day}`].filter(Boolean).join(", ");
  const past = pastDue(day, status);
  return h("li", {}, status === "covered" ? null : "If it is covered: ", text(summary) || `${kind}: ${text(action)}`, " ",
    h("span", { class: "quiet" }, dates), past && " ", past, " ", cited(citation));
}

function settling(decision) {
  if (!decision.settles.length) return null;
  const sets = decision.settles.map((facts) => h("li", {}, facts.map((name, n) =>
    [n ? h("b", {}, " and ") : null, run.questions[name] ? [run.questions[name], " ", h("code", {}, name)] : h("code", {}, name)])));
  return h("div", { class: "settles" }, h("p", {}, "What would settle it", sets.length > 1 ? " (any one of)" : "", ":"), h("ul", {}, sets));
}

function reasonNode(number, depth) {
  const [claim, truth, operator, factName, found, because, citation, children] = run.reasons[number];
  const [mark, word] = TRUTHS[truth];
  const line = [h("span", { class: `truth ${truth}` }, h("span", { "aria-hidden": "true" }, mark), ` ${word}`), " ", text(claim),
    children.length && operator !== "fact" ? h("span", { class: "quiet" }, ` (${OPERATORS[operator] || operator})`) : null];
  const leaf = [text(factName) ? h("span", { class: "sub" }, h("code", {}, text(factName)), text(found) ? [" is ", h("code", {}, text(found))] : " was not found") : null,
    text(because) ? h("span", { class: "sub" }, text(because)) : null, citation >= 0 ? h("span", { class: "sub" }, cited(citation)) : null];
  if (!children.length) return h("li", {}, line, leaf);
  return h("li", {}, h("details", { open: depth < 2 }, h("summary", {}, line), leaf, h("ul", {}, children.map((child) => reasonNode(child, depth + 1)))));
}

