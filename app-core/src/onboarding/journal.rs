//! Remembers how far a set-up got: a pure state machine, told what happened.
//!
//! # Rules
//! - What happened is recorded before anything is done about it: a transaction is in the journal,
//!   signed, before it leaves this machine.
//! - A signed transaction is only ever replaced when its nonce was used by another one, or when the
//!   network refuses it for good; then what replaces it has the same nonce, and at most one is paid.
//! - The nonce of a claim is in the journal before the device is asked. A device asks nobody twice about
//!   one nonce, so that after a kill the same question is put again and the same person is not.
//! - Once the device agreed to a claim, another device cannot slip into its place.
//! - A device without a key is done with its Wi-Fi: it never gets to a place or a claim, and so nothing is paid.

use super::known::KnownDevice;
use crate::text_form;
use outpost_app_api::{ClaimProgress, Step};
use outpost_protocol::{
    AccountAddress, CellId,
    transaction::{DeviceClaim, SignedTransaction},
};
use serde::{Deserialize, Serialize};

/// How far a set-up got, and what is known by then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnboardingJournal {
    /// Where the wizard stands.
    pub step: Step,
    /// The chosen device.
    pub device: Option<KnownDevice>,
    /// What became of its Wi-Fi.
    pub wifi: Option<Wifi>,
    /// The chosen cell.
    #[serde(with = "text_form::optional")]
    pub cell: Option<CellId>,
    /// The gain of another antenna than the one it came with, in 0.1 dBi, which the network is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub antenna_gain_decidbi: Option<i16>,
    /// How far the claim got.
    pub claim: Claim,
}

/// What became of the device's Wi-Fi.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wifi {
    /// It joined this network.
    Joined(String),
    /// It stays on the one it had.
    Kept,
}

/// How far the claim got.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// Not begun.
    #[default]
    NotBegun,
    /// The device is asked, or is about to be.
    Asking {
        /// Whose device it is asked to be.
        #[serde(with = "text_form")]
        owner: AccountAddress,
        /// Chosen at random for this one question.
        #[serde(with = "text_form::encoding")]
        nonce: [u8; 16],
    },
    /// The device agreed to belong to `owner`.
    Agreed {
        /// Whose device it agreed to be.
        #[serde(with = "text_form")]
        owner: AccountAddress,
        /// Its word.
        #[serde(with = "text_form::encoding")]
        word: DeviceClaim,
    },
    /// The claim is signed and may be on its way.
    Signed {
        /// Whose device it agreed to be.
        #[serde(with = "text_form")]
        owner: AccountAddress,
        /// The claim.
        claim: Signed,
    },
    /// The network proved that the device is `owner`'s.
    Claimed {
        /// The owner.
        #[serde(with = "text_form")]
        owner: AccountAddress,
    },
    /// The place is signed and may be on its way.
    PlaceSigned {
        /// The owner.
        #[serde(with = "text_form")]
        owner: AccountAddress,
        /// The assertion of the place.
        place: Signed,
    },
    /// The network proved the place, and is to be told the antenna.
    Located {
        /// The owner.
        #[serde(with = "text_form")]
        owner: AccountAddress,
    },
    /// The antenna is signed and may be on its way.
    AntennaSigned {
        /// The owner.
        #[serde(with = "text_form")]
        owner: AccountAddress,
        /// The declaration of the antenna.
        antenna: Signed,
    },
    /// The network proved the place, and the antenna if it was told of one.
    Placed,
}

/// A signed transaction, with the nonce that keeps it from being done twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Its nonce.
    pub nonce: u64,
    /// Its bytes.
    #[serde(with = "text_form::encoding")]
    pub transaction: SignedTransaction,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// A device was chosen and said who it is.
    Chosen(KnownDevice),
    /// Its Wi-Fi is settled.
    WifiSettled(Wifi),
    /// Its place was chosen, and perhaps another antenna.
    PlaceChosen {
        /// The place.
        cell: CellId,
        /// See [`OnboardingJournal::antenna_gain_decidbi`].
        antenna_gain_decidbi: Option<i16>,
    },
    /// It is going to be asked whether it belongs to an owner.
    Asking {
        /// The owner.
        owner: AccountAddress,
        /// The nonce of the question.
        nonce: [u8; 16],
    },
    /// Its last word about that question is no agreement: it must be asked anew.
    AskedInVain,
    /// It agreed, with this word.
    Agreed(DeviceClaim),
    /// A transaction for the next stage was signed.
    Signed(Box<Signed>),
    /// The signed transaction can never be done: it must be signed anew.
    SignedInVain,
    /// The network proved that the device belongs to `owner`.
    ClaimProven {
        /// The owner.
        owner: AccountAddress,
    },
    /// The network proved that the device stands in the chosen cell.
    PlaceProven,
    /// The network proved that the device has the antenna that was chosen, or none was.
    AntennaProven,
    /// The person went back a step.
    WentBack,
}

/// What happened does not fit how far the set-up is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this does not fit the step {0:?}")]
pub struct OutOfOrder(pub Step);

impl Default for OnboardingJournal {
    fn default() -> Self {
        Self {
            step: Step::Find,
            device: None,
            wifi: None,
            cell: None,
            antenna_gain_decidbi: None,
            claim: Claim::NotBegun,
        }
    }
}

impl OnboardingJournal {
    /// The journal after this.
    pub fn after(&self, happened: Happened) -> Result<Self, OutOfOrder> {
        let mut next = self.clone();
        match (self.step, happened) {
            (Step::Find, Happened::Chosen(device)) => {
                if !self.device.as_ref().is_some_and(|known| known.is(&device)) {
                    next = Self::default();
                }
                next.device = Some(device);
                next.step = Step::Wifi;
            }
            (Step::Wifi, Happened::WifiSettled(wifi)) => {
                next.wifi = Some(wifi);
                next.step = match self.is_unkeyed() {
                    true => Step::Done,
                    false => Step::Place,
                };
            }
            (
                Step::Place,
                Happened::PlaceChosen {
                    cell,
                    antenna_gain_decidbi,
                },
            ) => {
                if let (Claim::Located { owner }, true) = (&self.claim, self.cell != Some(cell)) {
                    next.claim = Claim::Claimed { owner: *owner };
                }
                next.cell = Some(cell);
                next.antenna_gain_decidbi = antenna_gain_decidbi;
                next.step = Step::Claim;
            }
            (Step::Claim, happened) => return self.after_in_claim(happened),
            (Step::Wifi, Happened::WentBack) => next.step = Step::Find,
            // A claimed device has its Wi-Fi, and must not be exchanged for another.
            (Step::Place, Happened::WentBack) if !self.is_committed() => next.step = Step::Wifi,
            _ => return Err(OutOfOrder(self.step)),
        }
        Ok(next)
    }

    fn after_in_claim(&self, happened: Happened) -> Result<Self, OutOfOrder> {
        let mut next = self.clone();
        next.claim = match (&self.claim, happened) {
            (
                Claim::NotBegun | Claim::Asking { .. } | Claim::Agreed { .. },
                Happened::Asking { owner, nonce },
            ) => Claim::Asking { owner, nonce },
            (Claim::Asking { .. }, Happened::AskedInVain) => Claim::NotBegun,
            (Claim::Asking { owner, .. }, Happened::Agreed(word)) => Claim::Agreed {
                owner: *owner,
                word,
            },
            (Claim::Agreed { owner, .. }, Happened::Signed(claim)) => Claim::Signed {
                owner: *owner,
                claim: *claim,
            },
            (Claim::Signed { .. }, Happened::SignedInVain) => Claim::NotBegun,
            (
                Claim::NotBegun
                | Claim::Asking { .. }
                | Claim::Agreed { .. }
                | Claim::Signed { .. },
                Happened::ClaimProven { owner },
            ) => Claim::Claimed { owner },
            (Claim::Claimed { owner }, Happened::Signed(place)) => Claim::PlaceSigned {
                owner: *owner,
                place: *place,
            },
            (Claim::PlaceSigned { owner, .. }, Happened::SignedInVain) => {
                Claim::Claimed { owner: *owner }
            }
            (
                Claim::Claimed { owner } | Claim::PlaceSigned { owner, .. },
                Happened::PlaceProven,
            ) if self.antenna_gain_decidbi.is_some() => Claim::Located { owner: *owner },
            (Claim::Claimed { .. } | Claim::PlaceSigned { .. }, Happened::PlaceProven)
            | (Claim::Located { .. } | Claim::AntennaSigned { .. }, Happened::AntennaProven) => {
                next.step = Step::Done;
                Claim::Placed
            }
            (Claim::Located { owner }, Happened::Signed(antenna)) => Claim::AntennaSigned {
                owner: *owner,
                antenna: *antenna,
            },
            (Claim::AntennaSigned { owner, .. }, Happened::SignedInVain) => {
                Claim::Located { owner: *owner }
            }
            (
                Claim::NotBegun
                | Claim::Asking { .. }
                | Claim::Agreed { .. }
                | Claim::Claimed { .. }
                | Claim::Located { .. },
                Happened::WentBack,
            ) => {
                next.step = Step::Place;
                self.claim.clone()
            }
            _ => return Err(OutOfOrder(self.step)),
        };
        Ok(next)
    }

    /// How many transactions are still to be paid for.
    pub fn fees_to_come(&self) -> u128 {
        // Whoever is at the first step may choose one that can be claimed.
        if self.is_unkeyed() && self.step != Step::Find {
            return 0;
        }
        let antenna = u128::from(self.antenna_gain_decidbi.is_some());
        match self.claim {
            Claim::NotBegun
            | Claim::Asking { .. }
            | Claim::Agreed { .. }
            | Claim::Signed { .. } => 2 + antenna,
            Claim::Claimed { .. } | Claim::PlaceSigned { .. } => 1 + antenna,
            Claim::Located { .. } | Claim::AntennaSigned { .. } => antenna,
            Claim::Placed => 0,
        }
    }

    /// Whether the chosen device has no key, and so gets Wi-Fi and nothing else.
    pub fn is_unkeyed(&self) -> bool {
        let device = self.device.as_ref();
        device.is_some_and(|device| device.key().is_none())
    }

    /// Whether there is a claim on chain, or one that may get there.
    fn is_committed(&self) -> bool {
        !matches!(
            self.claim,
            Claim::NotBegun | Claim::Asking { .. } | Claim::Agreed { .. }
        )
    }
}

impl Wifi {
    /// The network that it was given.
    pub fn ssid(&self) -> Option<String> {
        match self {
            Self::Joined(ssid) => Some(ssid.clone()),
            Self::Kept => None,
        }
    }
}

impl Claim {
    /// How far it got, for the screen.
    pub fn progress(&self) -> ClaimProgress {
        match self {
            Self::NotBegun | Self::Asking { .. } => ClaimProgress::NotBegun,
            Self::Agreed { .. } | Self::Signed { .. } => ClaimProgress::Agreed,
            Self::Claimed { .. } | Self::PlaceSigned { .. } => ClaimProgress::Claimed,
            Self::Located { .. } | Self::AntennaSigned { .. } => ClaimProgress::Placed,
            Self::Placed => ClaimProgress::Complete,
        }
    }

    /// The transaction that may be on its way.
    pub fn signed(&self) -> Option<&Signed> {
        match self {
            Self::Signed { claim, .. } => Some(claim),
            Self::PlaceSigned { place, .. } => Some(place),
            Self::AntennaSigned { antenna, .. } => Some(antenna),
            _ => None,
        }
    }

    /// Whose claim it is, once that is settled.
    pub fn owner(&self) -> Option<AccountAddress> {
        match self {
            Self::NotBegun | Self::Placed => None,
            Self::Asking { owner, .. }
            | Self::Agreed { owner, .. }
            | Self::Signed { owner, .. }
            | Self::Claimed { owner }
            | Self::PlaceSigned { owner, .. }
            | Self::Located { owner }
            | Self::AntennaSigned { owner, .. } => Some(*owner),
        }
    }
}
