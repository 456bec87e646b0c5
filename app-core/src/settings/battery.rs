//! Lets the light node rest while the machine runs on its battery, if the person wants that.

use crate::app::Core;
use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// Where Linux tells of power supplies, a folder for each.
const SUPPLIES: &str = "/sys/class/power_supply";

/// Between two looks. Nobody waits for it, and a look costs nothing.
const INTERVAL: Duration = Duration::from_secs(15);

/// Whether the light node rests now, and what of the machine that depends on.
#[derive(Debug, Default)]
pub(crate) struct Resting {
    rests: AtomicBool,
    has_battery: AtomicBool,
}

impl Resting {
    pub(crate) fn get(&self) -> bool {
        self.rests.load(Ordering::Relaxed)
    }

    /// Whether this machine has a battery that the app can see, as of the last look.
    pub(crate) fn has_battery(&self) -> bool {
        self.has_battery.load(Ordering::Relaxed)
    }
}

/// What the machine runs on, as far as the system tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Power {
    /// It has no battery, or the system does not tell of one.
    NoBattery,
    /// It has one, and is plugged in.
    Mains,
    /// It has one, and lives on it.
    Battery,
}

/// Looks at the power and the settings until the app stops.
pub(crate) async fn watch(core: Arc<Core>) {
    loop {
        let wanted = core.settings.get().pause_on_battery;
        let power = power(Path::new(SUPPLIES));
        let (resting, has_battery) = (wanted && power == Power::Battery, power != Power::NoBattery);
        let had_battery = core
            .resting
            .has_battery
            .swap(has_battery, Ordering::Relaxed);
        let rested = core.resting.rests.swap(resting, Ordering::Relaxed);
        if rested != resting {
            core.light.rest(resting).await;
        }
        if (rested, had_battery) != (resting, has_battery) {
            core.publisher.changed();
        }
        // What the person changes takes effect at once.
        let _ = tokio::time::timeout(INTERVAL, core.settings.changed()).await;
    }
}

fn power(supplies: &Path) -> Power {
    let folders = fs::read_dir(supplies).into_iter().flatten().flatten();
    let read = |folder: &Path, name| {
        let text = fs::read_to_string(folder.join(name)).unwrap_or_default();
        text.trim().to_owned()
    };
    let (mut has_battery, mut discharges, mut is_plugged_in) = (false, false, false);
    for folder in folders.map(|entry| entry.path()) {
        // A mouse has a battery too, which says so.
        let is_of_the_machine = read(&folder, "scope") != "Device";
        match read(&folder, "type").as_str() {
            "Battery" if is_of_the_machine => {
                has_battery = true;
                discharges |= read(&folder, "status") == "Discharging";
            }
            "Mains" | "USB" => is_plugged_in |= read(&folder, "online") == "1",
            _ => {}
        }
    }
    match (has_battery, discharges && !is_plugged_in) {
        (false, _) => Power::NoBattery,
        (true, false) => Power::Mains,
        (true, true) => Power::Battery,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A supply and its files.
    type Supply<'a> = (&'a str, &'a [(&'a str, &'a str)]);

    const LAPTOP_DISCHARGES: Supply<'_> =
        ("BAT0", &[("type", "Battery"), ("status", "Discharging")]);
    const MOUSE: Supply<'_> = (
        "hid-1",
        &[
            ("type", "Battery"),
            ("scope", "Device"),
            ("status", "Discharging"),
        ],
    );

    fn check(supplies: &[Supply<'_>], expected: Power) {
        let folder = tempfile::tempdir().unwrap();
        for (name, files) in supplies {
            let supply = folder.path().join(name);
            fs::create_dir(&supply).unwrap();
            for (file, text) in *files {
                fs::write(supply.join(file), format!("{text}\n")).unwrap();
            }
        }
        assert_eq!(power(folder.path()), expected, "{supplies:?}");
    }

    #[test]
    fn a_laptop_that_discharges_runs_on_its_battery_unless_it_is_plugged_in() {
        let unplugged = ("AC", &[("type", "Mains"), ("online", "0")][..]);
        let plugged_in = ("AC", &[("type", "Mains"), ("online", "1")][..]);
        check(&[LAPTOP_DISCHARGES, unplugged], Power::Battery);
        check(&[LAPTOP_DISCHARGES, plugged_in], Power::Mains);
        let charges = ("BAT0", &[("type", "Battery"), ("status", "Charging")][..]);
        check(&[charges, MOUSE], Power::Mains);
    }

    #[test]
    fn a_machine_without_a_battery_of_its_own_never_runs_on_one() {
        check(&[], Power::NoBattery);
        check(&[MOUSE], Power::NoBattery);
        assert_eq!(power(Path::new("nowhere")), Power::NoBattery);
    }
}
