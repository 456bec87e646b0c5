//! Draws the epochs of a period, newest first, fetched as they come into sight.

use super::Version;
use crate::{
    app::{Route, use_clock},
    bridge::call,
    text::{format, t},
    widgets::{Amount, Glyph, VirtualList, icon, pages_of},
};
use outpost_app_api::{EpochEarnings, GetEpochs, Scope};
use std::{collections::BTreeMap, ops::Range, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Epochs that are fetched at once.
const PAGE: u32 = 100;

/// Properties of [`Epochs`].
#[derive(Properties, PartialEq)]
pub struct EpochsProps {
    /// What counts.
    pub scope: Scope,
    /// Fetches anew when it changes.
    pub version: Version,
}

/// What is known of the epochs: what counts, how many there are, and the pages that were fetched.
#[derive(Clone, Debug, Default, PartialEq)]
struct Known {
    scope: Scope,
    count: u32,
    pages: BTreeMap<u32, Rc<Vec<EpochEarnings>>>,
}

/// A page that came.
struct Fetched {
    scope: Scope,
    page: u32,
    /// How many epochs there are.
    count: u32,
    epochs: Vec<EpochEarnings>,
}

impl Reducible for Known {
    type Action = Fetched;

    fn reduce(self: Rc<Self>, fetched: Fetched) -> Rc<Self> {
        let mut known = (*self).clone();
        // With another count, what stands where has changed; in another scope, all that is said has.
        if known.count != fetched.count || known.scope != fetched.scope {
            known.pages.clear();
        }
        known.scope = fetched.scope;
        known.count = fetched.count;
        known.pages.insert(fetched.page, Rc::new(fetched.epochs));
        Rc::new(known)
    }
}

impl Known {
    fn get(&self, index: usize) -> Option<&EpochEarnings> {
        let index = u32::try_from(index).ok()?;
        let page = self.pages.get(&(index / PAGE))?;
        page.get(usize::try_from(index % PAGE).ok()?)
    }
}

/// The epochs.
#[component]
pub fn Epochs(props: &EpochsProps) -> Html {
    let known = use_reducer(Known::default);
    let in_sight = use_state_eq(|| 0..1u32);
    {
        let dispatcher = known.dispatcher();
        let dependencies = (props.scope.clone(), props.version, (*in_sight).clone());
        use_effect_with(dependencies, move |(scope, _, pages)| {
            for page in pages.clone() {
                let (scope, dispatcher) = (scope.clone(), dispatcher.clone());
                spawn_local(async move {
                    let skip = page.saturating_mul(PAGE);
                    let request = GetEpochs {
                        scope: scope.clone(),
                        skip,
                        take: PAGE,
                    };
                    // What cannot be fetched is fetched when it next comes into sight.
                    if let Ok(answer) = call(&request).await {
                        dispatcher.dispatch(Fetched {
                            scope,
                            page,
                            count: answer.count,
                            epochs: answer.epochs,
                        });
                    }
                });
            }
        });
    }
    if known.count == 0 {
        return html! {};
    }
    let see = {
        let in_sight = in_sight.setter();
        Callback::from(move |rows: Range<usize>| in_sight.set(pages_of(&rows, PAGE)))
    };
    let row = {
        let known = known.clone();
        Callback::from(move |index: usize| match known.get(index) {
            Some(epoch) => html! { <EpochRow epoch={epoch.clone()} /> },
            None => html! { <span class="row row-quiet">{ t!("earnings-loading") }</span> },
        })
    };
    let count = usize::try_from(known.count).unwrap_or_default();
    html! {
        <section class="section" aria-labelledby="earnings-by-epoch">
            <h2 id="earnings-by-epoch">{ t!("earnings-epochs") }</h2>
            <VirtualList {count} {row} in_sight={see} label={t!("earnings-epochs")} test="earnings-epochs" />
        </section>
    }
}

/// Properties of [`EpochRow`].
#[derive(Properties, PartialEq)]
struct EpochRowProps {
    epoch: EpochEarnings,
}

#[component]
fn EpochRow(props: &EpochRowProps) -> Html {
    let clock = use_clock();
    let EpochEarnings {
        epoch,
        ended_ms,
        total,
        freshness,
        ..
    } = &props.epoch;
    let test = format!("earnings-epoch-{epoch}");
    let stale = freshness.stale_since_ms.is_some();
    html! {
        <a class="row" href={Route::Epoch(*epoch).hash()} data-test={test.clone()}>
            <span class="row-words">
                <strong>{ t!("earnings-epoch", epoch = format::count(*epoch)) }</strong>
                <span>{ t!("earnings-ended", when = clock.moment(*ended_ms)) }</span>
            </span>
            <Amount value={*total} test={format!("{test}-sum")} {stale} />
            { icon(Glyph::Chevron) }
        </a>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_fetched_of_a_list_that_has_grown_is_fetched_anew() {
        let epochs = crate::gallery::epochs().epochs;
        let fetched = |page, count| Fetched {
            scope: Scope::default(),
            page,
            count,
            epochs: epochs.clone(),
        };
        let known = Rc::new(Known::default()).reduce(fetched(0, 300));
        let known = known.reduce(fetched(1, 300));
        assert_eq!(known.pages.len(), 2);
        assert_eq!(known.get(100), epochs.first());
        let known = known.reduce(fetched(0, 301));
        assert_eq!(known.pages.len(), 1);
        assert_eq!(known.get(100), None);

        let known = known.reduce(fetched(1, 301));
        let known = known.reduce(Fetched {
            scope: Scope {
                device: Some("opd1".to_owned()),
                ..Scope::default()
            },
            ..fetched(0, 301)
        });
        assert_eq!(known.get(100), None);
    }
}
