//! Finds out who is meant by what was typed, pasted or scanned.

use crate::errors::{Explain, ForApp};
use outpost_app_api::{
    AppError, ErrorCode, Money,
    link::{Link, LinkError, PaymentRequest},
};
use outpost_protocol::{AccountAddress, address::AddressError};

/// Longest text that is looked at, in bytes; links have a bound of their own below it.
const MAX_TEXT_BYTES: usize = 2048;

/// Who is meant, and what a link said besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meant {
    pub(crate) address: AccountAddress,
    pub(crate) amount: Option<Money>,
    pub(crate) note: Option<String>,
}

/// Reads an address, a link, or a name that `called` knows.
pub(crate) fn read(
    text: &str,
    called: impl Fn(&str) -> Option<AccountAddress>,
) -> Result<Meant, AppError> {
    let text = text.trim();
    if text.len() > MAX_TEXT_BYTES {
        return Err(AppError::new(ErrorCode::AddressInvalid));
    }
    let of = |address| Meant {
        address,
        amount: None,
        note: None,
    };
    match Link::parse(text) {
        Ok(Link::Payment(PaymentRequest { to, amount, note })) => {
            let address = parse_address(&to)?;
            return Ok(Meant {
                address,
                amount,
                note,
            });
        }
        Ok(Link::Device(_)) => return Err(AppError::new(ErrorCode::AddressOfDevice)),
        Ok(Link::Pairing(_)) => return Err(AppError::new(ErrorCode::AddressInvalid)),
        Err(LinkError::Foreign) => {}
        Err(error) => {
            return Err(AppError::new(ErrorCode::LinkInvalid).with("reason", error));
        }
    }
    match text.parse() {
        Ok(address) => Ok(of(address)),
        Err(AddressError::WrongKind { .. }) => Err(AppError::new(ErrorCode::AddressOfDevice)),
        Err(_) => match called(text) {
            Some(address) => Ok(of(address)),
            None if looks_like_an_address(text) => Err(AppError::new(ErrorCode::AddressInvalid)),
            None => Err(AppError::new(ErrorCode::NameUnknown).with("name", text)),
        },
    }
}

/// Reads an address and nothing else.
pub(crate) fn parse_address(text: &str) -> Result<AccountAddress, AppError> {
    text.parse::<AccountAddress>().for_app()
}

fn looks_like_an_address(text: &str) -> bool {
    text.get(..3)
        .is_some_and(|prefix| prefix.eq_ignore_ascii_case("op1"))
}

impl Explain for AddressError {
    fn explain(self) -> AppError {
        AppError::new(match self {
            Self::WrongKind { .. } => ErrorCode::AddressOfDevice,
            Self::Malformed | Self::UnknownKey => ErrorCode::AddressInvalid,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_protocol::DeviceKey;

    const ME: AccountAddress = AccountAddress([7; 32]);

    #[track_caller]
    fn check(text: &str, expected: Result<Meant, ErrorCode>) {
        let called = |name: &str| (name == "Ana").then_some(ME);
        assert_eq!(read(text, called).map_err(|error| error.code), expected);
    }

    fn me() -> Meant {
        Meant {
            address: ME,
            amount: None,
            note: None,
        }
    }

    #[test]
    fn somebody_is_meant_by_address_link_or_name() {
        check(&format!("  {ME}\n"), Ok(me()));
        check("Ana", Ok(me()));
        check(
            &format!("outpost:{ME}?amount=2&note=Mast"),
            Ok(Meant {
                amount: Some(Money(200_000_000)),
                note: Some("Mast".to_owned()),
                ..me()
            }),
        );
    }

    #[test]
    fn nobody_is_meant_by_what_is_damaged_or_of_another_kind() {
        let mut mistyped = ME.to_string();
        mistyped.replace_range(10..11, "q");
        check(&mistyped, Err(ErrorCode::AddressInvalid));
        check(
            &format!("outpost:{mistyped}"),
            Err(ErrorCode::AddressInvalid),
        );
        check(&"x".repeat(5000), Err(ErrorCode::AddressInvalid));
        let device = DeviceKey::Ed25519([9; 32]);
        check(&device.to_string(), Err(ErrorCode::AddressOfDevice));
        check(
            &format!("outpost:{device}"),
            Err(ErrorCode::AddressOfDevice),
        );
        check(
            &format!("outpost:{ME}?amount=no"),
            Err(ErrorCode::LinkInvalid),
        );
        check(
            "outpost:pair?code=oppair1qq",
            Err(ErrorCode::AddressInvalid),
        );
        check("Bea", Err(ErrorCode::NameUnknown));
        check("", Err(ErrorCode::NameUnknown));
    }
}
