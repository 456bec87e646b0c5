//! Decides what to do next about a claim, from the journal and from what the network proves.
//!
//! # Why nothing is paid twice
//! An account's nonce counts the transactions that were done, and it is proven together with the
//! device. While the proven nonce is not past a signed transaction's, handing in the same bytes again
//! can only do what they were signed for, once. When it is past it, these bytes are spent: by
//! themselves, which shows in the device's state, or by another transaction, and then they can never
//! be done and something else may be signed.

use super::{
    journal::{Claim, Happened, OnboardingJournal, Signed},
    known::KnownDevice,
};
use outpost_app_api::Step;
use outpost_protocol::{
    AccountAddress, Amount,
    state::{Device, Equipment},
    transaction::Action,
};

/// What the network proves that matters to a claim, at one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// How many transactions the account made.
    pub nonce: u64,
    /// What it holds.
    pub balance: Amount,
    /// What a transaction costs.
    pub minimum_fee: Amount,
    /// The device; `None`: nobody's.
    pub device: Option<Device>,
    /// Whom it is offered to.
    pub offered_to: Option<AccountAddress>,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Choose the nonce of a question to the device, and write it down.
    ChooseNonce,
    /// Ask the device with this nonce, again if need be.
    AskDevice([u8; 16]),
    /// Sign this, with the proven nonce and fee, and write it down.
    Sign(Action),
    /// Hand in what was signed, again if need be, and look again.
    HandIn(Box<Signed>),
    /// Write this down.
    Record(Happened),
    /// Look again: what is proven is older than what was proven before.
    LookAgain,
    /// Nothing: the device is claimed and placed.
    Nothing,
}

/// Why the claim cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// The device belongs to another account.
    #[error("the device belongs to another account")]
    OwnedByAnother,
    /// The account does not hold the fees.
    #[error("the account holds {balance}, {needed} is needed")]
    CannotPay {
        /// What it holds.
        balance: Amount,
        /// The fees to come.
        needed: Amount,
    },
    /// The set-up is not at the claim.
    #[error("the set-up is not at the claim")]
    NotThere,
}

/// What `me` does next about the claim in `journal`.
pub fn next(
    journal: &OnboardingJournal,
    me: AccountAddress,
    proven: &Proven,
) -> Result<Next, Obstacle> {
    let device = journal.device.as_ref().and_then(KnownDevice::key);
    let (Some(device), Some(cell)) = (device, journal.cell) else {
        return Err(Obstacle::NotThere);
    };
    if journal.step < Step::Claim {
        return Err(Obstacle::NotThere);
    }
    let known = proven.device.as_ref();
    if known.is_some_and(|known| known.owner != me) {
        return Err(Obstacle::OwnedByAnother);
    }
    let is_mine = known.is_some();
    let fees = journal.fees_to_come();
    let is_placed = known.is_some_and(|known| known.cell == Some(cell));
    match &journal.claim {
        Claim::Placed => Ok(Next::Nothing),

        Claim::Claimed { .. } | Claim::PlaceSigned { .. } if !is_mine => Ok(Next::LookAgain),
        Claim::Claimed { .. } | Claim::PlaceSigned { .. } if is_placed => {
            Ok(Next::Record(Happened::PlaceProven))
        }
        Claim::Claimed { .. } => {
            proven.can_pay(fees)?;
            Ok(Next::Sign(Action::AssertLocation { device, cell }))
        }
        Claim::PlaceSigned { place, .. } => Ok(proven.hand_in(place)),

        Claim::Located { .. } | Claim::AntennaSigned { .. } => {
            let (Some(known), Some(gain)) = (known, journal.antenna_gain_decidbi) else {
                return Ok(match is_mine {
                    true => Next::Record(Happened::AntennaProven),
                    false => Next::LookAgain,
                });
            };
            if known.equipment.antenna_gain_decidbi == gain {
                return Ok(Next::Record(Happened::AntennaProven));
            }
            if let Claim::AntennaSigned { antenna, .. } = &journal.claim {
                return Ok(proven.hand_in(antenna));
            }
            proven.can_pay(fees)?;
            // What else it is equipped with stays.
            let equipment = Equipment {
                antenna_gain_decidbi: gain,
                ..known.equipment
            };
            Ok(Next::Sign(Action::DeclareEquipment { device, equipment }))
        }

        _ if is_mine => Ok(Next::Record(Happened::ClaimProven { owner: me })),
        Claim::Signed { owner, .. } if *owner != me => Ok(Next::Record(Happened::SignedInVain)),
        Claim::Signed { claim, .. } => Ok(proven.hand_in(claim)),
        Claim::Agreed { owner, word } if *owner == me => {
            proven.can_pay(fees)?;
            Ok(Next::Sign(Action::ClaimDevice(word.clone())))
        }
        Claim::Asking { owner, nonce } if *owner == me => {
            proven.can_pay(fees)?;
            Ok(Next::AskDevice(*nonce))
        }
        Claim::Agreed { .. } | Claim::Asking { .. } | Claim::NotBegun => {
            proven.can_pay(fees)?;
            Ok(Next::ChooseNonce)
        }
    }
}

impl Proven {
    fn hand_in(&self, signed: &Signed) -> Next {
        if self.nonce <= signed.nonce {
            Next::HandIn(Box::new(signed.clone()))
        } else {
            Next::Record(Happened::SignedInVain)
        }
    }

    /// Whether the account holds so many fees.
    pub fn can_pay(&self, fees: u128) -> Result<(), Obstacle> {
        let needed = Amount::from_units(self.minimum_fee.units().saturating_mul(fees));
        if self.balance >= needed {
            Ok(())
        } else {
            Err(Obstacle::CannotPay {
                balance: self.balance,
                needed,
            })
        }
    }
}
