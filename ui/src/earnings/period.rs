//! Lets the person choose a period: a usual one, or any days.

use crate::text::{format, t};
use outpost_app_api::{Day, Period};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The usual ones, with their hooks for tests.
const USUAL: [(Period, &str); 6] = [
    (Period::Today, "period-today"),
    (Period::Week, "period-week"),
    (Period::Month, "period-month"),
    (Period::Last { days: 30 }, "period-recent"),
    (Period::Year, "period-year"),
    (Period::All, "period-all"),
];

/// Properties of [`PeriodChooser`].
#[derive(Properties, PartialEq)]
pub struct PeriodChooserProps {
    /// The one that is chosen.
    pub period: Period,
    /// Takes another.
    pub onchange: Callback<Period>,
}

/// The choice.
#[component]
pub fn PeriodChooser(props: &PeriodChooserProps) -> Html {
    let days = use_state(|| (String::new(), String::new()));
    let is_open = use_state(|| false);
    let usual = USUAL.map(|(period, test)| {
        let onchange = props.onchange.reform(move |_: Event| period);
        html! {
            <label class="period">
                <input type="radio" name="period" checked={props.period == period} {onchange} data-test={test} />
                <span>{ period_words(period) }</span>
            </label>
        }
    });
    let open = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let date = |id: &'static str, label: String, is_first: bool| {
        let (days, choose) = (days.clone(), props.onchange.clone());
        let value = if is_first {
            days.0.clone()
        } else {
            days.1.clone()
        };
        let onchange = Callback::from(move |event: Event| {
            let typed = event
                .target_dyn_into::<HtmlInputElement>()
                .map(|input| input.value())
                .unwrap_or_default();
            let (first, last) = match is_first {
                true => (typed, days.1.clone()),
                false => (days.0.clone(), typed),
            };
            if let Some(period) = days_of(&first, &last) {
                choose.emit(period);
            }
            days.set((first, last));
        });
        html! {
            <div class="field">
                <label for={id}>{ label }</label>
                <input {id} type="date" {value} {onchange} data-test={id} />
            </div>
        }
    };
    html! {
        <>
            <fieldset class="periods">
                <legend class="visually-hidden">{ t!("period-label") }</legend>
                { for usual }
                <button type="button" class="period-button" aria-expanded={is_open.to_string()} aria-controls="period-days"
                    onclick={open} data-test="period-choose">{ t!("period-choose") }</button>
            </fieldset>
            <div id="period-days" class="period-days" hidden={!*is_open}>
                { date("period-first", t!("period-first"), true) }
                { date("period-last", t!("period-last"), false) }
            </div>
        </>
    }
}

/// A period in words, as it stands behind a colon.
pub fn period_words(period: Period) -> String {
    match period {
        Period::Today => t!("period-today"),
        Period::Week => t!("period-week"),
        Period::Month => t!("period-month"),
        Period::Year => t!("period-year"),
        Period::Last { days } => t!("period-last-days", count = days),
        Period::All => t!("period-all"),
        Period::Days { first, last } => t!(
            "period-from-to",
            first = format::day(first),
            last = format::day(last)
        ),
    }
}

/// The days from one date to another; `None` unless both are dates in this order.
fn days_of(first: &str, last: &str) -> Option<Period> {
    let (first, last): (Day, Day) = (format::day_of_iso(first)?, format::day_of_iso(last)?);
    (first <= last).then_some(Period::Days { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_in_the_right_order_are_a_period() {
        assert_eq!(
            days_of("1970-01-02", "1970-01-03"),
            Some(Period::Days {
                first: Day(1),
                last: Day(2)
            })
        );
        assert_eq!(days_of("1970-01-03", "1970-01-02"), None);
        assert_eq!(days_of("", "1970-01-02"), None);
    }
}
