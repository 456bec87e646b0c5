//! Requests about devices of the account, and what their owner says of them.

use crate::call::calls;
use serde::{Deserialize, Serialize};

calls! {
    /// Says on chain what a device is equipped with: what it reports is bounded by that. Costs one fee, and
    /// nothing if it is on chain already. Answers once it is proven; until then the view shows it as
    /// [`DeviceView::declaring`](crate::DeviceView::declaring), after a kill as well.
    "declare_equipment" => DeclareEquipment {
        /// [`DeviceView::address`](crate::DeviceView::address).
        device: String,
        /// All of its equipment: what is left out is taken away.
        equipment: EquipmentView,
    } -> ();
}

/// What an owner says of a device's equipment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EquipmentView {
    /// Gain of its antenna, in 0.1 dBi.
    pub antenna_gain_decidbi: i16,
    /// What feeds energy in, if anything does. Without one, energy that a meter counts is not paid.
    pub generator: Option<GeneratorView>,
}

/// What feeds energy in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneratorView {
    /// From what.
    pub source: EnergySource,
    /// Most that it can give, in W.
    pub peak_watts: u32,
}

/// Where energy comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnergySource {
    /// The sun.
    Solar,
    /// The wind.
    Wind,
    /// Anything else that can run at any hour, such as water, biogas or a battery.
    Other,
}
