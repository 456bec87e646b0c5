//! Draws what was earned in a period: in bars, by resource, device and epoch, and why it was not more.
//!
//! Nothing is summed here but to check: each list says whether its parts make the total.

mod breakdown;
mod chart;
mod epoch;
mod epochs;
mod export;
mod losses;
mod period;
mod sums;
mod waterfall;

pub use chart::EarningsChart;
pub use epoch::EpochScreen;

use crate::{
    app::ScreenProps,
    bridge::use_answer,
    text::t,
    widgets::{Button, Glyph, Heading, Look, Problem, ProvenAmount, spinner, tick},
};
use breakdown::{Devices, resources};
use epochs::Epochs;
use export::Export;
use losses::Losses;
use outpost_app_api::{EarningsView, GetEarnings, Money, MoneyView, Period, ResourceKind, Scope};
use period::{PeriodChooser, period_words};
use std::rc::Rc;
use yew::prelude::*;

/// What changes whenever the ledger may have.
pub type Version = Option<(Money, Money)>;

/// What is asked for again when the ledger changes.
pub fn version(money: Option<&MoneyView>) -> Version {
    money.map(|money| (money.earnings.all, money.balance))
}

/// A device that is looked at by itself: its address and its name.
type OnlyDevice = (String, String);

/// The screen.
#[component]
pub fn Earnings(props: &ScreenProps) -> Html {
    let period = use_state(|| Period::Last { days: 30 });
    let device = use_state(|| None::<OnlyDevice>);
    let resource = use_state(|| None::<ResourceKind>);
    let scope = Scope {
        period: *period,
        device: device.as_ref().map(|(address, _)| address.clone()),
        resource: *resource,
        boundary: None,
    };
    let version = version(props.view.money.as_ref());
    let request = GetEarnings {
        scope: scope.clone(),
        step: None,
    };
    let earnings = use_answer(request, version);
    // While another period is summed, the last one is shown, and called what it is.
    let asked = earnings.asked.as_ref();
    let summed = asked.map_or(*period, |asked| asked.scope.period);
    let choose = {
        let period = period.clone();
        Callback::from(move |chosen| period.set(chosen))
    };
    let choose_device = {
        let device = device.clone();
        Callback::from(move |chosen: OnlyDevice| device.set(Some(chosen)))
    };
    let choose_resource = {
        let resource = resource.clone();
        Callback::from(move |chosen| resource.set(Some(chosen)))
    };
    html! {
        <>
            <Heading title={t!("earnings-title")} lead={t!("earnings-lead")} />
            <PeriodChooser period={*period} onchange={choose} />
            { only(device, resource) }
            if let Some(error) = &earnings.problem {
                <Problem error={error.clone()} retry={earnings.again.clone()} />
            }
            { match &earnings.value {
                Some(view) => html! {
                    <>
                        <Total view={view.clone()} period={summed} />
                        <Losses scope={scope.clone()} {version} navigate={props.navigate.clone()} />
                        { resources(view, &choose_resource) }
                        if scope.device.is_none() {
                            <Devices scope={scope.clone()} {version} total={view.total} choose={choose_device} />
                        }
                        <Epochs key={format!("{scope:?}")} scope={scope.clone()} {version} />
                        <Export {scope} {version} />
                    </>
                },
                None if earnings.problem.is_some() => html! {},
                None => spinner(t!("earnings-loading")),
            } }
        </>
    }
}

/// What is looked at by itself, each with a way back to all.
fn only(
    device: UseStateHandle<Option<OnlyDevice>>,
    resource: UseStateHandle<Option<ResourceKind>>,
) -> Html {
    let names = [
        device.as_ref().map(|(_, name)| name.clone()),
        resource.map(crate::text::words::resource),
    ];
    let clear = [
        Callback::from(move |()| device.set(None)),
        Callback::from(move |()| resource.set(None)),
    ];
    let hooks = ["earnings-all-devices", "earnings-all-resources"];
    let chips = names.into_iter().zip(clear).zip(hooks);
    html! {
        <div class="chips">
            { for chips.filter_map(|((name, onclick), test)| {
                let label = t!("earnings-only", name = name?);
                Some(html! { <Button look={Look::Secondary} glyph={Glyph::Close} {label} {test} {onclick} /> })
            }) }
        </div>
    }
}

/// Properties of [`Total`].
#[derive(Properties, PartialEq)]
pub struct TotalProps {
    /// The sums.
    pub view: Rc<EarningsView>,
    /// What they are of.
    pub period: Period,
}

/// The total, its chart, and whether the bars make it.
#[component]
pub fn Total(props: &TotalProps) -> Html {
    let EarningsView {
        total,
        proof,
        bars,
        older_are_loading,
        ..
    } = &*props.view;
    let label = t!("earnings-in", period = period_words(props.period));
    let Some(proof) = proof else {
        return html! {
            <section class="card" aria-label={label.clone()}>
                <p class="card-label">{ label }</p>
                <p class="empty">{ t!("earnings-none") }</p>
                { older(*older_are_loading) }
            </section>
        };
    };
    html! {
        <section class="card" aria-label={label.clone()}>
            <p class="card-label">{ label }</p>
            <ProvenAmount value={*total} test="earnings-total" large=true
                freshness={proof.complete_at.clone()} sum={Some(proof.clone())} />
            { older(*older_are_loading) }
            <EarningsChart view={props.view.clone()} test="earnings-chart" />
            { tick("earnings-adds-up", sums::bars_make_the_total(&props.view),
                t!("earnings-adds-up", count = bars.len(), statements = proof.statements), t!("earnings-does-not-add-up")) }
        </section>
    }
}

/// Says that the sums are not whole yet, where they are not.
pub fn older(are_loading: bool) -> Html {
    match are_loading {
        true => {
            html! { <p class="field-notes" role="status">{ t!("earnings-older-are-loading") }</p> }
        }
        false => html! {},
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use yew::LocalServerRenderer;

    async fn drawn(view: EarningsView) -> String {
        let props = TotalProps {
            view: Rc::new(view),
            period: Period::All,
        };
        let renderer = LocalServerRenderer::<Total>::with_props(props);
        renderer.hydratable(false).render().await
    }

    #[tokio::test]
    async fn the_total_is_exact_and_said_to_add_up() {
        let view = gallery::earnings();
        let all = view.total.0;
        let html = drawn(view).await;
        assert!(html.contains(&format!(
            "data-test=\"earnings-total\" data-units=\"{all}\""
        )));
        assert!(html.contains("data-test=\"earnings-adds-up\" data-holds=\"true\""));
    }

    #[tokio::test]
    async fn a_total_that_its_parts_do_not_make_is_called_wrong() {
        let mut view = gallery::earnings();
        view.total.0 += 1;
        let html = drawn(view).await;
        assert!(html.contains("data-test=\"earnings-adds-up\" data-holds=\"false\""));
    }

    #[tokio::test]
    async fn sums_that_will_grow_are_said_to() {
        let mut view = gallery::earnings();
        let words = t!("earnings-older-are-loading");
        assert!(!drawn(view.clone()).await.contains(&words));
        view.older_are_loading = true;
        assert!(drawn(view).await.contains(&words));
    }

    #[tokio::test]
    async fn without_statements_no_total_is_shown() {
        let mut view = gallery::earnings();
        view.proof = None;
        assert!(!drawn(view).await.contains("data-units"));
    }
}
