//! Draws why a device does not earn: the rungs, the first that fails with its fix, and the check nearby.

use crate::{
    app::{Route, use_clock},
    bridge::{use_action, use_answer},
    text::{format, t, words},
    widgets::{Button, Glyph, Look, Problem, icon, notice, spinner},
};
use outpost_app_api::{
    AppView, CheckNearby, DeviceView, DiagnoseDevice, Fault, Ladder as LadderView, LossKind,
    NearbyStage, NearbyView, RungState, RungView, StopCheckingNearby, Unknown,
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Ladder`].
#[derive(Properties, PartialEq)]
pub struct LadderProps {
    /// Which device.
    pub device: DeviceView,
    /// For the check nearby.
    pub view: Rc<AppView>,
    /// Goes to another screen.
    pub navigate: Callback<Route>,
}

/// The ladder. It is asked for anew when something that it is made of has changed.
#[component]
pub fn Ladder(props: &LadderProps) -> Html {
    let device = &props.device;
    let nearby = props.view.nearby.clone();
    let nearby = nearby.filter(|nearby| nearby.device == device.address);
    let request = DiagnoseDevice {
        device: device.address.clone(),
    };
    let known = (
        device.state,
        device.last_epoch,
        device.freshness.stale_since_ms.is_some(),
        nearby.clone(),
    );
    let ladder = use_answer(request, known);
    html! {
        <section class="section" aria-labelledby="device-ladder">
            <h2 id="device-ladder">{ t!("ladder-title") }</h2>
            { match &ladder.value {
                Some(ladder) => html! { <Rungs ladder={ladder.clone()} navigate={props.navigate.clone()} /> },
                None if ladder.problem.is_some() => html! {},
                None => spinner(t!("ladder-checking")),
            } }
            if let Some(error) = &ladder.problem {
                <Problem error={error.clone()} retry={ladder.again.clone()} />
            }
            if !device.roams {
                <CheckHere device={device.address.clone()} {nearby} />
            }
        </section>
    }
}

/// Properties of [`Rungs`].
#[derive(Properties, PartialEq)]
pub struct RungsProps {
    /// The ladder.
    pub ladder: Rc<LadderView>,
    /// Goes to another screen.
    pub navigate: Callback<Route>,
}

/// The rungs, from the lowest.
#[component]
pub fn Rungs(props: &RungsProps) -> Html {
    html! {
        <ol class="ladder" data-test="ladder">
            { for props.ladder.rungs.iter().map(|one| rung(one, &props.navigate)) }
        </ol>
    }
}

fn rung(rung: &RungView, navigate: &Callback<Route>) -> Html {
    let (name, glyph, said) = match rung.state {
        RungState::Holds { .. } => ("holds", Some(Glyph::Check), t!("ladder-holds")),
        RungState::Fails { .. } => ("fails", Some(Glyph::Alert), t!("ladder-fails")),
        RungState::Unknown { .. } => ("unknown", None, t!("ladder-unknown")),
    };
    let above_a_failure = matches!(
        rung.state,
        RungState::Unknown {
            why: Unknown::AfterFailure
        }
    );
    html! {
        <li class={classes!("rung", format!("rung-{name}"), above_a_failure.then_some("rung-above"))}
            data-test={format!("rung-{}", rung.rung.key())} data-state={name}>
            <span class="rung-mark" aria-hidden="true">
                if let Some(glyph) = glyph { { icon(glyph) } }
            </span>
            <div class="rung-words">
                <p>
                    <strong>{ words::rung(rung.rung) }</strong>
                    <span class="visually-hidden">{ said }</span>
                </p>
                { match rung.state {
                    RungState::Holds { evidence } => html! { <p>{ words::evidence(evidence) }</p> },
                    RungState::Unknown { why } => html! { <p>{ words::unknown(why) }</p> },
                    RungState::Fails { fault, loss, until_ms } => html! {
                        <Failure {fault} {loss} {until_ms} navigate={navigate.clone()} />
                    },
                } }
            </div>
        </li>
    }
}

/// Properties of [`Failure`].
#[derive(Properties, PartialEq)]
struct FailureProps {
    fault: Fault,
    loss: Option<LossKind>,
    until_ms: Option<u64>,
    navigate: Callback<Route>,
}

/// What is wrong, what it means and what to do; where the rules say why nothing counted, their reason.
#[component]
fn Failure(props: &FailureProps) -> Html {
    let clock = use_clock();
    let fault = words::fault(props.fault);
    let loss = props.loss.map(words::loss);
    let next = loss.as_ref().map_or(&fault.next, |loss| &loss.next);
    html! {
        <div class="rung-fault" data-test="ladder-fault" data-fault={props.fault.key()}>
            <p class="rung-what">{ &fault.what }</p>
            <p>{ &fault.means }</p>
            if let Some(loss) = &loss {
                <p><strong>{ &loss.what }</strong><br />{ &loss.means }</p>
            }
            <p><strong>{ next }</strong></p>
            if let Some(until) = props.until_ms {
                <p>{ t!("ladder-until", when = format::until(clock.now_ms, until)) }</p>
            }
            if matches!(props.fault, Fault::NoWifi | Fault::NotClaimed) {
                <Button glyph={Glyph::Wifi} label={t!("ladder-set-up")} test="ladder-set-up"
                    onclick={props.navigate.reform(|()| Route::AddDevice)} />
            }
        </div>
    }
}

/// Properties of [`CheckHere`].
#[derive(Properties, PartialEq)]
struct CheckHereProps {
    device: String,
    nearby: Option<NearbyView>,
}

/// The check nearby: a button, then what goes on, then what came of it.
#[component]
fn CheckHere(props: &CheckHereProps) -> Html {
    let clock = use_clock();
    let check = use_action::<CheckNearby>(Callback::noop());
    let stop = use_action::<StopCheckingNearby>(Callback::noop());
    let stage = props.nearby.as_ref().map(|nearby| &nearby.stage);
    let goes_on = matches!(
        stage,
        Some(NearbyStage::Searching | NearbyStage::Asking { .. })
    );
    let device = props.device.clone();
    html! {
        <div class="nearby" data-test="nearby" data-stage={stage.map(stage_name)}>
            { match stage {
                None => html! {},
                Some(NearbyStage::Searching) => spinner(t!("nearby-searching")),
                Some(NearbyStage::Asking { name: Some(name) }) => {
                    spinner(t!("nearby-asking", name = name.as_str()))
                }
                Some(NearbyStage::Asking { name: None }) => spinner(t!("nearby-asking-nameless")),
                Some(NearbyStage::Failed { problem, .. }) => html! { <Problem error={problem.clone()} /> },
                Some(NearbyStage::NotFound { at_ms, bluetooth }) => html! {
                    { notice(Glyph::Search, html! { <>
                        <p>{ t!("nearby-not-found", ago = format::ago(clock.now_ms, *at_ms)) }</p>
                        if let Some(error) = bluetooth {
                            <p>{ words::error(error).what }{ " " }{ words::error(error).next }</p>
                        }
                    </> }) }
                },
                Some(NearbyStage::Reached { at_ms, by_cable, condition, .. }) => {
                    let ago = format::ago(clock.now_ms, *at_ms);
                    html! {
                        { notice(Glyph::Check, html! { <>
                            <p>{ match by_cable {
                                true => t!("nearby-reached-cable", ago = ago),
                                false => t!("nearby-reached-bluetooth", ago = ago),
                            } }</p>
                            if let Some(version) = &condition.firmware {
                                <p>{ t!("nearby-firmware", version = version.as_str()) }</p>
                            }
                            if condition.dialable == Some(false) {
                                <p>{ t!("nearby-not-dialable") }</p>
                            }
                        </> }) }
                    }
                }
            } }
            if let Some(error) = check.problem().or(stop.problem()) {
                <Problem error={error.clone()} />
            }
            if goes_on {
                <Button look={Look::Plain} label={t!("ladder-stop")} test="nearby-stop" busy={stop.working()}
                    onclick={stop.sends(StopCheckingNearby {})} />
            } else {
                <Button glyph={Glyph::Search} test="nearby-check" onclick={check.sends(CheckNearby { device })}
                    label={if stage.is_some() { t!("ladder-check-again") } else { t!("ladder-check") }} />
            }
        </div>
    }
}

/// What tests call a stage; the same as in the API's JSON.
fn stage_name(stage: &NearbyStage) -> &'static str {
    match stage {
        NearbyStage::Searching => "searching",
        NearbyStage::Asking { .. } => "asking",
        NearbyStage::Reached { .. } => "reached",
        NearbyStage::Failed { .. } => "failed",
        NearbyStage::NotFound { .. } => "not_found",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use yew::LocalServerRenderer;

    async fn rendered(name: &str) -> String {
        let props = RungsProps {
            ladder: Rc::new(gallery::ladder(name)),
            navigate: Callback::noop(),
        };
        let renderer = LocalServerRenderer::<Rungs>::with_props(props).hydratable(false);
        renderer.render().await
    }

    /// Expects so many rungs to hold, to fail and not to be known.
    async fn check(name: &str, holds: usize, fails: usize, unknown: usize) -> String {
        let html = rendered(name).await;
        for (state, expected) in [("holds", holds), ("fails", fails), ("unknown", unknown)] {
            let marks = html.matches(&format!("data-state=\"{state}\"")).count();
            assert_eq!(marks, expected, "{name}: {state}");
        }
        html
    }

    #[tokio::test]
    async fn a_ladder_says_of_each_rung_whether_it_holds_and_of_one_what_to_do() {
        check("working", 7, 0, 1).await;
        let silent = check("silent", 0, 1, 7).await;
        let fault = words::fault(Fault::NoReports);
        assert!(silent.contains(&fault.what) && silent.contains(&fault.next));
    }

    #[tokio::test]
    async fn what_a_set_up_mends_leads_to_the_set_up() {
        assert!(rendered("no-wifi").await.contains("ladder-set-up"));
        assert!(!rendered("silent").await.contains("ladder-set-up"));
    }

    #[tokio::test]
    async fn the_rules_reason_for_a_loss_takes_the_place_of_the_general_advice() {
        let html = rendered("nothing-counted").await;
        let loss = words::loss(LossKind::NotWitnessed);
        let fault = words::fault(Fault::PlaceCountsNothing);
        assert!(html.contains(&fault.what) && html.contains(&loss.next));
        assert!(!html.contains(&fault.next));
    }

    #[tokio::test]
    async fn a_suspension_says_when_it_ends() {
        let html = rendered("suspended").await;
        let when = format::until(0, 1_795_401_690_000);
        assert!(html.contains(&t!("ladder-until", when = when)));
    }
}
