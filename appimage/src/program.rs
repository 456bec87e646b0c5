//! Finds the last byte of a program.

/// The length of the header of a 64-bit ELF file, in bytes.
pub(crate) const HEAD: usize = 64;

/// Where type 2 of the AppImage specification puts its mark, in bytes; ELF leaves these free.
pub(crate) const MARK_AT: usize = 8;
/// The mark.
pub(crate) const MARK: [u8; 3] = *b"AI\x02";

/// Why a file is not a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no program for 64-bit little-endian systems")]
pub struct NotAProgram;

/// Where the table of sections ends, which linkers and `strip` put last (System V ABI, "ELF Header").
pub(crate) fn end(head: &[u8; HEAD]) -> Result<u64, NotAProgram> {
    // Magic, 64 bits, little-endian.
    if !head.starts_with(b"\x7fELF\x02\x01") {
        return Err(NotAProgram);
    }
    let sections = field(head, 40).map(u64::from_le_bytes);
    let size = field(head, 58).map(u16::from_le_bytes);
    let count = field(head, 60).map(u16::from_le_bytes);
    let (Some(sections), Some(size), Some(count)) = (sections, size, count) else {
        return Err(NotAProgram);
    };
    let table = u64::from(size) * u64::from(count);
    sections.checked_add(table).ok_or(NotAProgram)
}

fn field<const N: usize>(head: &[u8; HEAD], at: usize) -> Option<[u8; N]> {
    head.get(at..)?.first_chunk().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(sections: u64, size: u16, count: u16) -> [u8; HEAD] {
        let mut head = [0; HEAD];
        head[..6].copy_from_slice(b"\x7fELF\x02\x01");
        head[40..48].copy_from_slice(&sections.to_le_bytes());
        head[58..60].copy_from_slice(&size.to_le_bytes());
        head[60..62].copy_from_slice(&count.to_le_bytes());
        head
    }

    #[test]
    fn a_program_ends_with_its_table_of_sections() {
        assert_eq!(end(&head(5_000, 64, 30)), Ok(5_000 + 64 * 30));
    }

    #[test]
    fn a_table_beyond_all_files_and_other_files_are_no_program() {
        assert_eq!(end(&head(u64::MAX, 64, 30)), Err(NotAProgram));
        assert_eq!(end(&[0; HEAD]), Err(NotAProgram));
    }
}
