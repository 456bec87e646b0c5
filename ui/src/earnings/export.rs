//! Writes the earnings of the period to a file, and says that it reconciles with the screen.

use super::Version;
use crate::{
    bridge::{use_action, use_answer},
    text::{format, t},
    widgets::{Amount, Button, Glyph, Look, Problem, tick},
};
use outpost_app_api::{
    CsvFormat, CsvRows, DayBoundary, ExportEarnings, ExportView, GetEarnings, ListZones, Scope,
};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

const FORMATS: [(CsvFormat, &str); 3] = [
    (CsvFormat::Plain, "export-plain"),
    (CsvFormat::Koinly, "export-koinly"),
    (CsvFormat::CoinTracking, "export-cointracking"),
];
const ROWS: [(CsvRows, &str); 2] = [
    (CsvRows::Lines, "export-lines"),
    (CsvRows::Days, "export-days"),
];

/// Properties of [`Export`].
#[derive(Properties, PartialEq)]
pub struct ExportProps {
    /// What counts.
    pub scope: Scope,
    /// Asks for the total again when it changes.
    pub version: Version,
}

/// The panel, closed at first.
#[component]
pub fn Export(props: &ExportProps) -> Html {
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    html! {
        <section class="section" aria-labelledby="export-title">
            <h2 id="export-title">{ t!("export-title") }</h2>
            if *open {
                <Choices scope={props.scope.clone()} version={props.version} />
            } else {
                <Button look={Look::Secondary} glyph={Glyph::Table} label={t!("export-open")} test="export-open" onclick={toggle} />
            }
        </section>
    }
}

#[component]
fn Choices(props: &ExportProps) -> Html {
    let format = use_state(|| CsvFormat::Plain);
    let rows = use_state(|| CsvRows::Lines);
    let boundary = use_state(|| None::<DayBoundary>);
    let written = use_state(|| None::<ExportView>);
    let zones = use_answer(ListZones {}, ());
    let scope = Scope {
        boundary: (*boundary).clone(),
        ..props.scope.clone()
    };
    let request = GetEarnings {
        scope: scope.clone(),
        step: None,
    };
    let sums = use_answer(request.clone(), props.version);
    let total = sums.to(&request).map(|view| view.total);
    let export = use_action::<ExportEarnings>({
        let written = written.setter();
        Callback::from(move |file| written.set(Some(file)))
    });
    let chosen = (scope.clone(), *format, *rows);
    {
        // What was written is not what is asked for now.
        let written = written.setter();
        use_effect_with(chosen, move |_| written.set(None));
    }
    // What was chosen counts before the sums come that are of it, so that the next choice keeps it.
    let of_sums = || sums.value.as_ref().map(|view| view.boundary.clone());
    let at = (*boundary).clone().or_else(of_sums).unwrap_or_default();
    let choose = |starts_minutes: u16,
                  zone: Option<String>,
                  boundary: &UseStateHandle<Option<DayBoundary>>| {
        boundary.set(Some(DayBoundary {
            zone,
            starts_minutes,
        }));
    };
    let on_zone = {
        let (boundary, at) = (boundary.clone(), at.clone());
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                choose(at.starts_minutes, Some(select.value()), &boundary);
            }
        })
    };
    let on_start = {
        let (boundary, at) = (boundary.clone(), at.clone());
        Callback::from(move |event: Event| {
            let typed = event.target_dyn_into::<HtmlInputElement>();
            if let Some(minutes) = typed.and_then(|input| minutes_of(&input.value())) {
                choose(minutes, at.zone.clone(), &boundary);
            }
        })
    };
    let request = ExportEarnings {
        scope,
        format: *format,
        rows: *rows,
    };
    html! {
        <div class="card export">
            <fieldset>
                <legend>{ t!("export-format") }</legend>
                { for FORMATS.map(|(of, test)| choice("export-format", format_words(of), *format == of, test, {
                    let format = format.clone();
                    Callback::from(move |_: Event| format.set(of))
                })) }
            </fieldset>
            <fieldset>
                <legend>{ t!("export-rows") }</legend>
                { for ROWS.map(|(of, test)| choice("export-rows", rows_words(of), *rows == of, test, {
                    let rows = rows.clone();
                    Callback::from(move |_: Event| rows.set(of))
                })) }
            </fieldset>
            <div class="period-days">
                <div class="field">
                    <label for="export-zone">{ t!("export-zone") }</label>
                    <select id="export-zone" data-test="export-zone" onchange={on_zone}>
                        { for zone_names(&at, zones.value.as_deref()).into_iter().map(|name| html! {
                            <option value={name.clone()} selected={at.zone.as_ref() == Some(&name)}>{ name }</option>
                        }) }
                    </select>
                </div>
                <div class="field">
                    <label for="export-starts">{ t!("export-starts") }</label>
                    <input id="export-starts" data-test="export-starts" type="time" value={clock_of(at.starts_minutes)} onchange={on_start} />
                </div>
            </div>
            if let Some(view) = &sums.value {
                <p class="export-total">
                    { match view.days {
                        Some((first, last)) => t!("period-from-to", first = format::day(first), last = format::day(last)),
                        None => t!("earnings-none"),
                    } }
                    { " " }<Amount value={view.total} test="export-total" />
                </p>
            }
            <Button look={Look::Secondary} label={t!("export-do")} test="export-do" busy={export.working()} onclick={export.sends(request)} />
            if export.working() {
                <p role="status" class="field-notes">{ t!("export-working") }</p>
            }
            if let Some(error) = export.problem().or(sums.problem.as_ref()) {
                <Problem error={error.clone()} />
            }
            if let Some(file) = &*written {
                <div role="status" data-test="export-done" data-path={file.path.clone()}>
                    <p>{ t!("export-done", path = file.path.clone(), count = file.rows) }</p>
                    { tick("export-adds-up", total == Some(file.total),
                        t!("export-adds-up", amount = format::money(file.total)), t!("earnings-does-not-add-up")) }
                </div>
            }
        </div>
    }
}

fn choice(
    name: &'static str,
    words: String,
    checked: bool,
    test: &'static str,
    onchange: Callback<Event>,
) -> Html {
    html! {
        <label class="option">
            <input type="radio" {name} {checked} {onchange} data-test={test} />
            <span>{ words }</span>
        </label>
    }
}

fn format_words(format: CsvFormat) -> String {
    match format {
        CsvFormat::Plain => t!("export-plain"),
        CsvFormat::Koinly => t!("export-koinly"),
        CsvFormat::CoinTracking => t!("export-cointracking"),
    }
}

fn rows_words(rows: CsvRows) -> String {
    match rows {
        CsvRows::Lines => t!("export-lines"),
        CsvRows::Days => t!("export-days"),
    }
}

/// The zones to choose from; the one that counts is there even before the others are.
fn zone_names(at: &DayBoundary, zones: Option<&Vec<String>>) -> Vec<String> {
    let mut names = zones.cloned().unwrap_or_default();
    if let Some(zone) = &at.zone
        && !names.contains(zone)
    {
        names.insert(0, zone.clone());
    }
    names
}

/// Minutes after midnight as a clock shows them: `05:30`.
fn clock_of(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The minutes after midnight of what a clock shows.
fn minutes_of(clock: &str) -> Option<u16> {
    let (hours, minutes) = clock.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_comes_back_as_it_was_chosen() {
        for minutes in [0, 330, 1_439] {
            assert_eq!(minutes_of(&clock_of(minutes)), Some(minutes));
        }
        for wrong in ["", "24:00", "5", "05:60", "-1:00"] {
            assert_eq!(minutes_of(wrong), None, "{wrong}");
        }
    }
}
