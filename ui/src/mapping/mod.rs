//! Draws mapping: a walk that is recorded, those that were, and tracks of elsewhere; which cells they renew and
//! what those pay.

mod device;
mod file;
mod record;
mod track;
mod unsent;
mod walks;

pub use unsent::unsent;

use crate::{
    app::ScreenProps,
    bridge::{use_action, use_answer},
    text::{format, t},
    widgets::{Button, Glyph, Heading, Look, Problem, notice, spinner},
};
use device::OwnDevice;
use file::FileField;
use outpost_app_api::{
    ForgetTrack, GetTracks, GetWalks, ImportTrack, TrackView, TracksView, WalletState,
};
use record::Recorder;
use track::Track;
use walks::Walks;
use yew::prelude::*;

/// The screen.
#[component]
pub fn Mapping(props: &ScreenProps) -> Html {
    let view = &props.view;
    let mapping = &view.mapping;
    // The newest cell changes what the walk is worth; its points alone do not.
    let recorded = mapping.recording.as_ref().map(|it| (it.id, it.cells));
    let tip = view.network.tip.is_some();
    let walks = use_answer(GetWalks {}, (recorded, mapping.unsent, tip));
    let going_on = mapping.recording.as_ref().and_then(|recording| {
        let walks = &walks.value.as_ref()?.walks;
        let walk = walks.iter().find(|walk| walk.track.id == recording.id);
        Some(walk?.track.clone())
    });
    html! {
        <div class="wide">
            <Heading title={t!("mapping-title")} lead={t!("mapping-lead")} />
            { unsent(mapping, false) }
            if let Some(found) = &walks.value {
                <OwnDevice device={found.device.clone()} onchanged={walks.again.clone()}
                    can_claim={matches!(view.wallet.state, WalletState::Open { .. })} />
            }
            <Recorder recording={mapping.recording.clone()} track={going_on} />
            if let Some(found) = &walks.value {
                <Walks view={found.clone()} onchanged={walks.again.clone()} />
            } else if let Some(error) = &walks.problem {
                <Problem error={error.clone()} retry={walks.again.clone()} />
            }
            <Tracks />
            { notice(Glyph::Shield, html! { <p>{ t!("mapping-privacy") }</p> }) }
        </div>
    }
}

/// Tracks of elsewhere.
#[component]
fn Tracks() -> Html {
    let tracks = use_state(|| None::<TracksView>);
    let chosen = use_state(|| None::<u64>);
    let take = {
        let tracks = tracks.setter();
        Callback::from(move |found| tracks.set(Some(found)))
    };
    let ask = use_action::<GetTracks>(take.clone());
    {
        let send = ask.send.clone();
        use_effect_with((), move |()| send.emit(GetTracks {}));
    }
    let import = use_action::<ImportTrack>({
        let (take, chosen) = (take.clone(), chosen.setter());
        Callback::from(move |found: TracksView| {
            // What was just opened is what the person wants to see.
            chosen.set(found.tracks.first().map(|track| track.id));
            take.emit(found);
        })
    });
    let forget = use_action::<ForgetTrack>(take);
    let onfile = import
        .send
        .reform(|(name, text): (String, String)| ImportTrack { name, text });
    let problem = import.problem().or(forget.problem()).or(ask.problem());
    let row = |(index, track): (usize, &TrackView)| {
        let id = track.id;
        let is_chosen = *chosen == Some(id);
        let onclick = {
            let chosen = chosen.setter();
            Callback::from(move |_: MouseEvent| chosen.set((!is_chosen).then_some(id)))
        };
        html! {
            <li class="plan" key={id.to_string()}>
                <button type="button" class="row" data-test={format!("track-{index}")}
                    aria-expanded={is_chosen.to_string()} {onclick}>
                    <span class="row-words">
                        <strong>{ &track.name }</strong>
                        <span>{ t!("track-length", distance = format::distance(track.metres),
                            count = track.cells.len()) }</span>
                    </span>
                </button>
                <Button look={Look::Plain} label={t!("plan-forget")} test={format!("track-{index}-forget")}
                    onclick={forget.sends(ForgetTrack { id })} busy={forget.working()} />
            </li>
        }
    };
    html! {
        <section class="section" aria-labelledby="tracks">
            <h2 id="tracks">{ t!("tracks-title") }</h2>
            <p>{ t!("mapping-how") }</p>
            <FileField name="track-file" label={t!("track-open")} hint={t!("track-open-hint")} {onfile} />
            if import.working() {
                { spinner(t!("track-reading")) }
            }
            if let Some(error) = problem {
                <Problem error={error.clone()} />
            }
            { match &*tracks {
                None if ask.problem().is_none() => spinner(t!("track-loading")),
                None => html! {},
                Some(tracks) if tracks.tracks.is_empty() => html! {
                    <p class="empty">{ t!("tracks-none") }</p>
                },
                Some(tracks) => html! {
                    <>
                        <ul class="rows">{ for tracks.tracks.iter().enumerate().map(row) }</ul>
                        if let Some(track) = tracks.tracks.iter().find(|track| *chosen == Some(track.id)) {
                            <Track key={track.id.to_string()} track={track.clone()} />
                        }
                    </>
                },
            } }
        </section>
    }
}
