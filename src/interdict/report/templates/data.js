// The run as the page carries it: rows are lists of numbers, texts stand once.

const run = JSON.parse(document.getElementById("run").textContent);
const STATUS_ORDER = Object.keys(run.statuses);

function text(number) {
  return run.texts[number];
}

function decisionOf([order, provision, status, reason, effects, exemption, settles]) {
  return { order: text(order), provision: text(provision), status, reason, effects, exemption: text(exemption),
    settles: settles.map((facts) => facts.map(text)) };
}

function decisionsAt(map, key) {
  return (map[key] || []).map(decisionOf);
}

function deviceOf(row, index) {
  const device = { index };
  run.textFields.forEach((name, n) => { device[name] = text(row[n]); });
  run.numberFields.forEach((name, n) => { device[name] = row[run.textFields.length + n]; });
  device.evidence = row[row.length - 1];
  device.roleLabel = run.roles[device.role] || device.role;
  device.haystack = [device.device, "#" + device.group, device.hostname, device.site, device.region, device.place,
    device.producer_name, device.brand, device.model, device.family, device.role, device.roleLabel, device.source,
    device.components, device.order, device.provision].join("\n").toLowerCase();
  return device;
}

const devices = run.rows.map(deviceOf);

// What a profile's decisions say, worked out once a profile: many devices share one.
const profiles = new Map();

function profileOf(device) {
  const parts = run.parts[device.group] ? device.group : "";
  const key = `${device.profile}/${parts}`;
  if (!profiles.has(key)) {
    const decisions = [...decisionsAt(run.decisions, device.profile), ...decisionsAt(run.parts, device.group)];
    profiles.set(key, { decisions, facts: new Set(decisions.flatMap((decision) => decision.settles.flat())) });
  }
  return profiles.get(key);
}

