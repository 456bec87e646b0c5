//! Leads through the back-up: show the words, ask three of them back.

mod questions;
mod words;

pub use words::Words;

use crate::{
    app::{Route, ScreenProps},
    bridge::use_action,
    text::t,
    widgets::{Button, Glyph, Heading, Look, Problem, notice},
};
use outpost_app_api::{AskBackup, PostponeBackup, RevealWords};
use questions::Questions;
use yew::prelude::*;

/// How far the back-up got.
#[derive(Clone, PartialEq)]
enum Stage {
    Introduction,
    Words(Vec<String>),
    /// Which words are asked for, counted from 1.
    Questions(Vec<u8>),
    Done,
}

/// The screen.
#[component]
pub fn Backup(props: &ScreenProps) -> Html {
    let stage = use_state(|| Stage::Introduction);
    let to = |make: fn(Vec<String>) -> Stage| {
        let setter = stage.setter();
        Callback::from(move |words| setter.set(make(words)))
    };
    let reveal = use_action::<RevealWords>(to(Stage::Words));
    let ask = use_action::<AskBackup>({
        let setter = stage.setter();
        Callback::from(move |numbers| setter.set(Stage::Questions(numbers)))
    });
    let postpone = use_action::<PostponeBackup>(props.navigate.reform(|()| Route::Home));
    let passed = {
        let setter = stage.setter();
        Callback::from(move |()| setter.set(Stage::Done))
    };
    let problem = reveal.problem().or(ask.problem()).or(postpone.problem());
    html! {
        <div class="narrow" key={stage_key(&stage)}>
            { match &*stage {
                Stage::Introduction => html! {
                    <>
                        <Heading title={t!("backup-title")} lead={t!("backup-lead")} />
                        { notice(Glyph::Shield, html! { <p>{ t!("backup-notice") }</p> }) }
                        <div class="actions">
                            <Button look={Look::Plain} label={t!("backup-later")} test="backup-later"
                                busy={postpone.working()} onclick={postpone.sends(PostponeBackup {})} />
                            <Button look={Look::Primary} label={t!("backup-reveal")} test="backup-reveal"
                                busy={reveal.working()} onclick={reveal.sends(RevealWords {})} />
                        </div>
                    </>
                },
                Stage::Words(words) => html! {
                    <>
                        <Heading title={t!("backup-words-title")} lead={t!("backup-words-lead", count = words.len())} />
                        <Words words={words.clone()} />
                        <div class="actions">
                            <Button look={Look::Plain} label={t!("backup-later")} test="backup-later"
                                busy={postpone.working()} onclick={postpone.sends(PostponeBackup {})} />
                            <Button look={Look::Primary} label={t!("backup-continue")} test="backup-continue"
                                busy={ask.working()} onclick={ask.sends(AskBackup {})} />
                        </div>
                    </>
                },
                Stage::Questions(numbers) => html! {
                    <Questions numbers={numbers.clone()} {passed} show_again={reveal.sends(RevealWords {})} />
                },
                Stage::Done => html! {
                    <>
                        <Heading title={t!("backup-done-title")} lead={t!("backup-done-lead")} />
                        <div class="actions">
                            <Button look={Look::Primary} label={t!("backup-done")} test="backup-done"
                                onclick={props.navigate.reform(|()| Route::Home)} />
                        </div>
                    </>
                },
            } }
            if let Some(error) = problem {
                <Problem error={error.clone()} />
            }
        </div>
    }
}

fn stage_key(stage: &Stage) -> &'static str {
    match stage {
        Stage::Introduction => "introduction",
        Stage::Words(_) => "words",
        Stage::Questions(_) => "questions",
        Stage::Done => "done",
    }
}
