//! Keeps the answer to a question that the screen asks by itself, and asks again when it changes.

use super::ask;
use outpost_app_api::{AppError, Call};
use std::{cell::Cell, rc::Rc};
use yew::prelude::*;

/// What is known of an answer. An older one stays while a newer one is on its way or fails to come.
#[derive(Clone, PartialEq)]
pub struct Answer<C: Call> {
    /// The newest that came.
    pub value: Option<Rc<C::Answer>>,
    /// Why the last question had none.
    pub problem: Option<AppError>,
    /// Whether one is on its way.
    pub working: bool,
    /// Asks again.
    pub again: Callback<()>,
}

/// Asks `request` now, and again whenever it or `version` changes.
#[hook]
pub fn use_answer<C, V>(request: C, version: V) -> Answer<C>
where
    C: Call + Clone + PartialEq + 'static,
    V: PartialEq + 'static,
{
    let value = use_state(|| None::<Rc<C::Answer>>);
    let problem = use_state(|| None::<AppError>);
    let working = use_state(|| true);
    let attempt = use_state(|| 0u32);
    let newest = use_memo((), |()| Cell::new(0u64));
    {
        let (value, problem, working) = (value.setter(), problem.setter(), working.setter());
        let newest = newest.clone();
        use_effect_with((request, version, *attempt), move |(request, _, _)| {
            // An answer that is overtaken by a newer question is not shown.
            let mine = newest.get().wrapping_add(1);
            newest.set(mine);
            working.set(true);
            ask(request, move |answered| {
                if newest.get() != mine {
                    return;
                }
                working.set(false);
                match answered {
                    Ok(answer) => {
                        problem.set(None);
                        value.set(Some(Rc::new(answer)));
                    }
                    Err(error) => problem.set(Some(error)),
                }
            });
        });
    }
    Answer {
        value: (*value).clone(),
        problem: (*problem).clone(),
        working: *working,
        again: Callback::from(move |()| attempt.set(attempt.wrapping_add(1))),
    }
}
