//! Names the screens, as addresses after the `#`, so that the back button works.

use gloo::{events::EventListener, utils::window};
use outpost_app_api::{AppView, WalletState, link::Link};
use yew::prelude::*;

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Create, restore or look around.
    Welcome,
    /// A passphrase for a new wallet.
    Passphrase,
    /// A wallet from its words.
    Restore,
    /// A wallet from another device, by this code, which may come from outside; empty without one.
    Pair(String),
    /// An account to watch.
    Watch,
    /// The passphrase of the wallet there is.
    Unlock,
    /// The words and their test.
    Backup,
    /// Balance, devices, next step.
    Home,
    /// The wizard.
    AddDevice,
    /// All devices.
    Devices,
    /// A device, by its address.
    Device(String),
    /// What was earned in a period.
    Earnings,
    /// Cells, what a device would earn there, and plans.
    Map,
    /// What an epoch paid.
    Epoch(u64),
    /// Tracks, and what their cells pay.
    Mapping,
    /// What there is, what happened to it, and what can be done with it.
    Wallet(WalletPage),
    /// Peers and how numbers are checked.
    Network,
    /// What the person may choose.
    Settings,
    /// The places that a phone's bar has no room for.
    More,
}

/// A page of the wallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WalletPage {
    /// Balance and history.
    Overview,
    /// The address, to be paid at.
    Receive,
    /// A payment to this address or by this link, which may come from outside; empty for nobody yet.
    Send(String),
    /// The address book.
    Contacts,
    /// One's accounts and the watched ones.
    Accounts,
    /// Messages to sign or to check.
    Sign,
    /// Lock, passphrase, back-up.
    Security,
    /// The wallet for another device.
    Offer,
}

impl Route {
    /// The screen of an address such as `#/devices/opd1…`; `None` for one that leads nowhere.
    pub fn parse(hash: &str) -> Option<Self> {
        Some(match hash.strip_prefix("#/")? {
            "welcome" => Self::Welcome,
            "passphrase" => Self::Passphrase,
            "restore" => Self::Restore,
            "pair" => Self::Pair(String::new()),
            "watch" => Self::Watch,
            "unlock" => Self::Unlock,
            "backup" => Self::Backup,
            "home" => Self::Home,
            "add-device" => Self::AddDevice,
            "devices" => Self::Devices,
            "earnings" => Self::Earnings,
            "map" => Self::Map,
            "mapping" => Self::Mapping,
            "network" => Self::Network,
            "settings" => Self::Settings,
            "more" => Self::More,
            "wallet" => Self::Wallet(WalletPage::Overview),
            path => match path.split_once('/')? {
                ("devices", address) => Self::Device(address.to_owned()),
                ("earnings", epoch) => Self::Epoch(epoch.parse().ok()?),
                ("pair", code) => Self::Pair(code.to_owned()),
                ("wallet", page) => Self::Wallet(WalletPage::parse(page)?),
                _ => return None,
            },
        })
    }

    /// The screen that a link leads to.
    pub fn of_link(link: &Link) -> Self {
        match link {
            Link::Device(address) => Self::Device(address.clone()),
            Link::Pairing(code) => Self::Pair(code.clone()),
            // A form, filled in: the person confirms there, or does not.
            Link::Payment(_) => Self::Wallet(WalletPage::Send(link.to_string())),
        }
    }

    /// The address of the screen.
    pub fn hash(&self) -> String {
        match self {
            Self::Device(address) => format!("#/devices/{address}"),
            Self::Epoch(epoch) => format!("#/earnings/{epoch}"),
            Self::Wallet(page) => format!("#/wallet{}", page.path()),
            Self::Pair(code) if !code.is_empty() => format!("#/pair/{code}"),
            other => format!("#/{}", other.name()),
        }
    }

    /// What tests call the screen.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Passphrase => "passphrase",
            Self::Restore => "restore",
            Self::Pair(_) => "pair",
            Self::Watch => "watch",
            Self::Unlock => "unlock",
            Self::Backup => "backup",
            Self::Home => "home",
            Self::AddDevice => "add-device",
            Self::Devices => "devices",
            Self::Device(_) => "device",
            Self::Earnings => "earnings",
            Self::Map => "map",
            Self::Epoch(_) => "epoch",
            Self::Mapping => "mapping",
            Self::Wallet(page) => page.name(),
            Self::Network => "network",
            Self::Settings => "settings",
            Self::More => "more",
        }
    }

    /// Where the app opens: in the wizard, if it was left half way.
    pub fn first(view: &AppView) -> Self {
        match view.onboarding {
            Some(_) => Self::AddDevice,
            None => Self::Home,
        }
    }

    /// The screen that may be shown instead, given the wallet.
    pub fn permitted(self, view: &AppView) -> Self {
        let before_a_wallet = matches!(
            self,
            Self::Welcome | Self::Passphrase | Self::Restore | Self::Pair(_) | Self::Watch
        );
        match (&view.wallet.state, &self) {
            (WalletState::Missing, _) if before_a_wallet => self,
            (WalletState::Missing, _) => Self::Welcome,
            (WalletState::Locked, _) => Self::Unlock,
            (_, Self::Unlock) => Self::first(view),
            (WalletState::LookingAround, Self::Backup | Self::AddDevice | Self::Wallet(_)) => {
                Self::Home
            }
            // Somebody who watches may still make a wallet.
            (WalletState::Watching { .. }, _) if before_a_wallet && !view.wallet.is_open() => self,
            (WalletState::Watching { .. }, Self::AddDevice) => Self::Home,
            (_, Self::Backup | Self::Wallet(WalletPage::Security | WalletPage::Offer))
                if !view.wallet.is_open() =>
            {
                Self::Home
            }
            // A wallet that was just made is backed up next; a restored one has its words.
            (WalletState::Open { .. }, Self::Welcome | Self::Passphrase)
                if view.wallet.backup_due =>
            {
                Self::Backup
            }
            _ if before_a_wallet => Self::Home,
            _ => self,
        }
    }
}

impl WalletPage {
    /// The page of what follows `wallet/` in an address.
    fn parse(path: &str) -> Option<Self> {
        Some(match path {
            "receive" => Self::Receive,
            "send" => Self::Send(String::new()),
            "contacts" => Self::Contacts,
            "accounts" => Self::Accounts,
            "sign" => Self::Sign,
            "security" => Self::Security,
            "pair" => Self::Offer,
            path => Self::Send(path.strip_prefix("send/")?.to_owned()),
        })
    }

    fn path(&self) -> String {
        match self {
            Self::Overview => String::new(),
            Self::Receive => "/receive".to_owned(),
            Self::Send(to) if to.is_empty() => "/send".to_owned(),
            Self::Send(to) => format!("/send/{to}"),
            Self::Contacts => "/contacts".to_owned(),
            Self::Accounts => "/accounts".to_owned(),
            Self::Sign => "/sign".to_owned(),
            Self::Security => "/security".to_owned(),
            Self::Offer => "/pair".to_owned(),
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Overview => "wallet",
            Self::Receive => "wallet-receive",
            Self::Send(_) => "wallet-send",
            Self::Contacts => "wallet-contacts",
            Self::Accounts => "wallet-accounts",
            Self::Sign => "wallet-sign",
            Self::Security => "wallet-security",
            Self::Offer => "wallet-pair",
        }
    }
}

/// Goes to a screen; the one before is a step back in the history.
pub fn navigate(route: &Route) {
    // Setting the part after the `#` cannot fail in a window that shows this page.
    let _ = window().location().set_hash(&route.hash());
}

/// Shows another screen in place of this one, without a step in the history.
pub fn replace(route: &Route) {
    let _ = window().location().replace(&route.hash());
}

/// The screen that the window's address asks for.
#[hook]
pub fn use_route() -> Option<Route> {
    let route = use_state(current);
    {
        let setter = route.setter();
        use_effect_with((), move |()| {
            let listener =
                EventListener::new(&window(), "hashchange", move |_| setter.set(current()));
            move || drop(listener)
        });
    }
    (*route).clone()
}

fn current() -> Option<Route> {
    Route::parse(&window().location().hash().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    fn check(view: &str, asked: &str, shown: &str) {
        let view = gallery::view(view);
        assert_eq!(
            Route::parse(asked)
                .expect("a screen")
                .permitted(&view)
                .hash(),
            shown
        );
    }

    #[test]
    fn every_address_leads_back_to_its_screen() {
        for route in [
            Route::Welcome,
            Route::Passphrase,
            Route::Restore,
            Route::Pair(String::new()),
            Route::Pair("oppair1qq".to_owned()),
            Route::Watch,
            Route::Wallet(WalletPage::Overview),
            Route::Wallet(WalletPage::Receive),
            Route::Wallet(WalletPage::Send(String::new())),
            Route::Wallet(WalletPage::Send("outpost:op1qq?amount=1".to_owned())),
            Route::Wallet(WalletPage::Contacts),
            Route::Wallet(WalletPage::Accounts),
            Route::Wallet(WalletPage::Sign),
            Route::Wallet(WalletPage::Security),
            Route::Wallet(WalletPage::Offer),
            Route::Unlock,
            Route::Backup,
            Route::Home,
            Route::AddDevice,
            Route::Devices,
            Route::Device("opd1xyz".to_owned()),
            Route::Earnings,
            Route::Map,
            Route::Epoch(41),
            Route::Mapping,
            Route::Network,
            Route::Settings,
            Route::More,
        ] {
            assert_eq!(Route::parse(&route.hash()), Some(route));
        }
    }

    #[test]
    fn an_unknown_address_leads_nowhere() {
        assert_eq!(Route::parse(""), None);
        assert_eq!(Route::parse("#/nonsense"), None);
        assert_eq!(Route::parse("#/wallet/nonsense"), None);
        assert_eq!(Route::parse("#/wallets"), None);
    }

    #[test]
    fn without_a_wallet_every_screen_is_the_welcome() {
        check("welcome", "#/home", "#/welcome");
        check("welcome", "#/restore", "#/restore");
        check("welcome", "#/pair/oppair1qq", "#/pair/oppair1qq");
    }

    #[test]
    fn a_locked_wallet_shows_nothing_before_its_passphrase() {
        check("locked", "#/home", "#/unlock");
        check("locked", "#/wallet/pair", "#/unlock");
        check("locked", "#/devices/opd1xyz", "#/unlock");
    }

    #[test]
    fn a_new_wallet_is_backed_up_next_and_a_restored_one_goes_home() {
        check("new", "#/passphrase", "#/backup");
        check("new", "#/restore", "#/home");
        check("working", "#/passphrase", "#/home");
    }

    #[test]
    fn unlocking_leads_home_or_to_the_set_up_that_was_left_half_way() {
        check("working", "#/unlock", "#/home");
        check("wifi", "#/unlock", "#/add-device");
    }

    #[test]
    fn whoever_looks_around_sees_the_network_but_adds_no_device() {
        check("looking", "#/network", "#/network");
        check("looking", "#/add-device", "#/home");
    }

    #[test]
    fn a_link_from_outside_opens_a_form_or_a_device() {
        for (link, screen) in [
            ("outpost:opd1qq", "#/devices/opd1qq"),
            ("outpost:pair?code=oppair1qq", "#/pair/oppair1qq"),
            (
                "outpost:op1qq?amount=1&note=a%20b",
                "#/wallet/send/outpost:op1qq?amount=1&note=a%20b",
            ),
        ] {
            let link = Link::parse(link).expect("a link");
            let route = Route::of_link(&link);
            assert_eq!(route.hash(), screen);
            assert_eq!(Route::parse(screen), Some(route));
        }
    }

    #[test]
    fn whoever_watches_sees_the_wallet_adds_no_device_and_may_still_make_one() {
        check("watching", "#/wallet", "#/wallet");
        check("watching", "#/add-device", "#/home");
        check("watching", "#/wallet/security", "#/home");
        check("watching", "#/wallet/pair", "#/home");
        check("watching", "#/welcome", "#/welcome");
    }

    #[test]
    fn a_wizard_left_half_way_is_where_the_app_opens() {
        assert_eq!(Route::first(&gallery::view("wifi")), Route::AddDevice);
        assert_eq!(Route::first(&gallery::view("working")), Route::Home);
    }
}
