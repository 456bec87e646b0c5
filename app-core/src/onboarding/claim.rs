//! Claims the device, asserts its place and tells its antenna on chain, from whatever stage the journal is at.
//!
//! In turns: look at what the network proves, [`plan`](super::plan) the next act, write down what
//! came of it. So this can be run again after a crash, and goes on from there.

use super::{
    devices,
    journal::{Claim, Happened, OnboardingJournal, Signed},
    plan::{self, Next, Obstacle, Proven},
};
use crate::{
    app::Core,
    errors::{self, Explain, ForApp},
    moment::Moment,
    payments::{
        Sender,
        plan::{Payer, payer_in},
    },
    proofs::decode,
};
use outpost_app_api::{AppError, ErrorCode, Step, Working};
use outpost_light_client::SubmitError;
use outpost_protocol::{
    AccountAddress, DeviceKey, Height,
    state::StateKey,
    transaction::{Action, Rejection},
};
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, sleep};

/// Between two looks at the chain; a block takes about a second.
const LOOK_AGAIN: Duration = Duration::from_millis(400);
/// After so long without an effect the same bytes are handed in again: a peer may have lost them.
const HAND_IN_AGAIN: Duration = Duration::from_secs(6);
/// After so long without progress the person is told. Trying again goes on from there.
const PATIENCE: Duration = Duration::from_secs(60);

/// Goes on until the device is claimed and placed.
pub(crate) async fn run(core: &Arc<Core>) -> Result<(), AppError> {
    let me = core.wallet.address()?;
    let mut newest = Height::default();
    let mut stage = Stage::begin();
    loop {
        let journal = core.wizard.journal()?;
        let device = journal.device.clone().ok_or_else(out_of_order)?;
        let key = device.key().ok_or_else(out_of_order)?;
        if journal.step == Step::Done {
            return core.refresh(me).await;
        }
        core.wizard.set_working(core, working(&journal.claim));

        let (payer, proven) = match look(core, me, key).await {
            Ok(seen) => seen,
            // What is on its way gets there without us; what is not is not begun while offline.
            Err(_) if journal.claim.signed().is_some() && !stage.is_overdue() => {
                sleep(LOOK_AGAIN).await;
                continue;
            }
            Err(problem) => return Err(problem),
        };
        // Another peer may be behind; its proofs are right, but old.
        let next = if payer.at.height < newest {
            Next::LookAgain
        } else {
            newest = payer.at.height;
            plan::next(&journal, me, &proven).for_app()?
        };

        let happened = match next {
            Next::ChooseNonce => Happened::Asking {
                owner: me,
                nonce: devices::nonce()?,
            },
            Next::AskDevice(nonce) => {
                Happened::Agreed(devices::ask_to_agree(core, me, nonce, &device).await?)
            }
            Next::Sign(action) => Happened::Signed(Box::new(sign(core, &payer, action)?)),
            Next::Record(happened) => {
                if let (Happened::SignedInVain, Some(signed)) = (&happened, journal.claim.signed())
                {
                    // Its number is used, and not by it.
                    let id = signed.transaction.hash().to_string();
                    let why = AppError::new(ErrorCode::TransactionReplaced);
                    core.outbox.give_up(core, &id, why).for_app()?;
                }
                happened
            }
            Next::Nothing => return Err(out_of_order()),
            Next::HandIn(signed) => {
                if stage.may_hand_in() {
                    hand_in(core, &signed).await?;
                }
                stage.wait().await?;
                continue;
            }
            Next::LookAgain => {
                stage.wait().await?;
                continue;
            }
        };
        if let Happened::ClaimProven { .. } = happened {
            // Before it counts: nobody comes back here for it after a kill.
            let name = &device.info.name;
            core.names.remember(key, name).for_app()?;
        }
        core.wizard.record(core, happened)?;
        stage = Stage::begin();
        core.publisher.changed();
    }
}

/// Whether a transaction may be on its way, so that the claim goes on by itself after a start.
pub(crate) fn is_under_way(journal: &OnboardingJournal) -> bool {
    journal.step == Step::Claim && journal.claim.signed().is_some()
}

fn sign(core: &Core, payer: &Payer, action: Action) -> Result<Signed, AppError> {
    let sent = core
        .outbox
        .sign(core, payer, action, None, Sender::UseCase)?;
    Ok(Signed {
        nonce: sent.nonce,
        transaction: sent.transaction,
    })
}

/// Hands bytes of the journal to the network. What is refused for good is struck from the journal,
/// and the person is told before anything else is signed.
async fn hand_in(core: &Core, signed: &Signed) -> Result<(), AppError> {
    match core.light.submit(signed.transaction.clone()).await {
        Ok(_) => {
            core.host.at(Moment::HandedIn(signed));
            Ok(())
        }
        Err(SubmitError::Rejected(reason)) => match reason {
            // Done meanwhile, or replaced: what is proven next will tell.
            Rejection::NonceUsed { .. } | Rejection::DeviceAlreadyClaimed { .. } => Ok(()),
            // A peer that lies about it gains nothing: what is signed instead has the same nonce
            // for as long as these bytes are not done.
            Rejection::FeeTooLow { .. } | Rejection::ClaimNotSigned | Rejection::BadSignature => {
                let why = reason.explain();
                let id = signed.transaction.hash().to_string();
                core.outbox.give_up(core, &id, why.clone()).for_app()?;
                core.wizard.record(core, Happened::SignedInVain)?;
                Err(why)
            }
            reason => Err(reason.explain()),
        },
        // No peer took it; it is tried again.
        Err(SubmitError::NotSent(error)) if error.is_transient() => Ok(()),
        Err(SubmitError::NotSent(error)) => Err(error.explain()),
    }
}

/// What the network proves of the account and a device, at which block.
pub(crate) async fn look(
    core: &Core,
    me: AccountAddress,
    device: DeviceKey,
) -> Result<(Payer, Proven), AppError> {
    let keys = [
        StateKey::Account(me),
        StateKey::Device(device),
        StateKey::Parameters,
        StateKey::OfferedDevice(device),
    ];
    let seen = core.light.prove(keys.to_vec()).await.for_app()?;
    let payer = payer_in(&seen, me)?;
    let [_, device, _, offered_to] = keys.map(|key| seen.values.get(&key).cloned().flatten());
    let proven = Proven {
        nonce: payer.nonce,
        balance: payer.at.balance,
        minimum_fee: payer.fee,
        device: decode(device)?,
        offered_to: decode(offered_to)?,
    };
    Ok((payer, proven))
}

/// The time spent on one stage of something that takes transactions.
pub(crate) struct Stage {
    overdue: Instant,
    hand_in: Instant,
}

impl Stage {
    pub(crate) fn begin() -> Self {
        let now = Instant::now();
        Self {
            overdue: now + PATIENCE,
            hand_in: now,
        }
    }

    fn is_overdue(&self) -> bool {
        Instant::now() >= self.overdue
    }

    pub(crate) fn may_hand_in(&mut self) -> bool {
        let now = Instant::now();
        let may = now >= self.hand_in;
        if may {
            self.hand_in = now + HAND_IN_AGAIN;
        }
        may
    }

    pub(crate) async fn wait(&self) -> Result<(), AppError> {
        if self.is_overdue() {
            return Err(AppError::new(ErrorCode::NetworkBusy));
        }
        sleep(LOOK_AGAIN).await;
        Ok(())
    }
}

impl Explain for Obstacle {
    fn explain(self) -> AppError {
        match self {
            Self::OwnedByAnother => AppError::new(ErrorCode::DeviceAlreadyClaimed),
            Self::CannotPay { balance, needed } => errors::insufficient(balance, needed),
            Self::NotThere => out_of_order(),
        }
    }
}

fn working(claim: &Claim) -> Working {
    match claim {
        Claim::NotBegun | Claim::Asking { .. } | Claim::Placed => Working::Connecting,
        Claim::Agreed { .. } => Working::SendingClaim,
        Claim::Signed { .. } => Working::WaitingForClaim,
        Claim::Claimed { .. } => Working::SendingPlace,
        Claim::PlaceSigned { .. } => Working::WaitingForPlace,
        Claim::Located { .. } => Working::SendingAntenna,
        Claim::AntennaSigned { .. } => Working::WaitingForAntenna,
    }
}

fn out_of_order() -> AppError {
    AppError::new(ErrorCode::StepOutOfOrder)
}
