//! Decides what to do next about a change of a device, from what is wanted and what the network proves.

use crate::{
    errors::{Explain, ForApp},
    map,
    onboarding::Proven,
};
use outpost_app_api::{
    AppError, DeviceChange, EnergySource, EquipmentView, ErrorCode, GeneratorView, MAX_GAIN_DECIDBI,
};
use outpost_protocol::{
    AccountAddress, DeviceKey, state,
    transaction::{Action, Rejection},
};

/// What to do about a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Sign this with the proven nonce, and hand it in.
    HandIn(Action),
    /// Have the device, which is this app's own, agree with this nonce, and hand that in.
    Agree([u8; 16]),
    /// Nothing: it is on chain.
    Nothing,
}

/// Whether a change can be wanted at all.
pub(super) fn check(change: &DeviceChange) -> Result<(), AppError> {
    match change {
        DeviceChange::Move { cell } => map::parse(cell).map(|_| ()),
        DeviceChange::Offer { to } => account_of(to).map(|_| ()),
        DeviceChange::Claim { nonce } => nonce_of(nonce).map(|_| ()),
        DeviceChange::Equip { equipment } => check_gain(equipment.antenna_gain_decidbi),
        DeviceChange::Withdraw | DeviceChange::Accept | DeviceChange::Release => Ok(()),
    }
}

/// Whether an antenna can have this gain, in 0.1 dBi.
pub(crate) fn check_gain(gain_decidbi: i16) -> Result<(), AppError> {
    match (0..=MAX_GAIN_DECIDBI).contains(&gain_decidbi) {
        true => Ok(()),
        false => Err(AppError::new(ErrorCode::Malformed)),
    }
}

/// What `me` does next to have `device` changed.
pub(super) fn next(
    device: DeviceKey,
    change: &DeviceChange,
    me: AccountAddress,
    proven: &Proven,
) -> Result<Next, AppError> {
    let mine = proven.device.as_ref().filter(|known| known.owner == me);
    let own = || mine.ok_or_else(|| Rejection::NotTheOwner.explain());
    let action = match change {
        DeviceChange::Move { cell } => {
            let cell = map::parse(cell)?;
            if own()?.cell == Some(cell) {
                return Ok(Next::Nothing);
            }
            Action::AssertLocation { device, cell }
        }
        DeviceChange::Equip { equipment } => {
            let known = own()?.equipment;
            if view(&known) == *equipment {
                return Ok(Next::Nothing);
            }
            let equipment = equipped(*equipment, known.sectors_offered);
            Action::DeclareEquipment { device, equipment }
        }
        DeviceChange::Offer { to } => {
            let to = account_of(to)?;
            own()?;
            if proven.offered_to == Some(to) {
                return Ok(Next::Nothing);
            }
            Action::OfferDevice {
                device,
                to: Some(to),
            }
        }
        DeviceChange::Withdraw => {
            own()?;
            if proven.offered_to.is_none() {
                return Ok(Next::Nothing);
            }
            Action::OfferDevice { device, to: None }
        }
        DeviceChange::Accept if mine.is_some() => return Ok(Next::Nothing),
        DeviceChange::Accept if proven.offered_to != Some(me) => {
            return Err(Rejection::NotOffered.explain());
        }
        DeviceChange::Accept => Action::AcceptDevice { device },
        // Whoever has it now, it is not this account's any more.
        DeviceChange::Release if mine.is_none() => return Ok(Next::Nothing),
        DeviceChange::Release => Action::ReleaseDevice { device },
        DeviceChange::Claim { .. } if mine.is_some() => return Ok(Next::Nothing),
        DeviceChange::Claim { .. } if proven.device.is_some() => {
            return Err(AppError::new(ErrorCode::DeviceAlreadyClaimed));
        }
        DeviceChange::Claim { nonce } => {
            proven.can_pay(1).for_app()?;
            return Ok(Next::Agree(nonce_of(nonce)?));
        }
    };
    proven.can_pay(1).for_app()?;
    Ok(Next::HandIn(action))
}

/// Equipment as it is on chain.
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

/// Equipment as it is said on chain, with the disk that was offered before.
fn equipped(wanted: EquipmentView, sectors_offered: u32) -> state::Equipment {
    state::Equipment {
        antenna_gain_decidbi: wanted.antenna_gain_decidbi,
        generator: wanted.generator.map(|generator| state::Generator {
            source: match generator.source {
                EnergySource::Solar => state::EnergySource::Solar,
                EnergySource::Wind => state::EnergySource::Wind,
                EnergySource::Other => state::EnergySource::Other,
            },
            peak_watts: generator.peak_watts,
        }),
        sectors_offered,
    }
}

fn nonce_of(text: &str) -> Result<[u8; 16], AppError> {
    let mut nonce = [0; 16];
    hex::decode_to_slice(text, &mut nonce).map_err(|_| AppError::new(ErrorCode::Malformed))?;
    Ok(nonce)
}

fn account_of(text: &str) -> Result<AccountAddress, AppError> {
    text.trim()
        .parse()
        .map_err(|_| AppError::new(ErrorCode::AddressInvalid))
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_protocol::{
        Amount, CellId, Timestamp,
        state::{Device, DeviceRecord, Equipment, Generator},
    };

    const DEVICE: DeviceKey = DeviceKey::Ed25519([7; 32]);
    const ME: AccountAddress = AccountAddress([1; 32]);
    const OTHER: AccountAddress = AccountAddress([2; 32]);
    const CELL: u64 = 0x0881_f1d4_887f_ffff;

    const PANELS: EquipmentView = EquipmentView {
        antenna_gain_decidbi: 0,
        generator: Some(GeneratorView {
            source: EnergySource::Solar,
            peak_watts: 4_000,
        }),
    };

    /// The network proves a device of this owner; the account can pay one fee.
    fn owned_by(owner: AccountAddress) -> Proven {
        Proven {
            nonce: 3,
            balance: Amount::from_units(10),
            minimum_fee: Amount::from_units(10),
            device: Some(Device {
                owner,
                index: 0,
                slot: 0,
                claimed_at: Timestamp(0),
                cell: None,
                equipment: Equipment::default(),
                record: DeviceRecord::default(),
            }),
            offered_to: None,
        }
    }

    fn nobodys() -> Proven {
        Proven {
            device: None,
            ..owned_by(ME)
        }
    }

    fn offered(owner: AccountAddress, to: AccountAddress) -> Proven {
        Proven {
            offered_to: Some(to),
            ..owned_by(owner)
        }
    }

    fn equipped_with(equipment: Equipment) -> Proven {
        let mut proven = owned_by(ME);
        if let Some(device) = &mut proven.device {
            device.equipment = equipment;
        }
        proven
    }

    fn broke(proven: Proven) -> Proven {
        Proven {
            balance: Amount::from_units(9),
            ..proven
        }
    }

    #[track_caller]
    fn check_next(change: &DeviceChange, proven: &Proven, expected: Result<Next, ErrorCode>) {
        let found = next(DEVICE, change, ME, proven).map_err(|error| error.code);
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn hands_in(change: &DeviceChange, proven: Proven, action: Action) {
        check_next(change, &proven, Ok(Next::HandIn(action)));
        let poor = Err(ErrorCode::InsufficientBalance);
        check_next(change, &broke(proven), poor);
    }

    /// Nothing is to be done, and so nothing to be paid.
    #[track_caller]
    fn is_done(change: &DeviceChange, proven: Proven) {
        check_next(change, &broke(proven), Ok(Next::Nothing));
    }

    #[test]
    fn a_device_is_moved_once() {
        let cell = CellId::try_from(CELL).unwrap();
        let change = DeviceChange::Move {
            cell: cell.to_string(),
        };
        let device = DEVICE;
        hands_in(
            &change,
            owned_by(ME),
            Action::AssertLocation { device, cell },
        );
        let mut moved = owned_by(ME);
        moved.device.as_mut().unwrap().cell = Some(cell);
        is_done(&change, moved);
    }

    #[test]
    fn equipment_is_declared_once_and_takes_away_no_disk() {
        let change = DeviceChange::Equip { equipment: PANELS };
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
        hands_in(
            &change,
            equipped_with(disk),
            Action::DeclareEquipment { device, equipment },
        );
        is_done(&change, equipped_with(equipment));
    }

    #[test]
    fn a_device_is_offered_and_withdrawn_once() {
        let device = DEVICE;
        let offer = DeviceChange::Offer {
            to: OTHER.to_string(),
        };
        let to = Some(OTHER);
        hands_in(&offer, owned_by(ME), Action::OfferDevice { device, to });
        let third = AccountAddress([3; 32]);
        hands_in(
            &offer,
            offered(ME, third),
            Action::OfferDevice { device, to },
        );
        is_done(&offer, offered(ME, OTHER));
        let withdrawal = Action::OfferDevice { device, to: None };
        hands_in(&DeviceChange::Withdraw, offered(ME, OTHER), withdrawal);
        is_done(&DeviceChange::Withdraw, owned_by(ME));
    }

    #[test]
    fn what_is_offered_is_taken_over_once_and_by_nobody_else() {
        let accept = DeviceChange::Accept;
        let device = DEVICE;
        hands_in(&accept, offered(OTHER, ME), Action::AcceptDevice { device });
        is_done(&accept, owned_by(ME));
        let refused = || Err(ErrorCode::DeviceNotOffered);
        check_next(&accept, &owned_by(OTHER), refused());
        check_next(&accept, &nobodys(), refused());
    }

    #[test]
    fn a_device_is_released_once() {
        let release = DeviceChange::Release;
        let device = DEVICE;
        hands_in(&release, owned_by(ME), Action::ReleaseDevice { device });
        is_done(&release, nobodys());
        is_done(&release, owned_by(OTHER));
    }

    #[test]
    fn nothing_is_signed_for_anothers_device_or_for_nonsense() {
        let anothers = Err(ErrorCode::DeviceAlreadyClaimed);
        check_next(
            &DeviceChange::Withdraw,
            &offered(OTHER, ME),
            anothers.clone(),
        );
        let equip = DeviceChange::Equip { equipment: PANELS };
        check_next(&equip, &nobodys(), anothers);
        let strong = EquipmentView {
            antenna_gain_decidbi: 151,
            ..PANELS
        };
        assert!(check(&DeviceChange::Equip { equipment: strong }).is_err());
        let cell = "nowhere".to_owned();
        let code = |change| check(&change).unwrap_err().code;
        assert_eq!(code(DeviceChange::Move { cell }), ErrorCode::PlaceInvalid);
        let to = DEVICE.to_string();
        assert_eq!(code(DeviceChange::Offer { to }), ErrorCode::AddressInvalid);
    }

    #[test]
    fn the_own_device_is_claimed_once_and_never_from_another() {
        let claim = DeviceChange::Claim {
            nonce: "07".repeat(16),
        };
        check_next(&claim, &nobodys(), Ok(Next::Agree([7; 16])));
        let poor = Err(ErrorCode::InsufficientBalance);
        check_next(&claim, &broke(nobodys()), poor);
        is_done(&claim, owned_by(ME));
        let taken = Err(ErrorCode::DeviceAlreadyClaimed);
        check_next(&claim, &owned_by(OTHER), taken);
        for nonce in ["07", "not hexadecimal"] {
            let nonce = nonce.to_owned();
            assert!(check(&DeviceChange::Claim { nonce }).is_err());
        }
    }
}
