//! Answers whoever sets the device up: Wi-Fi by Improv, then the claim. Has no IO and no clock.
//!
//! # One device behind several links
//! Each serial line and Bluetooth has its own dialogue, and all of them are about one device: one join at
//! a time, whoever asks for it, and one claim that waits for a person. What was joined over one link is
//! joined for all. A newer claim takes the place of the one that waits, whatever link it comes by, and the
//! answer goes to the link that asked last.
//!
//! Over Bluetooth it has the [claim's own service](service) as well, for clients whose Improv knows Wi-Fi
//! alone.
//!
//! Bluetooth reaches through walls. Where somebody can confirm at the device, it takes credentials over
//! Bluetooth only while a confirmation lasts; a line is reached by whoever has the device in hand.

#[cfg(test)]
mod tests;

use outpost_device_drivers::{
    catalog::OUTPOST_FIRMWARE,
    protocols::{
        claim::{
            self, ClaimDevice, ClaimRequest, ClaimStep,
            service::{self, ClaimService},
        },
        gatt::{Notification, Reply},
        improv::{
            Demand, DeviceInfo, Extension, RpcResult, State, TooLong, ble, serial,
            wifi::{Network, WifiCredentials},
        },
    },
};
use outpost_protocol::{DeviceKey, NetworkId, Signature};
use std::collections::BTreeSet;

/// The device's side of being set up.
#[derive(Debug)]
pub struct Provisioning {
    info: DeviceInfo,
    state: State,
    lines: Vec<serial::Device>,
    bluetooth: Option<Bluetooth>,
    device: DeviceKey,
    claim: ClaimDevice,
    network: NetworkId,
    joining: Option<Link>,
    scanning: BTreeSet<Link>,
    claiming: Option<Link>,
}

/// What somebody sets the device up through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// The serial line of this number.
    Line(usize),
    /// Bluetooth.
    Bluetooth,
}

/// What is to be done, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send this over a line.
    Send {
        /// Which line.
        line: usize,
        /// What.
        bytes: Vec<u8>,
    },
    /// Tell this to those who subscribed over Bluetooth.
    Tell(Vec<Notification>),
    /// Join this Wi-Fi, then call [`Provisioning::joined`] or [`Provisioning::not_joined`].
    Join(WifiCredentials),
    /// Look for networks, then call [`Provisioning::scanned`].
    Scan,
    /// Show a person which device this is.
    Blink,
    /// Ask a person, then call [`Provisioning::agreed`] or [`Provisioning::refused`].
    AskPerson(ClaimRequest),
}

#[derive(Debug)]
struct Bluetooth {
    device: ble::Device,
    claim: ClaimService,
    confirmation: Confirmation,
}

/// Whether credentials may be given over Bluetooth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Confirmation {
    NotNeeded,
    Awaited,
    Given,
}

impl Provisioning {
    /// A device that says this of itself, of this network, which has its Wi-Fi or has not.
    pub fn new(device: DeviceKey, network: NetworkId, info: DeviceInfo, state: State) -> Self {
        Self {
            info,
            state,
            lines: Vec::new(),
            bluetooth: None,
            device,
            claim: ClaimDevice::new(device),
            network,
            joining: None,
            scanning: BTreeSet::new(),
            claiming: None,
        }
    }

    /// What an Outpost device of this name says of itself, on a board of this kind.
    pub fn info(name: &str, hardware: &str) -> DeviceInfo {
        DeviceInfo {
            firmware: OUTPOST_FIRMWARE.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            hardware: hardware.to_owned(),
            name: name.to_owned(),
        }
    }

    /// The same, with so many serial lines.
    pub fn with_lines(mut self, count: usize) -> Result<Self, TooLong> {
        self.lines = (0..count)
            .map(|_| serial::Device::new(&self.info, self.state))
            .collect::<Result<_, _>>()?;
        Ok(self)
    }

    /// The same, over Bluetooth too, open to whoever is near.
    pub fn with_open_bluetooth(mut self) -> Result<Self, TooLong> {
        self.offer(self.state, Confirmation::NotNeeded)?;
        Ok(self)
    }

    /// The same, over Bluetooth too, once somebody has confirmed at the device.
    pub fn with_confirmed_bluetooth(mut self) -> Result<Self, TooLong> {
        let state = match self.state {
            State::Ready => State::AuthorizationRequired,
            state => state,
        };
        self.offer(state, Confirmation::Awaited)?;
        Ok(self)
    }

    fn offer(&mut self, state: State, confirmation: Confirmation) -> Result<(), TooLong> {
        self.bluetooth = Some(Bluetooth {
            device: ble::Device::new(&self.info, state)?,
            claim: ClaimService::new(self.device, &self.info)?,
            confirmation,
        });
        Ok(())
    }

    /// What is offered over Bluetooth, if it is: first what is advertised.
    pub fn services(&self) -> Option<(&ble::Device, &ClaimService)> {
        self.bluetooth.as_ref().map(|it| (&it.device, &it.claim))
    }

    /// The service that is advertised over Bluetooth, if it is offered. What a write gives goes to
    /// [`Provisioning::written`].
    pub fn service(&mut self) -> Option<&mut ble::Device> {
        self.bluetooth.as_mut().map(|it| &mut it.device)
    }

    /// The claim's own service, if it is offered. What a write gives goes to
    /// [`Provisioning::claim_written`].
    pub fn claim_service(&mut self) -> Option<&mut ClaimService> {
        self.bluetooth.as_mut().map(|it| &mut it.claim)
    }

    /// Takes the next bytes from a line.
    pub fn receive(&mut self, line: usize, bytes: &[u8]) -> Result<Vec<Effect>, TooLong> {
        let Some(device) = self.lines.get_mut(line) else {
            return Ok(Vec::new());
        };
        let reply = device.receive(bytes);
        let bytes = reply.bytes;
        let mut effects = vec![Effect::Send { line, bytes }];
        for demand in reply.demands {
            effects.extend(self.take(Link::Line(line), demand)?);
        }
        Ok(effects)
    }

    /// Takes what a write over Bluetooth gave.
    pub fn written(&mut self, reply: Reply<Demand>) -> Result<Vec<Effect>, TooLong> {
        let mut effects = vec![Effect::Tell(reply.notifications.into())];
        for demand in reply.demands {
            effects.extend(self.take(Link::Bluetooth, demand)?);
        }
        Ok(effects)
    }

    /// Takes what a write to the claim's own service gave.
    pub fn claim_written(&mut self, reply: Reply<service::Demand>) -> Result<Vec<Effect>, TooLong> {
        let demands = reply.demands.into_iter();
        let effects = demands.map(|demand| match demand {
            service::Demand::Blink => Ok(vec![Effect::Blink]),
            service::Demand::Confirm(request) => self.ask_person(request),
        });
        Ok(effects.collect::<Result<Vec<_>, _>>()?.concat())
    }

    /// Somebody confirmed at the device that it may be set up.
    pub fn confirmed(&mut self) -> Vec<Effect> {
        let Some(bluetooth) = &mut self.bluetooth else {
            return Vec::new();
        };
        if bluetooth.confirmation != Confirmation::NotNeeded {
            bluetooth.confirmation = Confirmation::Given;
        }
        vec![Effect::Tell(bluetooth.device.authorize())]
    }

    /// The confirmation has run out.
    pub fn confirmation_ran_out(&mut self) -> Vec<Effect> {
        match &mut self.bluetooth {
            Some(bluetooth) if bluetooth.confirmation == Confirmation::Given => {
                bluetooth.confirmation = Confirmation::Awaited;
                vec![Effect::Tell(bluetooth.device.revoke())]
            }
            _ => Vec::new(),
        }
    }

    /// The Wi-Fi was joined, by somebody or by itself.
    pub fn joined(&mut self) -> Vec<Effect> {
        self.joining = None;
        self.state = State::Provisioned;
        let mut effects: Vec<Effect> = self
            .lines
            .iter_mut()
            .enumerate()
            .map(|(line, device)| Effect::Send {
                line,
                bytes: device.joined(),
            })
            .collect();
        if let Some(bluetooth) = &mut self.bluetooth {
            effects.push(Effect::Tell(bluetooth.device.joined()));
        }
        effects
    }

    /// The Wi-Fi could not be joined.
    pub fn not_joined(&mut self) -> Vec<Effect> {
        let asked = self.joining.take();
        asked
            .and_then(|link| self.tell_not_joined(link))
            .into_iter()
            .collect()
    }

    /// These networks are in reach.
    pub fn scanned(&mut self, networks: &[Network]) -> Vec<Effect> {
        let asked = std::mem::take(&mut self.scanning);
        asked
            .into_iter()
            .filter_map(|link| {
                self.on(
                    link,
                    |line| line.scanned(networks),
                    |device| device.scanned(networks),
                )
            })
            .collect()
    }

    /// A person agreed, and the device signed.
    pub fn agreed(
        &mut self,
        request: &ClaimRequest,
        signature: Signature,
    ) -> Result<Option<Effect>, TooLong> {
        if let Some(bluetooth) = &mut self.bluetooth {
            bluetooth.claim.agree(request, signature)?;
        }
        let answer = self.claim.agree(request, signature)?;
        Ok(self.answer_claim(answer))
    }

    /// A person declined, or nobody came.
    pub fn refused(&mut self, request: &ClaimRequest) -> Result<Option<Effect>, TooLong> {
        if let Some(bluetooth) = &mut self.bluetooth {
            bluetooth.claim.refuse(request)?;
        }
        let answer = self.claim.refuse(request)?;
        Ok(self.answer_claim(answer))
    }

    fn take(&mut self, link: Link, demand: Demand) -> Result<Vec<Effect>, TooLong> {
        Ok(match demand {
            Demand::Join(credentials) => self.take_join(link, credentials),
            Demand::Scan => {
                let idle = self.scanning.is_empty();
                self.scanning.insert(link);
                // One that is under way answers all.
                idle.then_some(Effect::Scan).into_iter().collect()
            }
            Demand::Identify => vec![Effect::Blink],
            // It has no host name of its own, so that none is demanded.
            Demand::SetHostname(_) => Vec::new(),
            Demand::Extension(extension) => self.take_extension(link, &extension)?,
        })
    }

    fn take_join(&mut self, link: Link, credentials: WifiCredentials) -> Vec<Effect> {
        let unconfirmed = match &self.bluetooth {
            Some(bluetooth) if link == Link::Bluetooth => {
                bluetooth.confirmation == Confirmation::Awaited
            }
            _ => false,
        };
        if unconfirmed {
            // A device that is online already: its own dialogue does not ask for a confirmation again.
            return self.refuse_unconfirmed();
        }
        if self.joining.is_some() {
            // Somebody else is at it over another link.
            return self.tell_not_joined(link).into_iter().collect();
        }
        self.joining = Some(link);
        vec![Effect::Join(credentials)]
    }

    fn refuse_unconfirmed(&mut self) -> Vec<Effect> {
        let told = self.bluetooth.as_mut().map(|bluetooth| {
            let mut told = bluetooth.device.not_joined();
            told.extend(bluetooth.device.revoke());
            Effect::Tell(told)
        });
        told.into_iter().collect()
    }

    fn take_extension(
        &mut self,
        link: Link,
        extension: &Extension,
    ) -> Result<Vec<Effect>, TooLong> {
        let step = self.claim.take(extension)?;
        if extension.id() == claim::CLAIM {
            self.claiming = Some(link);
        }
        let effects = match step {
            ClaimStep::Send(result) => vec![self.answer(link, result)],
            ClaimStep::Blink(result) => vec![Some(Effect::Blink), self.answer(link, result)],
            ClaimStep::AskPerson { waiting, request } => {
                let told = match request.network == self.network {
                    true => self.answer(link, waiting),
                    false => None,
                };
                return Ok([Vec::from_iter(told), self.ask_person(request)?].concat());
            }
            ClaimStep::Unknown => vec![self.on(
                link,
                |line| line.unknown_command(),
                ble::Device::unknown_command,
            )],
        };
        Ok(effects.into_iter().flatten().collect())
    }

    fn ask_person(&mut self, request: ClaimRequest) -> Result<Vec<Effect>, TooLong> {
        if request.network != self.network {
            // Its reports would go to another network than its owner looks at.
            return Ok(self.refused(&request)?.into_iter().collect());
        }
        // Whatever link it came by, the newest is the one that is asked about.
        self.claim.make_way_for(&request);
        if let Some(bluetooth) = &mut self.bluetooth {
            bluetooth.claim.make_way_for(&request);
        }
        Ok(vec![Effect::AskPerson(request)])
    }

    fn answer_claim(&mut self, answer: Option<RpcResult>) -> Option<Effect> {
        self.answer(self.claiming?, answer?)
    }

    fn answer(&mut self, link: Link, result: RpcResult) -> Option<Effect> {
        let again = result.clone();
        self.on(
            link,
            |line| line.answered(result),
            |device| device.answered(again),
        )
    }

    fn tell_not_joined(&mut self, link: Link) -> Option<Effect> {
        self.on(link, serial::Device::not_joined, ble::Device::not_joined)
    }

    /// What the dialogue on a link makes of it.
    fn on(
        &mut self,
        link: Link,
        line: impl FnOnce(&mut serial::Device) -> Vec<u8>,
        bluetooth: impl FnOnce(&mut ble::Device) -> Vec<Notification>,
    ) -> Option<Effect> {
        match link {
            Link::Line(number) => {
                let bytes = line(self.lines.get_mut(number)?);
                Some(Effect::Send {
                    line: number,
                    bytes,
                })
            }
            Link::Bluetooth => {
                let device = &mut self.bluetooth.as_mut()?.device;
                Some(Effect::Tell(bluetooth(device)))
            }
        }
    }
}
