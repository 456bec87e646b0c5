//! Answers whoever sets the device up: Wi-Fi by Improv, then the claim. Has no IO and no clock.

use outpost_device_drivers::{
    catalog::OUTPOST_FIRMWARE,
    protocols::{
        claim::{ClaimDevice, ClaimRequest, ClaimStep},
        improv::{
            Demand, DeviceInfo, RpcResult, State, TooLong,
            serial::Device,
            wifi::{Network, WifiCredentials},
        },
    },
};
use outpost_protocol::{DeviceKey, NetworkId, Signature};

/// The device's side of being set up.
#[derive(Debug)]
pub struct Provisioning {
    improv: Device,
    claim: ClaimDevice,
    network: NetworkId,
}

/// What is to be done, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send this over the port.
    Send(Vec<u8>),
    /// Join this Wi-Fi, then call [`Provisioning::joined`] or [`Provisioning::not_joined`].
    Join(WifiCredentials),
    /// Look for networks, then call [`Provisioning::scanned`].
    Scan,
    /// Show a person which device this is.
    Blink,
    /// Ask a person, then call [`Provisioning::agreed`] or [`Provisioning::refused`].
    AskPerson(ClaimRequest),
}

impl Provisioning {
    /// A device of this name for this network, which has its Wi-Fi or has not.
    pub fn new(
        device: DeviceKey,
        network: NetworkId,
        name: &str,
        state: State,
    ) -> Result<Self, TooLong> {
        let info = DeviceInfo {
            firmware: OUTPOST_FIRMWARE.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            hardware: "simulated".to_owned(),
            name: name.to_owned(),
        };
        Ok(Self {
            improv: Device::new(&info, state)?,
            claim: ClaimDevice::new(device),
            network,
        })
    }

    /// Takes the next bytes from the port.
    pub fn receive(&mut self, bytes: &[u8]) -> Result<Vec<Effect>, TooLong> {
        let reply = self.improv.receive(bytes);
        let mut effects = vec![Effect::Send(reply.bytes)];
        for demand in reply.demands {
            match demand {
                Demand::Join(credentials) => effects.push(Effect::Join(credentials)),
                Demand::Scan => effects.push(Effect::Scan),
                Demand::Identify => effects.push(Effect::Blink),
                // It has no host name, so that none is demanded.
                Demand::SetHostname(_) => {}
                Demand::Extension(extension) => match self.claim.take(&extension)? {
                    ClaimStep::Send(result) => effects.push(self.answer(result)),
                    ClaimStep::Blink(result) => {
                        effects.extend([Effect::Blink, self.answer(result)]);
                    }
                    ClaimStep::AskPerson { request, .. } if request.network != self.network => {
                        // Its reports would go to another network than its owner looks at.
                        effects.push(self.refused(&request)?);
                    }
                    ClaimStep::AskPerson { waiting, request } => {
                        effects.extend([self.answer(waiting), Effect::AskPerson(request)]);
                    }
                    ClaimStep::Unknown => {
                        effects.push(Effect::Send(self.improv.unknown_command()));
                    }
                },
            }
        }
        Ok(effects)
    }

    /// The Wi-Fi was joined.
    pub fn joined(&mut self) -> Effect {
        Effect::Send(self.improv.joined())
    }

    /// The Wi-Fi could not be joined.
    pub fn not_joined(&mut self) -> Effect {
        Effect::Send(self.improv.not_joined())
    }

    /// These networks are in reach.
    pub fn scanned(&self, networks: &[Network]) -> Effect {
        Effect::Send(self.improv.scanned(networks))
    }

    /// A person agreed, and the device signed.
    pub fn agreed(
        &mut self,
        request: &ClaimRequest,
        signature: Signature,
    ) -> Result<Effect, TooLong> {
        let agreed = self.claim.agree(request, signature)?;
        Ok(self.answer_if_any(agreed))
    }

    /// A person declined, or nobody came.
    pub fn refused(&mut self, request: &ClaimRequest) -> Result<Effect, TooLong> {
        let refused = self.claim.refuse(request)?;
        Ok(self.answer_if_any(refused))
    }

    fn answer(&self, result: RpcResult) -> Effect {
        Effect::Send(self.improv.answered(result))
    }

    fn answer_if_any(&self, result: Option<RpcResult>) -> Effect {
        let bytes = result.map(|result| self.improv.answered(result));
        Effect::Send(bytes.unwrap_or_default())
    }
}
