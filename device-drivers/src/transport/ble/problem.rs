//! Says why there is no Bluetooth, and what to do about it on this system.

/// Why the system's Bluetooth cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RadioProblem {
    /// There is none.
    #[error("this machine has no Bluetooth adapter")]
    NoAdapter,
    /// It is off.
    #[error("Bluetooth is off")]
    Off,
    /// It is blocked, by a key on the keyboard or by a setting.
    #[error("Bluetooth is blocked")]
    Blocked {
        /// By a switch that no program can turn.
        by_hardware: bool,
    },
    /// The system's Bluetooth service does not run.
    #[error("the Bluetooth service does not run: {0}")]
    NoService(String),
    /// The system does not let this app use it.
    #[error("this app may not use Bluetooth: {0}")]
    NotPermitted(String),
    /// Anything else.
    #[error("Bluetooth failed: {0}")]
    Failed(String),
}

/// What to do about it. Its words are in the translations; a command is to be run word for word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RadioRemedy {
    /// Plug an adapter in, or use USB.
    PlugIn,
    /// Turn it on in the system's settings.
    TurnOn,
    /// Run this in a terminal.
    Run(&'static str),
    /// Turn the switch on the machine.
    TurnSwitch,
    /// Allow it in the system's settings, under privacy.
    Allow,
    /// Try again, and restart the machine if that does not help.
    Retry,
}

impl RadioProblem {
    /// What a failure of the system's Bluetooth means.
    pub(super) fn of(error: btleplug::Error) -> Self {
        match error {
            btleplug::Error::PermissionDenied => Self::NotPermitted(error.to_string()),
            btleplug::Error::NoAdapterAvailable => Self::NoAdapter,
            error => Self::from_text(error.to_string()),
        }
    }

    /// BlueZ and D-Bus tell by names within the text, and nothing else reaches us.
    fn from_text(text: String) -> Self {
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if says(&["AccessDenied", "NotPermitted", "NotAuthorized"]) {
            Self::NotPermitted(text)
        } else if says(&[
            "ServiceUnknown",
            "NameHasNoOwner",
            "not provided by any .service",
            "Failed to connect to socket",
            "FileNotFound",
            "NoServer",
            "NoReply",
            "UnknownMethod",
        ]) {
            Self::NoService(text)
        } else if says(&["NotReady", "not powered", "Resource Not Ready"]) {
            Self::off()
        } else {
            Self::Failed(text)
        }
    }

    /// Off, or blocked where the system tells.
    pub(super) fn off() -> Self {
        match blocked() {
            Some(by_hardware) => Self::Blocked { by_hardware },
            None => Self::Off,
        }
    }

    /// What to do, on this system.
    pub fn remedy(&self) -> RadioRemedy {
        let linux = cfg!(target_os = "linux");
        match self {
            Self::NoAdapter => RadioRemedy::PlugIn,
            Self::Off if linux => RadioRemedy::Run("bluetoothctl power on"),
            Self::Off => RadioRemedy::TurnOn,
            Self::Blocked { by_hardware: true } => RadioRemedy::TurnSwitch,
            Self::Blocked { by_hardware: false } => RadioRemedy::Run("rfkill unblock bluetooth"),
            Self::NoService(_) if linux => {
                RadioRemedy::Run("sudo systemctl enable --now bluetooth")
            }
            Self::NotPermitted(_) if linux => RadioRemedy::Run("sudo usermod -aG bluetooth $USER"),
            Self::NotPermitted(_) => RadioRemedy::Allow,
            Self::NoService(_) => RadioRemedy::TurnOn,
            Self::Failed(_) => RadioRemedy::Retry,
        }
    }
}

/// Whether Bluetooth is blocked, and then whether by hardware.
#[cfg(target_os = "linux")]
fn blocked() -> Option<bool> {
    blocked_in(std::path::Path::new("/sys/class/rfkill"))
}

#[cfg(not(target_os = "linux"))]
fn blocked() -> Option<bool> {
    None
}

/// The kernel keeps a folder for each radio: its type, and whether it is blocked by hardware or by a
/// program (Documentation/ABI/stable/sysfs-class-rfkill).
#[cfg(target_os = "linux")]
fn blocked_in(folder: &std::path::Path) -> Option<bool> {
    let switches = std::fs::read_dir(folder).ok()?;
    let mut blocked = None;
    for switch in switches.flatten() {
        let says = |name: &str, text: &str| {
            std::fs::read_to_string(switch.path().join(name)).is_ok_and(|it| it.trim() == text)
        };
        if !says("type", "bluetooth") {
            continue;
        }
        if says("hard", "1") {
            return Some(true);
        }
        if says("soft", "1") {
            blocked = Some(false);
        }
    }
    blocked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: RadioRemedy) {
        assert_eq!(RadioProblem::from_text(text.to_owned()).remedy(), expected);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_bluez_and_d_bus_say_has_a_command_that_mends_it() {
        check(
            "D-Bus error: The name org.bluez was not provided by any .service files (org.freedesktop.DBus.Error.ServiceUnknown)",
            RadioRemedy::Run("sudo systemctl enable --now bluetooth"),
        );
        check(
            "D-Bus error: Failed to connect to socket /run/dbus/system_bus_socket: No such file or directory",
            RadioRemedy::Run("sudo systemctl enable --now bluetooth"),
        );
        check(
            "D-Bus error: Rejected send message (org.freedesktop.DBus.Error.AccessDenied)",
            RadioRemedy::Run("sudo usermod -aG bluetooth $USER"),
        );
        check("le-connection-abort-by-local", RadioRemedy::Retry);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_switch_on_the_machine_is_told_from_a_block_by_a_program() {
        let folder = std::env::temp_dir().join(format!("outpost-rfkill-{}", std::process::id()));
        let switch = |name: &str, kind: &str, hard: &str, soft: &str| {
            let place = folder.join(name);
            std::fs::create_dir_all(&place).unwrap();
            for (file, text) in [("type", kind), ("hard", hard), ("soft", soft)] {
                std::fs::write(place.join(file), format!("{text}\n")).unwrap();
            }
        };
        assert_eq!(blocked_in(&folder), None);
        switch("rfkill0", "wlan", "1", "1");
        switch("rfkill1", "bluetooth", "0", "0");
        assert_eq!(blocked_in(&folder), None);
        switch("rfkill1", "bluetooth", "0", "1");
        assert_eq!(blocked_in(&folder), Some(false));
        switch("rfkill1", "bluetooth", "1", "1");
        assert_eq!(blocked_in(&folder), Some(true));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
