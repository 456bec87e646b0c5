//! Draws ways to fill in a field with what a QR code says: through a phone's camera, or from a picture.

use super::{Button, FileButton, Glyph, Look, Problem, spinner};
use crate::{bridge, text::t};
use gloo::events::EventListener;
use outpost_app_api::{AppError, ErrorCode, ReadCode};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

#[wasm_bindgen(raw_module = "./codes.js")]
extern "C" {
    /// Whether the shell has a camera that reads codes.
    fn has_camera() -> bool;
    /// What a code says that is held before the camera; nothing if the person turned back.
    #[wasm_bindgen(catch)]
    async fn scan() -> Result<JsValue, JsValue>;
    /// The picture that is pasted, if one is.
    fn pasted(event: &web_sys::Event) -> Option<File>;
    /// The width of a picture, and a digit for each pixel.
    #[wasm_bindgen(catch)]
    async fn shades(file: &File) -> Result<JsValue, JsValue>;
}

/// Properties of [`CodeReader`].
#[derive(Properties, PartialEq)]
pub struct CodeReaderProps {
    /// Begins the hooks for tests.
    pub test: AttrValue,
    /// Takes what a code says. It decides nothing by itself.
    pub found: Callback<String>,
}

#[derive(Clone, PartialEq)]
enum State {
    Idle,
    Reading,
    Failed(AppError),
}

/// The ways. Only one code is read at a time.
#[component]
pub fn CodeReader(props: &CodeReaderProps) -> Html {
    let state = use_state(|| State::Idle);
    // Whoever listens when a code is read, not when reading began: more may be typed meanwhile.
    let found = use_mut_ref(Callback::noop);
    found.replace(props.found.clone());
    let reading = Reading {
        state: state.setter(),
        found,
    };
    {
        let reading = reading.clone();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&gloo::utils::window(), "paste", move |event| {
                if let Some(file) = pasted(event) {
                    reading.clone().read(file);
                }
            });
            move || drop(listener)
        });
    }
    let busy = *state == State::Reading;
    let on_scan = {
        let reading = reading.clone();
        Callback::from(move |()| reading.clone().scan())
    };
    let on_file = Callback::from(move |file| reading.clone().read(file));
    let picture = format!("{}-picture", props.test);
    let paste = format!("{}-paste", props.test);
    html! {
        <div class="code-reader">
            <div class="chips">
                if on_a_phone() {
                    <Button look={Look::Plain} glyph={Glyph::Scan} label={t!("code-scan")}
                        test={format!("{}-scan", props.test)} disabled={busy} onclick={on_scan} />
                }
                <FileButton name={picture} label={t!("code-picture")} glyph={Glyph::Scan} look={Look::Plain} accept="image/*"
                    disabled={busy} describedby={paste.clone()} onfile={on_file} />
            </div>
            <p id={paste} class="visually-hidden">{ t!("code-picture-paste") }</p>
            { match &*state {
                State::Idle => html! {},
                State::Reading => spinner(t!("code-reading")),
                State::Failed(error) => html! { <Problem error={error.clone()} /> },
            } }
        </div>
    }
}

/// Whether there is a camera. Where there is no window to ask, there is none either.
fn on_a_phone() -> bool {
    cfg!(target_arch = "wasm32") && has_camera()
}

/// What reading changes, and who hears of it.
#[derive(Clone)]
struct Reading {
    state: UseStateSetter<State>,
    found: Rc<RefCell<Callback<String>>>,
}

impl Reading {
    fn scan(self) {
        self.state.set(State::Reading);
        spawn_local(async move {
            let said = scan().await;
            let refused = |_| AppError::new(ErrorCode::CameraRefused);
            self.end(said.map(|said| said.as_string()).map_err(refused));
        });
    }

    fn read(self, file: File) {
        self.state.set(State::Reading);
        spawn_local(async move {
            let said = match request(&file).await {
                Some(request) => bridge::call(&request).await.map(Some),
                None => Err(AppError::new(ErrorCode::PictureUnreadable)),
            };
            self.end(said);
        });
    }

    fn end(&self, said: Result<Option<String>, AppError>) {
        match said {
            Ok(said) => {
                self.state.set(State::Idle);
                let found = self.found.borrow().clone();
                if let Some(said) = said {
                    found.emit(said);
                }
            }
            Err(error) => self.state.set(State::Failed(error)),
        }
    }
}

/// The request that asks what the code of a picture says, if it is one.
async fn request(file: &File) -> Option<ReadCode> {
    let shades = js_sys::Array::from(&shades(file).await.ok()?);
    Some(ReadCode {
        width: shades.get(0).as_f64()? as u32,
        digits: shades.get(1).as_string()?,
    })
}
