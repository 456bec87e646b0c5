//! Finds where this machine is: by the system where it tells, else by a GPS receiver on a port.

use crate::bridge;
use outpost_app_api::{AppError, Locate, PositionView};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[wasm_bindgen(raw_module = "./position.js")]
extern "C" {
    /// Latitude, longitude and accuracy in metres by the system; nothing where it does not tell.
    #[wasm_bindgen(catch)]
    async fn position() -> Result<JsValue, JsValue>;
}

/// A search for the own position.
#[derive(Clone, PartialEq)]
pub struct Finding {
    /// Begins it.
    pub find: Callback<()>,
    /// Whether it goes on.
    pub working: bool,
    /// Why the last one failed.
    pub problem: Option<AppError>,
}

#[derive(Clone, PartialEq)]
enum State {
    Idle,
    Working,
    Failed(AppError),
}

/// Prepares a search; `found` gets the position.
#[hook]
pub fn use_position(found: Callback<PositionView>) -> Finding {
    let state = use_state(|| State::Idle);
    let find = {
        let state = state.clone();
        Callback::from(move |()| {
            if *state == State::Working {
                return;
            }
            state.set(State::Working);
            let (state, found) = (state.setter(), found.clone());
            spawn_local(async move {
                match locate().await {
                    Ok(position) => {
                        state.set(State::Idle);
                        found.emit(position);
                    }
                    Err(error) => state.set(State::Failed(error)),
                }
            });
        })
    };
    Finding {
        find,
        working: *state == State::Working,
        problem: match &*state {
            State::Failed(error) => Some(error.clone()),
            _ => None,
        },
    }
}

async fn locate() -> Result<PositionView, AppError> {
    let told = position().await.ok();
    match told.as_ref().and_then(read) {
        Some(position) => Ok(position),
        None => bridge::call(&Locate {}).await,
    }
}

fn read(told: &JsValue) -> Option<PositionView> {
    let numbers: Vec<f64> = js_sys::Array::is_array(told)
        .then(|| js_sys::Array::from(told))?
        .iter()
        .filter_map(|number| number.as_f64())
        .collect();
    match numbers[..] {
        [latitude, longitude, accuracy_m] => Some(PositionView {
            latitude,
            longitude,
            accuracy_m,
        }),
        _ => None,
    }
}
