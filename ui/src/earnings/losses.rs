//! Draws a period as a waterfall: from what could have been earned, past each loss and its reason, to what
//! was paid; and names the one action that recovers most.

use super::{
    Version, sums,
    waterfall::{ExplainedRow, bar},
};
use crate::{
    app::Route,
    bridge::use_answer,
    text::{
        format, t,
        words::{self, ThreeSentences},
    },
    widgets::{Amount, Button, Glyph, Look, Problem, notice, spinner, tick},
};
use outpost_app_api::{
    GetWaterfall, LossView, Money, Recovery, ResourceWaterfall, Scope, WaterfallView,
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Losses`].
#[derive(Properties, PartialEq)]
pub struct LossesProps {
    /// What counts.
    pub scope: Scope,
    /// Asks again when it changes.
    pub version: Version,
    /// Goes to the device that something can be done about.
    pub navigate: Callback<Route>,
}

/// The waterfall.
#[component]
pub fn Losses(props: &LossesProps) -> Html {
    let request = GetWaterfall {
        scope: props.scope.clone(),
    };
    let waterfall = use_answer(request, props.version);
    let body = match (&waterfall.value, &waterfall.problem) {
        (_, Some(error)) => {
            html! { <Problem error={error.clone()} retry={waterfall.again.clone()} /> }
        }
        (None, None) => spinner(t!("earnings-summing")),
        (Some(view), None) if view.lines == 0 => return html! {},
        (Some(view), None) => html! {
            <>
                if waterfall.working { { spinner(t!("earnings-summing")) } }
                <PeriodWaterfall view={view.clone()} navigate={props.navigate.clone()} />
            </>
        },
    };
    html! {
        <section class="card" aria-labelledby="earnings-losses">
            <h2 id="earnings-losses">{ t!("losses-title") }</h2>
            { body }
        </section>
    }
}

/// Properties of [`PeriodWaterfall`].
#[derive(Properties, PartialEq)]
pub struct PeriodWaterfallProps {
    /// What was folded.
    pub view: Rc<WaterfallView>,
    /// Goes to the device that something can be done about.
    pub navigate: Callback<Route>,
}

/// The action, the waterfall in money, and the same for each resource in its units.
#[component]
pub fn PeriodWaterfall(props: &PeriodWaterfallProps) -> Html {
    let view = &*props.view;
    let whole = view.possible.0;
    let plain = |words: String, class: &'static str, amount: Money, test: &'static str| {
        html! {
            <tr>
                <th scope="row">{ words }</th>
                { bar(class, 0, amount.0, whole) }
                <td class="number"><Amount value={amount} {test} /></td>
            </tr>
        }
    };
    html! {
        <>
            { view.best.as_ref().map(|best| action(best, &props.navigate)).unwrap_or_else(nothing_lost) }
            <table class="waterfall waterfall-money">
                <caption class="visually-hidden">{ t!("losses-title") }</caption>
                <tbody>
                    { plain(t!("waterfall-possible"), "bar-possible", view.possible, "losses-possible") }
                    { for losses(view) }
                    { plain(t!("waterfall-reward"), "bar-accepted", view.paid, "losses-paid") }
                </tbody>
            </table>
            <details class="losses-units" data-test="losses-units">
                <summary data-test="losses-units-open">{ t!("losses-units") }</summary>
                { for view.resources.iter().map(in_units) }
            </details>
            { tick("losses-add-up", sums::losses_explain_what_was_paid(view),
                t!("losses-add-up", count = view.lines), t!("earnings-does-not-add-up")) }
        </>
    }
}

/// The one action that recovers most.
fn action(best: &Recovery, navigate: &Callback<Route>) -> Html {
    let ThreeSentences { what, next, .. } = words::loss(best.reason);
    let device = Route::Device(best.device.clone());
    let go = navigate.reform(move |()| device.clone());
    html! {
        <div class="best-action" data-test="losses-best" data-reason={best.reason.key()}>
            <p>
                <strong>{ t!("losses-best", amount = format::money(best.amount)) }</strong>
                { " " }{ what }
            </p>
            <p>{ next }</p>
            <p class="fine-print">{ t!("losses-best-device", name = best.device_name.clone(), count = best.devices) }</p>
            <Button look={Look::Secondary} label={t!("losses-best.do")} test="losses-best-device" onclick={go} />
        </div>
    }
}

fn nothing_lost() -> Html {
    notice(Glyph::Check, html! { <p>{ t!("losses-none") }</p> })
}

/// A row for each loss, each beginning where the one before left off.
fn losses(view: &WaterfallView) -> Vec<Html> {
    let whole = view.possible.0;
    let mut left = whole;
    let row = |loss: &LossView| {
        left = left.saturating_sub(loss.amount.0);
        let ThreeSentences { what, means, next } = words::loss(loss.reason);
        let cells = html! {
            <>
                { bar("bar-loss", left, loss.amount.0, whole) }
                <td class="number">{ t!("waterfall-lost", units = format::money(loss.amount)) }</td>
            </>
        };
        let why = html! {
            <>
                <p>{ means }</p>
                <p><strong>{ t!("waterfall-to-do") }</strong>{ " " }{ next }</p>
            </>
        };
        let test = format!("losses-{}", loss.reason.key());
        html! { <ExplainedRow words={what} {cells} {why} open=false {test} /> }
    };
    view.losses.iter().map(row).collect()
}

/// The same for one resource, in its units.
fn in_units(sum: &ResourceWaterfall) -> Html {
    let row = |words: String, figure: String| {
        html! { <tr><th scope="row">{ words }</th><td class="number">{ figure }</td></tr> }
    };
    html! {
        <table class="bar-table">
            <caption>{ t!("waterfall-caption", resource = words::resource(sum.resource), unit = words::unit(sum.resource)) }</caption>
            <tbody>
                { row(t!("waterfall-possible"), format::count(sum.possible)) }
                { for sum.losses.iter().map(|loss| row(
                    words::loss(loss.reason).what,
                    t!("waterfall-lost", units = format::count(loss.units)),
                )) }
                { row(t!("waterfall-accepted"), format::count(sum.accepted)) }
                if sum.crowded_lines > 0 {
                    { row(t!("multiplier-crowd"), t!("losses-lines", count = sum.crowded_lines)) }
                }
                if sum.bonus_lines > 0 {
                    { row(t!("multiplier-freshness"), t!("losses-lines", count = sum.bonus_lines)) }
                }
                { row(t!("waterfall-reward"), format::money(sum.paid)) }
            </tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use yew::LocalServerRenderer;

    #[tokio::test]
    async fn the_one_action_names_its_reason_and_what_it_recovers() {
        let view = gallery::waterfall();
        let best = view.best.clone().expect("something was lost");
        let props = PeriodWaterfallProps {
            view: Rc::new(view),
            navigate: Callback::noop(),
        };
        let renderer = LocalServerRenderer::<PeriodWaterfall>::with_props(props);
        let html = renderer.hydratable(false).render().await;
        let reason = format!(
            "data-test=\"losses-best\" data-reason=\"{}\"",
            best.reason.key()
        );
        assert!(html.contains(&reason));
        assert!(html.contains(&format::money(best.amount)));
        assert!(html.contains("data-test=\"losses-add-up\" data-holds=\"true\""));
    }
}
