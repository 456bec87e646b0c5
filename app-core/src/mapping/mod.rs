//! Records walks and hands them in, and shows which cells a walk or a track of elsewhere renews and what they
//! pay.
//!
//! # How a walk is paid
//! A [`receiver`](recorder) tells where it is; each fix is a line in the walk's file before it counts
//! ([`walks`]). When an epoch ended, what was recorded in it is given to the app's own [`device`], whose reporter
//! seals it, commits to it and claims it with the next epoch's report, as any device does ([`sender`]). Exact
//! positions stay in the file; peers learn cells, and who checks is shown single leaves of the track. Whatever is
//! not handed in is in the [`queue`], which every screen shows.
//!
//! Tracks of elsewhere ([`store`]) were not sealed on the way, so they are for choosing where to go.

mod around;
mod cells;
mod device;
mod gpx;
mod list;
mod queue;
mod recorder;
mod sender;
mod store;
mod track;
mod walk;
mod walks;

pub(crate) use cells::{look_at, look_at_walk};
pub(crate) use device::{agree, claim};
pub(crate) use list::{
    current, expect_nothing_unsent, export, forget as forget_walk, walks as list,
};
pub use recorder::{NoPosition, PhonePosition};
pub(crate) use recorder::{end, pause, receivers, record};
pub(crate) use sender::run;
pub(crate) use store::{Tracks, forget, import, tracks};

use crate::{clock, files::FileError};
use device::OwnDevice;
use outpost_protocol::DeviceKey;
use queue::Queue;
use recorder::Live;
use std::{path::PathBuf, sync::Mutex};
use walks::Walks;

/// The walks of this app in one network, and what hands them in.
#[derive(Debug)]
pub(crate) struct Mapping {
    folder: PathBuf,
    walks: Walks,
    live: Mutex<Live>,
    queue: Queue,
    device: OwnDevice,
}

impl Mapping {
    /// Opens the folder; made if it is not there. A walk that a kill cut off waits to go on.
    pub(crate) fn open(folder: PathBuf) -> Result<Self, FileError> {
        Ok(Self {
            walks: Walks::open(folder.join("walks"))?,
            live: Mutex::default(),
            queue: Queue::open(folder.join("queue.json"))?,
            device: OwnDevice::default(),
            folder,
        })
    }

    /// Names the app's own device, which stands nowhere, if it was needed since the start.
    pub(crate) fn device_key(&self) -> Option<DeviceKey> {
        self.device.key()
    }

    /// Takes down where the phone is, or why it does not say, while it is listened to.
    pub(crate) fn take_position(&self, position: Result<PhonePosition, NoPosition>) {
        let told = match position {
            Ok(position) => position.told(clock::now_ms()),
            Err(why) => Some(why.into()),
        };
        if let Some(told) = told {
            self.take(told);
        }
    }
}
