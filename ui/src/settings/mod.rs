//! Draws what the person may choose. Each choice is kept and in force as soon as it is made.

mod appearance;
mod choices;
mod computer;
mod day;
mod licences;
mod notifications;
mod support;

use crate::{
    app::ScreenProps,
    text::t,
    wallet::Lock,
    widgets::{Heading, Problem},
};
use appearance::appearance;
use choices::{Choices, use_choices};
use computer::Computer;
use day::Day;
use licences::Licences;
use notifications::news;
use outpost_app_api::{AppView, BiometricUnlock, Settings as Chosen};
use std::rc::Rc;
use support::Support;
use yew::prelude::*;

/// Properties of a part of the screen.
#[derive(Properties, PartialEq)]
struct PartProps {
    /// What there is to draw.
    view: Rc<AppView>,
    /// Takes settings with one of them changed.
    change: Callback<Chosen>,
}

impl PartProps {
    /// A callback that changes one setting and leaves the others.
    fn changes<T: 'static>(&self, change: impl Fn(&mut Chosen, T) + 'static) -> Callback<T> {
        let chosen = self.view.settings.settings.clone();
        self.change.reform(move |value| {
            let mut chosen = chosen.clone();
            change(&mut chosen, value);
            chosen
        })
    }
}

/// The screen.
#[component]
pub fn Settings(props: &ScreenProps) -> Html {
    let Choices {
        view,
        change,
        problem,
    } = use_choices(&props.view);
    let part = PartProps {
        view: view.clone(),
        change: change.clone(),
    };
    html! {
        <>
            <Heading title={t!("settings-title")} />
            if let Some(error) = problem {
                <Problem {error} />
            }
            if view.wallet.is_open() && view.wallet.needs_passphrase {
                { lock(view.wallet.biometrics) }
            }
            { appearance(&part) }
            <Day view={view.clone()} change={change.clone()} />
            { news(&part) }
            if !view.settings.is_phone {
                <Computer view={view.clone()} {change} />
            }
            <Support />
            <Licences version={view.settings.version.clone()} />
        </>
    }
}

/// What keeps others out.
fn lock(biometrics: BiometricUnlock) -> Html {
    html! {
        <section class="section" aria-labelledby="settings-lock">
            <h2 id="settings-lock">{ t!("security-lock") }</h2>
            <Lock test="settings-lock" {biometrics} />
        </section>
    }
}

/// A part of the screen, with its heading.
fn part(id: &'static str, title: String, inside: Html) -> Html {
    html! {
        <section class="section" aria-labelledby={id}>
            <h2 {id}>{ title }</h2>
            <div class="settings">{ inside }</div>
        </section>
    }
}
