//! Draws one epoch: its total, its proof, and each of its lines down to why it was not more.

use super::{sums, version, waterfall::waterfall};
use crate::{
    app::{Route, use_clock},
    bridge::use_answer,
    text::{format, t},
    widgets::{Button, Glyph, Heading, Look, Problem, ProvenAmount, spinner, tick},
};
use outpost_app_api::{AppView, GetEpochLines, LinesView};
use std::rc::Rc;
use yew::prelude::*;

/// Lines shown at once.
const PAGE: u32 = 20;

/// Properties of [`EpochScreen`].
#[derive(Properties, PartialEq)]
pub struct EpochScreenProps {
    /// Which epoch.
    pub epoch: u64,
    /// What there is to draw.
    pub view: Rc<AppView>,
    /// Goes to another screen.
    pub navigate: Callback<Route>,
}

/// The screen.
#[component]
pub fn EpochScreen(props: &EpochScreenProps) -> Html {
    let skip = use_state(|| 0u32);
    let request = GetEpochLines {
        epoch: props.epoch,
        device: None,
        skip: *skip,
        take: PAGE,
    };
    let lines = use_answer(request, version(props.view.money.as_ref()));
    let turn = {
        let skip = skip.clone();
        Callback::from(move |first: u32| skip.set(first))
    };
    html! {
        <>
            <Button look={Look::Plain} glyph={Glyph::Back} label={t!("epoch-back")} test="epoch-back"
                onclick={props.navigate.reform(|()| Route::Earnings)} />
            <Heading title={t!("earnings-epoch", epoch = format::count(props.epoch))} />
            if let Some(error) = &lines.problem {
                <Problem error={error.clone()} retry={lines.again.clone()} />
            }
            { match &lines.value {
                Some(view) => html! { <Lines view={view.clone()} skip={lines.asked.as_ref().map_or(0, |asked| asked.skip)} {turn} /> },
                None if lines.problem.is_some() => html! {},
                None => spinner(t!("earnings-loading")),
            } }
        </>
    }
}

/// Properties of [`Lines`].
#[derive(Properties, PartialEq)]
pub struct LinesProps {
    /// The epoch and a page of its lines.
    pub view: Rc<LinesView>,
    /// How many lines come before the page.
    pub skip: u32,
    /// Turns to the page that begins with this line.
    pub turn: Callback<u32>,
}

/// The total and a page of lines.
#[component]
pub fn Lines(props: &LinesProps) -> Html {
    let clock = use_clock();
    let view = &*props.view;
    let Some(epoch) = &view.epoch else {
        return html! { <p class="empty">{ t!("epoch-unpaid") }</p> };
    };
    let name = format!("earnings-epoch-{}", epoch.epoch);
    let is_whole = view.lines.len() == usize::try_from(view.count).unwrap_or_default();
    let holds = match is_whole {
        true => sums::lines_make_the_total(&view.lines, view.total),
        false => view.lines.iter().all(sums::losses_explain_the_difference),
    };
    html! {
        <>
            <section class="card" aria-label={t!("epoch-total")}>
                <p class="card-label">{ t!("earnings-ended", when = clock.moment(epoch.ended_ms)) }</p>
                <ProvenAmount value={epoch.total} test={format!("{name}-total")} large=true freshness={epoch.freshness.clone()} />
                { tick(&format!("{name}-adds-up"), holds && view.total == epoch.total,
                    t!("earnings-lines-add-up", count = view.count), t!("earnings-does-not-add-up")) }
            </section>
            <section class="section" aria-label={t!("epoch-lines")}>
                { for view.lines.iter().zip(props.skip..).map(|(line, index)| html! {
                    <section class="card" key={index}>
                        { waterfall(line, &format!("{name}-line-{index}")) }
                    </section>
                }) }
                { pages(props) }
            </section>
        </>
    }
}

/// Ways to the pages before and after, where there are any.
fn pages(props: &LinesProps) -> Html {
    let (skip, count) = (props.skip, props.view.count);
    if count <= PAGE {
        return html! {};
    }
    let last = skip.saturating_add(PAGE).min(count);
    let (before, after) = (skip.saturating_sub(PAGE), skip.saturating_add(PAGE));
    html! {
        <nav class="pages" aria-label={t!("epoch-pages")}>
            <Button label={t!("epoch-before")} test="epoch-before" disabled={skip == 0}
                onclick={props.turn.reform(move |()| before)} />
            <span>{ t!("epoch-page", first = skip + 1, last = last, count = count) }</span>
            <Button label={t!("epoch-after")} test="epoch-after" disabled={after >= count}
                onclick={props.turn.reform(move |()| after)} />
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use yew::LocalServerRenderer;

    async fn drawn(view: LinesView) -> String {
        let props = LinesProps {
            view: Rc::new(view),
            skip: 0,
            turn: Callback::noop(),
        };
        let renderer = LocalServerRenderer::<Lines>::with_props(props);
        renderer.hydratable(false).render().await
    }

    #[tokio::test]
    async fn an_epochs_lines_make_its_total_and_each_says_where_it_is_proven() {
        let view = gallery::lines();
        let name = format!("earnings-epoch-{}", view.epoch.as_ref().unwrap().epoch);
        let html = drawn(view.clone()).await;
        assert!(html.contains(&format!("data-test=\"{name}-adds-up\" data-holds=\"true\"")));
        assert_eq!(
            html.matches("data-verified=\"true\"").count(),
            view.lines.len()
        );
    }

    #[tokio::test]
    async fn an_epoch_whose_lines_do_not_make_its_total_is_called_wrong() {
        let mut view = gallery::lines();
        view.lines[0].reward.0 += 1;
        assert!(drawn(view).await.contains("data-holds=\"false\""));
    }
}
