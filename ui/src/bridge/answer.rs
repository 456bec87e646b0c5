//! Keeps the answer to a question that the screen asks by itself, and asks again when it changes.

use super::{TakesAnswer, ask, json, to_json};
use outpost_app_api::{AppError, Call};
use std::{cell::Cell, rc::Rc};
use yew::prelude::*;

/// What is known of an answer. An older one stays while a newer one is on its way or fails to come.
#[derive(Clone, PartialEq)]
pub struct Answer<C: Call> {
    /// The newest that came.
    pub value: Option<Rc<C::Answer>>,
    /// The question that it answers, which may not be the one that is asked now.
    pub asked: Option<Rc<C>>,
    /// Why the last question had none.
    pub problem: Option<AppError>,
    /// Whether one is on its way.
    pub working: bool,
    /// Asks again.
    pub again: Callback<()>,
}

impl<C: Call + PartialEq> Answer<C> {
    /// The newest that came to this very question.
    pub fn to(&self, request: &C) -> Option<&Rc<C::Answer>> {
        let is_of_it = self.asked.as_deref() == Some(request);
        self.value.as_ref().filter(|_| is_of_it)
    }
}

/// An answer, and the question that it is of.
type Answered<C> = (Rc<C>, Rc<<C as Call>::Answer>);

/// Asks `request` now, and again whenever it or `version` changes.
#[hook]
pub fn use_answer<C, V>(request: C, version: V) -> Answer<C>
where
    C: Call + Clone + PartialEq + 'static,
    V: PartialEq + 'static,
{
    use_answer_if(Some(request), version)
}

/// Asks `request` once there is one, and again whenever it or `version` changes.
#[hook]
pub fn use_answer_if<C, V>(request: Option<C>, version: V) -> Answer<C>
where
    C: Call + Clone + PartialEq + 'static,
    V: PartialEq + 'static,
{
    let answered = use_state(|| None::<Answered<C>>);
    let problem = use_state(|| None::<AppError>);
    let working = use_state(|| true);
    let attempt = use_state(|| 0u32);
    let newest = use_memo((), |()| Cell::new(0u64));
    {
        let answered = answered.setter();
        let asking = Asking {
            problem: problem.setter(),
            working: working.setter(),
            newest,
        };
        use_effect_with((request, version, *attempt), move |(request, _, _)| {
            let Some(request) = request else { return };
            let asked = Rc::new(request.clone());
            let take = Box::new(move |answer: &str| {
                let answer = json::read(answer).map(Rc::new);
                answer
                    .map(|answer| answered.set(Some((asked, answer))))
                    .is_some()
            });
            asking.ask(C::NAME, to_json(request), take);
        });
    }
    Answer {
        value: answered.as_ref().map(|(_, answer)| answer.clone()),
        asked: answered.as_ref().map(|(asked, _)| asked.clone()),
        problem: (*problem).clone(),
        working: *working,
        again: Callback::from(move |()| attempt.set(attempt.wrapping_add(1))),
    }
}

/// What asking changes, whatever is asked.
struct Asking {
    problem: UseStateSetter<Option<AppError>>,
    working: UseStateSetter<bool>,
    newest: Rc<Cell<u64>>,
}

impl Asking {
    fn ask(self, name: &'static str, body: Option<String>, take: TakesAnswer) {
        let Self {
            problem,
            working,
            newest,
        } = self;
        let mine = newest.get().wrapping_add(1);
        newest.set(mine);
        working.set(true);
        // An answer that is overtaken by a newer question is not shown.
        let is_newest = {
            let newest = newest.clone();
            move || newest.get() == mine
        };
        let take = {
            let is_newest = is_newest.clone();
            Box::new(move |answer: &str| !is_newest() || take(answer))
        };
        ask(name, body, take, move |ended| {
            if is_newest() {
                working.set(false);
                problem.set(ended.err());
            }
        });
    }
}
