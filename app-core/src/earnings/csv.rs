//! Writes lines of statements as comma-separated values (RFC 4180), for people and for tax programs.
//!
//! Amounts are exact to the last base unit, so that their sum is that of the screen. The columns are those
//! of Koinly's simple template (date, amount, currency, label, description) and of CoinTracking's own
//! import (eleven columns, from type to date); both take times in UTC. A text that a spreadsheet would
//! take for a formula is quoted as OWASP advises for CSV injection.

use super::calendar::{Calendar, date_of, moment};
use crate::home::names::DeviceNames;
use csv::{Terminator, WriterBuilder};
use outpost_app_api::{CsvFormat, CsvRows, Day, Money};
use outpost_light_client::VerifiedStatement;
use outpost_protocol::{Timestamp, statement::StatementLine};
use std::io::{self, Write};

/// What the token is called.
const CURRENCY: &str = "OPT";
/// Whom CoinTracking is told that it is from.
const SOURCE: &str = "Outpost";

const PLAIN_LINES: &[&str] = &[
    "day",
    "ended_utc",
    "ended_local",
    "epoch",
    "device",
    "device_name",
    "resource",
    "possible",
    "claimed",
    "accepted",
    "losses",
    "crowd_thousandths",
    "freshness_thousandths",
    "amount",
    "currency",
    "base_units",
    "proven_at_block",
    "agreeing_peers",
];
const PLAIN_DAYS: &[&str] = &[
    "day",
    "last_ended_utc",
    "last_ended_local",
    "lines",
    "amount",
    "currency",
    "base_units",
];
const KOINLY: &[&str] = &["Koinly Date", "Amount", "Currency", "Label", "Description"];
const COIN_TRACKING: &[&str] = &[
    "Type",
    "Buy Amount",
    "Buy Currency",
    "Sell Amount",
    "Sell Currency",
    "Fee",
    "Fee Currency",
    "Exchange",
    "Trade-Group",
    "Comment",
    "Date",
];

/// A table that is being written, oldest row first.
pub(crate) struct Table<W: Write> {
    writer: csv::Writer<W>,
    format: CsvFormat,
    rows: CsvRows,
    /// When the epoch ended whose lines are being written.
    ended: Option<Ended>,
    /// The day whose lines are being summed.
    day: Option<DayRow>,
    count: u64,
    total: u128,
    /// What the disk said first, if it said no.
    failure: Option<io::Error>,
}

/// A day, summed so far.
#[derive(Clone, Debug)]
struct DayRow {
    /// When the newest epoch in it ended.
    ended: Ended,
    lines: u64,
    amount: u128,
}

/// When an epoch ended, in the ways in which it is written: all of its lines say the same.
#[derive(Clone, Debug)]
struct Ended {
    at: Timestamp,
    day: Day,
    /// On the clock in UTC, and on the person's.
    utc: String,
    local: String,
}

impl Ended {
    fn new(at: Timestamp, calendar: &Calendar) -> Self {
        Self {
            at,
            day: calendar.day_of(at.0),
            utc: utc(at, "%Y-%m-%dT%H:%M:%SZ"),
            local: calendar.written(at.0),
        }
    }
}

impl<W: Write> Table<W> {
    /// A table with its heading.
    pub(crate) fn begin(output: W, format: CsvFormat, rows: CsvRows) -> Self {
        let writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .from_writer(output);
        let mut table = Self {
            writer,
            format,
            rows,
            ended: None,
            day: None,
            count: 0,
            total: 0,
            failure: None,
        };
        let heading = match (format, rows) {
            (CsvFormat::Plain, CsvRows::Lines) => PLAIN_LINES,
            (CsvFormat::Plain, CsvRows::Days) => PLAIN_DAYS,
            (CsvFormat::Koinly, _) => KOINLY,
            (CsvFormat::CoinTracking, _) => COIN_TRACKING,
        };
        table.write(heading.iter().map(|&column| column.to_owned()));
        table
    }

    /// Adds a line of a statement whose epoch `ended` then. Lines come in the order of their epochs.
    pub(crate) fn take(
        &mut self,
        calendar: &Calendar,
        names: &DeviceNames,
        ended: Timestamp,
        verified: &VerifiedStatement,
        line: &StatementLine,
    ) {
        let amount = line.reward.units();
        self.total = self.total.saturating_add(amount);
        let ended = match self.ended.take() {
            Some(known) if known.at == ended => known,
            _ => Ended::new(ended, calendar),
        };
        if self.rows == CsvRows::Days {
            self.add_to_day(&ended, amount);
        } else {
            self.add_line(&names.of(line.device), &ended, verified, line);
        }
        self.ended = Some(ended);
    }

    fn add_line(
        &mut self,
        name: &str,
        ended: &Ended,
        verified: &VerifiedStatement,
        line: &StatementLine,
    ) {
        match self.format {
            CsvFormat::Plain => self.row(plain(name, ended, verified, line)),
            CsvFormat::Koinly | CsvFormat::CoinTracking => {
                let resource = line.resource.name();
                let epoch = verified.statement.id.epoch;
                let about = format!("{name}, {resource}, epoch {epoch}");
                self.for_taxes(ended.at, line.reward.units(), about);
            }
        }
    }

    /// The number of rows and the sum of their amounts, once all of it was handed to the system.
    ///
    /// # Errors
    /// What the system said when it could not be written.
    pub(crate) fn end(mut self) -> io::Result<(u64, u128)> {
        self.end_day();
        self.writer.flush()?;
        match self.failure {
            Some(failure) => Err(failure),
            None => Ok((self.count, self.total)),
        }
    }

    fn add_to_day(&mut self, ended: &Ended, amount: u128) {
        if self
            .day
            .as_ref()
            .is_some_and(|open| open.ended.day != ended.day)
        {
            self.end_day();
        }
        let open = self.day.get_or_insert_with(|| DayRow {
            ended: ended.clone(),
            lines: 0,
            amount: 0,
        });
        if open.ended.at != ended.at {
            open.ended = ended.clone();
        }
        open.lines = open.lines.saturating_add(1);
        open.amount = open.amount.saturating_add(amount);
    }

    fn end_day(&mut self) {
        let Some(DayRow {
            ended,
            lines,
            amount,
        }) = self.day.take()
        else {
            return;
        };
        if self.format != CsvFormat::Plain {
            let about = format!("{}, {lines} lines", date_of(ended.day));
            return self.for_taxes(ended.at, amount, about);
        }
        self.row([
            date_of(ended.day).to_string(),
            ended.utc,
            ended.local,
            lines.to_string(),
            decimal(amount),
            CURRENCY.to_owned(),
            amount.to_string(),
        ]);
    }

    /// A row for a tax program, which takes no amounts of nothing.
    fn for_taxes(&mut self, ended: Timestamp, amount: u128, about: String) {
        if amount == 0 {
            return;
        }
        let nothing = String::new;
        match self.format {
            CsvFormat::CoinTracking => self.row([
                "Reward / Bonus".to_owned(),
                decimal(amount),
                CURRENCY.to_owned(),
                nothing(),
                nothing(),
                nothing(),
                nothing(),
                SOURCE.to_owned(),
                nothing(),
                text(&about),
                utc(ended, "%Y-%m-%d %H:%M:%S"),
            ]),
            CsvFormat::Koinly | CsvFormat::Plain => self.row([
                utc(ended, "%Y-%m-%d %H:%M UTC"),
                decimal(amount),
                CURRENCY.to_owned(),
                "reward".to_owned(),
                text(&about),
            ]),
        }
    }

    fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.count = self.count.saturating_add(1);
        self.write(cells);
    }

    fn write(&mut self, cells: impl IntoIterator<Item = String>) {
        if self.failure.is_none()
            && let Err(error) = self.writer.write_record(cells)
        {
            self.failure = Some(error.into());
        }
    }
}

fn plain(
    name: &str,
    ended: &Ended,
    verified: &VerifiedStatement,
    line: &StatementLine,
) -> [String; PLAIN_LINES.len()] {
    let losses: Vec<String> = line
        .losses
        .iter()
        .map(|loss| {
            format!(
                "{}:{}",
                super::lines::loss_kind(loss.reason).key(),
                loss.units
            )
        })
        .collect();
    [
        date_of(ended.day).to_string(),
        ended.utc.clone(),
        ended.local.clone(),
        verified.statement.id.epoch.to_string(),
        line.device.to_string(),
        text(name),
        line.resource.name().to_owned(),
        line.possible.to_string(),
        line.claimed.to_string(),
        line.accepted.to_string(),
        losses.join(";"),
        line.multipliers.crowd.to_string(),
        line.multipliers.freshness.to_string(),
        decimal(line.reward.units()),
        CURRENCY.to_owned(),
        line.reward.units().to_string(),
        verified.at.height.to_string(),
        verified.at.agreeing_peers.to_string(),
    ]
}

/// An amount in tokens, with all its decimals and a point whatever the language.
fn decimal(units: u128) -> String {
    let one = 10u128.pow(Money::DECIMALS);
    let width = Money::DECIMALS as usize;
    format!("{}.{:0width$}", units / one, units % one)
}

fn utc(time: Timestamp, form: &str) -> String {
    moment(time.0).strftime(form).to_string()
}

/// Somebody's words, so that no spreadsheet runs them.
fn text(words: &str) -> String {
    match words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        true => format!("'{words}"),
        false => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        earnings::{
            calendar::tests::{ZONES, calendar},
            period::Span,
            sums::Sums,
        },
        testing::{parameters, statement},
    };
    use outpost_app_api::Period;
    use outpost_protocol::{DeviceKey, Epoch, genesis::Parameters};
    use proptest::prelude::*;

    const FORMATS: [CsvFormat; 3] = [CsvFormat::Plain, CsvFormat::Koinly, CsvFormat::CoinTracking];

    fn names() -> (tempfile::TempDir, DeviceNames) {
        let folder = tempfile::tempdir().unwrap();
        let names = DeviceNames::open(folder.path().join("names.json")).unwrap();
        (folder, names)
    }

    /// The table of these statements, what it says its sum is, and the sum of its column of amounts.
    fn table(
        format: CsvFormat,
        rows: CsvRows,
        calendar: &Calendar,
        names: &DeviceNames,
        parameters: &Parameters,
        statements: &[VerifiedStatement],
    ) -> (String, u64, u128) {
        let mut bytes = Vec::new();
        let mut table = Table::begin(&mut bytes, format, rows);
        for verified in statements {
            for line in &verified.statement.lines {
                let ended = parameters.end_of(verified.statement.id.epoch);
                table.take(calendar, names, ended, verified, line);
            }
        }
        let (count, total) = table.end().unwrap();
        (String::from_utf8(bytes).unwrap(), count, total)
    }

    /// The sum of a column of decimal amounts, in base units.
    fn sum_of_column(text: &str, format: CsvFormat) -> u128 {
        let column = match format {
            CsvFormat::Plain => "amount",
            CsvFormat::Koinly => "Amount",
            CsvFormat::CoinTracking => "Buy Amount",
        };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let place = reader
            .headers()
            .unwrap()
            .iter()
            .position(|name| name == column);
        let amounts = reader.records().map(|record| {
            let amount = record.unwrap()[place.unwrap()].to_owned();
            let (whole, decimals) = amount.split_once('.').unwrap();
            assert_eq!(decimals.len(), 8);
            format!("{whole}{decimals}").parse::<u128>().unwrap()
        });
        amounts.sum()
    }

    proptest! {
        #[test]
        fn promise_no_csv_or_a_wrong_one_its_sum_is_the_screens_in_any_format_zone_and_period(
            zone in prop::sample::select(&ZONES[..]),
            starts in 0u16..1_440,
            genesis in 1_700_000_000_000u64..1_800_000_000_000,
            epoch_ms in prop::sample::select(&[3_600_000u64, 10_000_000, 86_400_000][..]),
            pages in prop::collection::vec(prop::collection::vec((0u8..9, any::<u64>()), 0..4), 1..90),
            cut in 0usize..45,
            format in prop::sample::select(&FORMATS[..]),
            rows in prop::sample::select(&[CsvRows::Lines, CsvRows::Days][..]),
        ) {
            let calendar = calendar(zone, starts);
            let parameters = Parameters {
                genesis_time: Timestamp(genesis),
                epoch_ms,
                ..parameters()
            };
            let statements: Vec<VerifiedStatement> = (0u64..)
                .zip(pages)
                .map(|(number, lines)| statement(number, lines))
                .collect();
            let mut sums = Sums::default();
            statements.iter().for_each(|verified| sums.add(verified, |_| true));
            let day = |epoch| calendar.day_of(parameters.end_of(epoch).0);
            let last = statements.last().unwrap().statement.id.epoch;
            let first = day(Epoch(cut as u64).min(last));
            let period = Period::Days { first, last: day(last) };
            let span = Span::resolve(period, &calendar, day(last), None).unwrap().unwrap();
            let epochs = span.epochs(&parameters);
            let chosen: Vec<VerifiedStatement> = statements
                .into_iter()
                .filter(|verified| epochs.contains(&verified.statement.id.epoch))
                .collect();

            let screen = span.total(&sums, &parameters);
            let (_folder, names) = names();
            let (text, count, total) = table(format, rows, &calendar, &names, &parameters, &chosen);
            prop_assert_eq!(total, screen);
            prop_assert_eq!(sum_of_column(&text, format), screen);
            prop_assert_eq!(text.matches("\r\n").count() as u64, count + 1);
        }
    }

    #[test]
    fn each_day_of_a_change_of_clocks_has_its_own_row_and_all_of_its_epochs() {
        // Berlin, hourly epochs from Saturday noon to Monday noon: clocks go back on Sunday morning.
        let calendar = calendar("CET-1CEST,M3.5.0,M10.5.0/3", 0);
        let genesis: jiff::Timestamp = "2026-10-24T10:00:00Z".parse().unwrap();
        let parameters = Parameters {
            genesis_time: Timestamp(genesis.as_millisecond() as u64),
            epoch_ms: 3_600_000,
            ..parameters()
        };
        let statements: Vec<VerifiedStatement> = (0..49)
            .map(|hour| statement(hour * 2, vec![(1, 1)]))
            .collect();
        let (_folder, names) = names();
        let (text, _, _) = table(
            CsvFormat::Plain,
            CsvRows::Days,
            &calendar,
            &names,
            &parameters,
            &statements,
        );
        let days: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(
            days,
            [
                "2026-10-24,2026-10-24T21:00:00Z,2026-10-24T23:00:00+02:00,11,0.00000011,OPT,11",
                "2026-10-25,2026-10-25T22:00:00Z,2026-10-25T23:00:00+01:00,25,0.00000025,OPT,25",
                "2026-10-26,2026-10-26T11:00:00Z,2026-10-26T12:00:00+01:00,13,0.00000013,OPT,13",
            ]
        );
    }

    #[test]
    fn a_name_cannot_be_taken_for_a_formula_nor_break_out_of_its_cell() {
        let (_folder, names) = names();
        let device = DeviceKey::Ed25519([1; 32]);
        names
            .remember(device, "=HYPERLINK(\"x\"), \"my\" roof")
            .unwrap();
        let (text, _, _) = table(
            CsvFormat::Plain,
            CsvRows::Lines,
            &calendar("UTC0", 0),
            &names,
            &parameters(),
            &[statement(0, vec![(1, 150_000_000)])],
        );
        let row = text.lines().nth(1).unwrap();
        assert!(
            row.contains(r#","'=HYPERLINK(""x""), ""my"" roof","#),
            "{row}"
        );
        assert!(row.contains(",1.50000000,OPT,150000000,"), "{row}");
    }

    #[test]
    fn what_tax_programs_read_has_their_columns_and_no_amounts_of_nothing() {
        let (_folder, names) = names();
        let statements = [statement(0, vec![(1, 0), (2, 5)])];
        let of = |format| {
            let calendar = calendar("UTC0", 0);
            let (text, _, _) = table(
                format,
                CsvRows::Days,
                &calendar,
                &names,
                &parameters(),
                &statements,
            );
            text
        };
        assert_eq!(
            of(CsvFormat::Koinly),
            "Koinly Date,Amount,Currency,Label,Description\r\n\
             1970-01-01 00:00 UTC,0.00000005,OPT,reward,\"1970-01-01, 2 lines\"\r\n"
        );
        assert_eq!(
            of(CsvFormat::CoinTracking),
            "Type,Buy Amount,Buy Currency,Sell Amount,Sell Currency,Fee,Fee Currency,Exchange,Trade-Group,Comment,Date\r\n\
             Reward / Bonus,0.00000005,OPT,,,,,Outpost,,\"1970-01-01, 2 lines\",1970-01-01 00:00:00\r\n"
        );
    }
}
