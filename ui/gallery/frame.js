// Shows one state of the app: answers its requests from samples, then acts as a person would.
// Part of the gallery for designers, never of the app: frame.html?state=NAME&theme=light|dark&dir=ltr|rtl&lang=TAG

const query = new URLSearchParams(location.search);
const read = async (file) => (await fetch(new URL(file, import.meta.url))).json();
const state = (await read("states.json")).find(({ name }) => name === query.get("state"));

const moment = 1795380090000;
Date.now = () => moment + Math.round(performance.now() % 1000);

// What the page fetches lies beside it, and not beside this frame.
const fetched = window.fetch;
window.fetch = (what, ...more) =>
  fetched(typeof what === "string" ? new URL(what, new URL("../dist/", import.meta.url)) : what, ...more);

const asked = {
  language: query.get("lang") ?? "en",
  theme: query.get("theme") ?? "system",
};
const view = async () => {
  const view = await read(`views/${state.view}.json`);
  view.settings ??= await read("settings.json");
  view.settings.settings = { ...view.settings.settings, ...asked };
  return view;
};
const earnings = async (part) => (await read("earnings.json"))[part];
const answers = {
  ...Object.fromEntries(
    Object.entries(await read("answers.json")).map(([name, answer]) => [name, () => answer]),
  ),
  view,
  earnings: () => earnings("sums"),
  earnings_by_device: () => earnings("by_device"),
  earnings_waterfall: () => earnings("waterfall"),
  earnings_epochs: () => earnings("epochs"),
  earnings_lines: () => earnings("lines"),
  export_earnings: () => earnings("file"),
  history: () => read("history.json"),
  preview_place: () => read("place.json"),
  device: () => (state.ownership ? null : read("device.json")),
  device_ownership: () => read(`${state.ownership ?? "ownership"}.json`),
  network_details: () => read("network.json"),
  diagnose_device: () => read(`ladders/${state.ladder ?? "working"}.json`),
  places: () => read("places.json"),
  explore_cells: () => read("cells.json"),
  estimate_place: () => read("estimate.json"),
  plan_device: () => read("places.json"),
  tracks: () => read("tracks.json"),
  look_at_track: () => read("track-cells.json"),
  walks: () => read(`${state.walks ?? "walks"}.json`),
  look_at_walk: () => read("track-cells.json"),
  reveal_words: () => read("words.json"),
  ask_backup: () => [3, 7, 10],
  answer_backup: () => [true, false, true],
  list_zones: () => ["America/Lima", "Asia/Kolkata", "Europe/Lisbon"],
  preview_support: async () => (await fetch(new URL("support.txt", import.meta.url))).text(),
  read_code: () => "outpost:op1qxk3v7t9w2m5r8e4n6c0y3u7a5s9d2f4g6h8j0k2l4z6xq8v?amount=12.5",
  save_support: () => "/data/outpost/outpost-support.txt",
};
let hear;
window.__TAURI__ = {
  core: {
    invoke: async (_, { name }) => {
      const code = state.refuses?.[name];
      if (code) throw { code, details: {} };
      return name in answers ? answers[name]() : null;
    },
  },
  event: {
    listen: async (_, handler) => {
      hear = handler;
      return () => {};
    },
  },
};

const find = async (selector) => {
  for (;;) {
    const found = document.querySelector(selector);
    if (found && !found.disabled && !found.ariaDisabled) return found;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
};
const act = async ([name, text]) => {
  const found = await find(`[data-test="${name}"]`);
  if (text === null) return;
  if (text !== undefined) {
    found.value = text;
    found.dispatchEvent(new InputEvent("input", { bubbles: true }));
  } else if (found.tagName === "DETAILS") {
    found.open = true;
  } else {
    found.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
};

location.hash = state.hash;
const { default: init } = await import("../dist/outpost-ui.js");
await init({ module_or_path: new URL("../dist/outpost-ui_bg.wasm", import.meta.url) });
const root = document.documentElement;
const appear = async () => {
  await find('[data-test^="screen-"]');
  for (const step of state.acts) await act(step);
  root.dataset.ready = "true";
};
await appear();
if (query.has("dir")) root.dir = query.get("dir");

// Shows the same state in another language, as if that had been chosen in the settings: all is drawn anew, and
// the person acts anew.
window.speak = async (language) => {
  delete root.dataset.ready;
  location.hash = state.hash;
  const drawn = document.querySelector('[data-test^="screen-"]');
  asked.language = language;
  hear({ payload: { view: await view() } });
  while (root.lang !== language || drawn.isConnected) await new Promise((resolve) => setTimeout(resolve, 10));
  await appear();
};
