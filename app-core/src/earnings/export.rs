//! Writes the earnings of a period to a file, so that a kill leaves the whole file or none.

use super::{Inquiry, calendar, csv::Table};
use crate::{app::Core, draft::Draft, errors::ForApp};
use outpost_app_api::{AppError, CsvFormat, ErrorCode, ExportEarnings, ExportView, Money};
use std::{io::BufWriter, sync::Arc};

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
    let draft = Draft::begin(&core.exports, &name, "csv").for_app()?;
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

#[cfg(test)]
mod tests {
    use super::*;

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
