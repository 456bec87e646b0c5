//! Holds what a device knows of networks (wifi_scan.c, wifi_config.c, wifi_ctrl.c, manager.c).

use super::{Answer, Demand};
use crate::protocols::{
    espressif::{
        Status, WifiFailure,
        messages::{
            Nothing, config,
            config::{Config, Connected, Done, WifiStatus, fail_reason, station},
            control,
            control::Control,
            scan,
            scan::{Entry, GetResults, OPEN, Results, Scan, ScanStatus, WPA2_PSK},
        },
    },
    improv::wifi::{Network, WifiCredentials},
};
use core::net::Ipv4Addr;
use prost::Message;

/// Longest password that firmware stores: its array of 64 has a zero at the end.
const MAX_PASSWORD_BYTES: usize = 63;

/// Networks, credentials, and how far joining is.
#[derive(Default)]
pub(super) struct Wifi {
    scan: ScanState,
    /// Handed over and not applied.
    stored: Option<WifiCredentials>,
    station: StationState,
}

#[derive(Default)]
enum ScanState {
    Running,
    Finished(Vec<Network>),
    #[default]
    Never,
}

#[derive(Default)]
enum StationState {
    /// Takes credentials.
    #[default]
    Started,
    Connecting {
        ssid: String,
    },
    Connected {
        ssid: String,
        address: Ipv4Addr,
    },
    Failed(WifiFailure),
}

impl Wifi {
    pub(super) fn scanned(&mut self, networks: Vec<Network>) {
        self.scan = ScanState::Finished(networks);
    }

    /// Only of a network that was applied.
    pub(super) fn joined(&mut self, address: Ipv4Addr) {
        if let StationState::Connecting { ssid } = &self.station {
            let ssid = ssid.clone();
            self.station = StationState::Connected { ssid, address };
        }
    }

    /// Only of a network that was applied.
    pub(super) fn not_joined(&mut self, failure: WifiFailure) {
        if let StationState::Connecting { .. } = &self.station {
            self.station = StationState::Failed(failure);
        }
    }

    /// Answers at `prov-scan`; `None` refuses.
    pub(super) fn scan(&mut self, request: &[u8]) -> Option<Answer> {
        use scan::Payload;
        let mut demands = Vec::new();
        let (status, payload) = match Scan::decode(request).ok()?.asked()? {
            Payload::Start(_) => {
                if !matches!(self.scan, ScanState::Running) {
                    self.scan = ScanState::Running;
                    demands.push(Demand::Scan);
                }
                (Ok(()), Payload::Started(Nothing {}))
            }
            Payload::GetStatus(_) => (Ok(()), Payload::Status(self.scan_status())),
            Payload::GetResults(page) => {
                let (status, results) = self.results(page);
                (status, Payload::Results(results))
            }
            _ => return None,
        };
        let answer = Scan {
            status: Status::number(status),
            ..Scan::from(payload)
        };
        Some((answer.encode_to_vec(), demands))
    }

    /// Answers at `prov-config`; `None` refuses.
    pub(super) fn configure(&mut self, request: &[u8]) -> Option<Answer> {
        use config::Payload;
        let mut demands = Vec::new();
        let answer = match Config::decode(request).ok()?.asked()? {
            Payload::GetStatus(_) => Payload::Status(self.status()),
            Payload::Set(set) => {
                let status = Status::number(self.store(set.ssid, set.passphrase));
                Payload::SetDone(Done { status })
            }
            Payload::Apply(_) => {
                let applied = self.apply();
                let status = Status::number(applied.as_ref().map(|_| ()).map_err(|it| *it));
                demands.extend(applied.ok().map(Demand::Join));
                Payload::ApplyDone(Done { status })
            }
            _ => return None,
        };
        Some((Config::from(answer).encode_to_vec(), demands))
    }

    /// Answers at `prov-ctrl`; `None` refuses.
    pub(super) fn control(&mut self, request: &[u8]) -> Option<Answer> {
        use control::Payload;
        let Payload::Reset(_) = Control::decode(request).ok()?.asked()? else {
            return None;
        };
        let status = match self.station {
            StationState::Failed(_) => {
                self.station = StationState::Started;
                Ok(())
            }
            _ => Err(Status::InternalError),
        };
        let answer = Control {
            status: Status::number(status),
            ..Control::from(Payload::ResetDone(Nothing {}))
        };
        Some((answer.encode_to_vec(), Vec::new()))
    }

    fn scan_status(&self) -> ScanStatus {
        match &self.scan {
            ScanState::Running => ScanStatus {
                finished: false,
                count: 0,
            },
            ScanState::Finished(networks) => ScanStatus {
                finished: true,
                count: u32::try_from(networks.len()).unwrap_or(u32::MAX),
            },
            ScanState::Never => ScanStatus {
                finished: true,
                count: 0,
            },
        }
    }

    /// As many as there are, and an error where more were asked for.
    fn results(&self, page: GetResults) -> (Result<(), Status>, Results) {
        let networks = match &self.scan {
            ScanState::Finished(networks) => networks.as_slice(),
            _ => &[],
        };
        let count = page.count as usize;
        let asked = networks.iter().skip(page.start as usize).take(count);
        let entries: Vec<Entry> = asked.map(entry).collect();
        let status = match entries.len() == count {
            true => Ok(()),
            false => Err(Status::InternalError),
        };
        (status, Results { entries })
    }

    fn store(&mut self, ssid: Vec<u8>, passphrase: Vec<u8>) -> Result<(), Status> {
        if passphrase.len() > MAX_PASSWORD_BYTES {
            return Err(Status::InvalidArgument);
        }
        let text = |bytes| String::from_utf8(bytes).map_err(|_| Status::InvalidArgument);
        let credentials = WifiCredentials::new(text(ssid)?, text(passphrase)?);
        self.stored = Some(credentials.map_err(|_| Status::InvalidArgument)?);
        Ok(())
    }

    /// Takes credentials once; after a failure, only when it was reset.
    fn apply(&mut self) -> Result<WifiCredentials, Status> {
        let stored = self.stored.take();
        match (&self.station, stored) {
            (StationState::Started, Some(credentials)) => {
                self.station = StationState::Connecting {
                    ssid: credentials.ssid().to_owned(),
                };
                Ok(credentials)
            }
            _ => Err(Status::InternalError),
        }
    }

    fn status(&self) -> WifiStatus {
        let (station, details) = match &self.station {
            StationState::Started | StationState::Connecting { .. } => (station::CONNECTING, None),
            StationState::Connected { ssid, address } => (
                station::CONNECTED,
                Some(config::Station::Connected(Connected {
                    ip4_address: address.to_string(),
                    ssid: ssid.as_bytes().to_vec(),
                })),
            ),
            StationState::Failed(failure) => (
                station::FAILED,
                Some(config::Station::FailReason(match failure {
                    WifiFailure::Authentication => fail_reason::AUTHENTICATION,
                    WifiFailure::NetworkNotFound => fail_reason::NETWORK_NOT_FOUND,
                    WifiFailure::Unknown(reason) => *reason,
                })),
            ),
        };
        WifiStatus {
            status: 0,
            station,
            details,
        }
    }
}

fn entry(network: &Network) -> Entry {
    Entry {
        ssid: network.ssid.as_bytes().to_vec(),
        rssi: i32::from(network.signal_dbm),
        auth: if network.secured { WPA2_PSK } else { OPEN },
        ..Entry::default()
    }
}
