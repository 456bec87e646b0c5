//! Draws what an owner sets of a device: its name, its place, its equipment.

use super::{
    antenna::{Gain, gain_text, read_gain},
    change::{About, changing, is_changing},
    height::Height,
    place::Place,
};
use crate::{
    bridge::use_action,
    text::{format, t},
    widgets::{Choice, Look, Problem, Select, SubmitButton, TextField},
};
use outpost_app_api::{
    AppView, ChangeDevice, DeviceChange, DeviceDetails, DeviceView, EnergySource, EquipmentView,
    GeneratorView, RenameDevice,
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Settings`].
#[derive(Properties, PartialEq)]
pub struct SettingsProps {
    /// The device.
    pub device: DeviceView,
    /// What is known of it.
    pub details: Rc<DeviceDetails>,
    /// For what is under way.
    pub view: Rc<AppView>,
}

/// The settings.
#[component]
pub fn Settings(props: &SettingsProps) -> Html {
    html! {
        <section class="section" aria-labelledby="device-settings">
            <h2 id="device-settings">{ t!("device-settings") }</h2>
            <Name device={props.device.clone()} />
            // This app itself stands nowhere, and has no antenna of its own.
            if !props.device.roams {
                <Place device={props.device.clone()} details={props.details.clone()} view={props.view.clone()} />
                <Equipment device={props.device.clone()} details={props.details.clone()} view={props.view.clone()} />
                <Height details={props.details.clone()} />
            }
        </section>
    }
}

/// Properties of [`Name`].
#[derive(Properties, PartialEq)]
struct NameProps {
    device: DeviceView,
}

#[component]
fn Name(props: &NameProps) -> Html {
    let name = use_state(|| props.device.name.clone());
    let rename = use_action::<RenameDevice>(Callback::noop());
    let onchange = {
        let setter = name.setter();
        Callback::from(move |typed| setter.set(typed))
    };
    let onsubmit = {
        let (send, name, device) = (
            rename.send.clone(),
            name.clone(),
            props.device.address.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(RenameDevice {
                device: device.clone(),
                name: (*name).clone(),
            });
        })
    };
    html! {
        <form class="card" {onsubmit}>
            <TextField name="device-name" label={t!("device-name")} hint={t!("device-name.hint")} value={(*name).clone()}
                {onchange} />
            if let Some(error) = rename.problem() {
                <Problem error={error.clone()} />
            }
            <SubmitButton look={Look::Secondary} test="device-rename" label={t!("device-rename")} busy={rename.working()}
                disabled={*name == props.device.name} />
        </form>
    }
}

/// Properties of [`Equipment`].
#[derive(Properties, PartialEq)]
struct EquipmentProps {
    device: DeviceView,
    details: Rc<DeviceDetails>,
    view: Rc<AppView>,
}

/// What the device is equipped with, as text while it is typed.
#[component]
fn Equipment(props: &EquipmentProps) -> Html {
    let said = props.device.equipment;
    let gain = use_state(|| gain_text(said.antenna_gain_decidbi));
    let source = use_state(|| said.generator.map(|generator| generator.source));
    let watts = use_state(|| {
        said.generator
            .map(|generator| generator.peak_watts.to_string())
            .unwrap_or_default()
    });
    let declare = use_action::<ChangeDevice>(Callback::noop());
    let typed = typed(&gain, *source, &watts);
    let setter = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |typed| setter.set(typed))
    };
    let onsource = {
        let setter = source.setter();
        Callback::from(move |name: String| setter.set(source_of(&name)))
    };
    let onsubmit = {
        let (send, device) = (declare.send.clone(), props.device.address.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(equipment) = typed {
                send.emit(ChangeDevice {
                    device: device.clone(),
                    change: DeviceChange::Equip { equipment },
                });
            }
        })
    };
    let busy = is_changing(&props.view, &props.device.address);
    let place = props.details.place.as_ref();
    let radio = place.and_then(|place| place.radio.clone());
    html! {
        <form class="card" {onsubmit}>
            <h3>{ t!("equipment-title") }</h3>
            <p class="fine-print">{ t!("equipment-lead") }</p>
            <Gain name="equipment-gain" value={(*gain).clone()} onchange={setter(&gain)} {radio} />
            <Select name="equipment-source" label={t!("equipment-source")} choices={sources()}
                chosen={source_name(*source)} onchange={onsource} />
            if source.is_some() {
                <TextField name="equipment-watts" label={t!("equipment-watts")} hint={t!("equipment-watts.hint")}
                    value={(*watts).clone()} onchange={setter(&watts)} inputmode="numeric"
                    problem={read_watts(&watts).is_none().then(|| t!("equipment-watts-invalid"))} />
            }
            <p class="fine-print">{ t!("device-change-fee", fee = format::money(props.details.fee)) }</p>
            { changing(&props.view, &props.device.address, About::Equipment, declare.problem()) }
            <SubmitButton look={Look::Secondary} test="equipment-declare" label={t!("equipment-declare")} busy={declare.working()}
                disabled={busy || typed.is_none() || typed == Some(said)} />
        </form>
    }
}

/// What is typed, if it makes sense.
fn typed(gain: &str, source: Option<EnergySource>, watts: &str) -> Option<EquipmentView> {
    let gain = read_gain(gain)?;
    let generator = match source {
        None => None,
        Some(source) => Some(GeneratorView {
            source,
            peak_watts: read_watts(watts)?,
        }),
    };
    Some(EquipmentView {
        antenna_gain_decidbi: gain,
        generator,
    })
}

fn read_watts(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|watts| *watts > 0)
}

fn sources() -> Vec<Choice> {
    let choice = |source, words: String| Choice::new(source_name(source), words);
    vec![
        choice(None, t!("equipment-source-none")),
        choice(Some(EnergySource::Solar), t!("equipment-source-solar")),
        choice(Some(EnergySource::Wind), t!("equipment-source-wind")),
        choice(Some(EnergySource::Other), t!("equipment-source-other")),
    ]
}

fn source_name(source: Option<EnergySource>) -> &'static str {
    match source {
        None => "none",
        Some(EnergySource::Solar) => "solar",
        Some(EnergySource::Wind) => "wind",
        Some(EnergySource::Other) => "other",
    }
}

fn source_of(name: &str) -> Option<EnergySource> {
    let all = [EnergySource::Solar, EnergySource::Wind, EnergySource::Other];
    all.into_iter()
        .find(|source| source_name(Some(*source)) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equipment_is_taken_as_it_is_typed_and_nonsense_is_not() {
        let plain = |gain| EquipmentView {
            antenna_gain_decidbi: gain,
            generator: None,
        };
        assert_eq!(typed("5.8", None, ""), Some(plain(58)));
        assert_eq!(typed(" 3 ", None, "x"), Some(plain(30)));
        assert_eq!(typed("0,5", None, ""), Some(plain(5)));
        for gain in ["", "-1", "1.25", "16", "many"] {
            assert_eq!(typed(gain, None, ""), None, "{gain}");
        }
        let panels = typed("0", Some(EnergySource::Solar), "4000");
        let generator = GeneratorView {
            source: EnergySource::Solar,
            peak_watts: 4_000,
        };
        assert_eq!(panels.and_then(|it| it.generator), Some(generator));
        assert_eq!(typed("0", Some(EnergySource::Wind), "0"), None);
    }
}
