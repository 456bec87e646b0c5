//! Names what this page uses of `charts.js`, which is loaded when a chart is first shown.

use js_sys::{Array, Float64Array, Function, JsString, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

#[wasm_bindgen(inline_js = "export const loadCharts = () => import('../../charts.js');")]
extern "C" {
    #[wasm_bindgen(js_name = loadCharts)]
    fn load_charts() -> Promise;
}

#[wasm_bindgen]
extern "C" {
    /// A chart that is being shown.
    pub type Plot;

    #[wasm_bindgen(method)]
    fn set(this: &Plot, labels: &Array, values: &Float64Array);
    /// Points at a bar, and brings it into sight.
    #[wasm_bindgen(method)]
    pub fn point(this: &Plot, index: u32);
    /// Goes nearer where `factor` is below 1, and away above.
    #[wasm_bindgen(method)]
    pub fn zoom(this: &Plot, factor: f64);
    /// Lets go of everything.
    #[wasm_bindgen(method)]
    pub fn end(this: &Plot);
}

impl Plot {
    /// Makes a chart in `host`. `words` shapes a value of the scale, `chose` hears of the bar that is
    /// pointed at; both must live as long as the chart.
    pub async fn load(host: &Element, words: &JsValue, chose: &JsValue) -> Result<Self, JsValue> {
        let module = JsFuture::from(load_charts()).await?;
        let begin: Function = Reflect::get(&module, &"begin".into())?.dyn_into()?;
        let chart = begin.call3(&JsValue::UNDEFINED, host, words, chose)?;
        Ok(chart.unchecked_into())
    }

    /// Shows these bars.
    pub fn show<'a>(&self, bars: impl Iterator<Item = (&'a str, f64)>) {
        let labels = Array::new();
        let mut values = Vec::new();
        for (label, value) in bars {
            labels.push(&JsString::from(label));
            values.push(value);
        }
        self.set(&labels, &Float64Array::from(values.as_slice()));
    }
}
