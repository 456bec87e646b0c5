//! Draws what a device did in each epoch: how much counted, what most was lost for, what it was paid.

use crate::{
    app::use_clock,
    text::{format, t, words},
    widgets::{Amount, Button, Look},
};
use outpost_app_api::{DeviceDetails, DeviceEpoch, EarningsLine, LossView, Money};
use std::rc::Rc;
use yew::prelude::*;

/// Epochs shown at first, and with each press of the button below them.
const PAGE: usize = 10;

/// Properties of [`History`].
#[derive(Properties, PartialEq)]
pub struct HistoryProps {
    /// What is known of the device.
    pub details: Rc<DeviceDetails>,
}

/// The epochs, newest first.
#[component]
pub fn History(props: &HistoryProps) -> Html {
    let shown = use_state(|| PAGE);
    let epochs = &props.details.epochs;
    let more = {
        let shown = shown.clone();
        Callback::from(move |()| shown.set(*shown + PAGE))
    };
    html! {
        <section class="section" aria-labelledby="device-history">
            <h2 id="device-history">{ t!("history-title") }</h2>
            if epochs.is_empty() {
                <p class="empty">{ t!("history-none") }</p>
            } else {
                <div class="card plain-table">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{ t!("history-epoch") }</th>
                                <th scope="col">{ t!("history-counted") }</th>
                                <th scope="col" class="number">{ t!("history-paid") }</th>
                            </tr>
                        </thead>
                        <tbody>{ for epochs.iter().take(*shown).map(|epoch| html! { <Row epoch={epoch.clone()} /> }) }</tbody>
                    </table>
                </div>
                if epochs.len() > *shown {
                    <Button look={Look::Plain} label={t!("history-more")} test="history-more" onclick={more} />
                }
            }
        </section>
    }
}

/// Properties of [`Row`].
#[derive(Properties, PartialEq)]
struct RowProps {
    epoch: DeviceEpoch,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let clock = use_clock();
    let DeviceEpoch {
        epoch,
        ended_ms,
        lines,
    } = &props.epoch;
    html! {
        <tr data-test={format!("history-{epoch}")} data-reported={(!lines.is_empty()).to_string()}>
            <th scope="row">
                { format::count(*epoch) }
                <small>{ clock.moment(*ended_ms) }</small>
            </th>
            <td>
                if lines.is_empty() {
                    <span class="history-missed">{ t!("history-no-report") }</span>
                }
                { for lines.iter().map(counted) }
            </td>
            <td class="number">
                if !lines.is_empty() {
                    <Amount value={paid(lines)} test={format!("history-{epoch}-paid")} />
                }
            </td>
        </tr>
    }
}

/// How much of a line counted, and what most was lost for.
fn counted(line: &EarningsLine) -> Html {
    html! {
        <p>
            { t!(
                "history-counted-of",
                accepted = format::count(line.accepted),
                possible = format::count(line.possible),
                unit = words::unit(line.resource)
            ) }
            if let Some(loss) = greatest(&line.losses) {
                <small>{ words::loss(loss.reason).what }</small>
            }
        </p>
    }
}

fn greatest(losses: &[LossView]) -> Option<&LossView> {
    losses.iter().max_by_key(|loss| (loss.amount, loss.units))
}

fn paid(lines: &[EarningsLine]) -> Money {
    Money(
        lines
            .iter()
            .fold(0, |sum, line| sum.saturating_add(line.reward.0)),
    )
}
