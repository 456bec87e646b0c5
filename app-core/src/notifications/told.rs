//! Decides what is to be told, from how things are and from what was told before.
//!
//! # Rules
//! - A device that misses epochs is told of once, and again after it has worked in between.
//! - Rewards are told of together, at most once in [`BETWEEN_REWARDS_MS`] by the blocks' time. What was
//!   earned before the app first looked is nothing new.
//! - What became of a transaction is told once, if there was a look at it while that was open.
//! - That a back-up is due is told once, and again after it was done in between.
//! - What a person does not want to be told counts as told.

use crate::{
    errors::ForApp,
    files::{FileError, JsonFile},
    home::names::DeviceNames,
};
use outpost_app_api::{
    AppError, AppView, DeviceState, Money, NoticeDevice, NoticeView, NotificationKind, WalletState,
};
use outpost_protocol::DeviceKey;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Between two notices of rewards, in milliseconds.
const BETWEEN_REWARDS_MS: u64 = 20 * 3_600_000;

/// What was told, and what is due.
#[derive(Debug)]
pub(crate) struct Notices {
    file: JsonFile,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    told: Told,
    due: Vec<Due>,
}

/// What was told. No secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    /// Devices that are known to miss epochs.
    offline: BTreeSet<String>,
    /// Since the first look: the earnings that were told of, and when.
    rewards: Option<Rewards>,
    /// That the back-up is due.
    backup: bool,
    /// Transactions that were open, and of which it is still to be told what became of them.
    #[serde(default)]
    open: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Rewards {
    /// Whose: `op1…`
    of: String,
    /// All earnings at that time.
    all: Money,
    /// When, by the block's time.
    at_ms: u64,
}

/// A notice, and what is told once it is raised.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Due {
    notice: NoticeView,
    telling: Telling,
}

/// What a notice tells.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Telling {
    Offline(String),
    Rewards(Rewards),
    Backup,
    Settled(String),
}

impl Notices {
    pub(crate) fn open(path: PathBuf) -> Result<Self, FileError> {
        let file = JsonFile::at(path);
        let state = State {
            told: file.read_or_set_aside()?.unwrap_or_default(),
            due: Vec::new(),
        };
        Ok(Self {
            file,
            state: Mutex::new(state),
        })
    }

    /// The transactions of which it is still to be told what became of them.
    pub(crate) fn owed_transactions(&self) -> BTreeSet<String> {
        self.lock().told.open.clone()
    }

    /// What is due as things are: `view`, which has the first devices only, and how all `devices` are.
    /// `wanted` says what a person wants to be told, by kind and device.
    pub(crate) fn look(
        &self,
        view: &AppView,
        devices: impl Iterator<Item = (DeviceKey, DeviceState)>,
        names: &DeviceNames,
        wanted: impl Fn(NotificationKind, Option<&str>) -> bool,
    ) -> Vec<NoticeView> {
        let mut state = self.lock();
        let (silent, well): (Vec<_>, Vec<_>) =
            devices.partition(|(_, device)| misses_epochs(*device));
        let settled = state.told.settled(view, &well);
        let silent = silent.iter().map(|(key, _)| NoticeDevice {
            address: key.to_string(),
            name: names.of(*key),
        });
        let (told, due) = settled.due(view, silent, wanted);
        if told != state.told {
            if let Err(error) = self.file.write(&told) {
                tracing::warn!(%error, "what was told cannot be written down");
            }
            state.told = told;
        }
        state.due = due;
        state.due.iter().map(|due| due.notice.clone()).collect()
    }

    /// Writes down that a notice is raised; whether it was due.
    pub(crate) fn tell(&self, id: &str) -> Result<bool, AppError> {
        let mut state = self.lock();
        let Some(index) = state.due.iter().position(|due| due.notice.id == id) else {
            return Ok(false);
        };
        let due = state.due.remove(index);
        let mut told = state.told.clone();
        told.tell(due.telling);
        self.file.write(&told).for_app()?;
        state.told = told;
        Ok(true)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Told {
    /// Without what is over, so that it is told of again when it comes back; and with the first look at the
    /// earnings and at transactions.
    fn settled(&self, view: &AppView, well: &[(DeviceKey, DeviceState)]) -> Self {
        let mut next = self.clone();
        if !next.offline.is_empty() {
            for (device, _) in well {
                next.offline.remove(&device.to_string());
            }
        }
        next.backup &= !view.wallet.backed_up;
        let open = view.wallet.recent.iter();
        let open = open.filter(|sent| !sent.state.is_settled());
        next.open.extend(open.map(|sent| sent.id.clone()));
        let is_mine = |rewards: &Rewards| Some(&rewards.of) == account(view);
        if let (Some(of), Some(money)) = (account(view), &view.money)
            && !next.rewards.as_ref().is_some_and(is_mine)
            && !money.earnings.older_are_loading
        {
            next.rewards = Some(Rewards {
                of: of.clone(),
                all: money.earnings.all,
                at_ms: 0,
            });
        }
        next
    }

    /// What is due, and what was told then of which a person wants to hear nothing.
    fn due(
        mut self,
        view: &AppView,
        silent: impl Iterator<Item = NoticeDevice>,
        wanted: impl Fn(NotificationKind, Option<&str>) -> bool,
    ) -> (Self, Vec<Due>) {
        let news = silent.filter(|device| !self.offline.contains(&device.address));
        let all: Vec<Due> = news
            .map(offline)
            .chain(self.rewards.as_ref().and_then(|told| rewards(told, view)))
            .chain(settled(&self.open, view))
            .chain(backup(view).filter(|_| !self.backup))
            .collect();
        let mut due = Vec::new();
        for one in all {
            let device = one.notice.device.as_ref();
            match wanted(one.notice.kind, device.map(|it| it.address.as_str())) {
                true => due.push(one),
                false => self.tell(one.telling),
            }
        }
        (self, due)
    }

    fn tell(&mut self, telling: Telling) {
        match telling {
            Telling::Offline(device) => {
                self.offline.insert(device);
            }
            Telling::Rewards(rewards) => self.rewards = Some(rewards),
            Telling::Backup => self.backup = true,
            Telling::Settled(id) => {
                self.open.remove(&id);
            }
        }
    }
}

/// That a device misses epochs.
fn offline(device: NoticeDevice) -> Due {
    Due {
        telling: Telling::Offline(device.address.clone()),
        notice: NoticeView {
            device: Some(device.clone()),
            ..notice(
                NotificationKind::DeviceOffline,
                format!("device-offline:{}", device.address),
            )
        },
    }
}

/// What was earned since it was told last.
fn rewards(told: &Rewards, view: &AppView) -> Option<Due> {
    let money = view
        .money
        .as_ref()
        .filter(|_| Some(&told.of) == account(view))?;
    let (all, at_ms) = (money.earnings.all, money.freshness.block_time_ms);
    let earned = all.0.checked_sub(told.all.0).filter(|earned| *earned > 0)?;
    let is_time = at_ms.saturating_sub(told.at_ms) >= BETWEEN_REWARDS_MS;
    is_time.then(|| Due {
        telling: Telling::Rewards(Rewards {
            of: told.of.clone(),
            all,
            at_ms,
        }),
        notice: NoticeView {
            amount: Some(Money(earned)),
            ..notice(NotificationKind::Reward, format!("reward:{}", all.0))
        },
    })
}

/// What became of transactions that were open.
fn settled(open: &BTreeSet<String>, view: &AppView) -> impl Iterator<Item = Due> {
    let recent = view.wallet.recent.iter();
    let settled = recent.filter(|sent| sent.state.is_settled() && open.contains(&sent.id));
    settled.map(|sent| Due {
        telling: Telling::Settled(sent.id.clone()),
        notice: NoticeView {
            amount: Some(Money(sent.given.0.saturating_add(sent.fee.0))),
            transaction: Some(sent.state.clone()),
            ..notice(
                NotificationKind::Transaction,
                format!("transaction:{}", sent.id),
            )
        },
    })
}

/// That there is something to lose.
fn backup(view: &AppView) -> Option<Due> {
    (view.wallet.backup_due && is_left_alone(view)).then(|| Due {
        telling: Telling::Backup,
        notice: notice(NotificationKind::BackupDue, "backup-due".to_owned()),
    })
}

/// A notice that says what kind it is and no more.
fn notice(kind: NotificationKind, id: String) -> NoticeView {
    NoticeView {
        id,
        kind,
        device: None,
        amount: None,
        transaction: None,
    }
}

fn misses_epochs(state: DeviceState) -> bool {
    matches!(state, DeviceState::Silent | DeviceState::Suspended)
}

/// The account that is open.
fn account(view: &AppView) -> Option<&String> {
    match &view.wallet.state {
        WalletState::Open { address } => Some(address),
        _ => None,
    }
}

/// Whether a wallet has been in use: right after it was made, the window asks for the back-up itself.
fn is_left_alone(view: &AppView) -> bool {
    view.money
        .as_ref()
        .is_some_and(|money| money.earnings.all.0 > 0)
        || !view.devices.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_app_api::{
        DeviceView, EarningsTotals, ErrorCode, Freshness, MappingView, MoneyView, NetworkView,
        SettingsView, TransactionKind, TransactionState, TransactionView, WalletView,
    };

    const DAY_MS: u64 = 24 * 3_600_000;
    const DEVICE: DeviceKey = DeviceKey::Ed25519([7; 32]);

    fn freshness(at_ms: u64) -> Freshness {
        Freshness {
            height: 1,
            block_time_ms: at_ms,
            peers: 1,
            stale_since_ms: None,
        }
    }

    /// How things are on a day: one device in this state, and what was earned over all time.
    fn view(day: u64, state: DeviceState, all: u128) -> AppView {
        let freshness = freshness(day * DAY_MS);
        AppView {
            wallet: WalletView {
                state: WalletState::Open {
                    address: "op1".to_owned(),
                },
                needs_passphrase: false,
                biometrics: Default::default(),
                backed_up: true,
                backup_due: false,
                accounts: Vec::new(),
                recent: Vec::new(),
            },
            network: NetworkView {
                name: "practice".to_owned(),
                practice: true,
                peers: 1,
                tip: None,
                epoch: None,
                resting: false,
            },
            money: Some(MoneyView {
                balance: Money(0),
                earnings: EarningsTotals {
                    all: Money(all),
                    ..EarningsTotals::default()
                },
                freshness: freshness.clone(),
            }),
            device_counts: Default::default(),
            devices: vec![DeviceView {
                address: DEVICE.to_string(),
                name: "Balcony".to_owned(),
                state,
                roams: false,
                cell: None,
                equipment: Default::default(),
                claimed_ms: 0,
                earned: Money(all),
                last_epoch: None,
                freshness,
            }],
            onboarding: None,
            settings: SettingsView::default(),
            device_changes: Vec::new(),
            notices: Vec::new(),
            link: None,
            nearby: None,
            mapping: MappingView::default(),
        }
    }

    fn with_backup_due(mut view: AppView) -> AppView {
        view.wallet.backed_up = false;
        view.wallet.backup_due = true;
        view
    }

    fn with_payment(mut view: AppView, state: TransactionState) -> AppView {
        view.wallet.recent = vec![TransactionView {
            id: "payment".to_owned(),
            kind: TransactionKind::Credits,
            given: Money(7),
            fee: Money(1),
            note: None,
            signed_ms: 0,
            state,
        }];
        view
    }

    /// What is due in an app whose devices are those of the view.
    fn look(
        notices: &Notices,
        view: &AppView,
        wanted: impl Fn(NotificationKind, Option<&str>) -> bool,
    ) -> Vec<NoticeView> {
        let folder = tempfile::tempdir().unwrap();
        let names = DeviceNames::open(folder.path().join("names.json")).unwrap();
        let devices = view.devices.iter();
        let devices = devices.map(|device| (device.address.parse().unwrap(), device.state));
        notices.look(view, devices, &names, wanted)
    }

    /// An app that was started anew for each look, so that only what is on the disk is remembered.
    struct Life(tempfile::TempDir);

    impl Life {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn notices(&self) -> Notices {
            Notices::open(self.0.path().join("notices.json")).unwrap()
        }

        /// Raises all that is due, and checks what that is: kinds, and amounts where there are any.
        #[track_caller]
        fn check(&self, view: &AppView, expected: &[(NotificationKind, Option<u128>)]) {
            let notices = self.notices();
            let due = look(&notices, view, |_, _| true);
            let told: Vec<_> = due
                .iter()
                .map(|notice| (notice.kind, notice.amount.map(|amount| amount.0)))
                .collect();
            assert_eq!(told, expected);
            for notice in due {
                assert!(notices.tell(&notice.id).unwrap());
                assert!(!notices.tell(&notice.id).unwrap(), "raised twice");
            }
        }
    }

    use DeviceState::{Silent, Suspended, Working};
    use NotificationKind::{BackupDue, DeviceOffline, Reward, Transaction};

    #[test]
    fn a_device_that_misses_epochs_is_told_of_once_until_it_works_again() {
        let life = Life::new();
        life.check(&view(1, Working, 0), &[]);
        life.check(&view(2, Silent, 0), &[(DeviceOffline, None)]);
        life.check(&view(3, Silent, 0), &[]);
        life.check(&view(4, Suspended, 0), &[]);
        life.check(&view(5, Working, 0), &[]);
        life.check(&view(6, Silent, 0), &[(DeviceOffline, None)]);
    }

    #[test]
    fn rewards_are_told_of_together_once_a_day_and_add_up() {
        let life = Life::new();
        life.check(&view(1, Working, 70), &[]);
        life.check(&view(1, Working, 75), &[(Reward, Some(5))]);
        life.check(&view(1, Working, 80), &[]);
        life.check(&view(2, Working, 90), &[(Reward, Some(15))]);
        life.check(&view(3, Working, 90), &[]);
    }

    #[test]
    fn what_was_earned_before_an_account_was_opened_here_is_nothing_new() {
        let life = Life::new();
        let mut loading = view(1, Working, 10);
        if let Some(money) = &mut loading.money {
            money.earnings.older_are_loading = true;
        }
        life.check(&loading, &[]);
        life.check(&view(1, Working, 500), &[]);
        let mut other = view(2, Working, 900);
        other.wallet.state = WalletState::Open {
            address: "op2".to_owned(),
        };
        life.check(&other, &[]);
    }

    #[test]
    fn a_back_up_is_asked_for_once_until_it_was_done() {
        let life = Life::new();
        life.check(&with_backup_due(view(1, Working, 0)), &[(BackupDue, None)]);
        life.check(&with_backup_due(view(2, Working, 0)), &[]);
        life.check(&view(3, Working, 0), &[]);
        life.check(&with_backup_due(view(4, Working, 0)), &[(BackupDue, None)]);
    }

    #[test]
    fn a_back_up_that_is_due_is_not_asked_for_again_after_the_wallet_was_locked() {
        let life = Life::new();
        life.check(&with_backup_due(view(1, Working, 0)), &[(BackupDue, None)]);
        let mut locked = with_backup_due(view(2, Working, 0));
        locked.wallet.state = WalletState::Locked;
        locked.wallet.backup_due = false;
        life.check(&locked, &[]);
        life.check(&with_backup_due(view(3, Working, 0)), &[]);
    }

    #[test]
    fn what_became_of_a_transaction_is_told_once_if_it_was_open_before() {
        let done = TransactionState::Final {
            height: 1,
            time_ms: 1,
        };
        let failed = TransactionState::Failed {
            problem: AppError::new(ErrorCode::FeeChanged),
        };
        for outcome in [done, failed] {
            let life = Life::new();
            let settled = with_payment(view(1, Working, 0), outcome);
            life.check(&settled, &[]);
            let open = with_payment(view(1, Working, 0), TransactionState::Sent);
            life.check(&open, &[]);
            life.check(&settled, &[(Transaction, Some(8))]);
            life.check(&settled, &[]);
        }
    }

    #[test]
    fn a_device_beyond_those_in_the_view_is_told_of_too() {
        let life = Life::new();
        let mut many = view(1, Silent, 0);
        let devices = std::mem::take(&mut many.devices);
        let folder = tempfile::tempdir().unwrap();
        let names = DeviceNames::open(folder.path().join("names.json")).unwrap();
        let devices = devices
            .iter()
            .map(|device| (device.address.parse().unwrap(), device.state));
        let due = life.notices().look(&many, devices, &names, |_, _| true);
        assert_eq!(due.len(), 1);
    }

    #[test]
    fn a_new_wallet_is_not_told_what_its_window_asks_anyway() {
        let mut new = with_backup_due(view(1, Working, 0));
        new.devices.clear();
        Life::new().check(&new, &[]);
    }

    #[test]
    fn what_was_not_raised_before_a_kill_is_due_again() {
        let life = Life::new();
        let silent = view(1, Silent, 0);
        assert_eq!(look(&life.notices(), &silent, |_, _| true).len(), 1);
        life.check(&silent, &[(DeviceOffline, None)]);
    }

    #[test]
    fn what_is_not_wanted_counts_as_told() {
        let life = Life::new();
        let silent = view(1, Silent, 0);
        let notices = life.notices();
        let wants = |kind: NotificationKind, device: Option<&str>| {
            kind != DeviceOffline || device != Some(&DEVICE.to_string())
        };
        assert_eq!(look(&notices, &silent, wants), []);
        life.check(&silent, &[]);
    }
}
