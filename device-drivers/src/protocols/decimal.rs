//! Reads numbers that devices write in decimal digits, without floating point.

/// Most digits of a number: any of so many fit into 64 bits.
const MAX_DIGITS: u32 = 19;

/// Reads digits with or without a point, in units of `10^-decimals`; finer digits are left out.
///
/// `1.25` with three decimals is 1250. `None` if it is no such number, or has more than [`MAX_DIGITS`] as it
/// stands or with its decimals: what is read can be written and read again.
pub(crate) fn read(text: &[u8], decimals: u32) -> Option<u64> {
    let mut value: u64 = 0;
    let mut missing = decimals;
    let mut digits = 0;
    let mut after_point = false;
    for byte in text {
        match byte {
            b'.' if !after_point => after_point = true,
            b'0'..=b'9' => {
                digits += 1;
                if digits > MAX_DIGITS {
                    return None;
                }
                if after_point && missing == 0 {
                    continue;
                }
                missing -= u32::from(after_point);
                value = value * 10 + u64::from(byte - b'0');
            }
            _ => return None,
        }
    }
    if digits == 0 {
        return None;
    }
    let value = value.checked_mul(10_u64.checked_pow(missing)?)?;
    (value < 10_u64.pow(MAX_DIGITS)).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_number_is_read_in_the_unit_that_was_asked_for() {
        for (text, decimals, expected) in [
            ("0", 0, Some(0)),
            ("007", 0, Some(7)),
            ("1.25", 3, Some(1_250)),
            ("1.25", 1, Some(12)),
            ("1.", 1, Some(10)),
            (".5", 1, Some(5)),
            ("9999999999999999999", 0, Some(9_999_999_999_999_999_999)),
            ("10000000000000000000", 0, None),
            ("9999999999999999999", 1, None),
            ("9999999999999999.999", 3, Some(9_999_999_999_999_999_999)),
            ("18446744073709551", 3, None),
            ("", 1, None),
            (".", 1, None),
            ("1.2.3", 1, None),
            ("-1", 1, None),
            ("1e3", 1, None),
        ] {
            assert_eq!(read(text.as_bytes(), decimals), expected, "{text}");
        }
    }
}
