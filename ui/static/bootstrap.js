import init from "./outpost-ui.js";

// Before the first paint, so that nothing flashes; the page itself keeps it in step with the settings.
document.documentElement.dataset.theme = localStorage.getItem("theme") ?? "";

init({ module_or_path: new URL("./outpost-ui_bg.wasm", import.meta.url) });
