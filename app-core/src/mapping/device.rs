//! Makes this app a device of the network, which maps: with a key of its own, that signs while the wallet is
//! locked.

use super::Mapping;
use crate::{app::Core, devices, earnings, errors, errors::ForApp, onboarding::look};
use outpost_app_api::{
    AppError, ChangeDevice, ClaimMappingDevice, DeviceChange, DeviceOwner, ErrorCode,
    MappingDeviceView,
};
use outpost_device_drivers::protocols::claim::ClaimRequest;
use outpost_protocol::{AccountAddress, DeviceKey, transaction::DeviceClaim};
use outpost_reporting::{folder::Folder, identity::DeviceIdentity};
use std::{path::Path, sync::Arc, time::Duration};
use tokio::{sync::OnceCell, time::sleep};

/// How often a folder is tried that an app which was just ended may still hold, and how long between.
const TRIES: u32 = 30;
const TRY_AGAIN: Duration = Duration::from_millis(100);

/// The device, opened when it is first needed.
#[derive(Debug, Default)]
pub(super) struct OwnDevice(OnceCell<Opened>);

/// The device's folder and its key.
#[derive(Clone, Debug)]
pub(super) struct Opened {
    pub(super) folder: Arc<Folder>,
    pub(super) identity: Arc<DeviceIdentity>,
}

impl OwnDevice {
    /// The device in this folder; made if there is none.
    pub(super) async fn open(&self, path: &Path) -> Result<&Opened, AppError> {
        let opening = || async {
            let mut tried = 1;
            let folder = loop {
                match Folder::open(path) {
                    Err(_) if tried < TRIES => sleep(TRY_AGAIN).await,
                    opened => break opened.map_err(errors::internal)?,
                }
                tried += 1;
            };
            let identity = DeviceIdentity::open(&folder).map_err(errors::internal)?;
            Ok(Opened {
                folder: Arc::new(folder),
                identity: Arc::new(identity),
            })
        };
        self.0.get_or_try_init(opening).await
    }

    /// Its key, if it was needed since the start.
    pub(super) fn key(&self) -> Option<DeviceKey> {
        Some(self.0.get()?.identity.device())
    }
}

impl Mapping {
    /// Whether it was needed ever.
    pub(super) fn has_device(&self) -> bool {
        self.folder.join("device").is_dir()
    }

    /// The app's own device.
    pub(super) async fn device(&self) -> Result<&Opened, AppError> {
        self.device.open(&self.folder.join("device")).await
    }
}

/// Has this app's device belong to the account that is shown.
pub(crate) async fn claim(core: &Arc<Core>, call: ClaimMappingDevice) -> Result<(), AppError> {
    core.wallet.signatory()?;
    let key = core.mapping.device().await?.identity.device();
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).map_err(errors::internal)?;
    core.names.remember(key, &call.name).for_app()?;
    let change = DeviceChange::Claim {
        nonce: hex::encode(nonce),
    };
    let device = key.to_string();
    devices::change(core, ChangeDevice { device, change }).await
}

/// The app's device agrees to belong to `owner`; no other device is asked here.
pub(crate) async fn agree(
    core: &Core,
    device: DeviceKey,
    owner: AccountAddress,
    nonce: [u8; 16],
) -> Result<DeviceClaim, AppError> {
    let identity = &core.mapping.device().await?.identity;
    if identity.device() != device {
        return Err(AppError::new(ErrorCode::Malformed));
    }
    let request = ClaimRequest {
        network: core.network.id,
        owner,
        nonce,
    };
    let signature = identity.sign(&request.signing_bytes(device));
    request
        .verify(device, signature.map_err(errors::internal)?)
        .map_err(errors::internal)
}

/// Whose the device is, as far as that is proven.
pub(super) async fn view(core: &Core) -> Result<MappingDeviceView, AppError> {
    let key = core.mapping.device().await?.identity.device();
    let mut view = MappingDeviceView {
        address: key.to_string(),
        owner: DeviceOwner::Unknown,
        fee: None,
    };
    // Known without asking, if it is the account's; else the network is asked, which may be away.
    let proven = core.proven();
    let account = proven.account.as_ref();
    if account.is_some_and(|account| account.devices.iter().any(|(own, _)| *own == key)) {
        view.owner = DeviceOwner::Me;
    } else if let Ok(me) = core.wallet.address()
        && let Ok((_, seen)) = look(core, me, key).await
    {
        view.fee = Some(earnings::money(seen.minimum_fee));
        view.owner = match seen.device.map(|device| device.owner) {
            None => DeviceOwner::Nobody,
            Some(owner) if owner == me => DeviceOwner::Me,
            Some(_) => DeviceOwner::Another,
        };
    }
    Ok(view)
}
