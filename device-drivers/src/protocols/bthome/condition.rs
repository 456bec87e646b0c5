//! Names what binary sensors tell.

/// What a binary sensor says yes or no to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Condition {
    /// It is on, whatever it is.
    Generic = 0x0f,
    /// There is power.
    Power = 0x10,
    /// It is open.
    Opening = 0x11,
    /// The battery is low.
    BatteryLow = 0x15,
    /// The battery is charging.
    BatteryCharging = 0x16,
    /// There is carbon monoxide.
    CarbonMonoxide = 0x17,
    /// It is too cold.
    Cold = 0x18,
    /// It is connected.
    Connected = 0x19,
    /// The door is open.
    DoorOpen = 0x1a,
    /// The garage's door is open.
    GarageDoorOpen = 0x1b,
    /// There is gas.
    Gas = 0x1c,
    /// It is too hot.
    Heat = 0x1d,
    /// There is light.
    Light = 0x1e,
    /// The lock is open.
    Unlocked = 0x1f,
    /// It is wet.
    Wet = 0x20,
    /// Something moves in view.
    Motion = 0x21,
    /// The device itself moves.
    Moving = 0x22,
    /// The room is occupied.
    Occupied = 0x23,
    /// It is plugged in.
    PluggedIn = 0x24,
    /// Somebody is at home.
    Present = 0x25,
    /// There is a problem.
    Problem = 0x26,
    /// It runs.
    Running = 0x27,
    /// It is safe.
    Safe = 0x28,
    /// There is smoke.
    Smoke = 0x29,
    /// There is sound.
    Sound = 0x2a,
    /// Somebody tampers with it.
    Tampered = 0x2b,
    /// It vibrates.
    Vibration = 0x2c,
    /// The window is open.
    WindowOpen = 0x2d,
}

impl Condition {
    /// Its object id.
    pub const fn id(self) -> u8 {
        self as u8
    }

    /// The condition with this object id; `None` if the id is of something else.
    pub const fn from_id(id: u8) -> Option<Self> {
        Some(match id {
            0x0f => Self::Generic,
            0x10 => Self::Power,
            0x11 => Self::Opening,
            0x15 => Self::BatteryLow,
            0x16 => Self::BatteryCharging,
            0x17 => Self::CarbonMonoxide,
            0x18 => Self::Cold,
            0x19 => Self::Connected,
            0x1a => Self::DoorOpen,
            0x1b => Self::GarageDoorOpen,
            0x1c => Self::Gas,
            0x1d => Self::Heat,
            0x1e => Self::Light,
            0x1f => Self::Unlocked,
            0x20 => Self::Wet,
            0x21 => Self::Motion,
            0x22 => Self::Moving,
            0x23 => Self::Occupied,
            0x24 => Self::PluggedIn,
            0x25 => Self::Present,
            0x26 => Self::Problem,
            0x27 => Self::Running,
            0x28 => Self::Safe,
            0x29 => Self::Smoke,
            0x2a => Self::Sound,
            0x2b => Self::Tampered,
            0x2c => Self::Vibration,
            0x2d => Self::WindowOpen,
            _ => return None,
        })
    }
}
