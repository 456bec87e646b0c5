//! What an account or a device may ask of the network.
//!
//! An account's transaction names the network, its nonce and a fee, and is signed. A device's
//! report is signed by the device and costs nothing: each device has one for each epoch and
//! resource, which bounds what it can cost the network.

pub mod add_gateway;
mod claim;

pub use claim::{ClaimForm, DeviceClaim, claim_signing_bytes};

use crate::{
    AccountAddress, Amount, CellId, DeviceKey, Epoch, Hash, NetworkId, Signature,
    bounded::List,
    evidence::ChunkProof,
    genesis::Parameters,
    report::{Resource, SignedReport},
    state::{Equipment, MAX_VALIDATORS, SheetId},
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Largest encoding of a transaction, in bytes.
pub const MAX_TRANSACTION_BYTES: usize = 16 << 10;
/// Most accusations in one audit.
pub const MAX_ACCUSATIONS: usize = 128;
/// Most proofs in one exhibit.
pub const MAX_PROOFS: usize = 4;

/// A request to the network, signed.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum SignedTransaction {
    /// From an account.
    Account {
        /// What is asked.
        transaction: Transaction,
        /// The sender's signature of [`Transaction::signing_bytes`].
        signature: Signature,
    },
    /// From a device.
    Report(SignedReport),
    /// From a validator: whose evidence it doubts. Costs nothing.
    Audit {
        /// What it says.
        audit: Audit,
        /// The validator's signature of [`Audit::signing_bytes`].
        signature: Signature,
    },
    /// From anybody: evidence that more than a third of the validators doubt. Proves itself and costs
    /// nothing; taken once for each case.
    Exhibit(Exhibit),
    /// From the validators: new parameters.
    Amendment {
        /// What is to change.
        amendment: Box<Amendment>,
        /// Which validator signed [`Amendment::signing_bytes`], by its place in
        /// [`Validators`](crate::state::Validators), in ascending order.
        signatures: List<(u8, Signature), MAX_VALIDATORS>,
    },
}

/// Whose evidence one validator could not get in time, or found to be wrong.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Audit {
    /// The network it is for.
    pub network: NetworkId,
    /// The validator's place in [`Validators`](crate::state::Validators).
    pub validator: u8,
    /// The epoch of the reports.
    pub epoch: Epoch,
    /// The reports.
    pub accused: List<ReportId, MAX_ACCUSATIONS>,
}

/// Names a pending report of an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct ReportId {
    /// The sheet it is in.
    pub sheet: SheetId,
    /// The device.
    pub device: DeviceKey,
    /// The resource.
    pub resource: Resource,
}

/// Evidence of a report that is accused: proofs for the next of its challenges that none was shown for, as
/// many as there can be.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Exhibit {
    /// The network it is for.
    pub network: NetworkId,
    /// The epoch of the report.
    pub epoch: Epoch,
    /// The report.
    pub report: ReportId,
    /// The proofs.
    pub proofs: List<ChunkProof, MAX_PROOFS>,
}

/// A change of the network's parameters, which two thirds of the validators must sign.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Amendment {
    /// The network it is for.
    pub network: NetworkId,
    /// How many amendments were made before it.
    pub number: u64,
    /// The new parameters. The beginning and length of epochs cannot change.
    pub parameters: Parameters,
}

impl Audit {
    /// The bytes that the validator signs.
    pub fn signing_bytes(&self) -> Vec<u8> {
        Hash::of_encoded("outpost audit 1", self).0.to_vec()
    }
}

impl Amendment {
    /// The bytes that validators sign.
    pub fn signing_bytes(&self) -> Vec<u8> {
        Hash::of_encoded("outpost amendment 1", self).0.to_vec()
    }
}

/// An account's request.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Transaction {
    /// The network it is for.
    pub network: NetworkId,
    /// Who asks and pays.
    pub sender: AccountAddress,
    /// How many transactions the sender made before this one.
    pub nonce: u64,
    /// Paid for the work, burned. At least the network's
    /// [`minimum_fee`](crate::genesis::Parameters::minimum_fee).
    pub fee: Amount,
    /// What is asked.
    pub action: Action,
}

/// What an account can ask.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Action {
    /// Give tokens to another account.
    Transfer {
        /// Who receives.
        to: AccountAddress,
        /// How much.
        amount: Amount,
    },
    /// Become the owner of a device that agreed to it.
    ClaimDevice(DeviceClaim),
    /// Say in which cell an own device stands.
    AssertLocation {
        /// The device.
        device: DeviceKey,
        /// Its cell.
        cell: CellId,
    },
    /// Give up an own device.
    ReleaseDevice {
        /// The device.
        device: DeviceKey,
    },
    /// Say what equipment an own device has.
    DeclareEquipment {
        /// The device.
        device: DeviceKey,
        /// Its equipment.
        equipment: Equipment,
    },
    /// Burn tokens for credits, one for each base unit.
    BuyCredits {
        /// How much to burn.
        amount: Amount,
    },
    /// Spend credits on the use of a resource.
    UseResource {
        /// The resource.
        resource: Resource,
        /// How many credits.
        credits: u128,
    },
    /// Have a device keep a sector, paid with credits.
    StoreSector {
        /// The device, which must have room.
        device: DeviceKey,
        /// BLAKE3 of the sector's bytes.
        root: Hash,
        /// For how many epochs.
        epochs: u32,
    },
    /// Have a job run, paid with credits.
    PostJob {
        /// BLAKE3 of the WebAssembly module.
        module: Hash,
        /// BLAKE3 of its input.
        input: Hash,
        /// Most fuel that a run may take.
        fuel: u64,
        /// For how many epochs.
        epochs: u32,
    },
    /// Say who may take an own device over, in place of whom it was offered to before.
    OfferDevice {
        /// The device.
        device: DeviceKey,
        /// To whom; `None` withdraws the offer.
        to: Option<AccountAddress>,
    },
    /// Take over a device that is offered to the sender.
    AcceptDevice {
        /// The device.
        device: DeviceKey,
    },
}

impl Transaction {
    /// The bytes that the sender signs.
    pub fn signing_bytes(&self) -> Vec<u8> {
        Hash::of_encoded("outpost transaction 1", self).0.to_vec()
    }
}

impl SignedTransaction {
    /// Names this transaction.
    pub fn hash(&self) -> Hash {
        Hash::of_encoded("outpost signed transaction 1", self)
    }

    /// Decodes bytes from a peer, bounded by [`MAX_TRANSACTION_BYTES`].
    pub fn decode(bytes: &[u8]) -> Result<Self, Rejection> {
        if bytes.len() > MAX_TRANSACTION_BYTES {
            return Err(Rejection::Malformed);
        }
        borsh::from_slice(bytes).map_err(|_| Rejection::Malformed)
    }
}

/// Why a transaction is refused, before it costs anything.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, thiserror::Error)]
pub enum Rejection {
    /// Not the encoding of a transaction, or too large.
    #[error("not a transaction")]
    Malformed,
    /// For another network.
    #[error("the transaction is for another network")]
    WrongNetwork,
    /// The signature is not the sender's.
    #[error("the signature is not the sender's")]
    BadSignature,
    /// Done already, or a copy.
    #[error("nonce {found} was used already, next is {expected}")]
    NonceUsed {
        /// The account's next nonce.
        expected: u64,
        /// The transaction's nonce.
        found: u64,
    },
    /// Too far ahead of the account's next nonce.
    #[error("nonce {found} is ahead of the account, next is {expected}")]
    NonceAhead {
        /// The account's next nonce.
        expected: u64,
        /// The transaction's nonce.
        found: u64,
    },
    /// The fee is below the minimum.
    #[error("the fee is below the minimum of {minimum}")]
    FeeTooLow {
        /// The least that is taken.
        minimum: Amount,
    },
    /// The account does not hold the sum of amount and fee.
    #[error("the account holds {balance}, {needed} is needed")]
    InsufficientBalance {
        /// What the account holds.
        balance: Amount,
        /// Amount and fee.
        needed: Amount,
    },
    /// The device belongs to somebody.
    #[error("the device is already claimed by {owner}")]
    DeviceAlreadyClaimed {
        /// Its owner.
        owner: AccountAddress,
    },
    /// The device's signature of the claim is wrong.
    #[error("the device did not agree to this claim")]
    ClaimNotSigned,
    /// Nobody claimed the device.
    #[error("the device is not claimed")]
    DeviceUnknown,
    /// The device belongs to somebody else.
    #[error("the device belongs to another account")]
    NotTheOwner,
    /// The epoch's window for reports is not open yet or was closed.
    #[error("the window for reports of epoch {epoch} is not open")]
    ReportWindowClosed {
        /// The report's epoch.
        epoch: Epoch,
    },
    /// The device reported for this epoch and resource.
    #[error("the device has reported for this epoch")]
    ReportAlreadyMade,
    /// The node holds as many transactions as it can.
    #[error("the network is busy")]
    Busy,
    /// An account with so many devices cannot have another.
    #[error("the account has as many devices as it can have")]
    TooManyDevices,
    /// The device's claim was used before; the device must sign a new one.
    #[error("the claim was used already")]
    ClaimUsed,
    /// The account does not hold the credits.
    #[error("the account holds {balance} credits, {needed} are needed")]
    InsufficientCredits {
        /// What the account holds.
        balance: u128,
        /// What is needed.
        needed: u128,
    },
    /// The device has no room for another sector.
    #[error("the device has no room for another sector")]
    NoRoom,
    /// Nothing is asked for: no epochs, no credits, no fuel, or an own device for oneself.
    #[error("nothing is asked for")]
    Nothing,
    /// The device is suspended because its evidence was missing or wrong too often.
    #[error("the device is suspended until epoch {until}")]
    Suspended {
        /// The first epoch that it may report for again.
        until: Epoch,
    },
    /// No validator of this number signed it, or too few did.
    #[error("this needs the signatures of the network's validators")]
    NotByValidators,
    /// The time for it is not yet, or over.
    #[error("the time to audit or show evidence of epoch {epoch} is not now")]
    NotInAudit {
        /// The epoch.
        epoch: Epoch,
    },
    /// There is no such report, or it is not accused.
    #[error("there is no such report to accuse or to show evidence of")]
    NoSuchCase,
    /// The proofs do not lead to the report's evidence.
    #[error("the proofs are not of the report's evidence")]
    NotTheEvidence,
    /// The amendment is not the next, or changes what cannot change.
    #[error("the amendment is not the next one, or changes what cannot change")]
    BadAmendment,
    /// The device was nobody's, or another's, until after the report's epoch ended.
    #[error("the device was claimed after epoch {epoch} ended")]
    ClaimedAfterEpoch {
        /// The report's epoch.
        epoch: Epoch,
    },
    /// Nobody offers the device to the sender.
    #[error("the device is not offered to this account")]
    NotOffered,
}
