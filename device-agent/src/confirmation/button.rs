//! Hears a button of the board, as Linux tells of it: `/dev/input/eventN`, which is also how buttons on
//! GPIO lines appear (the driver gpio-keys).
//!
//! # The rules (linux/input.h, linux/input-event-codes.h)
//! The file gives structures of two machine words of time, a 16-bit type, a 16-bit code and a 32-bit
//! value, in the machine's byte order. Type 1 is a key; its value is 0 for released, 1 for pressed and 2
//! for held.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};
use tokio::sync::mpsc::{self, Receiver};

/// Two words of time, type, code and value.
const EVENT_BYTES: usize = TIME_BYTES + 2 + 2 + 4;
const TIME_BYTES: usize = 2 * size_of::<usize>();

const KEY: u16 = 1;
const PRESSED: i32 = 1;

/// A button that is listened to.
#[derive(Debug)]
pub struct Button {
    presses: Receiver<()>,
}

/// Why a button cannot be listened to.
#[derive(Debug, thiserror::Error)]
#[error("the button {path} cannot be listened to: {source}")]
pub struct NoButton {
    /// Its file.
    pub path: PathBuf,
    /// Why.
    pub source: io::Error,
}

impl NoButton {
    /// What the person has to do.
    pub fn remedy(&self) -> Option<&'static str> {
        match self.source.kind() {
            io::ErrorKind::PermissionDenied => Some("sudo usermod -aG input $USER"),
            io::ErrorKind::NotFound => {
                Some("cat /proc/bus/input/devices lists the buttons there are")
            }
            _ => None,
        }
    }
}

impl Button {
    /// Listens to an input device.
    pub fn open(path: &Path) -> Result<Self, NoButton> {
        let events = File::open(path).map_err(|source| NoButton {
            path: path.to_owned(),
            source,
        })?;
        // What is pressed faster than it is looked at is one press.
        let (pressed, presses) = mpsc::channel(1);
        // A thread of its own: a blocked read must not keep the program from ending.
        std::thread::spawn(move || {
            let ended = tell_presses(events, || {
                let _ = pressed.try_send(());
                !pressed.is_closed()
            });
            if let Err(error) = ended {
                tracing::warn!(%error, "the button cannot be heard any more");
            }
        });
        Ok(Self { presses })
    }

    /// Waits until it is pressed; for ever if it is gone.
    pub async fn pressed(&mut self) {
        if self.presses.recv().await.is_none() {
            std::future::pending().await
        }
    }

    /// Forgets a press of before: it was not meant for what is asked now.
    pub fn forget_presses(&mut self) {
        while self.presses.try_recv().is_ok() {}
    }
}

/// Calls `tell` for each press, until it says that nobody listens.
fn tell_presses(mut events: impl Read, mut tell: impl FnMut() -> bool) -> io::Result<()> {
    let mut event = [0; EVENT_BYTES];
    loop {
        events.read_exact(&mut event)?;
        if is_press(&event) && !tell() {
            return Ok(());
        }
    }
}

fn is_press(event: &[u8; EVENT_BYTES]) -> bool {
    let Some((_, [kind_0, kind_1, _, _, value @ ..])) = event.split_at_checked(TIME_BYTES) else {
        return false;
    };
    let kind = u16::from_ne_bytes([*kind_0, *kind_1]);
    kind == KEY && value == PRESSED.to_ne_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: u16, value: i32) -> Vec<u8> {
        let enter = 28_u16;
        [
            [0x5a; TIME_BYTES].as_slice(),
            &kind.to_ne_bytes(),
            &enter.to_ne_bytes(),
            &value.to_ne_bytes(),
        ]
        .concat()
    }

    #[test]
    fn a_press_is_told_once_and_neither_holding_nor_releasing_nor_another_event_is_one() {
        let events = [
            event(KEY, PRESSED),
            event(0, 0),
            event(KEY, 2),
            event(KEY, 2),
            event(KEY, 0),
            event(0, PRESSED),
            event(4, PRESSED),
            event(KEY, PRESSED),
            event(KEY, 0),
            // Cut off.
            event(KEY, PRESSED)[..EVENT_BYTES - 1].to_vec(),
        ]
        .concat();
        let mut presses = 0;
        let ended = tell_presses(events.as_slice(), || {
            presses += 1;
            true
        });
        assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        assert_eq!(presses, 2);
    }

    #[tokio::test]
    async fn a_button_behind_a_file_is_heard() {
        use std::io::Write;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("event0");
        rustix::fs::mkfifoat(
            rustix::fs::CWD,
            &path,
            rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
        )
        .unwrap();
        // Both ends at once: opening one end alone waits for the other.
        let mut finger = File::options().read(true).write(true).open(&path).unwrap();
        let mut button = Button::open(&path).unwrap();
        finger.write_all(&event(KEY, PRESSED)).unwrap();
        button.pressed().await;
        finger.write_all(&event(KEY, 0)).unwrap();
        finger.write_all(&event(KEY, PRESSED)).unwrap();
        button.pressed().await;
    }

    #[test]
    fn a_button_that_is_not_there_says_how_to_find_those_that_are() {
        let error = Button::open(Path::new("nowhere/event0")).unwrap_err();
        assert!(error.remedy().unwrap().contains("/proc/bus/input/devices"));
    }
}
