//! Writes the earnings of a period to a file, so that a kill leaves the whole file or none.

use super::{Inquiry, calendar, csv::Table};
use crate::{app::Core, errors::ForApp, files, files::FileError};
use outpost_app_api::{AppError, CsvFormat, ErrorCode, ExportEarnings, ExportView, Money};
use std::{
    fs::{self, File},
    io::{self, BufWriter},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Names tried for a file: whoever exports the same so often cleans up at times.
const MOST_NAMES: u32 = 1_000;

/// Writes the earnings of a period to a file in the person's folder for downloads.
pub(crate) async fn export(core: &Arc<Core>, call: ExportEarnings) -> Result<ExportView, AppError> {
    let inquiry = Inquiry::open(core, &call.scope).await?;
    let Some((span, parameters)) = inquiry.span_and_rules() else {
        return Err(AppError::new(ErrorCode::NothingToExport));
    };
    let name = file_name(
        &core.network.name,
        call.format,
        &calendar::date_of(span.first).to_string(),
        &calendar::date_of(span.last).to_string(),
    );
    let draft = Draft::begin(&core.exports, &name).for_app()?;
    let mut table = Table::begin(BufWriter::new(&draft.file), call.format, call.rows);
    inquiry
        .each_statement(core, |verified| {
            for line in inquiry.selection.lines(verified) {
                let ended = parameters.end_of(verified.statement.id.epoch);
                table.take(&inquiry.calendar, &core.names, ended, verified, line);
            }
        })
        .await?;
    let (rows, total) = draft.checked(table.end()).for_app()?;
    let path = draft.keep().for_app()?;
    Ok(ExportView {
        path: path.display().to_string(),
        rows,
        total: Money(total),
    })
}

/// What a file is called, before its ending. Whatever the network is called, the name is one of a file.
fn file_name(network: &str, format: CsvFormat, first: &str, last: &str) -> String {
    let kept = |letter: char| match letter {
        letter if letter.is_ascii_alphanumeric() => letter.to_ascii_lowercase(),
        _ => '-',
    };
    let network: String = network.chars().take(24).map(kept).collect();
    let format = match format {
        CsvFormat::Plain => "earnings",
        CsvFormat::Koinly => "koinly",
        CsvFormat::CoinTracking => "cointracking",
    };
    format!("outpost-{network}-{format}-{first}-{last}")
}

/// A file that is being written, and is gone again unless it is kept.
struct Draft {
    file: File,
    temporary: PathBuf,
    folder: PathBuf,
    name: String,
}

impl Draft {
    fn begin(folder: &Path, name: &str) -> Result<Self, FileError> {
        let temporary = folder.join(format!("{name}.part"));
        let begun = fs::create_dir_all(folder).and_then(|()| File::create(&temporary));
        Ok(Self {
            file: begun.map_err(|source| FileError::Io {
                path: folder.to_owned(),
                source,
            })?,
            temporary,
            folder: folder.to_owned(),
            name: name.to_owned(),
        })
    }

    /// Gives the file a name that no other has; it is on the disk when this returns.
    fn keep(self) -> Result<PathBuf, FileError> {
        let numbered = |number: u32| match number {
            1 => self.folder.join(format!("{}.csv", self.name)),
            _ => self.folder.join(format!("{}-{number}.csv", self.name)),
        };
        let free = (1..=MOST_NAMES).map(numbered).find(|path| !path.exists());
        let path = free.unwrap_or_else(|| numbered(1));
        let kept = self
            .file
            .sync_all()
            .and_then(|()| fs::rename(&self.temporary, &path))
            .and_then(|()| files::sync_folder(&self.folder));
        self.checked(kept)?;
        Ok(path)
    }

    /// Says which folder it is about when something failed.
    fn checked<T>(&self, result: io::Result<T>) -> Result<T, FileError> {
        result.map_err(|source| FileError::Io {
            path: self.folder.clone(),
            source,
        })
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // One that was kept has another name by now.
        let _ = fs::remove_file(&self.temporary);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_whole_or_not_there_and_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        for content in ["one", "two"] {
            let draft = Draft::begin(folder.path(), "sums").unwrap();
            (&draft.file).write_all(content.as_bytes()).unwrap();
            draft.keep().unwrap();
        }
        drop(Draft::begin(folder.path(), "sums").unwrap());
        assert_eq!(names(folder.path()), ["sums-2.csv", "sums.csv"]);
        assert_eq!(fs::read(folder.path().join("sums.csv")).unwrap(), b"one");
    }

    #[test]
    fn a_networks_name_cannot_lead_out_of_the_folder() {
        let name = file_name(
            "../Practice net",
            CsvFormat::Koinly,
            "2026-01-01",
            "2026-12-31",
        );
        assert_eq!(name, "outpost----practice-net-koinly-2026-01-01-2026-12-31");
    }
}
