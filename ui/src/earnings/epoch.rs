//! Draws a statement: its total, and on a press its lines.

use super::{sums, waterfall::Waterfall};
use crate::{
    app::use_clock,
    text::{format, t},
    widgets::{Amount, FreshnessChip, Glyph, Icon, Tick},
};
use outpost_app_api::EpochEarnings;
use yew::prelude::*;

/// Properties of [`EpochRow`].
#[derive(Properties, PartialEq)]
pub struct EpochRowProps {
    /// The statement.
    pub epoch: EpochEarnings,
}

/// The statement.
#[component]
pub fn EpochRow(props: &EpochRowProps) -> Html {
    let clock = use_clock();
    let open = use_state(|| false);
    let EpochEarnings {
        epoch,
        ended_ms,
        total,
        lines,
        freshness,
    } = &props.epoch;
    let name = format!("earnings-epoch-{epoch}");
    let panel = format!("{name}-lines");
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <li class={classes!("epoch", open.then_some("epoch-open"))}>
            <button type="button" class="row" data-test={name.clone()} onclick={toggle}
                aria-expanded={open.to_string()} aria-controls={panel.clone()}>
                <span class="row-words">
                    <strong>{ t!("earnings-epoch", epoch = format::count(*epoch)) }</strong>
                    <span>{ t!("earnings-ended", when = clock.moment(*ended_ms)) }</span>
                </span>
                <Amount value={*total} test={format!("{name}-total")} />
                <Icon glyph={Glyph::Chevron} />
            </button>
            <div id={panel} class="epoch-lines" hidden={!*open}>
                if *open {
                    { for lines.iter().enumerate().map(|(index, line)| html! {
                        <Waterfall line={line.clone()} test={format!("{name}-line-{index}")} />
                    }) }
                    <Tick test={format!("{name}-adds-up")} holds={sums::lines_make_the_total(&props.epoch)}
                        yes={t!("earnings-lines-add-up", count = lines.len())} no={t!("earnings-does-not-add-up")} />
                    <FreshnessChip freshness={freshness.clone()} />
                }
            </div>
        </li>
    }
}
