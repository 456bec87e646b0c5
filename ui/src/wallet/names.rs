//! Names accounts and draws whole addresses so that they can be compared by eye.

use crate::text::{format, t};
use outpost_app_api::{AccountKind, AccountView};
use yew::prelude::*;

/// Letters of a group.
const GROUP: usize = 4;

/// What an account is called: as its person says, else by its place.
pub fn account(account: &AccountView) -> String {
    match account.kind {
        _ if !account.name.is_empty() => account.name.clone(),
        AccountKind::Own { index } => t!("account-numbered", number = u32::from(index) + 1),
        AccountKind::Watched => format::short_address(&account.address),
    }
}

/// Somebody by name, else by the ends of the address.
pub fn person(name: Option<&String>, address: &str) -> String {
    name.cloned()
        .unwrap_or_else(|| format::short_address(address))
}

/// A whole address in groups of four letters, the first and last of which stand out.
pub fn whole(address: &str, test: &'static str) -> Html {
    let groups = groups(address);
    let last = groups.len().saturating_sub(1);
    html! {
        <code class="whole-address" dir="ltr" data-test={test} data-address={address.to_owned()}>
            { for groups.iter().enumerate().map(|(index, group)| {
                let end = index < 2 || index == last || index + 1 == last;
                html! { <span class={classes!(end.then_some("whole-address-end"))}>{ group }</span> }
            }) }
        </code>
    }
}

/// The part that says what kind it is, then four letters each.
fn groups(address: &str) -> Vec<String> {
    let (kind, rest) = match address.split_once('1') {
        Some((kind, rest)) => (format!("{kind}1"), rest),
        None => (String::new(), address),
    };
    let letters: Vec<char> = rest.chars().collect();
    let rest = letters.chunks(GROUP).map(|group| group.iter().collect());
    std::iter::once(kind)
        .filter(|kind| !kind.is_empty())
        .chain(rest)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_grouped_and_no_letter_is_lost() {
        assert_eq!(groups("op1aw4sssnjfq"), ["op1", "aw4s", "ssnj", "fq"]);
        assert_eq!(groups("none"), ["none"]);
        assert_eq!(groups(""), [""; 0]);
    }
}
