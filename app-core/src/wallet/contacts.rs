//! Keeps the address book: what the person calls others.

use super::accounts::name;
use crate::{
    app::Core,
    errors::ForApp,
    files::{FileError, JsonFile},
    payments::recipient,
};
use outpost_app_api::{AppError, Contact, ErrorCode, GetContacts, RemoveContact, SaveContact};
use outpost_protocol::AccountAddress;
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Most contacts that are kept.
const MAX_CONTACTS: usize = 2_000;

/// Names by address, kept in the data folder.
#[derive(Debug)]
pub(crate) struct AddressBook {
    file: JsonFile,
    names: Mutex<BTreeMap<String, String>>,
}

impl AddressBook {
    pub(crate) fn open(path: PathBuf) -> Result<Self, FileError> {
        let file = JsonFile::at(path);
        let names = Mutex::new(file.read_or_set_aside()?.unwrap_or_default());
        Ok(Self { file, names })
    }

    /// What the person calls this account.
    pub(crate) fn name_of(&self, address: AccountAddress) -> Option<String> {
        self.lock().get(&address.to_string()).cloned()
    }

    /// Who is called so; upper and lower case are the same.
    pub(crate) fn called(&self, name: &str) -> Option<AccountAddress> {
        let wanted = name.to_lowercase();
        let names = self.lock();
        let mut called = names
            .iter()
            .filter(|(_, name)| name.to_lowercase() == wanted);
        match (called.next(), called.next()) {
            // Two of one name: which is meant cannot be told.
            (Some((address, _)), None) => address.parse().ok(),
            _ => None,
        }
    }

    /// Somebody who is in it can be called otherwise however full it is.
    fn has_room_for(&self, address: &str) -> bool {
        let names = self.lock();
        names.len() < MAX_CONTACTS || names.contains_key(address)
    }

    fn change(&self, change: impl FnOnce(&mut BTreeMap<String, String>)) -> Result<(), FileError> {
        let mut names = self.lock();
        let mut changed = names.clone();
        change(&mut changed);
        self.file.write(&changed)?;
        *names = changed;
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The address book, by name.
pub(crate) async fn all(core: &Core, _: GetContacts) -> Result<Vec<Contact>, AppError> {
    let mut contacts: Vec<Contact> = core
        .contacts
        .lock()
        .iter()
        .map(|(address, name)| Contact {
            address: address.clone(),
            name: name.clone(),
        })
        .collect();
    contacts.sort_by_key(|contact| contact.name.to_lowercase());
    Ok(contacts)
}

/// Puts somebody into the address book, or changes a name there.
pub(crate) async fn save(core: &Core, call: SaveContact) -> Result<(), AppError> {
    let address = recipient::read(&call.address, |_| None)?
        .address
        .to_string();
    let name = name(&call.name)?;
    if name.is_empty() || !core.contacts.has_room_for(&address) {
        return Err(AppError::new(ErrorCode::NameInvalid));
    }
    core.contacts
        .change(|names| {
            names.insert(address, name);
        })
        .for_app()?;
    core.publisher.changed();
    Ok(())
}

/// Strikes somebody from the address book.
pub(crate) async fn remove(core: &Core, call: RemoveContact) -> Result<(), AppError> {
    core.contacts
        .change(|names| {
            names.remove(&call.address);
        })
        .for_app()?;
    core.publisher.changed();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_book_takes_nobody_else_but_other_names() {
        let folder = tempfile::tempdir().unwrap();
        let book = AddressBook::open(folder.path().join("contacts.json")).unwrap();
        let full = |names: &mut BTreeMap<String, String>| {
            names.extend((0..MAX_CONTACTS).map(|number| (number.to_string(), "Ana".to_owned())));
        };
        book.change(full).unwrap();
        assert!(book.has_room_for("7"));
        assert!(!book.has_room_for("stranger"));
    }
}
