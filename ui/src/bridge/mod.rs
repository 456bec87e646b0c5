//! Asks the app and hears from it, in the types of `app-api`.

mod action;
mod answer;
mod tauri;

pub use action::use_action;
pub use answer::use_answer;

use outpost_app_api::{AppError, Call, ErrorCode, Event};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};

/// Makes a request and waits for its answer.
pub async fn call<C: Call>(request: &C) -> Result<C::Answer, AppError> {
    let body = to_js(request)?;
    match tauri::call(C::NAME, &body).await {
        Ok(answer) => from_js(&answer).ok_or_else(malformed),
        Err(refusal) => Err(from_js(&refusal).unwrap_or_else(malformed)),
    }
}

/// Hears every event from now on, for as long as the page lives.
pub async fn listen(heard: impl Fn(Event) + 'static) -> Result<(), AppError> {
    let handler = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        let payload = js_sys::Reflect::get(&event, &"payload".into()).unwrap_or_default();
        if let Some(event) = from_js(&payload) {
            heard(event);
        }
    });
    let listening = tauri::listen("outpost", handler.as_ref().unchecked_ref()).await;
    // The page has one listener, and it lasts as long as the page.
    handler.forget();
    listening.map(|_| ()).map_err(|_| malformed())
}

fn to_js(value: &impl serde::Serialize) -> Result<JsValue, AppError> {
    let json = serde_json::to_string(value).map_err(|_| malformed())?;
    js_sys::JSON::parse(&json).map_err(|_| malformed())
}

fn from_js<T: serde::de::DeserializeOwned>(value: &JsValue) -> Option<T> {
    let json = match value.is_undefined() {
        true => "null".to_owned(),
        false => String::from(js_sys::JSON::stringify(value).ok()?),
    };
    serde_json::from_str(&json).ok()
}

fn malformed() -> AppError {
    AppError::new(ErrorCode::Malformed)
}
