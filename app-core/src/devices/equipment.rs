//! Declares on chain what devices are equipped with.
//!
//! What is wanted is on disk before anything is signed, so that a kill resumes there. It takes effect when
//! the network proves the device to be equipped so, however that came about; and what is signed for it has
//! the proven nonce, so that at most one of several is done and paid.

use crate::{
    app::Core,
    errors::{Explain, ForApp},
    files::{FileError, JsonFile},
    onboarding::{Proven, Stage, look},
};
use outpost_app_api::{AppError, DeclareEquipment, EnergySource, EquipmentView, GeneratorView};
use outpost_light_client::SubmitError;
use outpost_protocol::{
    AccountAddress, DeviceKey, Height, state,
    transaction::{Action, Rejection, Transaction},
};
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// What is wanted of devices, by their addresses, and not on chain yet.
#[derive(Debug)]
pub(crate) struct Declarations {
    file: JsonFile,
    wanted: Mutex<BTreeMap<String, EquipmentView>>,
    /// Held by the declaration that is under way, since an account does one transaction after the other.
    turn: tokio::sync::Mutex<()>,
}

/// What to do about a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Next {
    /// Sign this with the proven nonce, and hand it in.
    HandIn(Action),
    /// Nothing: it is on chain.
    Nothing,
}

/// Declares a device's equipment, and answers once that is proven.
pub(crate) async fn declare(core: &Arc<Core>, call: DeclareEquipment) -> Result<(), AppError> {
    let me = core.wallet.address()?;
    let device = call.device.parse().map_err(|_| not_mine())?;
    core.declarations.want(device, call.equipment).for_app()?;
    core.publisher.changed();
    let outcome = carry_out(core, me, device).await;
    // What the person was told of is theirs to try again; only a kill leaves it to the next start.
    core.declarations.forget(device).for_app()?;
    core.publisher.changed();
    outcome
}

/// Goes on with what was under way when the app stopped.
pub(crate) fn resume(core: &Arc<Core>) {
    for (device, equipment) in core.declarations.wanted().clone() {
        let work = core.clone();
        core.spawn(async move {
            if let Err(error) = declare(&work, DeclareEquipment { device, equipment }).await {
                tracing::info!(?error, "equipment was not declared");
            }
        });
    }
}

/// As it is on chain.
pub(crate) fn view(equipment: &state::Equipment) -> EquipmentView {
    EquipmentView {
        antenna_gain_decidbi: equipment.antenna_gain_decidbi,
        generator: equipment.generator.map(|generator| GeneratorView {
            source: match generator.source {
                state::EnergySource::Solar => EnergySource::Solar,
                state::EnergySource::Wind => EnergySource::Wind,
                state::EnergySource::Other => EnergySource::Other,
            },
            peak_watts: generator.peak_watts,
        }),
    }
}

async fn carry_out(core: &Core, me: AccountAddress, device: DeviceKey) -> Result<(), AppError> {
    let _turn = core.declarations.turn.lock().await;
    let mut newest = Height::default();
    let mut stage = Stage::begin();
    // Gone where an earlier request for the same device ended meanwhile.
    while let Some(wanted) = core.declarations.of(device) {
        let (height, proven) = look(core, me, device).await?;
        // Another peer may be behind; its proofs are right, but old.
        if height >= newest {
            newest = height;
            match next(device, wanted, me, &proven)? {
                Next::Nothing => return core.refresh(me).await,
                Next::HandIn(action) if stage.may_hand_in() => {
                    hand_in(core, me, &proven, action).await?;
                }
                Next::HandIn(_) => {}
            }
        }
        stage.wait().await?;
    }
    Ok(())
}

fn next(
    device: DeviceKey,
    wanted: EquipmentView,
    me: AccountAddress,
    proven: &Proven,
) -> Result<Next, AppError> {
    let known = proven.device.as_ref();
    let known = known
        .filter(|known| known.owner == me)
        .ok_or_else(not_mine)?;
    if view(&known.equipment) == wanted {
        return Ok(Next::Nothing);
    }
    proven.can_pay(1).for_app()?;
    let equipment = state::Equipment {
        antenna_gain_decidbi: wanted.antenna_gain_decidbi,
        generator: wanted.generator.map(|generator| state::Generator {
            source: match generator.source {
                EnergySource::Solar => state::EnergySource::Solar,
                EnergySource::Wind => state::EnergySource::Wind,
                EnergySource::Other => state::EnergySource::Other,
            },
            peak_watts: generator.peak_watts,
        }),
        sectors_offered: known.equipment.sectors_offered,
    };
    Ok(Next::HandIn(Action::DeclareEquipment { device, equipment }))
}

async fn hand_in(
    core: &Core,
    me: AccountAddress,
    proven: &Proven,
    action: Action,
) -> Result<(), AppError> {
    let signed = core.wallet.sign(Transaction {
        network: core.network.id,
        sender: me,
        nonce: proven.nonce,
        fee: proven.minimum_fee,
        action,
    })?;
    match core.light.submit(signed).await {
        // Used: done meanwhile, or by another transaction; what is proven next will tell.
        Ok(_) | Err(SubmitError::Rejected(Rejection::NonceUsed { .. })) => Ok(()),
        // No peer took it; it is tried again.
        Err(SubmitError::NotSent(error)) if error.is_transient() => Ok(()),
        Err(error) => Err(error.explain()),
    }
}

fn not_mine() -> AppError {
    Rejection::NotTheOwner.explain()
}

impl Declarations {
    pub(crate) fn open(path: PathBuf) -> Result<Self, FileError> {
        let file = JsonFile::at(path);
        let wanted = Mutex::new(file.read_or_set_aside()?.unwrap_or_default());
        Ok(Self {
            file,
            wanted,
            turn: tokio::sync::Mutex::default(),
        })
    }

    /// What is wanted of a device and not on chain yet.
    pub(crate) fn of(&self, device: DeviceKey) -> Option<EquipmentView> {
        self.wanted().get(&device.to_string()).copied()
    }

    fn want(&self, device: DeviceKey, equipment: EquipmentView) -> Result<(), FileError> {
        let mut wanted = self.wanted();
        wanted.insert(device.to_string(), equipment);
        self.file.write(&*wanted)
    }

    fn forget(&self, device: DeviceKey) -> Result<(), FileError> {
        let mut wanted = self.wanted();
        if wanted.remove(&device.to_string()).is_some() {
            self.file.write(&*wanted)?;
        }
        Ok(())
    }

    fn wanted(&self) -> MutexGuard<'_, BTreeMap<String, EquipmentView>> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_app_api::ErrorCode;
    use outpost_protocol::{
        Amount, Timestamp,
        state::{Device, DeviceRecord, Equipment, Generator},
    };

    const DEVICE: DeviceKey = DeviceKey::Ed25519([7; 32]);
    const ME: AccountAddress = AccountAddress([1; 32]);

    const PANELS: EquipmentView = EquipmentView {
        antenna_gain_decidbi: 0,
        generator: Some(GeneratorView {
            source: EnergySource::Solar,
            peak_watts: 4_000,
        }),
    };

    /// The network proves a device with this equipment, of an account that holds as much.
    fn proven(owner: AccountAddress, equipment: Equipment, balance: u128) -> Proven {
        Proven {
            nonce: 3,
            balance: Amount::from_units(balance),
            minimum_fee: Amount::from_units(10),
            device: Some(Device {
                owner,
                index: 0,
                slot: 0,
                claimed_at: Timestamp(0),
                cell: None,
                equipment,
                record: DeviceRecord::default(),
            }),
        }
    }

    #[track_caller]
    fn check(proven: &Proven, expected: Result<Next, ErrorCode>) {
        let found = next(DEVICE, PANELS, ME, proven).map_err(|error| error.code);
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_wanted_is_declared_once_and_takes_away_no_disk() {
        let disk = Equipment {
            sectors_offered: 5,
            ..Equipment::default()
        };
        let equipment = Equipment {
            generator: Some(Generator {
                source: state::EnergySource::Solar,
                peak_watts: 4_000,
            }),
            ..disk
        };
        let device = DEVICE;
        check(
            &proven(ME, disk, 10),
            Ok(Next::HandIn(Action::DeclareEquipment { device, equipment })),
        );
        check(&proven(ME, equipment, 0), Ok(Next::Nothing));
    }

    #[test]
    fn who_cannot_pay_or_owns_another_device_signs_nothing() {
        let none = Equipment::default();
        check(&proven(ME, none, 9), Err(ErrorCode::InsufficientBalance));
        let theirs = AccountAddress([2; 32]);
        check(
            &proven(theirs, none, 10),
            Err(ErrorCode::DeviceAlreadyClaimed),
        );
        let nobodys = Proven {
            device: None,
            ..proven(ME, none, 10)
        };
        check(&nobodys, Err(ErrorCode::DeviceAlreadyClaimed));
    }
}
