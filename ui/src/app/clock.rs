//! Tells every screen the time, each second, in the person's zone.

use crate::text::format;
use gloo::timers::callback::Interval;
use std::{cell::RefCell, collections::BTreeMap};
use yew::prelude::*;

/// The present moment and the person's zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// Milliseconds since 1970 UTC.
    pub now_ms: u64,
    /// Where its calendar comes from.
    pub zone: Zone,
}

thread_local! {
    /// The zone that the person chose, if not the system's.
    static CHOSEN: RefCell<Option<String>> = const { RefCell::new(None) };
    /// How far the chosen zone is east, by the quarter of an hour: every moment on a screen is told anew each
    /// second, and asking the calendar takes long.
    static OFFSETS: RefCell<BTreeMap<u64, Option<i32>>> = const { RefCell::new(BTreeMap::new()) };
}

/// No zone changes its offset within one.
const QUARTER_MS: u64 = 15 * 60 * 1_000;
/// More than any screen tells.
const MOST_OFFSETS: usize = 4_096;

/// Tells every moment in this zone from now on; the system's if `None`.
pub fn live_in(zone: Option<&str>) {
    CHOSEN.with_borrow_mut(|chosen| {
        if chosen.as_deref() != zone {
            *chosen = zone.map(str::to_owned);
            OFFSETS.with_borrow_mut(BTreeMap::clear);
        }
    });
}

/// A zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// The one that the person chose or else the system's, by the rules that the system knows.
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
                chosen_minutes_east(then_ms, &moment)
                    .unwrap_or_else(|| -(moment.get_timezone_offset() as i32))
            }
            Self::Greenwich => 0,
        }
    }
}

/// How far the zone that the person chose is east, if one is chosen that the calendar knows.
fn chosen_minutes_east(then_ms: u64, moment: &js_sys::Date) -> Option<i32> {
    CHOSEN.with_borrow(|chosen| {
        let zone = chosen.as_deref()?;
        OFFSETS.with_borrow_mut(|offsets| {
            if offsets.len() >= MOST_OFFSETS {
                offsets.clear();
            }
            let quarter = then_ms / QUARTER_MS;
            *offsets
                .entry(quarter)
                .or_insert_with(|| minutes_east_in(zone, moment))
        })
    })
}

/// How far a zone by this name is east at a moment, as the system's own calendar says.
fn minutes_east_in(zone: &str, moment: &js_sys::Date) -> Option<i32> {
    let options = js_sys::Object::new();
    for (name, value) in [("timeZone", zone), ("timeZoneName", "longOffset")] {
        js_sys::Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    let said = moment.to_locale_string("en-US", &options);
    offset(&String::from(said))
}

/// The offset at the end of a text such as `11/22/2026, 8:41:30 PM GMT+05:30`.
fn offset(said: &str) -> Option<i32> {
    let (_, offset) = said.rsplit_once("GMT")?;
    let (sign, rest) = match (offset.strip_prefix('-'), offset.strip_prefix('+')) {
        (Some(rest), _) => (-1, rest),
        (_, Some(rest)) => (1, rest),
        (None, None) => return offset.is_empty().then_some(0),
    };
    let (hours, minutes) = rest.split_once(':')?;
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    Some(sign * (hours * 60 + minutes))
}

impl Clock {
    /// A moment on the person's own clock and calendar.
    pub fn moment(self, then_ms: u64) -> String {
        format::moment(self.now_ms, then_ms, self.zone.minutes_east(then_ms))
    }

    /// What the person's own clock shows at a moment.
    pub fn time(self, then_ms: u64) -> String {
        format::time(then_ms, self.zone.minutes_east(then_ms))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_is_read_as_calendars_write_it() {
        for (said, minutes) in [
            ("11/22/2026, 8:41:30 PM GMT+05:30", Some(330)),
            ("11/22/2026, 8:41:30 PM GMT-03:00", Some(-180)),
            ("11/22/2026, 8:41:30 PM GMT", Some(0)),
            ("11/22/2026", None),
        ] {
            assert_eq!(offset(said), minutes, "{said}");
        }
    }
}
