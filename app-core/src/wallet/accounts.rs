//! Keeps the list of accounts: how many the wallet has, which are watched, what they are called, and
//! which one is shown.
//!
//! The list holds no secret, and nothing that the words would not bring back but names.

use crate::{
    app::Core,
    files::{FileError, JsonFile},
    payments::recipient,
};
use outpost_app_api::{
    AddAccount, AppError, ErrorCode, ForgetAccount, MAX_NAME_CHARS, RenameAccount, SwitchAccount,
    WatchAccount,
};
use outpost_light_client::ProvenValues;
use outpost_protocol::{AccountAddress, state::StateKey};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

/// How many accounts are looked for at once.
const LOOK_FOR: u16 = 20;
/// Between two looks for them while nobody answers.
const LOOK_AGAIN: Duration = Duration::from_secs(2);
/// Most accounts that are watched.
const MAX_WATCHED: usize = 100;
/// Most accounts of a wallet.
pub(super) const MAX_OWN: u16 = 100;

/// The list, in a file of its own.
#[derive(Debug)]
pub(crate) struct AccountList {
    file: JsonFile,
    content: Content,
}

/// By addresses as text, so that a person can read the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Content {
    /// The names of each wallet's accounts, in the order of their indices.
    own: BTreeMap<String, Vec<String>>,
    /// The wallets of these that may have others, since nobody has finished looking for them.
    #[serde(default)]
    unsearched: BTreeSet<String>,
    /// The names of those that are watched.
    watched: BTreeMap<String, String>,
    /// The one that is shown.
    shown: Option<String>,
}

impl AccountList {
    pub(crate) fn open(path: PathBuf) -> Result<Self, FileError> {
        let file = JsonFile::at(path);
        let content = file.read_or_set_aside()?.unwrap_or_default();
        Ok(Self { file, content })
    }

    /// The names of the accounts of `wallet`, which has one at least.
    pub(super) fn own_names(&self, wallet: AccountAddress) -> Vec<String> {
        let names = self.content.own.get(&wallet.to_string());
        names.cloned().unwrap_or_else(|| vec![String::new()])
    }

    /// Whether it is known how many accounts `wallet` has.
    pub(super) fn knows(&self, wallet: AccountAddress) -> bool {
        let wallet = wallet.to_string();
        self.content.own.contains_key(&wallet) && !self.content.unsearched.contains(&wallet)
    }

    /// What an account is called that is watched.
    pub(super) fn name_of_watched(&self, address: AccountAddress) -> Option<&String> {
        self.content.watched.get(&address.to_string())
    }

    /// The accounts that are watched, with their names.
    pub(super) fn watched(&self) -> impl Iterator<Item = (AccountAddress, &String)> {
        let watched = self.content.watched.iter();
        watched.filter_map(|(address, name)| Some((address.parse().ok()?, name)))
    }

    /// The account that is shown, as it was last chosen.
    pub(super) fn shown(&self) -> Option<AccountAddress> {
        self.content.shown.as_ref()?.parse().ok()
    }

    pub(super) fn show(&mut self, address: AccountAddress) -> Result<(), FileError> {
        self.change(|content| content.shown = Some(address.to_string()))
    }

    /// Names the accounts of `wallet`, or adds one. Whether it has others is as well known as before: whoever
    /// names an account before all were looked for must not end the search.
    pub(super) fn name_own(
        &mut self,
        wallet: AccountAddress,
        names: Vec<String>,
    ) -> Result<(), FileError> {
        let is_known = self.knows(wallet);
        self.change(|content| {
            content.own.insert(wallet.to_string(), names);
            if !is_known {
                content.unsearched.insert(wallet.to_string());
            }
        })
    }

    /// Gives `wallet` these accounts, which are all it has.
    pub(super) fn set_own(
        &mut self,
        wallet: AccountAddress,
        names: Vec<String>,
    ) -> Result<(), FileError> {
        self.change(|content| {
            content.own.insert(wallet.to_string(), names);
            content.unsearched.remove(&wallet.to_string());
        })
    }

    pub(super) fn watch(&mut self, address: AccountAddress, name: &str) -> Result<(), FileError> {
        self.change(|content| {
            content.watched.insert(address.to_string(), name.to_owned());
        })
    }

    pub(super) fn unwatch(&mut self, address: AccountAddress) -> Result<(), FileError> {
        self.change(|content| {
            content.watched.remove(&address.to_string());
        })
    }

    /// On the disk first; only then does it count.
    fn change(&mut self, change: impl FnOnce(&mut Content)) -> Result<(), FileError> {
        let mut content = self.content.clone();
        change(&mut content);
        self.file.write(&content)?;
        self.content = content;
        Ok(())
    }
}

/// Adds the wallet's next account and shows it.
pub(crate) async fn add(core: &Arc<Core>, call: AddAccount) -> Result<(), AppError> {
    let name = name(&call.name)?;
    let address = core.wallet.add_own(name)?;
    core.show_account(address).await;
    Ok(())
}

/// Shows another account.
pub(crate) async fn switch(core: &Arc<Core>, call: SwitchAccount) -> Result<(), AppError> {
    let address = recipient::parse_address(&call.address)?;
    core.wallet.show(address)?;
    core.show_account(address).await;
    Ok(())
}

/// Calls an account something else.
pub(crate) async fn rename(core: &Core, call: RenameAccount) -> Result<(), AppError> {
    let address = recipient::parse_address(&call.address)?;
    core.wallet.rename(address, name(&call.name)?)?;
    core.publisher.changed();
    Ok(())
}

/// Watches an account without its keys, and shows it.
pub(crate) async fn watch(core: &Arc<Core>, call: WatchAccount) -> Result<(), AppError> {
    let address = recipient::read(&call.address, |_| None)?.address;
    core.wallet.watch(address, name(&call.name)?, MAX_WATCHED)?;
    core.show_account(address).await;
    Ok(())
}

/// Watches an account no more.
pub(crate) async fn forget(core: &Arc<Core>, call: ForgetAccount) -> Result<(), AppError> {
    let address = recipient::parse_address(&call.address)?;
    match core.wallet.unwatch(address)? {
        Some(next) => core.show_account(next).await,
        None => {
            core.ledger.forget();
            core.publisher.changed();
        }
    }
    Ok(())
}

/// Looks for accounts that were used elsewhere of the open wallet, whose first is `wallet`, and adds those
/// up to the last. What the network proved is written down, so that a kill meanwhile leaves it to the next
/// start.
pub(crate) async fn look_for(core: Arc<Core>, wallet: AccountAddress) {
    let mut used = 1;
    for stretch in stretches() {
        let Ok(addresses) = core.wallet.addresses_of(wallet, stretch.clone()) else {
            return;
        };
        let keys: Vec<StateKey> = addresses.into_iter().map(StateKey::Account).collect();
        let Some(proven) = prove(&core, wallet, &keys).await else {
            return;
        };
        let is_used = |key: &StateKey| matches!(proven.values.get(key), Some(Some(_)));
        let last = keys.iter().rposition(is_used);
        used = last.map_or(used, |last| usize::from(stretch.start) + last + 1);
        // Others can only follow where the last one that was asked for is used.
        if used < usize::from(stretch.end) {
            break;
        }
    }
    if let Err(error) = core.wallet.own_at_least(wallet, used) {
        tracing::warn!(%error, "accounts that were found are not kept");
    }
    if let Ok(shown) = core.wallet.address() {
        core.show_account(shown).await;
    }
}

/// The accounts that are asked for together.
fn stretches() -> impl Iterator<Item = Range<u16>> {
    let starts = (0..MAX_OWN).step_by(usize::from(LOOK_FOR));
    starts.map(|start| start..start.saturating_add(LOOK_FOR).min(MAX_OWN))
}

/// Asks until it is proven; `None` once `wallet` is locked.
async fn prove(core: &Core, wallet: AccountAddress, keys: &[StateKey]) -> Option<ProvenValues> {
    while core.wallet.owns(wallet) {
        match core.light.prove(keys.to_vec()).await {
            Ok(proven) => return Some(proven),
            Err(error) => tracing::debug!(%error, "accounts are not proven yet"),
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    None
}

/// A name as it is kept: without white space around it, and not too long for a line.
pub(super) fn name(typed: &str) -> Result<String, AppError> {
    let name = typed.trim();
    let is_plain =
        name.chars().count() <= MAX_NAME_CHARS && outpost_app_api::link::is_plain_note(name);
    match is_plain {
        true => Ok(name.to_owned()),
        false => Err(AppError::new(ErrorCode::NameInvalid)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_given_before_all_accounts_were_found_does_not_end_the_search() {
        let folder = tempfile::tempdir().unwrap();
        let open = || AccountList::open(folder.path().join("accounts.json")).unwrap();
        let wallet = AccountAddress([1; 32]);
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        open().name_own(wallet, names(&["", "Savings"])).unwrap();
        assert!(!open().knows(wallet));
        open()
            .name_own(wallet, names(&["Daily", "Savings"]))
            .unwrap();
        assert!(!open().knows(wallet));
        open()
            .set_own(wallet, names(&["Daily", "Savings", ""]))
            .unwrap();
        assert!(open().knows(wallet));
        open().name_own(wallet, names(&["", "", ""])).unwrap();
        assert!(open().knows(wallet));
    }

    #[test]
    fn the_list_of_an_older_app_was_looked_through() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("accounts.json");
        let wallet = AccountAddress([1; 32]);
        let older = serde_json::json!({
            "own": { wallet.to_string(): [""] }, "watched": {}, "shown": null,
        });
        std::fs::write(&path, older.to_string()).unwrap();
        assert!(AccountList::open(path).unwrap().knows(wallet));
    }

    #[test]
    fn all_accounts_that_a_wallet_can_have_are_looked_for_each_once() {
        let asked: Vec<u16> = stretches().flatten().collect();
        assert_eq!(asked, (0..MAX_OWN).collect::<Vec<_>>());
        assert!(stretches().all(|stretch| stretch.len() == usize::from(LOOK_FOR)));
    }
}
