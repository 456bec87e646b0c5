//! Holds what was chosen until the app has it, so that choices made one right after the other all count.

use crate::bridge::use_action;
use outpost_app_api::{AppError, AppView, ChangeSettings, Settings as Chosen};
use std::rc::Rc;
use yew::prelude::*;

/// What is chosen, as the screen shows it.
pub(super) struct Choices {
    /// What there is to draw, with all that was chosen.
    pub(super) view: Rc<AppView>,
    /// Takes settings with one of them changed.
    pub(super) change: Callback<Chosen>,
    /// Why the last choice was not kept.
    pub(super) problem: Option<AppError>,
}

/// What was chosen and is not in force yet.
#[derive(Clone, Default, PartialEq)]
struct Open {
    /// With the newest choice.
    wanted: Option<Chosen>,
    /// As it was sent last.
    sent: Option<Chosen>,
}

/// What is to be done about it.
#[derive(Debug, PartialEq)]
enum Step {
    Wait,
    Send(Chosen),
    /// It is in force, or was refused.
    Close,
}

impl Open {
    fn next(&self, in_force: &Chosen, is_working: bool, has_failed: bool) -> Step {
        let Some(wanted) = self.wanted.as_ref().filter(|_| !is_working) else {
            return Step::Wait;
        };
        let was_sent = self.sent.as_ref() == Some(wanted);
        if wanted == in_force || was_sent && has_failed {
            Step::Close
        } else if was_sent {
            Step::Wait
        } else {
            Step::Send(wanted.clone())
        }
    }
}

/// Sends choices one at a time, the newest last.
#[hook]
pub(super) fn use_choices(view: &Rc<AppView>) -> Choices {
    let action = use_action::<ChangeSettings>(Callback::noop());
    let open = use_state(Open::default);
    let in_force = view.settings.settings.clone();
    let problem = action.problem().cloned();
    use_effect_with(
        (open.clone(), in_force, action.working(), problem.clone()),
        {
            let send = action.send.clone();
            move |(open, in_force, is_working, problem)| match open.next(
                in_force,
                *is_working,
                problem.is_some(),
            ) {
                Step::Wait => {}
                Step::Close => open.set(Open::default()),
                Step::Send(settings) => {
                    open.set(Open {
                        wanted: Some(settings.clone()),
                        sent: Some(settings.clone()),
                    });
                    send.emit(ChangeSettings { settings });
                }
            }
        },
    );
    let view = match &open.wanted {
        None => view.clone(),
        Some(wanted) => {
            let mut shown = AppView::clone(view);
            shown.settings.settings = wanted.clone();
            Rc::new(shown)
        }
    };
    let change = Callback::from(move |chosen: Chosen| {
        open.set(Open {
            wanted: Some(chosen),
            sent: open.sent.clone(),
        });
    });
    Choices {
        view,
        change,
        problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(start_at_login: bool, pause_on_battery: bool) -> Chosen {
        Chosen {
            start_at_login,
            pause_on_battery,
            ..Chosen::default()
        }
    }

    #[test]
    fn a_choice_made_while_another_is_on_its_way_is_sent_after_it() {
        let before = chosen(false, false);
        let mut open = Open {
            wanted: Some(chosen(true, false)),
            sent: None,
        };
        let Step::Send(first) = open.next(&before, false, false) else {
            panic!("the first choice waits for nothing");
        };
        open.sent = Some(first.clone());
        open.wanted = Some(chosen(true, true));
        assert_eq!(open.next(&before, true, false), Step::Wait);
        let second = Step::Send(chosen(true, true));
        assert_eq!(open.next(&first, false, false), second);
    }

    #[test]
    fn a_choice_is_shown_until_it_is_in_force_or_refused() {
        let wanted = chosen(true, false);
        let open = Open {
            wanted: Some(wanted.clone()),
            sent: Some(wanted.clone()),
        };
        assert_eq!(open.next(&chosen(false, false), false, false), Step::Wait);
        assert_eq!(open.next(&chosen(false, false), false, true), Step::Close);
        assert_eq!(open.next(&wanted, false, false), Step::Close);
    }

    #[test]
    fn a_choice_after_one_that_was_refused_is_sent() {
        let open = Open {
            wanted: Some(chosen(true, false)),
            sent: None,
        };
        let send = Step::Send(chosen(true, false));
        assert_eq!(open.next(&chosen(false, false), false, true), send);
    }
}
