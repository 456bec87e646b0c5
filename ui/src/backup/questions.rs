//! Asks for some of the words back.

use crate::{
    bridge::use_action,
    text::t,
    widgets::{Button, Heading, Look, Problem, SubmitButton},
};
use outpost_app_api::AnswerBackup;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Questions`].
#[derive(Properties, PartialEq)]
pub struct QuestionsProps {
    /// Which words, counted from 1.
    pub numbers: Vec<u8>,
    /// All answers are right.
    pub passed: Callback<()>,
    /// Back to the words.
    pub show_again: Callback<()>,
}

/// The questions.
#[component]
pub fn Questions(props: &QuestionsProps) -> Html {
    let answers = use_state(|| vec![String::new(); props.numbers.len()]);
    let verdict = use_state(Vec::<bool>::new);
    let check = use_action::<AnswerBackup>({
        let (setter, passed) = (verdict.setter(), props.passed.clone());
        Callback::from(
            move |right: Vec<bool>| match right.iter().all(|right| *right) {
                true => passed.emit(()),
                false => setter.set(right),
            },
        )
    });
    let onsubmit = {
        let (answers, check) = (answers.clone(), check.send.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let answers = answers
                .iter()
                .map(|answer| answer.trim().to_lowercase())
                .collect();
            check.emit(AnswerBackup { answers });
        })
    };
    let onanswer = {
        let (answers, verdict) = (answers.clone(), verdict.setter());
        Callback::from(move |(index, answer): (usize, String)| {
            let mut changed = (*answers).clone();
            if let Some(slot) = changed.get_mut(index) {
                *slot = answer;
            }
            answers.set(changed);
            verdict.set(Vec::new());
        })
    };
    let complete = answers.iter().all(|answer| !answer.trim().is_empty());
    html! {
        <form {onsubmit}>
            <Heading title={t!("backup-check-title")} lead={t!("backup-check-lead")} />
            { for props.numbers.iter().zip(answers.iter()).enumerate().map(|(index, (number, answer))| {
                let wrong = verdict.get(index) == Some(&false);
                question(index, *number, answer, wrong, &onanswer)
            }) }
            if let Some(error) = check.problem() {
                <Problem error={error.clone()} />
            }
            <div class="actions">
                <Button look={Look::Plain} label={t!("backup-show-again")} test="backup-show-again"
                    onclick={props.show_again.clone()} />
                <SubmitButton label={t!("backup-check")} test="backup-check" busy={check.working()}
                    disabled={!complete} />
            </div>
        </form>
    }
}

fn question(
    index: usize,
    number: u8,
    answer: &str,
    wrong: bool,
    onanswer: &Callback<(usize, String)>,
) -> Html {
    let name = format!("backup-answer-{index}");
    let notes = format!("{name}-notes");
    let oninput = onanswer.reform(move |event: InputEvent| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        (index, input.map(|input| input.value()).unwrap_or_default())
    });
    html! {
        <div class="field">
            <label for={name.clone()}>{ t!("backup-question", number = number) }</label>
            <input id={name.clone()} data-test={name} data-word-number={number.to_string()} type="text"
                value={answer.to_owned()} {oninput} aria-invalid={wrong.to_string()} aria-describedby={notes.clone()}
                autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false" />
            <div id={notes} class="field-notes" aria-live="polite">
                if wrong {
                    <p class="field-problem">{ t!("backup-wrong", number = number) }</p>
                }
            </div>
        </div>
    }
}
