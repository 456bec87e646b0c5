//! Walks through a page by the Tab key, as somebody without a mouse does.

use crate::window::{TAB, Window};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Names what can be reached, and puts the focus before all of it.
const BEGIN: &str = include_str!("keyboard-begin.js");
/// Says what has the focus, and whether that can be seen.
const WHERE: &str = include_str!("keyboard-where.js");
/// A field for a date has a stop for each of its parts, and a button.
const STOPS_OF_A_FIELD: usize = 4;

#[derive(Deserialize)]
struct Stop {
    /// `None` once all were passed.
    name: Option<String>,
    is_ringed: bool,
}

/// What the Tab key does not reach or reaches unseen, in words.
pub(super) async fn missed(window: &Window) -> Vec<String> {
    let names = window.ask(BEGIN, vec![]).await;
    let names: BTreeSet<String> = serde_json::from_value(names).unwrap();
    let mut reached = BTreeSet::new();
    let mut faults = BTreeSet::new();
    for _ in 0..names.len() * STOPS_OF_A_FIELD + 1 {
        window.press(TAB).await;
        let stop: Stop = serde_json::from_value(window.ask(WHERE, vec![]).await).unwrap();
        let Some(name) = stop.name else {
            break;
        };
        if !stop.is_ringed {
            faults.insert(format!("nothing shows the focus on {name}"));
        }
        reached.insert(name);
    }
    let missing = names.difference(&reached);
    faults.extend(missing.map(|name| format!("the Tab key does not reach {name}")));
    faults.into_iter().collect()
}
