//! Draws what is said of an antenna: its gain, with what the region allows, and its height.

use crate::{
    text::{format, language, t},
    widgets::{Glyph, TextField, notice},
};
use outpost_app_api::{MAX_GAIN_DECIDBI, MAX_HEIGHT_M, RadioView, Units};
use yew::prelude::*;

/// Gain of a half-wave dipole, in 0.1 dBi. Radios come set for an antenna like it, up to the region's limit.
const DIPOLE_DECIDBI: i32 = 22;
/// By definition.
const METRES_A_FOOT: f64 = 0.3048;

/// Properties of [`Gain`].
#[derive(Properties, PartialEq)]
pub struct GainProps {
    /// Names the field; unique on the screen. Also the hook for tests.
    pub name: AttrValue,
    /// What is typed.
    pub value: String,
    /// Takes what was typed.
    pub onchange: Callback<String>,
    /// The rules where the antenna stands.
    pub radio: Option<RadioView>,
}

/// The gain, and whether the region allows it as the radio comes.
#[component]
pub fn Gain(props: &GainProps) -> Html {
    let gain = read_gain(&props.value);
    let most = format::tenths(MAX_GAIN_DECIDBI.into());
    // Before anything is typed, the hint says what belongs there.
    let is_typed = !props.value.trim().is_empty();
    let problem = (is_typed && gain.is_none()).then(|| t!("antenna-gain-invalid", most = most));
    html! {
        <>
            <TextField name={props.name.clone()} label={t!("equipment-gain")} hint={t!("equipment-gain.hint")}
                value={props.value.clone()} onchange={props.onchange.clone()} {problem} inputmode="decimal" />
            if let (Some(radio), Some(gain)) = (&props.radio, gain) {
                { limit(radio, gain.into()) }
            }
        </>
    }
}

/// What the region's rules leave for the radio, behind an antenna of this gain.
fn limit(radio: &RadioView, gain_decidbi: i32) -> Html {
    let plan = radio.plan.as_str();
    let most = format::tenths(radio.limit_decidbm);
    let over = is_over(radio, gain_decidbi);
    let words = match over {
        false => t!("antenna-within", plan = plan, limit = most),
        true => t!(
            "antenna-over",
            plan = plan,
            limit = most,
            left = format::tenths(left(radio, gain_decidbi))
        ),
    };
    html! {
        <div role="status" class="antenna-limit" data-test="equipment-limit" data-over={over.to_string()}>
            if over {
                { notice(Glyph::Alert, html! { <p>{ words }</p> }) }
            } else {
                <p class="field-notes">{ words }</p>
            }
        </div>
    }
}

/// Whether a radio that is left as it came radiates more than is allowed.
fn is_over(radio: &RadioView, gain_decidbi: i32) -> bool {
    let usual = radio
        .conducted_decidbm
        .map(|most| radio.limit_decidbm - most);
    gain_decidbi > usual.unwrap_or(DIPOLE_DECIDBI)
}

/// Most that the radio may give to the antenna, in 0.1 dBm.
fn left(radio: &RadioView, gain_decidbi: i32) -> i32 {
    let left = radio.limit_decidbm - gain_decidbi;
    radio.conducted_decidbm.map_or(left, |most| most.min(left))
}

/// A gain in dBi with one decimal at most, after a point or a comma, in 0.1 dBi.
pub fn read_gain(text: &str) -> Option<i16> {
    let text = text.trim().replace(',', ".");
    let (whole, tenth) = text.split_once('.').unwrap_or((&text, "0"));
    let digit = |text: &str| text.len() == 1 && text.chars().all(|it| it.is_ascii_digit());
    let whole: i16 = whole.parse().ok().filter(|whole| *whole >= 0)?;
    let tenth: i16 = digit(tenth).then(|| tenth.parse().ok()).flatten()?;
    let gain = whole.checked_mul(10)?.checked_add(tenth)?;
    (gain <= MAX_GAIN_DECIDBI).then_some(gain)
}

/// A gain as it is typed.
pub fn gain_text(gain_decidbi: i16) -> String {
    format::tenths(gain_decidbi.into())
}

/// The height, in the units that the person chose. `name` names the field and is the hook for tests.
pub fn height_field(name: &'static str, value: &str, onchange: Callback<String>) -> Html {
    let units = language::units();
    let label = match units {
        Units::Metric => t!("height-metres"),
        Units::Imperial => t!("height-feet"),
    };
    let most = in_units(MAX_HEIGHT_M, units) as u32;
    let problem = read_height(value)
        .is_none()
        .then(|| t!("height-invalid", most = format::count(most)));
    html! {
        <TextField {name} {label} hint={t!("height-hint")} {problem} value={value.to_owned()} {onchange}
            inputmode="numeric" />
    }
}

/// The height in metres that is typed, nothing if nothing is; `None` if it makes no sense.
pub fn read_height(text: &str) -> Option<Option<f64>> {
    read_height_in(text, language::units())
}

/// A height as it is typed.
pub fn height_text(height_m: Option<f64>) -> String {
    height_text_in(height_m, language::units())
}

fn read_height_in(text: &str, units: Units) -> Option<Option<f64>> {
    match text.trim() {
        "" => Some(None),
        text => {
            let typed: u16 = text.parse().ok()?;
            let metres = match units {
                Units::Metric => f64::from(typed),
                Units::Imperial => f64::from(typed) * METRES_A_FOOT,
            };
            (metres <= MAX_HEIGHT_M).then_some(Some(metres))
        }
    }
}

fn height_text_in(height_m: Option<f64>, units: Units) -> String {
    height_m.map_or_else(String::new, |metres| {
        in_units(metres, units).round().to_string()
    })
}

fn in_units(metres: f64, units: Units) -> f64 {
    match units {
        Units::Metric => metres,
        Units::Imperial => metres / METRES_A_FOOT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gain_is_shown_as_it_is_typed() {
        for (gain, text) in [(0, "0"), (58, "5.8"), (120, "12")] {
            assert_eq!(gain_text(gain), text);
            assert_eq!(read_gain(text), Some(gain));
        }
        assert_eq!(read_gain(" 0,5 "), Some(5));
        for text in ["", "-1", "1.25", "15.1", "16", "many"] {
            assert_eq!(read_gain(text), None, "{text}");
        }
    }

    #[test]
    fn a_height_is_a_whole_number_up_to_the_highest_mast_or_nothing() {
        let read = |text| read_height_in(text, Units::Metric);
        assert_eq!(read(" "), Some(None));
        assert_eq!(read(" 12 "), Some(Some(12.0)));
        assert_eq!(read("1000"), Some(Some(1_000.0)));
        for text in ["1001", "-1", "2.5", "high"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(read_height_in("3280", Units::Imperial).is_some());
        assert_eq!(read_height_in("3281", Units::Imperial), None);
    }

    #[test]
    fn a_height_in_either_unit_is_shown_as_it_was_typed() {
        for units in [Units::Metric, Units::Imperial] {
            for typed in 0..=1_000u16 {
                let typed = typed.to_string();
                let noted = read_height_in(&typed, units).unwrap();
                assert_eq!(height_text_in(noted, units), typed);
            }
        }
        let ten_feet = read_height_in("10", Units::Imperial).unwrap();
        assert_eq!(height_text_in(ten_feet, Units::Metric), "3");
    }

    /// Expects what is left for the radio, and whether it must be turned down to that.
    #[track_caller]
    fn check(limit: i32, conducted: Option<i32>, gain: i32, expected: (i32, bool)) {
        let radio = RadioView {
            plan: "XX".to_owned(),
            band_mhz: (863, 870),
            limit_decidbm: limit,
            conducted_decidbm: conducted,
            believed_gain_decidbi: 150,
            source: String::new(),
        };
        assert_eq!((left(&radio, gain), is_over(&radio, gain)), expected);
    }

    #[test]
    fn an_antenna_that_bundles_more_than_the_usual_one_must_be_given_less() {
        check(160, None, 22, (138, false));
        check(160, None, 23, (137, true));
        check(140, None, 150, (-10, true));
        // Where what goes into the antenna is bounded too, the rules name the gain themselves.
        check(360, Some(300), 30, (300, false));
        check(360, Some(300), 60, (300, false));
        check(360, Some(300), 61, (299, true));
    }
}
