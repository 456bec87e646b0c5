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
    /// Peers and how numbers are checked.
    Network,
    /// What the person may choose.
    Settings,
    /// The places that a phone's bar has no room for.
    More,
}

impl Route {
    /// The screen of an address such as `#/devices/opd1…`; `None` for one that leads nowhere.
    pub fn parse(hash: &str) -> Option<Self> {
        Some(match hash.strip_prefix("#/")? {
            "welcome" => Self::Welcome,
            "passphrase" => Self::Passphrase,
            "restore" => Self::Restore,
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
            path => match path.split_once('/')? {
                ("devices", address) => Self::Device(address.to_owned()),
                ("earnings", epoch) => Self::Epoch(epoch.parse().ok()?),
                _ => return None,
            },
        })
    }

    /// The screen that a link leads to, if there is one.
    pub fn of_link(link: &Link) -> Option<Self> {
        match link {
            Link::Device(address) => Some(Self::Device(address.clone())),
            Link::Payment(_) => None,
        }
    }

    /// The address of the screen.
    pub fn hash(&self) -> String {
        match self {
            Self::Device(address) => format!("#/devices/{address}"),
            Self::Epoch(epoch) => format!("#/earnings/{epoch}"),
            other => format!("#/{}", other.name()),
        }
    }

    /// What tests call the screen.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Passphrase => "passphrase",
            Self::Restore => "restore",
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
        let before_a_wallet = matches!(self, Self::Welcome | Self::Passphrase | Self::Restore);
        match (&view.wallet.state, &self) {
            (WalletState::Missing, _) if before_a_wallet => self,
            (WalletState::Missing, _) => Self::Welcome,
            (WalletState::Locked, _) => Self::Unlock,
            (_, Self::Unlock) => Self::first(view),
            (WalletState::LookingAround, Self::Backup | Self::AddDevice) => Self::Home,
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
    }

    #[test]
    fn without_a_wallet_every_screen_is_the_welcome() {
        check("welcome", "#/home", "#/welcome");
        check("welcome", "#/restore", "#/restore");
    }

    #[test]
    fn a_locked_wallet_shows_nothing_before_its_passphrase() {
        check("locked", "#/home", "#/unlock");
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
    fn a_wizard_left_half_way_is_where_the_app_opens() {
        assert_eq!(Route::first(&gallery::view("wifi")), Route::AddDevice);
        assert_eq!(Route::first(&gallery::view("working")), Route::Home);
    }
}
