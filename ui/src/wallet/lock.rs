//! Draws what locks the wallet now, and what opens it again beside its passphrase.

use crate::{
    bridge::use_action,
    text::t,
    widgets::{Button, Glyph, Problem, Switch},
};
use outpost_app_api::{BiometricUnlock, ForgetBiometrics, LockWallet, UseBiometrics};
use yew::prelude::*;

/// Properties of [`Lock`].
#[derive(Properties, PartialEq)]
pub struct LockProps {
    /// The hook of its button for tests.
    pub test: AttrValue,
    /// Whether a fingerprint or a face opens the wallet, or could.
    pub biometrics: BiometricUnlock,
}

/// Locks now; where the machine knows fingerprints or faces, has one open the wallet.
#[component]
pub fn Lock(props: &LockProps) -> Html {
    let lock = use_action::<LockWallet>(Callback::noop());
    let switch_on = use_action::<UseBiometrics>(Callback::noop());
    let switch_off = use_action::<ForgetBiometrics>(Callback::noop());
    let onchange = {
        let (switch_on, switch_off) = (switch_on.send.clone(), switch_off.send.clone());
        Callback::from(move |on| match on {
            true => switch_on.emit(UseBiometrics {
                reason: t!("biometrics.reason"),
                cancel: t!("biometrics.cancel"),
            }),
            false => switch_off.emit(ForgetBiometrics {}),
        })
    };
    let problem = switch_on.problem().or(switch_off.problem());
    html! {
        <div class="settings">
            <div class="setting">
                <div class="setting-words"><p>{ t!("security-lock.lead") }</p></div>
                <Button glyph={Glyph::Lock} label={t!("security-lock.do")} test={props.test.clone()} busy={lock.working()}
                    onclick={lock.sends(LockWallet {})} />
            </div>
            if let Some(error) = lock.problem() {
                <Problem error={error.clone()} />
            }
            if props.biometrics != BiometricUnlock::Unavailable {
                <Switch name="biometrics" label={t!("biometrics")} hint={t!("biometrics.hint")}
                    on={props.biometrics == BiometricUnlock::On} {onchange} />
            }
            if let Some(error) = problem {
                <Problem error={error.clone()} />
            }
        </div>
    }
}
