//! Draws the recorder: what to record with, how it goes on, and what was gone so far.

use super::track::Track;
use crate::{
    bridge::{use_action, use_answer},
    text::{format, t},
    widgets::{Button, Choice, Glyph, Look, Problem, Select, notice, spinner},
};
use outpost_app_api::{
    EndWalk, ListReceivers, PauseWalk, ReceiverChoice, ReceiverView, RecordWalk, RecordingState,
    RecordingView, TrackView,
};
use yew::prelude::*;

/// Properties of [`Recorder`].
#[derive(Properties, PartialEq)]
pub struct RecorderProps {
    /// The walk that is not ended.
    pub recording: Option<RecordingView>,
    /// Where it went so far.
    pub track: Option<TrackView>,
}

/// The recorder.
#[component]
pub fn Recorder(props: &RecorderProps) -> Html {
    let record = use_action::<RecordWalk>(Callback::noop());
    let pause = use_action::<PauseWalk>(Callback::noop());
    let end = use_action::<EndWalk>(Callback::noop());
    let problem = record.problem().or(pause.problem()).or(end.problem());
    html! {
        <section class="section" aria-labelledby="walk" data-test="recorder">
            <h2 id="walk">{ t!("walk-title") }</h2>
            if let Some(recording) = &props.recording {
                { shown(recording) }
                <div class="actions">
                    if matches!(recording.state, RecordingState::Paused | RecordingState::NotPermitted) {
                        <Button look={Look::Primary} label={t!("walk-go-on")} test="walk-go-on" busy={record.working()}
                            onclick={record.sends(RecordWalk { receiver: recording.receiver.clone() })} />
                    } else {
                        <Button label={t!("walk-pause")} test="walk-pause" busy={pause.working()}
                            onclick={pause.sends(PauseWalk {})} />
                    }
                    <Button label={t!("walk-end")} test="walk-end" busy={end.working()} onclick={end.sends(EndWalk {})} />
                </div>
            } else {
                <Receivers busy={record.working()}
                    onchosen={record.send.reform(|receiver| RecordWalk { receiver })} />
            }
            if let Some(error) = problem {
                <Problem error={error.clone()} />
            }
            if let Some(track) = props.track.as_ref().filter(|track| !track.cells.is_empty()) {
                <Track track={track.clone()} of_walk=true />
            }
        </section>
    }
}

fn shown(recording: &RecordingView) -> Html {
    let unknown = || t!("walk-unknown");
    let fix = recording.fix.as_ref();
    let speed = fix.and_then(|fix| fix.speed_m_s);
    let facts = [
        (
            "accuracy",
            t!("walk-accuracy"),
            fix.map(|fix| format::distance(fix.accuracy_m)),
        ),
        (
            "speed",
            t!("walk-speed"),
            speed.map(|speed| t!("walk-an-hour", distance = format::distance(speed * 3_600.0))),
        ),
        (
            "length",
            t!("walk-length"),
            Some(format::distance(recording.metres)),
        ),
        (
            "cells",
            t!("walk-cells"),
            Some(format::count(recording.cells)),
        ),
        (
            "around",
            t!("walk-around"),
            recording.around.map(format::count),
        ),
    ];
    html! {
        <>
            <p class="walk-state" role="status" aria-live="polite" data-test="walk-state"
                data-state={name_of(recording.state)}>{ words(recording) }</p>
            <dl class="facts">
                { for facts.into_iter().map(|(test, name, value)| html! {
                    <div data-test={format!("walk-{test}")}>
                        <dt>{ name }</dt>
                        <dd>{ value.unwrap_or_else(unknown) }</dd>
                    </div>
                }) }
            </dl>
            if recording.around.is_none() {
                { notice(Glyph::Alert, html! { <p>{ t!("walk-sees-nothing") }</p> }) }
            }
        </>
    }
}

fn words(recording: &RecordingView) -> String {
    match recording.state {
        RecordingState::Paused => t!("walk-paused"),
        RecordingState::Searching => t!("walk-searching"),
        RecordingState::NoFix => t!("walk-no-fix"),
        RecordingState::Recording => t!("walk-recording"),
        RecordingState::Gone => t!("walk-gone"),
        RecordingState::NotPermitted => t!("walk-not-permitted"),
        RecordingState::NotKept => t!("walk-not-kept"),
    }
}

fn name_of(state: RecordingState) -> &'static str {
    match state {
        RecordingState::Paused => "paused",
        RecordingState::Searching => "searching",
        RecordingState::NoFix => "no-fix",
        RecordingState::Recording => "recording",
        RecordingState::Gone => "gone",
        RecordingState::NotPermitted => "not-permitted",
        RecordingState::NotKept => "not-kept",
    }
}

/// Properties of [`Receivers`].
#[derive(Properties, PartialEq)]
struct ReceiversProps {
    /// Whether a recording is about to begin.
    busy: bool,
    /// Takes what to record with.
    onchosen: Callback<ReceiverChoice>,
}

/// What to record with.
#[component]
fn Receivers(props: &ReceiversProps) -> Html {
    let found = use_answer(ListReceivers {}, ());
    let chosen = use_state(|| None::<String>);
    if let (None, Some(error)) = (&found.value, &found.problem) {
        return html! { <Problem error={error.clone()} retry={found.again.clone()} /> };
    }
    let Some(receivers) = &found.value else {
        return spinner(t!("walk-looking"));
    };
    let again = html! {
        <Button look={Look::Plain} glyph={Glyph::Refresh} label={t!("walk-look-again")} test="walk-look-again"
            onclick={found.again.clone()} busy={found.working} />
    };
    let Some(first) = receivers.receivers.first() else {
        return html! {
            <>
                <p class="empty">{ t!("walk-no-receiver") }</p>
                <div class="actions">{ again }</div>
            </>
        };
    };
    let is_chosen = |it: &&ReceiverView| chosen.as_deref() == Some(value_of(&it.choice));
    let receiver = receivers.receivers.iter().find(is_chosen).unwrap_or(first);
    let choices: Vec<Choice> = receivers
        .receivers
        .iter()
        .map(|it| Choice::new(value_of(&it.choice).to_owned(), label(it)))
        .collect();
    let onchange = {
        let chosen = chosen.setter();
        Callback::from(move |value| chosen.set(Some(value)))
    };
    let onclick = {
        let choice = receiver.choice.clone();
        props.onchosen.reform(move |()| choice.clone())
    };
    html! {
        <>
            <Select name="walk-receiver" label={t!("walk-receiver")} hint={t!("walk-receiver-hint")} {choices}
                chosen={value_of(&receiver.choice).to_owned()} {onchange} />
            <div class="actions">
                <Button look={Look::Primary} glyph={Glyph::Target} label={t!("walk-record")} test="walk-record"
                    busy={props.busy} {onclick} />
                { again }
            </div>
        </>
    }
}

fn label(receiver: &ReceiverView) -> String {
    match (&receiver.choice, &receiver.name) {
        (ReceiverChoice::Phone, _) => t!("walk-phone"),
        (ReceiverChoice::Port { port }, None) => port.clone(),
        (ReceiverChoice::Port { port }, Some(name)) => format!("{name} ({port})"),
    }
}

fn value_of(choice: &ReceiverChoice) -> &str {
    match choice {
        ReceiverChoice::Phone => "phone",
        ReceiverChoice::Port { port } => port,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use yew::LocalServerRenderer;

    async fn html(state: RecordingState) -> String {
        let recording = gallery::view("walking").mapping.recording;
        let recording = RecordingView {
            state,
            ..recording.expect("somebody walks")
        };
        LocalServerRenderer::<Recorder>::with_props(RecorderProps {
            recording: Some(recording),
            track: None,
        })
        .hydratable(false)
        .render()
        .await
    }

    #[tokio::test]
    async fn whoever_records_hears_how_it_goes_on_and_can_pause_and_end() {
        let html = html(RecordingState::Recording).await;
        for part in [
            "role=\"status\"",
            "data-state=\"recording\"",
            "walk-accuracy",
            "walk-speed",
            "walk-cells",
            "walk-pause",
            "walk-end",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[tokio::test]
    async fn a_phone_that_does_not_let_the_app_see_where_it_is_is_said_to_and_can_be_asked_again() {
        let html = html(RecordingState::NotPermitted).await;
        for part in [
            "data-state=\"not-permitted\"",
            "data-test=\"walk-go-on\"",
            "data-test=\"walk-end\"",
            "the phone’s settings",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[tokio::test]
    async fn a_walk_that_was_cut_off_can_go_on() {
        let html = html(RecordingState::Paused).await;
        assert!(html.contains("data-test=\"walk-go-on\""), "{html}");
        assert!(!html.contains("walk-pause"), "{html}");
    }
}
