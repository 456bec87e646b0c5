//! Draws what is asked of a hotspot's antenna: whether it is the one that it came with, its gain and its height.

use crate::{
    devices::{Gain, gain_text, height_field, height_text, read_gain, read_height},
    text::{format, t},
    widgets::{Choice, Segments},
};
use outpost_app_api::{AntennaView, RadioView};
use yew::prelude::*;

/// What is said of an antenna, as text while it is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedAntenna {
    /// Whether it is another one than the device came with.
    another: bool,
    gain: String,
    height: String,
}

impl TypedAntenna {
    /// What was said before.
    pub fn of(antenna: AntennaView) -> Self {
        Self {
            another: antenna.gain_decidbi.is_some(),
            gain: antenna.gain_decidbi.map(gain_text).unwrap_or_default(),
            height: height_text(antenna.height_m),
        }
    }

    /// What is said now, if it makes sense.
    pub fn read(&self) -> Option<AntennaView> {
        let gain_decidbi = match self.another {
            true => Some(read_gain(&self.gain)?),
            false => None,
        };
        Some(AntennaView {
            gain_decidbi,
            height_m: read_height(&self.height)?,
        })
    }
}

/// Properties of [`Antenna`].
#[derive(Properties, PartialEq)]
pub struct AntennaProps {
    /// What is typed.
    pub typed: TypedAntenna,
    /// Takes what is typed now.
    pub onchange: Callback<TypedAntenna>,
    /// The rules where it stands.
    pub radio: Option<RadioView>,
}

/// The questions. None has to be answered.
#[component]
pub fn Antenna(props: &AntennaProps) -> Html {
    let typed = &props.typed;
    let on = |change: fn(&mut TypedAntenna, String)| {
        let typed = typed.clone();
        props.onchange.reform(move |text: String| {
            let mut next = typed.clone();
            change(&mut next, text);
            next
        })
    };
    let which = match typed.another {
        true => "another",
        false => "own",
    };
    html! {
        <section class="section" aria-labelledby="antenna" data-test="antenna">
            <h2 id="antenna">{ t!("antenna-title") }</h2>
            if let Some(radio) = &props.radio {
                <p class="fine-print">{ t!("antenna-lead", plan = radio.plan.as_str(),
                    limit = format::tenths(radio.limit_decidbm)) }</p>
            }
            <div class="settings">
                <Segments name="antenna" label={t!("antenna-which")} onchange={on(|next, name| next.another = name == "another")}
                    chosen={which}
                    choices={vec![
                        Choice::new("own", t!("antenna-own")),
                        Choice::new("another", t!("antenna-another")),
                    ]} />
            </div>
            if typed.another {
                <Gain name="antenna-gain" value={typed.gain.clone()} onchange={on(|next, gain| next.gain = gain)}
                    radio={props.radio.clone()} />
                <p class="fine-print">{ t!("antenna-fee") }</p>
            }
            { height_field("antenna-height", &typed.height, on(|next, height| next.height = height)) }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_antenna_that_it_came_with_needs_nothing_to_be_said() {
        let unsaid = AntennaView::default();
        assert_eq!(TypedAntenna::of(unsaid).read(), Some(unsaid));
    }

    #[test]
    fn what_was_said_is_there_again_and_another_antenna_needs_its_gain() {
        let said = AntennaView {
            gain_decidbi: Some(58),
            height_m: Some(12.0),
        };
        let mut typed = TypedAntenna::of(said);
        assert_eq!(typed.read(), Some(said));
        typed.gain.clear();
        assert_eq!(typed.read(), None);
        typed.another = false;
        assert_eq!(typed.read().map(|it| it.gain_decidbi), Some(None));
    }
}
