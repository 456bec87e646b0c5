//! Draws the fourth step: what claiming costs, what it does, and how far it got.

use super::{DeviceInHand, StepProps};
use crate::{
    bridge::use_action,
    text::t,
    widgets::{Amount, Button, Glyph, Heading, Look, Problem, icon, spinner},
};
use outpost_app_api::{ClaimDevice, ClaimProgress, ErrorCode, RequestPracticeTokens, Working};
use yew::prelude::*;

/// The step.
#[component]
pub fn Claim(props: &StepProps) -> Html {
    let claim = use_action::<ClaimDevice>(Callback::noop());
    let tokens = use_action::<RequestPracticeTokens>(Callback::noop());
    let onboarding = &props.onboarding;
    let busy = onboarding.working.is_some() || claim.working();
    let told = onboarding.problem.is_some();
    let problem = onboarding.problem.as_ref().or(claim.problem());
    let short_of_tokens = problem.is_some_and(|error| error.code == ErrorCode::InsufficientBalance);
    let begun = onboarding.claim != ClaimProgress::NotBegun;
    html! {
        <>
            <Heading title={t!("claim-title")} lead={t!("claim-lead")} />
            if let Some(device) = &onboarding.device {
                <DeviceInHand device={device.clone()} {busy} />
            }
            <dl class="facts">
                <div>
                    <dt>{ t!("claim-fee") }</dt>
                    <dd>
                        { match onboarding.fee {
                            Some(fee) => html! { <Amount value={fee} test="claim-fee" /> },
                            None => spinner(t!("claim-fee-asking")),
                        } }
                    </dd>
                </div>
            </dl>
            <p class="fine-print claim-note">{ t!("claim-fee-note") }</p>
            <ol class="stages" aria-label={t!("claim-stages")}>
                { stage(0, ClaimProgress::Agreed, t!("claim-agree"), t!("claim-agree.body"), props) }
                { stage(1, ClaimProgress::Claimed, t!("claim-claim"), t!("claim-claim.body"), props) }
                { stage(2, ClaimProgress::Placed, t!("claim-place"), t!("claim-place.body"), props) }
                if onboarding.antenna.gain_decidbi.is_some() {
                    { stage(3, ClaimProgress::Complete, t!("claim-antenna"), t!("claim-antenna.body"), props) }
                }
            </ol>
            if let Some(error) = claim.problem().or(tokens.problem()).filter(|_| !told) {
                <Problem error={error.clone()} />
            }
            <div class="actions">
                if short_of_tokens && props.network.practice {
                    <Button glyph={Glyph::Earnings} label={t!("next-tokens.do")} test="claim-get-tokens"
                        busy={tokens.working()} onclick={tokens.sends(RequestPracticeTokens {})} />
                }
                <Button look={Look::Primary} test="claim-start" onclick={claim.sends(ClaimDevice {})}
                    disabled={busy || onboarding.fee.is_none()}
                    label={if begun { t!("claim-resume") } else { t!("claim-start") }} />
            </div>
        </>
    }
}

/// What to do while the device waits for its person.
pub fn confirm_at_device() -> Html {
    html! {
        <div class="confirm" role="status">
            { icon(Glyph::Device) }
            <p><strong>{ t!("claim-confirm") }</strong></p>
            <p>{ t!("claim-confirm.body") }</p>
        </div>
    }
}

fn stage(
    index: u32,
    reached_at: ClaimProgress,
    title: String,
    body: String,
    props: &StepProps,
) -> Html {
    let onboarding = &props.onboarding;
    let at_work = match onboarding.working {
        Some(Working::WaitingForConfirmation) => Some(ClaimProgress::Agreed),
        Some(Working::SendingClaim | Working::WaitingForClaim) => Some(ClaimProgress::Claimed),
        Some(Working::SendingPlace | Working::WaitingForPlace) => Some(ClaimProgress::Placed),
        Some(Working::SendingAntenna | Working::WaitingForAntenna) => Some(ClaimProgress::Complete),
        _ => None,
    };
    let (state, mark) = if onboarding.claim >= reached_at {
        ("done", icon(Glyph::Check))
    } else if at_work == Some(reached_at) {
        ("now", html! { <span class="spinner"></span> })
    } else {
        ("next", html! { index + 1 })
    };
    html! {
        <li class={format!("stage stage-{state}")} data-test={format!("claim-stage-{index}")} data-state={state}>
            <span class="stepper-mark" aria-hidden="true">{ mark }</span>
            <div><strong>{ title }</strong><p>{ body }</p></div>
        </li>
    }
}
