//! Walks through a page by the Tab key, as somebody without a mouse does.

use crate::window::Window;
use fantoccini::{
    actions::{InputSource, KeyAction, KeyActions},
    key::Key,
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Numbers what can be reached, and puts the focus before all of it.
const BEGIN: &str = include_str!("keyboard-begin.js");
/// Says which of them has the focus, and whether that can be seen.
const WHERE: &str = include_str!("keyboard-where.js");
/// More stops than any screen has.
const MAX_STOPS: usize = 400;

#[derive(Deserialize)]
struct Stop {
    number: Option<usize>,
    is_ringed: bool,
}

/// What the Tab key does not reach or reaches unseen, in words.
pub(super) async fn missed(window: &Window) -> Vec<String> {
    let names = window.ask(BEGIN, vec![]).await;
    let names: Vec<String> = serde_json::from_value(names).unwrap();
    let mut reached = BTreeSet::new();
    let mut faults = Vec::new();
    for _ in 0..names.len().min(MAX_STOPS) + 1 {
        let tab = KeyActions::new("tab".to_owned())
            .then(KeyAction::Down {
                value: Key::Tab.into(),
            })
            .then(KeyAction::Up {
                value: Key::Tab.into(),
            });
        window.client.perform_actions(tab).await.unwrap();
        let stop: Stop = serde_json::from_value(window.ask(WHERE, vec![]).await).unwrap();
        let Some(number) = stop.number else {
            break;
        };
        reached.insert(number);
        if !stop.is_ringed {
            faults.push(format!("nothing shows the focus on {}", names[number]));
        }
    }
    let all = names.iter().enumerate();
    let missing = all.filter(|(number, _)| !reached.contains(number));
    faults.extend(missing.map(|(_, name)| format!("the Tab key does not reach {name}")));
    faults
}
