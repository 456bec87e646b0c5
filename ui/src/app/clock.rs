//! Tells every screen the time, each second, in the person's zone.

use crate::text::format;
use gloo::timers::callback::Interval;
use yew::prelude::*;

/// The present moment and the person's zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// Milliseconds since 1970 UTC.
    pub now_ms: u64,
    /// Where its calendar comes from.
    pub zone: Zone,
}

/// A zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// The person's, by the rules that the system knows.
    Persons,
    /// Greenwich, when there is no window to ask.
    Greenwich,
}

impl Zone {
    /// Minutes east of Greenwich at a moment; summer time makes it differ over the year.
    fn minutes_east(self, then_ms: u64) -> i32 {
        match self {
            Self::Persons => {
                let moment = js_sys::Date::new(&(then_ms as f64).into());
                -(moment.get_timezone_offset() as i32)
            }
            Self::Greenwich => 0,
        }
    }
}

impl Clock {
    /// A moment on the person's own clock and calendar.
    pub fn moment(self, then_ms: u64) -> String {
        format::moment(self.now_ms, then_ms, self.zone.minutes_east(then_ms))
    }

    fn system() -> Self {
        Self {
            now_ms: js_sys::Date::now() as u64,
            zone: Zone::Persons,
        }
    }
}

/// The time; whoever asks is drawn again each second.
#[hook]
pub fn use_clock() -> Clock {
    use_context().unwrap_or(Clock {
        now_ms: 0,
        zone: Zone::Greenwich,
    })
}

/// Properties of [`ClockProvider`].
#[derive(Properties, PartialEq)]
pub struct ClockProviderProps {
    /// Who may ask for the time.
    pub children: Html,
}

/// Keeps the time for what is inside.
#[component]
pub fn ClockProvider(props: &ClockProviderProps) -> Html {
    let clock = use_state(Clock::system);
    {
        let setter = clock.setter();
        use_effect_with((), move |()| {
            let tick = Interval::new(1_000, move || setter.set(Clock::system()));
            move || drop(tick)
        });
    }
    html! { <ContextProvider<Clock> context={*clock}>{ props.children.clone() }</ContextProvider<Clock>> }
}
