//! Looks for networks: start, ask until it is finished, then read page by page.

use super::{check, read};
use crate::protocols::{
    espressif::{
        AnswerError, Endpoint, Request,
        messages::{
            Nothing,
            scan::{Entry, GetResults, OPEN, Payload, Scan, Start},
        },
    },
    improv::wifi::Network,
};
use prost::Message;

/// Most networks that are read of one scan; firmware keeps 16 unless it is built otherwise.
pub const MAX_NETWORKS: u32 = 128;

/// Networks on a page: what is sure to fit into the 256 bytes that firmware for security 1 gives a
/// characteristic (protocomm_ble.c), as in Espressif's own client.
const PAGE: u32 = 4;

/// How long a channel is listened to, in milliseconds: the value of Espressif's own client. Firmware
/// with Bluetooth keeps to its own.
const PERIOD_MS: u32 = 120;

/// Starts a scan of all channels, which does not wait for its end. Harmless while one is going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StartScan;

/// Asks how far the scan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScanStatus;

/// How far a scan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanProgress {
    /// Ask again.
    Running,
    /// So many networks can be read.
    Finished(u32),
}

/// Reads some of the networks that a finished scan found, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScanPage {
    start: u32,
    count: u32,
}

impl ScanPage {
    /// The pages of a scan that found so many networks, at most [`MAX_NETWORKS`].
    pub fn all(found: u32) -> impl Iterator<Item = Self> {
        let found = found.min(MAX_NETWORKS);
        (0..found.div_ceil(PAGE)).map(move |page| {
            let start = page * PAGE;
            let count = PAGE.min(found - start);
            Self { start, count }
        })
    }
}

impl Request for StartScan {
    type Answer = ();

    fn endpoint(&self) -> Endpoint {
        Endpoint::Scan
    }

    fn encode(&self) -> Vec<u8> {
        let start = Start {
            blocking: false,
            passive: false,
            group_channels: 0,
            period_ms: PERIOD_MS,
        };
        Scan::from(Payload::Start(start)).encode_to_vec()
    }

    fn decode(&self, answer: &[u8]) -> Result<(), AnswerError> {
        match read_payload(answer)? {
            Payload::Started(_) => Ok(()),
            _ => Err(AnswerError::Unexpected),
        }
    }
}

impl Request for ScanStatus {
    type Answer = ScanProgress;

    fn endpoint(&self) -> Endpoint {
        Endpoint::Scan
    }

    fn encode(&self) -> Vec<u8> {
        Scan::from(Payload::GetStatus(Nothing {})).encode_to_vec()
    }

    fn decode(&self, answer: &[u8]) -> Result<ScanProgress, AnswerError> {
        match read_payload(answer)? {
            Payload::Status(status) if status.finished => Ok(ScanProgress::Finished(status.count)),
            Payload::Status(_) => Ok(ScanProgress::Running),
            _ => Err(AnswerError::Unexpected),
        }
    }
}

impl Request for ScanPage {
    type Answer = Vec<Network>;

    fn endpoint(&self) -> Endpoint {
        Endpoint::Scan
    }

    fn encode(&self) -> Vec<u8> {
        let page = GetResults {
            start: self.start,
            count: self.count,
        };
        Scan::from(Payload::GetResults(page)).encode_to_vec()
    }

    /// Leaves out names that are not UTF-8: they cannot be typed either.
    fn decode(&self, answer: &[u8]) -> Result<Vec<Network>, AnswerError> {
        match read_payload(answer)? {
            Payload::Results(results) if results.entries.len() <= self.count as usize => {
                Ok(results.entries.into_iter().filter_map(network).collect())
            }
            _ => Err(AnswerError::Unexpected),
        }
    }
}

fn read_payload(answer: &[u8]) -> Result<Payload, AnswerError> {
    let scan: Scan = read(answer)?;
    check(scan.status)?;
    scan.payload.ok_or(AnswerError::Unexpected)
}

fn network(entry: Entry) -> Option<Network> {
    Some(Network {
        ssid: String::from_utf8(entry.ssid).ok()?,
        signal_dbm: i16::try_from(entry.rssi).ok()?,
        secured: entry.auth != OPEN,
    })
}
