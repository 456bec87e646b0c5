//! Makes seeds of Espressif's unified provisioning, by overhearing clients and devices.

use crate::{Written, seed};
use outpost_device_drivers::protocols::{
    claim::ClaimCommand,
    espressif::{
        ApplyWifi, AskClaim, Channel, Credentials, Demand, Device, Endpoint, Exchange, Handshake,
        Next, Nonces, Request, Reset, ScanPage, ScanStatus, Secret, Security, SetWifi, StartScan,
        Verifier, VersionInfo, WifiStatus,
    },
    gatt::Service,
    improv::wifi::{Network, WifiCredentials},
};
use outpost_fuzz::{
    espressif::{account, id},
    helium::{request, with_ed25519},
    of_values,
};
use std::{error::Error, net::Ipv4Addr};

pub(crate) fn all() -> Written {
    let secret = Secret::new("abcd1234");
    clear()?;
    let mut overheard = Overheard::of(Security::Security1(secret.clone()));
    let channel = overheard.establish(&Credentials::Possession(secret))?;
    overheard.ask(channel, StartScan)?;
    seed("espressif_device", "security1", &overheard.requests(1))?;
    // The target's client has other keys, so that for it the last answer is wrong.
    seed("espressif_handshake", "security1", &overheard.answers(2))?;
    security2()
}

/// A whole provisioning in clear text, and each answer of it.
fn clear() -> Written {
    let mut overheard = Overheard::of(Security::Security0);
    let mut channel = overheard.establish(&Credentials::None)?;
    seed("espressif_handshake", "security0", &overheard.answers(0))?;
    let version = overheard.exchange(&VersionInfo::request())?;
    let version = [&[0], version.as_slice()].concat();
    seed("espressif_client", "version", &version)?;
    let wifi = WifiCredentials::new("Home", "")?;
    let page = ScanPage::all(1).next().ok_or("a scan has no page")?;
    let identity = AskClaim::new(&ClaimCommand::Identity)?;
    let claim = AskClaim::new(&ClaimCommand::Claim(request()))?;
    channel = overheard.answered(1, "scan", channel, StartScan)?;
    channel = overheard.answered(2, "scan_status", channel, ScanStatus)?;
    channel = overheard.answered(3, "networks", channel, page)?;
    channel = overheard.answered(4, "set", channel, SetWifi(wifi))?;
    channel = overheard.answered(5, "apply", channel, ApplyWifi)?;
    channel = overheard.answered(6, "wifi_status", channel, WifiStatus)?;
    channel = overheard.answered(7, "reset", channel, Reset)?;
    channel = overheard.answered(8, "identity", channel, identity)?;
    overheard.ask(channel, claim)?;
    seed("espressif_device", "security0", &overheard.requests(0))
}

/// Both sides, overheard where others talk: who plays them back gets as far as anybody without the
/// password.
fn security2() -> Written {
    for (which, name, nonces) in [(0, "fixed", Nonces::Fixed), (1, "counted", Nonces::Counted)] {
        let overheard = with_another_salt(nonces)?;
        seed("espressif_srp6a", name, &overheard.answers(which))?;
    }
    let overheard = with_another_salt(Nonces::Counted)?;
    seed("espressif_srp6a", "client", &overheard.requests(2))
}

fn with_another_salt(nonces: Nonces) -> Result<Overheard, Box<dyn Error>> {
    let verifier = Verifier::of(&account(), [4; 16]);
    let mut overheard = Overheard::of(Security::Security2(verifier, nonces));
    overheard.establish(&Credentials::Account(account(), nonces))?;
    Ok(overheard)
}

/// A device, and all that was said to it and by it.
struct Overheard {
    device: Device,
    requests: Vec<(u8, Vec<u8>)>,
    answers: Vec<(u8, Vec<u8>)>,
}

impl Overheard {
    fn of(security: Security) -> Self {
        Self {
            device: Device::new(security, with_ed25519(), [1; 32]),
            requests: Vec::new(),
            answers: Vec::new(),
        }
    }

    fn exchange(&mut self, exchange: &Exchange) -> Result<Vec<u8>, Box<dyn Error>> {
        let to = id(&self.device, exchange.endpoint);
        for demand in self.device.write(to, &exchange.bytes)?.demands {
            match demand {
                Demand::Scan => self.device.scanned(vec![Network {
                    ssid: "Home".into(),
                    signal_dbm: -60,
                    secured: false,
                }]),
                Demand::Join(_) => self.device.joined(Ipv4Addr::new(192, 0, 2, 7)),
                Demand::Confirm(_) | Demand::Blink => {}
            }
        }
        let answer = self.device.read(to)?;
        let place = Endpoint::ALL
            .iter()
            .position(|it| *it == exchange.endpoint)
            .unwrap_or_default() as u8;
        self.requests.push((place, exchange.bytes.clone()));
        self.answers.push((place, answer.clone()));
        Ok(answer)
    }

    fn establish(&mut self, credentials: &Credentials) -> Result<Channel, Box<dyn Error>> {
        let (mut handshake, mut exchange) = Handshake::begin(credentials, [2; 32]);
        loop {
            let answer = self.exchange(&exchange)?;
            match handshake.take(&answer)? {
                Next::Exchange(next, then) => (handshake, exchange) = (next, then),
                Next::Established(channel) => return Ok(channel),
            }
        }
    }

    fn ask<R: Request>(
        &mut self,
        channel: Channel,
        request: R,
    ) -> Result<(Channel, Vec<u8>), Box<dyn Error>> {
        let (pending, exchange) = channel.ask(request)?;
        let answer = self.exchange(&exchange)?;
        let (channel, _) = pending.take(&answer)?;
        Ok((channel, answer))
    }

    /// The same, with the answer for a client that asks this request.
    fn answered<R: Request>(
        &mut self,
        which: u8,
        name: &str,
        channel: Channel,
        request: R,
    ) -> Result<Channel, Box<dyn Error>> {
        let (channel, answer) = self.ask(channel, request)?;
        let input = [&[which], answer.as_slice()].concat();
        seed("espressif_client", name, &input)?;
        Ok(channel)
    }

    fn requests(&self, which: u8) -> Vec<u8> {
        input(which, &self.requests)
    }

    fn answers(&self, which: u8) -> Vec<u8> {
        input(which, &self.answers)
    }
}

fn input(which: u8, values: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let values: Vec<(u8, &[u8])> = values.iter().map(|(to, it)| (*to, it.as_slice())).collect();
    [&[which], of_values(&values).as_slice()].concat()
}
