//! Finds a device's endpoints among its characteristics.

use crate::transport::gatt::Offered;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a device can be asked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Endpoint {
    /// `proto-ver`: which security it wants.
    Version,
    /// `prov-session`: the handshake.
    Session,
    /// `prov-scan`: networks in reach.
    Scan,
    /// `prov-config`: credentials.
    Config,
    /// `prov-ctrl`: another try.
    Control,
    /// `outpost-claim`: ours.
    Claim,
}

/// A transaction: write `bytes` to the endpoint, wait until the device has them, then read the
/// answer from the same endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Where.
    pub endpoint: Endpoint,
    /// What to write.
    pub bytes: Vec<u8>,
}

/// Which characteristic is which endpoint of one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints(BTreeMap<Endpoint, Uuid>);

/// The device does not offer what is asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the device has no endpoint {}", .0.name())]
pub struct MissingEndpoint(pub Endpoint);

impl Endpoint {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Version,
        Self::Session,
        Self::Scan,
        Self::Config,
        Self::Control,
        Self::Claim,
    ];

    /// Its name, the text of descriptor 0x2901.
    pub fn name(self) -> &'static str {
        match self {
            Self::Version => "proto-ver",
            Self::Session => "prov-session",
            Self::Scan => "prov-scan",
            Self::Config => "prov-config",
            Self::Control => "prov-ctrl",
            Self::Claim => "outpost-claim",
        }
    }

    /// The third and fourth byte of its characteristic's id where firmware is built as usual
    /// (wifi_provisioning, manager.c); the others are the service's.
    pub(super) fn usual_number(self) -> u16 {
        match self {
            Self::Control => 0xff4f,
            Self::Scan => 0xff50,
            Self::Session => 0xff51,
            Self::Config => 0xff52,
            Self::Version => 0xff53,
            // The first that is free for the application.
            Self::Claim => 0xff54,
        }
    }
}

impl Endpoints {
    /// Without these nothing can be done.
    const NEEDED: [Endpoint; 3] = [Endpoint::Version, Endpoint::Session, Endpoint::Config];

    /// Finds the service of a device that has the needed endpoints, whatever its id: makers choose
    /// their own. Names are compared without regard to case, as Espressif's own client does.
    pub fn find(offered: &[Offered]) -> Result<Self, MissingEndpoint> {
        let mut services: BTreeMap<Uuid, BTreeMap<Endpoint, Uuid>> = BTreeMap::new();
        for characteristic in offered {
            let name = characteristic.description.as_deref().unwrap_or_default();
            let endpoint = Endpoint::ALL
                .into_iter()
                .find(|endpoint| endpoint.name().eq_ignore_ascii_case(name));
            if let Some(endpoint) = endpoint {
                services
                    .entry(characteristic.service)
                    .or_default()
                    .entry(endpoint)
                    .or_insert(characteristic.uuid);
            }
        }
        // The fullest, so that what is missing is named of the service that was meant.
        let found = services.into_values().max_by_key(BTreeMap::len);
        let found = Self(found.unwrap_or_default());
        for endpoint in Self::NEEDED {
            found.characteristic(endpoint)?;
        }
        Ok(found)
    }

    /// The characteristic of an endpoint.
    pub fn characteristic(&self, endpoint: Endpoint) -> Result<Uuid, MissingEndpoint> {
        let found = self.0.get(&endpoint).copied();
        found.ok_or(MissingEndpoint(endpoint))
    }
}
