//! Loads what a screen asks for, again whenever something that it depends on changed.

use crate::bridge::use_action;
use outpost_app_api::{AppError, Call};
use std::rc::Rc;
use yew::prelude::*;

/// What was loaded last, and why loading failed since. What was loaded stays.
#[derive(Clone, PartialEq)]
pub struct Loaded<T: PartialEq> {
    /// The newest answer.
    pub value: Option<Rc<T>>,
    /// Why the last request failed.
    pub problem: Option<AppError>,
    /// Asks again.
    pub again: Callback<()>,
}

/// Asks `request` at first and whenever `changes` differs.
#[hook]
pub fn use_loaded<C, D>(request: C, changes: D) -> Loaded<C::Answer>
where
    C: Call + Clone + PartialEq + 'static,
    C::Answer: PartialEq + 'static,
    D: PartialEq + 'static,
{
    let loaded = use_state(|| None::<Rc<C::Answer>>);
    let load = use_action::<C>({
        let setter = loaded.setter();
        Callback::from(move |answer| setter.set(Some(Rc::new(answer))))
    });
    {
        let (send, request) = (load.send.clone(), request.clone());
        use_effect_with(changes, move |_| send.emit(request));
    }
    Loaded {
        value: (*loaded).clone(),
        problem: load.problem().cloned(),
        again: load.sends(request),
    }
}
