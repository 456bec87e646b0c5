//! Names what the page's own `map.js` offers, which draws by MapLibre.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./map.js")]
extern "C" {
    /// A map that is drawn.
    pub type Handle;

    /// Draws a map in `element`; `heard` is told what happens, where, and at which zoom.
    #[wasm_bindgen(catch)]
    pub async fn open(
        element: &web_sys::Element,
        label: &str,
        latitude: f64,
        longitude: f64,
        zoom: f64,
        heard: &js_sys::Function,
    ) -> Result<JsValue, JsValue>;

    /// The list of towns.
    #[wasm_bindgen(catch)]
    pub async fn towns() -> Result<JsValue, JsValue>;

    /// What a country is called in the page's language.
    pub fn country(code: &str) -> String;

    /// Draws cells and marks, both as GeoJSON.
    #[wasm_bindgen(method)]
    pub fn draw(this: &Handle, cells: &str, marks: &str);

    /// Goes to a place; with a zoom of 0 only if it is out of sight.
    #[wasm_bindgen(method)]
    pub fn look(this: &Handle, latitude: f64, longitude: f64, zoom: f64);

    /// Goes nearer by so many steps, or farther.
    #[wasm_bindgen(method)]
    pub fn zoom(this: &Handle, by: f64);

    /// Gives back what the map holds.
    #[wasm_bindgen(method)]
    pub fn close(this: &Handle);
}
