//! Claims the device and asserts its place on chain, from whatever stage the journal is at.
//!
//! The device agrees, the claim is signed and journaled, handed in, and waited for until the network
//! proves that the device is ours; then its place in the same way. Each stage is in the journal
//! before it is acted on, so that this can be run again after a crash and goes on from there.

use super::{
    devices,
    journal::{Claim, Happened, KnownDevice, OnboardingJournal, Signed},
    settle::{ProvenEffect, Verdict, verdict},
};
use crate::{
    app::Core,
    errors::{self, Explain, ForApp},
};
use outpost_app_api::{AppError, ErrorCode, Step, Working};
use outpost_light_client::SubmitError;
use outpost_protocol::{
    AccountAddress, Amount, CellId, DeviceKey,
    genesis::Parameters,
    state::{Account, Device, StateKey},
    transaction::{Action, Rejection, Transaction},
};
use std::{sync::Arc, time::Duration};
use tokio::time::Instant;

/// Between two looks at the chain; a block takes about a second.
const LOOK_AGAIN: Duration = Duration::from_millis(400);
/// After so long without an effect the same bytes are handed in again: a peer may have lost them.
const HAND_IN_AGAIN: Duration = Duration::from_secs(6);
/// After so long the person is told. Trying again goes on from there.
const PATIENCE: Duration = Duration::from_secs(60);

/// Goes on until the device is claimed and placed.
pub(crate) async fn run(core: &Arc<Core>) -> Result<(), AppError> {
    let me = core.wallet.address()?;
    loop {
        let journal = core.wizard.journal()?;
        let device = journal.device.clone().ok_or_else(out_of_order)?;
        let cell = journal.cell.ok_or_else(out_of_order)?;
        if journal.step == Step::Done {
            core.names
                .remember(device.key, &device.info.name)
                .for_app()?;
            return core.refresh(me).await;
        }
        if journal.step != Step::Claim {
            return Err(out_of_order());
        }
        let happened = match &journal.claim {
            Claim::NotBegun => agree(core, me, &device).await?,
            Claim::Agreed { owner, .. } if *owner != me => agree(core, me, &device).await?,
            Claim::Agreed { word, .. } => {
                core.wizard.set_working(core, Working::SendingClaim);
                let chain = Chain::look(core, me, device.key).await?;
                if chain.is_owned_by(me) {
                    Happened::ClaimProven { owner: me }
                } else {
                    sign(core, me, &chain, Action::ClaimDevice(word.clone()))?
                }
            }
            Claim::Signed { claim, .. } => {
                let mine = |chain: &Chain| chain.is_owned_by(me);
                let working = Working::WaitingForClaim;
                match settle(core, me, device.key, claim, working, mine).await? {
                    Settled::Done => Happened::ClaimProven { owner: me },
                    Settled::InVain => Happened::SignedInVain,
                    Settled::Refused(reason) => return refused(core, reason),
                }
            }
            Claim::Claimed { .. } => place(core, me, device.key, cell).await?,
            Claim::PlaceSigned { place, .. } => {
                let placed = |chain: &Chain| chain.is_placed_in(me, cell);
                let working = Working::WaitingForPlace;
                match settle(core, me, device.key, place, working, placed).await? {
                    Settled::Done => Happened::PlaceProven,
                    Settled::InVain => Happened::SignedInVain,
                    Settled::Refused(reason) => return refused(core, reason),
                }
            }
            Claim::Placed => return Err(out_of_order()),
        };
        core.wizard.record(happened)?;
        core.publisher.changed();
    }
}

/// Whether a transaction may be on its way, so that the claim goes on by itself after a start.
pub(crate) fn is_under_way(journal: &OnboardingJournal) -> bool {
    journal.step == Step::Claim && journal.claim.signed().is_some()
}

/// Makes sure that the claim can be paid and the device is free, then asks the device.
async fn agree(
    core: &Arc<Core>,
    me: AccountAddress,
    device: &KnownDevice,
) -> Result<Happened, AppError> {
    let chain = Chain::look(core, me, device.key).await?;
    if chain.is_owned_by(me) {
        return Ok(Happened::ClaimProven { owner: me });
    }
    chain.is_free(me)?;
    chain.can_pay(2)?;
    core.wizard
        .set_working(core, Working::WaitingForConfirmation);
    let word = devices::ask_to_agree(core, me, device).await?;
    Ok(Happened::Agreed { owner: me, word })
}

/// Signs the place, unless the device stands there already.
async fn place(
    core: &Arc<Core>,
    me: AccountAddress,
    device: DeviceKey,
    cell: CellId,
) -> Result<Happened, AppError> {
    core.wizard.set_working(core, Working::SendingPlace);
    let chain = Chain::look(core, me, device).await?;
    if chain.is_placed_in(me, cell) {
        return Ok(Happened::PlaceProven);
    }
    sign(core, me, &chain, Action::AssertLocation { device, cell })
}

fn sign(
    core: &Core,
    me: AccountAddress,
    chain: &Chain,
    action: Action,
) -> Result<Happened, AppError> {
    chain.is_free(me)?;
    chain.can_pay(1)?;
    let nonce = chain.account.nonce;
    let transaction = core.wallet.sign(Transaction {
        network: core.network.id,
        sender: me,
        nonce,
        fee: chain.minimum_fee,
        action,
    })?;
    Ok(Happened::Signed(Signed { nonce, transaction }))
}

/// What the network refuses for good is told to the person before anything else is signed.
fn refused(core: &Core, reason: Rejection) -> Result<(), AppError> {
    core.wizard.record(Happened::SignedInVain)?;
    Err(reason.explain())
}

enum Settled {
    Done,
    InVain,
    Refused(Rejection),
}

/// Hands in a journaled transaction until its effect is proven, or can never be.
async fn settle(
    core: &Core,
    me: AccountAddress,
    device: DeviceKey,
    signed: &Signed,
    working: Working,
    is_done: impl Fn(&Chain) -> bool,
) -> Result<Settled, AppError> {
    core.wizard.set_working(core, working);
    let give_up = Instant::now() + PATIENCE;
    let mut hand_in_at = Instant::now();
    loop {
        match Chain::look(core, me, device).await {
            Ok(chain) => {
                let proven = ProvenEffect {
                    nonce: chain.account.nonce,
                    done: is_done(&chain),
                };
                match verdict(signed.nonce, proven) {
                    Verdict::Done => return Ok(Settled::Done),
                    Verdict::InVain => return Ok(Settled::InVain),
                    Verdict::Submit => chain.is_free(me)?,
                }
                if Instant::now() >= hand_in_at {
                    if let Some(reason) = hand_in(core, signed).await? {
                        return Ok(Settled::Refused(reason));
                    }
                    hand_in_at = Instant::now() + HAND_IN_AGAIN;
                }
            }
            Err(problem) if Instant::now() >= give_up => return Err(problem),
            Err(problem) => tracing::debug!(?problem, "the chain cannot be seen now"),
        }
        if Instant::now() >= give_up {
            return Err(AppError::new(ErrorCode::NetworkBusy));
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Hands the bytes to the network. `Some`: they are refused for good.
async fn hand_in(core: &Core, signed: &Signed) -> Result<Option<Rejection>, AppError> {
    match core.light.submit(signed.transaction.clone()).await {
        Ok(_) => Ok(None),
        Err(SubmitError::Rejected(reason)) => match reason {
            // Done meanwhile, or replaced: what is proven next will tell.
            Rejection::NonceUsed { .. } | Rejection::DeviceAlreadyClaimed { .. } => Ok(None),
            // A peer that lies about it gains nothing: what is signed instead has the same nonce
            // for as long as these bytes are not done.
            Rejection::FeeTooLow { .. } | Rejection::ClaimNotSigned | Rejection::BadSignature => {
                Ok(Some(reason))
            }
            reason => Err(reason.explain()),
        },
        // No peer took it; the next look tries again.
        Err(SubmitError::NotSent(error)) if error.is_transient() => Ok(None),
        Err(SubmitError::NotSent(error)) => Err(error.explain()),
    }
}

/// What the network proves that matters to a claim, at one block.
struct Chain {
    account: Account,
    device: Option<Device>,
    minimum_fee: Amount,
}

impl Chain {
    async fn look(core: &Core, me: AccountAddress, device: DeviceKey) -> Result<Self, AppError> {
        let keys = [
            StateKey::Account(me),
            StateKey::Device(device),
            StateKey::Parameters,
        ];
        let proven = core.light.prove(keys.to_vec()).await.for_app()?;
        let [account, device, parameters] =
            keys.map(|key| proven.values.get(&key).cloned().flatten());
        let parameters: Parameters = decode(parameters)?.ok_or_else(not_verified)?;
        Ok(Self {
            account: decode(account)?.unwrap_or_default(),
            device: decode(device)?,
            minimum_fee: parameters.minimum_fee,
        })
    }

    fn is_owned_by(&self, me: AccountAddress) -> bool {
        self.device
            .as_ref()
            .is_some_and(|device| device.owner == me)
    }

    fn is_placed_in(&self, me: AccountAddress, cell: CellId) -> bool {
        self.device
            .as_ref()
            .is_some_and(|device| device.owner == me && device.cell == Some(cell))
    }

    fn is_free(&self, me: AccountAddress) -> Result<(), AppError> {
        match &self.device {
            Some(device) if device.owner != me => {
                Err(AppError::new(ErrorCode::DeviceAlreadyClaimed))
            }
            _ => Ok(()),
        }
    }

    fn can_pay(&self, fees: u128) -> Result<(), AppError> {
        let needed = self.minimum_fee.units().saturating_mul(fees);
        if self.account.balance.units() >= needed {
            return Ok(());
        }
        Err(errors::insufficient(
            self.account.balance,
            Amount::from_units(needed),
        ))
    }
}

fn decode<T: borsh::BorshDeserialize>(value: Option<Vec<u8>>) -> Result<Option<T>, AppError> {
    value
        .map(|bytes| borsh::from_slice(&bytes))
        .transpose()
        .map_err(|_| not_verified())
}

fn not_verified() -> AppError {
    AppError::new(ErrorCode::NotVerified)
}

fn out_of_order() -> AppError {
    AppError::new(ErrorCode::StepOutOfOrder)
}
