import init from "./outpost-ui.js";

init({ module_or_path: new URL("./outpost-ui_bg.wasm", import.meta.url) });
