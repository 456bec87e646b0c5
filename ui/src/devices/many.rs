//! Draws very many devices, fetched as they come into sight.

use super::list::{freshness, row};
use crate::{
    bridge::call,
    text::t,
    widgets::{VirtualList, pages_of},
};
use outpost_app_api::{AppView, DeviceView, GetDevices};
use std::{collections::BTreeMap, ops::Range, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Devices that are fetched at once.
const PAGE: u32 = 50;

/// Properties of [`ManyDevices`].
#[derive(Properties, PartialEq)]
pub struct ManyDevicesProps {
    /// Tells how many there are, and brings the first of them.
    pub view: Rc<AppView>,
}

/// The pages that were fetched, by their numbers.
#[derive(Clone, Default, PartialEq)]
struct Pages(BTreeMap<u32, Rc<Vec<DeviceView>>>);

impl Reducible for Pages {
    type Action = (u32, Vec<DeviceView>);

    fn reduce(self: Rc<Self>, (page, devices): Self::Action) -> Rc<Self> {
        let mut pages = (*self).clone();
        pages.0.insert(page, Rc::new(devices));
        Rc::new(pages)
    }
}

/// The devices.
#[component]
pub fn ManyDevices(props: &ManyDevicesProps) -> Html {
    let pages = use_reducer(Pages::default);
    let in_sight = use_state_eq(|| 0..1u32);
    // A device's row changes with its state and what it earned, so what is in sight is fetched again then.
    let counts = props.view.device_counts;
    let earned = props.view.money.as_ref().map(|money| money.earnings.all);
    {
        let dispatcher = pages.dispatcher();
        use_effect_with(
            (counts, earned, (*in_sight).clone()),
            move |(_, _, pages)| {
                for page in pages.clone() {
                    let dispatcher = dispatcher.clone();
                    spawn_local(async move {
                        let skip = page.saturating_mul(PAGE);
                        // What cannot be fetched is fetched when it next comes into sight.
                        if let Ok(answer) = call(&GetDevices { skip, take: PAGE }).await {
                            dispatcher.dispatch((page, answer.devices));
                        }
                    });
                }
            },
        );
    }
    let see = {
        let in_sight = in_sight.setter();
        Callback::from(move |rows: Range<usize>| in_sight.set(pages_of(&rows, PAGE)))
    };
    let draw = {
        let pages = pages.clone();
        Callback::from(move |index: usize| match device(&pages, index) {
            Some(device) => row(index, device),
            None => html! { <span class="row row-quiet">{ t!("devices-loading") }</span> },
        })
    };
    let count = usize::try_from(counts.all).unwrap_or_default();
    html! {
        <>
            { freshness(pages.0.values().flat_map(|page| page.iter())) }
            <VirtualList {count} row={draw} in_sight={see} label={t!("devices-title")} test="devices" />
        </>
    }
}

fn device(pages: &Pages, index: usize) -> Option<&DeviceView> {
    let index = u32::try_from(index).ok()?;
    let page = pages.0.get(&(index / PAGE))?;
    page.get(usize::try_from(index % PAGE).ok()?)
}
