//! Reads and writes `outpost:` links, as they come from QR codes, web pages and other apps.
//!
//! # Form
//! `outpost:ADDRESS`, then for a payment `?amount=12.5&note=For%20the%20antenna`, both of which may be
//! left out; or `outpost:pair?code=CODE` with a wallet that is sealed for another device. An amount is in tokens, with a point before its decimals, whatever the person's language.
//! Keys that are not known are passed over, so that later versions can say more; one that begins with
//! `req-` may not be passed over, and refuses the link.
//!
//! # Trust
//! Anybody can make a link, so it is bounded and decides nothing: it fills in a form, whose confirmation
//! names everything. An address is only looked at for its letters here; whoever uses it checks its
//! checksum. A note has no control character and none that turns the direction of writing, with which
//! it could be made to look like words of the app.

use crate::Money;
use std::fmt;

/// Longest link, in bytes.
pub const MAX_LINK_BYTES: usize = 1024;
/// Longest note, in characters.
pub const MAX_NOTE_CHARS: usize = 140;
/// Longest address, in letters: bech32m has no longer ones.
const MAX_ADDRESS_LETTERS: usize = 90;
const SCHEME: &str = "outpost:";
/// Stands in place of an address.
const PAIRING: &str = "pair";

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// A form to pay, filled in.
    Payment(PaymentRequest),
    /// A device, `opd1…`.
    Device(String),
    /// A wallet for another device, `oppair1…`; the words that open it are never in a link.
    Pairing(String),
}

/// What somebody asks to be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRequest {
    /// To which account, `op1…`.
    pub to: String,
    /// How much; `None` leaves it to who pays.
    pub amount: Option<Money>,
    /// What for. It is not sent to anybody.
    pub note: Option<String>,
}

/// Why a text is no link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It does not begin with `outpost:`.
    Foreign,
    /// It is longer than [`MAX_LINK_BYTES`].
    TooLong,
    /// What follows is no address.
    NoAddress,
    /// What should be a pairing code is none.
    NoCode,
    /// The amount is no number of tokens, or nothing.
    BadAmount,
    /// The note is too long or has characters that could deceive.
    BadNote,
    /// A value is not percent-encoded UTF-8, or a key is there twice.
    Malformed,
    /// It asks for something that this version does not know.
    TooNew,
}

impl Link {
    /// Reads a link.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let text = text.trim();
        if text.len() > MAX_LINK_BYTES {
            return Err(LinkError::TooLong);
        }
        let rest = strip_scheme(text).ok_or(LinkError::Foreign)?;
        // Some systems write a link as if it had a host.
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        let (address, query) = match rest.split_once('?') {
            Some((address, query)) => (address, query),
            None => (rest, ""),
        };
        let address = address.strip_suffix('/').unwrap_or(address);
        if address.eq_ignore_ascii_case(PAIRING) {
            return read_pairing(query);
        }
        let address = read_address(address)?;
        if address.starts_with("opd1") {
            return Ok(Self::Device(address));
        }
        let mut request = PaymentRequest {
            to: address,
            amount: None,
            note: None,
        };
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').ok_or(LinkError::Malformed)?;
            let value = percent_decode(value).ok_or(LinkError::Malformed)?;
            match key {
                "amount" => fill(&mut request.amount, read_amount(&value)?)?,
                "note" => fill(&mut request.note, read_note(value)?)?,
                key if key.starts_with("req-") => return Err(LinkError::TooNew),
                _ => {}
            }
        }
        Ok(Self::Payment(request))
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Device(address) => write!(f, "{SCHEME}{address}"),
            Self::Pairing(code) => write!(f, "{SCHEME}{PAIRING}?code={code}"),
            Self::Payment(request) => request.fmt(f),
        }
    }
}

impl fmt::Display for PaymentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}{}", self.to)?;
        let amount = self.amount.map(|amount| ("amount", amount.to_decimal()));
        let note = self.note.as_deref().map(|note| ("note", encode(note)));
        for (index, (key, value)) in amount.into_iter().chain(note).enumerate() {
            let separator = if index == 0 { '?' } else { '&' };
            write!(f, "{separator}{key}={value}")?;
        }
        Ok(())
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "not a link of this app",
            Self::TooLong => "the link is too long",
            Self::NoAddress => "the link has no address",
            Self::NoCode => "the link has no pairing code",
            Self::BadAmount => "the link's amount is not a number of tokens",
            Self::BadNote => "the link's note is too long or could deceive",
            Self::Malformed => "the link is malformed",
            Self::TooNew => "the link is for a newer version",
        })
    }
}

impl std::error::Error for LinkError {}

/// Whether a note may be shown beside the app's own words.
pub fn is_plain_note(note: &str) -> bool {
    let could_deceive = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    note.chars().count() <= MAX_NOTE_CHARS && !note.chars().any(could_deceive)
}

fn strip_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_at_checked(SCHEME.len())?;
    scheme.eq_ignore_ascii_case(SCHEME).then_some(rest)
}

/// Capitals alone are taken as well: a QR code of them is smaller.
fn read_address(text: &str) -> Result<String, LinkError> {
    let mixed = text.contains(|c: char| c.is_ascii_lowercase())
        && text.contains(|c: char| c.is_ascii_uppercase());
    let address = text.to_ascii_lowercase();
    let plausible = (address.starts_with("op1") || address.starts_with("opd1"))
        && address.len() <= MAX_ADDRESS_LETTERS
        && address.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plausible && !mixed {
        Ok(address)
    } else {
        Err(LinkError::NoAddress)
    }
}

fn read_pairing(query: &str) -> Result<Link, LinkError> {
    let mut code = None;
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=').ok_or(LinkError::Malformed)? {
            ("code", value) => fill(&mut code, read_code(value)?)?,
            (key, _) if key.starts_with("req-") => return Err(LinkError::TooNew),
            _ => {}
        }
    }
    code.map(Link::Pairing).ok_or(LinkError::NoCode)
}

/// A code's letters; whoever opens it checks its checksum.
fn read_code(text: &str) -> Result<String, LinkError> {
    let code = text.to_ascii_lowercase();
    let plausible =
        code.starts_with("oppair1") && code.bytes().all(|it| it.is_ascii_alphanumeric());
    match plausible {
        true => Ok(code),
        false => Err(LinkError::NoCode),
    }
}

fn read_amount(text: &str) -> Result<Money, LinkError> {
    match Money::parse(text, ".", "") {
        Ok(amount) if amount > Money(0) => Ok(amount),
        _ => Err(LinkError::BadAmount),
    }
}

fn read_note(text: String) -> Result<String, LinkError> {
    if is_plain_note(&text) {
        Ok(text)
    } else {
        Err(LinkError::BadNote)
    }
}

fn fill<T>(place: &mut Option<T>, value: T) -> Result<(), LinkError> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(LinkError::Malformed),
    }
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex_digit(rest.next()?)? << 4 | hex_digit(rest.next()?)?,
            plain => plain,
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "op1aw4sssnjf7w0vdrznzsaspvax8q550cx5fnaq2shtu59frtwggxq4kgv2r";

    fn payment(amount: Option<u128>, note: Option<&str>) -> Link {
        Link::Payment(PaymentRequest {
            to: ADDRESS.to_owned(),
            amount: amount.map(Money),
            note: note.map(str::to_owned),
        })
    }

    #[track_caller]
    fn check(rest: &str, expected: Result<Link, LinkError>) {
        assert_eq!(Link::parse(&format!("outpost:{rest}")), expected, "{rest}");
    }

    #[test]
    fn a_link_names_an_account_an_amount_and_a_note() {
        check(ADDRESS, Ok(payment(None, None)));
        let full = format!("{ADDRESS}?amount=12.5&note=For%20the%20antenna%20%26%20mast");
        let note = "For the antenna & mast";
        check(&full, Ok(payment(Some(1_250_000_000), Some(note))));
        check(
            &format!("//{ADDRESS}/?amount=1"),
            Ok(payment(Some(100_000_000), None)),
        );
        check(&format!("{ADDRESS}?later=1"), Ok(payment(None, None)));
        let capitals = format!("OUTPOST:{}", ADDRESS.to_uppercase());
        assert_eq!(Link::parse(&capitals), Ok(payment(None, None)));
    }

    #[test]
    fn a_link_names_a_device() {
        check("opd1qqqq", Ok(Link::Device("opd1qqqq".to_owned())));
    }

    #[test]
    fn a_link_brings_a_wallet_for_another_device() {
        let pairing = Link::Pairing("oppair1qqqq".to_owned());
        check("pair?code=oppair1qqqq", Ok(pairing.clone()));
        check("//pair/?later=1&code=OPPAIR1QQQQ", Ok(pairing.clone()));
        for none in ["pair", "pair?", "pair?code=op1qq", "pair?code=oppair1%71"] {
            check(none, Err(LinkError::NoCode));
        }
        let twice = "pair?code=oppair1q&code=oppair1q";
        check(twice, Err(LinkError::Malformed));
        check("pair?req-words=1", Err(LinkError::TooNew));
    }

    #[test]
    fn what_could_mislead_is_refused() {
        let foreign = Link::parse("https://example.org");
        assert_eq!(foreign, Err(LinkError::Foreign));
        let long = format!("{ADDRESS}?later={}", "1".repeat(MAX_LINK_BYTES));
        check(&long, Err(LinkError::TooLong));
        for address in ["", "op2qq", "op1q q", "OP1qq", "op1%71", "../op1"] {
            check(address, Err(LinkError::NoAddress));
        }
        for amount in ["", "0", "-1", "1,5", "1e3", "0.000000001", "+1", " 1"] {
            check(
                &format!("{ADDRESS}?amount={amount}"),
                Err(LinkError::BadAmount),
            );
        }
        for note in ["%0A", "%E2%80%AE", &"n".repeat(MAX_NOTE_CHARS + 1)] {
            check(&format!("{ADDRESS}?note={note}"), Err(LinkError::BadNote));
        }
        for query in [
            "amount",
            "note=%",
            "note=%4",
            "note=%zz",
            "note=%ff",
            "amount=1&amount=1",
        ] {
            check(&format!("{ADDRESS}?{query}"), Err(LinkError::Malformed));
        }
        check(&format!("{ADDRESS}?req-memo=1"), Err(LinkError::TooNew));
    }

    #[test]
    fn a_link_is_read_as_it_was_written() {
        for link in [
            payment(None, None),
            payment(Some(1), None),
            payment(Some(u128::MAX), Some("")),
            payment(None, Some("100 % für Öl & ~more? #=+")),
            Link::Device("opd1qqqq".to_owned()),
            Link::Pairing("oppair1qqqq".to_owned()),
        ] {
            assert_eq!(Link::parse(&link.to_string()), Ok(link));
        }
    }
}
