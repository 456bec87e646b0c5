//! Draws what was earned, by epoch, down to the line, and shows that the parts make the total.

mod chart;
mod epoch;
mod sums;
mod waterfall;

use crate::{
    app::ScreenProps,
    bridge::use_action,
    text::t,
    widgets::{Amount, Busy, Button, Heading, Look, Problem, Tick},
};
use chart::Chart;
use epoch::EpochRow;
use outpost_app_api::{EarningsTotals, EarningsView, GetEarnings, Money};
use std::rc::Rc;
use yew::prelude::*;

/// Epochs shown at first, and with each press of the button below them.
const PAGE: usize = 30;

/// The screen. Statements that were loaded stay while newer ones load or fail to.
#[component]
pub fn Earnings(props: &ScreenProps) -> Html {
    let loaded = use_state(|| None::<Rc<EarningsView>>);
    let load = use_action::<GetEarnings>({
        let setter = loaded.setter();
        Callback::from(move |earnings| setter.set(Some(Rc::new(earnings))))
    });
    let changes = props
        .view
        .money
        .as_ref()
        .map(|money| (money.earnings.clone(), money.balance));
    {
        let send = load.send.clone();
        use_effect_with(changes, move |_| send.emit(GetEarnings {}));
    }
    html! {
        <>
            <Heading title={t!("earnings-title")} lead={t!("earnings-lead")} />
            if let Some(error) = load.problem() {
                <Problem error={error.clone()} retry={load.sends(GetEarnings {})} />
            }
            { match &*loaded {
                Some(earnings) => html! { <Statements earnings={earnings.clone()} /> },
                None if load.problem().is_some() => html! {},
                None => html! { <Busy words={t!("earnings-loading")} /> },
            } }
        </>
    }
}

/// Properties of [`Statements`].
#[derive(Properties, PartialEq)]
pub struct StatementsProps {
    /// All of them.
    pub earnings: Rc<EarningsView>,
}

/// The sums, a chart and the epochs.
#[component]
pub fn Statements(props: &StatementsProps) -> Html {
    let shown = use_state(|| PAGE);
    let EarningsView { epochs, totals } = &*props.earnings;
    if epochs.is_empty() {
        return html! { <p class="empty">{ t!("earnings-none") }</p> };
    }
    let more = {
        let shown = shown.clone();
        Callback::from(move |()| shown.set(*shown + PAGE))
    };
    html! {
        <>
            <section class="card" aria-label={t!("earnings-all")}>
                <p class="card-label">{ t!("earnings-all") }</p>
                <Amount value={totals.all} test="earnings-total" large=true />
                <dl class="figures">
                    <div><dt>{ t!("earnings-today") }</dt><dd><Amount value={totals.today} test="earnings-today" /></dd></div>
                </dl>
                { older_are_loading(totals) }
                <Chart epochs={epochs.clone()} />
                <Tick test="earnings-adds-up" holds={sums::epochs_make_the_total(&props.earnings)}
                    yes={t!("earnings-adds-up", count = epochs.len())} no={t!("earnings-does-not-add-up")} />
            </section>
            <section class="section" aria-labelledby="earnings-epochs">
                <h2 id="earnings-epochs">{ t!("earnings-epochs") }</h2>
                <ul class="rows">
                    { for epochs.iter().take(*shown).map(|epoch| html! {
                        <EpochRow key={epoch.epoch} epoch={epoch.clone()} />
                    }) }
                </ul>
                if epochs.len() > *shown {
                    <Button look={Look::Secondary} label={t!("earnings-more")} test="earnings-more" onclick={more} />
                }
            </section>
        </>
    }
}

/// Says that the sums are not whole yet, where they are not.
pub fn older_are_loading(totals: &EarningsTotals) -> Html {
    match totals.older_are_loading && totals.all != Money::default() {
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

    async fn drawn(earnings: EarningsView) -> String {
        let props = StatementsProps {
            earnings: Rc::new(earnings),
        };
        let renderer = LocalServerRenderer::<Statements>::with_props(props);
        renderer.hydratable(false).render().await
    }

    #[tokio::test]
    async fn the_total_is_exact_and_said_to_add_up() {
        let earnings = gallery::earnings();
        let all = earnings.totals.all.0;
        let html = drawn(earnings).await;
        assert!(html.contains(&format!(
            "data-test=\"earnings-total\" data-units=\"{all}\""
        )));
        assert!(html.contains("data-test=\"earnings-adds-up\" data-holds=\"true\""));
    }

    #[tokio::test]
    async fn a_total_that_its_parts_do_not_make_is_called_wrong() {
        let mut earnings = gallery::earnings();
        earnings.totals.all.0 += 1;
        let html = drawn(earnings).await;
        assert!(html.contains("data-test=\"earnings-adds-up\" data-holds=\"false\""));
    }

    #[tokio::test]
    async fn sums_that_will_grow_are_said_to() {
        let mut earnings = gallery::earnings();
        let words = t!("earnings-older-are-loading");
        assert!(!drawn(earnings.clone()).await.contains(&words));
        earnings.totals.older_are_loading = true;
        assert!(drawn(earnings).await.contains(&words));
    }

    #[tokio::test]
    async fn a_long_history_is_shown_a_page_at_a_time() {
        let html = drawn(gallery::earnings()).await;
        assert_eq!(html.matches("class=\"epoch\"").count(), PAGE);
        assert!(html.contains("earnings-more"));
    }

    #[tokio::test]
    async fn without_statements_no_total_is_shown() {
        let mut earnings = gallery::earnings();
        earnings.epochs.clear();
        assert!(!drawn(earnings).await.contains("data-units"));
    }
}
