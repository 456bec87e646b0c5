//! Names the two functions of the web view's host that this page uses.

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "core"], catch)]
    pub async fn invoke(command: &str, arguments: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "event"], catch)]
    pub async fn listen(event: &str, handler: &js_sys::Function) -> Result<JsValue, JsValue>;
}

/// The arguments of the command `call`.
pub fn arguments(name: &str, body: &JsValue) -> JsValue {
    let pair = |key: &str, value: &JsValue| js_sys::Array::of2(&key.into(), value);
    let entries = js_sys::Array::of2(&pair("name", &name.into()), &pair("body", body));
    js_sys::Object::from_entries(&entries).map_or(JsValue::UNDEFINED, JsValue::from)
}
