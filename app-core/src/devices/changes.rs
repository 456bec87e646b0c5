//! Changes on chain what an owner says of devices, and whose they are.
//!
//! What is wanted is on disk before anything is signed, so that a kill resumes there. It takes effect when
//! the network proves the device to be so, however that came about; and what is signed for it has the proven
//! nonce, so that at most one of several is done and paid.

use super::plan::{self, Next};
use crate::{
    app::Core,
    errors::{Explain, ForApp},
    files::{FileError, JsonFile},
    mapping,
    onboarding::{Stage, look},
    payments::{Sender, plan::Payer},
};
use outpost_app_api::{AppError, ChangeDevice, DeviceChange, DeviceChangeView};
use outpost_light_client::SubmitError;
use outpost_protocol::{
    AccountAddress, DeviceKey, Height,
    transaction::{Action, Rejection},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// What is wanted of devices, by their addresses, and not on chain yet.
#[derive(Debug)]
pub(crate) struct Changes {
    file: JsonFile,
    wanted: Mutex<BTreeMap<String, Wanted>>,
    /// Held by the change that is under way, since an account does one transaction after the other.
    turn: tokio::sync::Mutex<()>,
}

/// What an account wants of a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Wanted {
    /// `op1…`
    by: String,
    change: DeviceChange,
}

/// Changes something about a device, and answers once that is proven.
pub(crate) async fn change(core: &Arc<Core>, call: ChangeDevice) -> Result<(), AppError> {
    let me = core.wallet.address()?;
    let device = super::parse(&call.device)?;
    plan::check(&call.change)?;
    change_as(core, me, device, call.change).await
}

/// Has `me`, an account of the open wallet, change a device.
async fn change_as(
    core: &Arc<Core>,
    me: AccountAddress,
    device: DeviceKey,
    change: DeviceChange,
) -> Result<(), AppError> {
    let wanted = Wanted {
        by: me.to_string(),
        change,
    };
    core.changes.want(device, wanted.clone()).for_app()?;
    core.publisher.changed();
    let outcome = carry_out(core, me, device, &wanted).await;
    // What the person was told of is theirs to try again; only a kill leaves it to the next start.
    core.changes.forget(device, &wanted).for_app()?;
    core.publisher.changed();
    outcome
}

/// Goes on with what the accounts of the open wallet had under way when the app stopped, whichever of them
/// is shown.
pub(crate) fn resume(core: &Arc<Core>) {
    let wanted = core.changes.wanted().clone();
    for (device, wanted) in wanted {
        let (Ok(device), Ok(me)) = (device.parse(), wanted.by.parse()) else {
            continue;
        };
        if !core.wallet.owns(me) {
            continue;
        }
        let work = core.clone();
        core.spawn(async move {
            if let Err(error) = change_as(&work, me, device, wanted.change).await {
                tracing::info!(?error, "a device was not changed");
            }
        });
    }
}

async fn carry_out(
    core: &Core,
    me: AccountAddress,
    device: DeviceKey,
    wanted: &Wanted,
) -> Result<(), AppError> {
    let _turn = core.changes.turn.lock().await;
    let mut newest = Height::default();
    let mut stage = Stage::begin();
    // Another wish for the same device takes the place of this one.
    while core.changes.of(device).as_ref() == Some(wanted) {
        let (payer, proven) = look(core, me, device).await?;
        // Another peer may be behind; its proofs are right, but old.
        if payer.at.height >= newest {
            newest = payer.at.height;
            match plan::next(device, &wanted.change, me, &proven)? {
                Next::Nothing => return core.refresh(me).await,
                Next::HandIn(action) if stage.may_hand_in() => {
                    hand_in(core, &payer, action).await?;
                }
                Next::Agree(nonce) if stage.may_hand_in() => {
                    let word = mapping::agree(core, device, me, nonce).await?;
                    hand_in(core, &payer, Action::ClaimDevice(word)).await?;
                }
                Next::HandIn(_) | Next::Agree(_) => {}
            }
        }
        stage.wait().await?;
    }
    Ok(())
}

async fn hand_in(core: &Core, payer: &Payer, action: Action) -> Result<(), AppError> {
    let sent = core
        .outbox
        .sign(core, payer, action, None, Sender::UseCase)?;
    match core.light.submit(sent.transaction).await {
        // Used: done meanwhile, or by another transaction; what is proven next will tell.
        Ok(_) | Err(SubmitError::Rejected(Rejection::NonceUsed { .. })) => Ok(()),
        // No peer took it; it is tried again.
        Err(SubmitError::NotSent(error)) if error.is_transient() => Ok(()),
        Err(error) => Err(error.explain()),
    }
}

impl Changes {
    pub(crate) fn open(path: PathBuf) -> Result<Self, FileError> {
        let file = JsonFile::at(path);
        let wanted = Mutex::new(file.read_or_set_aside()?.unwrap_or_default());
        Ok(Self {
            file,
            wanted,
            turn: tokio::sync::Mutex::default(),
        })
    }

    /// Whether something of `account` is under way, so that what it signed is its own to hand in.
    pub(crate) fn is_under_way(&self, account: AccountAddress) -> bool {
        let by = account.to_string();
        self.wanted().values().any(|wanted| wanted.by == by)
    }

    /// What `account` has under way, for the screens.
    pub(crate) fn views(&self, account: AccountAddress) -> Vec<DeviceChangeView> {
        let (by, wanted) = (account.to_string(), self.wanted());
        let its = wanted.iter().filter(|(_, wanted)| wanted.by == by);
        its.map(|(device, wanted)| DeviceChangeView {
            device: device.clone(),
            change: wanted.change.clone(),
        })
        .collect()
    }

    fn of(&self, device: DeviceKey) -> Option<Wanted> {
        self.wanted().get(&device.to_string()).cloned()
    }

    fn want(&self, device: DeviceKey, wish: Wanted) -> Result<(), FileError> {
        let mut wanted = self.wanted();
        let mut next = wanted.clone();
        next.insert(device.to_string(), wish);
        self.file.write(&next)?;
        *wanted = next;
        Ok(())
    }

    /// Forgets a wish, unless another has taken its place.
    fn forget(&self, device: DeviceKey, wish: &Wanted) -> Result<(), FileError> {
        let mut wanted = self.wanted();
        let mut next = wanted.clone();
        if next.get(&device.to_string()) == Some(wish) {
            next.remove(&device.to_string());
            self.file.write(&next)?;
            *wanted = next;
        }
        Ok(())
    }

    fn wanted(&self) -> MutexGuard<'_, BTreeMap<String, Wanted>> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEVICE: DeviceKey = DeviceKey::Ed25519([7; 32]);
    const ME: AccountAddress = AccountAddress([1; 32]);

    fn wish(change: DeviceChange) -> Wanted {
        Wanted {
            by: ME.to_string(),
            change,
        }
    }

    #[test]
    fn a_wish_outlives_a_kill_and_is_forgotten_only_by_whoever_made_it() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Changes::open(folder.path().join("changes.json")).unwrap();
        let changes = open();
        let (offer, release) = (
            wish(DeviceChange::Offer {
                to: "op1q".to_owned(),
            }),
            wish(DeviceChange::Release),
        );
        changes.want(DEVICE, offer.clone()).unwrap();
        assert_eq!(open().of(DEVICE), Some(offer.clone()));
        changes.want(DEVICE, release.clone()).unwrap();
        changes.forget(DEVICE, &offer).unwrap();
        assert_eq!(open().of(DEVICE), Some(release.clone()));
        changes.forget(DEVICE, &release).unwrap();
        assert_eq!(open().of(DEVICE), None);
    }

    #[test]
    fn a_wish_is_shown_and_holds_back_transactions_only_where_it_was_made() {
        let folder = tempfile::tempdir().unwrap();
        let changes = Changes::open(folder.path().join("changes.json")).unwrap();
        changes.want(DEVICE, wish(DeviceChange::Release)).unwrap();
        assert!(changes.is_under_way(ME));
        assert_eq!(changes.views(ME).len(), 1);
        let other = AccountAddress([2; 32]);
        assert!(!changes.is_under_way(other));
        assert_eq!(changes.views(other), []);
    }
}
