//! Cuts streams at any places, as serial ports do.

use proptest::prelude::*;

/// The same bytes in pieces, of which none is empty.
pub(crate) fn any_pieces_of(
    stream: impl Strategy<Value = Vec<u8>>,
) -> impl Strategy<Value = Vec<Vec<u8>>> {
    (stream, proptest::collection::vec(1..60_usize, 1..40)).prop_map(|(stream, lengths)| {
        let mut rest = stream.as_slice();
        let mut pieces = Vec::new();
        for length in lengths.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (piece, after) = rest.split_at((*length).min(rest.len()));
            pieces.push(piece.to_vec());
            rest = after;
        }
        pieces
    })
}

/// A stream of whole ones, of whole ones with a changed byte, and of what else a line carries.
pub(crate) fn any_line_with(
    whole: impl Strategy<Value = Vec<u8>> + Clone,
    false_starts: &'static [&'static str],
) -> impl Strategy<Value = Vec<u8>> {
    let damaged = (whole.clone(), any::<prop::sample::Index>(), 1..=u8::MAX);
    let piece = prop_oneof![
        4 => whole,
        2 => "[ -~]{0,40}\r?\n".prop_map(String::into_bytes),
        1 => proptest::collection::vec(any::<u8>(), 0..40),
        1 => prop::sample::select(false_starts).prop_map(|start| start.as_bytes().to_vec()),
        1 => damaged.prop_map(|(mut bytes, at, flip)| {
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            bytes
        }),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}
