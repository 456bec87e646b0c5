//! Tracks a request that a person set off: idle, working, or failed with a reason.

use super::{TakesAnswer, ask, json, to_json};
use outpost_app_api::{AppError, Call};
use yew::prelude::*;

/// A request that can be sent, and how the last one went.
#[derive(Clone, PartialEq)]
pub struct Action<C: Call> {
    /// Sends it. Does nothing while one is under way.
    pub send: Callback<C>,
    state: UseStateHandle<State>,
}

#[derive(Clone, Debug, PartialEq)]
enum State {
    Idle,
    Working,
    Failed(AppError),
}

impl<C: Call> Action<C> {
    /// Whether a request is under way.
    pub fn working(&self) -> bool {
        *self.state == State::Working
    }

    /// Why the last one failed.
    pub fn problem(&self) -> Option<&AppError> {
        match &*self.state {
            State::Failed(error) => Some(error),
            State::Idle | State::Working => None,
        }
    }
}

impl<C: Call + Clone + 'static> Action<C> {
    /// A callback for a button that always sends the same request.
    pub fn sends(&self, request: C) -> Callback<()> {
        self.send.reform(move |()| request.clone())
    }
}

/// Prepares a request; `done` gets the answer of each that succeeds.
#[hook]
pub fn use_action<C: Call + 'static>(done: Callback<C::Answer>) -> Action<C> {
    let state = use_state(|| State::Idle);
    let send = {
        let state = state.clone();
        Callback::from(move |request: C| {
            let done = done.clone();
            let take = Box::new(move |answer: &str| {
                let answer = json::read(answer);
                answer.map(|answer| done.emit(answer)).is_some()
            });
            set_off(&state, C::NAME, to_json(&request), take);
        })
    };
    Action { send, state }
}

fn set_off(
    state: &UseStateHandle<State>,
    name: &'static str,
    body: Option<String>,
    take: TakesAnswer,
) {
    if **state == State::Working {
        return;
    }
    state.set(State::Working);
    let idle = state.setter();
    // Whoever takes the answer may set off the next one.
    let take = Box::new(move |answer: &str| {
        idle.set(State::Idle);
        take(answer)
    });
    let state = state.setter();
    ask(name, body, take, move |ended| {
        if let Err(error) = ended {
            state.set(State::Failed(error));
        }
    });
}
