//! Draws the walks that were recorded, and how far each is handed in.

use super::track::Track;
use crate::{
    app::use_clock,
    bridge::use_action,
    text::{format, t},
    widgets::{Amount, Button, Look, Problem},
};
use outpost_app_api::{ErrorCode, ExportWalk, ForgetWalk, Money, WalkStage, WalkView, WalksView};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Walks`].
#[derive(Properties, PartialEq)]
pub struct WalksProps {
    /// The walks.
    pub view: Rc<WalksView>,
    /// Something of them changed.
    pub onchanged: Callback<()>,
}

/// The walks, the newest first.
#[component]
pub fn Walks(props: &WalksProps) -> Html {
    let clock = use_clock();
    let chosen = use_state(|| None::<u64>);
    let asked = use_state(|| None::<u64>);
    let exported = use_state(|| None::<String>);
    let export = use_action::<ExportWalk>({
        let exported = exported.setter();
        Callback::from(move |path| exported.set(Some(path)))
    });
    let forget = use_action::<ForgetWalk>({
        let (onchanged, asked) = (props.onchanged.clone(), asked.setter());
        Callback::from(move |_| {
            asked.set(None);
            onchanged.emit(());
        })
    });
    let row = |(index, walk): (usize, &WalkView)| {
        let id = walk.track.id;
        let is_chosen = *chosen == Some(id);
        let onclick = {
            let chosen = chosen.setter();
            Callback::from(move |_: MouseEvent| chosen.set((!is_chosen).then_some(id)))
        };
        let unsent = walk.stage.is_unsent();
        let delete = {
            let (asked, send) = (asked.setter(), forget.send.clone());
            Callback::from(move |()| match unsent {
                true => asked.set(Some(id)),
                false => send.emit(ForgetWalk {
                    id,
                    unsent_too: false,
                }),
            })
        };
        let keep = {
            let asked = asked.setter();
            Callback::from(move |()| asked.set(None))
        };
        html! {
            <li class="plan walk-row" key={id.to_string()}>
                <button type="button" class="row" data-test={format!("walk-{index}")}
                    data-stage={stage_name(walk.stage)} aria-expanded={is_chosen.to_string()} {onclick}>
                    <span class="row-words">
                        <strong>{ clock.moment(walk.track.kept_ms) }</strong>
                        <span>{ t!("track-length", distance = format::distance(walk.track.metres),
                            count = walk.track.cells.len()) }</span>
                        <span>{ stage(walk) }</span>
                    </span>
                    if walk.paid > Money(0) {
                        <Amount value={walk.paid} test={format!("walk-{index}-paid")} />
                    }
                </button>
                if walk.stage != WalkStage::Recording {
                    <Button look={Look::Plain} label={t!("walk-export")} test={format!("walk-{index}-export")}
                        onclick={export.sends(ExportWalk { id })} busy={export.working()} />
                    <Button look={Look::Plain} label={t!("walk-delete")} test={format!("walk-{index}-delete")}
                        onclick={delete} busy={forget.working()} />
                }
                if *asked == Some(id) {
                    <div class="plan-question" role="alert" data-test="walk-unsent">
                        <p>{ t!("walk-delete-unsent") }</p>
                        <div class="actions">
                            <Button label={t!("walk-keep")} test="walk-keep" onclick={keep} />
                            <Button look={Look::Plain} label={t!("walk-delete-anyway")} test="walk-delete-anyway"
                                onclick={forget.sends(ForgetWalk { id, unsent_too: true })} />
                        </div>
                    </div>
                }
            </li>
        }
    };
    let problem = export.problem().or(forget.problem());
    let problem = problem.filter(|error| error.code != ErrorCode::WorkUnsent);
    let walks = &props.view.walks;
    html! {
        <section class="section" aria-labelledby="walks">
            <h2 id="walks">{ t!("walks-title") }</h2>
            if walks.is_empty() {
                <p class="empty">{ t!("walks-none") }</p>
            } else {
                <ul class="rows">{ for walks.iter().enumerate().map(row) }</ul>
            }
            if let Some(path) = &*exported {
                <p role="status" data-test="walk-exported">{ t!("walk-exported", path = path.clone()) }</p>
            }
            if let Some(error) = problem {
                <Problem error={error.clone()} />
            }
            if let Some(walk) = walks.iter().find(|walk| *chosen == Some(walk.track.id)) {
                if !walk.track.cells.is_empty() {
                    <Track key={walk.track.id.to_string()} track={walk.track.clone()} of_walk=true />
                }
            }
        </section>
    }
}

/// How far a walk is, in words.
fn stage(walk: &WalkView) -> String {
    let (done, of) = (walk.done, walk.of);
    match walk.stage {
        WalkStage::Recording => t!("walk-stage-recording"),
        WalkStage::Waiting if walk.of == 0 => t!("walk-stage-offline"),
        WalkStage::Waiting => t!("walk-stage-waiting", done = done, of = of),
        WalkStage::HandingIn => t!("walk-stage-handing-in", done = done, of = of),
        WalkStage::Done => t!("walk-stage-done", count = walk.claimed_cells),
        WalkStage::PartlyLate => t!("walk-stage-partly", count = walk.claimed_cells),
        WalkStage::Late => t!("walk-stage-late"),
        WalkStage::Nothing => t!("walk-stage-nothing"),
    }
}

fn stage_name(stage: WalkStage) -> &'static str {
    match stage {
        WalkStage::Recording => "recording",
        WalkStage::Waiting => "waiting",
        WalkStage::HandingIn => "handing-in",
        WalkStage::Done => "done",
        WalkStage::PartlyLate => "partly-late",
        WalkStage::Late => "late",
        WalkStage::Nothing => "nothing",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use yew::LocalServerRenderer;

    #[tokio::test]
    async fn each_walk_says_how_far_it_is_and_what_it_was_paid() {
        let view = gallery::walks();
        let html = LocalServerRenderer::<Walks>::with_props(WalksProps {
            view: Rc::new(view.clone()),
            onchanged: Callback::noop(),
        })
        .hydratable(false)
        .render()
        .await;
        for walk in &view.walks {
            let stage = stage_name(walk.stage);
            assert!(html.contains(&format!("data-stage=\"{stage}\"")), "{stage}");
        }
        let paid = view.walks.iter().find(|walk| walk.paid > Money(0));
        let paid = paid.expect("one was paid").paid.0;
        assert!(html.contains(&format!("data-units=\"{paid}\"")));
        assert!(view.walks.iter().any(|walk| walk.stage.is_unsent()));
    }
}
