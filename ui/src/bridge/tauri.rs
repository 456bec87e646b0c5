//! Names the two functions of the web view's host that this page uses.

use js_sys::Promise;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

// Not `async` here: a page that was opened outside of the app has no host, which is an exception
// before there is anything to wait for.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "core"], js_name = invoke, catch)]
    fn invoke_on_host(command: &str, arguments: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "event"], js_name = listen, catch)]
    fn listen_to_host(event: &str, handler: &js_sys::Function) -> Result<Promise, JsValue>;
}

/// Runs the command `call` of the app.
pub async fn call(name: &str, body: &JsValue) -> Result<JsValue, JsValue> {
    let pair = |key: &str, value: &JsValue| js_sys::Array::of2(&key.into(), value);
    let entries = js_sys::Array::of2(&pair("name", &name.into()), &pair("body", body));
    let arguments = js_sys::Object::from_entries(&entries)?;
    JsFuture::from(invoke_on_host("call", &arguments)?).await
}

/// Hands every event of this name to the handler.
pub async fn listen(event: &str, handler: &js_sys::Function) -> Result<JsValue, JsValue> {
    JsFuture::from(listen_to_host(event, handler)?).await
}
