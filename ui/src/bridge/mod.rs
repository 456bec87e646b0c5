//! Asks the app and hears from it, in the types of `app-api`.

mod action;
mod answer;
mod json;
mod tauri;

pub use action::use_action;
pub use answer::{Answer, use_answer, use_answer_if};

use outpost_app_api::{AppError, Call, ErrorCode, Event};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::spawn_local;

/// Makes a request and waits for its answer.
pub async fn call<C: Call>(request: &C) -> Result<C::Answer, AppError> {
    exchange(C::NAME, to_json(request))
        .await
        .and_then(|answer| json::read(&answer).ok_or_else(malformed))
}

/// Takes the text of an answer, and says whether it could be read.
type TakesAnswer = Box<dyn FnOnce(&str) -> bool>;

// What follows knows no kind of request: each would bring a copy of its own into the page.

/// Makes a request. If there is no answer to take, or none that could be read, `ended` is told why.
fn ask(
    name: &'static str,
    body: Option<String>,
    take: TakesAnswer,
    ended: impl FnOnce(Result<(), AppError>) + 'static,
) {
    let ended: Box<dyn FnOnce(Result<(), AppError>)> = Box::new(ended);
    spawn_local(async move {
        ended(match exchange(name, body).await {
            Ok(answer) if take(&answer) => Ok(()),
            Ok(_) => Err(malformed()),
            Err(error) => Err(error),
        });
    });
}

async fn exchange(name: &'static str, body: Option<String>) -> Result<String, AppError> {
    let body = js_sys::JSON::parse(&body.ok_or_else(malformed)?).map_err(|_| malformed())?;
    match tauri::call(name, &body).await {
        Ok(answer) => json_of(&answer).ok_or_else(malformed),
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

fn to_json(value: &impl serde::Serialize) -> Option<String> {
    serde_json::to_string(value).ok()
}

fn json_of(value: &JsValue) -> Option<String> {
    match value.is_undefined() {
        true => Some("null".to_owned()),
        false => js_sys::JSON::stringify(value).ok().map(String::from),
    }
}

fn from_js<T: serde::de::DeserializeOwned>(value: &JsValue) -> Option<T> {
    json::read(&json_of(value)?)
}

fn malformed() -> AppError {
    AppError::new(ErrorCode::Malformed)
}
