//! Decides what is to be told, from how things are and from what was told before.
//!
//! # Rules
//! - A device that misses epochs is told of once, and again after it has worked in between.
//! - Rewards are told of together, at most once in [`BETWEEN_REWARDS_MS`] by the blocks' time. What was
//!   earned before the app first looked is nothing new.
//! - That a back-up is due is told once, and again after it was done in between.
//! - What a person does not want to be told counts as told.

use crate::{
    errors::ForApp,
    files::{FileError, JsonFile},
};
use outpost_app_api::{
    AppError, AppView, DeviceState, Money, NoticeDevice, NoticeView, NotificationKind, WalletState,
};
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
    then: Told,
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

    /// What is due as things are. `wanted` says what a person wants to be told, by kind and device.
    pub(crate) fn look(
        &self,
        view: &AppView,
        wanted: impl Fn(NotificationKind, Option<&str>) -> bool,
    ) -> Vec<NoticeView> {
        let mut state = self.lock();
        let settled = state.told.settled(view);
        let (told, due) = settled.due(view, wanted);
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
        let told = state.told.joined(&due.then);
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
    /// earnings.
    fn settled(&self, view: &AppView) -> Self {
        let mut next = self.clone();
        for device in &view.devices {
            if !misses_epochs(device.state) {
                next.offline.remove(&device.address);
            }
        }
        next.backup &= view.wallet.backup_due;
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
        wanted: impl Fn(NotificationKind, Option<&str>) -> bool,
    ) -> (Self, Vec<Due>) {
        let mut due = Vec::new();
        let mut offer = |told: &mut Self, notice: NoticeView, then: Self| {
            let device = notice.device.as_ref().map(|device| device.address.as_str());
            match wanted(notice.kind, device) {
                true => due.push(Due { notice, then }),
                false => *told = told.joined(&then),
            }
        };
        for device in &view.devices {
            if misses_epochs(device.state) && !self.offline.contains(&device.address) {
                let mut then = self.clone();
                then.offline.insert(device.address.clone());
                let device = NoticeDevice {
                    address: device.address.clone(),
                    name: device.name.clone(),
                };
                let notice = NoticeView {
                    id: format!("device-offline:{}", device.address),
                    kind: NotificationKind::DeviceOffline,
                    device: Some(device),
                    amount: None,
                };
                offer(&mut self, notice, then);
            }
        }
        if let (Some(rewards), Some(money)) = (self.rewards.clone(), &view.money)
            && Some(&rewards.of) == account(view)
            && let Some(earned) = money.earnings.all.0.checked_sub(rewards.all.0)
            && earned > 0
            && money.freshness.block_time_ms.saturating_sub(rewards.at_ms) >= BETWEEN_REWARDS_MS
        {
            let now = Rewards {
                of: rewards.of,
                all: money.earnings.all,
                at_ms: money.freshness.block_time_ms,
            };
            let then = Self {
                rewards: Some(now),
                ..self.clone()
            };
            let notice = NoticeView {
                id: format!("reward:{}", money.earnings.all.0),
                kind: NotificationKind::Reward,
                device: None,
                amount: Some(Money(earned)),
            };
            offer(&mut self, notice, then);
        }
        if view.wallet.backup_due && is_left_alone(view) && !self.backup {
            let then = Self {
                backup: true,
                ..self.clone()
            };
            let notice = NoticeView {
                id: "backup-due".to_owned(),
                kind: NotificationKind::BackupDue,
                device: None,
                amount: None,
            };
            offer(&mut self, notice, then);
        }
        (self, due)
    }

    /// With what another one has told more.
    fn joined(&self, more: &Self) -> Self {
        let rewards = match (self.rewards.clone(), more.rewards.clone()) {
            (Some(mine), Some(theirs)) if mine.of == theirs.of && mine.at_ms >= theirs.at_ms => {
                Some(mine)
            }
            (mine, theirs) => theirs.or(mine),
        };
        Self {
            offline: self.offline.union(&more.offline).cloned().collect(),
            rewards,
            backup: self.backup || more.backup,
        }
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
        DeviceView, EarningsTotals, Freshness, MappingView, MoneyView, NetworkView, SettingsView,
        WalletView,
    };

    const DAY_MS: u64 = 24 * 3_600_000;

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
                address: "opd1".to_owned(),
                name: "Balcony".to_owned(),
                state,
                cell: None,
                equipment: Default::default(),
                declaring: None,
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
        view.wallet.backup_due = true;
        view
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
            let due = notices.look(view, |_, _| true);
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
    use NotificationKind::{BackupDue, DeviceOffline, Reward};

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
    fn a_new_wallet_is_not_told_what_its_window_asks_anyway() {
        let mut new = with_backup_due(view(1, Working, 0));
        new.devices.clear();
        Life::new().check(&new, &[]);
    }

    #[test]
    fn what_was_not_raised_before_a_kill_is_due_again() {
        let life = Life::new();
        let silent = view(1, Silent, 0);
        assert_eq!(life.notices().look(&silent, |_, _| true).len(), 1);
        life.check(&silent, &[(DeviceOffline, None)]);
    }

    #[test]
    fn what_is_not_wanted_counts_as_told() {
        let life = Life::new();
        let silent = view(1, Silent, 0);
        let notices = life.notices();
        let wants = |kind: NotificationKind, device: Option<&str>| {
            kind != DeviceOffline || device != Some("opd1")
        };
        assert_eq!(notices.look(&silent, wants), []);
        life.check(&silent, &[]);
    }
}
