//! Kills validators, a light node and the app, one after another and at any moment, and compares
//! what is known afterwards with what was known before.

use crate::{ledger::Ledger, stage::Stage, steps, window::Window};
use serde::{Deserialize, Serialize};
use std::{
    env, fs,
    ops::RangeInclusive,
    thread,
    time::{Duration, Instant},
};
use xtask::{
    programs::{Background, output_of},
    services::Validators,
    soak::{KILLS, SUMMARY},
    workspace,
};

/// How long a killed part may take until it knows again what it knew.
const RECOVERY: Duration = Duration::from_secs(90);
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

#[tokio::test]
async fn under_kills_nothing_final_is_lost_and_no_balance_differs() {
    let kills: usize = env::var(KILLS)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(3);
    let mut soak = Soak::begin().await;
    let mut rows = Vec::new();
    println!("\n  kill  of            height before  after  back after  statements");
    for number in 1..=kills {
        let row = soak.kill(number).await;
        println!(
            "  {:>4}  {:<12}  {:>13}  {:>5}  {:>8.1} s  {:>10}",
            row.kill, row.victim, row.height_before, row.height_after, row.seconds, row.statements
        );
        rows.push(row);
    }
    let summary = workspace::target().join(SUMMARY);
    fs::write(summary, serde_json::to_string_pretty(&rows).unwrap()).unwrap();
}

/// What was seen around one kill.
#[derive(Serialize)]
struct Row {
    kill: usize,
    victim: String,
    height_before: u64,
    height_after: u64,
    /// From its new start until the victim knew again what was known before.
    seconds: f64,
    /// Compared, each line of each.
    statements: usize,
}

#[derive(Deserialize)]
struct Status {
    height: Option<u64>,
}

/// What a light node says of an account; a line of `follow`, or what its store holds.
#[derive(Debug, Deserialize, PartialEq)]
struct Account {
    balance: Option<String>,
    height: Option<u64>,
}

/// A network, a device that earns, and those who watch.
struct Soak {
    stage: Stage<Validators>,
    address: String,
    /// What there was before the first reward.
    before_rewards: u128,
    app: Option<Window>,
    light: Option<Background>,
    random: Random,
}

impl Soak {
    async fn begin() -> Self {
        let stage = Stage::validators("soak");
        let window = stage.open_app().await;
        steps::make_a_wallet(&window).await;
        steps::back_it_up(&window).await;
        let given = steps::wait_for_tokens(&window).await;
        let address = window.attribute("address", "data-address").await;
        steps::find_the_device(&window, &stage).await;
        steps::give_it_wifi(&window).await;
        window.wait_for_step("place").await;
        let fee = steps::place_and_claim(&window).await;
        window
            .wait(RECOVERY, "earnings-total", "data-units", |units| {
                units != "0"
            })
            .await;
        let mut soak = Self {
            stage,
            address,
            before_rewards: given - fee,
            app: Some(window),
            light: None,
            random: Random(0x9e37_79b9_7f4a_7c15),
        };
        soak.light = Some(soak.start_light());
        soak
    }

    /// Kills one part at a random moment and waits until it knows again what it knew.
    async fn kill(&mut self, number: usize) -> Row {
        thread::sleep(Duration::from_millis(self.random.below(5_000)));
        let (known, height_before) = (self.audit(), self.height_at_any_peer());
        let pause = Duration::from_millis(self.random.below(3_000));
        let (victim, recovery) = match number % 8 {
            1 | 5 => self.kill_light(pause),
            3 => self.kill_all_validators(height_before, pause),
            0 | 4 => self.kill_app(&known).await,
            _ => self.kill_validator(height_before, pause),
        };
        let after = self.audit();
        after.assert_has_all_of(&known);
        let height_after = self.height_at_any_peer();
        assert!(
            height_after >= height_before,
            "the chain went back from {height_before} to {height_after}"
        );
        Row {
            kill: number,
            victim,
            height_before,
            height_after,
            seconds: recovery.as_secs_f64(),
            statements: known.statements(),
        }
    }

    async fn kill_app(&mut self, known: &Ledger) -> (String, Duration) {
        self.app.take().unwrap().kill();
        let begun = Instant::now();
        let window = self.stage.open_app().await;
        steps::unlock(&window).await;
        let least = known.sum_of_lines();
        let enough = |units: &str| units.parse::<u128>().is_ok_and(|units| units >= least);
        window
            .wait(RECOVERY, "earnings-total", "data-units", enough)
            .await;
        self.app = Some(window);
        ("app".to_owned(), begun.elapsed())
    }

    /// What it had said must be in its store, where no peer can be asked.
    fn kill_light(&mut self, pause: Duration) -> (String, Duration) {
        drop(self.light.take());
        thread::sleep(pause);
        let said = fs::read_to_string(self.stage.folder.join("light.out")).unwrap();
        let said: Vec<Account> = said
            .lines()
            .filter(|line| line.contains("account_updated"))
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let (_, id) = self.stage.network.ready.peers[0].rsplit_once('/').unwrap();
        let nobody = format!("/ip4/127.0.0.1/tcp/9/p2p/{id}");
        let stored = output_of(
            &mut self
                .stage
                .light("killed", &["account", &self.address, "--peer", &nobody]),
        )
        .unwrap();
        let stored: Account = serde_json::from_str(&stored).unwrap();
        if let Some(said) = said.last() {
            assert!(
                stored.height >= said.height,
                "the store has {stored:?}, and {said:?} was said"
            );
            assert!(
                stored.height > said.height || stored == *said,
                "the store has {stored:?}, and {said:?} was said"
            );
        }
        let begun = Instant::now();
        self.light = Some(self.start_light());
        while !self.light_said("tip_advanced") {
            assert!(
                begun.elapsed() < RECOVERY,
                "the light node did not come back"
            );
            thread::sleep(BETWEEN_LOOKS);
        }
        ("light node".to_owned(), begun.elapsed())
    }

    fn light_said(&self, event: &str) -> bool {
        fs::read_to_string(self.stage.folder.join("light.out"))
            .unwrap()
            .contains(event)
    }

    fn kill_validator(&mut self, height: u64, pause: Duration) -> (String, Duration) {
        let index = self.random.below(Validators::COUNT as u64) as usize;
        self.stage.network.restart(index, pause).unwrap();
        (
            format!("validator {index}"),
            self.wait_for_validators(index..=index, height),
        )
    }

    /// As when the power fails for the whole network at once.
    fn kill_all_validators(&mut self, height: u64, pause: Duration) -> (String, Duration) {
        self.stage.network.restart_all(pause).unwrap();
        (
            "all validators".to_owned(),
            self.wait_for_validators(0..=Validators::COUNT - 1, height + 1),
        )
    }

    /// Waits until each of them serves this height, and says how long that took.
    fn wait_for_validators(&self, indices: RangeInclusive<usize>, height: u64) -> Duration {
        let begun = Instant::now();
        for index in indices {
            while self.height_at(index).is_none_or(|now| now < height) {
                assert!(
                    begun.elapsed() < RECOVERY,
                    "validator {index} did not come to height {height}"
                );
                thread::sleep(BETWEEN_LOOKS);
            }
        }
        begun.elapsed()
    }

    fn start_light(&self) -> Background {
        let mut follow = self.stage.light("killed", &["follow", &self.address]);
        Background::start(&mut follow, "light", &self.stage.folder).unwrap()
    }

    /// What the network proves about the account, which must add up at any time.
    fn audit(&self) -> Ledger {
        let ledger = self.stage.ledger("auditor", &self.address);
        assert_eq!(
            ledger.balance,
            self.before_rewards + ledger.sum_of_lines(),
            "the balance is not what was given, less the fee, plus what was earned"
        );
        ledger
    }

    fn height_at_any_peer(&self) -> u64 {
        let status = output_of(&mut self.stage.light("auditor", &["status"])).unwrap();
        serde_json::from_str::<Status>(&status)
            .unwrap()
            .height
            .expect("no header")
    }

    /// How far one validator is; `None` while it does not answer.
    fn height_at(&self, validator: usize) -> Option<u64> {
        let peers = &self.stage.network.ready.peers;
        let peer = peers
            .chunks(peers.len() / Validators::COUNT)
            .nth(validator)?
            .first()?;
        let mut status = self
            .stage
            .light(&format!("at-{validator}"), &["status", "--peer", peer]);
        let status: Status = serde_json::from_str(&output_of(&mut status).ok()?).ok()?;
        status.height
    }
}

/// The same sequence in every run, so that a failure can be had again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        // Marsaglia's xorshift64.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
