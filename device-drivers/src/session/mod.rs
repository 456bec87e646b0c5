//! Sets one device up, step by step, over one link.
//!
//! Steps can be repeated and may be done in any order after [`Session::identify`]; after a lost
//! link or a restart, [`Session::resume`] goes on with the device that was chosen. Before and after
//! each write the device is asked who it is: several devices and cached links mix devices up, and a
//! write to the wrong one must not go unseen.
//!
//! A session does not know what the device speaks: that is a [`Provisioner`]. There is one for
//! [Improv over a line of bytes](improv_over_serial), one for [Improv over Bluetooth](improv_over_ble),
//! one for [Espressif's unified provisioning](Espressif), one for [Helium's hotspots](Helium), and one for
//! what can be [claimed](Claimable) and nothing else.

mod claimable;
mod error;
mod espressif;
mod helium;
mod identity;
mod improv;
mod line;
mod networks;
mod patience;
mod provisioner;
mod steady;

pub use claimable::Claimable;
pub use error::{Remedy, SessionError};
pub use espressif::{Espressif, Proof};
pub use helium::Helium;
pub use identity::Identity;
pub use improv::Improv;
pub use line::{GattLine, Line, LineEvent, SerialLine};
pub use networks::SeenNetwork;
pub use patience::Patience;
pub use provisioner::{Provisioner, Watcher};
pub use steady::{Reach, Steady};

use crate::{
    protocols::{
        claim::ClaimRequest,
        helium::{Diagnostic, NetworkName},
        improv::{
            DeviceInfo, Hostname, State,
            wifi::{Network, WifiCredentials},
        },
    },
    transport::{Transport, gatt::GattLink},
};
use networks::strongest_first;
use outpost_protocol::{DeviceKey, transaction::DeviceClaim};
use std::{future::Future, time::Duration};

/// The setting up of one device over one link.
pub struct Session {
    provisioner: Box<dyn Provisioner>,
    chosen: Option<Identity>,
}

/// What is known of a device once it was identified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identified {
    /// What it says of itself.
    pub info: DeviceInfo,
    /// Where provisioning stands.
    pub state: State,
    /// Who it is.
    pub identity: Identity,
}

/// What goes on during a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The device said where provisioning stands.
    State(State),
    /// The scan found a network.
    Found(Network),
    /// Somebody has to confirm at the device.
    WaitingForConfirmation,
}

/// Sets up by Improv what is at the other end of a serial line.
pub fn improv_over_serial<T: Transport>(
    transport: T,
    patience: Patience,
    watcher: Watcher,
) -> Improv<SerialLine<T>> {
    Improv::new(SerialLine::new(transport), patience, watcher)
}

/// Sets up by Improv what is connected over Bluetooth.
pub fn improv_over_ble<G: GattLink>(
    link: G,
    patience: Patience,
    watcher: Watcher,
) -> Improv<GattLine<G>> {
    Improv::new(GattLine::new(link), patience, watcher)
}

impl Session {
    /// A session with whatever device is at the other end.
    pub fn new(provisioner: impl Provisioner + 'static) -> Self {
        Self {
            provisioner: Box::new(provisioner),
            chosen: None,
        }
    }

    /// A session with a device that was chosen before; every other is refused.
    pub fn resume(provisioner: impl Provisioner + 'static, chosen: Identity) -> Self {
        Self {
            chosen: Some(chosen),
            ..Self::new(provisioner)
        }
    }

    /// Reads state, info and identity. Waits for a device that boots.
    pub async fn identify(&mut self) -> Result<Identified, SessionError> {
        self.provisioner.read_state().await?;
        let key = match self.provisioner.read_key().await {
            Ok(key) => Some(key),
            Err(SessionError::Unsupported { .. }) => None,
            Err(error) => return Err(error),
        };
        let info = self.provisioner.read_info().await?;
        let identity = match key {
            Some(key) => Identity::Key(key),
            None => Identity::Unkeyed(info.clone()),
        };
        self.check_same(&identity)?;
        self.chosen = Some(identity.clone());
        // What answered first may have been another device, before a link was made anew.
        let state = self.provisioner.read_state().await?;
        Ok(Identified {
            info,
            state,
            identity,
        })
    }

    /// Makes the device show itself.
    pub async fn blink(&mut self) -> Result<(), SessionError> {
        self.check_identity().await?;
        self.provisioner.identify().await?;
        self.check_identity().await
    }

    /// The networks that the device sees, strongest first, each name once. Hidden ones are in no
    /// list; their names are typed.
    pub async fn scan_wifi(&mut self) -> Result<Vec<SeenNetwork>, SessionError> {
        Ok(strongest_first(self.provisioner.scan_wifi().await?))
    }

    /// Gives the device its Wi-Fi and waits until it is connected.
    pub async fn send_wifi(&mut self, credentials: &WifiCredentials) -> Result<(), SessionError> {
        self.check_identity().await?;
        self.provisioner.join(credentials).await?;
        self.check_identity().await?;
        match self.read_back().await? {
            State::Provisioned => Ok(()),
            found => Err(SessionError::WrongState {
                expected: State::Provisioned,
                found,
            }),
        }
    }

    /// Where provisioning stands now.
    pub async fn read_back(&mut self) -> Result<State, SessionError> {
        self.provisioner.read_state().await
    }

    /// What the device says about how it does; empty, if its protocol has no words for that.
    pub async fn read_condition(&mut self) -> Result<Vec<Diagnostic>, SessionError> {
        self.check_identity().await?;
        self.provisioner.read_condition().await
    }

    /// The networks whose passwords the device keeps.
    pub async fn read_kept_wifi(&mut self) -> Result<Vec<NetworkName>, SessionError> {
        self.check_identity().await?;
        self.provisioner.read_kept().await
    }

    /// Has the device forget a network: those that it keeps then.
    pub async fn forget_wifi(
        &mut self,
        network: &NetworkName,
    ) -> Result<Vec<NetworkName>, SessionError> {
        self.check_identity().await?;
        self.provisioner.forget(network).await?;
        self.check_identity().await?;
        self.provisioner.read_kept().await
    }

    /// The device's host name.
    pub async fn read_hostname(&mut self) -> Result<String, SessionError> {
        self.provisioner.read_hostname().await
    }

    /// Gives the device a host name, and says which it has then.
    pub async fn set_hostname(&mut self, name: &Hostname) -> Result<String, SessionError> {
        self.check_identity().await?;
        let taken = self.provisioner.set_hostname(name).await?;
        self.check_identity().await?;
        Ok(taken)
    }

    /// Asks the device to agree to `request`, waits for the person who confirms, and checks the
    /// signature. Asking again with the same request is harmless.
    pub async fn claim(&mut self, request: &ClaimRequest) -> Result<DeviceClaim, SessionError> {
        let device = self.check_key().await?;
        let claim = self.provisioner.claim(device, request).await?;
        self.check_key().await?;
        Ok(claim)
    }

    /// Ends the link, so that the device can be found again at once.
    pub async fn close(mut self) {
        self.provisioner.close().await;
    }

    /// The device that was chosen must be the one that answers.
    async fn check_identity(&mut self) -> Result<(), SessionError> {
        let found = match &self.chosen {
            None => return Err(SessionError::NotIdentified),
            Some(Identity::Key(_)) => Identity::Key(self.provisioner.read_key().await?),
            Some(Identity::Unkeyed(_)) => Identity::Unkeyed(self.provisioner.read_info().await?),
        };
        self.check_same(&found)
    }

    /// The same, for what only a device with a key can do.
    async fn check_key(&mut self) -> Result<DeviceKey, SessionError> {
        self.check_identity().await?;
        match &self.chosen {
            Some(Identity::Key(key)) => Ok(*key),
            _ => Err(SessionError::Unsupported {
                step: "being claimed",
            }),
        }
    }

    fn check_same(&self, found: &Identity) -> Result<(), SessionError> {
        match &self.chosen {
            Some(chosen) if chosen != found => Err(SessionError::DeviceChanged {
                expected: Box::new(chosen.clone()),
                found: Box::new(found.clone()),
            }),
            _ => Ok(()),
        }
    }
}

/// Gives a step until `deadline`, and says that the device is silent if that is over.
async fn within<T: Send>(
    deadline: Duration,
    step: impl Future<Output = Result<T, SessionError>> + Send,
) -> Result<T, SessionError> {
    match tokio::time::timeout(deadline, step).await {
        Ok(done) => done,
        Err(_) => Err(SessionError::Silent(deadline)),
    }
}
